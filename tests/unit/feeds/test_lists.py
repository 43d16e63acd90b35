"""Lists of subscriptions: OPML in and out, newsboat's urls file in."""

import pytest

from newstui.errors import SubscriptionError
from newstui.feeds.newsboat import HIDDEN, looks_like_urls, read_urls
from newstui.feeds.opml import read_opml, write_opml
from newstui.model.safe_text import SafeText
from newstui.model.subscriptions import FeedOutline, FolderOutline, SubscriptionList

OPML = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0" xmlns:fr="https://other.example/opml"><head><title>Mine</title></head><body>
  <outline text="World" isOpen="true">
    <outline text="Europe">
      <outline type="rss" text="My Paper" title="The Paper" xmlUrl="https://paper.example/rss?a=1&amp;b=2"
               htmlUrl="https://paper.example/" category="news,daily" description="All of it" fr:filters="x"/>
    </outline>
    <outline text="Empty folder"/>
  </outline>
  <outline type="rss" text="Loose" xmlUrl="http://loose.example/atom.xml"/>
</body></opml>"""


def feeds_of(outlines: tuple[FolderOutline | FeedOutline, ...]) -> list[FeedOutline]:
    found: list[FeedOutline] = []
    for outline in outlines:
        found += [outline] if isinstance(outline, FeedOutline) else feeds_of(outline.children)
    return found


def test_opml_folders_nest_and_unknown_attributes_stay() -> None:
    subscriptions = read_opml(OPML.encode())
    world, loose = subscriptions.children
    assert isinstance(world, FolderOutline) and isinstance(loose, FeedOutline)
    europe, empty = world.children
    assert isinstance(europe, FolderOutline) and isinstance(empty, FolderOutline)
    paper = europe.children[0]
    assert isinstance(paper, FeedOutline)
    assert (world.name, world.extra, europe.name, empty.name, empty.children) == (
        "World",
        {"isOpen": "true"},
        "Europe",
        "Empty folder",
        (),
    )
    assert (paper.url, paper.title, paper.feed_title) == ("https://paper.example/rss?a=1&b=2", "My Paper", "The Paper")
    assert (paper.site_url, paper.tags) == ("https://paper.example/", ("news", "daily"))
    assert paper.extra == {"description": "All of it", "{https://other.example/opml}filters": "x"}
    assert (subscriptions.title, subscriptions.problems, loose.url) == ("Mine", (), "http://loose.example/atom.xml")


def test_a_round_trip_loses_nothing() -> None:
    first = read_opml(OPML.encode())
    assert read_opml(write_opml(first)) == first


def test_a_round_trip_keeps_difficult_text() -> None:
    name = SafeText("A & B <c> “d” 'e' \"f\" Ünïcode 日本")
    feed = FeedOutline("https://x.example/?a=1&b=2", title=name, tags=(SafeText("t & u"),), extra={"note": "line\nbreak <&>"})
    subscriptions = SubscriptionList((FolderOutline(name, (feed,)),), SafeText("T"))
    assert read_opml(write_opml(subscriptions)) == subscriptions


def test_opml_with_bare_ampersands_and_open_tags_is_read_as_far_as_possible() -> None:
    data = b'<opml><body><outline text="R&D" xmlUrl="http://a.example/?x=1&y=2"/><outline text="B" xmlUrl="http://b.example/">'
    subscriptions = read_opml(data)
    assert [feed.url for feed in feeds_of(subscriptions.children)] == ["http://a.example/?x=1&y=2", "http://b.example/"]
    assert len(subscriptions.problems) == 2


def test_opml_in_another_encoding_than_it_says() -> None:
    data = OPML.replace("My Paper", "Köln heute").encode("cp1252")
    assert "Köln heute" in [feed.title for feed in feeds_of(read_opml(data).children)]


def test_what_opml_cannot_carry_is_named() -> None:
    subscriptions = read_opml(
        b'<opml><body><outline text="Bad" xmlUrl="file:///etc/passwd"/><outline text="\x1b[31mRed" xmlUrl="http://a.example/"/></body></opml>'
    )
    assert "no http or https address" in subscriptions.problems[0] and "Line 1" in subscriptions.problems[0]
    assert [feed.title for feed in feeds_of(subscriptions.children)] == ["[31mRed"]


def test_entity_bombs_do_not_expand() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    data = (
        f'<!DOCTYPE o [<!ENTITY e0 "boom">{levels}]><opml><body><outline text="&e8;" xmlUrl="http://a.example/"/></body></opml>'
    )
    assert feeds_of(read_opml(data.encode()).children)[0].title == "&e8;"


@pytest.mark.parametrize("data", [b"", b"nonsense", b"<rss/>", b"\x00\x01\x02", b"<html><body>x</body></html>"])
def test_what_is_no_opml_is_an_error_in_words(data: bytes) -> None:
    with pytest.raises(SubscriptionError, match="OPML"):
        read_opml(data)


def test_very_deep_folders_end() -> None:
    depth = 200
    data = '<outline text="f">' * depth + '<outline text="x" xmlUrl="http://a.example/"/>' + "</outline>" * depth
    assert read_opml(f"<opml><body>{data}</body></opml>".encode()).problems


URLS = """# my feeds
https://a.example/rss news "long tag" "~A Paper"
http://b.example/feed.xml "!" weather
"https://c.example/a b" "~Say \\"hi\\""

