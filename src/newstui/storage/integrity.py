"""Whether the cache is whole."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from newstui.errors import StorageError
from newstui.storage.failures import code_of
from newstui.storage.raw import connect_to_read

SQLITE_VERSION = sqlite3.sqlite_version


def has_full_text() -> bool:
    """Whether this SQLite can search (it was built with FTS5)."""
    with closing(sqlite3.connect(":memory:")) as memory:
        return bool(memory.execute("SELECT count(*) FROM pragma_module_list WHERE name = 'fts5'").fetchone()[0])


def check(path: Path) -> list[str]:
    """What is wrong with the cache at `path`, a sentence each; nothing if it is whole. Reads the whole file.

    Raises StorageError where there is no file to check.
    """
    if not path.is_file():
        raise StorageError(f"There is no cache at {path}.")
    try:
        with closing(_open(path)) as raw:
            found = [str(row[0]) for row in raw.execute("PRAGMA integrity_check(20)")]
            problems = [] if found == ["ok"] else [f"The file is damaged: {words}." for words in found]
            for table, number in raw.execute(
                'SELECT "table", count(*) FROM pragma_foreign_key_check GROUP BY "table"'
            ).fetchall():
                problems.append(f"{number} rows of {table} point to rows that are not there.")
            return problems
    except sqlite3.Error as error:
        return [f"The file cannot be read as a database: {error}."]


def _open(path: Path) -> sqlite3.Connection:
    """To read; to write where a process that died left a transaction to be rolled back."""
    if not os.access(path.parent, os.W_OK):
        return connect_to_read(path)
    raw = sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True, timeout=30.0)
    try:
        raw.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.Error as error:
        raw.close()
        if code_of(error) not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
            raise
        return sqlite3.connect(path, timeout=30.0)
    return raw
