"""Commands over entries: list and search."""

from collections.abc import Mapping
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

import click

from newstui.cli import options
from newstui.cli.choosing import Chosen, earlier
from newstui.cli.completion import node_names, search_names, tag_names
from newstui.cli.context import Context, find_feeds, find_node
from newstui.cli.days import Age
from newstui.cli.numbers import Number
from newstui.cli.output import complain, fitted, limit_help, limited, say, say_json, say_left_out, wrapped
from newstui.errors import ConfigError
from newstui.model.days import begins
from newstui.model.feeds import Feed, folder_paths
from newstui.model.lists import NO_TITLE, EntryRow, NodeKind, Scope, SmartFeed
from newstui.model.remarks import as_tags

if TYPE_CHECKING:
    from newstui.storage.database import Database

_USUAL_HITS = 20


@click.command("list", short_help="List entries, or feeds.")
@click.option("--feeds", "show_feeds", is_flag=True, help="List the feeds instead, with their numbers.")
@click.option(
    "--feed",
    "wanted",
    metavar="FEED",
    shell_complete=node_names,
    help="Only of this feed (a number, an address, or a title) or folder.",
)
@click.option("--unread", is_flag=True, help="Only unread entries, or feeds that have some.")
@click.option("--starred", is_flag=True, help="Only starred entries.")
@click.option("--watched", is_flag=True, help="Only entries whose article names whom you watch (* on a name in the reader).")
@click.option("--tag", metavar="NAME", shell_complete=tag_names, help="Only entries with this tag of yours.")
@click.option("--search", "query", metavar="WORDS", help="Only what newstui search finds for WORDS.")
@click.option("--search-name", metavar="NAME", shell_complete=search_names, help="Only what the search NAME of [searches] finds.")
@options.since
@options.until
@click.option("--older-than", "age", type=Age(), metavar="AGE", help="Only what is dated longer ago than 12h, 3d or 2w.")
@click.option("--limit", type=Number(1), help="How many at most (default: all).")
@click.option("--json", "as_json", is_flag=True, help="One JSON line each.")
@click.pass_obj
def list_command(
    context: Context,
    show_feeds: bool,
    wanted: str | None,
    unread: bool,
    starred: bool,
    watched: bool,
    tag: str | None,
    query: str | None,
    search_name: str | None,
    since: datetime | None,
    until: datetime | None,
    age: int | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """List entries, newest first: number (newstui read NUMBER shows it), * if starred, N if unread, date, feed, title.

    On a terminal a row is cut to its width. With --feeds: number, unread and all entries, title, folder, address, and below
    what is wrong with the feed, in the order of the reader's feed pane.

    \b
    Examples:
      newstui list --unread --limit 20
      newstui list --feed "Harbour news" --json
      newstui list --feed News/World --since 2024-05-31
      newstui list --unread --watched
      newstui list --search "harbour -minister" --tag later
      newstui list --feeds
    """
    of_entries = {
        "--starred": starred or None,
        "--watched": watched or None,
        "--tag": tag,
        "--search": query,
        "--search-name": search_name,
        "--since": since,
        "--until": until,
        "--older-than": age,
    }
    if show_feeds and (given := [option for option, value in of_entries.items() if value is not None]):
        raise click.UsageError(f"{', '.join(given)}: for entries only, not with --feeds.")
    if search_name is not None:
        if query is not None:
            raise click.UsageError("Either --search or --search-name.")
        query = _search_called(context, search_name)
    with context.cache() as cache:
        if show_feeds:
            _list_feeds(cache, wanted, unread=unread, limit=limit, as_json=as_json)
            return
        chosen = Chosen(
            scope=scope_called(cache, wanted),
            query=query,
            tag=None if tag is None else tag_called(cache, tag),
            unread=unread,
            starred=starred,
            watched=watched,
            since=None if since is None else int(begins(since).timestamp()),
            before=earlier(until, age),
        )
        links = {feed.id: feed for feed in cache.feeds.all()}
        notes = cache.decisions.notes() if as_json else {}
        shown = 0
        for row in islice(chosen.rows(cache), limit):
            shown += 1
            if as_json:
                feed = links.get(row.feed_id)
                say_json({**entry_json(row, notes), "feed_url": feed.url if feed else None})
            else:
                say(fitted(_line(row)))
        if not shown and not as_json:
            complain(_nothing(cache, chosen))
        if query is not None:
            say_slips(cache, query)
            say_unindexed(context, cache)


def scope_called(cache: "Database", wanted: str | None) -> Scope:
    """The list of a feed or folder, as a user names it; of all feeds where none is named. Raises SubscriptionError."""
    if wanted is None:
        return Scope(smart=SmartFeed.ALL)
    node = find_node(cache, wanted)
    return Scope(feed_id=node.id) if isinstance(node, Feed) else Scope(folder_id=node.id)


def tag_called(cache: "Database", wanted: str) -> str:
    """The tag that a user means: the one that is written so, else one in use that differs in its letters' case only."""
    name = next(iter(as_tags(wanted)), "")
    used = [tag for tag, _, _ in cache.decisions.tags()]
    return name if name in used else next((tag for tag in used if tag.casefold() == name.casefold()), name)


def _search_called(context: Context, name: str) -> str:
    """What a search of the configuration searches for. Raises ConfigError."""
    searches = context.usable_settings().searches
    found = next((query for one, query in searches.items() if one.casefold() == name.casefold()), None)
    if found is None:
        there = f"There are: {', '.join(searches)}." if searches else "There is none yet: newstui config --init explains them."
        raise ConfigError(f"No search in [searches] is called {name!r}.", path=str(context.paths.config_file), hint=there)
    return found


def _nothing(cache: "Database", chosen: Chosen) -> str:
    """Why nothing is listed."""
    if chosen.watched:
        return _nobody_watched(cache)
    if chosen.tag is not None:
        return f"No such entry has the tag “{chosen.tag}”. newstui tags lists those that there are."
    if chosen.query is not None:
        return "Nothing was found."
    return "There are no such entries. Feeds are asked for news by: newstui refresh"


def _nobody_watched(cache: "Database") -> str:
    """Why no entry names whom the reader watches."""
    if not cache.entities.watches_any():
        return "Nobody is watched yet: in the reader, * on a name watches it. newstui entities lists the names."
    return "No such entry's article names whom you watch. Articles are analysed when they are opened, or by: newstui prefetch"


def entry_json(row: EntryRow, notes: Mapping[int, str]) -> dict[str, object]:
    """An entry as every command's JSON tells it, with its note of the reader's `notes`."""
    return {
        "id": row.id,
        "title": row.title,
        "link": row.url,
        "feed": row.outlet,
        "author": row.author,
        "published": row.published,
        "read": row.read,
        "starred": row.starred,
        "watched": row.watched,
        "cached": row.cached,
        "tags": row.tags,
        "note": notes.get(row.id),
    }


def _line(row: EntryRow) -> str:
    marks = ("*" if row.starred else " ") + (" " if row.read else "N")
    return f"{row.id:>6} {marks} {row.published.astimezone():%Y-%m-%d %H:%M}  {row.outlet}: {row.title or NO_TITLE}"


def _list_feeds(cache: "Database", wanted: str | None, *, unread: bool, limit: int | None, as_json: bool) -> None:
    """The feeds as the feed pane has them: each folder's in their places, its own folders' among them."""
    from newstui.reading.tree import feed_tree

    folders = cache.folders.all()
    paths = {number: "/".join(path) for number, path in folder_paths(folders).items()}
    feeds = {feed.id: feed for feed in cache.feeds.all()}
    chosen = {feed.id for feed in find_feeds(cache, [wanted])} if wanted else feeds.keys()
    rows = [
        node
        for node in feed_tree((), folders, list(feeds.values()), cache.feeds.counts())
        if node.kind is NodeKind.FEED and node.id in chosen and (node.unread or not unread)
    ]
    for node in rows[:limit]:
        feed = feeds[node.id or 0]
        folder = paths.get(feed.folder_id) if feed.folder_id is not None else None
        if as_json:
            say_json(
                {
                    "id": feed.id,
                    "title": feed.title,
                    "url": feed.url,
                    "site": feed.site_url,
                    "folder": folder,
                    "tags": feed.tags,
                    "entries": node.total,
                    "unread": node.unread,
                    "checked": feed.checked_at,
                    "next_try": feed.due_at,
                    "error": feed.error or None,
                }
            )
        else:
            where = f"  [{folder}]" if folder else ""
            say(fitted(f"{feed.id:>4}  {node.unread:>5}/{node.total:<5}  {feed.title}{where}  {feed.url}"))
            for line in wrapped(f"! {feed.error}", " " * 6) if feed.error else ():
                say(line)
    if not rows and not as_json:
        complain("No feed has unread entries." if feeds else "There are no subscriptions. Add one: newstui add ADDRESS")


class _SearchCommand(click.Command):
    """A command whose words may begin with a hyphen: what is no option of its own goes to the query."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does it, with the words behind the options. A word with two hyphens is an option, if a misspelt one."""
        known = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option)]
        names = {name for option in known for name in option.opts}
        with_value = {name for option in known if not option.is_flag for name in option.opts}
        options: list[str] = []
        words: list[str] = []
        rest = iter(args)
        for arg in rest:
            if arg == "--":
                words += rest
            elif arg.startswith("--") or arg in names:
                options += [arg, *islice(rest, arg in with_value)]
            else:
                words.append(arg)
        if options and options[-1] in with_value:  # and no value: a "--" behind it would be taken for one
            return super().parse_args(ctx, options)
        return super().parse_args(ctx, [*options, "--", *words])


