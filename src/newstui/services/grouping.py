"""Changes of the cache from many tasks in few transactions: a group of ten takes half the time of ten by themselves."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from newstui.errors import StorageError
from newstui.storage.database import Database

T = TypeVar("T")
MOST = 8
WAIT_SECONDS = 0.2


class GroupedWrites:
    """Runs functions that write to the cache, those that come close together in one transaction.

    `alone` says that nobody else is about to come, so that it is not worth waiting.
    """

    def __init__(self, cache: Database, *, alone: Callable[[int], bool]) -> None:
        self._cache = cache
        self._alone = alone
        self._waiting: list[tuple[Callable[[], Any], asyncio.Future[Any]]] = []
        self._timer: asyncio.TimerHandle | None = None

    async def write(self, work: Callable[[], T]) -> T:
        """Run `work` in a transaction and give its result once that is committed. Raises what it raises, and StorageError."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()
        self._waiting.append((work, done))
        if len(self._waiting) >= MOST or self._alone(len(self._waiting)):
            self.flush()
        elif self._timer is None:
            self._timer = loop.call_later(WAIT_SECONDS, self.flush)
        return await done

    def flush(self) -> None:
        """Write now what waits, also for tasks that were cancelled meanwhile: what they did stays."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        group, self._waiting = self._waiting, []
        try:
            self._run(group)
        except StorageError as error:
            for _, done in group:
                if not done.done():
                    done.set_exception(error)
        except Exception:  # one of them has a fault: each by itself, so that it fails alone
            for one in group:
                self._run_alone(one)

    def _run(self, group: list[tuple[Callable[[], Any], asyncio.Future[Any]]]) -> None:
        with self._cache.write():
            results = [work() for work, _ in group]
        for (_, done), result in zip(group, results, strict=True):
            if not done.done():  # cancelled meanwhile; what was stored stays
                done.set_result(result)

    def _run_alone(self, one: tuple[Callable[[], Any], asyncio.Future[Any]]) -> None:
        try:
            self._run([one])
        except Exception as error:
            if not one[1].done():
                one[1].set_exception(error)
