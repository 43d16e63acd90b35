"""Commands over the reader's own decisions about entries: mark and tags."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import click

from newstui.cli.articles import MOST_DIGITS
from newstui.cli.choosing import PAGE
from newstui.cli.completion import entry_numbers, node_names, tag_names
from newstui.cli.context import Context
from newstui.cli.days import Age
from newstui.cli.entries import entry_json, scope_called, tag_called
from newstui.cli.files import STDIN, STDIN_NAME
from newstui.cli.output import complain, say, say_json
from newstui.errors import NewstuiError
from newstui.model.remarks import as_note, as_tags

if TYPE_CHECKING:
    from newstui.storage.database import Database

_SHOWN = 40
"""Characters of a line that is not understood."""


class _Made(NamedTuple):
    changed: Sequence[int]
    kept: Sequence[int] = ()
    """Entries of which it was not made so, since they would lose something of the reader's."""


class _Decision(NamedTuple):
    """What is to hold of entries, and how that is told: `verb` so many entries `rest`; of the others it held, they were `so`."""

    verb: str
    rest: str
    so: str
    make: "Callable[[Database, Sequence[int]], _Made]"


@click.command("mark", short_help="Mark entries: read, starred, with tags and a note.")
@click.argument("entries", metavar="[ENTRY]...", nargs=-1, shell_complete=entry_numbers)
@click.option("--read/--unread", default=None, help="Mark them read, or unread.")
@click.option("--star/--unstar", default=None, help="Star them, or take their stars.")
@click.option("--tag", "tags", multiple=True, metavar="NAME", shell_complete=tag_names, help="Give them a tag; may be repeated.")
@click.option("--untag", "untags", multiple=True, metavar="NAME", shell_complete=tag_names, help="Take a tag; may be repeated.")
@click.option("--note", metavar="TEXT", help="Write them a note; an empty one takes it away.")
@click.option("--force", is_flag=True, help="With --note: also in the place of another note.")
@click.option("--feed", "wanted", metavar="FEED", shell_complete=node_names, help="All entries of this feed or folder.")
@click.option("--older-than", "age", type=Age(), metavar="AGE", help="All entries dated longer ago than 12h, 3d or 2w.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line an entry, as it is then, and whether that is a change.")
@click.pass_obj
def mark_command(
    context: Context,
    entries: tuple[str, ...],
    read: bool | None,
    star: bool | None,
    tags: tuple[str, ...],
    untags: tuple[str, ...],
    note: str | None,
    force: bool,
    wanted: str | None,
    age: int | None,
    as_json: bool,
) -> int:
    """Mark entries, as the keys of the reader do. A reader that is open shows it.

    ENTRY is a number (newstui list); - takes them from standard input: numbers, or what list, search and quotes print with
    --json. In their place, --feed and --older-than mark whole lists: those that newstui list shows with the same options.

    \b
    Examples:
      newstui mark 42 43 --read --tag later
      newstui mark --feed "Harbour news" --older-than 3d --read
      newstui list --search ferry --json | newstui mark - --star
      newstui list --tag later --json | jq .id | newstui mark - --untag later
    """
    given, taken = _names("--tag", tags), _names("--untag", untags)
    if read is None and star is None and note is None and not (given or taken):
        raise click.UsageError("Say how: --read, --unread, --star, --unstar, --tag, --untag or --note.")
    listed = wanted is not None or age is not None
    if listed is bool(entries):
        raise click.UsageError("Say which: either the numbers of entries, or --feed and --older-than.")
    numbers, lost = _numbers(entries)
    with context.cache() as cache:
        with cache.write():  # all of it, or nothing
            if listed:
                ids = cache.lists.ids(scope_called(cache, wanted), before=None if age is None else int(time.time()) - age)
            else:
                ids = cache.decisions.there(numbers)
            decisions = [
                *_marks(read, star),
                *(_giving(tag_called(cache, tag)) for tag in given),
                *(_taking(tag_called(cache, tag)) for tag in taken),
                *([] if note is None else [_note(as_note(note), force=force)]),
            ]
            made = [decision.make(cache, ids) for decision in decisions]
        if as_json:
            _say_entries(cache, ids, {entry_id for one in made for entry_id in one.changed})
        else:
            for decision, one in zip(decisions, made):
                _say_made(decision, one, len(ids))
    missing = sorted(set(numbers).difference(ids))
    kept = [entry_id for one in made for entry_id in one.kept]
    if missing:
        complain(f"There {_is(len(missing))} no {_listed(missing)}. newstui list shows them with their numbers.")
    if kept:
        complain(f"Another note stays at {_listed(kept)}: newstui list --json shows it, and --force writes in its place.")
    if not (ids or missing or lost or as_json):
        complain("There are no such entries.")
    return 1 if missing or kept or lost else 0


def _marks(read: bool | None, star: bool | None) -> Iterator[_Decision]:
    if read is not None:
        word = "read" if read else "unread"
        yield _Decision("Marked", f" as {word}", f"{word} already", lambda cache, ids: _Made(cache.decisions.set_read(ids, read)))
    if star is not None:
        verb, so = ("Starred", "starred already") if star else ("Took the star from", "without one already")
        yield _Decision(verb, "", so, lambda cache, ids: _Made(cache.decisions.set_starred(ids, star)))


