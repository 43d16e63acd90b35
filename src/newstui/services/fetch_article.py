"""Fetch an entry's article: the feed's own content at once, then the page's, whichever is better in the end."""

import logging
import re
from contextlib import suppress

from newstui.errors import AddressRefused, ExtractionError, NetworkError, NewstuiError, Offline, StorageError
from newstui.model.articles import PAGE_BYTES_MAX, Article, ArticleOrigin, ExtractedArticle
from newstui.model.events import ArticleStored
from newstui.model.feeds import Feed
from newstui.model.lists import EntryRow
from newstui.model.safe_text import SafeText, safe_text
from newstui.network.addresses import host_of, is_local_name, is_private, site_of
from newstui.network.fetcher import Fetched, Fetcher
from newstui.services.clock import utc_now
from newstui.services.outcomes import ArticleOutcome
from newstui.services.ports import Emit, Parser
from newstui.storage.database import Database

logger = logging.getLogger(__name__)

ACCEPT = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"
TEASER_SHARE = 0.5
"""A page that gives less than this share of the words that the feed's own content has is a teaser or a wall."""
_WALL_WORDS = 120
_SNIPPET = 300
"""Characters of a saved page's first words, as many as feeds' entries have."""
_TELLING = 3
"""Words of a title, of which one should stand in the article."""


class ArticleFetcher:
    """Fetches and stores articles over one fetcher, parser and cache."""

    def __init__(self, cache: Database, fetcher: Fetcher, parser: Parser, *, emit: Emit) -> None:
        self._cache = cache
        self._fetcher = fetcher
        self._parser = parser
        self._emit = emit

    async def fetch(self, entry_id: int, *, again: bool = False) -> ArticleOutcome:
        """Bring an entry's article into the cache, unless it is there (`again` fetches it anew).

        While the page is on its way, and where it gives nothing, the feed's own content stands in, and says why.
        Raises StorageError; everything else that goes wrong is in the outcome.
        """
        entry = self._cache.entries.get(entry_id)
        if entry is None:
            return ArticleOutcome(entry_id, "", None, error="This entry is no longer in the cache.")
        title = str(entry.title)
        held = self._holds_page(entry_id)
        if held and not again:
            return ArticleOutcome(entry_id, title, entry.url, stored=True)
        own = None if held else await self._own_content(entry)
        feed = self._cache.feeds.get(entry.feed_id)
        if entry.url is None or (feed is not None and feed.sample):
            if own is None:
                return ArticleOutcome(entry_id, title, None, error="The feed gives neither a text nor an address for this entry.")
            return ArticleOutcome(entry_id, title, None, stored=True)
        size = 0
        try:
            answer = await self._page(entry.url, feed)
            size = len(answer.body)
            page = await self._parser.extract_page(answer.body, answer.url, answer.content_type)
        except StorageError:
            raise
        except NewstuiError as error:
            return self._stand_in(entry, own, error, size)
        if _may_be_another(entry.url, answer) and _tells_of_another(entry, page):
            return self._stand_in(entry, own, ExtractionError("The page that came tells of something else."), size)
        words = page.document.word_count
        if own is not None and own.document.word_count >= _WALL_WORDS and words < TEASER_SHARE * own.document.word_count:
            return self._stand_in(entry, own, ExtractionError("The page shows less of the article than the feed does."), size)
        self._store(entry, page, ArticleOrigin.PAGE, url=answer.url, tell=again)
        return ArticleOutcome(entry_id, title, entry.url, stored=True, bytes=size)

    async def _page(self, url: str, feed: Feed | None) -> Fetched:
        if feed is not None and feed.saved:
            private = host_of(url) in feed.inside
        else:
            private = feed is not None and await may_lead_inside(host_of(feed.url), host_of(url))
        return await self._fetcher.get(url, accept=ACCEPT, max_bytes=PAGE_BYTES_MAX, allow_private=private)

    async def _own_content(self, entry: EntryRow) -> ExtractedArticle | None:
        """The feed's own content as an article, stored at once so that there is something to read."""
        content = self._cache.entries.content(entry.id)
        if content is None or not content.html.strip():
            return None
        published = self._cache.entries.published(entry.id)
        try:
            article = await self._parser.convert_content(content.html, entry.title, entry.url or "", entry.author, published)
        except NewstuiError as error:
            # The page may do better, and the snippet is shown meanwhile.
            logger.warning("the feed's content of entry %s cannot be read: %s", entry.id, error)
            return None
        self._store_own(entry, article)
        return article

    def _stand_in(self, entry: EntryRow, own: ExtractedArticle | None, error: NewstuiError, size: int) -> ArticleOutcome:
        why, offline = str(error), isinstance(error, Offline)
        network = error if isinstance(error, NetworkError) else None
        passing = network is not None and network.passing
        if not offline:
            self._cache.articles.record_failure(entry.id, why, utc_now(), passing=passing)
        if own is not None:
            self._store_own(entry, own, note=safe_text(why))
        return ArticleOutcome(
            entry.id,
            str(entry.title),
            entry.url,
            stored=own is not None,
            error=why,
            offline=offline,
            passing=passing,
            retry_after=network.retry_after if network else None,
            bytes=size,
        )

    def _store_own(self, entry: EntryRow, own: ExtractedArticle, *, note: str = "") -> None:
        """Store the feed's own content, unless it is there already, or the page that somebody else fetched meanwhile."""
        held = self._cache.articles.get(entry.id)
        if held is not None:
            same = held.document.text == own.document.text and (not note or note == held.note)
            if same or held.origin is ArticleOrigin.PAGE:
                return
        self._store(entry, own, ArticleOrigin.FEED, note=note)

    def _holds_page(self, entry_id: int) -> bool:
        held = self._cache.articles.get(entry_id)
        return held is not None and held.origin is ArticleOrigin.PAGE

    def _store(
        self,
        entry: EntryRow,
        found: ExtractedArticle,
        origin: ArticleOrigin,
        *,
        url: str = "",
        note: str = "",
        tell: bool = False,
    ) -> None:
        """`tell`: somebody waits to hear of it, even if it is what was there before."""
        feed = self._cache.feeds.get(entry.feed_id)
        saved = feed is not None and feed.saved
        outlet = found.outlet if origin is ArticleOrigin.PAGE and found.outlet else _outlet(entry, saved=saved)
        article = Article(
            entry_id=entry.id,
            origin=origin,
            url=found.url or url or entry.url or "",
            title=found.title or entry.title,
            document=found.document,
            stored_at=utc_now(),
            byline=found.byline or entry.author,
            outlet=outlet,
            published=found.published or self._cache.entries.published(entry.id),
            language=found.language,
            note=note,
        )
        with self._cache.write():
            if saved:
                words = found.document.first_words(_SNIPPET)
                self._cache.saved_pages.name(entry.id, title=article.title, author=found.byline, snippet=words)
            stored = self._cache.articles.store(article)
        if stored or tell:
            self._emit(ArticleStored(entry.id))


