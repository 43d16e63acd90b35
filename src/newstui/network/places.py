"""Few places for many: what hangs holds up nobody, and no more is begun than can be dealt with."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Places:
    """So many at a time, first come, first served.

    What takes longer than `patience_seconds` leaves its place to the next one and goes on beside it.
    """

    def __init__(self, count: int, patience_seconds: float) -> None:
        self._count = count
        self._free = count
        """Less than none where places were taken again: see `Place.stay`."""
        self._patience = patience_seconds
        self._waiting: deque[asyncio.Future[None]] = deque()

    @asynccontextmanager
    async def take(self) -> AsyncIterator["Place"]:
        """A place; it is given back at the end at the latest."""
        if self._free > 0:
            self._free -= 1
        else:
            await self._turn()
        place = Place(self, self._patience)
        try:
            yield place
        finally:
            place.leave()

    @property
    def unused(self) -> bool:
        """Whether nobody has a place or waits for one."""
        return self._free == self._count  # while somebody waits, none is free

    async def _turn(self) -> None:
        """Wait until a place is left to us."""
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():  # it was left to us just now
                self._change(1)
            raise

    def _change(self, by: int) -> None:
        self._free += by
        while self._free > 0 and self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                self._free -= 1
                turn.set_result(None)


class Place:
    """A place that is taken."""

    def __init__(self, places: Places, patience_seconds: float) -> None:
        self._places = places
        self._taken = True
        self._timer = asyncio.get_running_loop().call_later(patience_seconds, self.leave)

    def stay(self) -> None:
        """From now on it is held to the end. Where patience had ended before, it is taken again at once, be one free or not."""
        self._timer.cancel()
        if not self._taken:
            self._taken = True
            self._places._change(-1)

    def leave(self) -> None:
        """Give it back."""
        self._timer.cancel()
        if self._taken:
            self._taken = False
            self._places._change(1)
