"""The services over a real cache and a real fetcher; the parser reads in this process, with the worker's own code."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from newstui.config.settings import Settings
from newstui.engine.messages import ConvertContent, ExtractPage, FindFeeds, MakePicture, ParseFeed
from newstui.engine.worker import parse
from newstui.errors import Offline
from newstui.model.analysis import Analysis
from newstui.model.articles import ExtractedArticle
from newstui.model.documents import Document
from newstui.model.events import Event
from newstui.model.feeds import Feed
from newstui.model.lists import EntryRow, Scope, Sort
from newstui.model.pictures import SmallPicture
from newstui.model.safe_text import SafeText
from newstui.model.updates import PreparedFeed
from newstui.network.fetcher import Fetched, Fetcher, Limits
from newstui.services.analyse_text import analyse
from newstui.services.kit import Services
from newstui.storage.database import Database

E = TypeVar("E")


class DirectParser:
    """The parser port without a process."""

    async def parse_feed(self, data: bytes, url: str, content_type: str | None, coding: str = "") -> PreparedFeed:
        parsed: PreparedFeed = parse(ParseFeed(data, url, content_type, coding))
        return parsed

    async def find_feeds(self, data: bytes, url: str) -> list[str]:
        found: list[str] = parse(FindFeeds(data, url))
        return found

    async def extract_page(self, data: bytes, url: str, content_type: str | None) -> ExtractedArticle:
        page: ExtractedArticle = parse(ExtractPage(data, url, content_type))
        return page

    async def convert_content(
        self, html: str, title: SafeText, url: str, byline: SafeText | None, published: datetime | None
    ) -> ExtractedArticle:
        article: ExtractedArticle = parse(ConvertContent(html, title, url, byline, published))
        return article

    async def make_picture(self, data: bytes) -> SmallPicture:
        small: SmallPicture = parse(MakePicture(data))
        return small


class DirectAnalyser:
    """The analyser port without a process and without a model; counts what it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    async def analyse(self, document: Document) -> Analysis:
        self.asked += 1
        return analyse(document, None)


class SwitchedFetcher(Fetcher):
    """The real fetcher, behind a switch that takes the network away."""

    online = True

    async def get(self, url: str, **options: Any) -> Fetched:
        if not self.online:
            raise Offline("There is no network.")
        answer = await super().get(url, **options)
        self.connectivity.answered()  # the test's server stands for another machine
        return answer


class ServiceRoom:
    """All services over one cache, and the events they told."""

    def __init__(self, folder: Path, *, settings: Settings | None = None, limits: Limits | None = None) -> None:
        self.cache = Database.open(folder / "newstui.db")
        self.events: list[Event] = []
        self.fetcher = SwitchedFetcher(limits=limits or Limits(silence_seconds=30, connect_seconds=30))
        self.parser = DirectParser()
        self.analyser = DirectAnalyser()
        self._told = asyncio.Event()
        self.services = Services(
            cache=self.cache,
            settings=settings or Settings(),
            emit=self._hear,
            fetcher=self.fetcher,
            parser=self.parser,
            analyser=self.analyser,
            endings=[self.fetcher.close],
        )
        self.feeds, self.articles = self.services.feeds, self.services.articles
        self.subscriber, self.analyst = self.services.subscriber, self.services.analyst

    async def close(self) -> None:
        """End it all."""
        await self.services.close()

    def _hear(self, event: Event) -> None:
        self.events.append(event)
        self._told.set()

    async def told(self, kind: type[E], **fields: object) -> E:
        """The first event of a kind with these fields, waited for."""
        async with asyncio.timeout(30):
            while True:
                for event in self.heard(kind):
                    if all(getattr(event, name) == value for name, value in fields.items()):
                        return event
                self._told.clear()
                await self._told.wait()

    async def subscribe(self, url: str) -> Feed:
        """Subscribe; the feed as the cache keeps it, with the entries that came."""
        return (await self.subscriber.subscribe(url)).feed

    async def refresh(self, feed_id: int) -> Any:
        """Refresh one feed; its outcome."""
        (outcome,) = await self.feeds.refresh([self.feed(feed_id)])
        return outcome

    def feed(self, feed_id: int) -> Feed:
        """A feed that must be there."""
        feed = self.cache.feeds.get(feed_id)
        assert feed is not None
        return feed

    def entries(self, feed_id: int) -> list[EntryRow]:
        """The feed's entries, newest first."""
        return self.cache.lists.page(Scope(feed_id=feed_id), Sort.DATE)

    def heard(self, kind: type[E]) -> list[E]:
        """The events of a kind, in order."""
        return [event for event in self.events if isinstance(event, kind)]

    @contextmanager
    def full_disk(self) -> Iterator[None]:
        """For a while the cache cannot grow; SQLite says of it what it says of a full disk."""
        connection = self.cache._connection
        pages = connection.value("PRAGMA page_count")
        connection.value(f"PRAGMA max_page_count = {pages}")
        try:
            yield
        finally:
            connection.value("PRAGMA max_page_count = 1073741823")
