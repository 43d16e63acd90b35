"""The engine's life: holds the lease, serves the queue, analyses and indexes in the gaps, ends with its reader."""

import asyncio
import logging
import os
import secrets
import threading
from datetime import timedelta

from newstui.engine.protocol import Cancel, Progress, Ready, Stop, Trouble, Wake, decode_command
from newstui.engine.wish_keeper import WishKeeper
from newstui.errors import NewstuiError, StorageError
from newstui.model.wishes import WishKind
from newstui.services.clock import utc_now
from newstui.services.kit import Services

logger = logging.getLogger(__name__)

LEASE = "engine"
LEASE_SECONDS = 30.0
RENEW_SECONDS = 10.0
TICK_SECONDS = 1.0
INDEX_BATCH = 200
END_SECONDS = 1.5
"""How long an orderly end may take; after it the process leaves as it stands."""


class EngineHost:
    """Runs one engine until its reader says Stop or is gone.

    Only the holder of the lease serves the queue; another reader's engine waits and takes over when the holder ends.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        self._cache = services.cache
        self._holder = f"engine {os.getpid()} {secrets.token_hex(4)}"
        self._keeper = WishKeeper(services, on_articles=self._want_analysis, on_entries=self._want_index)
        self._stopping = asyncio.Event()
        self._stirred = asyncio.Event()
        self._to_analyse: list[int] = []
        self._may_index = asyncio.Event()
        self._may_analyse = asyncio.Event()
        self._holds = False
        self._last_refresh_check = utc_now() - timedelta(days=1)
        self._lease_check = utc_now()

    def receive(self, line: bytes) -> None:
        """Take a line from the reader."""
        try:
            command = decode_command(line)
        except ValueError:
            logger.warning("a line that is no command: %r", line[:200])
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
        helpers = [asyncio.create_task(self._index(), name="index"), asyncio.create_task(self._analyse(), name="analyse")]
        try:
            self._announce(self._take_lease())
            while not self._stopping.is_set():
                self._tick()
                self._stirred.clear()
                try:
                    async with asyncio.timeout(TICK_SECONDS):
                        await self._stirred.wait()
                except TimeoutError:
                    continue
        finally:
            threading.Timer(END_SECONDS, os._exit, (0,)).start()
            for helper in helpers:
                helper.cancel()
            await asyncio.gather(*helpers, return_exceptions=True)
            if self._holds:
                await self._keeper.close()
                self._cache.leases.release(LEASE, self._holder)

    def _announce(self, holds: bool) -> None:
        self._holds = holds
        self._services.emit(Ready(holder=holds))
        if holds:
            self._cache.wishes.reset_running()
            if not self._cache.feeds.all(include_removed=True):
                self._cache.wishes.add(WishKind.SAMPLE, {}, utc_now())
            self._last_refresh_check = utc_now() - timedelta(days=1)
            self._want_index()
            self._may_analyse.set()

    def _check_lease(self) -> None:
        holds = self._take_lease()
        if holds != self._holds:
            self._announce(holds)
        self._lease_check = utc_now() + timedelta(seconds=RENEW_SECONDS if holds else TICK_SECONDS)

    def _take_lease(self) -> bool:
        return self._cache.leases.acquire(LEASE, self._holder, os.getpid(), utc_now(), LEASE_SECONDS)

    def _tick(self) -> None:
        try:
            if utc_now() >= self._lease_check:
                self._check_lease()
            if self._holds:
                self._wish_for_due_feeds()
                self._keeper.take()
        except StorageError as error:
            logger.error("%s", error)
            self._services.emit(Trouble(str(error)))

    def _wish_for_due_feeds(self) -> None:
        settings, now = self._services.settings.feeds, utc_now()
        if settings.refresh_minutes == 0 or now - self._last_refresh_check < timedelta(minutes=1):
            return
        first = now - self._last_refresh_check > timedelta(hours=12)
        self._last_refresh_check = now
        if (settings.refresh_on_start or not first) and self._cache.feeds.due(now):
            self._cache.wishes.add(WishKind.REFRESH, {"due": True}, now)

    # ---- in the gaps

    def _want_index(self) -> None:
        self._may_index.set()
        self._may_analyse.set()

    def _want_analysis(self, entry_ids: list[int]) -> None:
        self._to_analyse.extend(entry_ids)
        self._may_analyse.set()
        self._may_index.set()

    async def _index(self) -> None:
        while True:
            await self._may_index.wait()
            self._may_index.clear()
            if not self._holds:
                continue
            try:
                await self._index_all()
            except StorageError as error:
                self._services.emit(Trouble(str(error)))

    async def _index_all(self) -> None:
        total = pending = self._cache.search.pending()
        while pending:
            self._cache.search.index_batch(INDEX_BATCH)
            pending = self._cache.search.pending()
            total = max(total, pending)
            if total > INDEX_BATCH:
                self._services.emit(Progress("index", total - pending, total))
            await asyncio.sleep(0)

    async def _analyse(self) -> None:
        """The articles just opened first, then whatever waits for the present version of the rules."""
        while True:
            await self._may_analyse.wait()
            self._may_analyse.clear()
            if not self._holds:
                continue
            try:
                await self._analyse_all()
            except NewstuiError as error:
                logger.warning("%s", error)

    async def _analyse_all(self) -> None:
        failed: set[int] = set()
        while True:
            if self._to_analyse:
                entry_id = self._to_analyse.pop()
            else:
                waiting = [entry for entry in self._services.analyst.waiting(20 + len(failed)) if entry not in failed]
                if not waiting:
                    return
                entry_id = waiting[0]
            try:
                await self._services.analyst.analyse(entry_id)
            except NewstuiError as error:
                logger.warning("entry %s could not be analysed: %s", entry_id, error)
                failed.add(entry_id)
