"""One refresh at a time over all processes."""

import asyncio
import os
import sys

import pytest

from newstui.errors import NewstuiError, StorageError
from newstui.services import turns
from newstui.services.clock import utc_now
from newstui.services.turns import LEASE, refresh_turn
from support.service_room import ServiceRoom


async def test_one_waits_for_the_other_and_says_so(room: ServiceRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "LOOK_SECONDS", 0.01)
    waits: list[str] = []
    async with refresh_turn(room.cache, on_wait=lambda: waits.append("first")):
        with pytest.raises(NewstuiError, match="still running"):
            async with refresh_turn(room.cache, patience=0.05, on_wait=lambda: waits.append("second")):
                pass
    async with refresh_turn(room.cache, patience=0, on_wait=lambda: waits.append("third")):
        pass
    assert waits == ["second"]


async def test_a_turn_is_held_although_it_could_not_be_renewed_once(room: ServiceRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "RENEW_SECONDS", 0.0)
    monkeypatch.setattr(turns, "AGAIN_SECONDS", 0.0)
    renewed, tries = asyncio.Event(), []

    def renew(*lease: object) -> bool:
        tries.append(lease)
        if len(tries) == 1:
            raise StorageError("The cache is being written by another process.")
        renewed.set()
        return True

    monkeypatch.setattr(room.cache.leases, "renew", renew)
    async with refresh_turn(room.cache, on_wait=lambda: None), asyncio.timeout(30):
        await renewed.wait()


async def test_a_killed_process_holds_nobody_off(room: ServiceRoom) -> None:
    other = await asyncio.create_subprocess_exec(sys.executable, "-c", "input()", stdin=asyncio.subprocess.PIPE)
    assert room.cache.leases.acquire(LEASE, "another", other.pid, utc_now(), 900)
    assert not room.cache.leases.acquire(LEASE, "me", os.getpid(), utc_now(), 900)
    other.kill()
    await other.wait()
    async with refresh_turn(room.cache, patience=0, on_wait=lambda: None):
        pass