@click.command("search", cls=_SearchCommand, short_help="Search titles, authors and texts.")
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", type=Number(1), help=limit_help(_USUAL_HITS))
@click.option("--json", "as_json", is_flag=True, help="One JSON line each.")
@click.pass_obj
def search_command(context: Context, query: tuple[str, ...], limit: int | None, as_json: bool) -> None:
    """Search the whole cache: titles, authors, feeds' own texts and articles. Best hits first.

    All words must occur; "words in quotation marks" stand together; -word must not occur; title:word and author:word look only
    there; the last word may be a beginning, as may any word*. in:NAME keeps to a feed or a folder, tag:NAME to a tag of yours,
    note:WORD to what you noted; is: to what is starred, unread, read, noted, cited (you copied a quotation), tagged or watched.

    \b
    Examples:
      newstui search harbour minister
      newstui search ferry 'in:"Harbour Post"' -tag:done
      newstui search '"flood barrier"' --limit 5
      newstui search harbour -minister title:vote
      newstui search is:noted note:ferry
    """
    with context.cache() as cache:
        words, most, shown = " ".join(query), limited(limit, _USUAL_HITS, for_programs=as_json), 0
        notes = cache.decisions.notes() if as_json else {}
        for hit in cache.search.hits(words, most):
            shown += 1
            if as_json:
                say_json({**entry_json(hit.entry, notes), "snippet": hit.snippet})
            else:
                say(fitted(_line(hit.entry)))
                for line in wrapped(hit.snippet, " " * 10):
                    say(line)
        if not shown and not as_json:
            complain("Nothing was found.")
        say_slips(cache, words)
        if limit is None and shown == most:
            say_left_out(shown, cache.search.count(words), "entries")
        say_unindexed(context, cache)


def say_slips(cache: "Database", query: str) -> None:
    """Say what is wrong with a search, or has no effect."""
    from newstui.storage.search_query import slips

    unknown = cache.search.unknown_limits(query)
    called = [f"Nothing is called so: {', '.join(f'{limit.field}:{limit.name}' for limit in unknown)}."] if unknown else []
    for words in (*slips(query), *called):
        complain(words)


def say_unindexed(context: Context, cache: "Database") -> None:
    """Say what a search could not find yet, and have that done."""
    from newstui.cli.indexing import finish_index
    from newstui.model.numbers import counted

    if pending := cache.search.pending():
        doing = " That is being done: search again in a moment." if finish_index(context, cache) else ""
        complain(f"{counted(pending, 'entry is', 'entries are')} not yet in the search index.{doing}")
