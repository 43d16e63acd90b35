"""Retention: what is old or too much leaves the cache; what the reader marked stays."""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta

from newstui.config.settings import RetentionSettings
from newstui.model.events import SubscriptionsChanged
from newstui.model.feeds import Feed
from newstui.model.lists import Cursor, EntryRow, Scope
from newstui.services.clock import utc_now
from newstui.services.ports import Emit
from newstui.storage.database import Database

REMOVED_DAYS = 30
"""How long a feed that was removed can be brought back."""
_AT_ONCE = 200
_NEWEST = 2**62


async def retain(cache: Database, settings: RetentionSettings, *, emit: Emit, now: datetime | None = None) -> int:
    """Delete what is beyond the settings, in short transactions; gives how many entries went.

    An entry goes when it is read and older than `max_age_days`, or when its feed has `max_entries` that are newer. Starred,
    tagged and noted ones stay, and so does the sample edition. A feed removed long ago goes with all its entries.
    """
    moment = now or utc_now()
    gone = 0
    for feed in cache.feeds.all():
        if not feed.sample:
            for some in _batches(cache, feed, settings, moment):
                gone += cache.entries.delete(some, moment)
                await asyncio.sleep(0)
    removed = cache.feeds.purge_removed(moment - timedelta(days=REMOVED_DAYS))
    if gone or removed:
        emit(SubscriptionsChanged())
    return gone


def _batches(cache: Database, feed: Feed, settings: RetentionSettings, now: datetime) -> Iterator[list[int]]:
    """The entries that have to go, page by page."""
    if settings.max_entries and cache.lists.count(Scope(feed_id=feed.id)) > settings.max_entries:
        last = _last_to_keep(cache, feed, settings.max_entries)
        yield from _unmarked(cache, feed, last)
    if settings.max_age_days:
        oldest = int((now - timedelta(days=settings.max_age_days)).timestamp())
        yield from _unmarked(cache, feed, Cursor(oldest, 0, feed.id, "", read=True), read_only=True)


def _last_to_keep(cache: Database, feed: Feed, count: int) -> Cursor:
    """The place of the entry before which `count` newer ones stand."""
    place = Cursor(_NEWEST, 0, feed.id, "", read=False)
    while count and (rows := cache.lists.page(Scope(feed_id=feed.id), after=place, limit=min(count, _AT_ONCE))):
        count -= len(rows)
        place = rows[-1].cursor
    return place


def _unmarked(cache: Database, feed: Feed, place: Cursor, *, read_only: bool = False) -> Iterator[list[int]]:
    while rows := cache.lists.page(Scope(feed_id=feed.id), after=place, limit=_AT_ONCE):
        place = rows[-1].cursor
        yield [row.id for row in rows if not _marked(cache, row) and (row.read or not read_only)]


def _marked(cache: Database, row: EntryRow) -> bool:
    return row.starred or bool(row.tags) or bool(cache.decisions.note_of(row.id))
