"""The sample edition keeps its promises: readable at once, and something of everything that newstui marks."""

import re
import xml.etree.ElementTree as ElementTree
from datetime import UTC
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import pytest

from newstui.model.feeds import SAMPLE_URL
from newstui.model.safe_text import safe_lines
from newstui.sample import sample_feed

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
AUTHOR = "{http://purl.org/dc/elements/1.1/}creator"
ITEMS = list(ElementTree.fromstring(sample_feed()).iter("item"))
HTML = {item.findtext("guid", ""): item.findtext(CONTENT, "") for item in ITEMS}
EVERYTHING = "\n".join(HTML.values())


def text_of(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", html)


def test_there_is_enough_to_read() -> None:
    assert len(ITEMS) >= 7
    assert len(HTML) == len(ITEMS)
    for guid, html in HTML.items():
        assert 350 <= len(text_of(html).split()) <= 700, guid


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.findtext("guid"))
def test_each_article_is_whole(item: ElementTree.Element) -> None:
    for field in ("title", "link", "guid", "pubDate", "description", AUTHOR, CONTENT):
        assert item.findtext(field, "").strip(), field
    ElementTree.fromstring(f"<div>{item.findtext(CONTENT)}</div>")


def test_it_is_sorted_newest_first_and_dated() -> None:
    dates = [parsedate_to_datetime(item.findtext("pubDate", "")) for item in ITEMS]
    assert dates == sorted(dates, reverse=True)
    assert all(date.utcoffset() == UTC.utcoffset(None) for date in dates)


def test_it_leads_nowhere_real() -> None:
    assert urlsplit(SAMPLE_URL).scheme not in ("http", "https")
    addresses = re.findall(r"https?://[^\s\"<]+", sample_feed().decode())
    hosts = {urlsplit(address).hostname or "" for address in addresses} - {"purl.org"}
    assert all(host.endswith(".example") for host in hosts)


def test_nothing_in_it_needs_cleaning() -> None:
    text = sample_feed().decode()
    assert safe_lines(text) == text


@pytest.mark.parametrize(
    "promise",
    [
        r"“[^”]+,” said [A-Z]",  # direct
        r" (?:said|added|found) that ",  # indirect
        r"[a-z] “[a-z][^”]+[.,]?” ?",  # mixed
        r"<blockquote><p>[^<]+</p>\n?<p>",  # a block of several paragraphs
        r"“[^”<]+</p>\n<p>“",  # a quotation over two paragraphs
        r", the [A-Z][a-z]+ [A-Z][a-z]+ reported",  # relayed
        r"reportedly",
        r"allegedly",
        r"is said to",
        r"[Aa]ccording to",
        r"denied",
        r"believes?",
        r"[A-Z]\w+ [A-Z]\w+ \([A-Z]{3,}\)",  # an acronym
        r"(?:Professor|Minister|Dr\.|Judge|Mayor) [A-Z]\w+ [A-Z]",  # a title
        r"” she said",
        r"<h2>",
        r"<ul>",
        r"<ol>",
        r"<table>",
        r"<a href=",
        r"<figure><img [^>]*alt=",
        r"<pre><code>",
    ],
)
def test_it_has_something_of_everything(promise: str) -> None:
    assert re.search(promise, EVERYTHING)


def test_two_outlets_tell_one_story() -> None:
    wire, post = HTML["newstui:sample/gates-wire"], HTML["newstui:sample/gates-post"]
    for name in ("Mara Quill", "Leopold Varga", "Ines Caldeira", "Carrow Sound Harbour Authority"):
        assert name in wire
        assert name in post
    authors = [item.findtext(AUTHOR) for item in ITEMS if "/gates-" in item.findtext("guid", "")]
    assert len(set(authors)) == len(authors) == 2
    assert any(item.findtext("title", "").startswith("Port minister: ") for item in ITEMS)


@pytest.mark.parametrize(
    "key", ["j", "k", "Enter", "h", "Tab", "Space", "]", "[", "}", "{", "e", "v", "a", "d", "r", "/", "?", "D", "x", "u", "q"]
)
def test_the_guide_names_the_keys(key: str) -> None:
    assert f"<code>{key}</code>" in HTML["newstui:sample/guide"]
