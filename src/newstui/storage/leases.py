"""Leases: one process at a time holds a name, and a process that died holds nothing."""

import os
import platform
import signal
import time
from contextlib import suppress
from datetime import datetime
from functools import cache
from pathlib import Path

from newstui.storage.connection import Connection, Row
from newstui.storage.times import to_unix

INDEXER = "indexer"
"""The lease of the process that completes the index. It has nothing to lose: who needs the cache alone ends it."""


class LeaseTable:
    """The leases. A lease ends when its holder gives it up, dies, or lets it expire."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def acquire(self, name: str, holder: str, pid: int, now: datetime, seconds: float) -> bool:
        """Take the lease, or renew it as its holder; False while another one holds it.

        `holder` names who asks (once a process, such as "engine 4711 3f9a"), `pid` is the process whose death ends it.
        It is taken over from a holder that is dead on this machine, at once; from any other when it has expired, or when it
        was renewed so far in the future that the clock must have been set back since.
        """
        with self._db.write():
            row = self._db.row(
                "SELECT holder, pid, process, machine, boot, renewed_at, expires_at FROM leases WHERE name = ?", (name,)
            )
            if row and row[0] != holder and _holds(row, to_unix(now)):
                return False
            self._write(name, holder, pid, now, seconds)
            return True

    def renew(self, name: str, holder: str, pid: int, now: datetime, seconds: float) -> bool:
        """Hold it longer; False where it is another's by now (the holder slept too long), who must be left alone."""
        with self._db.write():
            if self.holder(name) != holder:
                return False
            self._write(name, holder, pid, now, seconds)
            return True

    def release(self, name: str, holder: str) -> None:
        """Give it up, if it is still this holder's."""
        with self._db.write():
            self._db.execute("DELETE FROM leases WHERE name = ? AND holder = ?", (name, holder))

    def holder(self, name: str) -> str | None:
        """Who took it last and did not give it up; it may be dead."""
        found = self._db.value("SELECT holder FROM leases WHERE name = ?", (name,))
        return None if found is None else str(found)

    def end_holder(self, name: str, patience: float) -> None:
        """Ask the process that holds the lease to end, if it lives on this machine, and wait for that up to so many seconds."""
        row = self._db.row("SELECT pid, process, machine, boot FROM leases WHERE name = ?", (name,))
        if row is None or (row[2], row[3]) != _place() or not _alive(row[0], row[1]):
            return
        with suppress(ProcessLookupError, PermissionError):
            os.kill(row[0], signal.SIGTERM)
        end = time.monotonic() + patience
        while _alive(row[0], row[1]) and time.monotonic() < end:
            time.sleep(0.02)

    def _write(self, name: str, holder: str, pid: int, now: datetime, seconds: float) -> None:
        at = to_unix(now)
        self._db.execute(
            "INSERT OR REPLACE INTO leases(name, holder, pid, process, machine, boot, renewed_at, expires_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (name, holder, pid, _process(pid), *_place(), at, at + max(1, round(seconds))),
        )


def _holds(row: Row, now: int) -> bool:
    _, pid, process, machine, boot, renewed_at, expires_at = row
    here, this_boot = _place()
    if machine == here and (boot != this_boot or not _alive(pid, process)):
        return False
    return bool(2 * renewed_at - expires_at <= now < expires_at)


def _alive(pid: int, process: str) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # another user's: it lives
    return not process or _process(pid) == process


def _process(pid: int) -> str:
    """The process's start in clock ticks since boot (field 22 of proc_pid_stat(5)); empty where the system does not say.

    A zombie counts as dead and gets none.
    """
    try:
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in (b"Z", b"X") else fields[19].decode()


@cache
def _place() -> tuple[str, str]:
    """This machine (with the process namespace, since containers count processes for themselves) and its boot."""
    try:
        namespace = str(Path("/proc/self/ns/pid").readlink())
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        namespace = boot = ""
    return f"{platform.node()} {namespace}".strip(), boot
