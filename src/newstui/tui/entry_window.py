"""The part of an entry list that is in memory: some hundred rows around what is in sight, read page by page by key.

However long the list, a step costs nothing or one page; the numbers of the rows are counted from where the list began.
"""

from collections.abc import Callable
from typing import Protocol

from newstui.model.lists import Cursor, EntryRow

PAGE = 100
"""Rows read at a time."""
KEPT = 400
"""Rows kept; what is further off is forgotten."""


class RowSource(Protocol):
    """Where rows come from; `newstui.reading` has the real one.

    A page gives up to `limit` rows, and with each those that stand unfolded below it.
    """

    def count(self) -> int:
        """How many rows the list has."""

    def page(
        self, *, after: Cursor | None = None, before: Cursor | None = None, last: bool = False, limit: int = PAGE
    ) -> list[EntryRow]:
        """Rows in their order: the first ones, those after or before a place, or the last ones."""

    def position(self, cursor: Cursor) -> int:
        """How many rows stand before a place."""


class EntryWindow:
    """Rows `start` to `start + len(rows)` of a list of `total`."""

    def __init__(self, source: RowSource) -> None:
        self._source = source
        self.start = 0
        self.rows: list[EntryRow] = []
        self.total = source.count()
        if self.total:
            self.rows = source.page(limit=PAGE)
            self._mend_total(complete=_heads(self.rows) < PAGE)

    @classmethod
    def around(cls, source: RowSource, place: Cursor) -> tuple["EntryWindow", int]:
        """A window around a place, and the index of the row there (of the nearest one, if it is gone)."""
        window = cls.__new__(cls)
        window._source = source
        window.total = source.count()
        before = window.rows = source.page(before=place, limit=PAGE)
        rest = source.page(after=window._edge if before else None, limit=PAGE)
        window.rows = before + rest
        window.start = source.position(place) - len(before) if before else 0
        window._mend_total(complete=_heads(rest) < PAGE)
        index = window.start + len(before)
        return window, max(0, min(index, window.total - 1))

    def __len__(self) -> int:
        return self.total

    @property
    def end(self) -> int:
        """The index after the last row in memory."""
        return self.start + len(self.rows)

    def get(self, index: int) -> EntryRow | None:
        """The row at an index, if it is in memory."""
        return self.rows[index - self.start] if self.start <= index < self.end else None

    def row(self, index: int) -> EntryRow | None:
        """The row at an index, read if need be; None beyond the end."""
        self.reach(index, index + 1)
        return self.get(index)

    def reach(self, first: int, end: int) -> None:
        """Bring the rows first to end into memory."""
        first, end = max(0, first), min(end, self.total)
        if first >= end or (self.start <= first and end <= self.end):
            return
        if end == self.total and first >= self.end + KEPT:
            self._jump(self._source.page(last=True, limit=max(PAGE, end - first)), at_end=True)
        elif end <= PAGE and self.start > KEPT:
            self._jump(self._source.page(limit=PAGE), at_end=False)
        while self.end < min(end, self.total):
            if not self._extend():
                break
        while self.start > first:
            if not self._extend_back():
                break
        self._trim(first, end)

    def index_of(self, entry_id: int) -> int | None:
        """The index of an entry, if it is in memory."""
        return next((self.start + i for i, row in enumerate(self.rows) if row.id == entry_id), None)

    def place_of(self, row: EntryRow, otherwise: int) -> int:
        """The index of an entry, or of the row that its story is folded into; `otherwise`, if neither is in memory."""
        index = self.index_of(row.id)
        if index is None and row.story is not None:
            index = next((self.start + i for i, other in enumerate(self.rows) if other.story == row.story), None)
        return otherwise if index is None else index

    def head(self, index: int) -> EntryRow | None:
        """The row at an index; of one that stands unfolded below another, that other one, whose place in the list is theirs."""
        while (row := self.get(index)) is not None and row.below:
            index -= 1
        return row

    def patch(self, entry_id: int, change: Callable[[EntryRow], EntryRow]) -> int | None:
        """Change the row of an entry; its index, if it is in memory."""
        index = self.index_of(entry_id)
        if index is not None:
            self.rows[index - self.start] = change(self.rows[index - self.start])
        return index

    @property
    def _edge(self) -> Cursor:
        """The place after which the list goes on: the last row's, and not of what stands unfolded below it."""
        return next(row for row in reversed(self.rows) if not row.below).cursor

    def _jump(self, rows: list[EntryRow], *, at_end: bool) -> None:
        self.rows = rows
        self.start = max(0, self.total - len(rows)) if at_end else 0

    def _extend(self) -> bool:
        more = self._source.page(after=self._edge if self.rows else None, limit=PAGE)
        self.rows += more
        self._mend_total(complete=_heads(more) < PAGE)
        return bool(more)

    def _extend_back(self) -> bool:
        more = self._source.page(before=self.rows[0].cursor, limit=PAGE)
        more = more[-self.start :]  # rows that came since the list was counted stay out of sight until it is read anew
        while more and more[0].below:
            del more[0]
        self.rows = more + self.rows
        self.start -= len(more)
        if not more:
            self.total -= self.start
            self.start = 0
        return bool(more)

    def _mend_total(self, *, complete: bool) -> None:
        """Other processes may have changed how far off the end is: it is here, or at least not before."""
        self.total = self.end if complete else max(self.total, self.end)

    def _trim(self, first: int, end: int) -> None:
        if len(self.rows) > KEPT + 2 * PAGE:
            low = max(self.start, min(first, end) - KEPT // 2)
            while self.rows[low - self.start].below:
                low -= 1
            high = min(self.end, max(first, end) + KEPT // 2)
            while high < self.end and self.rows[high - self.start].below:
                high += 1
            self.rows = self.rows[low - self.start : high - self.start]
            self.start = low


def _heads(rows: list[EntryRow]) -> int:
    """How many rows stand in the list by themselves."""
    return sum(not row.below for row in rows)
