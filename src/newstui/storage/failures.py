"""SQLite's errors in words."""

import os
import sqlite3
from pathlib import Path

from newstui.errors import DamagedDatabase, DiskFull, StorageError

_FULL = {sqlite3.SQLITE_FULL}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
_ROOM = 256 * 1024
_READ_ONLY = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}


def code_of(error: sqlite3.Error) -> int:
    """SQLite's primary result code (SQLITE_BUSY, ...); 0 where Python's own module raised the error."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF  # extended codes keep the primary one in the low byte


def in_words(error: sqlite3.Error, path: Path) -> StorageError:
    """What `error` means to the user of the cache at `path`."""
    code = code_of(error)
    if code in _FULL or (code == sqlite3.SQLITE_IOERR and _is_full(path)):
        return DiskFull(
            f"The disk is full, or what you may use of it: the cache {path} cannot grow.", hint="Free some space, then try again."
        )
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
    if code in _READ_ONLY or (code == sqlite3.SQLITE_CANTOPEN and is_sealed(path)):
        return sealed(path)
    if code == sqlite3.SQLITE_CANTOPEN:
        return StorageError(
            f"The cache {path} cannot be opened.", hint="See that its folder exists and that you may write there."
        )
    if code == sqlite3.SQLITE_IOERR:
        return StorageError(f"The disk failed on reading or writing the cache {path} ({error}).", hint="Run newstui doctor.")
    return StorageError(f"The cache {path} could not be used ({error}).", hint="Run newstui doctor.")


def sealed(path: Path) -> StorageError:
    """What is said where something would have to be written."""
    return StorageError(
        f"The cache is read-only: {path} or its folder cannot be written.",
        hint="Change its permissions, or choose another folder with --data-dir.",
    )


def is_sealed(path: Path) -> bool:
    """Whether the cache can be read, but nothing be written beside it, as SQLite has to."""
    return path.is_file() and os.access(path, os.R_OK) and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def _is_full(path: Path) -> bool:
    """Whether nothing can be added there: no room, a used-up quota, a limit on files. SQLite calls that a failing disk."""
    import errno  # all three for what seldom happens
    import resource
    import tempfile

    try:
        disk = os.statvfs(path.parent)
        if disk.f_bavail * disk.f_frsize < _ROOM:  # what SQLite shares between processes takes some of it
            return True
        with tempfile.TemporaryFile(dir=path.parent) as probe:
            probe.write(bytes(_ROOM))
    except OSError as error:
        return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    most, _ = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = path.stat().st_size if path.exists() else 0
    return most != resource.RLIM_INFINITY and size + _ROOM > most
