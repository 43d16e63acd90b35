"""Retention: what is old or too much goes, what the reader marked stays, and nothing that went comes back as new."""

from datetime import UTC, datetime, timedelta

from newstui.config.settings import RetentionSettings
from newstui.model.events import SubscriptionsChanged
from newstui.model.updates import FeedUpdate
from newstui.services.retain import retain
from support.cache import NOON, add_entries, entry
from support.service_room import ServiceRoom

LATER = NOON + timedelta(days=400)


async def keep(room: ServiceRoom, *, days: int = 0, entries: int = 0) -> int:
    return await retain(room.cache, RetentionSettings(days, entries), emit=room.events.append, now=LATER)


def titles(room: ServiceRoom, feed_id: int) -> list[str]:
    return [row.title for row in room.entries(feed_id)]


async def test_read_entries_go_when_they_are_old(room: ServiceRoom) -> None:
    feed = room.cache.feeds.add("https://daily.example/feed")
    ids = add_entries(room.cache, feed, [entry(1), entry(2), entry(3, published=LATER - timedelta(days=10))], LATER)
    room.cache.decisions.set_read([ids[0], ids[2]], True)
    assert await keep(room, days=365) == 1
    assert titles(room, feed.id) == ["Entry 3", "Entry 2"]
    assert room.heard(SubscriptionsChanged)


async def test_beyond_so_many_the_oldest_go_read_or_not(room: ServiceRoom) -> None:
    feed = room.cache.feeds.add("https://daily.example/feed")
    other = room.cache.feeds.add("https://weekly.example/feed")
    add_entries(room.cache, feed, [entry(n) for n in range(450)], LATER)
    add_entries(room.cache, other, [entry(n) for n in range(20)], LATER)
    assert await keep(room, entries=20) == 430
    assert titles(room, feed.id) == [f"Entry {n}" for n in reversed(range(430, 450))]
    assert len(room.entries(other.id)) == 20
    assert room.cache.feeds.counts()[feed.id] == (20, 20)


async def test_what_is_starred_tagged_or_noted_stays(room: ServiceRoom) -> None:
    feed = room.cache.feeds.add("https://daily.example/feed")
    ids = add_entries(room.cache, feed, [entry(n) for n in range(14)], LATER)
    room.cache.decisions.set_read(ids, True)
    room.cache.decisions.set_starred([ids[0]], True)
    room.cache.decisions.set_tags(ids[1], ["ferry"])
    room.cache.decisions.note(ids[2], "ask Hanne")
    assert await keep(room, days=30, entries=10) == 11
    assert titles(room, feed.id) == ["Entry 2", "Entry 1", "Entry 0"]


async def test_what_went_does_not_come_back_as_new(room: ServiceRoom) -> None:
    feed = room.cache.feeds.add("https://daily.example/feed")
    ids = add_entries(room.cache, feed, [entry(1)], LATER)
    room.cache.decisions.set_read(ids, True)
    await keep(room, days=30)
    assert room.cache.entries.apply(feed.id, FeedUpdate(new=((entry(1), "f"),)), LATER) == (0, 0)


async def test_zero_keeps_everything_and_the_sample_is_never_touched(room: ServiceRoom) -> None:
    feed = room.cache.feeds.add("https://daily.example/feed")
    sample = room.cache.feeds.add("newstui:sample", sample=True)
    for kept in (feed, sample):
        room.cache.decisions.set_read(add_entries(room.cache, kept, [entry(n) for n in range(12)], LATER), True)
    assert await keep(room) == 0
    assert await keep(room, days=1) == 12
    assert len(room.entries(sample.id)) == 12


async def test_a_feed_removed_long_ago_goes_for_good(room: ServiceRoom) -> None:
    feed = room.cache.feeds.add("https://daily.example/feed")
    add_entries(room.cache, feed, [entry(1)], LATER)
    room.cache.feeds.remove(feed.id)
    await retain(room.cache, RetentionSettings(), emit=room.events.append)
    assert room.cache.feeds.get(feed.id) is not None  # it can be brought back
    await retain(room.cache, RetentionSettings(), emit=room.events.append, now=datetime.now(UTC) + timedelta(days=31))
    assert room.cache.feeds.get(feed.id) is None
