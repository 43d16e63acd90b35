"""Retention: what is old or too much goes, what the reader marked, shows or can undo stays, nothing comes back as new."""

import asyncio
import sqlite3
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import call as run
from typing import Any

import pytest
from msgspec.structs import replace

from newstui.config.settings import RetentionSettings
from newstui.feeds.decisions import decide, prepare_entry
from newstui.model.events import SubscriptionsChanged
from newstui.model.feeds import SAVED_URL
from newstui.model.retention import Candidate, KeepLimits
from newstui.model.updates import FeedUpdate
from newstui.reading.lists import Library
from newstui.reading.marks import Marks
from newstui.services import retain as retaining
from newstui.services.retain import Freed, Plan, choose, plan, retain
from newstui.storage.database import Database
from newstui.storage.sessions import ReaderSession, held_by_readers
from support.cache import NOON, add_entries, article, entry, prepared
from support.service_room import ServiceRoom

SOON = datetime.now(UTC)
"""Decisions are dated by the clock; entries come in at this moment, and retention looks at a later one."""
LATER = SOON + timedelta(days=400)


async def keep(room: ServiceRoom, *, now: datetime = LATER, **limits: int) -> int:
    return (await freed(room, now=now, **limits)).entries


async def freed(room: ServiceRoom, *, now: datetime = LATER, **limits: int) -> Freed:
    return await retain(room.cache, RetentionSettings(**limits), emit=room.events.append, now=now)


def titles(room: ServiceRoom, feed_id: int) -> list[str]:
    return [row.title for row in room.entries(feed_id)]


def read_feed(room: ServiceRoom, entries: int, name: str = "daily", at: datetime = SOON, **options: Any) -> tuple[int, list[int]]:
    """A feed whose entries are all read."""
    feed = room.cache.feeds.add(f"https://{name}.example/feed")
    ids = add_entries(room.cache, feed, [entry(n, **options) for n in range(entries)], at)
    room.cache.decisions.set_read(ids, True)
    return feed.id, ids


async def test_age_counts_from_reading_and_from_coming_in_never_from_the_date_of_publication(room: ServiceRoom) -> None:
    feed = room.cache.feeds.add("https://daily.example/feed")
    old_news = add_entries(room.cache, feed, [entry(n, published=NOON - timedelta(days=3000)) for n in range(3)], SOON)
    room.cache.decisions.set_read(old_news[:2], True)
    assert await keep(room, max_age_days=30, now=SOON + timedelta(days=29)) == 0
    assert await keep(room, max_age_days=30, now=SOON + timedelta(days=31)) == 2
    assert titles(room, feed.id) == ["Entry 2"]  # unread
    assert room.heard(SubscriptionsChanged)


async def test_what_was_deleted_does_not_come_back_under_another_identity(room: ServiceRoom) -> None:
    feed_id, _ = read_feed(room, 30)
    listed = [entry(n) for n in range(30)]
    assert await keep(room, max_entries=10) == 20
    again = [prepare_entry(replace(one, identity=f"new {one.identity}")) for one in listed]
    kept = {row.id for row in room.entries(feed_id)}
    former = [one for one in room.cache.entries.latest(feed_id, 100) if one.id in kept]
    room.cache.entries.apply(feed_id, decide(again, {}, former), SOON)
    assert {row.id for row in room.entries(feed_id)} == kept
    assert room.cache.statistics.contents().tombstones == 20


async def test_unread_entries_are_safe_from_every_limit_for_as_long_as_is_set(room: ServiceRoom) -> None:
    feed = room.cache.feeds.add("https://daily.example/feed")
    add_entries(room.cache, feed, [entry(n) for n in range(30)], SOON)
    limits = {"max_age_days": 1, "max_entries": 10, "max_total_entries": 100}
    assert (await retain(room.cache, RetentionSettings(**limits), emit=room.events.append, now=LATER)).entries == 0
    found = plan(room.cache, RetentionSettings(**limits), now=LATER)
    assert (len(found.going), found.unread_beyond) == (0, 30)
    assert await keep(room, keep_unread_days=500, max_age_days=1) == 0
    assert await keep(room, keep_unread_days=100, max_entries=10) == 20
    assert await keep(room, keep_unread_days=100, max_age_days=200) == 10


