"""Retention: what is beyond the user's limits leaves the cache; what the reader marked, shows or can undo stays."""

import asyncio
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from newstui.config.settings import RetentionSettings
from newstui.model.events import Progress, SubscriptionsChanged
from newstui.model.feeds import SAVED_URL
from newstui.model.retention import Candidate, KeepLimits
from newstui.services.clock import utc_now
from newstui.services.ports import Emit
from newstui.storage.database import Database

REMOVED_DAYS = 30
"""How long a feed that was removed can be brought back."""
WORN = 0.25
"""So much of the full text index may be texts that count no more, before it is made anew."""
_WORN_LEAST = 200
_AT_ONCE = 100
_DAY = 24 * 3600
_ALL = -1
"""In the place of a feed: all feeds together."""


class Freed(NamedTuple):
    """What retention did."""

    entries: int = 0
    feeds: int = 0
    """Feeds that were removed long ago, gone for good."""
    orphans: int = 0
    rebuilding: bool = False
    """The full text index was emptied, and is to be filled again."""


class Plan(NamedTuple):
    """What would go."""

    going: tuple[Candidate, ...] = ()
    unread_beyond: int = 0
    """Unread entries that are beyond a limit and kept all the same: see `keep_unread_days`."""

    @property
    def bytes(self) -> int:
        """About how much room that gives."""
        return sum(one.bytes for one in self.going)


def plan(
    cache: Database,
    settings: RetentionSettings,
    *,
    now: datetime | None = None,
    feeds: Collection[int] | None = None,
    sizes: bool = False,
    feeds_own: bool = True,
) -> Plan:
    """What is beyond the limits, of these feeds or of all; `sizes` says how much room it takes (reads every text).

    With `feeds`, the limits over all feeds together are left out; without `feeds_own`, those that feeds have of their own.
    Saved pages were decided upon one by one: for them counts what is set for their feed, or asked for by its name.
    """
    saved = cache.feeds.by_url(SAVED_URL) if feeds is None else None
    apart = saved.id if saved is not None else None
    general = KeepLimits(settings.max_age_days, settings.max_entries, settings.max_feed_size)

    def usual(feed_id: int) -> KeepLimits:
        return KeepLimits() if feed_id == apart else general

    own = {
        feed_id: KeepLimits(*(theirs if mine is None else mine for mine, theirs in zip(limits, usual(feed_id), strict=True)))
        for feed_id, limits in (cache.retention.limits() if feeds_own else {}).items()
    }
    overall = KeepLimits(0, settings.max_total_entries, settings.max_size) if feeds is None else KeepLimits()
    if not (general or overall or any(own.values())):
        return Plan()
    measured = sizes or overall.bytes > 0 or any(limits.bytes for limits in (general, *own.values()))
    found = cache.retention.candidates(cache.held_by_readers(), sizes=measured)
    totals = cache.retention.totals()
    raw = cache.statistics.bytes_by_feed() if measured else {}
    used = cache.retention.used_bytes() - cache.search.worn_bytes() if measured else 0
    scale = used / max(1, sum(raw.values()))  # a text takes more room than its characters: indexes, the search
    if measured:
        found = [one._replace(bytes=round(one.bytes * scale)) for one in found]
    return choose(
        [one for one in found if feeds is None or one.feed_id in feeds],
        limits={feed_id: own.get(feed_id, usual(feed_id)) for feed_id in {*totals, *(one.feed_id for one in found)}},
        overall=overall,
        apart=apart,
        totals=totals,
        sizes={feed_id: round(size * scale) for feed_id, size in raw.items()},
        used=used,
        now=int((now or utc_now()).timestamp()),
        keep_unread_days=settings.keep_unread_days,
    )


