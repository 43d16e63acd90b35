"""What can still be read of a damaged cache, brought into a new one; the damaged file stays beside it."""

import logging
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, NamedTuple

from newstui.errors import DamagedDatabase, StorageError
from newstui.model.names import name_key
from newstui.model.numbers import counted
from newstui.storage.backup import end_indexer, move_aside, sole_access
from newstui.storage.connection import newer
from newstui.storage.failures import in_words
from newstui.storage.opening import open_connection
from newstui.storage.pages import records, statements
from newstui.storage.rescue import Rescued, Traces
from newstui.storage.row_kinds import RowKind, may_be_pin
from newstui.storage.schema import VERSION
from newstui.storage.search import INDEX_ALL

logger = logging.getLogger(__name__)

Row = tuple[Any, ...]
_BATCH = 200
_PROBES = 200_000
"""Queries spent on one table: each page that cannot be read costs some dozens."""
_REMADE = frozenset(
    {"leases", "search_queue", "search", "counts", "story_queue", "sketches", "fingerprints", "term_counts", "printings"}
)
"""Not copied: what is made anew from the rest."""
_DERIVED = frozenset({"analyses", "casts", "entity_articles", "printings", "fingerprints", "term_counts", "sketches", "totals"})
"""Not looked for where the schema is lost: found again by the analysis."""
_FORMER = {("tombstones", "listed_at"): "deleted_at"}
"""What columns were called in older versions."""


class Salvage(NamedTuple):
    """What came of it."""

    rows: dict[str, int]
    """How many rows of each table are in the new cache; feeds that were removed do not count."""
    unread: tuple[str, ...]
    """Tables of which something could not be read."""
    rescued: Rescued
    damaged: Path
    """Where the damaged file is now."""

    @property
    def words(self) -> str:
        """It in a sentence or two."""
        told = ", ".join(
            (
                counted(self.rows.get("feeds", 0), "feed"),
                f"{counted(self.rows.get('entries', 0), 'entry', 'entries')} with their marks",
                counted(self.rows.get("articles", 0), "article"),
                f"{counted(self.rows.get('entity_decisions', 0), 'decision')} on names",
            )
        )
        lost = f" Something was lost of: {', '.join(self.unread)}." if self.unread else " Nothing of it was lost."
        return f"Saved into a new cache: {told}.{lost}{self.rescued.words} The damaged file is {self.damaged}."


def salvage(path: Path) -> Salvage:
    """Put a new cache in the place of a damaged one, with everything that could be read.

    Raises StorageError (it is in use, nothing could be read, no room for the copy), NewerDatabase; then the damaged file is where
    it was.
    """
    new = path.with_name(f"{path.name}.salvaged")
    if not os.access(path.parent, os.W_OK):
        raise StorageError(f"Nothing can be written in {path.parent}.", hint="Copy the cache to a folder where that is allowed.")
    end_indexer(path)
    with sole_access(path):
        pass  # who has it open would go on writing into the file that is put aside
    try:
        _remove(new)
        open_connection(new, durable=True, read_only=False).close()
        with closing(sqlite3.connect(new, isolation_level=None)) as fresh:
            rows, unread, rescued = _copy_all(path, fresh)
        with sole_access(path):
            damaged = move_aside(path, "damaged")
            assert damaged is not None
            new.replace(path)
        return Salvage(rows, unread, rescued, damaged)
    except sqlite3.Error as error:
        raise in_words(error, path) from error
    except OSError as error:
        raise StorageError(f"The cache {path} could not be salvaged ({error.strerror}).", hint="Free some space.") from error
    finally:
        _remove(new)


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _copy_all(path: Path, fresh: sqlite3.Connection) -> tuple[dict[str, int], tuple[str, ...], Rescued]:
    fresh.execute("PRAGMA journal_mode = DELETE")
    fresh.execute("PRAGMA foreign_keys = OFF")
    fresh.execute("BEGIN IMMEDIATE")
    triggers = fresh.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        fresh.execute(f'DROP TRIGGER "{name}"')
    with closing(sqlite3.connect(path, timeout=10.0, isolation_level=None)) as old:
        old.text_factory = lambda data: data.decode("utf-8", "replace")
        try:
            if old.execute("PRAGMA user_version").fetchone()[0] > VERSION:
                raise newer(path)
            there = {row[0] for row in old.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        except sqlite3.DatabaseError as error:
            logger.info("the schema of %s cannot be read: %s", path.name, error)
            there = set()
        unread = _copy_tables(old, fresh, there) if there else []
    rescued = Rescued()
    if not there or unread:  # what no way through a table leads to may still stand on its page
        lost = set(unread) if there else None
        rescued = _copy_pages(path, fresh, lost).restore(fresh, lost)
        unread = unread or ["what could not be told from other things"]
    if not fresh.execute("SELECT EXISTS (SELECT 1 FROM feeds)").fetchone()[0]:
        raise DamagedDatabase(
            f"Nothing can be read of {path}: it is no newstui cache, or too little of it is left.",
            hint="Restore a backup (newstui backup --restore FILE), or move the file away and import your feeds again.",
        )
    _mend(fresh)
    for _, sql in triggers:
        fresh.execute(sql)
    fresh.execute("COMMIT")
    rows = {table: int(fresh.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]) for table in _tables(fresh)}
    rows["feeds"] -= fresh.execute("SELECT count(*) FROM feeds WHERE removed_at IS NOT NULL").fetchone()[0]
    return rows, tuple(unread), rescued


