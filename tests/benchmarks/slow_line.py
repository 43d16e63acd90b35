"""Holding the cursor key down, 15 presses a second, over 5 kB a second and 150 ms each way: how far behind is the screen?"""

import os
import signal
import sys
import tempfile
from pathlib import Path

from benchmarks.caches import make_cache
from benchmarks.program import _LEFT_OUT
from benchmarks.tools import NEWSTUI
from support.quiet import quiet
from support.slow_line import Held, SlowLine

PRESSES, PAUSE = 90, 1 / 15
AIM = 1.0
"""Seconds."""


def main() -> int:
    """Print the table; 1 where the aim is missed."""
    missed = False
    print(f"{'':<34}{'behind, s':>10}{'bytes':>9}{'arrived':>9}   aim: {AIM} s")
    with tempfile.TemporaryDirectory() as folder:
        make_cache(Path(folder) / "newstui.db", entries=10_000)
        quiet(Path(folder))
        for size in ((120, 40), (80, 24)):
            for answers in (True, False):
                held = measure(folder, size, answers=answers)
                arrived = f"{PRESSES + 1}/" in held.text
                name = f"{size[0]}x{size[1]}, {'a terminal that answers' if answers else 'one that does not'}"
                print(f"{name:<34}{held.lag:>10.2f}{held.bytes:>9}{'yes' if arrived else 'no':>9}", flush=True)
                missed |= answers and (held.lag > AIM or not arrived)
    return int(missed)


def measure(folder: str, size: tuple[int, int], *, answers: bool) -> Held:
    """Hold the key down once."""
    for name in ("place.json", "screen.snapshot"):
        (Path(folder) / name).unlink(missing_ok=True)
    command = [*NEWSTUI, "--data-dir", folder, "--config", str(Path(folder) / "config.toml")]
    environment = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
    environment |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    line = SlowLine(command, size=size, environment=environment, answers=answers)
    try:
        while "help" not in line.emulator.text:
            line.run(0.2)
        line.quiet(2.0)
        return line.hold("j", times=PRESSES, pause=PAUSE)
    finally:
        os.kill(line.pid, signal.SIGHUP)
        line.run(1.5)
        os.kill(line.pid, signal.SIGKILL)
        os.waitpid(line.pid, 0)
        os.close(line.terminal)


if __name__ == "__main__":
    sys.exit(main())
