"""The database's file as SQLite opens it: to write, or to read wherever it lies, of whatever version."""

import sqlite3
from pathlib import Path

from newstui.errors import StorageError
from newstui.storage.failures import code_of

BUSY_SECONDS = 30.0
"""How long a writer waits for others. SQLite knows no queue: among many, one can be passed over for some seconds."""


def connect(path: Path) -> sqlite3.Connection:
    """The file, made where it is not there. Raises StorageError, sqlite3.Error."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"The folder {path.parent} for the cache cannot be made ({error.strerror}).",
            hint="Choose another one with --data-dir.",
        ) from error
    return _raw(path, "mode=rwc")


def connect_to_read(path: Path) -> sqlite3.Connection:
    """The file with its log, of whatever version, also where nothing can be written. Raises StorageError, sqlite3.Error."""
    if not path.exists():
        raise StorageError(f"There is no cache at {path}.")
    raw = _raw(path, "mode=ro")
    try:
        raw.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.Error as error:
        raw.close()
        if code_of(error) not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR):
            raise
        # Where nothing can be written (permissions, a full disk), a log's shared memory cannot be made either. But nobody else
        # writes there: the file is as it is, or to be read with its log, without a lock and without sharing what is known of it.
        log = path.with_name(path.name + "-wal")
        if log.exists() and log.stat().st_size:
            raw = _raw(path, "mode=ro&vfs=unix-none")
            raw.execute("PRAGMA locking_mode = EXCLUSIVE")
        else:
            raw = _raw(path, "mode=ro&immutable=1")
    return raw


def _raw(path: Path, options: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.resolve().as_uri()}?{options}", uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
