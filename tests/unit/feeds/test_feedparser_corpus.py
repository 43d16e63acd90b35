"""The test files of feedparser, where they are at hand: what raises, and whether titles, links, ids and dates come out."""

import ast
import re
import tarfile
from collections import Counter
from collections.abc import Iterator

import pytest

from newstui.errors import FeedError
from newstui.feeds.encoding import to_utf8
from newstui.feeds.parse import parse_feed
from newstui.feeds.words import plain_title
from newstui.model.feeds import ParsedFeed
from support.shared import shared_path

pytestmark = pytest.mark.shared

_EXPECT = re.compile(r"Expect:\s*(.*?)\s*-->", re.DOTALL)
_STRING = r"u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"


def files(part: str) -> Iterator[tuple[str, bytes, str]]:
    """Name, bytes, and text of each file of a part of the corpus."""
    with tarfile.open(shared_path("feeds/feedparser-tests.tar.gz")) as archive:
        for member in archive:
            if member.isfile() and member.name.endswith(".xml") and f"/{part}/" in member.name:
                opened = archive.extractfile(member)
                assert opened is not None
                data = opened.read()
                yield member.name, data, to_utf8(data)[0].decode("utf-8", "replace")


def read(data: bytes, text: str) -> ParsedFeed:
    content_type = re.search(r"Content-type:\s*(.*)", text, re.IGNORECASE)
    return parse_feed(data, url="http://example.com/", content_type=content_type[1].strip() if content_type else None)


def raising(part: str) -> list[str]:
    found = []
    for name, data, text in files(part):
        try:
            read(data, text)
        except FeedError:
            found.append(name)
    return found


@pytest.mark.parametrize(("part", "most"), [("wellformed", 0), ("encoding", 0), ("entities", 0), ("illformed", 1)])
def test_nearly_all_files_are_read(part: str, most: int) -> None:
    assert len(raising(part)) <= most, raising(part)


def test_titles_links_ids_and_dates_are_those_expected() -> None:
    right: Counter[str] = Counter()
    wrong: list[tuple[str, object, object]] = []
    for name, data, text in files("wellformed"):
        expected = _EXPECT.search(text)
        if expected is None or "/sanitize/" in name or "http_" in name:  # theirs are about cleaned HTML and another address
            continue
        feed = read(data, text)
        entry = feed.entries[0] if feed.entries else None
        values = {
            "feed['title']": feed.title,
            "feed['link']": feed.site_url,
            "entries[0]['title']": entry.title if entry else None,
            "entries[0]['link']": entry.url if entry else None,
            "entries[0]['id']": entry.identity if entry else None,
        }
        for key, value in values.items():
            for match in re.finditer(re.escape(key) + r"\s*==\s*" + _STRING, expected[1]):
                wanted = ast.literal_eval(match[1])
                if value == wanted or ("title" in key and value == plain_title(wanted)):
                    right[key] += 1
                else:
                    wrong.append((name, wanted, value))
        for match in re.finditer(r"entries\[0\]\['(published|updated)_parsed'\]\s*==\s*(\(\d[^)]*\))", expected[1]):
            moment = getattr(entry, match[1])
            if moment is not None and moment.utctimetuple()[:6] == ast.literal_eval(match[2])[:6]:
                right["dates"] += 1
            else:
                wrong.append((name, match[2], moment))
    assert sum(right.values()) >= 100
    assert len(wrong) <= 6, wrong
