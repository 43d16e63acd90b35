"""The real program in a real pseudo-terminal, its bytes read by an independent emulator (pyte)."""

import fcntl
import os
import pty
import resource
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyte

from support.emulator import Emulator

PATIENCE = 40.0
"""Seconds until a test stops waiting for the screen."""

_LEFT_OUT = frozenset(("NO_COLOR", "SSH_CONNECTION", "SSH_TTY", "COLUMNS", "LINES", "LC_ALL", "LC_CTYPE"))


class PtyReader:
    """newstui in a terminal of its own, its engine with it: `python -m newstui --data-dir DIR`."""

    def __init__(
        self,
        data_dir: Path,
        *,
        size: tuple[int, int] = (120, 40),
        environment: Mapping[str, str] | None = None,
        command: Sequence[str] = (),
        file_limit: int | None = None,
    ) -> None:
        """`command`: another program, as which the reader is reached. `file_limit`: bytes beyond which no file may grow."""
        self._file_limit = file_limit
        self._idle_key = ""
        columns, rows = size
        self.emulator = Emulator(columns, rows)
        self.screen = self.emulator.screen
        self.sent = b""
        """Every byte that reached the terminal."""
        self._master, self._slave = pty.openpty()
        self._set_size(size)
        self.modes_before = termios.tcgetattr(self._slave)
        variables = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
        variables |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", **(environment or {})}
        config = data_dir / "config.toml"
        if not command and data_dir.is_dir() and not config.exists():
            config.touch()
        own = [sys.executable, "-m", "newstui", "--data-dir", str(data_dir), "--config", str(config)]
        self.process = subprocess.Popen(
            command or own,
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            env=variables,
            start_new_session=True,
            preexec_fn=self._take_terminal,
        )

    def _take_terminal(self) -> None:
        fcntl.ioctl(self._slave, termios.TIOCSCTTY, 0)
        if self._file_limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (self._file_limit, self._file_limit))

    def _set_size(self, size: tuple[int, int]) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for descriptor in (self._master, self._slave):
            if descriptor >= 0:
                os.close(descriptor)

    # The keyboard.

    def type(self, keys: str) -> None:
        """Send keys as a terminal does."""
        os.write(self._master, keys.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        self._set_size((columns, rows))
        self.screen.resize(rows, columns)

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self.process.send_signal(number)

    def hang_up(self) -> None:
        """Close the terminal: what a lost connection does."""
        os.close(self._slave)
        os.close(self._master)
        self._master = self._slave = -1

    # The screen.

    @property
    def text(self) -> str:
        """What is on the screen."""
        return self.emulator.text

    def pump(self, seconds: float = 0.05) -> bool:
        """Read what the program sends within some time; whether there was anything."""
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:  # the other end has closed
            return False
        self.sent += data
        self.emulator.feed(data)
        return True

    def until(self, condition: Callable[[], object] | str, what: str = "") -> None:
        """Read until words are on the screen, or something else is so."""
        end = time.monotonic() + PATIENCE
        holds = (lambda: condition in self.text) if isinstance(condition, str) else condition
        while not holds():
            assert time.monotonic() < end, f"{what or condition!r} did not happen:\n{self.text}"
            self.pump()

    def settle(self) -> None:
        """Read until all that is on the screen by now is there whole: what a key that does nothing leads to is sent behind it."""
        self._idle_key = "Q" if self._idle_key == "%" else "%"
        self.type(self._idle_key)
        self.until(f"{self._idle_key} does nothing")

    def fall_silent(self, seconds: float) -> None:
        """Read until nothing has come for so long. Fails where something comes again and again."""
        end = time.monotonic() + PATIENCE
        while self.pump(seconds):
            assert time.monotonic() < end, f"it never fell silent for {seconds:.0f} seconds:\n{self.text}"

    def ended(self) -> int:
        """Read until the program has ended; its exit status."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < end, f"it did not end:\n{self.text}"
            if self._master >= 0:
                self.pump()
            else:
                select.select([], [], [], 0.05)
        while self._master >= 0 and self.pump(0):
            pass
        return self.process.returncode

    def styled(self, words: str) -> pyte.screens.Char:
        """The first cell of words on the screen."""
        for y, line in enumerate(self.screen.display):
            if (x := line.find(words)) >= 0:
                return self.screen.buffer[y][x]
        raise AssertionError(f"{words!r} is not on the screen:\n{self.text}")

    @property
    def modes(self) -> list[Any]:
        """The terminal's modes, as the shell would find them."""
        return termios.tcgetattr(self._slave)
