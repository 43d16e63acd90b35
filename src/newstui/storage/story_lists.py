"""Lists in which the reports of one event are one row: the newest of those that the list (or its run) holds.

Nothing is stored for it: a row is left out as it is read where a newer entry of its story is in the same run. So a story whose
newest report is read still has a row among the unread, as long as any of it is unread, and no entry is ever lost. A walk
costs one look into the index of stories for each entry that has one; counting walks that index only.
"""

from collections.abc import Sequence
from typing import NamedTuple

from newstui.model.lists import Cursor, EntryRow, Scope, SmartFeed, Sort
from newstui.model.safe_text import SafeText
from newstui.storage.connection import Connection
from newstui.storage.entry_rows import SHOWN_TITLE

_FOLDED = frozenset({SmartFeed.ALL, SmartFeed.UNREAD, SmartFeed.TODAY})
_NAMED = 12
"""Outlets named behind a row."""


def folds(scope: Scope, sort: Sort) -> bool:
    """Whether a list folds stories: not where it is one feed's, by outlet, what was searched for, or the starred."""
    return sort is not Sort.OUTLET and (scope.folder_id is not None or scope.smart in _FOLDED)


class Fold(NamedTuple):
    """Which entries fold into each other: those of a run of a list."""

    read: bool | None = None
    feeds: tuple[int, ...] | None = None
    since: int | None = None
    """Unix seconds from which on the list holds entries."""

    def _where(self, table: str) -> str:
        """The run's entries that have a story, all by columns of the index of stories."""
        conditions = [f"{table}.hidden = 0"]
        if self.read is not None:
            conditions.append(f"{table}.read = {int(self.read)}")
        if self.feeds is not None:
            # An empty IN () leaves no plan for INDEXED BY.
            conditions.append(f"{table}.feed_id IN ({','.join(map(str, self.feeds)) or 'NULL'})")
        if self.since is not None:
            conditions.append(f"{table}.sort_at >= {int(self.since)}")
        return " AND ".join(conditions)

    @property
    def shown(self) -> str:
        """The condition that entry `e` has a row of its own."""
        return (
            "(e.story IS NULL OR NOT EXISTS (SELECT 1 FROM entries o INDEXED BY entries_by_story"
            f" WHERE o.story = e.story AND (o.sort_at, o.id) > (e.sort_at, e.id) AND {self._where('o')}))"
        )

    def behind(self, connection: Connection, place: Cursor | None = None) -> int:
        """How many entries of the run have no row of their own; of those before a place only, if one is given."""
        before = " AND (o.sort_at, o.id) > (?, ?)" if place else ""
        return int(
            connection.value(
                "SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM entries o INDEXED BY entries_by_story"
                f" WHERE o.story IS NOT NULL AND {self._where('o')}{before} GROUP BY o.story)",
                (place.at, place.entry_id) if place else (),
            )
        )

    def with_others(self, connection: Connection, rows: Sequence[EntryRow]) -> list[EntryRow]:
        """The rows, each with how many others of its story are behind it and which outlets they are of."""
        stories = {row.story for row in rows if row.story is not None}
        if not stories:
            return list(rows)
        found: dict[int, list[tuple[int, SafeText, int]]] = {}
        for story, feed_id, outlet, count in connection.rows(
            f"SELECT o.story, o.feed_id, {SHOWN_TITLE}, count(*)"
            " FROM entries o INDEXED BY entries_by_story CROSS JOIN feeds f ON f.id = o.feed_id"
            f" WHERE o.story IN ({','.join(map(str, stories))}) AND {self._where('o')}"
            " GROUP BY o.story, o.feed_id ORDER BY o.story, min(o.sort_at)"
        ):
            found.setdefault(story, []).append((feed_id, SafeText(outlet), count))
        return [_with(row, found.get(row.story, ())) if row.story is not None else row for row in rows]

    def rows_of(self, connection: Connection, story: int) -> list[int]:
        """The run's entries of a story, the newest first."""
        rows = connection.rows(
            f"SELECT o.id FROM entries o INDEXED BY entries_by_story WHERE o.story = ? AND {self._where('o')}"
            " ORDER BY o.sort_at DESC, o.id DESC",
            (story,),
        )
        return [row[0] for row in rows]


def _with(row: EntryRow, outlets: Sequence[tuple[int, SafeText, int]]) -> EntryRow:
    from msgspec.structs import replace

    others = sum(count for _, _, count in outlets) - 1
    names = tuple(name for feed_id, name, _ in outlets if feed_id != row.feed_id)[:_NAMED]
    return replace(row, others=others, outlets=names) if others > 0 else row
