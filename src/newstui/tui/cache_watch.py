"""Keeps the screen true to the cache, whoever changes it: the engine, cron, another reader, this one's own decisions."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from newstui.model.wishes import WishKind, WishState
from newstui.rendering.status import Task
from newstui.tui.activity import ELSEWHERE
from newstui.tui.state import write_place

if TYPE_CHECKING:
    from textual.timer import Timer

    from newstui.tui.reader_screen import ReaderScreen
    from newstui.tui.reading_along import ReadingAlong
    from newstui.tui.reloading import ConfigurationWatch
    from newstui.tui.state import Place

EVERY = 1.0
"""Seconds between looks at the cache."""
_SETTLE = 0.4  # seconds in which changes of the cache are gathered before lists are read anew
_SAVE_EVERY = 5  # looks between saves of where the reader is


class CacheWatch:
    """Looks at the cache and reads lists, counts and the open article anew where something changed."""

    def __init__(self, reader: "ReaderScreen") -> None:
        self._reader = reader
        self._settling: Timer | None = None
        self._looks = 0
        self._kept: Place | None = None
        self.waiting = 0
        """Wishes that wait for a network, or for their next try."""
        self.failed = 0
        """Wishes that failed, and wait for the user to decide."""
        self.configuration: ConfigurationWatch | None = None
        """Looks whether the configuration changed, where there is a file to watch."""
        self.along: dict[WishKind, ReadingAlong] = {}
        """Wait for what another newstui does for this one."""

    def look(self) -> None:
        """See whether anybody changed the cache or the configuration."""
        reader = self._reader
        self._looks += 1
        if self._looks % _SAVE_EVERY == 0:
            reader.save()
            self._keep_place()
        shown = [row.id for row in reader.entries.window.rows] if reader.entries.window is not None else []
        reader.desk.library.hold([*shown, reader.keeper.row.id] if reader.keeper.row is not None else shown)
        if reader.guard(reader.desk.library.changed):
            self.settle()
        if self.along:
            self._look_along()
        if self.configuration is not None:
            self.configuration.look()

    def read_along(self, kind: WishKind, payload: Mapping[str, object]) -> "ReadingAlong | None":
        """What waits until another newstui has granted such a wish; None where its end needs no word.

        To be asked for before the wish is made. Raises StorageError.
        """
        from newstui.tui.reading_along import ELSEWHERE_DONE  # which a second reader needs

        if kind not in ELSEWHERE_DONE:
            return None
        along = self.along.get(kind) or ELSEWHERE_DONE[kind](self._reader)
        along.before(payload)
        self.along[kind] = along
        self.show_along()
        return along

    def _look_along(self) -> None:
        """See what another newstui has done of what this one asked for."""
        reader = self._reader
        still = {kind: along for kind, along in self.along.items() if reader.guard(along.look)}
        done, self.along = len(still) < len(self.along), still
        self.show_along()
        if done:
            reader.update_status()

    def show_along(self) -> None:
        """Have the status line show what another newstui does."""
        tasks = self._reader.activity.tasks
        tasks.pop(ELSEWHERE, None)
        for along in self.along.values():
            tasks[ELSEWHERE] = Task(along.task)

    def _keep_place(self) -> None:
        """For a reader that does not get to its end."""
        file, place = self._reader.desk.place_file, self._reader.place()
        if file is not None and place != self._kept:
            self._kept = place
            write_place(file, place)

    def settle(self) -> None:
        """Read everything anew soon; changes in between are gathered."""
        if self._settling is None:
            self._settling = self._reader.set_timer(_SETTLE, self._settled)

    def _settled(self) -> None:
        self._settling = None
        self._reader.guard(self._reload)

    def _reload(self) -> None:
        reader = self._reader
        reader.lists.reload_tree()
        reader.lists.reload()
        reader.keeper.reread()
        if reader.keeper.row is None:
            reader.show_empty()
        self.count_wishes()
        if reader.lists.searches:
            reader.search_counts.stale()
        reader.lay_out()
        reader.key_reader.release()
        reader.update_status()

    def count_wishes(self) -> None:
        """Count what failed, and what waits for more than its turn."""
        reader = self._reader
        wishes = reader.guard(reader.desk.library.wishes) or []
        offline = reader.activity.online is False
        self.failed = sum(wish.state is WishState.FAILED for wish in wishes)
        self.waiting = sum(wish.state is WishState.WAITING and (wish.not_before is not None or offline) for wish in wishes)
