"""Damaged and hostile bytes: whatever comes, a feed or a FeedError comes out, and in a time that grows with the length only."""

import random
from contextlib import suppress

import pytest

from newstui.errors import FeedError, SubscriptionError
from newstui.feeds.addresses import web_address
from newstui.feeds.discovery import find_feeds
from newstui.feeds.document import mend_entities
from newstui.feeds.opml import read_opml
from newstui.feeds.parse import parse_feed
from newstui.model.feeds import ParsedFeed
from newstui.model.safe_text import safe_text

RSS = (
    b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    b"<title>P</title><item><title>One &amp; \xc3\xa9</title><guid>1</guid><link>http://a.example/1?x=1&amp;y=2</link>"
    b"<pubDate>Mon, 02 Nov 2026 10:00:00 GMT</pubDate><content:encoded><![CDATA[<p>x]]></content:encoded></item></channel></rss>"
)
ATOM = (
    b'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://a.example/"><title type="html">P</title><entry><id>1</id>'
    b'<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">One</div></title><link href="1"/>'
    b"<updated>2026-11-02T00:00:00Z</updated><content>&lt;p&gt;x</content></entry></feed>"
)
JSON = b'{"version":"https://jsonfeed.org/version/1.1","title":"P","items":[{"id":1,"title":"One","url":"/1","tags":["a"],"authors":null}]}'


def attempt(data: bytes) -> ParsedFeed | None:
    try:
        feed = parse_feed(data, url="http://a.example/feed")
    except FeedError:
        return None
    for entry in feed.entries:
        assert entry.title == safe_text(entry.title) and entry.snippet == safe_text(entry.snippet)
        assert entry.url is None or entry.url.startswith(("http://", "https://"))
        (entry.content + entry.identity).encode()
    return feed


@pytest.mark.parametrize("sound", [RSS, ATOM, JSON], ids=["rss", "atom", "json"])
def test_every_cut_is_survived(sound: bytes) -> None:
    assert attempt(sound) is not None
    for end in range(0, len(sound), 3):
        attempt(sound[:end])


@pytest.mark.parametrize("sound", [RSS, ATOM, JSON], ids=["rss", "atom", "json"])
def test_changed_bytes_are_survived(sound: bytes) -> None:
    chance = random.Random(7)
    for _ in range(300):
        data = bytearray(sound)
        for _ in range(chance.randint(1, 6)):
            at, size = chance.randrange(len(data)), chance.randint(0, 4)
            data[at : at + chance.randint(0, 4)] = bytes(chance.choices(b"<>&]['\"/!\x00\x1b\xff\xc3{},:a1 ", k=size))
        attempt(bytes(data))


@pytest.mark.parametrize(
    "piece",
    [
        b"<rss ",
        b"<rss><item ",
        b"<entry ",
        b"<title>",
        b"<!DOCTYPE [",
        b"<![CDATA[",
        b"&",
        b"<",
        b"<!--",
        b"xml:base=",
        b"\xff<",
        b"</item>",
    ],
)
def test_endless_repetition_ends(piece: bytes) -> None:
    """A pattern that is not linear would take minutes here."""
    attempt(piece * (150_000 // len(piece)))
    attempt(RSS[: RSS.index(b"<item>")] + piece * (150_000 // len(piece)))


@pytest.mark.parametrize("piece", [b"<script", b"<!--", b"<a '", b'<link "', b"<meta ", b"<link rel=alternate "])
def test_endless_pages_end(piece: bytes) -> None:
    assert find_feeds(piece * (1_000_000 // len(piece)), url="http://a.example/") == []


@pytest.mark.parametrize("piece", [b"a", b"-", b"a ", b"a =", b"a='' "])
def test_an_endless_tag_ends(piece: bytes) -> None:
    assert find_feeds(b"<link " + piece * (1_000_000 // len(piece)) + b">", url="http://a.example/") == []


@pytest.mark.parametrize("piece", [b"<!DOCTYPE [", b"<outline ", b"<outline>", b"&x;"])
def test_endless_lists_end(piece: bytes) -> None:
    with suppress(SubscriptionError):  # an error in words is as good as a list
        read_opml(b"<opml><body>" + piece * (150_000 // len(piece)))


@pytest.mark.parametrize("shift", range(0, 12, 3))
def test_entities_are_mended_wherever_they_stand(shift: int) -> None:
    """A long document is mended in pieces; none of them ends within an entity."""
    words = b"x" * shift + b"&eacute;&#233;&&amp;ab" * 100_000
    assert mend_entities(words) == b"x" * shift + "é&#233;&amp;&amp;ab".encode() * 100_000


def test_wrong_types_in_json_are_passed_over() -> None:
    for value in (b"null", b"[]", b"{}", b"7", b"true", b'"x"', b"[[1]]", b'[{"name":7},null]'):
        names = ("id", "url", "title", "content_html", "authors", "author", "tags", "attachments", "date_published", "image")
        items = b",".join(b'{"%b":%b}' % (name.encode(), value) for name in names)
        feed = attempt(b'{"version":"https://jsonfeed.org/version/1.1","title":%b,"items":[%b,null,3]}' % (value, items))
        assert feed is not None


def test_an_address_with_half_a_character_is_none() -> None:
    assert web_address("https://x.example/\ud800") is None
    assert web_address("https://x.example/é") == "https://x.example/é"
