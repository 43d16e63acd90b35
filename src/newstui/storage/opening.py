"""Opening the cache: the file, its pragmas, and a schema of today."""

import sqlite3
import time
from pathlib import Path

from newstui.errors import StorageError
from newstui.storage.connection import Connection, foreign, newer
from newstui.storage.failures import code_of, in_words
from newstui.storage.filesystems import on_network
from newstui.storage.raw import BUSY_SECONDS, connect, connect_to_read
from newstui.storage.schema import VERSION


def open_connection(path: Path, *, durable: bool, read_only: bool) -> Connection:
    """See `Database.open`. Raises StorageError, NewerDatabase."""
    try:
        raw = connect_to_read(path) if read_only else connect(path)
    except sqlite3.Error as error:
        raise in_words(error, path) from error
    try:
        if not read_only:
            _prepare_to_write(raw, path, durable=durable)
        version = raw.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise newer(path)
        if version < VERSION:
            raise StorageError(f"The cache {path} is of an older version.", hint="Start newstui once where it may write there.")
        raw.execute("PRAGMA cache_size = -8000")
        raw.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        raw.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error as error:
        raw.close()
        raise in_words(error, path) from error
    except BaseException:
        raw.close()
        raise
    return Connection(raw, path)


def _prepare_to_write(raw: sqlite3.Connection, path: Path, *, durable: bool) -> None:
    # Tables first: another process may make the cache just now, and gives it both at once.
    tables = raw.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    version = raw.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise newer(path)
    if version == 0 and tables:
        raise foreign(path)
    raw.execute("PRAGMA secure_delete = OFF")  # published news, not secrets: no zeros written over what is deleted
    if version == 0:  # before the first table
        raw.execute("PRAGMA page_size = 8192")  # the usual text fits: a first refresh writes a sixth less than with 4096
        raw.execute("PRAGMA auto_vacuum = INCREMENTAL")  # so what is deleted can be given back to the disk in small steps
    _use_journal(raw, "delete" if on_network(path) else "wal")
    # Pages: on a first refresh a fifth less work than with 1000. Who decides something need not wait for that: others do it.
    raw.execute(f"PRAGMA wal_autocheckpoint = {20_000 if durable else 10_000}")
    raw.execute("PRAGMA journal_size_limit = 8388608")  # bytes that stay of the log when it begins anew
    if version < VERSION:
        from newstui.storage.migrations import migrate  # which few starts need

        migrate(raw, path)


def _use_journal(raw: sqlite3.Connection, mode: str) -> None:
    """Switch the journal. Of several processes that do so at once SQLite turns some away without waiting: they try again."""
    deadline = time.monotonic() + BUSY_SECONDS
    while raw.execute("PRAGMA journal_mode").fetchone()[0] != mode:
        try:
            raw.execute(f"PRAGMA journal_mode = {mode}")
        except sqlite3.OperationalError as error:
            if code_of(error) != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
