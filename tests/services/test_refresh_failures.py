"""What fails in a refresh: told in words, tried again later, and never at the cost of another feed."""

import asyncio
import gzip
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from newstui.errors import StorageError, WorkerError
from newstui.model.events import FeedFailed, FeedRefreshed, Progress
from newstui.model.hashing import text_hash
from newstui.model.updates import PreparedFeed
from newstui.services import grouping
from newstui.services.outcomes import FeedOutcome
from support.feed_bytes import Item, rss
from support.service_room import ServiceRoom
from support.web_server import Answer, WebServer

GOOD = Answer(rss([Item("urn:1", "Bridge closes", "https://tidewater.example/1")]), content_type="application/rss+xml")


async def test_a_failure_is_kept_in_words_with_the_next_try(room: ServiceRoom, web: WebServer) -> None:
    web.pages["/feed.xml"] = GOOD
    feed = await room.subscribe(web.url("/feed.xml"))
    web.pages["/feed.xml"] = Answer(b"sorry", 503)
    outcome = await room.refresh(feed.id)
    kept = room.feed(feed.id)
    assert "503" in outcome.error and kept.error == outcome.error and kept.failures == 1
    assert kept.due_at == outcome.due_at and kept.due_at is not None
    assert room.heard(FeedFailed) == [FeedFailed(feed.id)]
    assert len(room.entries(feed.id)) == 1


async def test_each_failure_in_a_row_waits_longer_and_a_success_ends_the_row(room: ServiceRoom, web: WebServer) -> None:
    feed = room.cache.feeds.add(web.url("/feed.xml"))
    waits = []
    for _ in range(4):
        outcome = await room.refresh(feed.id)
        waits.append(outcome.due_at - datetime.now(UTC))
        _make_due(room)
    assert all(later > 1.5 * earlier for earlier, later in pairwise(waits))
    web.pages["/feed.xml"] = GOOD
    assert not (await room.refresh(feed.id)).error
    assert (room.feed(feed.id).failures, room.feed(feed.id).error) == (0, "")


def _make_due(room: ServiceRoom) -> None:
    with closing(sqlite3.connect(room.cache.path)) as cache, cache:
        cache.execute("UPDATE feeds SET due_at = 1")


async def test_asking_again_and_again_by_hand_makes_no_feed_wait_longer(room: ServiceRoom, web: WebServer) -> None:
    feed = room.cache.feeds.add(web.url("/feed.xml"))
    first = await room.refresh(feed.id)
    for _ in range(5):
        outcome = await room.refresh(feed.id)
    assert room.feed(feed.id).failures == 1
    assert outcome.due_at is not None and first.due_at is not None
    assert outcome.due_at - first.due_at < timedelta(minutes=10)


async def test_retry_after_is_heeded(room: ServiceRoom, web: WebServer) -> None:
    web.pages["/feed.xml"] = Answer(b"", 429, headers={"Retry-After": "172800"})
    feed = room.cache.feeds.add(web.url("/feed.xml"))
    outcome = await room.refresh(feed.id)
    assert outcome.due_at >= datetime.now(UTC) + timedelta(seconds=172_790)


async def test_gone_is_said_and_not_asked_again(room: ServiceRoom, web: WebServer) -> None:
    web.pages["/feed.xml"] = GOOD
    feed = await room.subscribe(web.url("/feed.xml"))
    web.pages["/feed.xml"] = Answer(b"", 410)
    await room.refresh(feed.id)
    kept = room.feed(feed.id)
    assert kept.gone and "410" in kept.error
    assert room.cache.feeds.due(datetime.now(UTC) + timedelta(days=365)) == []
    assert len(room.entries(feed.id)) == 1


async def test_a_missing_network_is_no_feeds_fault(room: ServiceRoom, web: WebServer) -> None:
    web.pages["/feed.xml"] = GOOD
    feed = await room.subscribe(web.url("/feed.xml"))
    room.fetcher.online = False
    outcome = await room.refresh(feed.id)
    assert outcome.offline
    assert room.feed(feed.id) == feed
    assert room.heard(FeedFailed) == []


