"""The command over stories: which outlets tell of the same event."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

import click

from newstui.cli.articles import MOST_DIGITS, no_entry
from newstui.cli.completion import entry_numbers
from newstui.cli.context import Context
from newstui.cli.days import Day
from newstui.cli.entries import entry_json
from newstui.cli.numbers import Number
from newstui.cli.output import ALL, complain, fitted, limit_help, limited, progress_of, say, say_json, say_left_out
from newstui.model.days import begins
from newstui.model.events import Progress
from newstui.model.lists import EntryRow

if TYPE_CHECKING:
    from newstui.storage.database import Database

_USUAL = 20


@click.command("stories", short_help="Which outlets tell of the same event.")
@click.argument("entry", required=False, type=int, shell_complete=entry_numbers)
@click.option("--since", type=Day(), metavar="DATE", help="Only stories with a report from this day on (2024-05-31).")
@click.option("--outlets", type=Number(1), default=2, show_default=True, help="Only stories of at least so many feeds.")
@click.option("--limit", type=Number(1), help=limit_help(_USUAL, "How many stories"))
@click.option("--json", "as_json", is_flag=True, help="One JSON line each.")
@click.pass_obj
def stories_command(
    context: Context, entry: int | None, since: datetime | None, outlets: int, limit: int | None, as_json: bool
) -> None:
    """Stories: entries of several feeds that tell of the same event, the story with the newest report first.

    With ENTRY (a number from newstui list), that entry's story. What came in since the last time is looked at first.

    \b
    Examples:
      newstui stories --since 2026-03-01 --outlets 3
      newstui stories 4711
      newstui stories --json
    """
    with context.cache() as cache:
        _settle(cache)
        if entry is not None:
            if not 0 < entry < 10**MOST_DIGITS or cache.entries.get(entry) is None:
                raise no_entry(str(entry))
            story = cache.stories.story_of(entry)
            stories = [] if story is None else [story]
        else:
            stories = cache.stories.latest(since=begins(since) if since else None, least=outlets, limit=ALL)
        most = limited(limit, _USUAL, for_programs=as_json)
        notes = cache.decisions.notes() if as_json else {}
        for story in stories[:most]:
            rows = cache.stories.entries(story, ALL)
            _show_json(story, rows, notes) if as_json else _show(rows)
        if limit is None:
            say_left_out(most, len(stories), "stories")
        if not stories and not as_json:
            complain("Nobody else tells of this." if entry is not None else "No event is told by several feeds of this cache.")


def _settle(cache: "Database") -> None:
    """Find the stories of what waits."""
    from newstui.services.find_stories import StoryFinder

    finder = StoryFinder(cache)
    total = pending = finder.pending()
    if not pending:
        return
    with progress_of() as emit:
        while finder.find_some():
            pending = finder.pending()
            emit(Progress("stories", max(0, total - pending), total))


def _show(rows: list[EntryRow]) -> None:
    from newstui.model.numbers import counted

    feeds = len({row.feed_id for row in rows})
    say(fitted(rows[0].title, f"  ({counted(len(rows), 'report')}, {counted(feeds, 'outlet')})"))
    for row in reversed(rows):
        say(fitted(f"    {row.published.astimezone():%Y-%m-%d %H:%M}  {row.outlet}: {row.title}", f" [{row.id}]"))


def _show_json(story: int, rows: list[EntryRow], notes: Mapping[int, str]) -> None:
    entries = [entry_json(row, notes) for row in reversed(rows)]
    say_json({"story": story, "outlets": len({row.feed_id for row in rows}), "entries": entries})
