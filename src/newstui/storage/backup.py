"""Copies of the cache that are whole, also while others write it."""

import logging
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from newstui.errors import DamagedDatabase, DiskFull, StorageError
from newstui.storage.connection import Connection, newer
from newstui.storage.failures import code_of, in_words
from newstui.storage.integrity import check as problems_of
from newstui.storage.leases import INDEXER, LeaseTable
from newstui.storage.raw import connect_to_read
from newstui.storage.schema import VERSION

logger = logging.getLogger(__name__)

_PATIENCE = 3.0  # seconds for a process that was asked to end


def backup(database_path: Path, target: Path) -> None:
    """Write a copy of the cache to `target`, which must not exist.

    Uses SQLite's backup interface: the copy is the state of one moment. A copy that is damaged, as the cache then is, is not
    kept: it would take the place of a good one. Raises StorageError.
    """
    if not database_path.is_file():
        raise StorageError(f"There is no cache at {database_path}.")
    if target.exists():
        raise StorageError(f"There is already a file {target}.", hint="Choose another name.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        refuse_newer(database_path)
        copy(database_path, target)
        found = problems_of(target)
    except sqlite3.Error as error:
        if isinstance(in_words(error, target), DiskFull):
            raise DiskFull(f"The disk is full: the backup {target} cannot be written.", hint="Choose another place.") from error
        raise in_words(error, database_path) from error
    except OSError as error:
        raise StorageError(f"The backup {target} cannot be written ({error.strerror}).", hint="Choose another place.") from error
    if found:
        target.unlink(missing_ok=True)
        raise DamagedDatabase(
            f"The cache {database_path} is damaged, and no backup was made of it: {found[0]}",
            hint="newstui doctor --salvage saves what can be read of it.",
        )


def restore(source: Path, database_path: Path) -> Path | None:
    """Put a backup in the place of the cache; answers where the former cache is now, None where there was none.

    The backup must be whole and of this version or an older one. Raises StorageError, NewerDatabase; then nothing was changed.
    """
    if not source.is_file():
        raise StorageError(f"There is no backup at {source}.")
    if database_path.exists() and source.samefile(database_path):
        raise StorageError(f"{source} is the cache itself.", hint="Name the backup.")
    found = problems_of(source)
    if found:
        raise StorageError(f"The backup {source} is damaged: {found[0]}", hint="Nothing was changed. Choose another backup.")
    refuse_newer(source)
    new = database_path.with_name(f"{database_path.name}.restored")
    end_indexer(database_path)
    with sole_access(database_path):
        pass  # said before the copy, which may take long
    try:
        copy(source, new)
        end_indexer(database_path)
        with sole_access(database_path):
            before = move_aside(database_path, "before-restore")
            new.replace(database_path)
    except sqlite3.Error as error:
        words = in_words(error, database_path)
        raise (words if isinstance(words, DiskFull) else in_words(error, source)) from error
    except OSError as error:
        raise StorageError(f"The backup {source} cannot be restored ({error.strerror}).", hint="Nothing was lost.") from error
    finally:
        new.unlink(missing_ok=True)
    return before


def end_indexer(path: Path) -> None:
    """Nobody can leave what completes the index behind a refresh; what it leaves undone belongs to the cache of before."""
    if not path.exists():
        return
    try:
        with closing(connect_to_read(path)) as raw:
            LeaseTable(Connection(raw, path)).end_holder(INDEXER, _PATIENCE)
    except (StorageError, sqlite3.Error):  # damaged, or of another version: whoever uses it is noticed all the same
        return


@contextmanager
def sole_access(path: Path) -> Iterator[None]:
    """Nobody else uses the cache, nor can begin to, until the block ends. How far that goes for a damaged one, SQLite says.

    Raises StorageError while any process has it open.
    """
    if not path.exists():
        yield
        return
    used = StorageError(f"The cache {path} is in use.", hint="Leave every reader and end what refreshes it, then try again.")
    with closing(sqlite3.connect(path, timeout=1.0, isolation_level=None)) as raw:
        try:
            raw.execute("PRAGMA journal_mode = DELETE").fetchone()  # ends the log, which nobody else may use for that
            raw.execute("BEGIN EXCLUSIVE")
            if raw.execute("PRAGMA journal_mode").fetchone()[0] == "wal":  # somebody came between the two
                raise used
        except sqlite3.DatabaseError as error:
            if code_of(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise used from error
            logger.warning("whether somebody uses the cache that is put aside cannot be told: %s", error)
        yield


def refuse_newer(path: Path) -> None:
    """Raises NewerDatabase for a file of a newer newstui, StorageError for a database of something else."""
    with closing(connect_to_read(path)) as raw:
        version = raw.execute("PRAGMA user_version").fetchone()[0]
        tables = {row[0] for row in raw.execute("SELECT name FROM sqlite_master")}
    if version > VERSION:
        raise newer(path)
    if not {"feeds", "entries"} <= tables:
        raise StorageError(f"The file {path} is no newstui cache.")


def move_aside(database_path: Path, why: str) -> Path | None:
    """Give the cache and its log another name beside it; answers which, None where there is no cache. Raises OSError."""
    if not database_path.exists():
        return None
    stamp = time.strftime("%Y%m%d-%H%M%S")
    stem = f"{database_path.name}.{why}-{stamp}"
    target = database_path.with_name(stem)
    number = 1
    while target.exists():
        number += 1
        target = database_path.with_name(f"{stem}-{number}")
    database_path.rename(target)
    for suffix in ("-wal", "-shm", "-journal"):  # the log holds what is not in the file yet
        log = database_path.with_name(database_path.name + suffix)
        if log.exists():
            log.rename(target.with_name(target.name + suffix))
    return target


def copy(source: Path, target: Path) -> None:
    """Copy a database under a temporary name first, so that half a copy never bears `target`'s name. Its owner alone can read it.

    An existing `target` is replaced. Raises sqlite3.Error, OSError, StorageError.
    """
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with (
            closing(connect_to_read(source)) as reading,
            closing(sqlite3.connect(part)) as writing,
        ):
            reading.backup(writing)
            if writing.execute("SELECT 1 FROM sqlite_master WHERE name = 'leases'").fetchone():
                writing.execute("DELETE FROM leases")  # who does what alone, in the cache that was copied
                writing.commit()
            writing.execute("PRAGMA journal_mode = DELETE")
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
