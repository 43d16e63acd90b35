"""Feeds that break off on their way: every whole entry, and of the half one what is known to be its."""

import html
import json

import pytest

from newstui.feeds.parse import parse_feed
from newstui.model.feeds import ParsedFeed

HEAD = (
    "<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>T</title>"
)
JSON = '{"version":"https://jsonfeed.org/version/1.1","title":"P","items":['


def item(title: str, guid: str = "1") -> str:
    return f"<item><title>{title}</title><guid>{guid}</guid></item>"


def read(data: str | bytes) -> ParsedFeed:
    return parse_feed(data.encode() if isinstance(data, str) else data, url="https://news.example/feed", content_type=None)


def titles(feed: ParsedFeed) -> list[str]:
    return [entry.title for entry in feed.entries]


@pytest.mark.parametrize("cut", ["<title>Thr", "<title>Three</title><description><![CDATA[<p>abc", "", "<guid>"])
def test_a_feed_that_breaks_off_gives_its_whole_entries(cut: str) -> None:
    feed = read(HEAD + item("One") + item("Two", guid="2") + "<item>" + cut)
    assert titles(feed) == ["One", "Two"]
    assert "breaks off in the middle of an entry" in feed.problems[0]


def test_a_json_feed_that_breaks_off_gives_its_whole_entries() -> None:
    feed = read(JSON + '{"id":"1","title":"One"},{"id":"2","ti')
    assert (feed.title, titles(feed)) == ("P", ["One"])
    assert "breaks off" in feed.problems[0]


def test_the_beginning_of_an_entry_that_is_known_by_its_id_stays() -> None:
    cut = "<item><title>Three</title><link>https://news.example/3</link><guid>3</guid><description><![CDATA[<p>ab</p><p>c"
    feed = read(HEAD + item("One") + cut)
    assert titles(feed) == ["One", "Three"]
    assert (feed.entries[1].identity, feed.entries[1].url) == ("3", "https://news.example/3")
    assert feed.entries[1].content == "<p>ab</p><p>c"
    assert "only the beginning" in feed.problems[0]
    whole = read(HEAD + item("One") + item("Three", guid="3") + "</channel></rss>")
    assert [entry.identity for entry in whole.entries] == [entry.identity for entry in feed.entries]


@pytest.mark.parametrize(
    ("cut", "text"),
    [
        ("<description>The ferry sank &amp; ever", "The ferry sank & ever"),
        ("<description>The ferry <unclosed attr=", "The ferry"),
        ("<content:encoded><![CDATA[<p>The ferry", "<p>The ferry"),
        ("<content:encoded><![CDATA[<p>The ferry</p>]]></content:enc", "<p>The ferry</p>"),
        ("<content type='xhtml'><div><p>The", ""),
        ("<pubDate>Mon, 02 Nov", ""),
    ],
)
def test_of_a_half_entry_there_is_as_much_text_as_came(cut: str, text: str) -> None:
    feed = read(f"{HEAD}<item><title>Ferry</title><guid>7</guid>{cut}")
    assert titles(feed) == ["Ferry"] and html.unescape(feed.entries[0].content).strip() == text


def test_where_links_are_the_ids_a_half_entry_is_known_by_its_link() -> None:
    begun = HEAD + "<item><title>One</title><link>https://news.example/1</link></item>"
    begun += "<item><title>Two</title><link>https://news.example/2</link><description>The fer"
    assert titles(read(begun)) == ["One", "Two"]
    assert titles(read(begun.replace("</item>", "<guid>1</guid></item>"))) == ["One"]


def test_a_json_feed_may_break_off_in_any_letter_of_a_text() -> None:
    words = json.dumps({"id": "1", "title": "One", "content_text": 'a "b" é'})
    for end in range(1, 14):
        feed = read(JSON + words[:-end])
        assert titles(feed) == ["One"] and feed.entries[0].content.startswith("<p>a"), words[:-end]


def test_a_feed_cut_within_a_letter_is_read_as_the_whole_would_be() -> None:
    cut = (HEAD + item("Süd") + "<item><title>Ü").encode()[:-1]
    assert titles(parse_feed(cut, url="https://news.example/f", content_type="text/xml; charset=iso-8859-1")) == ["Süd"]
