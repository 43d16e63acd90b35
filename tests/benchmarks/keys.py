"""Bytes on the wire and latency of a key, beside newsboat's, in one run.

Pages, articles and starts are compared by bytes for each cell that changed; rows, lines and the change of focus by bytes.
newsboat has one pane, so its row is a whole line of the terminal.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from math import isnan
from pathlib import Path
from typing import NamedTuple

from benchmarks.program import Program, Step
from benchmarks.tools import NEWSTUI, farm, median, newsboat, tool

SIZES = ((120, 40), (80, 24))
AIMS = {"start": 3.0, "row": 1.0, "open": 1.0, "page": 1.0, "full page": 1.0, "line": 0.75}
"""As multiples of newsboat's; `start` of its start and the opening of a feed."""
FOCUS = 1000  # bytes
DOWN = "\x1bOB"  # the cursor key as ncurses asks for it


class Measured(NamedTuple):
    """Median bytes, cells and milliseconds by step."""

    start: Step
    steps: dict[str, Step]


def main() -> int:
    """Print the tables; 1 where an aim is missed."""
    missed = False
    with both_caches() as (folder, boat):
        if folder is None:
            return 0
        for size in SIZES:
            theirs = measure_newsboat(boat, size) if boat else None
            ours = measure_newstui(folder, size)
            few = measure_newstui(folder, size, TERM="xterm", COLORTERM="")
            missed |= _print(size, ours, few, theirs)
    return int(missed)


@contextmanager
def both_caches() -> Iterator[tuple[Path | None, list[str] | None]]:
    """The same 20 feeds of 500 items in both caches, the newest articles of ours downloaded and analysed."""
    if tool("feedfarm.py") is None or tool("ptybench.py") is None:
        yield None, None
        return
    options = ("--feeds", "20", "--items", "500", "--content", "full")
    with farm(*options) as (_, lists), tempfile.TemporaryDirectory() as made:
        ours, theirs = Path(made) / "newstui", Path(made) / "newsboat"
        ours.mkdir()
        (ours / "config.toml").write_text("[feeds]\nrefresh_on_start = false\nrefresh_minutes = 0\n")
        command = [*NEWSTUI, "--data-dir", str(ours), "--config", str(ours / "config.toml")]
        for words in (("import", str(lists / "newsboat.urls")), ("refresh",), ("prefetch", "--limit", "40")):
            subprocess.run([*command, *words], check=True, stdout=subprocess.DEVNULL)
        with Program(command, size=SIZES[0], environment={}) as reader:
            reader.until(r"1/[0-9.]+k")
            reader.rest(4, 300)  # stories are found, everything is indexed
        theirs.mkdir()
        (theirs / "config").write_text("reload-threads 8\n")
        boat = ["newsboat", "-C", f"{theirs}/config", "-u", str(lists / "newsboat.urls"), "-c", f"{theirs}/cache.db"]
        if newsboat():
            subprocess.run([*boat, "-x", "reload"], check=True, stdout=subprocess.DEVNULL)
        yield ours, boat if newsboat() else None


def _median(steps: list[Step]) -> Step:
    return Step(*(median([value for value in values if not isnan(value)] or [float("nan")]) for values in zip(*steps)))


def measure_newsboat(command: list[str], size: tuple[int, int]) -> Measured:
    """newsboat: from its list of feeds to an article and back."""
    steps: dict[str, Step] = {}
    with Program(command, size=size, environment={}) as boat:
        start = boat.until("Tribune|Herald|Wire|Gazette")
        feed = boat.press("\r")
        steps["row"] = _median([boat.press(DOWN) for _ in range(11)])
        opened, pages, lines = [], [], []
        for _ in range(5):
            opened.append(boat.press("\r"))
            lines += [boat.press(DOWN) for _ in range(6)]
            pages.append(boat.press(" "))
            boat.press("q")
            boat.press(DOWN)
        steps |= {"open": _median(opened), "page": _median(pages), "line": _median(lines)}
    return Measured(Step(start + feed.bytes, feed.cells, *feed[2:]), steps)


def measure_newstui(folder: Path, size: tuple[int, int], **environment: str) -> Measured:
    """The reader: rows, articles, pages, lines in full width, and the panes in turn."""
    command = [*NEWSTUI, "--data-dir", str(folder), "--config", str(folder / "config.toml")]
    forget(folder)
    steps: dict[str, Step] = {}
    with Program(command, size=size, environment=environment) as reader:
        start = reader.until(r"1/[0-9.]+k")
        cells = sum(cell.data != " " for row in reader.emulator.cells() for cell in row)
        steps["row"] = _median([reader.press("j") for _ in range(11)])
        reader.press("g")
        opened, pages, lines, full = [reader.press("\r")], [], [], []
        for _ in range(4):
            pages.append(reader.press(" "))
            opened.append(reader.press("J"))
        steps |= {"open": _median(opened), "page": _median(pages)}
        steps["focus"] = _median([reader.press("\t") for _ in range(8)])
        steps["zoom"] = reader.press("z")
        for _ in range(3):
            reader.press("K")
            lines += [reader.press("j") for _ in range(6)]
            full.append(reader.press(" "))
        steps |= {"full page": _median(full), "line": _median(lines)}
        idle, share = reader.idle(10)
        steps["idle"] = Step(idle, 0, *_NO_TIMES[:2], share * 10_000)
        reader.press("q")
    return Measured(Step(start, cells, *_NO_TIMES), steps)


def forget(folder: Path) -> None:
    """Begin in the list, as at the first start."""
    for name in ("place.json", "screen.snapshot"):
        (folder / name).unlink(missing_ok=True)


_NO_TIMES = (float("nan"),) * 3


def _print(size: tuple[int, int], ours: Measured, few: Measured, theirs: Measured | None) -> bool:
    head = f"{size[0]}x{size[1]}"
    here = f"{'bytes':>8}{'cells':>7}{'ms':>7}{'CPU ms':>8}{'16 colours':>12}"
    print(f"\n{head:<15}{here}{'newsboat':>10}{'cells':>7}{'ratio':>8}{'aim':>7}")
    missed = False
    for name, step in {"start": ours.start, **ours.steps}.items():
        few_step = few.start if name == "start" else few.steps[name]
        line = f"{name:<15}{step.bytes:>8.0f}{step.cells:>7.0f}{step.first_ms:>7.1f}{step.cpu_ms:>8.1f}{few_step.bytes:>12.0f}"
        words, missed_here = _beside(name, step, theirs)
        print(line + words)
        missed |= missed_here
    return missed


def _beside(name: str, step: Step, theirs: Measured | None) -> tuple[str, bool]:
    if name in ("idle", "focus"):
        return "", step.bytes > (FOCUS if name == "focus" else 0)
    if theirs is None or name not in AIMS:
        return "", False
    other = theirs.start if name == "start" else theirs.steps[{"full page": "page"}.get(name, name)]
    if name in ("open", "page", "full page"):
        ratio = step.bytes / max(1, step.cells) / (other.bytes / max(1, other.cells))
    else:
        ratio = step.bytes / other.bytes
    missed = ratio > AIMS[name]
    return f"{other.bytes:>10.0f}{other.cells:>7.0f}{ratio:>8.2f}{AIMS[name]:>7}{'  missed' if missed else ''}", missed


if __name__ == "__main__":
    os.environ.setdefault("PYTHONPATH", "tests")
    sys.exit(main())