def test_unread_entries_beyond_a_limit_are_those_alone_that_would_have_to_go() -> None:
    found = [Candidate(number, 1 + number % 2, 1000 + number, False, 10) for number in range(150)]

    def beyond(feed: KeepLimits, overall: KeepLimits) -> int:
        planned = choose(
            found, limits={1: feed, 2: feed}, overall=overall, totals={1: 75, 2: 75}, sizes={1: 750, 2: 750}, used=1500,
            now=10**9, keep_unread_days=0,
        )  # fmt: skip
        assert not planned.going
        return planned.unread_beyond

    assert beyond(KeepLimits(entries=50), KeepLimits()) == 50
    assert beyond(KeepLimits(bytes=700), KeepLimits()) == 10
    assert beyond(KeepLimits(), KeepLimits(entries=100)) == 50
    assert beyond(KeepLimits(entries=70), KeepLimits(entries=120)) == 30


async def test_beyond_so_many_those_untouched_longest_go(room: ServiceRoom) -> None:
    feed_id, _ = read_feed(room, 450)
    other, _ = read_feed(room, 20, "weekly")
    assert await keep(room, max_entries=20) == 430
    assert len(titles(room, feed_id)) == len(titles(room, other)) == 20
    assert room.cache.feeds.counts()[feed_id] == (0, 20)


async def test_over_all_feeds_together_the_longest_untouched_go_first(room: ServiceRoom) -> None:
    first, _ = read_feed(room, 80, "first", at=SOON - timedelta(days=90))
    second, _ = read_feed(room, 80, "second")
    room.cache._connection.execute("UPDATE entries SET touched_at = touched_at - 99999 WHERE feed_id = ?", (first,))
    assert await keep(room, max_total_entries=100) == 60
    assert (len(titles(room, first)), len(titles(room, second))) == (20, 80)


async def test_a_feed_may_have_limits_of_its_own(room: ServiceRoom) -> None:
    bound, _ = read_feed(room, 30, "bound")
    free, _ = read_feed(room, 30, "free")
    room.cache.retention.set_limits(bound, days=None, entries=12, size=None)
    room.cache.retention.set_limits(free, days=0, entries=0, size=None)
    assert await keep(room) == 18
    assert await keep(room, max_age_days=10) == 12
    assert len(titles(room, free)) == 30


