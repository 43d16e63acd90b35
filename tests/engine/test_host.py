"""The engine's life, in this process: the lease, the refreshes by themselves, the gaps, and a cache that fails."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newstui.config.settings import FeedSettings, RetentionSettings, Settings
from newstui.engine import host as host_module
from newstui.engine.host import LEASE, EngineHost
from newstui.engine.protocol import (
    AnalysisStored,
    Cancel,
    FeedRefreshed,
    Progress,
    Ready,
    Stop,
    SubscriptionsChanged,
    Trouble,
    Wake,
    WishFailed,
    encode,
)
from newstui.errors import StorageError, WorkerError
from newstui.model.analysis import Analysis
from newstui.model.documents import Document
from newstui.model.wishes import WishKind, WishState
from support.cache import NOON, add_entries, add_feed, article, entry
from support.service_room import ServiceRoom
from support.site import serve_site
from support.waiting import wait_until
from support.web_server import Answer, WebServer

QUIET = Settings(feeds=FeedSettings(refresh_minutes=0))


@asynccontextmanager
async def serving(room: ServiceRoom, settings: Settings = QUIET) -> AsyncIterator[EngineHost]:
    """A host that runs until the block ends."""
    if not room.cache.feeds.all(include_removed=True):
        room.cache.feeds.remove(room.cache.feeds.add("https://never.example/").id)  # no sample, please
    room.services.settings = settings
    host = EngineHost(room.services)
    running = asyncio.create_task(host.run())
    try:
        yield host
    finally:
        host.stop()
        async with asyncio.timeout(30):
            await running


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that ticks a hundred times as fast."""
    for name in ("TICK_SECONDS", "RENEW_SECONDS"):
        monkeypatch.setattr(host_module, name, 0.01)


async def test_a_wake_brings_a_wish_to_be_granted_at_once(room: ServiceRoom, web: WebServer) -> None:
    url = serve_site(web)
    async with serving(room) as host:
        await room.told(Ready, holder=True)
        room.cache.wishes.add(WishKind.SUBSCRIBE, {"url": url}, datetime.now(UTC))
        host.receive(encode(Wake()))
        assert (await room.told(FeedRefreshed)).new == 2
    assert room.cache.leases.holder(LEASE) is None


async def test_lines_that_are_no_commands_do_no_harm(room: ServiceRoom) -> None:
    async with serving(room) as host:
        for line in (b"\n", b"{}\n", b'{"type":"dance"}\n', b"\xff\xfe\n", b"[" * 5000):
            host.receive(line)
        await room.told(Ready)
        host.receive(encode(Stop()))


async def test_cancel_ends_a_refresh_of_feeds_that_hang(room: ServiceRoom, web: WebServer) -> None:
    web.pages["/slow.xml"] = Answer(hang=True)
    room.cache.feeds.add(web.url("/slow.xml"))
    room.cache.wishes.add(WishKind.REFRESH, {}, datetime.now(UTC))
    async with serving(room) as host:
        await room.told(Progress, task="refresh")
        host.receive(encode(Cancel()))
        await room.told(Progress, task="refresh", done=1)
    assert room.cache.wishes.all() == []


async def test_feeds_whose_time_has_come_are_refreshed_at_the_start(room: ServiceRoom, web: WebServer) -> None:
    due, later = room.cache.feeds.add(serve_site(web)), room.cache.feeds.add(web.url("/later.xml"))
    room.cache.feeds.record_failure(later.id, at=NOON, error="-", due_at=datetime.now(UTC) + timedelta(hours=1))
    async with serving(room, Settings()):
        assert (await room.told(FeedRefreshed)).feed_id == due.id
    assert "/later.xml" not in web.paths()


