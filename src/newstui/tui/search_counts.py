"""How much is unread of each search that stands in the feed pane: counted in the gaps, never in the way of a key."""

from collections.abc import Iterator
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.timer import Timer

    from newstui.tui.reader_screen import ReaderScreen

_GAP = 0.03
"""Seconds between two goes."""
_GO = 0.004
"""Seconds after which a go ends with the step that it is at."""
_REST = 20
"""So many times as long as the last count took, nothing is counted again."""


class SearchCounts:
    """Counts again when the cache changed; the numbers of before stand until there are others."""

    def __init__(self, reader: "ReaderScreen") -> None:
        self._reader = reader
        self._timer: Timer | None = None
        self._steps: Iterator[None] | None = None
        self._stale = False
        self._spent = 0.0

    def stale(self) -> None:
        """The cache or the searches changed."""
        if self._reader.lists.searches:
            self._stale = True
            self._wait(self._spent * _REST if self._steps is None else 0)

    def _wait(self, seconds: float) -> None:
        if self._timer is None:
            self._timer = self._reader.set_timer(max(_GAP, seconds), self._go)

    def _go(self) -> None:
        self._timer = None
        began = perf_counter()
        if self._steps is None:
            self._stale, self._spent = False, 0.0
            self._steps = self._count()
        if not self._reader.guard(lambda: self._is_counting(began + _GO)):  # it is done, or what it failed for was told
            self._steps = None
        self._spent += perf_counter() - began
        if self._steps is not None:
            self._wait(0)
        elif self._stale:
            self._wait(self._spent * _REST)

    def _is_counting(self, until: float) -> bool:
        return any(perf_counter() >= until for _ in self._steps or ())

    def _count(self) -> Iterator[None]:
        reader = self._reader
        for query in set(reader.lists.searches.values()):
            number = 0
            for found in reader.desk.library.unread_in_steps(query):
                number += found
                yield
            reader.lists.set_unread_found(query, number)
