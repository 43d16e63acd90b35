"""Save a page that no feed carries: an entry of its own, and its article."""

from dataclasses import dataclass

from newstui.model.lists import EntryRow
from newstui.model.wishes import WishKind
from newstui.reading.addresses import PageAddress
from newstui.services.clock import utc_now
from newstui.services.fetch_article import ArticleFetcher
from newstui.storage.database import Database


@dataclass(frozen=True, slots=True)
class PageOutcome:
    """What came of saving a page. `error` says why it could not be had."""

    url: str
    entry: EntryRow | None
    """None where nothing was kept."""
    new: bool
    """False where the page was there already, as an entry of whatever feed."""
    error: str = ""
    offline: bool = False
    waits: bool = False
    """It may be had later: the entry is there, and whichever engine runs next fetches its page."""


async def save_page(cache: Database, articles: ArticleFetcher, page: PageAddress) -> PageOutcome:
    """Save a page, or fetch that of the entry that leads there already.

    What cannot be had now waits as a wish; what never can is not kept. Raises StorageError; everything else that goes wrong is in
    the outcome.
    """
    saved = cache.saved_pages.save(page.url, utc_now(), inside=page.inside)
    fetched = await articles.fetch(saved.entry_id)
    waits = fetched.offline or fetched.passing
    if waits:
        cache.wishes.add(WishKind.FETCH, {"entry": saved.entry_id}, utc_now())
    elif fetched.error and saved.new:
        cache.saved_pages.take_back(saved.entry_id)
    return PageOutcome(
        page.url, cache.entries.get(saved.entry_id), saved.new, error=fetched.error, offline=fetched.offline, waits=waits
    )
