"""The engine's life: holds the lease, serves the queue, analyses and indexes in the gaps, ends with its reader."""

import asyncio
import logging
import os
import secrets
import time
from collections.abc import Awaitable, Callable

from newstui.config.settings import Settings
from newstui.engine.protocol import Cancel, Progress, Ready, Stop, Trouble, Wake, decode_command
from newstui.engine.wish_keeper import WishKeeper
from newstui.errors import NewstuiError, StorageError, WorkerError
from newstui.model.wishes import WishKind
from newstui.services.clock import utc_now
from newstui.services.due import due_feeds
from newstui.services.kit import Services
from newstui.services.retain import retain

logger = logging.getLogger(__name__)

LEASE = "engine"
LEASE_SECONDS = 600.0
RENEW_SECONDS = 120.0
TICK_SECONDS = 1.0
DUE_SECONDS = 60.0
"""How often it looks for feeds whose time has come."""
RETAIN_AFTER = 60.0
RETAIN_EVERY = 24 * 3600.0
CHECKPOINT_EVERY = 60.0
"""How often what was written is brought from the write-ahead log into the file. SQLite would do so by itself once the log is
long: a reader that is open for weeks would keep it so."""
AGAIN_SECONDS = 30.0
"""When work in the gaps is tried again for which the cache could not be written."""
INDEX_BATCH = 60
DEATHS = 3
"""So many articles in a row over which the analyst died or hung, and the rest waits until something else is to be analysed."""