def _may_be_another(asked: str, answer: Fetched) -> bool:
    """Whether somebody else may have answered: the network, over which it came as it is, or the site that it was led to."""
    elsewhere = answer.permanent_url is None and site_of(host_of(asked)) != site_of(host_of(answer.url))
    return elsewhere or not asked.lower().startswith("https:")


def _tells_of_another(entry: EntryRow, page: ExtractedArticle) -> bool:
    """Whether a page has not one longer word of the entry's title: a login, a wall, a site's front page.

    Of a title with few such words nobody can tell, nor of an address, which a saved page has until it has come.
    """
    if entry.title == entry.url:
        return False
    words = set(re.findall(r"\w{4,}", entry.title.casefold()))
    return len(words) >= _TELLING and not words.intersection(re.findall(r"\w{4,}", page.document.text.casefold()))


async def may_lead_inside(feed: str, page: str) -> bool:
    """Whether the page of a host may stand on this machine or its network: where its feed does.

    What a feed's name means can change between its refresh and this moment. So a name that anybody could bear leads no further
    than to its own site.
    """
    return (is_local_name(feed) or site_of(feed) == site_of(page)) and await is_private(feed)


def _outlet(entry: EntryRow, *, saved: bool) -> SafeText:
    """Who publishes it, for a page that does not say: the feed's title; the host, where that is an address, or saved pages'."""
    named = entry.url or "" if saved else entry.outlet
    if named.startswith(("http://", "https://")):
        with suppress(AddressRefused):  # else somebody called a feed so
            return safe_text(host_of(named))
    return entry.outlet