def choose(
    candidates: Iterable[Candidate],
    *,
    limits: Mapping[int, KeepLimits],
    overall: KeepLimits,
    apart: int | None = None,
    totals: Mapping[int, int],
    sizes: Mapping[int, int],
    used: int,
    now: int,
    keep_unread_days: int,
) -> Plan:
    """Which candidates are beyond a feed's limits or those over all. Pure.

    Read ones go before unread ones, and of each the longest untouched first. Unread ones are safe from every limit for
    `keep_unread_days` (0: for ever); what is of the feed `apart`, from the limits over all.
    """
    going: dict[int, Candidate] = {}
    spared: set[int] = set()
    # Of each feed and of all, how many go and are spared, and their bytes.
    gone: Counter[int] = Counter()
    freed: Counter[int] = Counter()
    kept: Counter[int] = Counter()
    held: Counter[int] = Counter()

    def safe(one: Candidate) -> bool:
        return not one.read and (not keep_unread_days or one.at >= now - keep_unread_days * _DAY)

    def take(one: Candidate) -> None:
        if one.id in going or one.id in spared:
            return
        if safe(one):
            spared.add(one.id)
        else:
            going[one.id] = one
        number, size = (kept, held) if safe(one) else (gone, freed)
        for where in (one.feed_id, _ALL):
            number[where] += 1
            size[where] += one.bytes

    def beyond(one: Candidate, where: int, most: KeepLimits, entries: int, size: int) -> bool:
        """Nothing goes in the place of a spared one; but the next that is spared is beyond only if those do not suffice."""
        entries -= gone[where] + (kept[where] if safe(one) else 0)
        size -= freed[where] + (held[where] if safe(one) else 0)
        return 0 < most.entries < entries or 0 < most.bytes < size

    in_order = sorted(candidates, key=lambda one: (not one.read, one.at, one.id))
    for one in in_order:
        days = limits[one.feed_id].days
        if days and one.at < now - days * _DAY:
            take(one)
    for one in in_order:
        feed = one.feed_id
        if beyond(one, feed, limits[feed], totals.get(feed, 0), sizes.get(feed, 0)):
            take(one)
    everything = sum(totals.values())
    for one in in_order:
        if one.id in spared or one.feed_id == apart:
            continue
        if not beyond(one, _ALL, overall, everything, used):
            break
        take(one)
    return Plan(tuple(going.values()), len(spared))


async def retain(
    cache: Database,
    settings: RetentionSettings,
    *,
    emit: Emit,
    now: datetime | None = None,
    chosen: Plan | None = None,
) -> Freed:
    """Delete what is beyond the settings, in short transactions, and give the room back to the disk.

    Kept are the sample edition, saved pages without limits of their own, and every entry that is starred, tagged, noted or cited,
    that a running reader shows, or that was touched since the oldest running reader began, since it may be undone there. `chosen`
    is a plan that was agreed to, in place of a new one. A feed removed long ago goes with all its entries. Raises StorageError.
    """
    moment = now or utc_now()
    if chosen is None:  # seconds in a large cache, in which others go on; what changes meanwhile is looked at again below
        chosen = await asyncio.to_thread(_planned_apart, cache.path, settings, moment)
    going = chosen.going
    entries = 0
    for start in range(0, len(going), _AT_ONCE):
        some: Sequence[Candidate] = going[start : start + _AT_ONCE]
        entries += cache.retention.delete(some, cache.held_by_readers, moment)
        emit(Progress("retain", min(start + _AT_ONCE, len(going)), len(going)))
        await asyncio.to_thread(cache.settle)
    last = moment - timedelta(days=REMOVED_DAYS)
    since = cache.held_by_readers().since
    if since is not None:
        last = min(last, datetime.fromtimestamp(since, tz=moment.tzinfo))
    feeds = cache.feeds.purge_removed(last)
    orphans = cache.retention.prune()
    if entries or feeds:
        cache.stories.sweep()
    rebuilding = is_worn(cache)
    if rebuilding:
        cache.search.rebuild()
    await give_back(cache, emit=emit)
    if entries or feeds:
        emit(SubscriptionsChanged())
    return Freed(entries, feeds, orphans, rebuilding)


def _planned_apart(path: Path, settings: RetentionSettings, now: datetime) -> Plan:
    """A plan through a connection of its own: over a shared one, others would wait for each of its queries."""
    with Database.open(path, read_only=True) as cache:
        return plan(cache, settings, now=now)


def is_worn(cache: Database) -> bool:
    """Whether so much of the full text index counts no more that it should be made anew."""
    replaced = cache.search.replaced()
    return replaced > _WORN_LEAST and replaced > WORN * cache.search.texts()


async def give_back(cache: Database, *, emit: Emit) -> None:
    """Give what is free inside the file back to the disk, in small steps between which others write."""
    if not cache.retention.gives_back_in_steps():
        return
    total = left = cache.retention.free_pages()
    while left:
        left = cache.retention.give_back()
        emit(Progress("vacuum", total - left, total))
        await asyncio.to_thread(cache.settle)
    if total:
        cache.checkpoint()
