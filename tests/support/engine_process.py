"""A real engine over real pipes, for tests."""

import os
import queue
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from newstui.engine.protocol import Command, Event, decode_event, encode
from support.processes import children

E = TypeVar("E")
PATIENCE = 60.0
"""Seconds to wait for an event before the test fails; the language model's load is the longest."""


class EngineProcess:
    """An engine as the reader starts it; `wait_for` takes its events in order."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.events: queue.Queue[Event | None] = queue.Queue()
        self.said = b""
        """Every byte that came up the pipe."""
        self._log = (data_dir / "engine.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "newstui.engine", "--data-dir", str(data_dir), "--config", str(data_dir / "config.toml")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            start_new_session=True,
        )
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            self.events.put(decode_event(line))
        self.events.put(None)

    def send(self, command: Command) -> None:
        """Send a line down."""
        assert self.process.stdin is not None
        self.process.stdin.write(encode(command))
        self.process.stdin.flush()

    def wait_for(self, kind: type[E], **fields: object) -> E:
        """The next event of a kind with these fields; others are passed over. Fails when the engine ends before."""
        while (event := self.events.get(timeout=PATIENCE)) is not None:
            if isinstance(event, kind) and all(getattr(event, name) == value for name, value in fields.items()):
                return event
        raise AssertionError(f"the engine ended without {kind.__name__}: {(self.data_dir / 'engine.log').read_text()[-2000:]}")

    def children(self) -> list[int]:
        """The process ids of its workers."""
        return children(self.process.pid)

    def close_pipe(self, patience: float = PATIENCE) -> int:
        """Be gone, as a reader is that died; the engine's exit status."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self.process.wait(timeout=patience)

    def kill(self) -> None:
        """kill -9."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._thread.join(10)
        for stream in (self.process.stdin, self.process.stdout, self._log):
            if stream is not None:
                stream.close()
