"""Commands that look after the cache: cache, keep, backup."""

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newstui.cli.completion import feed_names, node_names
from newstui.cli.context import Context, find_feed, find_feeds, no_cache
from newstui.cli.numbers import Number
from newstui.cli.output import complain, progress_of, say, say_json
from newstui.errors import NewstuiError
from newstui.model.numbers import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from newstui.config.settings import RetentionSettings
    from newstui.model.events import Event
    from newstui.services.retain import Plan
    from newstui.storage.database import Database

_KINDS = {
    "contents": "feeds' own texts",
    "articles": "articles",
    "pictures": "pictures",
    "analyses": "quotations and names",
    "casts": "quotations and names",
    "aliases": "quotations and names",
    "entities": "quotations and names",
    "entity_articles": "quotations and names",
    "sketches": "stories",
    "fingerprints": "stories",
    "term_counts": "stories",
    "printings": "stories",
    "entries": "entries and their lists",
    "search": "full text index",
}
_FACTS = {
    "wishes": "asked for, not done yet",
    "to_index": "not searchable yet",
    "tombstones": "deleted, not to come back",
}
"""What the counts are called in the report, where their names in JSON would not do."""
_MOST = 10
"""Feeds that the report names."""


class _Limit(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """What a setting of [retention] takes, with its bounds."""

    def __init__(self, setting: str) -> None:
        self.name = "size" if setting.endswith("size") else "number"
        self._setting = setting

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        from newstui.config.settings import RetentionSettings, settings_of

        rule = next(setting.rule for setting in settings_of(RetentionSettings()) if setting.name == self._setting)
        number = str(value).strip()
        try:
            read = rule.read(int(number) if number.isascii() and number.isdigit() and len(number) < 40 else value)
        except ValueError as error:
            self.fail(f"{value!r} is not possible: it takes {error}.", param, ctx)
        assert isinstance(read, int)
        return read


_DAYS = "Days since you last read or marked an entry, or it came in."
_ENTRIES = "Entries of a feed."
_size_option = click.option("--size", type=_Limit("max_feed_size"), metavar="SIZE", help="Room that may be taken, such as 500MB.")


@click.command("cache", short_help="Show what takes room, and free it.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line.")
@click.option("--free", is_flag=True, help="Delete what is beyond the limits, after showing it, and give the room back.")
@click.option(
    "--feed",
    "feeds",
    multiple=True,
    metavar="FEED",
    shell_complete=node_names,
    help="With --free: only of this feed or folder; may be repeated.",
)
@click.option("--days", type=Number(0), help=_DAYS)
@click.option("--entries", type=Number(0), help=_ENTRIES)
@_size_option
@click.option("--unread-too", type=Number(1), metavar="DAYS", help="With --free: unread ones too after DAYS.")
@click.option("--yes", is_flag=True, help="With --free: do not ask.")
@click.option("--dry-run", is_flag=True, help="With --free: only show what would go.")
@click.option("--repair-search", is_flag=True, help="Make the full text index anew from what is in the cache.")
@click.pass_obj
def cache_command(
    context: Context,
    as_json: bool,
    free: bool,
    feeds: tuple[str, ...],
    days: int | None,
    entries: int | None,
    size: int | None,
    unread_too: int | None,
    yes: bool,
    dry_run: bool,
    repair_search: bool,
) -> int:
    """Show what the cache holds and what takes room, by kind and by feed; --free frees it.

    The limits are those of [retention] in the configuration (none, unless you set some) and of newstui keep; --days,
    --entries and --size set others for this once. Starred, tagged, noted and cited entries stay, and so does what an open
    reader shows. Entries are deleted once a day, too, while a reader is open.

    \b
    Examples:
      newstui cache
      newstui cache --free --days 90
      newstui cache --free --feed "Harbour news" --entries 200 --dry-run
    """
    settings = context.settings.retention
    with context.cache() as cache:
        chosen = [feed.id for feed in find_feeds(cache, feeds)] if feeds else None
        if free or dry_run:
            once = _for_this_once(settings, days, entries, size, unread_too, of_feeds=chosen is not None)
            done = _free(cache, once, chosen, yes=yes, dry_run=dry_run, own_limits=once == settings)
            if not done:
                return 0
        elif days is not None or entries is not None or size is not None or chosen or unread_too is not None or yes:
            raise click.UsageError("--feed, --days, --entries, --size, --unread-too and --yes go with --free.")
        if repair_search:
            cache.search.rebuild()
            _index(cache)
            complain("The full text index was made anew.")
        if as_json:
            say_json(_facts(cache))
        elif not (free or repair_search):
            _report(cache, settings)
    return 0


def _for_this_once(
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


def _free(
    cache: "Database", settings: "RetentionSettings", feeds: list[int] | None, *, yes: bool, dry_run: bool, own_limits: bool
) -> bool:
    """Show what would go, ask, delete; False where it was left."""
    from newstui.services.retain import REMOVED_DAYS, give_back, plan, retain

    found = plan(cache, settings, feeds=feeds, sizes=True, feeds_own=own_limits)
    _show(cache, found)
    orphans, removed = cache.retention.orphans(), cache.statistics.contents().removed_feeds
    free = cache.statistics.free_bytes()
    if removed:
        complain(f"{counted(removed, 'removed feed')} go for good {REMOVED_DAYS} days after their removal.")
    if orphans:
        complain(f"{counted(orphans, 'name or identity', 'names and identities')} that nothing refers to any more would go.")
    if free:
        complain(f"{_room(free)} are free inside the file and can be given back.")
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
            _index(cache, draw)
            asyncio.run(give_back(cache, emit=draw))  # what filling the index left free
    cache.truncate_log()
    given = max(0, before - cache.statistics.file_bytes())
    complain(f"{counted(freed.entries, 'entry was', 'entries were')} deleted, {_room(given)} given back.")
    return True


def _show(cache: "Database", found: "Plan") -> None:
    titles = {feed.id: feed.title for feed in cache.feeds.all()}
    by_feed: dict[int, list[int]] = {}
    for one in found.going:
        by_feed.setdefault(one.feed_id, []).append(one.bytes)
    for feed_id, sizes in sorted(by_feed.items(), key=lambda item: -sum(item[1]))[:_MOST]:
        complain(f"  {_room(sum(sizes)):>9}  {len(sizes):>7,}  {titles.get(feed_id, '')}")
    if len(by_feed) > _MOST:
        complain(f"  and of {counted(len(by_feed) - _MOST, 'more feed')}")
    complain(f"{counted(len(found.going), 'entry is', 'entries are')} beyond the limits, about {_room(found.bytes)}.")
    if found.unread_beyond:
        complain(
            f"{counted(found.unread_beyond, 'unread entry is', 'unread entries are')} beyond them too and kept: see"
            " keep_unread_days in the configuration, or --unread-too."
        )


def _index(cache: "Database", draw: "Callable[[Event], None] | None" = None) -> None:
    from newstui.model.events import Progress

    if draw is None:
        with progress_of() as drawing:
            _index(cache, drawing)
        return
    total = pending = cache.search.pending()
    while pending:
        cache.search.index_batch()
        pending = cache.search.pending()
        draw(Progress("index", total - pending, total))


def _facts(cache: "Database") -> dict[str, object]:
    from dataclasses import asdict

    statistics = cache.statistics
    return {
        "path": str(cache.path),
        "bytes": statistics.file_bytes(),
        "free_bytes": statistics.free_bytes(),
        **asdict(statistics.contents()),
        "tables": statistics.bytes_by_table(),
        "by_feed": {str(feed_id): size for feed_id, size in _by_feed(cache).items()},
    }


def _by_feed(cache: "Database") -> dict[int, int]:
    """About how many bytes of the file each feed takes: its texts, and its share of what stands beside them (indexes, names)."""
    texts = cache.statistics.bytes_by_feed()
    scale = cache.retention.used_bytes() / max(1, sum(texts.values()))
    return {feed_id: round(size * scale) for feed_id, size in texts.items()}


_LOG_TOLD = 1_000_000  # bytes


def _report(cache: "Database", settings: "RetentionSettings") -> None:
    from dataclasses import asdict

    from newstui.services.retain import plan

    statistics = cache.statistics
    log = statistics.log_bytes()
    beside = f", {_room(log)} a log that goes when every newstui is left" if log > _LOG_TOLD else ""
    size, free = statistics.file_bytes(), statistics.free_bytes()
    say(f"{cache.path}: {_room(size)}, of which {_room(free)} are free to be used again{beside}")
    for name, count in asdict(statistics.contents()).items():
        say(f"  {_FACTS.get(name, name.replace('_', ' ')):<26}{count:>12,}")
    kinds: dict[str, int] = {}
    for table, size in statistics.bytes_by_table().items():
        kind = _KINDS.get(table, "everything else")
        kinds[kind] = kinds.get(kind, 0) + size
    if kinds:
        say("Room by kind:")
        for kind, size in sorted(kinds.items(), key=lambda item: -item[1]):
            say(f"  {kind:<26}{_room(size):>12}")
    by_feed = _by_feed(cache)
    counts = cache.feeds.counts()
    named = sorted(cache.feeds.all(), key=lambda feed: -by_feed.get(feed.id, 0))[:_MOST]
    if named:
        say("Room by feed, all its parts taken together:")
    for feed in named:
        unread, total = counts.get(feed.id, (0, 0))
        what = f"{counted(total, 'entry', 'entries')}, {unread:,} unread"
        say(f"  {_room(by_feed.get(feed.id, 0)):>9}  {feed.id:>4}  {feed.title}  ({what})")
    beyond = plan(cache, settings, sizes=True)
    if beyond.going:
        number = counted(len(beyond.going), "entry is", "entries are")
        say(f"{number} beyond your limits, about {_room(beyond.bytes)}: newstui cache --free deletes them.")
    elif not any(settings) and not cache.retention.limits():
        say("Nothing is ever deleted by itself: no limit is set ([retention] in the configuration, newstui keep).")


@click.command("keep", short_help="Show or set how much is kept of a feed.")
@click.argument("feed", shell_complete=feed_names)
@click.option("--days", type=_Limit("max_age_days"), help=_DAYS)
@click.option("--entries", type=_Limit("max_entries"), help=_ENTRIES)
@_size_option
@click.option("--as-all", is_flag=True, help="Keep it as all feeds are kept.")
@click.pass_obj
def keep_command(context: Context, feed: str, days: int | None, entries: int | None, size: int | None, as_all: bool) -> None:
    """Give FEED limits of its own, in place of those in [retention], within the same bounds; 0 is no limit.

    Without options: show them. A limit is 10 entries, or 100 kB, at least.

    \b
    Examples:
      newstui keep "Harbour news" --days 30 --entries 500
      newstui keep 3 --entries 0
      newstui keep 3 --as-all
    """
    with context.cache() as cache:
        found = find_feed(cache.feeds.all(), feed)
        own = cache.retention.limits().get(found.id, (None, None, None))
        if as_all:
            own = (None, None, None)
        given = (days, entries, size)
        own = tuple(old if new is None else new for old, new in zip(own, given, strict=True))  # type: ignore[assignment]
        if as_all or any(value is not None for value in given):
            cache.retention.set_limits(found.id, days=own[0], entries=own[1], size=own[2])
        words = [
            f"{value if name != 'room' else _room(value)} {unit}".strip() if value else f"{name}: no limit"
            for name, value, unit in zip(("age", "number", "room"), own, ("days", "entries", ""), strict=True)
            if value is not None
        ]
        say(f"{found.title}: {', '.join(words) or 'kept as all feeds are'}.")


def _index_anew(context: Context) -> None:
    """Another cache has come, perhaps without a whole index."""
    from newstui.cli.indexing import finish_index, say_pending

    with context.cache() as cache:
        say_pending(finish_index(context, cache))


@click.command("backup", short_help="Copy the cache, also while it is in use; or go back to a copy.")
@click.argument("target", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--restore", is_flag=True, help="Put FILE in the place of the cache, which is kept beside it under another name.")
@click.pass_obj
def backup_command(context: Context, target: Path, restore: bool) -> None:
    """Copy the whole cache, with everything you marked, to FILE. It may be open meanwhile.

    --restore goes back to such a copy. Every reader must be closed for that; the cache of before stays beside the new one.

    \b
    Examples:
      newstui backup ~/newstui-$(date +%F).db
      newstui backup --restore ~/newstui-2026-11-20.db
    """
    from newstui.storage import backup

    paths = context.paths
    if restore:
        paths.make_data_dir()
        before = backup.restore(target, paths.database)
        say(f"{target} is the cache now." + (f" The one before is {before}." if before else ""))
        _index_anew(context)
        return
    if target.exists():
        raise NewstuiError(f"There is already a file {target}.", hint="Choose another name.")
    if not paths.database.exists():
        raise no_cache(paths)
    backup.backup(paths.database, target)
    say(f"Written to {target} ({_room(target.stat().st_size)}).")


def _room(number: int) -> str:
    if number >= 100_000_000:
        return f"{number / 1e6:,.0f} MB"
    return f"{number / 1e6:.1f} MB" if number >= 100_000 else f"{number / 1e3:.1f} kB"
