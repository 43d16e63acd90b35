"""What the engine is doing, from its events: tasks with progress, whether there is a network, the last words to tell."""

from dataclasses import dataclass, field

from newstui.model.events import (
    AnalysisStored,
    Analyst,
    ArticleFailed,
    ArticleStored,
    Event,
    FeedFailed,
    FeedRefreshed,
    Network,
    Progress,
    Ready,
    SubscriptionsChanged,
    Trouble,
    WishFailed,
)
from newstui.rendering.status import Task

_TASKS = {
    "refresh": "Refreshing",
    "prefetch": "Downloading",
    "import": "Importing",
    "analyse": "Finding quotations",
    "index": "Indexing",
}
_QUIET = frozenset({"analyse", "index"})
"""Tasks that end without a word."""


@dataclass(slots=True)
class Activity:
    """Takes events; the status line reads it."""

    tasks: dict[str, Task] = field(default_factory=dict)
    online: bool | None = None
    running: bool = False
    """Whether the engine is there."""
    message: str = ""
    error: str = ""
    _new: int = 0
    _failed: int = 0

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

    def hear(self, event: Event) -> None:
        """Take an event in."""
        match event:
            case Progress():
                self._progress(event)
            case FeedRefreshed():
                self._new += event.new
            case FeedFailed():
                self._failed += 1
            case Network(online=online):
                if online and self.online is False:
                    self.say("The network is back.")
                self.online = online
            case Trouble(what=what):
                self.error = what
            case WishFailed(why=why, again=False):
                self.error = why
            case Analyst(state=("failed" | "reduced"), why=why) if why:
                self.error = why
            case Ready(holder=False):
                self.message = "Another newstui does the fetching; this one reads along."
            case (
                Ready() | SubscriptionsChanged() | ArticleStored() | ArticleFailed() | AnalysisStored() | WishFailed() | Analyst()
            ):
                pass

    def _progress(self, event: Progress) -> None:
        if event.done < event.total or not event.total:
            self.tasks[event.task] = Task(_TASKS.get(event.task, event.task), event.done, event.total, event.detail)
            return
        ended = self.tasks.pop(event.task, None) is not None or event.total > 0
        if event.task == "refresh" and ended:
            new = "Nothing new" if not self._new else "1 new entry" if self._new == 1 else f"{self._new} new entries"
            failed = (
                "" if not self._failed else f"; {self._failed} {'feed' if self._failed == 1 else 'feeds'} failed (X shows why)"
            )
            self.message, self._new, self._failed = f"{new}{failed}.", 0, 0
        elif ended and event.task not in _QUIET:
            self.message = event.detail or f"{_TASKS.get(event.task, event.task)}: done."