class EngineHost:
    """Runs one engine until its reader says Stop or is gone.

    Only the holder of the lease serves the queue; another reader's engine waits and takes over when the holder ends.
    A cache that cannot be written is told to the reader once, and tried again each second.
    """

    def __init__(self, services: Services, *, changed_settings: Callable[[], Settings | None] = lambda: None) -> None:
        """`changed_settings` gives the settings anew when the user changed them."""
        self._services = services
        self._changed_settings = changed_settings
        self._cache = services.cache
        self._holder = f"engine {os.getpid()} {secrets.token_hex(4)}"
        self._stopping = asyncio.Event()
        self._stirred = asyncio.Event()
        self._keeper = WishKeeper(
            services,
            on_articles=self._want_analysis,
            on_entries=self._want_work,
            on_trouble=self._report,
            on_end=self._stirred.set,
        )
        self._to_analyse: list[int] = []
        self._hopeless: set[int] = set()
        """Entries whose analysis failed in this life; only a wish for one tries it again."""
        self._may_index = asyncio.Event()
        self._may_find = asyncio.Event()
        self._may_analyse = asyncio.Event()
        self._may_retain = asyncio.Event()
        self._may_checkpoint = asyncio.Event()
        self._holds: bool | None = None
        self._trouble = ""
        now = time.monotonic()
        feeds = services.settings.feeds
        self._lease_at = now
        self._due_at = now if feeds.refresh_on_start else now + 60 * feeds.refresh_minutes
        self._retain_at = now + RETAIN_AFTER
        self._checkpoint_at = now + CHECKPOINT_EVERY

    def receive(self, line: bytes) -> None:
        """Take a line from the reader."""
        try:
            command = decode_command(line)
        except ValueError:
            logger.warning("a line of %s bytes that is no command", len(line))
            return
        match command:
            case Wake():
                self._stirred.set()
            case Cancel():
                self._keeper.cancel_long()
            case Stop():
                self.stop()

    def stop(self) -> None:
        """End soon; safe to call more than once."""
        self._stopping.set()
        self._stirred.set()

    async def run(self) -> None:
        """Serve until stopped."""
        helpers = [
            asyncio.create_task(self._whenever(self._may_index, self._index), name="index"),
            asyncio.create_task(self._whenever(self._may_find, self._find_stories), name="stories"),
            asyncio.create_task(self._whenever(self._may_analyse, self._analyse), name="analyse"),
            asyncio.create_task(self._whenever(self._may_retain, self._retain), name="retain"),
            asyncio.create_task(self._whenever(self._may_checkpoint, self._checkpoint), name="checkpoint"),
        ]
        try:
            while not self._stopping.is_set():
                self._tick()
                self._stirred.clear()
                try:
                    async with asyncio.timeout(TICK_SECONDS):
                        await self._stirred.wait()
                except TimeoutError:
                    continue
        finally:
            for helper in helpers:
                helper.cancel()
            await asyncio.gather(*helpers, return_exceptions=True)
            await self._keeper.end()
            if self._holds:
                await self._give_up_lease()

    def _tick(self) -> None:
        now = time.monotonic()
        self._take_settings(now)
        try:
            if now >= self._lease_at:
                self._check_lease()
            if self._holds:
                self._wish_for_due_feeds(now)
                self._keeper.look_for_network()
                self._keeper.take()
        except StorageError as error:
            self._report(str(error))
            return
        self._trouble = ""
        if self._holds and now >= self._retain_at:
            self._retain_at = now + RETAIN_EVERY
            self._may_retain.set()
        if self._holds and now >= self._checkpoint_at:
            self._checkpoint_at = now + CHECKPOINT_EVERY
            self._may_checkpoint.set()

    def _take_settings(self, now: float) -> None:
        before = self._services.settings
        after = self._changed_settings()
        if after is None:
            return
        self._services.use(after)
        if after.feeds.refresh_minutes != before.feeds.refresh_minutes:
            self._due_at = now
        if after.retention != before.retention:
            self._retain_at = now + RETAIN_AFTER

    def _report(self, what: str) -> None:
        """Tell the reader, once while it lasts."""
        if what != self._trouble:
            self._trouble = what
            logger.error("%s", what)
            self._services.emit(Trouble(what))

    def _check_lease(self) -> None:
        holds = self._cache.leases.acquire(LEASE, self._holder, os.getpid(), utc_now(), LEASE_SECONDS)
        if holds:
            if not self._holds:
                self._begin_to_serve()
        elif self._holds:  # it slept too long, and another one serves
            self._keeper.abandon()
        if holds != self._holds:
            self._holds = holds
            self._services.emit(Ready(holder=holds))
        self._lease_at = time.monotonic() + (RENEW_SECONDS if holds else TICK_SECONDS)

    def _begin_to_serve(self) -> None:
        self._cache.wishes.reset_running()
        if not self._cache.feeds.all(include_removed=True):
            self._cache.wishes.add(WishKind.SAMPLE, {}, utc_now())
        self._want_work()

    async def _give_up_lease(self) -> None:
        try:
            await self._keeper.close()
            self._cache.leases.release(LEASE, self._holder)
        except StorageError as error:  # the next engine sees that this one is dead
            logger.error("%s", error)

    def _wish_for_due_feeds(self, now: float) -> None:
        if now < self._due_at:
            return
        self._due_at = now + DUE_SECONDS
        moment = utc_now()
        if due_feeds(self._cache, self._services.settings, moment, by_itself=True):
            self._cache.wishes.add(WishKind.REFRESH, {"due": True, "by_itself": True}, moment)

    # ---- in the gaps

    def _want_work(self) -> None:
        """Entries came in or changed: they are indexed, looked through for stories, and analysed."""
        self._may_index.set()
        self._may_find.set()
        self._may_analyse.set()

    def _want_analysis(self, entry_ids: list[int]) -> None:
        self._to_analyse.extend(entry_ids)
        self._hopeless.difference_update(entry_ids)
        self._want_work()

    async def _whenever(self, wanted: asyncio.Event, work: Callable[[], Awaitable[None]]) -> None:
        told = ""
        while True:
            await wanted.wait()
            wanted.clear()
            if not self._holds:
                continue
            try:
                await work()
                told = ""
            except StorageError as error:
                if str(error) != told:
                    told = str(error)
                    self._report(told)
                await asyncio.sleep(AGAIN_SECONDS)
                wanted.set()
            except Exception:
                logger.exception("work in the gaps failed")

    async def _index(self) -> None:
        search = self._cache.search
        await self._complete("index", search.pending, lambda: search.index_batch(INDEX_BATCH))

    async def _find_stories(self) -> None:
        finder = self._services.stories
        await self._complete("stories", finder.pending, finder.find_some)

    async def _complete(self, task: str, waiting: Callable[[], int], do_some: Callable[[], object]) -> None:
        """Work until nothing is `waiting`, and tell how far it is."""
        total = left = waiting()
        while left:
            do_some()
            left = waiting()
            total = max(total, left)
            if total > INDEX_BATCH:
                self._services.emit(Progress(task, total - left, total))
            await asyncio.to_thread(self._cache.settle)

    async def _retain(self) -> None:
        freed = await retain(self._cache, self._services.settings.retention, emit=self._services.emit)
        if any(freed):
            logger.info("retention: %s", freed)
        if freed.rebuilding:
            self._want_work()

    async def _checkpoint(self) -> None:
        await asyncio.to_thread(self._cache.checkpoint)

    async def _analyse(self) -> None:
        """The articles just opened first, then whatever waits for the present version of the rules."""
        deaths = 0
        while deaths < DEATHS and (entry_id := self._next_to_analyse()) is not None:
            try:
                await self._services.analyst.analyse(entry_id)
            except StorageError:
                raise
            except NewstuiError as error:
                logger.warning("entry %s could not be analysed: %s", entry_id, error)
                self._hopeless.add(entry_id)
                deaths += isinstance(error, WorkerError)
            else:
                deaths = 0
                self._may_find.set()

    def _next_to_analyse(self) -> int | None:
        if self._to_analyse:
            return self._to_analyse.pop()
        waiting = self._services.analyst.waiting(1 + len(self._hopeless))
        return next((entry_id for entry_id in waiting if entry_id not in self._hopeless), None)
