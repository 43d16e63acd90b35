"""Fetch an article's pictures: only when the reader asked for them, by the rules that hold for its page."""

import logging

from newstui.errors import NewstuiError, Offline, StorageError
from newstui.model.events import PicturesStored
from newstui.model.pictures import StoredPicture, picture_addresses
from newstui.network.addresses import host_of
from newstui.network.fetcher import Fetcher
from newstui.sample import sample_picture
from newstui.services.clock import utc_now
from newstui.services.fetch_article import may_lead_inside
from newstui.services.ports import Emit, Parser
from newstui.storage.database import Database

logger = logging.getLogger(__name__)

ACCEPT = "image/webp, image/png, image/jpeg, image/gif;q=0.8"
MAX_BYTES = 12 * 1024 * 1024


class PictureFetcher:
    """Fetches, shrinks and stores pictures over one fetcher, parser and cache."""

    def __init__(self, cache: Database, fetcher: Fetcher, parser: Parser, *, emit: Emit) -> None:
        self._cache = cache
        self._fetcher = fetcher
        self._parser = parser
        self._emit = emit

    async def fetch(self, entry_id: int, *, again: bool = False) -> None:
        """Bring the pictures of an entry's article into the cache that are not there; `again` tries those that failed, too.

        Of each that cannot be had the cache says why. Raises Offline, StorageError.
        """
        article = self._cache.articles.get(entry_id)
        if article is None:
            return
        urls = picture_addresses(article.document)
        self._cache.pictures.keep_only(entry_id, urls)
        if again:
            self._cache.pictures.forget_failures(entry_id)
        entry = self._cache.entries.get(entry_id)
        feed = self._cache.feeds.get(entry.feed_id) if entry is not None else None
        try:
            for url in urls:
                if url not in self._cache.pictures.known(entry_id):
                    sample = feed is not None and feed.sample
                    picture = await (self._of_sample(url) if sample else self._picture(url, feed.url if feed is not None else ""))
                    self._cache.pictures.store(entry_id, picture, utc_now())
        finally:
            self._emit(PicturesStored(entry_id))

    async def _of_sample(self, url: str) -> StoredPicture:
        """From the package: for the sample edition nothing is ever asked."""
        data = sample_picture(url)
        if data is None:
            return StoredPicture(url, None, "The sample edition has no such picture.")
        return StoredPicture(url, await self._parser.make_picture(data))

    async def _picture(self, url: str, feed: str) -> StoredPicture:
        try:
            private = bool(feed) and await may_lead_inside(host_of(feed), host_of(url))
            answer = await self._fetcher.get(url, accept=ACCEPT, max_bytes=MAX_BYTES, allow_private=private)
            return StoredPicture(url, await self._parser.make_picture(answer.body))
        except (Offline, StorageError):
            raise
        except NewstuiError as error:
            return StoredPicture(url, None, str(error))
