"""save: pages that no feed carries, kept beside the rest."""

from typing import TYPE_CHECKING

import click

from newstui.cli.context import Context
from newstui.cli.entries import entry_json
from newstui.cli.indexing import finish_index, say_pending
from newstui.cli.output import complain, in_words, say, say_json
from newstui.errors import ConfigError, NewstuiError

if TYPE_CHECKING:
    from newstui.reading.addresses import PageAddress
    from newstui.services.kit import Services
    from newstui.services.save_page import PageOutcome


@click.command("save", short_help="Keep pages that no feed carries, and find who said what in them.")
@click.argument("urls", metavar="URL...", nargs=-1, required=True)
@click.option("--no-analysis", is_flag=True, help="Leave finding quotations to the reader.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line a page: its entry, and whether it is new.")
@click.pass_obj
def save_command(context: Context, urls: tuple[str, ...], no_analysis: bool, as_json: bool) -> int:
    """Fetch pages by their addresses, and keep them as entries of the feed “Saved pages”, which is made for the first one.

    A page to which an entry leads already, of whatever feed, is not kept twice. Where there is no network, or a server is down,
    the page waits and the reader fetches it; what gives no article is not kept. Saved pages are never deleted by themselves,
    unless newstui keep gives their feed a limit.

    \b
    Examples:
      newstui save https://example.org/news/1.html
      newstui save example.org/report --json | jq .id
    """
    from newstui.cli.running import run_services
    from newstui.services.save_page import save_page

    failed = 0

    async def work(services: "Services") -> int:
        from newstui.model.events import Progress

        nonlocal failed
        there: list[int] = []
        for number, url in enumerate(urls):
            services.emit(Progress("save", number, len(urls)))
            try:
                outcome = await save_page(services.cache, services.articles, _page(services, url))
            except NewstuiError as error:
                failed += 1
                complain(_about(url, in_words(error)))
                continue
            failed += bool(outcome.error)
            _tell(outcome, as_json=as_json)
            if outcome.entry is not None and not outcome.error:
                there.append(outcome.entry.id)
        services.emit(Progress("save", len(urls), len(urls)))
        if not no_analysis:
            await services.analyst.analyse_all(list(dict.fromkeys(there)))
        return finish_index(context, services.cache)

    pending = run_services(context, work)
    if not as_json:
        say_pending(pending)
    return 1 if failed else 0


def _page(services: "Services", typed: str) -> "PageAddress":
    """The page that is meant; a user and password in its address are kept apart. Raises SubscriptionError, ConfigError."""
    from newstui.reading.addresses import typed_page

    page = typed_page(typed)
    (url,) = services.subscriber.split([page.url])
    if isinstance(url, ConfigError):
        raise url
    return page._replace(url=url)


def _about(url: str, why: str) -> str:
    from newstui.services.subscribe import without_password

    address = without_password(url)
    return why if address in why else f"{address}: {why}"


def _tell(outcome: "PageOutcome", *, as_json: bool) -> None:
    entry = outcome.entry
    if outcome.error:
        later = ""
        if outcome.waits:
            when = "when there is one" if outcome.offline else "later"
            later = f" It is kept as entry {entry.id}, and the reader fetches it {when}." if entry is not None else ""
        complain(_about(outcome.url, f"{outcome.error}{later}"))
    if entry is None:
        return
    if as_json:
        say_json({**entry_json(entry, {}), "new": outcome.new, "error": outcome.error or None})
    elif not outcome.error:
        say(f"{'Saved' if outcome.new else 'Already there:'} {entry.id}  {entry.title}  {entry.url}")