def _copy_tables(old: sqlite3.Connection, fresh: sqlite3.Connection, there: set[str]) -> list[str]:
    """Copy what can be read of each table; the tables of which something could not."""
    unread: list[str] = []
    for table in _tables(fresh):
        if table in there:
            reading = _TableReader(old, table, _columns(fresh, table))
            refused = 0
            for some in reading.batches():
                refused += len(some) - _insert(fresh, table, reading.columns, some)
            if reading.lost or (refused and table not in _DERIVED):
                unread.append(table)
    if "touched_at" not in _columns(old, "entries"):  # as when such a cache is led forward: it is kept the longer
        fresh.execute("UPDATE entries SET touched_at = CAST(strftime('%s', 'now') AS INTEGER) WHERE read = 1 OR position > 0")
    return unread


def _copy_pages(path: Path, fresh: sqlite3.Connection, lost: set[str] | None) -> Traces:
    """Without the way that leads to them: each row goes into the table that it fits, if it is one of these (None: any).

    What analysis found is left to be found again. Answers what indexes tell.
    """
    orders = _orders(path)
    kinds = [RowKind(fresh, table, orders.get(table, ())) for table in _tables(fresh) if table not in _DERIVED]
    traces = Traces()
    pins: list[Row] = []
    for record in records(path):
        traces.take(record)
        if may_be_pin(record):
            pins.append(record.values)
            continue
        kind = next((kind for kind in kinds if kind.fits(record, exactly=True)), None)
        kind = kind or next((kind for kind in kinds if kind.fits(record, exactly=False)), None)
        if kind is not None and (lost is None or kind.table in lost):
            values = tuple(record.rowid if i == kind.key else value for i, value in enumerate(record.values))
            _insert(fresh, kind.table, kind.names[: len(values)], [values])
    if lost is None or "entity_pins" in lost:
        _insert_pins(fresh, pins)
    return traces


def _orders(path: Path) -> dict[str, list[str]]:
    """The order of the columns of each table whose statement is left."""
    orders: dict[str, list[str]] = {}
    with closing(sqlite3.connect(":memory:")) as scratch:
        for table, sql in statements(path).items():
            with suppress(sqlite3.Error):  # damaged too: then the order of today is taken
                scratch.execute(sql)
                orders[table] = _columns(scratch, table)
    return orders


def _insert_pins(fresh: sqlite3.Connection, pins: Sequence[Row]) -> None:
    """Of what may be pins, those whose key is a name that somebody bears, and that stand in neither of the two indexes."""
    keys = {name_key(name) for (name,) in fresh.execute("SELECT name FROM aliases")}
    indexed = (
        "SELECT 1 FROM entries WHERE (feed_id, identity, id) = (?1, ?2, ?3)"
        " UNION ALL SELECT 1 FROM folders WHERE (coalesce(parent_id, 0), name, id) = (?1, ?2, ?3)"
    )
    found = [pin for pin in pins if pin[1] in keys and fresh.execute(indexed, pin).fetchone() is None]
    _insert(fresh, "entity_pins", ("entry_id", "key", "entity_id"), found)