async def test_looking_for_feeds_hurries_no_refresh_that_waits_for_the_network(
    room: ServiceRoom, web: WebServer, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.cache.feeds.add(serve_site(web))
    room.fetcher.online = False
    monkeypatch.setattr(host_module, "DUE_SECONDS", 0.0)
    async with serving(room, Settings()):
        await room.told(WishFailed)
        (wish,) = room.cache.wishes.all()
        other = room.cache.wishes.add(WishKind.IMPORT, {"path": "/nowhere"}, datetime.now(UTC))
        await room.told(WishFailed, wish_id=other)  # ticks went by
        assert room.cache.wishes.get(wish.id) == wish


@pytest.mark.parametrize("feeds", [FeedSettings(refresh_on_start=False), FeedSettings(refresh_minutes=0)])
async def test_unless_the_settings_say_otherwise(room: ServiceRoom, web: WebServer, quick: None, feeds: FeedSettings) -> None:
    room.cache.feeds.add(serve_site(web))
    async with serving(room, Settings(feeds=feeds)):
        room.cache.wishes.add(WishKind.IMPORT, {"path": "/nowhere"}, datetime.now(UTC))
        await room.told(WishFailed)  # ticks went by
    assert web.requests == []


async def test_what_is_beyond_the_settings_goes_by_itself(
    room: ServiceRoom, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = room.cache.feeds.add("https://daily.example/feed")
    room.cache.decisions.set_read(add_entries(room.cache, feed, [entry(1), entry(2)]), True)
    monkeypatch.setattr(host_module, "RETAIN_AFTER", 0.0)
    async with serving(room, Settings(feeds=FeedSettings(refresh_minutes=0), retention=RetentionSettings(max_entries=1))):
        await room.told(SubscriptionsChanged)
    assert len(room.entries(feed.id)) == 1


async def test_the_backlog_is_analysed_in_the_gaps(room: ServiceRoom) -> None:
    _, ids = add_feed(room.cache, "Daily", 3)
    for entry_id in ids:
        room.cache.articles.store(article(entry_id, f"“We will see,” said Ilse Marant in article {entry_id}."))
    async with serving(room):
        await room.told(AnalysisStored, entry_id=ids[0])
    assert [event.entry_id for event in room.heard(AnalysisStored)] == ids[::-1]


async def test_the_feeds_own_words_are_analysed_while_the_page_is_slow(room: ServiceRoom, web: WebServer) -> None:
    web.pages["/slow.html"] = Answer(hang=True)
    feed = room.cache.feeds.add(web.url("/feed.xml"))
    said = "<p>“We will see,” said Ilse Marant on Monday.</p>"
    slow, other = add_entries(
        room.cache, feed, [entry(1, url=web.url("/slow.html"), content=said), entry(2, url=web.url("/other.html"))]
    )
    room.cache.articles.store(article(other, "“We will see,” said Ilse Marant."))
    async with serving(room) as host:
        await room.told(AnalysisStored, entry_id=other)  # the backlog is done
        room.cache.wishes.add(WishKind.FETCH, {"entry": slow}, datetime.now(UTC))
        host.receive(encode(Wake()))
        await room.told(AnalysisStored, entry_id=slow)
        held = room.cache.articles.get(slow)
        assert held is not None and held.note == ""  # nothing is known of the page yet


async def test_the_log_of_what_was_written_does_not_stay(room: ServiceRoom, quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host_module, "CHECKPOINT_EVERY", 0.05)
    add_feed(room.cache, "Times", 400)
    before = room.cache.path.stat().st_size
    async with serving(room):
        await asyncio.to_thread(wait_until, lambda: room.cache.path.stat().st_size > before)


async def test_stories_are_found_in_the_gaps(room: ServiceRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host_module, "INDEX_BATCH", 1)  # so that two entries are worth a word
    words = "All 41 people on the ferry Astrid were saved after a fire in its engine room off Selby Point on Monday."
    ids = []
    for outlet in ("Post", "Gazette"):
        feed, _ = add_feed(room.cache, outlet)
        ids += add_entries(room.cache, feed, [entry(1, title=f"Ferry burns, {outlet} says", content=f"<p>{words}</p>")])
    async with serving(room):
        await room.told(Progress, task="stories", done=2, total=2)
    assert room.cache.stories.story_of(ids[0]) == room.cache.stories.story_of(ids[1]) is not None


async def test_work_in_the_gaps_goes_on_after_the_cache_was_busy(room: ServiceRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host_module, "AGAIN_SECONDS", 0.0)
    feed, _ = add_feed(room.cache, "one")
    add_entries(room.cache, feed, [entry(1), entry(2)])
    real, tries, done = room.cache.search.index_batch, [], asyncio.Event()

    def index_batch(limit: int) -> int:
        tries.append(limit)
        if len(tries) < 3:
            raise StorageError("The cache is being written by another process.")
        done.set()
        return real(limit)

    monkeypatch.setattr(room.cache.search, "index_batch", index_batch)
    async with serving(room), asyncio.timeout(30):
        await done.wait()
    assert len(room.heard(Trouble)) == 1


async def test_an_analyst_that_dies_over_everything_is_not_started_for_ever(
    room: ServiceRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, ids = add_feed(room.cache, "Daily", 20)
    for entry_id in ids:
        room.cache.articles.store(article(entry_id, f"Article {entry_id}."))
    asked: list[str] = []
    enough = asyncio.Event()

    async def die(document: Document) -> Analysis:
        asked.append(document.text)
        if len(asked) == host_module.DEATHS:
            enough.set()
        raise WorkerError("The analyst process died over it.")

    monkeypatch.setattr(room.analyser, "analyse", die)
    async with serving(room) as host:
        await enough.wait()
        room.cache.wishes.add(WishKind.IMPORT, {"path": "/nowhere"}, datetime.now(UTC))
        host.receive(encode(Wake()))
        await room.told(WishFailed)
    assert len(asked) == len(set(asked)) == host_module.DEATHS


async def test_a_cache_that_cannot_be_written_is_told_once_and_served_when_it_can(
    room: ServiceRoom, quick: None, tmp_path: Path
) -> None:
    room.cache._connection.value("PRAGMA busy_timeout = 1")
    room.cache.feeds.remove(room.cache.feeds.add("https://never.example/").id)
    with closing(sqlite3.connect(tmp_path / "newstui.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        async with serving(room):
            assert "written by another process" in (await room.told(Trouble)).what
            other.execute("ROLLBACK")
            await room.told(Ready, holder=True)
    assert len(room.heard(Trouble)) == 1


async def test_an_engine_that_slept_too_long_leaves_the_queue_to_the_other(
    room: ServiceRoom, quick: None, web: WebServer
) -> None:
    web.pages["/slow.xml"] = Answer(hang=True)
    room.cache.feeds.add(web.url("/slow.xml"))
    room.cache.wishes.add(WishKind.REFRESH, {}, datetime.now(UTC))
    async with serving(room):
        await room.told(Progress, task="refresh")
        holder = room.cache.leases.holder(LEASE)
        assert holder is not None
        room.cache.leases.release(LEASE, holder)
        assert room.cache.leases.acquire(LEASE, "another", 1, datetime.now(UTC), 60)
        await room.told(Ready, holder=False)
    assert room.cache.leases.holder(LEASE) == "another"
    assert [wish.state for wish in room.cache.wishes.all()] == [WishState.RUNNING]
