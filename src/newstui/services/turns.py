"""One refresh at a time over all processes: the engine's, cron's and the shell's take turns."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from newstui.errors import NewstuiError
from newstui.services.clock import utc_now
from newstui.storage.database import Database

LEASE = "refresh"
LEASE_SECONDS = 900.0
RENEW_SECONDS = 300.0
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
    while True:
        await asyncio.sleep(RENEW_SECONDS)
        cache.leases.renew(LEASE, holder, os.getpid(), utc_now(), LEASE_SECONDS)
