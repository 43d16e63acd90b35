"""One refresh at a time over all processes: the engine's, cron's and the shell's take turns."""

import asyncio
import logging
import os
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from newstui.errors import NewstuiError, StorageError
from newstui.services.clock import utc_now
from newstui.storage.database import Database

logger = logging.getLogger(__name__)

LEASE = "refresh"
LEASE_SECONDS = 900.0
RENEW_SECONDS = 300.0
AGAIN_SECONDS = 30.0
"""When the lease could not be renewed."""
LOOK_SECONDS = 1.0


@asynccontextmanager
async def refresh_turn(cache: Database, *, patience: float | None = None, on_wait: Callable[[], None]) -> AsyncIterator[None]:
    """Wait until no other process refreshes (`on_wait` is told once), and hold them off until the block ends.

    A process that died holds nothing. Raises NewstuiError after `patience` seconds (None: waits as long as it takes).
    """
    holder = f"refresh {os.getpid()} {secrets.token_hex(4)}"
    waited = 0.0
    while not cache.leases.acquire(LEASE, holder, os.getpid(), utc_now(), LEASE_SECONDS):
        if patience is not None and waited >= patience:
            raise NewstuiError("Another refresh is still running.", hint="Try again later.")
        if not waited:
            on_wait()
        await asyncio.sleep(LOOK_SECONDS)
        waited += LOOK_SECONDS
    renewal = asyncio.create_task(_renew(cache, holder))
    try:
        yield
    finally:
        renewal.cancel()
        cache.leases.release(LEASE, holder)


async def _renew(cache: Database, holder: str) -> None:
    wait = RENEW_SECONDS
    while True:
        await asyncio.sleep(wait)
        try:
            cache.leases.renew(LEASE, holder, os.getpid(), utc_now(), LEASE_SECONDS)
            wait = RENEW_SECONDS
        except StorageError as error:  # somebody else writes for long
            logger.warning("%s", error)
            wait = AGAIN_SECONDS
