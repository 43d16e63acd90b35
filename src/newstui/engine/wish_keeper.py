"""Grants wishes from the queue: what somebody waits for at once, long work one at a time, nothing lost on a failure."""

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from newstui.engine.protocol import Network, SubscriptionsChanged, WishFailed
from newstui.errors import NewstuiError, Offline, StorageError, SubscriptionError
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
WAIT = timedelta(seconds=30)
"""How long a wish waits after it found no network, or a cache that cannot be written."""
STORAGE_TRIES = 10


class NoNetwork(Exception):
    """A service met no network; the wish waits."""


class WishKeeper:
    """Takes wishes from the queue and has them granted, quick ones beside a long one.

    `on_articles` is told which entries got an article, so that they are analysed; `on_entries` that entries came in;
    `on_trouble` what is wrong with the cache, in words; `on_end` that `take` has something to do.
    """

    def __init__(
        self,
        services: Services,
        *,
        on_articles: Callable[[list[int]], None],
        on_entries: Callable[[], None],
        on_trouble: Callable[[str], None],
        on_end: Callable[[], None],
    ) -> None:
        self._services = services
        self._wishes = services.cache.wishes
        self._on_articles = on_articles
        self._on_entries = on_entries
        self._on_trouble = on_trouble
        self._on_end = on_end
        self._running: dict[asyncio.Task[None], Wish] = {}
        self._stopping: set[asyncio.Task[None]] = set()
        self._ended: list[tuple[Wish, BaseException | None]] = []
        """What came of wishes, until the queue says so."""
        self._online: bool | None = None
        self._came_back = False

    def take(self) -> None:
        """Settle what ended and start what waits, as far as there is room. To be called whenever there may be something.

        Raises StorageError; what could not be settled is settled by a later call.
        """
        self._settle()
        while self._count(QUICK) < QUICK_AT_ONCE and (wish := self._wishes.next(utc_now(), QUICK)):
            self._start(wish)
        if not self._count(LONG) and (wish := self._wishes.next(utc_now(), LONG)):
            self._start(wish)

    def cancel_long(self) -> None:
        """Stop the long work; what it has done stays, and the wish is given up."""
        for task, wish in self._running.items():
            if wish.kind in LONG:
                task.cancel()

    def abandon(self) -> None:
        """Stop everything and leave the queue to another engine, which holds the lease now."""
        self._ended.clear()
        self._stop()

    async def end(self) -> None:
        """Stop everything, and wait until it has stopped; the queue stays as it is."""
        self._stop()
        await asyncio.gather(*self._stopping, return_exceptions=True)

    async def close(self) -> None:
        """Stop everything; wishes that were being granted wait again. Raises StorageError."""
        await self.end()
        self._settle()
        self._wishes.reset_running()

    def _stop(self) -> None:
        for task in self._running:
            task.cancel()
            self._stopping.add(task)
            task.add_done_callback(self._stopping.discard)
        self._running.clear()

    def _count(self, kinds: frozenset[WishKind]) -> int:
        return sum(wish.kind in kinds for wish in self._running.values())

    def _start(self, wish: Wish) -> None:
        task = asyncio.create_task(self._do(wish), name=f"wish {wish.id}")
        self._running[task] = wish
        task.add_done_callback(self._note_end)

    def _note_end(self, task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        wish = self._running.pop(task, None)
        if wish is not None:
            self._ended.append((wish, error))
            self._on_end()

    # ---- what came of a wish

    def _settle(self) -> None:
        while self._ended:
            self._settle_one(*self._ended[0])
            del self._ended[0]
        if self._came_back:
            for wish in self._wishes.waiting():
                if wish.not_before is not None:
                    self._wishes.retry(wish.id)
            self._came_back = False

    def _settle_one(self, wish: Wish, error: BaseException | None) -> None:
        """Cancelled or granted, it is done. Raises StorageError."""
        if error is None:
            self._wishes.done(wish.id)
            return
        if isinstance(error, NewstuiError | NoNetwork):
            why = str(error)
        else:
            logger.error("wish %s (%s) failed", wish.id, wish.kind, exc_info=error)
            why = f"Something went wrong that nobody foresaw ({type(error).__name__}); the log has more."
        offline = isinstance(error, Offline | NoNetwork)
        again = offline or (isinstance(error, StorageError) and wish.attempts < STORAGE_TRIES)
        self._wishes.fail(wish.id, why, not_before=utc_now() + WAIT if again else None)
        if offline:
            self._network_is(online=False)
        elif isinstance(error, StorageError):
            self._on_trouble(why)
        if not again or wish.attempts <= 1:  # a wish that still waits is no news
            self._services.emit(WishFailed(wish.id, wish.kind, why, again))

    def _network_is(self, *, online: bool) -> None:
        """Remember and tell whether there is a network; when it is back, what waited for it is tried at once."""
        if online != self._online:
            self._came_back = online and self._online is False
            self._online = online
            self._services.emit(Network(online))

    # ---- the wishes

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
                self._import(Path(str(payload.get("path", ""))))
            case WishKind.ANALYSE:
                await self._services.analyst.analyse(_number(payload, "entry"))
            case WishKind.PREFETCH:
                await self._prefetch(payload)
            case WishKind.SAMPLE:
                services = self._services
                await add_sample(services.cache, services.parser, services.articles, emit=services.emit)
                self._services.emit(SubscriptionsChanged())
                self._on_entries()

    async def _refresh(self, payload: dict[str, object]) -> None:
        cache = self._services.cache
        chosen = _numbers(payload, "feeds")
        if payload.get("due"):
            feeds = cache.feeds.due(utc_now())
        else:
            feeds = [feed for feed in cache.feeds.all() if chosen is None or feed.id in chosen]
        try:
            outcomes = await self._services.feeds.refresh(feeds)
        finally:  # when it is cancelled, too, entries came in
            self._on_entries()
        offline = sum(outcome.offline for outcome in outcomes)
        if offline:
            feeds_wait = "a feed waits" if offline == 1 else f"{offline} feeds wait"
            raise NoNetwork(f"There is no network; {feeds_wait} for it.")
        if any(not outcome.error for outcome in outcomes):
            self._network_is(online=True)

    async def _fetch(self, entry_id: int, *, again: bool) -> None:
        outcome = await self._services.articles.fetch(entry_id, again=again)
        if outcome.stored:
            self._on_articles([entry_id])
        if outcome.offline:
            raise NoNetwork(f"There is no network; “{outcome.title}” is fetched when it is back.")
        if outcome.bytes:
            self._network_is(online=True)

    async def _prefetch(self, payload: dict[str, object]) -> None:
        limit = payload.get("limit")
        settings = self._services.settings.prefetch
        try:
            outcomes = await prefetch(
                self._services.cache,
                self._services.articles,
                feeds=_numbers(payload, "feeds"),
                limit=limit if isinstance(limit, int) else settings.items,
                max_bytes=settings.bytes,
                emit=self._services.emit,
            )
        finally:  # when it is cancelled, too, articles came in
            self._on_articles([])
        if any(outcome.offline for outcome in outcomes):
            raise NoNetwork("There is no network; downloading goes on when it is back.")
        if any(outcome.bytes for outcome in outcomes):
            self._network_is(online=True)

    def _import(self, path: Path) -> None:
        report = import_subscriptions(self._services.cache, path, emit=self._services.emit)
        if report.added:
            self._wishes.add(WishKind.REFRESH, {"due": True}, utc_now())
        if report.problems:
            count = len(report.problems)
            lines = "one line could not be used" if count == 1 else f"{count} lines could not be used; the first"
            raise SubscriptionError(f"{path.name}: {report.words}; {lines}: {report.problems[0]}")


def _number(payload: dict[str, object], key: str) -> int:
    value = payload.get(key)
    if not isinstance(value, int):
        raise SubscriptionError(f"A wish lacks its {key}; it was dropped.")
    return value


def _numbers(payload: dict[str, object], key: str) -> list[int] | None:
    value = payload.get(key)
    return [number for number in value if isinstance(number, int)] if isinstance(value, list) else None
