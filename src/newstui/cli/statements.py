"""Commands over what the analysis found in the cache: quotes and entities."""

import click

from newstui.cli.context import Context
from newstui.cli.output import say, say_json


@click.command("quotes", short_help="Quotations in the cache, newest first.")
@click.option("--speaker", metavar="NAME", help="Only what this person or organisation said.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many at most.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line each.")
@click.pass_obj
def quotes_command(context: Context, speaker: str | None, limit: int, as_json: bool) -> None:
    """Who said what, over all analysed articles.

    \b
    Examples:
      newstui quotes --speaker "Ilse Marant"
      newstui quotes --json --limit 1000
    """
    with context.cache() as cache:
        rows = cache.analyses.quotations(speaker=speaker, limit=limit)
    for row in rows:
        if as_json:
            say_json(
                {
                    "entry": row.entry_id,
                    "kind": row.kind,
                    "strength": row.strength,
                    "hedged": row.hedged,
                    "words": row.words,
                    "speaker": row.speaker,
                    "via": row.via,
                    "outlet": row.outlet,
                    "title": row.title,
                    "published": row.published,
                }
            )
        else:
            relay = f", relayed by {row.via}" if row.via else ""
            hedge = " (hedged)" if row.hedged else ""
            say(f"{row.speaker or 'Speaker not named'}{relay}{hedge}: {row.words}")
            say(f"    {row.outlet}, {row.published.astimezone():%d %b %Y}: {row.title} [{row.entry_id}]")
    if not rows and not as_json:
        say("No such quotation is in the cache. Articles are analysed when they are opened, or by: newstui prefetch")


@click.command("entities", short_help="People, organisations and places in the cache.")
@click.argument("name", required=False)
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many at most.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line each.")
@click.pass_obj
def entities_command(context: Context, name: str | None, limit: int, as_json: bool) -> None:
    """Who and what the analysed articles name, the most named first; with NAME, those of that name and their articles.

    \b
    Examples:
      newstui entities --limit 20
      newstui entities "Ilse Marant"
    """
    with context.cache() as cache:
        rows = cache.analyses.entities(name, limit)
        for row in rows:
            articles = cache.analyses.articles_of(row.id, limit) if name else []
            if as_json:
                say_json(
                    {
                        "name": row.name,
                        "type": row.type,
                        "articles": row.articles,
                        "mentions": row.mentions,
                        "quotations": row.quotations,
                        **({"entries": [entry.id for entry, _ in articles]} if name else {}),
                    }
                )
                continue
            say(f"{row.name}  {row.type.lower()}  {row.articles} articles, {row.mentions} mentions, {row.quotations} quotations")
            for entry, count in articles:
                say(f"    {entry.published.astimezone():%Y-%m-%d}  {entry.outlet}: {entry.title} [{entry.id}], {count} times")
    if not rows and not as_json:
        say("Nobody of that name is in the cache." if name else "No article is analysed yet: newstui prefetch")