def _names(option: str, given: Sequence[str]) -> list[str]:
    """The tags that an option names, each once."""
    tags = [as_tags(words) for words in given]
    if not all(tags):
        raise click.UsageError(f"{option} wants the name of a tag.")
    return list(dict.fromkeys(chain(*tags)))


def _giving(tag: str) -> _Decision:
    return _Decision("Tagged", f" “{tag}”", "tagged so already", lambda cache, ids: _Made(cache.decisions.tag(ids, tag)))


def _taking(tag: str) -> _Decision:
    verb = f"Took the tag “{tag}” from"
    return _Decision(verb, "", "without it already", lambda cache, ids: _Made(cache.decisions.untag(ids, tag)))


def _note(text: str, *, force: bool) -> _Decision:
    def make(cache: "Database", ids: Sequence[int]) -> _Made:
        changed, kept = [], []
        for entry_id in ids:
            before = cache.decisions.note_of(entry_id)
            if before == text:
                continue
            if before and not force:
                kept.append(entry_id)
                continue
            cache.decisions.note(entry_id, text)
            changed.append(entry_id)
        return _Made(changed, kept)

    verb, so = ("Wrote the note to", "noted so already") if text else ("Took the note from", "without one already")
    return _Decision(verb, "", so, make)


def _numbers(entries: Sequence[str]) -> tuple[list[int], bool]:
    """The numbers of entries that are named, each once, and whether standard input names others that cannot be read."""
    numbers: list[int] = []
    failed = False
    for word in entries:
        if word == STDIN:
            found, wrong = _from_stdin()
            numbers += found
            failed = failed or wrong
        elif _is_number(word):
            numbers.append(int(word))
        else:
            raise click.UsageError(f"{word!r} is no entry's number. newstui list gives them.")
    return list(dict.fromkeys(numbers)), failed


def _from_stdin() -> tuple[list[int], bool]:
    """The numbers in standard input, line by line; what names none is told of, and passed over."""
    if sys.stdin is None:
        raise NewstuiError(f"{STDIN_NAME} is closed.", hint="Send the numbers there: newstui list --json | newstui mark - --read")
    numbers: list[int] = []
    wrong: list[str] = []
    for at, raw in enumerate(sys.stdin.buffer, 1):
        line = raw.decode("utf-8", "replace").strip()
        words = line.split()
        if all(_is_number(word) for word in words):
            numbers += map(int, words)
        elif (number := _entry_in(line)) is not None:
            numbers.append(number)
        else:
            wrong.append(f"line {at}: {line[:_SHOWN]!r}")
    if wrong:
        from newstui.model.numbers import counted

        complain(f"No entry is named by {counted(len(wrong), 'line')} of {STDIN_NAME}; the first is {wrong[0]}")
    return numbers, bool(wrong)


def _entry_in(line: str) -> int | None:
    """The entry that a JSON line is about: an entry's own line, or a quotation's. The id of a feed's line is none."""
    import msgspec

    try:
        told = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    number = told.get("id") if "starred" in told else told.get("entry")
    return number if type(number) is int and 0 <= number < 10**MOST_DIGITS else None


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= MOST_DIGITS


def _say_entries(cache: "Database", ids: Sequence[int], changed: set[int]) -> None:
    notes = cache.decisions.notes()
    for start in range(0, len(ids), PAGE):
        for row in cache.lists.rows(list(ids[start : start + PAGE])):
            say_json({**entry_json(row, notes), "changed": row.id in changed})


def _say_made(decision: _Decision, made: _Made, number: int) -> None:
    """Tell how many entries were marked, and of how many others it held before; nothing where there are none of both."""
    from newstui.model.numbers import counted

    changed = len(made.changed)
    others = number - changed - len(made.kept)
    words = f"{decision.verb} {counted(changed, 'entry', 'entries')}{decision.rest}" if changed else ""
    if others:
        those = f"{others:,}" if words else counted(others, "entry", "entries")
        words += f"{'; ' if words else ''}{those} {'was' if others == 1 else 'were'} {decision.so}"
    if words:
        say(f"{words}.")


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _listed(numbers: Sequence[int]) -> str:
    return f"{'entry' if len(numbers) == 1 else 'entries'} {', '.join(map(str, numbers))}"


@click.command("tags", short_help="List your tags.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line each.")
@click.pass_obj
def tags_command(context: Context, as_json: bool) -> None:
    """List the tags that you gave to entries: unread and all entries, name. In the reader, T gives them.

    \b
    Examples:
      newstui tags
      newstui list --tag later
    """
    with context.cache() as cache:
        tags = cache.decisions.tags()
    for tag, unread, total in tags:
        if as_json:
            say_json({"tag": tag, "entries": total, "unread": unread})
        else:
            say(f"{unread:>5}/{total:<5}  {tag}")
    if not tags and not as_json:
        complain("Nothing has a tag yet. In the reader T gives one, in the shell: newstui mark ENTRY --tag NAME")
