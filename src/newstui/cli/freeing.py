"""What `newstui cache --free` does: show what is beyond the limits, ask, delete it, give the room back."""

import asyncio
import sys
from typing import TYPE_CHECKING

import click

from newstui.cli.indexing import complete_index
from newstui.cli.output import complain, progress_of
from newstui.model.numbers import counted, room

if TYPE_CHECKING:
    from newstui.config.settings import RetentionSettings
    from newstui.services.retain import Plan
    from newstui.storage.database import Database

_MOST = 10
"""Feeds that are named."""


def for_this_once(
    settings: "RetentionSettings",
    days: int | None,
    entries: int | None,
    size: int | None,
    unread_too: int | None,
    *,
    of_feeds: bool,
) -> "RetentionSettings":
    """The limits that the options say: where they say any, those of the configuration count no more."""
    from newstui.config.settings import RetentionSettings

    if days is None and entries is None and size is None:
        once = settings
    else:
        once = RetentionSettings(
            max_age_days=days or 0,
            keep_unread_days=settings.keep_unread_days,
            max_entries=entries or 0,
            max_feed_size=(size or 0) if of_feeds else 0,
            max_size=0 if of_feeds else size or 0,
        )
    return once if unread_too is None else once._replace(keep_unread_days=unread_too)


def free_room(
    cache: "Database", settings: "RetentionSettings", feeds: list[int] | None, *, yes: bool, dry_run: bool, own_limits: bool
) -> bool:
    """Show what would go, ask, delete; False where it was left."""
    from newstui.services.retain import REMOVED_DAYS, give_back, plan, retain

    found = plan(cache, settings, feeds=feeds, sizes=True, feeds_own=own_limits)
    _show(cache, found)
    orphans, removed = cache.retention.orphans(), cache.statistics.contents().removed_feeds
    unused = cache.statistics.free_bytes()
    if removed:
        complain(f"{counted(removed, 'removed feed')} go for good {REMOVED_DAYS} days after their removal.")
    if orphans:
        complain(f"{counted(orphans, 'name or identity', 'names and identities')} that nothing refers to any more would go.")
    if unused:
        complain(f"{room(unused)} are free inside the file and can be given back.")
    if dry_run:
        return False
    if not yes:
        if not sys.stdin.isatty():
            complain("Nothing was deleted. --yes does it without asking.")
            return False
        if not click.confirm("Free it?", err=True):
            complain("Nothing was deleted.")
            return False
    before = cache.statistics.file_bytes()
    with progress_of() as draw:
        freed = asyncio.run(retain(cache, settings, emit=draw, chosen=found))
        if not cache.retention.gives_back_in_steps():
            cache.compact()
        if freed.rebuilding:
            complete_index(cache, draw)
            asyncio.run(give_back(cache, emit=draw))  # what filling the index left free
    cache.truncate_log()
    given = max(0, before - cache.statistics.file_bytes())
    complain(f"{counted(freed.entries, 'entry was', 'entries were')} deleted, {room(given)} given back.")
    return True


def _show(cache: "Database", found: "Plan") -> None:
    titles = {feed.id: feed.title for feed in cache.feeds.all()}
    by_feed: dict[int, list[int]] = {}
    for one in found.going:
        by_feed.setdefault(one.feed_id, []).append(one.bytes)
    for feed_id, sizes in sorted(by_feed.items(), key=lambda item: -sum(item[1]))[:_MOST]:
        complain(f"  {room(sum(sizes)):>9}  {len(sizes):>7,}  {titles.get(feed_id, '')}")
    if len(by_feed) > _MOST:
        complain(f"  and of {counted(len(by_feed) - _MOST, 'more feed')}")
    complain(f"{counted(len(found.going), 'entry is', 'entries are')} beyond the limits, about {room(found.bytes)}.")
    if found.unread_beyond:
        complain(
            f"{counted(found.unread_beyond, 'unread entry is', 'unread entries are')} beyond them too and kept: see"
            " keep_unread_days in the configuration, or --unread-too."
        )
