"""The services of one process, wired (see `newstui.bootstrap`)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from newstui.config.settings import Settings
from newstui.network.fetcher import Fetcher
from newstui.services.analyse_articles import ArticleAnalyst
from newstui.services.fetch_article import ArticleFetcher
from newstui.services.find_stories import StoryFinder
from newstui.services.ports import Emit, Parser
from newstui.services.refresh_feeds import FeedRefresher
from newstui.services.subscribe import Subscriber
from newstui.storage.database import Database


@dataclass(slots=True)
class Services:
    """What this process can do, over one cache. `close` ends the workers and the connections."""

    cache: Database
    settings: Settings
    emit: Emit
    fetcher: Fetcher
    parser: Parser
    feeds: FeedRefresher
    articles: ArticleFetcher
    subscriber: Subscriber
    analyst: ArticleAnalyst
    stories: StoryFinder
    endings: list[Callable[[], Awaitable[None]]] = field(default_factory=list)

    async def close(self) -> None:
        """End the workers, then close the connections and the cache."""
        try:
            for ending in self.endings:
                await ending()
        finally:
            self.cache.close()
