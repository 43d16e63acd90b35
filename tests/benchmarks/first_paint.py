"""One start of a program in a terminal, taken apart afterwards: when was its screen full for the first time, and at what cost.

Nothing is emulated while the program runs, so that the measuring takes nothing from it: each frame's end is noted with the
time and with the CPU that the process (all its threads, no child) has used, and the bytes go through pyte when it is over.
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
from typing import NamedTuple

import pyte

LONGEST = 30.0
"""Seconds until a start that shows nothing is given up."""

_FRAME_END = b"\x1b[?2026l"
_EMPTY = 200  # bytes: what is shorter between two frames' ends paints nothing
_QUESTION, _ANSWER = b"\x1b[?2026$p", b"\x1b[?2026;2$y"  # whether the terminal holds a frame until it is complete: it does


class FirstPaint(NamedTuple):
    """What a start took until its first full screen; `all_bytes` and `paints` also count what came in the half second after."""

    wall_ms: float
    cpu_ms: float
    rss_mb: float
    bytes: float
    all_bytes: float
    paints: float


class _Frame(NamedTuple):
    end: int
    wall_ms: float
    cpu_ms: float
    rss_mb: float


class _Screen(pyte.Screen):
    def report_device_status(self, mode: int = 0, **_: object) -> None:
        """No answer."""

    def report_device_attributes(self, mode: int = 0, **_: object) -> None:
        """No answer."""


def first_paint(
    command: Sequence[str], *, size: tuple[int, int], ready: str, environment: Mapping[str, str], after: float = 0.5
) -> FirstPaint:
    """Start the program once and end it `after` seconds past its last bytes.

    `ready` is a regular expression over the screen's text, blanks folded, that holds on the first full screen.
    Raises RuntimeError, with the screen, where it never does.
    """
    columns, rows = size
    left_out = ("COLUMNS", "LINES", "NO_COLOR", "PYTHONDONTWRITEBYTECODE")
    variables = {name: value for name, value in os.environ.items() if name not in left_out}
    variables |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_ANIMATIONS": "none", **environment}
    began = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        try:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(command[0], list(command), variables)
        finally:
            os._exit(127)
    try:
        sent, frames = _listen(pid, terminal, began, after)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)
    screen = _Screen(columns, rows)
    stream, at, pattern = pyte.ByteStream(screen), 0, re.compile(ready, re.DOTALL)
    for frame in frames:
        # pyte does not know the kitty keyboard's sequences, and would print their ends.
        stream.feed(re.sub(rb"\x1b\[[<>=?][0-9;]*[a-zA-Z$]+", b"", sent[at : frame.end]))
        at = frame.end
        if pattern.search(" ".join("\n".join(screen.display).split())):
            painted = sum(len(data) > _EMPTY for data in sent.split(_FRAME_END))
            return FirstPaint(frame.wall_ms, frame.cpu_ms, frame.rss_mb, frame.end, len(sent), painted)
    raise RuntimeError("never ready:\n" + "\n".join(screen.display))


def _listen(pid: int, terminal: int, began: float, after: float) -> tuple[bytes, list[_Frame]]:
    sent, frames, answered = bytearray(), list[_Frame](), False
    while select.select([terminal], [], [], after if frames else LONGEST)[0]:
        try:
            data = os.read(terminal, 1 << 16)
        except OSError:
            break
        now = time.perf_counter()
        searched = max(0, len(sent) - len(_FRAME_END))
        sent += data
        if not answered and _QUESTION in sent:
            answered = True
            os.write(terminal, _ANSWER)
        ended = sent.find(_FRAME_END, searched)
        while ended >= 0:
            end = ended + len(_FRAME_END)
            if not frames or end > frames[-1].end:
                frames.append(_Frame(end, (now - began) * 1000, _cpu_ms(pid), _rss_mb(pid)))
            ended = sent.find(_FRAME_END, end)
    return bytes(sent), frames


def _cpu_ms(pid: int) -> float:
    """What the process's threads have used; not a number where the system does not say so finely."""
    try:
        tasks = [(task / "schedstat").read_text() for task in Path(f"/proc/{pid}/task").iterdir()]
    except OSError:
        return float("nan")
    return sum(int(line.split()[0]) for line in tasks) / 1e6


def _rss_mb(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return float("nan")
