"""The start, in wall time: the first pixels against `python -c pass`, the first key answered against an empty Textual app.

The key is typed before the program is there. Programs take turns, and the ratio is the median of those of neighbouring runs:
what else the machine does falls on all of them.
"""

import os
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.caches import make_cache
from benchmarks.program import Program
from benchmarks.tools import NEWSTUI, median
from support.emulator import Emulator
from support.quiet import quiet

RUNS = 9
ENTRIES = (100, 100_000)
PIXELS, LIVE, GROWTH = 2.5, 1.2, 1.1
"""The aims: first pixels and first key answered as multiples, and the larger cache as a multiple of the smaller."""
SIZE = (120, 40)


class Start(NamedTuple):
    """Milliseconds from spawn."""

    pixels: float
    """Until the first screenful began to arrive."""
    answered: float
    """Until the screen showed what the key leads to."""
    bytes: float


def main() -> int:
    """Print the table; 1 where an aim is missed."""
    missed = False
    with tempfile.TemporaryDirectory() as made:
        folders = {entries: _cache(Path(made) / str(entries), entries) for entries in ENTRIES}
        runs: dict[str, list[Start]] = {}
        for number in range(RUNS + 1):
            for name, run in _round(folders).items():
                if number:  # the first one reads the files into memory, and compiles what was not compiled yet
                    runs.setdefault(name, []).append(run)
        print(f"medians of {RUNS} starts, taking turns, {SIZE[0]}x{SIZE[1]}, milliseconds")
        print(f"{'':<34}{'pixels':>8}{'live':>8}{'bytes':>8}")
        for name, found in runs.items():
            middle = Start(*map(median, zip(*found, strict=True)))
            print(f"{name:<34}{middle.pixels:>8.0f}{middle.answered:>8.0f}{middle.bytes:>8.0f}")
        few, many = (f"{entries:,} entries, again" for entries in ENTRIES)
        for words, ratio, aim in (
            ("first pixels / python -c pass", _ratio(runs[many], runs["python -c pass"], "pixels"), PIXELS),
            ("live / empty app", _ratio(runs[many], runs["empty app"], "answered"), LIVE),
            ("live, 100,000 / 100 entries", _ratio(runs[many], runs[few], "answered"), GROWTH),
        ):
            print(f"{words:<34}{ratio:>8.2f}   aim: {aim}")
            missed |= ratio > aim
    return int(missed)


def _ratio(ours: list[Start], theirs: list[Start], what: str) -> float:
    return median([getattr(a, what) / getattr(b, what) for a, b in zip(ours, theirs, strict=True)])


def _cache(folder: Path, entries: int) -> Path:
    folder.mkdir()
    make_cache(folder / "newstui.db", entries=entries, feeds=50)
    quiet(folder)
    return folder


def _round(folders: Mapping[int, Path]) -> dict[str, Start]:
    """Each program once; the reader without a snapshot, and again with the one that it left."""
    found = {
        "python -c pass": start([sys.executable, "-c", "pass"], key="", answer=""),
        "empty app": start([sys.executable, str(Path(__file__).with_name("empty_app.py"))], key="x", answer="answered"),
    }
    for entries, folder in folders.items():
        command = [*NEWSTUI, "--data-dir", str(folder), "--config", str(folder / "config.toml")]
        for name in ("place.json", "screen.snapshot"):
            (folder / name).unlink(missing_ok=True)
        found[f"{entries:,} entries, first"] = start(command, key="j", answer=r" 2/", leave="q")
        found[f"{entries:,} entries, again"] = start(command, key="k", answer=r" 1/", leave="q")
    return found


def start(command: Sequence[str], *, key: str, answer: str, leave: str = "") -> Start:
    """One start; without an answer to wait for, until the program has ended."""
    with Program(command, size=SIZE, environment={}) as program:
        if key:
            os.write(program.terminal, key.encode())
        chunks = program.listen(answer)
        if leave:
            os.write(program.terminal, leave.encode())
            program.listen("")
    if not answer:
        return Start(program.ended_ms, program.ended_ms, 0)
    return Start(*_moments(bytes(program.sent), chunks, answer))


def _moments(sent: bytes, chunks: list[tuple[float, int]], answer: str) -> tuple[float, float, float]:
    """When a screenful began to come, and when the answer was on the screen; the bytes until then."""
    screen, at, pattern = Emulator(*SIZE), 0, re.compile(answer)
    pixels = next((ms for ms, end in chunks if end > 400), float("nan"))
    for ms, end in chunks:
        screen.feed(sent[at:end])
        at = end
        if pattern.search(screen.text):
            return pixels, ms, end
    raise RuntimeError(f"{answer!r} never came:\n{screen.text}")


if __name__ == "__main__":
    sys.exit(main())
