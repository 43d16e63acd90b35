"""One connection to the cache: statements, transactions, and every error in words."""

import sqlite3
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from newstui.errors import NewerDatabase, StorageError
from newstui.model.storable import storable
from newstui.storage.failures import code_of, in_words
from newstui.storage.schema import VERSION

_LOOK_MS = 20
"""SQLite looks for its turn after 1, 2, 5, 10 milliseconds and so on up to 100: waiting in pieces, it looks often throughout."""

_left_open: list[sqlite3.Connection] = []
"""See `Connection.leave_log`."""

Row = tuple[Any, ...]
Value = str | int | float | bytes | None


def _storable_row(row: Sequence[Value]) -> Row:
    return tuple(storable(value) if isinstance(value, str) else value for value in row)


class Connection:
    """A connection that several threads may use: a transaction belongs to one thread until it ends, and the others wait.

    Every method raises StorageError.
    """

    def __init__(self, raw: sqlite3.Connection, path: Path) -> None:
        self.raw = raw
        self.path = path
        self._lock = threading.RLock()
        self._depth = 0
        self._log_stays = False

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """All rows of a query."""
        try:
            with self._lock:
                return self.raw.execute(sql, values).fetchall()
        except UnicodeEncodeError:
            return self.rows(sql, _storable_row(values))
        except sqlite3.Error as error:
            raise self._explained(error) from error

    def row(self, sql: str, values: Sequence[Value] = ()) -> Row | None:
        """The first row of a query."""
        rows = self.rows(sql, values)
        return rows[0] if rows else None

    def value(self, sql: str, values: Sequence[Value] = ()) -> Any:
        """The first column of the first row; None where there is no row."""
        row = self.row(sql, values)
        return row[0] if row else None

    def execute(self, sql: str, values: Sequence[Value] = ()) -> sqlite3.Cursor:
        """Run one statement."""
        try:
            with self._lock:
                return self.raw.execute(sql, values)
        except UnicodeEncodeError:
            return self.execute(sql, _storable_row(values))
        except sqlite3.Error as error:
            raise self._explained(error) from error

    def execute_many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Run one statement for each row. The rows must be storable."""
        try:
            with self._lock:
                self.raw.executemany(sql, rows)
        except sqlite3.Error as error:
            raise self._explained(error) from error

    @contextmanager
    def write(self) -> Iterator[None]:
        """A transaction that no other writer can cross; inside another one, a part of it that can fail alone.

        Raises NewerDatabase where a newer newstui migrated the cache meanwhile.
        """
        with self._lock:
            name = f"level_{self._depth}"
            if self._depth:
                self.execute(f"SAVEPOINT {name}")
            else:
                self._begin()
            self._depth += 1
            try:
                if self._depth == 1 and self.raw.execute("PRAGMA user_version").fetchone()[0] > VERSION:
                    raise newer(self.path, meanwhile=True)
                yield
                self.execute(f"RELEASE {name}" if self._depth > 1 else "COMMIT")
            except BaseException:
                if self.raw.in_transaction:  # a full disk can have ended it already
                    if self._depth > 1:
                        self.raw.execute(f"ROLLBACK TO {name}")
                        self.raw.execute(f"RELEASE {name}")
                    else:
                        self.raw.execute("ROLLBACK")
                raise
            finally:
                self._depth -= 1

    def _begin(self) -> None:
        """Wait for a turn to write. Among those who wait SQLite knows no order: who looks seldom may be passed over for long."""
        patience = int(self.value("PRAGMA busy_timeout"))
        deadline = time.monotonic() + patience / 1000
        self.execute(f"PRAGMA busy_timeout = {min(_LOOK_MS, patience)}")
        try:
            while True:
                try:
                    self.raw.execute("BEGIN IMMEDIATE")
                    return
                except sqlite3.Error as error:
                    if code_of(error) != sqlite3.SQLITE_BUSY or time.monotonic() >= deadline:
                        raise self._explained(error) from error
        finally:
            self.raw.execute(f"PRAGMA busy_timeout = {patience}")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Several queries that see the same moment."""
        with self._lock:
            if self._depth:
                yield
                return
            self.execute("BEGIN")
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if self.raw.in_transaction:
                    self.raw.execute("ROLLBACK")

    def interrupt(self) -> None:
        """End the query that runs in another thread, which then raises StorageError. The connection must be open."""
        self.raw.interrupt()

    def leave_log(self) -> None:
        """From now on, closing does not bring the write-ahead log into the file: whoever opens the file next has it there.

        For a process that ends after it, and that another one follows. Until Python 3.12 there is no word for it: there the
        connection stays open instead, and the process must end without tidying up (os._exit), or it is brought in after all.
        """
        self._log_stays = True
        if sys.version_info >= (3, 12):
            self.raw.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)

    def close(self) -> None:
        """End the connection; closing twice does no harm."""
        if self._log_stays and sys.version_info < (3, 12):
            _left_open.append(self.raw)
            return
        try:
            self.raw.close()
        except sqlite3.Error as error:
            raise self._explained(error) from error

    def _explained(self, error: sqlite3.Error) -> Exception:
        missing = code_of(error) == sqlite3.SQLITE_ERROR and "no such" in str(error)
        if missing and self.raw.execute("PRAGMA user_version").fetchone()[0] > VERSION:
            return newer(self.path, meanwhile=True)
        return in_words(error, self.path)


def newer(path: Path, *, meanwhile: bool = False) -> NewerDatabase:
    """The cache was written by a newer newstui; `meanwhile`: while this one had it open, so that the newer one is installed."""
    if meanwhile:
        return NewerDatabase(
            f"The cache {path} was taken over by a newer newstui, which was installed while this one ran.",
            hint="Quit this one and start it again. Nothing is lost.",
        )
    return NewerDatabase(
        f"The cache {path} was written by a newer newstui.",
        hint="Upgrade this newstui, or choose another folder with --data-dir.",
    )


def foreign(path: Path) -> StorageError:
    """The file is a database, but no cache."""
    return StorageError(f"The file {path} is a database of something else.", hint="Choose another folder with --data-dir.")
