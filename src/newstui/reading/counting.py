"""Counting what searches find, on a thread and a connection of its own: nobody waits for it."""

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Lock

from newstui.model.lists import Scope
from newstui.storage.database import Database


class Counting:
    """Opens the cache for each count, and holds nothing in between."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="counting")
        self._lock = Lock()
        self._database: Database | None = None
        self._ended = False

    def close(self) -> None:
        """Break off what is being counted."""
        with self._lock:
            self._ended = True
            if self._database is not None:
                self._database.interrupt()
        self._thread.shutdown(wait=True, cancel_futures=True)

    def unread(self, queries: Iterable[str]) -> Future[dict[str, int]]:
        """How much is unread of what each search finds. May end in StorageError."""
        return self._thread.submit(self._count, tuple(queries))

    def _count(self, queries: tuple[str, ...]) -> dict[str, int]:
        with Database.open(self._path, read_only=True) as database:
            with self._lock:
                self._database = database
            try:
                return {query: database.lists.unread(Scope(query=query)) for query in queries if not self._ended}
            finally:
                with self._lock:
                    self._database = None
