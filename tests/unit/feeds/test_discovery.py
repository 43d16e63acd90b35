"""Which feeds a page names."""

import pytest

from newstui.feeds.discovery import find_feeds, guesses, subscription_address

URL = "https://news.example/world/today.html"


def found(html: str) -> list[str]:
    return [feed.url for feed in find_feeds(html.encode(), url=URL)]


def test_links_in_the_head_are_found_main_feed_first() -> None:
    feeds = find_feeds(
        b"""<html><head><base href="https://cdn.example/x/">
        <LINK REL='alternate' TYPE='application/rss+xml' HREF='comments/feed' TITLE='Comments'>
        <link rel="alternate" type="application/atom+xml" href="all.atom?a=1&amp;b=2" title="All &amp; sundry"/>
        <link rel=alternate type=application/feed+json href=/feed.json>
        <link rel="alternate" hreflang="de" href="/de"><link rel="stylesheet" href="/rss.css">
        <!-- <link rel="alternate" type="application/rss+xml" href="/old"> -->""",
        url=URL,
    )
    assert [feed.url for feed in feeds] == [
        "https://cdn.example/x/all.atom?a=1&b=2",
        "https://cdn.example/feed.json",
        "https://cdn.example/x/comments/feed",
    ]
    assert (feeds[0].title, feeds[0].media_type) == ("All & sundry", "application/atom+xml")


def test_links_in_the_text_count_where_the_head_names_none() -> None:
    assert found('<a href="/about">About</a><a href="/rss.xml">RSS</a><a href="/feedback">F</a>') == [
        "https://news.example/rss.xml"
    ]


def test_a_feed_scheme_means_the_web() -> None:
    assert found('<link rel="alternate" type="application/rss+xml" href="feed://x.example/rss">') == ["https://x.example/rss"]


@pytest.mark.parametrize(
    "html", ["", "<html>", "<link " * 10_000, '<link rel="alternate" type="application/rss+xml" href="javascript:1">']
)
def test_a_page_without_feeds_gives_none(html: str) -> None:
    assert found(html) == []


def test_guesses_stand_near_the_page_and_at_the_top() -> None:
    places = guesses(URL)
    assert places[0] == "https://news.example/world/feed"
    assert "https://news.example/rss.xml" in places
    assert guesses("file:///x") == []


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://a.example/rss", "https://a.example/rss"),
        (" a.example/rss ", "https://a.example/rss"),
        ("feed://a.example/rss", "https://a.example/rss"),
        ("feed:http://a.example/rss", "http://a.example/rss"),
        ("localhost:8080/feed", "https://localhost:8080/feed"),
        ("127.0.0.1:8080/feed", "https://127.0.0.1:8080/feed"),
        ("file:///etc/passwd", None),
        ("javascript:alert(1)", None),
        ("hello", None),
        ("", None),
    ],
)
def test_what_is_typed_becomes_an_address(typed: str, address: str | None) -> None:
    assert subscription_address(typed) == address
