"""Which readers run over a cache, and what they show: a file each beside the cache, locked while its reader lives.

Files, not rows: a reader tells what is on its screen as it scrolls, and no other connection must be woken by that. The lock
(flock(2)) ends with the process, however it ends. What is shown stands in a file of its own, which is replaced as a whole: who
looks at it never finds half of it.
"""

import fcntl
import logging
import os
import secrets
import time
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import msgspec

from newstui.model.retention import Holding

_UNNAMED = ".new"
_NOTE = ".note"
_PART = ".part"
_BEFORE = 60
"""Seconds: a reader notes first what it shows some moments after it began."""
logger = logging.getLogger(__name__)


class _Note(msgspec.Struct):
    since: int
    entries: list[int]


class ReaderSession:
    """What this reader needs. In a folder that cannot be written nothing is deleted either, and nothing is noted."""

    def __init__(self, database: Path) -> None:
        self._since = int(time.time()) - _BEFORE
        self._path = _folder(database) / f"{os.getpid()}-{secrets.token_hex(4)}"
        self._file: IO[bytes] | None = None
        self._held: list[int] | None = None

    def hold(self, entries: Iterable[int]) -> None:
        """Note what is shown now; costs nothing where that did not change."""
        held = sorted(set(entries))
        if held == self._held:
            return
        self._held = held
        try:
            self._path.parent.mkdir(mode=0o700, exist_ok=True)
            part = self._path.with_suffix(_PART)
            part.write_bytes(msgspec.json.encode(_Note(self._since, held)))
            part.replace(self._path.with_suffix(_NOTE))
            if self._file is None:
                self._file = self._locked()
        except OSError as error:
            logger.info("what the reader shows could not be noted (%s)", error.strerror or error)

    def _locked(self) -> IO[bytes]:
        """The file gets its name when it is locked: one that is not belongs to a dead reader."""
        unnamed = self._path.with_suffix(_UNNAMED)
        file = unnamed.open("w+b", buffering=0)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            unnamed.rename(self._path)
        except OSError:
            file.close()
            raise
        return file

    def close(self) -> None:
        """Nothing is needed any more."""
        if self._file is not None:
            _remove(self._path)
            self._file.close()
            self._file = None


def held_by_readers(database: Path) -> Holding:
    """What the readers need that run now over this cache. Files of dead ones are removed."""
    since: int | None = None
    entries: set[int] = set()
    folder = _folder(database)
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        note = None if path.suffix else _read(path)
        if note is not None:
            since = note.since if since is None else min(since, note.since)
            entries.update(note.entries)
    return Holding(since, frozenset(entries))


def _read(path: Path) -> _Note | None:
    try:
        with path.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError:
                pass  # held: its reader lives
            else:
                _remove(path)
                return None
        return msgspec.json.decode(path.with_suffix(_NOTE).read_bytes(), type=_Note)
    except (OSError, msgspec.DecodeError) as error:
        # Ending at this moment, or not ours to read: then everything counts as touched in its session.
        logger.info("%s could not be read (%s)", path.name, error)
        return _Note(0, [])


def _remove(path: Path) -> None:
    for suffix in ("", _NOTE, _PART):
        path.with_suffix(suffix).unlink(missing_ok=True)


def _folder(database: Path) -> Path:
    return database.parent / "readers"
