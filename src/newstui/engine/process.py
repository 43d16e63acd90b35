"""A worker's process and our end of the pipe to it. Needs nothing heavy: it can be started before the rest is imported."""

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from typing import IO, Any, Protocol, TypeAlias

logger = logging.getLogger(__name__)

Log: TypeAlias = IO[Any] | int | None
"""Where a worker complains: an open file, a descriptor, or nowhere."""


class _Process(Protocol):
    """What Popen has, as far as a worker needs it."""

    pid: int

    def poll(self) -> int | None: ...

    def kill(self) -> None: ...

    def wait(self) -> int: ...


class WorkerProcess:
    """A process that serves as `role`, in a session of its own. It ends when our end of the pipe is closed.

    What it has to complain about goes to `log`. Raises OSError.
    """

    def __init__(self, role: str, log: Log) -> None:
        self.pipe, theirs = socket.socketpair()
        with theirs:
            self._process = self._begun(role, log, theirs)

    def _begun(self, role: str, log: Log, theirs: socket.socket) -> _Process:
        try:
            return self._start(role, log, theirs)
        except OSError:
            self.pipe.close()
            raise

    def _start(self, role: str, log: Log, theirs: socket.socket) -> _Process:
        return subprocess.Popen(
            [sys.executable, "-m", "newstui.engine.worker", role],
            stdin=theirs.fileno(),
            stdout=theirs.fileno(),
            stderr=subprocess.DEVNULL if log is None else log,
            start_new_session=True,
        )

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def kill(self) -> None:
        """End it and wait for its end; it has nothing to lose."""
        self._process.kill()
        self._process.wait()
        self.pipe.close()


class ForkedParser(WorkerProcess):
    """A parser as a copy of this process: it has most of what it needs at once, and loads what reads feeds without being asked.

    A new process of Python takes a fifth of a second for that, as much as it then takes to read thirty feeds.
    Only where `can_fork` says so.
    """

    def __init__(self, log: Log) -> None:
        super().__init__("parser", log)

    def _start(self, role: str, log: Log, theirs: socket.socket) -> _Process:
        pid = os.fork()
        if pid == 0:
            _be_a_parser(log, theirs)
        return _Fork(pid)


def can_fork() -> bool:
    """Whether a copy of this process is sound: on Linux, and while there is no other thread that may hold a lock."""
    return sys.platform == "linux" and threading.active_count() == 1


def _be_a_parser(log: Log, theirs: socket.socket) -> None:
    """In the copy: nothing that was open stays so, nothing on the way here is undone, nothing comes back from here."""
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        os.setsid()
        complaints = os.open(os.devnull, os.O_WRONLY) if log is None else log if isinstance(log, int) else log.fileno()
        for number, stands_for in enumerate((theirs.fileno(), theirs.fileno(), complaints)):
            os.dup2(stands_for, number)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))

        from newstui.engine.worker import serve_feeds

        serve_feeds()
        status = 0
    except Exception:
        logger.exception("a copied parser ended")
    finally:
        os._exit(status)


class _Fork:
    """A copy of this process as its parent has it."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._status: int | None = None

    def poll(self) -> int | None:
        """How it ended; None while it runs."""
        return self._look(os.WNOHANG)

    def kill(self) -> None:
        """End it."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """Wait for its end: how it ended."""
        status = self._look(0)
        assert status is not None
        return status

    def _look(self, how: int) -> int | None:
        if self._status is None:
            pid, status = os.waitpid(self.pid, how)
            if pid:
                self._status = os.waitstatus_to_exitcode(status)
        return self._status
