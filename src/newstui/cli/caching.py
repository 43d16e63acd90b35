"""What the cache holds and what takes room: the command `cache`."""

from typing import TYPE_CHECKING

import click

from newstui.cli.completion import node_names
from newstui.cli.context import Context, find_feeds
from newstui.cli.freeing import for_this_once, free_room
from newstui.cli.indexing import complete_index
from newstui.cli.keeping import DAYS, ENTRIES, size_option
from newstui.cli.numbers import Number
from newstui.cli.output import complain, progress_of, say, say_json
from newstui.model.numbers import counted, room

if TYPE_CHECKING:
    from newstui.config.settings import RetentionSettings
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
@click.option("--days", type=Number(0), help=DAYS)
@click.option("--entries", type=Number(0), help=ENTRIES)
@size_option
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
            once = for_this_once(settings, days, entries, size, unread_too, of_feeds=chosen is not None)
            done = free_room(cache, once, chosen, yes=yes, dry_run=dry_run, own_limits=once == settings)
            if not done:
                return 0
        elif days is not None or entries is not None or size is not None or chosen or unread_too is not None or yes:
            raise click.UsageError("--feed, --days, --entries, --size, --unread-too and --yes go with --free.")
        if repair_search:
            cache.search.rebuild()
            with progress_of() as draw:
                complete_index(cache, draw)
            complain("The full text index was made anew.")
        if as_json:
            say_json(_facts(cache))
        elif not (free or repair_search):
            _report(cache, settings)
    return 0


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
    beside = f", {room(log)} a log that goes when every newstui is left" if log > _LOG_TOLD else ""
    size, free = statistics.file_bytes(), statistics.free_bytes()
    say(f"{cache.path}: {room(size)}, of which {room(free)} are free to be used again{beside}")
    for name, count in asdict(statistics.contents()).items():
        say(f"  {_FACTS.get(name, name.replace('_', ' ')):<26}{count:>12,}")
    kinds: dict[str, int] = {}
    for table, size in statistics.bytes_by_table().items():
        kind = _KINDS.get(table, "everything else")
        kinds[kind] = kinds.get(kind, 0) + size
    if kinds:
        say("Room by kind:")
        for kind, size in sorted(kinds.items(), key=lambda item: -item[1]):
            say(f"  {kind:<26}{room(size):>12}")
    by_feed = _by_feed(cache)
    counts = cache.feeds.counts()
    named = sorted(cache.feeds.all(), key=lambda feed: -by_feed.get(feed.id, 0))[:_MOST]
    if named:
        say("Room by feed, all its parts taken together:")
    for feed in named:
        unread, total = counts.get(feed.id, (0, 0))
        what = f"{counted(total, 'entry', 'entries')}, {unread:,} unread"
        say(f"  {room(by_feed.get(feed.id, 0)):>9}  {feed.id:>4}  {feed.title}  ({what})")
    beyond = plan(cache, settings, sizes=True)
    if beyond.going:
        number = counted(len(beyond.going), "entry is", "entries are")
        say(f"{number} beyond your limits, about {room(beyond.bytes)}: newstui cache --free deletes them.")
    elif not any(settings) and not cache.retention.limits():
        say("Nothing is ever deleted by itself: no limit is set ([retention] in the configuration, newstui keep).")
