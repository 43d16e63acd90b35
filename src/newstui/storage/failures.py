"""SQLite's errors in words."""

import os
import sqlite3
from pathlib import Path

from newstui.errors import DamagedDatabase, DiskFull, StorageError

_FULL = {sqlite3.SQLITE_FULL}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
_READ_ONLY = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}


def in_words(error: sqlite3.Error, path: Path) -> StorageError:
    """What `error` means to the user of the cache at `path`."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # extended codes keep the family in the low byte
    if code in _FULL or (code == sqlite3.SQLITE_IOERR and _is_full(path)):
        return DiskFull(f"The disk that holds the cache {path} is full.", hint="Free some space, then try again.")
    if code in _DAMAGED:
        return DamagedDatabase(
            f"The cache {path} is damaged or is no newstui cache ({error}).",
            hint="newstui doctor --salvage saves what can be read of it; newstui backup --restore goes back to a copy.",
        )
    if code in _BUSY:
        return StorageError(
            f"The cache {path} is being written by another process, which did not finish in time.",
            hint="Try again in a moment.",
        )
    if code in _READ_ONLY:
        return StorageError(
            f"The cache {path} cannot be written: the file or its folder is read-only.",
            hint="Change its permissions, or choose another folder with --data-dir.",
        )
    if code == sqlite3.SQLITE_CANTOPEN:
        return StorageError(
            f"The cache {path} cannot be opened.", hint="See that its folder exists and that you may write there."
        )
    if code == sqlite3.SQLITE_IOERR:
        return StorageError(f"The disk failed on reading or writing the cache {path} ({error}).", hint="Run newstui doctor.")
    return StorageError(f"The cache {path} could not be used ({error}).", hint="Run newstui doctor.")


def _is_full(path: Path) -> bool:
    """Whether there is not even room for what SQLite shares between processes (32 kB); it calls that a failing disk."""
    try:
        disk = os.statvfs(path.parent)
    except OSError:
        return False
    return disk.f_bavail * disk.f_frsize < 256 * 1024
