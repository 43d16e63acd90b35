"""Events on their way up to the reader: coalesced, bounded, and never a reason to wait."""

import asyncio
import os
from collections.abc import Hashable

from newstui.engine.protocol import Event, FeedFailed, FeedRefreshed, Progress, encode

LIMIT = 10_000
"""Events kept for a reader that does not read (a stopped terminal); the oldest are dropped: the database has it all."""


class Outbox:
    """Writes events to a pipe as fast as the reader takes them; newer ones of the same subject replace older ones."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._events: dict[Hashable, Event] = {}
        self._rest = b""
        self._waiting = False
        os.set_blocking(fd, False)

    def put(self, event: Event) -> None:
        """Take an event; returns at once. To be called from the event loop."""
        key = self._subject(event)
        if isinstance(event, FeedRefreshed) and isinstance(held := self._events.pop(key, None), FeedRefreshed):
            event = FeedRefreshed(event.feed_id, event.new + held.new, event.changed + held.changed)
        self._events.pop(key, None)
        self._events[key] = event
        if len(self._events) > LIMIT:
            del self._events[next(iter(self._events))]
        if not self._waiting:
            self._write()

    @staticmethod
    def _subject(event: Event) -> Hashable:
        if isinstance(event, Progress):
            return (Progress, event.task)
        if isinstance(event, FeedRefreshed | FeedFailed):
            return (type(event), event.feed_id)
        return (type(event), encode(event))

    def _write(self) -> None:
        while self._rest or self._events:
            if not self._rest:
                self._rest = encode(self._events.pop(next(iter(self._events))))
            try:
                self._rest = self._rest[os.write(self._fd, self._rest) :]
            except BlockingIOError:
                if not self._waiting:
                    self._waiting = True
                    asyncio.get_running_loop().add_writer(self._fd, self._write)
                return
            except OSError:  # the reader is gone; the end of the other pipe ends the engine
                self._events.clear()
                self._rest = b""
                break
        if self._waiting:
            self._waiting = False
            asyncio.get_running_loop().remove_writer(self._fd)
