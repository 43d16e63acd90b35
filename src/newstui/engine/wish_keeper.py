"""Grants wishes from the queue: what somebody waits for at once, long work one at a time, nothing lost on a failure."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from newstui.engine.protocol import ArticleFailed, Network, Progress, SubscriptionsChanged, WishFailed
from newstui.errors import NetworkError, NewstuiError, Offline, StorageError, SubscriptionError
from newstui.model.wishes import Wish, WishKind, WishState
from newstui.network.online import has_route
from newstui.services.add_sample import add_sample
from newstui.services.clock import utc_now
from newstui.services.due import due_feeds
from newstui.services.import_subscriptions import import_subscriptions
from newstui.services.kit import Services
from newstui.services.outcomes import FeedOutcome
from newstui.services.prefetch import prefetch
from newstui.services.turns import refresh_turn

logger = logging.getLogger(__name__)

QUICK = frozenset({WishKind.FETCH, WishKind.SUBSCRIBE, WishKind.ANALYSE, WishKind.SAMPLE, WishKind.IMPORT, WishKind.PICTURES})
LONG = frozenset({WishKind.REFRESH, WishKind.PREFETCH})
QUICK_AT_ONCE = 4
WAIT = timedelta(seconds=30)
"""How long a wish waits after it found no network, or a cache that cannot be written."""
LONGEST_WAIT = timedelta(minutes=5)
"""How long it waits at most while there is no network: the wait doubles, unless the machine gets a way out."""
OWN_AFTER = 0.2
"""Seconds that a page has to come, before what the feed itself gives of the article is analysed."""
STORAGE_TRIES = 10
PASSING_WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
"""How long a wish waits after each failure that may pass, as of a server that is down; after the last it has failed for good."""


class _NotNow(Exception):
    """A service met no network, or a failure that may pass; the wish waits."""

    def __init__(self, why: str, *, offline: bool = False, retry_after: float | None = None) -> None:
        super().__init__(why)
        self.offline = offline
        self.retry_after = retry_after


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
        self._had_route = True
        self._spell = 0
        """How many tries of one wish in a row met no network."""
        self._probe = 0
        """That wish."""
        self._answers = 0
        """How many answers of other machines were taken notice of."""
        self._told: dict[int, str] = {}
        """What was last said of a wish that waits."""

    def take(self) -> None:
        """Settle what ended and start what waits, as far as there is room. To be called whenever there may be something.

        Raises StorageError; what could not be settled is settled by a later call.
        """
        if (answers := self._services.fetcher.connectivity.answers) != self._answers:  # this machine's own prove nothing
            self._answers = answers
            self._network_is(online=True)
        self._settle()
        while self._count(QUICK) < QUICK_AT_ONCE and (wish := self._wishes.next(utc_now(), QUICK)):
            self._start(wish)
        if not self._count(LONG) and (wish := self._wishes.next(utc_now(), LONG)):
            self._start(wish)

    def look_for_network(self) -> None:
        """While there was none: whether this machine has a way out again, which costs no packet; what waits is tried then."""
        if self._online is False:
            route = has_route()
            self._came_back = self._came_back or (route and not self._had_route)
            self._had_route = route

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
            for wish in self._wishes.all():
                if wish.not_before is not None:
                    self._wishes.retry(wish.id)
            self._came_back = False

    def _settle_one(self, wish: Wish, error: BaseException | None) -> None:
        """Cancelled or granted, it is done. Raises StorageError."""
        if error is None:
            self._told.pop(wish.id, None)
            self._wishes.done(wish.id)
            return
        if isinstance(error, NewstuiError | _NotNow):
            why = str(error)
        else:
            logger.error("wish %s (%s) failed", wish.id, wish.kind, exc_info=error)
            why = f"Something went wrong that nobody foresaw ({type(error).__name__}); the log has more."
        offline = isinstance(error, Offline) or (isinstance(error, _NotNow) and error.offline)
        moment = utc_now() + min(WAIT * 2 ** min(self._spell, 8), LONGEST_WAIT) if offline else _next_try(wish, error)
        self._wishes.fail(wish.id, why, not_before=moment, counts=not offline)
        if offline:
            self._spell += wish.id == self._probe or not self._probe
            self._probe = self._probe or wish.id
            self._network_is(online=False)
        elif isinstance(error, StorageError):
            self._on_trouble(why)
        if self._told.get(wish.id) != why or moment is None:  # that a wish still waits for the same is no news
            self._told[wish.id] = why
            next_try = None if offline else moment
            self._services.emit(WishFailed(wish.id, wish.kind, why, moment is not None, next_try))
            entry = wish.payload.get("entry")
            if wish.kind is WishKind.FETCH and isinstance(entry, int):
                self._services.emit(ArticleFailed(entry, why, moment is not None, next_try))

    def _network_is(self, *, online: bool) -> None:
        """Remember and tell whether there is a network; when it is back, what waited for it is tried at once."""
        if online:
            self._spell = self._probe = 0
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
                await self._fetch(wish, _number(payload, "entry"), again=bool(payload.get("again")))
            case WishKind.SUBSCRIBE:
                folder = payload.get("folder")
                done = await self._services.subscriber.subscribe(
                    str(payload.get("url", "")), folder_id=folder if isinstance(folder, int) else None
                )
                if done.entries:
                    self._on_entries()
            case WishKind.IMPORT:
                self._import(Path(str(payload.get("path", ""))))
            case WishKind.ANALYSE:
                await self._services.analyst.analyse(_number(payload, "entry"))
            case WishKind.PREFETCH:
                await self._prefetch(payload)
            case WishKind.PICTURES:
                await self._services.pictures.fetch(_number(payload, "entry"), again=bool(payload.get("again")))
            case WishKind.SAMPLE:
                services = self._services
                await add_sample(services.cache, services.parser, services.articles, emit=services.emit)
                self._services.emit(SubscriptionsChanged())
                self._on_entries()

    async def _refresh(self, payload: dict[str, object]) -> None:
        cache = self._services.cache
        chosen = _numbers(payload, "feeds")
        waits = Progress("refresh", 0, 0, "Another refresh is running.")
        async with refresh_turn(cache, on_wait=lambda: self._services.emit(waits)):
            if payload.get("due"):
                feeds = due_feeds(cache, self._services.settings, utc_now(), by_itself=bool(payload.get("by_itself")))
            else:
                feeds = [feed for feed in cache.feeds.all() if chosen is None or feed.id in chosen]
            try:
                outcomes = await self._services.feeds.refresh(feeds)
            finally:  # when it is cancelled, too, entries came in
                self._on_entries()
        self._prefetch_ahead(outcomes)
        if offline := [outcome.error for outcome in outcomes if outcome.offline]:
            feeds_wait = "a feed waits" if len(offline) == 1 else f"{len(offline)} feeds wait"
            raise _NotNow(f"{offline[0].rstrip('.')}; {feeds_wait} for it.", offline=True)

    def _prefetch_ahead(self, outcomes: Sequence[FeedOutcome]) -> None:
        """Wish for the articles of feeds that the user wants downloaded ahead, where something new came."""
        overrides = self._services.feeds.overrides()
        for outcome in outcomes:
            feed = self._services.cache.feeds.get(outcome.feed_id) if outcome.new else None
            if feed is not None and (limit := overrides.of(feed).prefetch):
                self._wishes.add(WishKind.PREFETCH, {"feeds": [feed.id], "limit": limit}, utc_now())

    async def _fetch(self, wish: Wish, entry_id: int, *, again: bool) -> None:
        for other in self._wishes.all():  # opened, then asked for by hand: one wish is enough
            same = other.kind is WishKind.FETCH and other.id < wish.id and other.payload.get("entry") == entry_id
            if same and other.state is not WishState.RUNNING:
                self._wishes.drop(other.id)
        # the feed's own content stands in while a slow page is on its way: its quotations are highlighted, too
        meanwhile = asyncio.get_running_loop().call_later(OWN_AFTER, self._on_articles, [entry_id])
        try:
            outcome = await self._services.articles.fetch(entry_id, again=again)
        finally:
            meanwhile.cancel()
        if outcome.stored:
            self._on_articles([entry_id])
        if outcome.offline:
            raise _NotNow(f"{outcome.error.rstrip('.')}; “{outcome.title}” is fetched when it is back.", offline=True)
        if outcome.passing:
            raise _NotNow(outcome.error, retry_after=outcome.retry_after)
        if outcome.error:  # the article's own pane keeps saying so: there is nothing left to wait for
            self._services.emit(ArticleFailed(entry_id, outcome.error))
            self._services.emit(WishFailed(wish.id, wish.kind, outcome.error))

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
                host_delay=settings.host_delay,
                emit=self._services.emit,
                pictures=self._services.pictures_ahead,
            )
        finally:  # when it is cancelled, too, articles came in
            self._on_articles([])
        if offline := [outcome.error for outcome in outcomes if outcome.offline]:
            raise _NotNow(f"{offline[0].rstrip('.')}; downloading goes on when it is back.", offline=True)

    def _import(self, path: Path) -> None:
        report = import_subscriptions(self._services.cache, path, emit=self._services.emit, split=self._services.subscriber.split)
        if report.added:
            self._wishes.add(WishKind.REFRESH, {"due": True}, utc_now())
        if report.problems:
            count = len(report.problems)
            lines = "one line could not be used" if count == 1 else f"{count} lines could not be used; the first"
            raise SubscriptionError(f"{path.name}: {report.words}; {lines}: {report.problems[0]}")


def _next_try(wish: Wish, error: BaseException) -> datetime | None:
    """When a wish is tried again that met this; None where it has failed for good."""
    if isinstance(error, StorageError):
        return utc_now() + WAIT if wish.attempts < STORAGE_TRIES else None
    if not isinstance(error, _NotNow) and not (isinstance(error, NetworkError) and error.passing):
        return None
    if wish.attempts > len(PASSING_WAITS):
        return None
    wait = PASSING_WAITS[max(0, wish.attempts - 1)]
    return utc_now() + max(wait, timedelta(seconds=error.retry_after or 0.0))


def _number(payload: dict[str, object], key: str) -> int:
    value = payload.get(key)
    if not isinstance(value, int):
        raise SubscriptionError(f"A wish lacks its {key}; it was dropped.")
    return value


def _numbers(payload: dict[str, object], key: str) -> list[int] | None:
    value = payload.get(key)
    return [number for number in value if isinstance(number, int)] if isinstance(value, list) else None
