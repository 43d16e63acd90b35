"""Grants wishes from the queue: what somebody waits for at once, long work one at a time, nothing lost on a failure."""

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from newstui.engine.protocol import Network, SubscriptionsChanged, WishFailed
from newstui.errors import NewstuiError, Offline, SubscriptionError
from newstui.model.wishes import Wish, WishKind
from newstui.services.add_sample import add_sample
from newstui.services.clock import utc_now
from newstui.services.import_subscriptions import import_subscriptions
from newstui.services.kit import Services
from newstui.services.prefetch import prefetch

logger = logging.getLogger(__name__)

QUICK = frozenset({WishKind.FETCH, WishKind.SUBSCRIBE, WishKind.ANALYSE, WishKind.SAMPLE, WishKind.IMPORT})
LONG = frozenset({WishKind.REFRESH, WishKind.PREFETCH})
QUICK_AT_ONCE = 4
OFFLINE_SECONDS = 30.0
"""How long a wish waits after it found no network."""


class NoNetwork(Exception):
    """A service met no network; the wish waits."""


class WishKeeper:
    """Takes wishes from the queue and has them granted, quick ones beside a long one.

    `on_articles` is told which entries got an article, so that they are analysed; `on_feeds` that feeds came in.
    """

    def __init__(self, services: Services, *, on_articles: Callable[[list[int]], None], on_entries: Callable[[], None]) -> None:
        self._services = services
        self._on_articles = on_articles
        self._on_entries = on_entries
        self._quick: set[asyncio.Task[None]] = set()
        self._long: asyncio.Task[None] | None = None
        self._online: bool | None = None
        self._closing = False

    @property
    def busy(self) -> bool:
        """Whether a wish is being granted."""
        return bool(self._quick) or self._long is not None

    def take(self) -> None:
        """Start what waits, as far as there is room. To be called whenever something may have been wished for."""
        wishes = self._services.cache.wishes
        while len(self._quick) < QUICK_AT_ONCE and (wish := wishes.next(utc_now(), QUICK)):
            task = asyncio.create_task(self._grant(wish), name=f"wish {wish.id}")
            self._quick.add(task)
            task.add_done_callback(self._quick_done)
        if self._long is None and (wish := wishes.next(utc_now(), LONG)):
            self._long = asyncio.create_task(self._grant(wish), name=f"wish {wish.id}")
            self._long.add_done_callback(self._long_done)

    def _quick_done(self, task: asyncio.Task[None]) -> None:
        self._quick.discard(task)
        self._next(task)

    def _long_done(self, task: asyncio.Task[None]) -> None:
        self._long = None
        self._next(task)

    def _next(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()):
            logger.error("%s failed", task.get_name(), exc_info=error)
        if not self._closing:
            self.take()

    def cancel_long(self) -> None:
        """Stop the long work; what it has done stays, and the wish is given up."""
        if self._long is not None:
            self._long.cancel()

    async def close(self) -> None:
        """Stop everything; wishes that were being granted wait again."""
        self._closing = True
        tasks = [*self._quick, *([self._long] if self._long else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._services.cache.wishes.reset_running()

    async def _grant(self, wish: Wish) -> None:
        wishes = self._services.cache.wishes
        try:
            await self._do(wish)
        except asyncio.CancelledError:
            if not self._closing:
                wishes.done(wish.id)
            raise
        except (Offline, NoNetwork) as error:
            wishes.fail(wish.id, str(error), not_before=utc_now() + timedelta(seconds=OFFLINE_SECONDS))
            self.network_is(online=False)
            self._services.emit(WishFailed(wish.id, wish.kind, str(error), again=True))
        except NewstuiError as error:
            wishes.fail(wish.id, str(error))
            self._services.emit(WishFailed(wish.id, wish.kind, str(error)))
        except Exception as error:
            logger.exception("wish %s (%s) failed", wish.id, wish.kind)
            why = f"Something went wrong that nobody foresaw ({type(error).__name__}); the log has more."
            wishes.fail(wish.id, why)
            self._services.emit(WishFailed(wish.id, wish.kind, why))
        else:
            wishes.done(wish.id)

    def network_is(self, *, online: bool) -> None:
        """Remember and tell whether there is a network; when it is back, what waited for it is tried at once."""
        if online == self._online:
            return
        came_back = online and self._online is False
        self._online = online
        self._services.emit(Network(online))
        if came_back:
            for wish in self._services.cache.wishes.waiting():
                if wish.not_before is not None:
                    self._services.cache.wishes.retry(wish.id)

    async def _do(self, wish: Wish) -> None:
        payload = wish.payload
        match wish.kind:
            case WishKind.REFRESH:
                await self._refresh(payload)
            case WishKind.FETCH:
                await self._fetch(_number(payload, "entry"), again=bool(payload.get("again")))
            case WishKind.SUBSCRIBE:
                folder = payload.get("folder")
                feed, _ = await self._services.subscriber.subscribe(
                    str(payload.get("url", "")), folder_id=folder if isinstance(folder, int) else None
                )
                await self._refresh({"feeds": [feed.id]})
            case WishKind.IMPORT:
                report = import_subscriptions(self._services.cache, Path(str(payload.get("path", ""))), emit=self._services.emit)
                if report.added:
                    self._services.cache.wishes.add(WishKind.REFRESH, {"due": True}, utc_now())
                if report.problems:
                    raise SubscriptionError(
                        f"{report.added} feeds were added; {len(report.problems)} lines could not be used: {report.problems[0]}"
                    )
            case WishKind.ANALYSE:
                await self._services.analyst.analyse(_number(payload, "entry"))
            case WishKind.PREFETCH:
                await self._prefetch(payload)
            case WishKind.SAMPLE:
                feed = await add_sample(
                    self._services.cache, self._services.parser, self._services.articles, emit=self._services.emit
                )
                self._services.emit(SubscriptionsChanged(feed.id))
                self._on_entries()

    async def _refresh(self, payload: dict[str, object]) -> None:
        cache = self._services.cache
        chosen = _numbers(payload, "feeds")
        if payload.get("due"):
            feeds = cache.feeds.due(utc_now())
        else:
            feeds = [feed for feed in cache.feeds.all() if chosen is None or feed.id in chosen]
        if not feeds:
            return
        outcomes = await self._services.feeds.refresh(feeds)
        self._on_entries()
        if outcomes and all(outcome.offline for outcome in outcomes):
            raise NoNetwork("There is no network; feeds are refreshed when it is back.")
        if any(not outcome.offline and not outcome.error for outcome in outcomes):
            self.network_is(online=True)

    async def _fetch(self, entry_id: int, *, again: bool) -> None:
        outcome = await self._services.articles.fetch(entry_id, again=again)
        if outcome.stored:
            self._on_articles([entry_id])
        if outcome.offline:
            raise NoNetwork(outcome.error)
        if not outcome.error and outcome.url:
            self.network_is(online=True)

    async def _prefetch(self, payload: dict[str, object]) -> None:
        limit = payload.get("limit")
        outcomes = await prefetch(
            self._services.cache,
            self._services.articles,
            feeds=_numbers(payload, "feeds"),
            limit=limit if isinstance(limit, int) else self._services.settings.prefetch.items,
            emit=self._services.emit,
        )
        self._on_articles([outcome.entry_id for outcome in outcomes if outcome.stored])
        if any(outcome.offline for outcome in outcomes):
            raise NoNetwork("There is no network; downloading goes on when it is back.")


def _number(payload: dict[str, object], key: str) -> int:
    value = payload.get(key)
    if not isinstance(value, int):
        raise SubscriptionError(f"A wish lacks its {key}; it was dropped.")
    return value


def _numbers(payload: dict[str, object], key: str) -> list[int] | None:
    value = payload.get(key)
    return [number for number in value if isinstance(number, int)] if isinstance(value, list) else None
