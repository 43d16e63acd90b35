"""Commands that go to the network for what is subscribed to: refresh and prefetch."""

from typing import TYPE_CHECKING

import click

from newstui.cli.completion import node_names
from newstui.cli.context import Context, find_feeds
from newstui.cli.indexing import finish_index, say_pending
from newstui.cli.numbers import Number
from newstui.cli.output import complain, in_words, say, say_json
from newstui.errors import StorageError

if TYPE_CHECKING:
    from newstui.services.kit import Services
    from newstui.services.outcomes import ArticleOutcome, FeedOutcome

WAIT_SECONDS = 120.0


@click.command("refresh", short_help="Ask feeds for news.")
@click.argument("feeds", metavar="[FEED]...", nargs=-1, shell_complete=node_names)
@click.option("--due", is_flag=True, help="Only feeds whose time has come: for cron.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line a feed.")
@click.pass_obj
def refresh_command(context: Context, feeds: tuple[str, ...], due: bool, as_json: bool) -> int:
    """Ask all feeds, or those named, for news. Works beside an open reader, which shows what comes in.

    FEED is a number (newstui list --feeds), an address, a title, or a folder (News/World) for all feeds in it.

    \b
    Examples:
      newstui refresh
      newstui refresh "Harbour news"
      newstui refresh --due --json       (in cron, every ten minutes)
    """

    from newstui.cli.running import run_services

    outcomes: list[FeedOutcome] = []
    failure: list[StorageError] = []

    async def work(services: "Services") -> int:
        from newstui.services.clock import utc_now
        from newstui.services.due import due_feeds
        from newstui.services.turns import refresh_turn

        cache = services.cache
        waits = "Another refresh is running; waiting for it to end."
        async with refresh_turn(cache, patience=WAIT_SECONDS, on_wait=lambda: complain(waits)):
            chosen = find_feeds(cache, feeds) if feeds else cache.feeds.all()
            if due:
                due_ids = {feed.id for feed in due_feeds(cache, services.settings, utc_now())}
                chosen = [feed for feed in chosen if feed.id in due_ids]
            try:
                await services.feeds.refresh(chosen, outcomes)
            except StorageError as error:  # what was done before is done, and is told
                failure.append(error)
                return 0
            return finish_index(context, cache)

    pending = run_services(context, work, refreshing=not due)

    from newstui.model.numbers import counted
    from newstui.services.outcomes import summary

    for outcome in sorted(outcomes, key=lambda o: o.title):
        if as_json:
            say_json(_feed_line(outcome))
        if words := _complaint(outcome):
            complain(words)
    failed = sum(bool(outcome.error) for outcome in outcomes)
    if offline := [outcome.error for outcome in outcomes if outcome.offline]:
        why = offline[0].rstrip(".")
        complain(f"{why}: {counted(len(offline), 'feed')} could not be asked. Nothing is lost; try again when it is back.")
    if not as_json:
        say(summary(outcomes) if outcomes or failure else _nothing_to_do(context, due=due))
        say_pending(pending)
    for error in failure:
        complain(f"newstui: {in_words(error)}")
    return 1 if failed or failure else 0


def _complaint(outcome: "FeedOutcome") -> str:
    """What went wrong with a feed, and what comes next; empty where nothing did. No network is no fault of a feed's."""
    if outcome.offline or not (outcome.error or outcome.problem):
        return ""
    words = outcome.error or outcome.problem
    if outcome.title == outcome.url:
        name = "" if outcome.url in words else f"{outcome.url}: "
    else:
        name = f"{outcome.title}: " if outcome.url in words else f"{outcome.title} ({outcome.url}): "
    when = f" Next try: {outcome.due_at.astimezone():%d %b %H:%M}." if outcome.error and outcome.due_at else ""
    when = when or (" It is not asked again by itself." if outcome.gone else "")
    return f"{name}{words}{when}"


def _nothing_to_do(context: Context, *, due: bool) -> str:
    with context.cache() as cache:
        if due and cache.feeds.any_subscribed():
            return "No feed is due yet."
    return "There is nothing to refresh. Add a feed: newstui add ADDRESS"


def _feed_line(outcome: "FeedOutcome") -> dict[str, object]:
    return {
        "feed": outcome.feed_id,
        "title": outcome.title,
        "url": outcome.url,
        "new": outcome.new,
        "changed": outcome.changed,
        "state": outcome.state,
        "not_modified": outcome.not_modified,
        "error": outcome.error or None,
        "problem": outcome.problem or None,
        "next_try": outcome.due_at,
    }


@click.command("prefetch", short_help="Download full articles for reading offline.")
@click.argument("feeds", metavar="[FEED]...", nargs=-1, shell_complete=node_names)
@click.option("--limit", type=Number(1), help="How many articles at most (default: the setting prefetch.items).")
@click.option("--no-analysis", is_flag=True, help="Leave finding quotations to the reader.")
@click.pass_obj
def prefetch_command(context: Context, feeds: tuple[str, ...], limit: int | None, no_analysis: bool) -> int:
    """Download the full articles of entries, starred ones first, then unread ones, newest first, and analyse them.

    What was downloaded stays, so that the next call goes on where this one ended. FEED may be a folder, too.

    \b
    Examples:
      newstui prefetch
      newstui prefetch "Harbour news" --limit 50
    """
    from newstui.cli.running import run_services
    from newstui.model.numbers import counted
    from newstui.services.prefetch import nothing_to_download, prefetch

    nothing = ""

    async def work(services: "Services") -> "tuple[list[ArticleOutcome], int, int]":
        chosen = [feed.id for feed in find_feeds(services.cache, feeds)] if feeds else None
        nonlocal nothing
        outcomes = await prefetch(
            services.cache,
            services.articles,
            limit=limit or services.settings.prefetch.items,
            max_bytes=services.settings.prefetch.bytes,
            host_delay=services.settings.prefetch.host_delay,
            feeds=chosen,
            emit=services.emit,
            pictures=services.pictures_ahead,
        )
        nothing = "" if outcomes else nothing_to_download(services.cache, chosen)
        analysed = 0
        if not no_analysis:
            stored = [outcome.entry_id for outcome in outcomes if outcome.stored]
            left = services.analyst.waiting(services.settings.prefetch.items)  # of a call that was stopped
            analysed = await services.analyst.analyse_all(list(dict.fromkeys([*stored, *left])))
        return outcomes, analysed, finish_index(context, services.cache)

    outcomes, analysed, pending = run_services(context, work)
    failed = [outcome for outcome in outcomes if outcome.error]
    offline = [outcome.error for outcome in outcomes if outcome.offline]
    for outcome in failed:
        if not outcome.offline:
            complain(f"{outcome.title}: {outcome.error}")
    if offline:
        complain(f"{offline[0].rstrip('.')}: the rest was not asked for. The next call goes on there.")
    if not outcomes:
        say(nothing)
    if outcomes or analysed:
        tried = [outcome for outcome in outcomes if not outcome.offline]
        fetched = counted(sum(not outcome.error for outcome in tried), "article")
        say(f"{fetched} fetched, {analysed} analysed, {sum(bool(outcome.error) for outcome in tried)} failed.")
    say_pending(pending)
    return 1 if failed else 0