async def test_size_is_bounded_by_feed_and_overall_and_room_is_given_back(room: ServiceRoom, tmp_path: Path) -> None:
    _, ids = read_feed(room, 60, "large", content="<p>" + "ferry " * 20_000 + "</p>")
    small, _ = read_feed(room, 20, "small")
    for entry_id in ids:
        room.cache.articles.store(article(entry_id, "harbour " * 5_000))
    room.cache.truncate_log()
    before = room.cache.path.stat().st_size
    assert before > 10_000_000
    assert await keep(room, max_feed_size=before // 2) in range(28, 36)
    room.cache.truncate_log()
    half = room.cache.path.stat().st_size
    assert half < 0.6 * before
    assert await keep(room, max_size=half // 2) > 10
    room.cache.truncate_log()
    assert room.cache.path.stat().st_size < 0.6 * half
    assert room.cache.statistics.free_bytes() == 0
    assert len(titles(room, small)) == 20


async def test_room_is_given_back_in_few_steps(room: ServiceRoom) -> None:
    _, ids = read_feed(room, 40, "large", content="<p>" + "ferry " * 20_000 + "</p>")
    room.cache.entries.delete(ids)
    free = room.cache.retention.free_pages()
    assert free > 150
    assert room.cache.retention.give_back(100) == free - 100
    assert room.cache.retention.give_back(10_000) == 0


async def test_what_is_starred_tagged_noted_or_cited_stays(room: ServiceRoom) -> None:
    feed_id, ids = read_feed(room, 14)
    room.cache.decisions.set_starred([ids[0]], True)
    room.cache.decisions.set_tags(ids[1], ["ferry"])
    room.cache.decisions.note(ids[2], "ask Hanne")
    room.cache.decisions.cite(ids[3])
    assert await keep(room, max_age_days=30, max_entries=10, max_total_entries=100, max_size=10_000_000) == 10
    assert titles(room, feed_id) == ["Entry 3", "Entry 2", "Entry 1", "Entry 0"]


async def test_what_is_marked_or_shown_between_the_plan_and_the_deed_stays(room: ServiceRoom) -> None:
    feed_id, ids = read_feed(room, 4)
    found = plan(room.cache, RetentionSettings(max_age_days=30), now=LATER)
    assert len(found.going) == 4
    reader = Library(room.cache.path)
    reader.hold([ids[3]])
    room.cache.decisions.set_starred([ids[0]], True)
    room.cache.decisions.set_read([ids[1]], False)
    done = await retain(room.cache, RetentionSettings(), emit=room.events.append, now=LATER, chosen=found)
    assert done.entries == 1
    assert titles(room, feed_id) == ["Entry 3", "Entry 1", "Entry 0"]
    reader.close()


async def test_the_cache_is_at_hand_while_it_is_planned_what_goes(room: ServiceRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    read_feed(room, 3)
    planning, asked = threading.Event(), threading.Event()

    def slow(cache: Database, settings: RetentionSettings, *, now: datetime) -> Plan:
        with cache.read():  # as one of its long queries
            planning.set()
            assert asked.wait(10)
        return plan(cache, settings, now=now)

    monkeypatch.setattr(retaining, "plan", slow)
    deleting = asyncio.create_task(keep(room, max_age_days=30))
    await asyncio.to_thread(planning.wait)
    assert room.cache.wishes.all() == []
    asked.set()
    assert await deleting == 3


async def test_what_any_reader_shows_or_can_undo_stays(room: ServiceRoom) -> None:
    feed_id, ids = read_feed(room, 12)
    room.cache._connection.execute("UPDATE entries SET touched_at = touched_at - 9999999")
    first, second = Library(room.cache.path), Library(room.cache.path)
    first.hold([ids[0], ids[1]])
    second.hold([ids[2]])
    second.hold([ids[3]])  # it scrolled on
    room.cache.decisions.set_starred([ids[5]], True)
    room.cache.decisions.set_starred([ids[5]], False)  # just now: undo may give the star back
    assert await keep(room, max_age_days=30) == 8
    assert titles(room, feed_id) == ["Entry 5", "Entry 3", "Entry 1", "Entry 0"]
    first.close()
    second.close()
    assert await keep(room, max_age_days=30) == 4


def die_holding(database: Path) -> None:
    """A reader that shows something is killed."""
    program = (
        "import os, sys; from pathlib import Path; from newstui.reading.lists import Library\n"
        "Library(Path(sys.argv[1])).hold([1, 2, 3]); os.kill(os.getpid(), 9)"
    )
    assert run([sys.executable, "-c", program, str(database)]) == -9


def test_what_a_reader_shows_is_held_while_it_notes_something_else(tmp_path: Path) -> None:
    """However often somebody looks: nobody finds half a note."""
    session, over = ReaderSession(tmp_path / "newstui.db"), threading.Event()
    session.hold([777])

    def scroll() -> None:
        while not over.is_set():
            session.hold([777, *range(1000, 1300)])
            session.hold([777])

    with ThreadPoolExecutor(1) as pool:
        scrolling = pool.submit(scroll)
        found = [held_by_readers(tmp_path / "newstui.db") for _ in range(3000)]
        over.set()
        scrolling.result()
    assert all(777 in one.entries and one.since for one in found)
    session.close()
    assert not list((tmp_path / "readers").iterdir())


async def test_a_reader_that_died_holds_nothing(room: ServiceRoom) -> None:
    read_feed(room, 3)
    die_holding(room.cache.path)
    folder = room.cache.path.parent / "readers"
    (dead,) = (path for path in folder.iterdir() if not path.suffix)
    dead.with_suffix(".part").touch()  # killed while it noted something else
    assert held_by_readers(room.cache.path).since is None
    assert not list(folder.iterdir())
    assert await keep(room, max_age_days=30) == 3


async def test_undo_never_claims_success_for_what_is_gone(room: ServiceRoom) -> None:
    feed_id, ids = read_feed(room, 3)
    marks = Marks(room.cache.path)
    try:
        marks.set_starred(ids, True).result()
        marks.set_starred(ids, False).result()
        marks.remove_feed(feed_id).result()
        room.cache._connection.execute("DELETE FROM entries WHERE id IN (?, ?)", tuple(ids[:2]))
        room.cache.feeds.restore(feed_id)
        room.cache.feeds.remove(feed_id)
        undone = [step.words for step in (marks.undo().result(), marks.undo().result()) if step]
        assert undone[1].endswith("undone for 1 of 3, the others are no longer in the cache")
        room.cache._connection.execute("DELETE FROM entries")
        last = marks.undo().result()
        assert last is not None and last.words == "Starred 3 entries – cannot be undone: they are no longer in the cache"
        marks.remove_feed(feed_id).result()
        room.cache._connection.execute("DELETE FROM feeds")
        last = marks.undo().result()
        assert last is not None and "cannot be undone: the feed is no longer in the cache" in last.words
        assert marks.undo().result() is None
    finally:
        marks.close()


async def test_what_went_does_not_come_back_as_new_as_long_as_the_feed_lists_it(room: ServiceRoom) -> None:
    feed_id, _ = read_feed(room, 2)
    await keep(room, max_age_days=30)
    again = FeedUpdate(new=(prepared(entry(0), "f"), prepared(entry(1), "f")))
    assert room.cache.entries.apply(feed_id, again, LATER) == (0, 0)
    listed_still = FeedUpdate(new=(prepared(entry(0), "f"),))
    for days in (40, 80):  # entry 1 is listed no more
        assert room.cache.entries.apply(feed_id, listed_still, LATER + timedelta(days=days)) == (0, 0)
    assert (await freed(room, now=LATER + timedelta(days=80))).orphans
    assert room.cache.statistics.contents().tombstones == 1
    # A feed that answers 304 for a year lists what it listed: nothing is forgotten meanwhile.
    assert (await freed(room, now=LATER + timedelta(days=500))).orphans == 0
    assert room.cache.entries.apply(feed_id, listed_still, LATER + timedelta(days=500)) == (0, 0)


async def test_without_limits_everything_stays_and_the_sample_is_never_touched(room: ServiceRoom) -> None:
    read_feed(room, 12)
    sample = room.cache.feeds.add("newstui:sample", local=True)
    room.cache.decisions.set_read(add_entries(room.cache, sample, [entry(n) for n in range(12)], SOON), True)
    assert await keep(room) == 0
    assert await keep(room, max_age_days=1) == 12
    assert len(room.entries(sample.id)) == 12


async def test_a_feed_removed_long_ago_goes_for_good_unless_a_reader_can_undo_it(room: ServiceRoom) -> None:
    feed = room.cache.feeds.add("https://daily.example/feed")
    add_entries(room.cache, feed, [entry(1)], SOON)
    library = Library(room.cache.path)
    library.hold([])
    room.cache.feeds.remove(feed.id)
    assert (await freed(room)).feeds == 0
    library.close()
    assert (await freed(room, now=SOON + timedelta(days=29))).feeds == 0
    assert (await freed(room, now=SOON + timedelta(days=31))).feeds == 1
    assert room.cache.feeds.get(feed.id) is None


async def test_a_feed_that_was_removed_comes_back_with_all_its_entries(room: ServiceRoom) -> None:
    feed_id, _ = read_feed(room, 5)
    room.cache.feeds.remove(feed_id)
    assert await keep(room, max_age_days=10, now=SOON + timedelta(days=20)) == 0
    room.cache.feeds.restore(feed_id)
    assert len(titles(room, feed_id)) == 5


async def test_names_that_nothing_refers_to_go(room: ServiceRoom) -> None:
    with closing(sqlite3.connect(room.cache.path, isolation_level=None)) as raw:
        raw.execute("INSERT INTO entities(type, name) VALUES ('PERSON', 'Nobody')")
    assert (await freed(room)).orphans == 1


async def test_saved_pages_stay_until_their_own_feed_has_a_limit(room: ServiceRoom) -> None:
    read_feed(room, 40)
    pages = [room.cache.saved_pages.save(f"https://page.example/{n}", SOON).entry_id for n in range(30)]
    room.cache.decisions.set_read(pages, True)
    feed = room.cache.feeds.by_url(SAVED_URL)
    assert feed is not None
    assert await keep(room, max_age_days=1, max_entries=10, max_total_entries=10) == 40
    assert len(room.entries(feed.id)) == 30
    room.cache.retention.set_limits(feed.id, days=None, entries=20, size=None)
    assert await keep(room, max_age_days=1, max_entries=10, max_total_entries=10) == 10
    assert len(room.entries(feed.id)) == 20
    named = plan(room.cache, RetentionSettings(max_entries=10), now=LATER, feeds=[feed.id], feeds_own=False)
    assert len(named.going) == 10  # asked for by its name
