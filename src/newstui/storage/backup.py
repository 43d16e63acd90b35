"""Copies of the cache that are whole, also while others write it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from newstui.errors import StorageError
from newstui.storage.failures import in_words


def backup(database_path: Path, target: Path) -> None:
    """Write a copy of the cache to `target`, which must not exist.

    Uses SQLite's backup interface: the copy is the state of one moment. Raises StorageError.
    """
    if not database_path.is_file():
        raise StorageError(f"There is no cache at {database_path}.")
    if target.exists():
        raise StorageError(f"There is already a file {target}.", hint="Choose another name.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        copy(database_path, target)
    except sqlite3.Error as error:
        raise in_words(error, database_path) from error
    except OSError as error:
        raise StorageError(f"The backup {target} cannot be written ({error.strerror}).", hint="Choose another place.") from error


def copy(source: Path, target: Path) -> None:
    """Copy a database under a temporary name first, so that half a copy never bears `target`'s name.

    An existing `target` is replaced. Raises sqlite3.Error, OSError.
    """
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with (
            closing(sqlite3.connect(source.resolve().as_uri() + "?mode=ro", uri=True, timeout=10.0)) as reading,
            closing(sqlite3.connect(part)) as writing,
        ):
            reading.backup(writing)
            writing.execute("PRAGMA journal_mode = DELETE")
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
