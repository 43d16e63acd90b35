"""Commands over what the analysis found: quotes and entities."""

import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newstui.cli import options
from newstui.cli.articles import no_entry
from newstui.cli.completion import entry_numbers, person_names, speaker_names, tag_names
from newstui.cli.context import Context
from newstui.cli.entries import say_slips, say_unindexed, tag_called
from newstui.cli.numbers import Number
from newstui.cli.output import ALL, complain, limit_help, limited, say, say_json, say_left_out
from newstui.model.analysis import QuotationKind, Strength
from newstui.model.days import begins, ends
from newstui.model.lists import Scope
from newstui.model.safe_text import safe_text

if TYPE_CHECKING:
    from newstui.cli.quotation_rows import Row
    from newstui.model.lists import EntityRow
    from newstui.storage.database import Database

_USUAL = 50
_FOR_PROGRAMS = ("csv", "json")
_MOST_JOINS = 30_000
"""Of joined names; SQLite takes no more values in one statement."""


@click.command("quotes", short_help="Who said what: in the cache, or in files.")
@click.argument("files", metavar="[FILE...]", nargs=-1, type=click.Path(path_type=Path))
@click.option("--speaker", metavar="NAME", shell_complete=speaker_names, help="Only what this person or organisation said.")
@click.option("--outlet", metavar="NAME", help="Only from this outlet: a part of its title.")
@click.option("--tag", metavar="NAME", shell_complete=tag_names, help="Only from entries with this tag of yours.")
@click.option("--search", "query", metavar="WORDS", help="Only from what newstui search finds for WORDS.")
@click.option(
    "--entry",
    "entries",
    multiple=True,
    type=Number(1),
    metavar="ENTRY",
    shell_complete=entry_numbers,
    help="Only from this entry; may be repeated.",
)
@options.since
@options.until
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice([kind.value for kind in QuotationKind]),
    help="Only this kind; may be repeated.",
)
@options.stances
@click.option("--limit", type=Number(1), help="How many at most (default: 50 on a terminal, otherwise all; a --table has 50).")
@click.option("--table", "form", flag_value="table", help="A table for the eye: what a terminal gets without an option.")
@click.option("--markdown", "form", flag_value="markdown", help="A Markdown table.")
@click.option("--csv", "form", flag_value="csv", help="CSV with a header line, safe to open in a spreadsheet.")
@click.option("--json", "form", flag_value="json", help="One JSON line each.")
@click.pass_obj
def quotes_command(
    context: Context,
    files: tuple[Path, ...],
    speaker: str | None,
    outlet: str | None,
    tag: str | None,
    query: str | None,
    entries: tuple[int, ...],
    since: datetime | None,
    until: datetime | None,
    kinds: tuple[str, ...],
    stances: bool,
    limit: int | None,
    form: str | None,
) -> int:
    """Who said what, newest first: over all analysed articles, or over the given text and HTML files.

    Every row says of which kind it is, whether it is told as unsure or denied, who relays it, and where it comes from: file or
    entry ([8]: newstui read 8 shows it), date, outlet. --markdown, --csv and --json also give link, cue, confidence and offsets
    (code points of the article's text). Where it is not certain who speaks, it says so: likely or perhaps the speaker, unclear
    who.

    Of the kinds, direct is what the reader calls own words, block the same set off, mixed partly own words, indirect paraphrased;
    headline stands in one, hedge is told as unsure and names nobody.

    A pipe gets lines: Leopold Varga, denied (indirect, told as unsure, likely the speaker, via Reuters): the words; below,
    indented, where.

    \b
    Examples:
      newstui quotes --speaker "Leopold Varga" --since 2024-05-01
      newstui quotes --search "flood barrier" --tag dossier --markdown > quotations.md
      newstui quotes --entry 8 --entry 15
      newstui quotes --outlet Gazette --kind direct --csv > quotations.csv
      newstui quotes article.txt page.html --markdown
    """
    from newstui.cli.quotation_rows import FromFiles, Wanted, counted, from_cache

    wanted = Wanted(
        speaker=speaker,
        outlet=outlet,
        since=begins(since) if since else None,
        until=ends(until) if until else None,
        kinds=frozenset(map(QuotationKind, kinds)),
        strength=None if stances else Strength.STATEMENT,
    )
    form = form or ("table" if sys.stdout.isatty() else "plain")
    # A table is laid out as a whole, so that it stays small wherever it goes.
    most = _USUAL if form == "table" and limit is None else limited(limit, _USUAL, for_programs=form in _FOR_PROGRAMS)
    if files:
        if tag is not None or query is not None or entries:
            raise click.UsageError("--tag, --search and --entry: for the cache only, not with files.")
        source = FromFiles(files, wanted)
        rows = iter(source)
        some = _write(rows, form, most)
        rest = sum(1 for _ in rows)  # what is wrong with the last files is told, too
        if limit is None:
            say_left_out(most, most + rest, "quotations")
        if not some and not source.failed:
            complain("No such quotation is in these files.")
        return 1 if source.failed else 0
    with context.cache() as cache:
        wanted = replace(wanted, entries=_among(cache, tag, query, entries))
        rows = from_cache(cache, wanted, most + 1)
        if not _write(rows, form, most):
            complain("No such quotation is in the cache. Articles are analysed when they are opened, or by: newstui prefetch")
        elif limit is None and next(rows, None) is not None:
            found, exactly = counted(cache, wanted, most)
            say_left_out(most, found, "quotations", exactly=exactly)
        if query is not None:
            say_slips(cache, query)
            say_unindexed(context, cache)
    return 0


