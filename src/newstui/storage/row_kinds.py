"""How the rows of each table look, for rows that were found on a page without knowing whose they are."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from newstui.model.names import name_key
from newstui.storage.entries import IDENTITY_BYTES, LOOK_BYTES
from newstui.storage.pages import Record, Value

_FIRST_SECOND = 1_000_000_000
"""Of any cache, Unix time."""
_LOOKS: Mapping[tuple[str, str], Callable[[Any], bool]] = {
    ("citations", "cited_at"): lambda at: at > _FIRST_SECOND,
    ("tombstones", "identity"): lambda identity: len(identity) in (IDENTITY_BYTES, LOOK_BYTES),
    ("tombstones", "listed_at"): lambda at: at > _FIRST_SECOND,
}
"""What tells a row from those of queues and of the full text index that have columns of the same types."""


class RowKind:
    """How the rows of a table look: so that one can be told from those of others."""

    _TYPES: Mapping[str, type] = {"INTEGER": int, "TEXT": str, "BLOB": bytes, "REAL": float}

    def __init__(self, fresh: sqlite3.Connection, table: str, order: Sequence[str] = ()) -> None:
        """`order` of its columns in the damaged file: in a cache that was led forward, those that came later stand last."""
        self.table = table
        info = fresh.execute(f'PRAGMA table_info("{table}")').fetchall()
        self.has_rowid = not fresh.execute("SELECT wr FROM pragma_table_list WHERE name = ?", (table,)).fetchone()[0]
        if not self.has_rowid:  # the key's columns come first
            info.sort(key=lambda row: (row[5] == 0, row[5] or row[0]))
        elif set(order) <= {row[1] for row in info}:
            info.sort(key=lambda row: order.index(row[1]) if row[1] in order else len(order) + row[0])
        self.names = [row[1] for row in info]
        self.key = next((i for i, row in enumerate(info) if self.has_rowid and row[5] and row[2] == "INTEGER"), None)
        self._types = [self._TYPES[row[2]] for row in info]
        self._needed = [bool(row[3]) or (bool(row[5]) and not self.has_rowid) for row in info]
        self._added = [row[4] is not None or not row[3] for row in info]
        """Columns that an older row may lack."""
        self._told_apart = self.has_rowid or bytes in self._types or self._types[-1] is not int  # else it looks like an index

    def fits(self, record: Record, *, exactly: bool) -> bool:
        """Whether a row may be one of this table; `exactly` if it has all of the columns."""
        size = len(record.values)
        if not self._told_apart or (record.rowid is not None) != self.has_rowid or size > len(self.names):
            return False
        if size < len(self.names) and (exactly or not all(self._added[size:]) or size < 3):
            return False
        return all(
            value is None if i == self.key else not self._needed[i] if value is None else self._takes(i, value)
            for i, value in enumerate(record.values)
        )

    def _takes(self, column: int, value: Value) -> bool:
        looks = _LOOKS.get((self.table, self.names[column]))
        return isinstance(value, self._types[column]) and (looks is None or looks(value))


def may_be_pin(record: Record) -> bool:
    """Whether a row may say who is meant in an article: an entry, a name's key, an entity. Two indexes look the same."""
    if record.rowid is not None or [type(value) for value in record.values] != [int, str, int]:
        return False
    key = str(record.values[1])
    return key == name_key(key)
