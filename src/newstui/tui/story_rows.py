"""An entry list as its window reads it: stories folded into rows, and below some rows what was unfolded."""

from collections.abc import Collection

from msgspec.structs import replace

from newstui.model.lists import Cursor, EntryRow, Scope, Sort
from newstui.reading.lists import Library
from newstui.tui.entry_window import PAGE


class ListRows:
    """A list of the library. `unfolded` are stories whose entries stand below their row."""

    def __init__(
        self, library: Library, scope: Scope, sort: Sort, *, folding: bool = False, unfolded: Collection[int] = ()
    ) -> None:
        self._library, self._scope, self._sort, self._folding = library, scope, sort, folding
        runs = [run for story in unfolded for run in library.story_rows(scope, sort, story)] if folding else []
        self._below = {run[0].id: run for run in runs if len(run) > 1}
        """By the entry whose row is shown: it, and those below it."""

    def count(self) -> int:
        """How many rows the list has."""
        own = self._library.count(self._scope, self._sort, folded=self._folding)
        return own + sum(len(run) - 1 for run in self._below.values())

    def page(
        self, *, after: Cursor | None = None, before: Cursor | None = None, last: bool = False, limit: int = PAGE
    ) -> list[EntryRow]:
        """Rows in their order, each with what is unfolded below it."""
        rows = self._library.page(
            self._scope, self._sort, after=after, before=before, last=last, limit=limit, folded=self._folding
        )
        return [shown for row in rows for shown in self._with_those_below(row)] if self._below else rows

    def position(self, cursor: Cursor) -> int:
        """How many rows stand before a place."""
        own = self._library.position(self._scope, self._sort, cursor, folded=self._folding)
        return own + sum(len(run) - 1 for run in self._below.values() if self._key(run[0].cursor) < self._key(cursor))

    def _with_those_below(self, row: EntryRow) -> list[EntryRow]:
        run = self._below.get(row.id)
        if run is None:
            return [row]
        return [replace(row, unfolded=True), *(replace(other, below=True) for other in run[1:])]

    def _key(self, cursor: Cursor) -> tuple[bool, int, int]:
        """Where a place stands in the order of a folded list."""
        return self._sort is Sort.UNREAD and cursor.read, -cursor.at, -cursor.entry_id
