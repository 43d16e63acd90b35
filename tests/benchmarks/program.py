"""A program in a terminal of its own: keys in, bytes and screens out, counted.

The terminal answers what programs ask, at once. Bytes go through an emulator between keys only, so that emulating takes
nothing from what is measured.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from support.emulator import Emulator

ANSWERS = (
    (re.compile(rb"\x1b\[5n"), b"\x1b[0n"),
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
)
_LEFT_OUT = ("COLUMNS", "LINES", "NO_COLOR", "PYTHONDONTWRITEBYTECODE", "COLORTERM")


class Step(NamedTuple):
    """What a key did."""

    bytes: float
    cells: float
    """Cells that look different now."""
    first_ms: float
    """From the key to the first byte; not a number where none came."""
    last_ms: float
    cpu_ms: float


class Program:
    """Runs `command`; ended at the latest when the block is left."""

    def __init__(self, command: Sequence[str], *, size: tuple[int, int], environment: Mapping[str, str]) -> None:
        columns, rows = size
        variables = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
        variables |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", **environment}
        self.emulator = Emulator(columns, rows)
        self.sent = bytearray()
        self._read = 0
        self.ended_ms = 0.0
        """When the program had closed its terminal, in milliseconds; 0 while it has it."""
        self.began = time.perf_counter()
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                os.execvpe(command[0], list(command), variables)
            finally:
                os._exit(127)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        os.kill(self.pid, signal.SIGHUP)
        end = time.monotonic() + 3
        while not os.waitpid(self.pid, os.WNOHANG)[0]:
            if time.monotonic() > end:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
                break
            self.pump(0.05)
        os.close(self.terminal)

    def pump(self, seconds: float) -> float:
        """Read what comes within some time; when it came, 0 where nothing did. The emulator does not see it yet."""
        if not select.select([self.terminal], [], [], seconds)[0]:
            return 0.0
        try:
            data = os.read(self.terminal, 1 << 16)
        except OSError:
            self.ended_ms = self.ended_ms or (time.perf_counter() - self.began) * 1000
            select.select([], [], [], min(seconds, 0.05))
            return 0.0
        at = time.perf_counter()
        tail = bytes(self.sent[-12:])
        self.sent += data
        for question, answer in ANSWERS:
            for found in question.finditer(tail + data):
                if found.end() > len(tail):
                    os.write(self.terminal, answer)
        return at

    def show(self) -> None:
        """Let the emulator see what came."""
        self.emulator.feed(bytes(self.sent[self._read :]))
        self._read = len(self.sent)

    def until(self, words: str, patience: float = 60.0) -> int:
        """Read until the screen shows a pattern, and is quiet; bytes so far. Raises RuntimeError where it never does."""
        pattern, end = re.compile(words, re.DOTALL), time.monotonic() + patience
        while not pattern.search(self.emulator.text):
            if time.monotonic() > end:
                raise RuntimeError(f"{words!r} never came:\n{self.emulator.text}")
            self.pump(0.1)
            self.show()
        while self.pump(0.7) and time.monotonic() < end:
            pass
        self.show()
        return len(self.sent)

    def press(self, keys: str, *, quiet: float = 0.25) -> Step:
        """Send keys, and read until it is quiet."""
        before, start, cpu = self.emulator.cells(), len(self.sent), cpu_ms(self.pid)
        at = time.perf_counter()
        os.write(self.terminal, keys.encode())
        first = last = 0.0
        wait = 1.5
        while came := self.pump(wait):
            first, last, wait = first or came, came, quiet
        self.show()
        cells = sum(a != b for old, new in zip(before, self.emulator.cells()) for a, b in zip(old, new))
        nan = float("nan")
        times = ((first - at) * 1000, (last - at) * 1000) if first else (nan, nan)
        return Step(len(self.sent) - start, cells, *times, cpu_ms(self.pid) - cpu)

    def listen(self, words: str, patience: float = 60.0) -> list[tuple[float, int]]:
        """Read until the screen shows a pattern, or the program has ended; milliseconds and bytes so far, for each read."""
        chunks: list[tuple[float, int]] = []
        pattern, end = re.compile(words), time.monotonic() + patience
        while not self.ended_ms and time.monotonic() < end:
            if came := self.pump(0.05):
                chunks.append(((came - self.began) * 1000, len(self.sent)))
                continue
            self.show()
            if words and pattern.search(self.emulator.text):
                break
        return chunks

    def rest(self, quiet: float, patience: float) -> None:
        """Read until nothing has come for so long: what the engine had to do is done."""
        end = time.monotonic() + patience
        while self.pump(quiet) and time.monotonic() < end:
            pass
        self.show()

    def idle(self, seconds: float) -> tuple[int, float]:
        """Do nothing; the bytes that came, and the share of a core that was used."""
        start, cpu, end = len(self.sent), cpu_ms(self.pid), time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.pump(left)
        return len(self.sent) - start, (cpu_ms(self.pid) - cpu) / (seconds * 1000)


def cpu_ms(pid: int) -> float:
    """What a process's threads have used; not a number where the system does not say so finely."""
    try:
        tasks = [(task / "schedstat").read_text() for task in Path(f"/proc/{pid}/task").iterdir()]
    except OSError:
        return float("nan")
    return sum(int(line.split()[0]) for line in tasks) / 1e6
