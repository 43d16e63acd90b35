"""What the engine is doing, from its events: tasks with progress, whether there is a network, the last words to tell."""

import msgspec

from newstui.rendering.status import Task


class Activity(msgspec.Struct):
    """`newstui.tui.hearing` fills it from events; the status line reads it."""

    tasks: dict[str, Task] = msgspec.field(default_factory=dict)
    online: bool | None = None
    running: bool = False
    """Whether the engine is there."""
    message: str = ""
    error: str = ""
    new: int = 0
    """Entries that the running refresh brought."""
    failed: int = 0
    """Feeds that failed in it."""

    def say(self, message: str) -> None:
        """Something went well; the last error has been seen."""
        self.message, self.error = message, ""

    def fail(self, error: str) -> None:
        """Something went wrong."""
        self.error = error

    def engine(self, running: bool, words: str) -> None:
        """The engine started or ended."""
        self.running = running
        self.tasks.clear()
        if words:
            self.error = words
        elif running and self.error.startswith("The engine"):
            self.error = ""
