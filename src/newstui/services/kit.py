"""The services of one process, wired (see `newstui.bootstrap`). Each is imported and made when it is first asked for."""

from collections.abc import Awaitable, Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from newstui.config.settings import Settings
from newstui.network.fetcher import Fetcher, Limits
from newstui.services.ports import Analyser, Emit, Parser
from newstui.services.refresh_feeds import FeedRefresher
from newstui.storage.database import Database

if TYPE_CHECKING:
    from newstui.services.analyse_articles import ArticleAnalyst
    from newstui.services.fetch_article import ArticleFetcher
    from newstui.services.fetch_pictures import PictureFetcher
    from newstui.services.find_stories import StoryFinder
    from newstui.services.subscribe import Split, Subscriber


class Services:
    """What this process can do, over one cache. `close` ends the workers and the connections."""

    def __init__(
        self,
        *,
        cache: Database,
        settings: Settings,
        emit: Emit,
        fetcher: Fetcher,
        parser: Parser,
        analyser: Analyser,
        split: "Split | None" = None,
        endings: Sequence[Callable[[], Awaitable[None]]] = (),
    ) -> None:
        self.cache = cache
        self.settings = settings
        self.emit = emit
        self.fetcher = fetcher
        self.parser = parser
        self.endings = list(endings)
        self._analyser = analyser
        self._split = split

    def use(self, settings: Settings) -> None:
        """Work by other settings from now on; what is under way ends by the old ones."""
        if settings.network != self.settings.network:
            self.fetcher.configure(
                limits_of(settings), user_agent=settings.network.user_agent, proxy=settings.network.proxy or None
            )
        self.settings = settings

    @cached_property
    def feeds(self) -> FeedRefresher:
        """Refreshes feeds."""
        return FeedRefresher(self.cache, self.fetcher, self.parser, settings=lambda: self.settings, emit=self.emit)

    @cached_property
    def articles(self) -> "ArticleFetcher":
        """Fetches articles."""
        from newstui.services.fetch_article import ArticleFetcher

        return ArticleFetcher(self.cache, self.fetcher, self.parser, emit=self.emit)

    @cached_property
    def pictures(self) -> "PictureFetcher":
        """Fetches articles' pictures."""
        from newstui.services.fetch_pictures import PictureFetcher

        return PictureFetcher(self.cache, self.fetcher, self.parser, emit=self.emit)

    @property
    def pictures_ahead(self) -> "PictureFetcher | None":
        """What fetches pictures with the articles that are downloaded ahead, where the reader wants them."""
        return self.pictures if self.settings.reading.pictures != "off" else None

    @cached_property
    def subscriber(self) -> "Subscriber":
        """Subscribes to addresses."""
        from newstui.services.subscribe import Subscriber, without_passwords

        return Subscriber(
            self.cache, self.fetcher, self.parser, self.feeds, emit=self.emit, split=self._split or without_passwords
        )

    @cached_property
    def analyst(self) -> "ArticleAnalyst":
        """Analyses articles."""
        from newstui.services.analyse_articles import ArticleAnalyst

        return ArticleAnalyst(self.cache, self._analyser, emit=self.emit)

    @cached_property
    def stories(self) -> "StoryFinder":
        """Finds reports of one event."""
        from newstui.services.find_stories import StoryFinder

        return StoryFinder(self.cache)

    async def close(self) -> None:
        """End the workers, then close the connections and the cache."""
        try:
            for ending in self.endings:
                await ending()
        finally:
            self.cache.close()


def limits_of(settings: Settings) -> Limits:
    """The bounds of a request that the settings set."""
    silence = settings.network.timeout
    return Limits(silence_seconds=silence, deadline_seconds=2 * silence + 5, per_host=settings.network.max_per_host)
