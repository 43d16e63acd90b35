"""A slow line between a program and its terminal: so many bytes a second, each so many milliseconds under way.

What the program writes goes into a queue, as into a real line's buffers, and comes out when the line would have brought it. The
terminal at the far end answers status questions, its answers under way as long as the keys are.
"""

import fcntl
import os
import pty
import select
import struct
import termios
import time
from collections import deque
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from support.emulator import Emulator

QUESTION, ANSWER = b"\x1b[5n", b"\x1b[0n"


class Held(NamedTuple):
    """How a held key fared."""

    lag: float
    """Seconds from the last press until the screen showed what it leads to."""
    bytes: int
    text: str
    """The screen at the end."""


class SlowLine:
    """Runs a program at the near end, in real time."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        size: tuple[int, int],
        environment: Mapping[str, str],
        rate: float = 5000,
        delay: float = 0.15,
        answers: bool = True,
    ) -> None:
        columns, rows = size
        self.emulator = Emulator(columns, rows)
        self._rate, self._delay, self._answers = rate, delay, answers
        self._under_way: deque[tuple[float, bytes]] = deque()  # when it arrives, and what
        self._coming_back: deque[tuple[float, bytes]] = deque()
        self._free = 0.0  # when the line has sent all that was given to it
        self.bytes = 0
        self.shown_at = 0.0
        """When the screen last changed."""
        self._tail = b""
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                os.execvpe(command[0], list(command), {**environment})
            finally:
                os._exit(127)

    def press(self, keys: str) -> None:
        """Type at the far end."""
        self._coming_back.append((time.monotonic() + self._delay, keys.encode()))

    def run(self, seconds: float) -> None:
        """Let time pass."""
        end = time.monotonic() + seconds
        while (now := time.monotonic()) < end:
            self._deliver(now)
            moments = [moment for moment, _ in (*list(self._under_way)[:1], *list(self._coming_back)[:1])]
            wait = max(0.0, min([end, *moments]) - now)
            full = self._free - now > 1.0  # a second of the line's work is what its buffers hold: the program has to wait
            if select.select([] if full else [self.terminal], [], [], min(wait, 0.02) if full else wait)[0]:
                try:
                    self._send(os.read(self.terminal, 512))
                except OSError:
                    return

    def _send(self, data: bytes) -> None:
        now = time.monotonic()
        self.bytes += len(data)
        self._free = max(now, self._free) + len(data) / self._rate
        self._under_way.append((self._free + self._delay, data))

    def _deliver(self, now: float) -> None:
        while self._under_way and self._under_way[0][0] <= now:
            _, data = self._under_way.popleft()
            before = self.emulator.text
            self.emulator.feed(data)
            if self.emulator.text != before:
                self.shown_at = now
            if self._answers:
                for _ in range((self._tail + data).count(QUESTION)):
                    self._coming_back.append((now + self._delay, ANSWER))
            self._tail = data[-len(QUESTION) + 1 :] if not data.endswith(QUESTION) else b""
        while self._coming_back and self._coming_back[0][0] <= now:
            os.write(self.terminal, self._coming_back.popleft()[1])

    def quiet(self, seconds: float) -> None:
        """Let time pass until nothing has changed for so long."""
        self.run(0.2)
        while time.monotonic() - self.shown_at < seconds or self._under_way:
            self.run(0.1)

    def hold(self, key: str, *, times: int, pause: float) -> Held:
        """Hold a key down: so many presses, so many seconds apart."""
        started = self.bytes
        for _ in range(times):
            self.press(key)
            self.run(pause)
        released = time.monotonic()
        self.quiet(2.0)
        return Held(self.shown_at - released, self.bytes - started, self.emulator.text)
