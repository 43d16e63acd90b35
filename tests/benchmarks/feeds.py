"""Feeds as they are: every file of feedparser's corpus, read by newstui and by feedparser; how far the two agree, and where not.

Compared are how many entries there are, and of each its title, link, id and dates, wherever feedparser gives one. Its title is
taken as plain text and its link as a web address, since newstui shows nothing else.
"""

import sys
import tarfile
import warnings
from calendar import timegm
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser

from newstui.errors import FeedError
from newstui.feeds.addresses import web_address
from newstui.feeds.parse import parse_feed
from newstui.feeds.words import plain_title
from newstui.model.feeds import ParsedEntry
from support.shared import shared_folder

BASE = "http://example.com/"
LEAST = 0.99
FIELDS = ("entries", "title", "link", "id", "published", "updated")


def main() -> int:
    """Print the table and the differences; 1 where a file cannot be read or the well-formed ones agree too little."""
    folder = shared_folder()
    corpus = folder / "feeds" / "feedparser-tests.tar.gz" if folder else None
    if corpus is None or not corpus.exists():
        print("skipped: needs ../shared/feeds/feedparser-tests.tar.gz, which is not on this machine")
        return 0
    agreed: dict[str, Counter[str]] = {}
    compared: dict[str, Counter[str]] = {}
    refused: list[str] = []
    crashed: list[str] = []
    differences: list[str] = []
    for name, part, data in _files(corpus):
        right, total = agreed.setdefault(part, Counter()), compared.setdefault(part, Counter())
        total["files"] += 1
        try:
            ours = parse_feed(data, url=BASE).entries
        except FeedError as error:
            refused.append(f"{name}: {error.message}")
            continue
        except Exception as error:  # what this looks for
            crashed.append(f"{name}: {error!r}")
            continue
        right["files"] += 1
        for field, same, words in _compare(ours, _theirs(data)):
            total[field] += 1
            right[field] += same
            if not same and part == "wellformed":
                differences.append(f"{name}: {field}: {words}")
    print(f"{'part':<12}{'files':>7}{'read':>7}" + "".join(f"{field:>16}" for field in FIELDS))
    for part, total in compared.items():
        columns = "".join(f"{agreed[part][f]:>8}/{total[f]:<7}" for f in FIELDS)
        print(f"{part:<12}{total['files']:>7}{agreed[part]['files']:>7}{columns}")
    fields = compared["wellformed"], agreed["wellformed"]
    share = sum(fields[1][f] for f in FIELDS) / sum(fields[0][f] for f in FIELDS)
    print(f"agreement on the well-formed: {share:.2%}   (aim: {LEAST:.0%}); crashes {len(crashed)}, refused {len(refused)}")
    for line in (*crashed, *refused, *differences):
        print("  " + line[:200])
    return int(bool(crashed) or share < LEAST)


def _files(corpus: Path) -> Iterator[tuple[str, str, bytes]]:
    """Each feed file: its name, its part of the corpus, its bytes."""
    with tarfile.open(corpus) as archive:
        for member in archive:
            pieces = Path(member.name).parts
            if member.isfile() and len(pieces) > 2 and member.name.endswith((".xml", ".json")):
                opened = archive.extractfile(member)
                assert opened is not None
                yield "/".join(pieces[1:]), pieces[1], opened.read()


def _theirs(data: bytes) -> list[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parsed = feedparser.parse(data, response_headers={"content-location": BASE}, sanitize_html=False)
    distinct: dict[str, Any] = {}
    for entry in parsed["entries"]:  # newstui joins entries that are the same in all that it shows
        shown = [repr(dict.get(entry, field)) for field in ("id", "link", "title", "summary", "content", "updated", "published")]
        distinct.setdefault("\0".join(shown), entry)
    return list(distinct.values())


def _compare(ours: tuple[ParsedEntry, ...], theirs: list[Any]) -> Iterator[tuple[str, bool, str]]:
    """Each field that can be compared: whether the two agree, and both sides in words."""
    yield "entries", len(ours) == len(theirs), f"{len(ours)} here, {len(theirs)} there"
    if len(ours) != len(theirs):
        return
    for mine, other in zip(ours, theirs, strict=True):
        if title := plain_title(dict.get(other, "title") or ""):
            yield "title", mine.title == title, f"{mine.title!r} here, {title!r} there"
        if (link := web_address(dict.get(other, "link"), BASE)) is not None:
            yield "link", mine.url == link, f"{mine.url} here, {link} there"
        if identity := dict.get(other, "id"):
            yield "id", identity in (mine.identity, urljoin(BASE, mine.identity)), f"{mine.identity!r} here, {identity!r} there"
        for field in ("published", "updated"):
            moment = _moment(dict.get(other, f"{field}_parsed"))
            if moment is not None:
                found = getattr(mine, field) or mine.published  # the only date of an entry is when it was published
                yield field, found is not None and found.replace(microsecond=0) == moment, f"{found} here, {moment} there"


def _moment(parsed: Any) -> datetime | None:
    return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None


if __name__ == "__main__":
    sys.exit(main())
