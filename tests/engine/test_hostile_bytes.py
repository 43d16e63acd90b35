"""Feeds, pages and pictures that are made to take time and memory: each is read, or given up in words, within bounds on both.

That the bounds hold is the process's own doing (it is killed; its address space ends), so nothing here looks at a clock. What
could be read in the given time depends on the machine; what comes next is always read.
"""

import asyncio
import resource
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from newstui.engine import workers
from newstui.engine.workers import ParserProcess
from newstui.errors import ExtractionError, FeedError, NewstuiError, TooLarge, WorkerError
from newstui.model.pictures import LARGEST
from support.feed_bytes import Item, rss
from support.hostile_bytes import FEEDS, PACKED, PAGES, PICTURES

URL = "https://news.example/feed"
SOUND = rss([Item("1", "One", "https://news.example/1")])
MOST_MB = 1024
"""Of memory that a parser may ever have held."""


@pytest.fixture
async def parser(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ParserProcess]:
    monkeypatch.setattr(workers, "FEED_SECONDS", 10.0)
    monkeypatch.setattr(workers, "PAGE_SECONDS", 6.0)
    made = ParserProcess(size=1)
    yield made
    await made.close()


def peak_mb(pid: int) -> int:
    """The most memory that a process ever had; 0 where it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0)


async def still_reads(parser: ParserProcess) -> None:
    """The next feed is read, and what was before it took no more memory than it may."""
    assert all(peak_mb(pid) < MOST_MB for pid in parser._pool.pids())
    async with asyncio.timeout(60):
        assert [entry.title for entry in (await parser.parse_feed(SOUND, URL, None)).entries] == ["One"]


@pytest.mark.parametrize("name", FEEDS)
async def test_a_feed_is_read_or_given_up(parser: ParserProcess, name: str) -> None:
    try:
        found = await parser.parse_feed(FEEDS[name](), URL, "application/rss+xml")
    except (FeedError, WorkerError) as error:
        assert str(error).endswith(".") and "nobody foresaw" not in str(error)
    else:
        for entry in found.entries:
            assert len(entry.title) < 10_000 and b"root:" not in entry.html and "root:" not in entry.title
    await still_reads(parser)


@pytest.mark.parametrize("name", PACKED)
async def test_a_packed_body_is_unpacked_within_the_limit(parser: ParserProcess, name: str) -> None:
    data, coding = PACKED[name]()
    with pytest.raises(NewstuiError) as error:
        await parser.parse_feed(data, URL, "application/rss+xml", coding)
    if name.endswith("bomb"):
        assert isinstance(error.value, TooLarge) and "more than 32 MB" in str(error.value)
    await still_reads(parser)


@pytest.mark.parametrize("name", PAGES)
async def test_a_page_is_read_or_given_up(parser: ParserProcess, name: str) -> None:
    try:
        found = await parser.extract_page(PAGES[name](), "https://news.example/1", "text/html; charset=utf-8")
    except (ExtractionError, WorkerError) as error:
        assert str(error).endswith(".") and "nobody foresaw" not in str(error)
    else:
        assert found.document.word_count
    await still_reads(parser)


@pytest.mark.parametrize("name", PICTURES)
async def test_a_picture_is_made_small_or_given_up(parser: ParserProcess, name: str) -> None:
    try:
        found = await parser.make_picture(PICTURES[name]())
    except (ExtractionError, WorkerError) as error:
        assert str(error).endswith(".") and "nobody foresaw" not in str(error)
    else:
        assert 0 < found.width <= LARGEST[0] and 0 < found.height <= LARGEST[1]
    await still_reads(parser)


async def test_what_would_take_minutes_is_killed(parser: ParserProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    await still_reads(parser)
    (before,) = parser._pool.pids()
    monkeypatch.setattr(workers, "FEED_SECONDS", 0.3)
    with pytest.raises(WorkerError, match="given up"):
        await parser.parse_feed(FEEDS["quotes without an end"]() * 20, URL, "application/rss+xml")
    monkeypatch.setattr(workers, "FEED_SECONDS", 60.0)
    await still_reads(parser)
    assert parser._pool.pids() != [before]


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux lets one process bound another's memory")
async def test_what_would_take_all_memory_fails_in_words(parser: ParserProcess) -> None:
    await still_reads(parser)
    (pid,) = parser._pool.pids()
    resource.prlimit(pid, resource.RLIMIT_AS, (400_000_000, resource.RLIM_INFINITY))
    with pytest.raises(WorkerError, match=r"more memory|died over it"):
        await parser.make_picture(PICTURES["36 million pixels in some kilobytes"]())
    await still_reads(parser)
    assert parser._pool.pids() != [pid]