async def test_one_feed_that_hangs_holds_up_no_other(room: ServiceRoom, web: WebServer) -> None:
    web.pages["/slow.xml"] = Answer(hang=True)
    web.pages["/feed.xml"] = GOOD
    slow, good = (room.cache.feeds.add(web.url(path)) for path in ("/slow.xml", "/feed.xml"))
    task = asyncio.create_task(room.feeds.refresh([slow, good]))
    await room.told(FeedRefreshed)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert len(room.entries(good.id)) == 1  # what was done stays
    assert room.feed(slow.id).failures == 0
    assert room.heard(Progress)[-1] == Progress("refresh", 2, 2)


@pytest.mark.parametrize("error", [WorkerError("It took more than 20 seconds to read and was given up."), ValueError("a bug")])
async def test_a_feed_that_breaks_the_parser_fails_alone(
    room: ServiceRoom, web: WebServer, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    web.pages["/bad.xml"] = Answer(b"<bomb/>")
    web.pages["/feed.xml"] = GOOD
    bad, good = (room.cache.feeds.add(web.url(path)) for path in ("/bad.xml", "/feed.xml"))
    parse = room.parser.parse_feed

    async def parse_or_break(data: bytes, url: str, content_type: str | None, coding: str = "") -> PreparedFeed:
        if data == b"<bomb/>":
            raise error
        return await parse(data, url, content_type, coding)

    monkeypatch.setattr(room.parser, "parse_feed", parse_or_break)
    outcomes = {outcome.feed_id: outcome for outcome in await room.feeds.refresh([bad, good])}
    assert outcomes[bad.id].error and room.feed(bad.id).error == outcomes[bad.id].error
    assert outcomes[good.id].new == 1


async def test_a_full_disk_is_the_caches_trouble_and_no_feeds(room: ServiceRoom, web: WebServer) -> None:
    items = [Item(f"urn:{n}", f"Title {n}", f"https://tidewater.example/{n}", "word " * 400) for n in range(100)]
    web.pages["/feed.xml"] = Answer(rss(items), content_type="application/rss+xml")
    feed = room.cache.feeds.add(web.url("/feed.xml"))
    with room.full_disk(), pytest.raises(StorageError, match="full"):
        await room.feeds.refresh([feed])
    assert room.feed(feed.id).failures == 0
    assert (await room.refresh(feed.id)).new == 100


async def test_an_answer_that_breaks_off_gives_what_came_and_is_asked_for_in_full_again(
    room: ServiceRoom, web: WebServer
) -> None:
    items = [Item(f"urn:{n}", f"Title {n}", f"https://tidewater.example/{n}", text_hash(str(n)) * 400) for n in range(10)]
    packed = gzip.compress(rss(items))
    coded = {"Content-Encoding": "gzip"}
    web.pages["/feed.xml"] = Answer(packed[: len(packed) * 3 // 4], content_type="application/rss+xml", headers=coded, etag='"1"')
    feed = room.cache.feeds.add(web.url("/feed.xml"))
    outcome = await room.refresh(feed.id)
    assert outcome.new >= 7 and "breaks off" in outcome.problem and not outcome.error
    web.pages["/feed.xml"] = Answer(packed, content_type="application/rss+xml", headers=coded, etag='"1"')
    outcome = await room.refresh(feed.id)
    assert len(room.entries(feed.id)) == 10 and not outcome.problem
    assert (await room.refresh(feed.id)).not_modified


async def test_a_connection_that_breaks_off_gives_what_came(room: ServiceRoom, web: WebServer) -> None:
    items = [Item(f"urn:{n}", f"Title {n}", f"https://tidewater.example/{n}", text_hash(str(n)) * 400) for n in range(10)]
    whole = rss(items)

    def serve(size: int, claimed: int | None) -> None:
        web.pages["/feed.xml"] = Answer(whole[:size], content_type="application/rss+xml", etag='"1"', claimed_length=claimed)

    feed = room.cache.feeds.add(web.url("/feed.xml"))
    serve(100, len(whole))
    outcome = await room.refresh(feed.id)
    assert "broke off" in outcome.error and not room.entries(feed.id)
    serve(len(whole) * 3 // 4, len(whole))
    outcome = await room.refresh(feed.id)
    assert outcome.new == 8 and "breaks off" in outcome.problem and not outcome.error
    serve(len(whole), len(whole) + 7)  # only the length is wrong
    outcome = await room.refresh(feed.id)
    assert outcome.new == 2 and outcome.changed == 1 and not outcome.problem
    serve(len(whole), None)
    assert (await room.refresh(feed.id)).not_modified


async def test_a_feed_that_republishes_everything_turns_nothing_unread(room: ServiceRoom, web: WebServer) -> None:
    def serve(day: int) -> None:
        items = [
            Item(f"urn:{n}", f"Title {n} (update {day})", f"https://tidewater.example/{n}?utm={day}", f"Text of day {day}")
            for n in range(10)
        ]
        web.pages["/feed.xml"] = Answer(rss(items), content_type="application/rss+xml")

    serve(1)
    feed = await room.subscribe(web.url("/feed.xml"))
    before = room.entries(feed.id)
    room.cache.decisions.set_read([entry.id for entry in before], True)
    for day in (2, 3):
        serve(day)
        outcome = await room.refresh(feed.id)
        assert (outcome.new, outcome.changed) == (0, 10)
    after = room.entries(feed.id)
    assert all(entry.read for entry in after) and {entry.id for entry in after} == {entry.id for entry in before}
    assert room.cache.feeds.counts()[feed.id] == (0, 10)
    assert "update 3" in after[0].title


@pytest.mark.parametrize("how", ["other ids", "https", "counted links", "counted links, dated"])
async def test_a_feed_that_gives_its_entries_other_identities_turns_nothing_unread(
    room: ServiceRoom, web: WebServer, how: str
) -> None:
    def item(n: int, day: int) -> Item:
        link, date = f"https://tidewater.example/{n}", f"Mon, {n + 1:02} Nov 2026 10:00:00 GMT"
        match how:
            case "other ids":
                return Item(f"urn:{day}:{n}", f"Title {n}", link, f"Text {n}", date)
            case "https":
                link = link if day > 1 else link.replace("https://", "http://www.")
                return Item(link, f"Title {n}", link, f"Text {n}", date)
        return Item("", f"Title {n}", f"{link}?utm_source=rss&utm_campaign=day{day}", f"Text {n}", date if "dated" in how else "")

    def serve(numbers: range, day: int) -> None:
        web.pages["/feed.xml"] = Answer(rss([item(n, day) for n in numbers]), content_type="application/rss+xml")

    serve(range(10), 1)
    feed = await room.subscribe(web.url("/feed.xml"))
    before = {entry.id for entry in room.entries(feed.id)}
    room.cache.decisions.set_read(list(before), True)
    room.cache.decisions.set_starred([min(before)], True)
    serve(range(12), 2)
    outcome = await room.refresh(feed.id)
    assert outcome.new == 2 and room.cache.feeds.counts()[feed.id] == (2, 12)
    assert {entry.id for entry in room.entries(feed.id)} > before
    assert (await room.refresh(feed.id)).new == 0


async def test_what_only_looks_alike_is_new(room: ServiceRoom, web: WebServer) -> None:
    """Each day's weather has one title and one address; and what is still listed is itself."""

    def serve(*days: int) -> None:
        items = [
            Item(f"urn:{day}", "The weather", "https://tidewater.example/weather", "Rain", f"Mon, {day:02} Nov 2026 06:00:00 GMT")
            for day in days
        ]
        web.pages["/feed.xml"] = Answer(rss(items), content_type="application/rss+xml")

    serve(1)
    feed = await room.subscribe(web.url("/feed.xml"))
    serve(2)
    assert (await room.refresh(feed.id)).new == 1
    serve(3, 2)
    assert (await room.refresh(feed.id)).new == 1
    assert len(room.entries(feed.id)) == 3


async def test_what_was_stored_before_the_disk_was_full_is_told(
    room: ServiceRoom, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grouping, "MOST", 1)
    web.pages["/feed.xml"], web.pages["/late.xml"] = GOOD, Answer(GOOD.body, content_type=GOOD.content_type, delay=0.3)
    feeds = [room.cache.feeds.add(web.url(path)) for path in ("/feed.xml", "/late.xml")]
    apply = room.cache.entries.apply

    def full(feed_id: int, *rest: Any) -> tuple[int, int]:
        if feed_id == feeds[1].id:
            raise StorageError("The disk is full.")
        return apply(feed_id, *rest)

    monkeypatch.setattr(room.cache.entries, "apply", full)
    done: list[FeedOutcome] = []
    with pytest.raises(StorageError, match="full"):
        await room.feeds.refresh(feeds, done)
    assert [(outcome.feed_id, outcome.new) for outcome in done] == [(feeds[0].id, 1)]