exec:~/bin/make-feed.sh tag
filter:~/bin/x:http://d.example/
"query:Unread:unread = \\"yes\\""
gopher://e.example/
https://f.example/ # a comment
"""


def test_newsboat_urls() -> None:
    subscriptions = read_urls(URLS.encode())
    a, b, c, f = feeds_of(subscriptions.children)
    assert (a.url, a.title, a.tags) == ("https://a.example/rss", "A Paper", ("long tag",))
    assert (b.tags, b.extra) == ((), {HIDDEN: "!"})
    assert (c.url, c.title) == ("https://c.example/a%20b", 'Say "hi"')
    assert (f.url, f.tags) == ("https://f.example/", ())
    assert [one.split(":")[0] for one in subscriptions.skipped] == ["Line 6", "Line 7", "Line 8"]
    assert "runs a program" in subscriptions.skipped[0]
    assert [one.split(":")[0] for one in subscriptions.problems] == ["Line 9"]


def test_newsboats_first_tag_is_the_folder() -> None:
    urls = "https://a.example/ x y\nhttps://b.example/\nhttps://c.example/ z\nhttps://d.example/ ! ~D x z\n"
    x, b, z = read_urls(urls.encode()).children
    assert isinstance(x, FolderOutline) and isinstance(b, FeedOutline) and isinstance(z, FolderOutline)
    assert (x.name, z.name, b.url) == ("x", "z", "https://b.example/")
    assert [feed.url for feed in feeds_of(x.children)] == ["https://a.example/", "https://d.example/"]
    assert [feed.tags for feed in feeds_of(x.children)] == [("y",), ("z",)]


def test_newsboats_marks_of_hidden_feeds_stay_for_export() -> None:
    (feed,) = feeds_of(read_urls(b'https://a.example/ !hidden "!My Name" coast').children)
    assert (feed.title, feed.tags, feed.extra) == ("", (), {HIDDEN: "!hidden !My Name"})
    (again,) = feeds_of(read_opml(write_opml(SubscriptionList((feed,)))).children)
    assert again.extra == feed.extra


@pytest.mark.parametrize("own", ["", "Mine", "The Paper"])
@pytest.mark.parametrize("given", ["", "The Paper"])
def test_the_users_title_and_the_feeds_are_told_apart_by_our_own_file(own: str, given: str) -> None:
    feed = FeedOutline("https://x.example/rss", title=SafeText(own), feed_title=SafeText(given))
    assert read_opml(write_opml(SubscriptionList((feed,)))).children == (feed,)


@pytest.mark.parametrize("names", ['text="https://x.example/rss"', 'text="https://x.example/rss" title="https://x.example/rss"'])
def test_an_address_is_no_title(names: str) -> None:
    (feed,) = feeds_of(
        read_opml(f'<opml><body><outline {names} xmlUrl="https://x.example/rss"/></body></opml>'.encode()).children
    )
    assert (feed.title, feed.feed_title) == ("", "")


def test_a_title_that_another_reader_has_is_the_users() -> None:
    (feed,) = feeds_of(read_opml(b'<opml><body><outline text="A" title="A" xmlUrl="http://a.example/"/></body></opml>').children)
    assert (feed.title, feed.feed_title) == ("A", "A")
    ours = write_opml(SubscriptionList((FeedOutline("http://a.example/", feed_title=SafeText("A")),)))
    (renamed,) = feeds_of(read_opml(ours.replace(b'text="A"', b'text="B"')).children)  # in another reader, or by hand
    assert (renamed.title, renamed.feed_title) == ("B", "A")


def test_newsboat_urls_are_told_from_opml() -> None:
    assert looks_like_urls(URLS.encode())
    assert not looks_like_urls(OPML.encode())
    assert not looks_like_urls(b"")


def test_newsboat_urls_in_latin_1() -> None:
    assert feeds_of(read_urls('https://a.example/ "~Süd"'.encode("latin-1")).children)[0].title == "Süd"
