"""How much is unread of each search that stands in the feed pane, counted beside everything else."""

from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.timer import Timer

    from newstui.tui.reader_screen import ReaderScreen

_SETTLE = 0.2
"""Seconds in which changes of the cache are gathered."""
_REST = 20
"""So many times as long as the last count took, nothing is counted again: it never takes more than a twentieth of a core."""


class SearchCounts:
    """Counts again when the cache changed; the numbers of before stand until there are others."""

    def __init__(self, reader: "ReaderScreen") -> None:
        self._reader = reader
        self._timer: Timer | None = None
        self._counting = self._stale = False
        self._took = 0.0

    def stale(self) -> None:
        """The cache or the searches changed."""
        self._stale = True
        if self._timer is None and not self._counting and self._reader.lists.searches:
            self._timer = self._reader.set_timer(max(_SETTLE, self._took * _REST), self._begin)

    def _begin(self) -> None:
        self._timer, self._counting, self._stale = None, True, False
        self._reader.run_worker(self._count(), group="counts")

    async def _count(self) -> None:
        reader, began = self._reader, monotonic()
        numbers = await reader.finished(reader.desk.library.count_unread(set(reader.lists.searches.values())))
        self._counting, self._took = False, monotonic() - began
        for query, unread in (numbers or {}).items():
            reader.lists.set_unread_found(query, unread)
        if self._stale:
            self.stale()
