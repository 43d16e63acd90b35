"""A worker's process and our end of the pipe to it. Needs nothing heavy: it can be started before the rest is imported."""

import socket
import subprocess
import sys
from typing import IO, Any


class WorkerProcess:
    """A process that serves as `role`, in a session of its own. It ends when our end of the pipe is closed.

    One that is started `ahead` loads what reads feeds at once; others do so at their first request. What it has to complain
    about goes to `log` (an open file or descriptor). Raises OSError.
    """

    def __init__(self, role: str, log: IO[Any] | int | None, *, ahead: bool = False) -> None:
        self.pipe, theirs = socket.socketpair()
        try:
            with theirs:
                self._process: subprocess.Popen[bytes] = subprocess.Popen(
                    [sys.executable, "-m", "newstui.engine.worker", role, *(("ahead",) if ahead else ())],
                    stdin=theirs.fileno(),
                    stdout=theirs.fileno(),
                    stderr=subprocess.DEVNULL if log is None else log,
                    start_new_session=True,
                )
        except OSError:
            self.pipe.close()
            raise

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
