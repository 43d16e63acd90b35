"""What the engine is doing, from its events: tasks with progress, whether there is a network, what there is to tell."""

from collections import deque
from datetime import datetime
from typing import NamedTuple

import msgspec

from newstui.rendering.status import Task

ELSEWHERE = "elsewhere"
"""A refresh that another newstui does, among the tasks: none of this engine's, and not stopped here."""
_REMEMBERED = 300
"""Messages that can be read again."""


class Told(NamedTuple):
    """Something that the status line told."""

    at: datetime
    words: str
    error: bool


class Missed(NamedTuple):
    """An article that could not be had, and why."""

    at: datetime
    why: str


class Activity(msgspec.Struct):
    """`newstui.tui.hearing` fills it from events; the status line reads it."""

    tasks: dict[str, Task] = msgspec.field(default_factory=dict)
    online: bool | None = None
    running: bool = False
    """Whether the engine is there."""
    holder: bool = True
    """Whether this reader's engine is the one that serves; else that of another newstui does."""
    message: str = ""
    mixed: bool = False
    """Whether the message tells of something that went wrong, too."""
    error: str = ""
    told: deque[Told] = msgspec.field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    """What was told since the start, the newest last."""
    new: int = 0
    """Entries that the running refresh brought."""
    asked: int = 0
    """Feeds that answered in it, or failed to; without a network none does."""
    failed: set[int] = msgspec.field(default_factory=set)
    """Feeds that failed in it."""
    missed: dict[int, Missed] = msgspec.field(default_factory=dict)
    """Articles that were to be downloaded ahead and could not be had, by their entries, until they are tried again."""
    missed_now: int = 0
    """How many of them the running download missed."""

    def say(self, message: str) -> None:
        """Something went well; the last error has been seen. No words: there is nothing to tell any more."""
        self.message, self.error, self.mixed = message, "", False
        self.remember(message)

    def note(self, message: str, *, mixed: bool = False) -> None:
        """Something to know, which does not end an error; `mixed`: not all of it went well."""
        self.message, self.mixed = message, mixed
        self.remember(message)

    def fail(self, error: str) -> None:
        """Something went wrong."""
        self.error = error
        self.remember(error, error=True)

    def miss(self, entry_id: int, title: str, why: str) -> None:
        """An article could not be downloaded. The end of the download says how many could not; which is told on request."""
        self.missed[entry_id] = Missed(datetime.now().astimezone(), why)
        self.missed_now += 1
        self.remember(f"“{title}” was not downloaded: {why}", error=True)

    def remember(self, words: str, *, error: bool = False) -> None:
        """Keep words to be read again; the same ones in a row are kept once, with their last time."""
        if not words:
            return
        if self.told and self.told[-1][1:] == (words, error):
            self.told.pop()
        self.told.append(Told(datetime.now().astimezone(), words, error))

    def engine(self, running: bool, words: str) -> None:
        """The engine started or ended."""
        self.running = running
        self.tasks.clear()
        if words:
            self.fail(words)
        elif running and self.error.startswith("The engine"):
            self.error = ""