def _insert(fresh: sqlite3.Connection, table: str, columns: Sequence[str], rows: Sequence[Row]) -> int:
    names, marks = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
    return fresh.executemany(f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({marks})', rows).rowcount


def _tables(raw: sqlite3.Connection) -> list[str]:
    """Ordinary tables: no virtual one, none that stands behind it, and none that is made anew."""
    rows = raw.execute("SELECT name, type FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    return [name for name, _ in rows if not name.startswith("sqlite_") and name not in _REMADE]


def _columns(raw: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in raw.execute(f'PRAGMA table_info("{table}")')]


def _mend(fresh: sqlite3.Connection) -> None:
    """Rows that point to lost ones go; counts and the queue of the index are made from what is there."""
    for _ in range(5):  # what goes may be what others point to
        broken = fresh.execute("PRAGMA foreign_key_check").fetchall()
        if not broken:
            break
        for table in dict.fromkeys(row[0] for row in broken):
            for _, _, target, column, to, *_ in fresh.execute(f'PRAGMA foreign_key_list("{table}")').fetchall():
                lost = f'"{column}" IS NOT NULL AND "{column}" NOT IN (SELECT "{to or "id"}" FROM "{target}")'
                if _may_be_null(fresh, table, column):
                    fresh.execute(f'UPDATE "{table}" SET "{column}" = NULL WHERE {lost}')
                else:
                    fresh.execute(f'DELETE FROM "{table}" WHERE {lost}')
    fresh.execute(
        "INSERT OR REPLACE INTO counts(feed_id, total, unread) SELECT f.id, count(e.id), coalesce(sum(e.read = 0), 0)"
        " FROM feeds f LEFT JOIN entries e ON e.feed_id = f.id GROUP BY f.id"
    )
    # An analysis is worth nothing without its cast (older versions had none): it is made again.
    fresh.execute("DELETE FROM analyses WHERE entry_id NOT IN (SELECT entry_id FROM casts)")
    fresh.execute("DELETE FROM entity_articles WHERE entry_id NOT IN (SELECT entry_id FROM casts)")
    fresh.execute(
        "UPDATE entities SET (articles, mentions, quotations) = (SELECT count(DISTINCT entry_id), coalesce(sum(mentions), 0),"
        " coalesce(sum(quotations), 0) FROM entity_articles a WHERE a.entity_id = entities.id)"
    )
    fresh.execute("UPDATE articles SET analysed = '' WHERE entry_id NOT IN (SELECT entry_id FROM analyses)")
    fresh.execute(
        "INSERT OR REPLACE INTO totals(name, number) SELECT 'analyses', count(*) FROM analyses"
        " UNION ALL SELECT 'quotations', coalesce(sum(quotations), 0) FROM casts"
    )
    for statement in INDEX_ALL:
        fresh.execute(statement)
    # The last one of this queue is looked at first.
    fresh.execute("INSERT OR IGNORE INTO story_queue(entry_id) SELECT id FROM entries ORDER BY sort_at")


def _may_be_null(raw: sqlite3.Connection, table: str, column: str) -> bool:
    info = {row[1]: row for row in raw.execute(f'PRAGMA table_info("{table}")')}[column]
    return not info[3] and not info[5]


class _TableReader:
    """Reads a table of a damaged file, past the pages that cannot be read."""

    def __init__(self, old: sqlite3.Connection, table: str, wanted: Sequence[str]) -> None:
        self._old = old
        self._table = table
        self._probes = 0
        self.lost = False
        there = _columns(old, table)
        names = {column: column if column in there else _FORMER.get((table, column), column) for column in wanted}
        self.columns = [column for column in wanted if names[column] in there]
        self._select = ", ".join(f'"{names[column]}"' for column in self.columns)

    def batches(self) -> Iterator[list[Row]]:
        """The rows that can be read, some at a time."""
        try:
            self._old.execute(f'SELECT rowid FROM "{self._table}" LIMIT 0')
            ways = self._by_rowid()
        except sqlite3.OperationalError:  # WITHOUT ROWID
            ways = self._from_both_ends()
        except sqlite3.DatabaseError:
            self.lost = True
            return
        some: list[Row] = []
        for row in ways:
            some.append(row)
            if len(some) == _BATCH:
                yield some
                some = []
        yield some

    def _by_rowid(self) -> Iterator[Row]:
        low, high = self._ends()
        spans = [(low, high)]
        while spans:
            low, high = spans.pop()
            if low > high:
                continue
            self._probes += 1
            last = low - 1
            try:
                for rowid, *row in self._old.execute(
                    f'SELECT rowid, {self._select} FROM "{self._table}" NOT INDEXED WHERE rowid BETWEEN ? AND ? ORDER BY rowid',
                    (low, high),
                ):
                    last = rowid
                    yield tuple(row)
            except sqlite3.DatabaseError:
                self.lost = True
                if self._probes < _PROBES and last < high:
                    middle = (last + 1 + high) // 2
                    if last + 1 < high:
                        spans.append((middle + 1, high))
                        spans.append((last + 1, middle))

    def _ends(self) -> tuple[int, int]:
        """Between which numbers the rows lie, as far as anything says it."""
        found = [0]
        for query in (
            f'SELECT max(rowid) FROM "{self._table}"',
            f"SELECT seq FROM sqlite_sequence WHERE name = '{self._table}'",
            "SELECT seq FROM sqlite_sequence WHERE name = 'entries'",
            "SELECT max(rowid) FROM entries",
            "SELECT max(rowid) FROM contents",
        ):
            with suppress(sqlite3.DatabaseError):
                row = self._old.execute(query).fetchone()
                found.append(int(row[0] or 0) if row else 0)
                if query.endswith(f'"{self._table}"') and found[-1]:
                    break
        low = 0
        with suppress(sqlite3.DatabaseError):
            low = int(self._old.execute(f'SELECT min(rowid) FROM "{self._table}"').fetchone()[0] or 0)
        return min(low, 0), max(found)

    def _from_both_ends(self) -> Iterator[Row]:
        keys = [row[1] for row in self._old.execute(f'PRAGMA table_info("{self._table}")') if row[5]]
        for direction in ("", " DESC"):
            order = ", ".join(f'"{key}"{direction}' for key in keys)
            try:
                yield from self._old.execute(f'SELECT {self._select} FROM "{self._table}" ORDER BY {order}')
                return
            except sqlite3.DatabaseError:
                self.lost = True
