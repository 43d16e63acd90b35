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

from benchmarks.caches import make_cache
from benchmarks.program import Program, Step
from benchmarks.tools import NEWSTUI, farm, median, newsboat, tool

SIZES = ((120, 40), (80, 24))
DOWN = "\x1bOB"  # the cursor key as ncurses asks for it


class Measured(NamedTuple):
    """Median bytes, cells and milliseconds by step."""

    start: Step
    steps: dict[str, Step]


def main() -> int:
    """Print the tables; 1 where an aim is missed."""
    missed = 0
    with tempfile.TemporaryDirectory() as folder, _newsboat() as boat:
        make_cache(Path(folder) / "newstui.db", entries=10_000, articles=200)
        for size in SIZES:
            theirs = measure_newsboat(boat, size) if boat else None
            ours = measure_newstui(folder, size)
            few = measure_newstui(folder, size, TERM="xterm", COLORTERM="")
            missed |= _print(size, ours, few, theirs)
    return int(missed)


@contextmanager
def _newsboat() -> Iterator[list[str] | None]:
    if not newsboat() or tool("feedfarm.py") is None:
        yield None
        return
    options = ("--feeds", "20", "--items", "500", "--content", "full")
    with farm(*options) as (_, lists), tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "config").write_text("reload-threads 8\n")
        boat = ["newsboat", "-C", f"{folder}/config", "-u", str(lists / "newsboat.urls"), "-c", f"{folder}/cache.db"]
        subprocess.run([*boat, "-x", "reload"], check=True, stdout=subprocess.DEVNULL)
        yield boat


def _median(steps: list[Step]) -> Step:
    return Step(*(median([value for value in values if not isnan(value)] or [float("nan")]) for values in zip(*steps)))


def measure_newsboat(command: list[str], size: tuple[int, int]) -> Measured:
    """newsboat: from its list of feeds to an article and back."""
    steps: dict[str, Step] = {}
    with Program(command, size=size, environment={}) as boat:
        start = boat.until("Tribune|Herald|Wire|Gazette")
        feed = boat.press("\r")
        steps["row"] = _median([boat.press(DOWN) for _ in range(11)])
        steps["open"] = boat.press("\r")
        steps["page"] = boat.press(" ")
        boat.press("\x1b[H")
        steps["line"] = _median([boat.press(DOWN) for _ in range(5)])
        boat.press("q")
        opened = [steps["open"]]
        for _ in range(4):
            boat.press(DOWN)
            opened.append(boat.press("\r"))
            boat.press("q")
        steps["open"] = _median(opened)
    return Measured(Step(start + feed.bytes, feed.cells, *feed[2:]), steps)


def measure_newstui(folder: str, size: tuple[int, int], **environment: str) -> Measured:
    """The reader: rows, articles, pages, lines in full width, and the panes in turn."""
    command = [*NEWSTUI, "--data-dir", folder]
    environment["NEWSTUI_CONFIG"] = str(Path(folder) / "config.toml")
    for name in ("place.json", "screen.snapshot"):  # each begins in the list
        (Path(folder) / name).unlink(missing_ok=True)
    steps: dict[str, Step] = {}
    with Program(command, size=size, environment=environment) as reader:
        start = reader.until(r"1/[0-9.]+k.*help")
        cells = sum(cell.data != " " for row in reader.emulator.cells() for cell in row)
        steps["row"] = _median([reader.press("j") for _ in range(11)])
        opened = [reader.press("\r")]
        steps["page"] = _median([reader.press(" "), reader.press("b")])
        steps["focus"] = _median([reader.press("\t") for _ in range(6)])
        opened += [reader.press("J") for _ in range(4)]
        steps["open"] = _median(opened)
        reader.press("z")
        steps["line"] = _median([reader.press("j") for _ in range(5)])
        steps["full page"] = reader.press(" ")
        idle, share = reader.idle(10)
        steps["idle"] = Step(idle, 0, float("nan"), float("nan"), share * 10_000)
        reader.press("q")
    (Path(folder) / "screen.snapshot").unlink(missing_ok=True)
    with Program(command, size=size, environment=environment) as reader:  # the article again, in full width
        reader.until("help")
        reader.press("z")
        reader.press("q")
    return Measured(Step(start, cells, *_NO_TIMES), steps)


_NO_TIMES = (float("nan"),) * 3


def _print(size: tuple[int, int], ours: Measured, few: Measured, theirs: Measured | None) -> bool:
    print(
        f"\n{size[0]}x{size[1]:<12}{'bytes':>8}{'cells':>7}{'ms':>7}{'CPU ms':>8}   {'16 colours':>10}{'newsboat':>10}{'ratio':>8}  aim"
    )
    for name, step in {"start": ours.start, **ours.steps}.items():
        few_step = few.start if name == "start" else few.steps[name]
        line = f"{name:<15}{step.bytes:>8.0f}{step.cells:>7.0f}{step.first_ms:>7.1f}{step.cpu_ms:>8.1f}   {few_step.bytes:>10.0f}"
        print(line + _beside(name, step, theirs))
    return False


def _beside(name: str, step: Step, theirs: Measured | None) -> str:
    if theirs is None or name in ("idle", "focus"):
        return ""
    other = theirs.start if name == "start" else theirs.steps[{"full page": "page"}.get(name, name)]
    if name in ("open", "page", "full page"):
        ratio = step.bytes / max(1, step.cells) / (other.bytes / max(1, other.cells))
    else:
        ratio = step.bytes / other.bytes
    return f"{other.bytes:>10.0f}{ratio:>8.2f}"


if __name__ == "__main__":
    os.environ.setdefault("PYTHONPATH", "tests")
    sys.exit(main())
