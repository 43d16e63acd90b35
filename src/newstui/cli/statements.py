"""Commands over what the analysis found: quotes and entities."""

import sys
from datetime import datetime, timedelta
from pathlib import Path

import click

from newstui.cli.context import Context
from newstui.cli.output import complain, say, say_json
from newstui.model.analysis import QuotationKind, Strength


@click.command("quotes", short_help="Who said what: in the cache, or in files.")
@click.argument("files", metavar="[FILE...]", nargs=-1, type=click.Path(path_type=Path))
@click.option("--speaker", metavar="NAME", help="Only what this person or organisation said.")
@click.option("--outlet", metavar="NAME", help="Only from this outlet: a part of its title.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Only from this day on (2024-05-31).")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Only up to this day, with it.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice([kind.value for kind in QuotationKind]),
    help="Only this kind; may be repeated.",
)
@click.option("--stances", is_flag=True, help="Also what people believe, plan, expect or blame, not only what they said.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many at most.")
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
    since: datetime | None,
    until: datetime | None,
    kinds: tuple[str, ...],
    stances: bool,
    limit: int,
    form: str | None,
) -> int:
    """Who said what, newest first: over all analysed articles, or over the given text and HTML files.

    Every row says where it comes from: file or entry ([8]: newstui read 8 shows it), date, outlet. --markdown, --csv and --json
    also give link, cue, confidence and offsets (code points of the article's text).

    \b
    Examples:
      newstui quotes --speaker "Leopold Varga" --since 2024-05-01
      newstui quotes --outlet Gazette --kind direct --csv > quotations.csv
      newstui quotes article.txt page.html --markdown
    """
    from newstui.cli.quotation_rows import Wanted, from_cache, from_files
    from newstui.cli.quotation_tables import WRITERS

    wanted = Wanted(
        speaker=speaker,
        outlet=outlet,
        since=since.astimezone() if since else None,
        until=(until + timedelta(days=1)).astimezone() if until else None,
        kinds=frozenset(map(QuotationKind, kinds)),
        strength=None if stances else Strength.STATEMENT,
    )
    failed = 0
    if files:
        rows, failed = from_files(files, wanted, limit)
    else:
        with context.cache() as cache:
            rows = from_cache(cache, wanted, limit)
    form = form or ("table" if sys.stdout.isatty() else "plain")
    if rows or form in ("csv", "json"):
        WRITERS[form](rows)
    elif not failed:
        where = "these files" if files else "the cache. Articles are analysed when they are opened, or by: newstui prefetch"
        complain(f"No such quotation is in {where}" + ("." if files else ""))
    return 1 if failed else 0


@click.command("entities", short_help="People, organisations and places in the cache.")
@click.argument("name", required=False)
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many at most.")
@click.option("--export", "form", type=click.Choice(["md", "csv", "jsonl"]), help="All about NAME, said by it and about it.")
@click.option("--merges", is_flag=True, help="Which names were joined, and why.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line each.")
@click.pass_obj
def entities_command(context: Context, name: str | None, limit: int, form: str | None, merges: bool, as_json: bool) -> int:
    """Who and what the analysed articles name, the most named first; with NAME, those of that name and their articles.

    One person, organisation or place is one over all articles: under each spelling, by its initials, by a surname where the
    company tells who is meant. In the reader, each join can be undone.

    \b
    Examples:
      newstui entities --limit 20
      newstui entities "Leopold Varga"
      newstui entities "Leopold Varga" --export md > varga.md
    """
    from newstui.cli.entity_rows import entity_json, entity_lines, merge_json, merge_lines

    if form is not None and not name:
        raise click.UsageError("--export needs a NAME: it writes all about one.")
    with context.cache() as cache:
        if merges:
            joins = cache.entities.joined(limit)
            for joined in joins:
                if as_json:
                    say_json(merge_json(joined))
                else:
                    for line in merge_lines(joined):
                        say(line)
            if not joins and not as_json:
                complain("No names were joined yet.")
            return 0
        rows = cache.entities.named(name, limit) if name else cache.entities.most_named(limit)
        if form is not None and rows:
            from newstui.cli.entity_rows import exported

            say(exported(cache, rows[0], form, limit).rstrip("\n"))
            return 0
        for row in rows:
            if as_json:
                say_json(entity_json(cache, row, limit, in_full=bool(name)))
                continue
            for line in entity_lines(cache, row, limit, in_full=bool(name)):
                say(line)
    if not rows and not as_json:
        nobody = "Nobody of that name is in the articles that are analysed: those that were opened, or newstui prefetch fetched."
        complain(nobody if name else "No article is analysed yet: newstui prefetch")
    return 1 if form is not None else 0
