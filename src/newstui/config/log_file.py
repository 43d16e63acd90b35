"""The log: one file, written by every process of newstui, rotated, with levels, and without what was read or what is secret.

Of an address only its host is written, of an exception that is none of ours only its kind and place: its words may quote a page.
"""

import fcntl
import logging
import os
import re
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import IO

from newstui.errors import NewstuiError, StorageError

LIMIT = 1_000_000
"""Bytes after which a new file is begun."""
KEPT = 3
"""Older files that stay: newstui.log.1 is the youngest."""
LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
_FORM = "%(asctime)s %(levelname)-7s %(process)d %(name)s: %(message)s"
_ADDRESS = re.compile(r"(?i)\b([a-z][a-z0-9+.-]*)://(?:[^\s/?#]*@)?([^\s/?#\"'<>)]*)[^\s\"'<>)]*")
_SECRET = re.compile(r"(?i)\b(authorization|bearer|basic|token|key|secret|password|passwd)\b([\"']?\s*[:= ]\s*)\S+")


def without_secrets(text: str) -> str:
    """`text` with each address cut to its host, and what follows a word like "token" left out."""
    return _SECRET.sub(r"\1\2…", _ADDRESS.sub(r"\1://\2/…", text))


class Discreet(logging.Formatter):
    """Formats records without secrets and content, a line each."""

    def __init__(self) -> None:
        super().__init__(_FORM)

    def format(self, record: logging.LogRecord) -> str:
        """The record in one line, a traceback in the lines below it."""
        return without_secrets(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging names it so
        """The line itself, whatever breaks are in it."""
        return " ".join(super().formatMessage(record).split())

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging names it so
        """Where it happened and of what kind it is; its words only where they are ours."""
        lines: list[str] = []
        error = ei[1] if isinstance(ei, tuple) else None
        while isinstance(error, BaseException):
            places = (
                f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)
            )
            ours = isinstance(error, NewstuiError | OSError)
            words = (error.strerror or "" if isinstance(error, OSError) else str(error)) if ours else ""
            lines.append(f"  {type(error).__name__}{': ' + words if words else ''} at {' > '.join(places)}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(lines)


class LogFile(logging.Handler):
    """Appends to the log, which several processes share; begins a new one where it has grown too long."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self.setFormatter(Discreet())

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record; a log that cannot be written stops nobody."""
        try:
            line = self.format(record) + "\n"
            with _opened(self._path) as file:
                file.write(line.encode("utf-8", "replace"))
        except Exception:
            self.handleError(record)


def log_to_file(path: Path, level: int = logging.INFO) -> None:
    """What this process logs goes to the file."""
    _begin(LogFile(path), level)


def set_level(level: int) -> None:
    """From now on, log what is at least as grave."""
    logging.getLogger("newstui").setLevel(level)


def log_to_stderr(level: int = logging.INFO) -> None:
    """What this process logs goes to standard error (a worker's, or with --verbose the terminal)."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet())
    _begin(handler, level)


def open_log(path: Path) -> IO[bytes]:
    """The log for the standard error of another process, to be written at its end. Raises StorageError."""
    try:
        return _opened(path)
    except OSError as error:
        raise StorageError(
            f"The log {path} cannot be written: {error.strerror or error}.",
            hint="Change the permissions of its folder, or choose another one with --data-dir.",
        ) from error


def _begin(handler: logging.Handler, level: int) -> None:
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)  # libraries: they may log what they read
    for name in ("trafilatura", "readability", "htmldate", "charset_normalizer", "feedparser"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    set_level(level)
    logging.raiseExceptions = False


def _opened(path: Path) -> IO[bytes]:
    file = _append(path)
    if os.fstat(file.fileno()).st_size < LIMIT:
        return file
    with file, suppress(FileNotFoundError):  # another process moved it just now
        fcntl.flock(file, fcntl.LOCK_EX)
        if os.path.samestat(os.fstat(file.fileno()), path.stat()):  # else it began the new one, too
            for number in range(KEPT, 0, -1):
                younger = path.with_name(f"{path.name}.{number - 1}") if number > 1 else path
                if younger.exists():
                    younger.replace(path.with_name(f"{path.name}.{number}"))
    return _append(path)


def _append(path: Path) -> IO[bytes]:
    """Readable by its owner only, each write at the end of what others wrote."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600), "ab", buffering=0)