def _among(cache: "Database", tag: str | None, query: str | None, entries: Sequence[int]) -> Collection[int] | None:
    """The entries of which all of this holds; None for all that there are. Raises NewstuiError."""
    lists: list[Collection[int]] = []
    if entries:
        if missing := set(entries).difference(cache.decisions.there(entries)):
            raise no_entry(str(min(missing)))
        lists.append(entries)
    if tag is not None:
        lists.append(cache.lists.ids(Scope(tag=tag_called(cache, tag))))
    if query is not None:
        lists.append(cache.lists.ids(Scope(query=safe_text(query))))
    return set(lists[0]).intersection(*lists[1:]) if lists else None


def _write(rows: "Iterator[Row]", form: str, most: int) -> bool:
    """Write the first rows; False where there are none to be said in words."""
    from newstui.cli.quotation_tables import WRITERS

    first = next(rows, None)
    if first is None and form not in _FOR_PROGRAMS:
        return False
    WRITERS[form](islice(rows if first is None else chain((first,), rows), most))
    return True


@click.command("entities", short_help="People, organisations and places in the cache.")
@click.argument("name", required=False, shell_complete=person_names)
@click.option("--limit", type=Number(1), help=limit_help(_USUAL, "How many names, or of NAME articles,"))
@click.option("--export", "form", type=click.Choice(["md", "csv", "jsonl"]), help="All about NAME, said by it and about it.")
@click.option("--merges", is_flag=True, help="Which names were joined, and why.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line each.")
@click.pass_obj
def entities_command(context: Context, name: str | None, limit: int | None, form: str | None, merges: bool, as_json: bool) -> int:
    """Who and what the analysed articles name, the most named first; with NAME, those of that name and their articles.

    One person, organisation or place is one over all articles: under each spelling, by its initials, by a surname where the
    company tells who is meant. In the reader, each join can be undone.

    \b
    Examples:
      newstui entities --limit 20
      newstui entities "Leopold Varga"
      newstui entities "Leopold Varga" --export md > varga.md
    """
    from newstui.cli.entity_rows import entity_json, entity_lines, exported

    if form is not None and not name:
        raise click.UsageError("--export needs a NAME: it writes all about one.")
    most = limited(limit, _USUAL, for_programs=as_json or form is not None)
    with context.cache() as cache:
        if merges:
            _show_merges(cache, limit, most, as_json=as_json)
            return 0
        rows = cache.entities.named(name, most) if name else cache.entities.most_named(most)
        if form is not None and rows:
            for part in exported(cache, rows[0], form, most):
                say(part)
            return 0
        for row in rows:
            if as_json:
                say_json(entity_json(cache, row, most, in_full=bool(name)))
                continue
            for line in entity_lines(cache, row, most, in_full=bool(name)):
                say(line)
        if limit is None and not as_json:
            _say_left_out(cache, name, rows, most)
    if not rows and not as_json:
        nobody = "Nobody of that name is in the articles that are analysed: those that were opened, or newstui prefetch fetched."
        complain(nobody if name else "No article is analysed yet: newstui prefetch")
    return 1 if form is not None else 0


def _show_merges(cache: "Database", limit: int | None, most: int, *, as_json: bool) -> None:
    from newstui.cli.entity_rows import merge_json, merge_lines

    most = min(most, _MOST_JOINS)
    joins = cache.entities.joined(most + 1)
    for joined in joins[:most]:
        if as_json:
            say_json(merge_json(joined))
        else:
            for line in merge_lines(joined):
                say(line)
    if limit is None:
        say_left_out(most, most, "joined names", exactly=len(joins) <= most)
    if not joins and not as_json:
        complain("No names were joined yet.")


def _say_left_out(cache: "Database", name: str | None, rows: "list[EntityRow]", most: int) -> None:
    """Which names, or articles of those of a name, a terminal was not shown."""
    if not name:
        if len(rows) == most:
            say_left_out(most, cache.statistics.contents().entities, "names")
        return
    for row in rows:
        say_left_out(min(most, row.articles), row.articles, f"articles of {row.name}")
    if len(rows) == most:
        say_left_out(most, len(cache.entities.named(name, ALL)), f"names like {name}")
