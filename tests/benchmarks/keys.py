"""Bytes on the wire and latency of a key, beside newsboat's, in one run.

Rows, lines, starts and the change of focus are compared by bytes; `rows` is the mean of forty, pages turned among them. Pages and
articles opened are compared by bytes for each cell that changed, with newsboat in a terminal of the same size, where it erases
much (`ratio`), and in one as wide as our article, where it writes about the same text into the same cells (`as wide`).
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
from newstui.config.actions import Pane
from newstui.tui.arrangement import WIDE, arrange
from support.quiet import quiet

SIZES = ((120, 40), (80, 24))
AIMS = {"start": 3.0, "start, one pane": 1.2, "row": 1.0, "rows": 1.0, "open": 1.0, "page": 1.0, "full page": 1.0, "line": 0.75}
"""As multiples of newsboat's; `start` of its start and the opening of a feed."""
FEW, FEW_START = 0.85, 0.5
"""What of them is aimed at with 16 colours."""
FOCUS = 1000  # bytes
DOWN = "\x1bOB"  # the cursor key as ncurses asks for it


class Measured(NamedTuple):
    """Median bytes, cells and milliseconds by step."""

    steps: dict[str, Step]
    """`start` among them."""


def main() -> int:
    """Print the tables; 1 where an aim is missed."""
    missed = False
    with both_caches() as (folder, boat):
        if folder is None:
            return 0
        for size in SIZES:
            theirs = measure_newsboat(boat, size) if boat else None
            as_wide = measure_newsboat(boat, (_article_width(size), size[1])) if boat else None
            ours = measure_newstui(folder, size)
            few = measure_newstui(folder, size, TERM="xterm", COLORTERM="")
            missed |= _print(size, ours, few, theirs, as_wide)
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
        quiet(ours)
        command = [*NEWSTUI, "--data-dir", str(ours), "--config", str(ours / "config.toml")]
        for words in (("import", str(lists / "newsboat.urls")), ("refresh",), ("prefetch", "--limit", "40")):
            subprocess.run([*command, *words], check=True, stdout=subprocess.DEVNULL)
        with Program(command, size=SIZES[0], environment={}) as reader:
            reader.until(r"1/[0-9.]+")
            reader.rest(4, 300)  # stories are found, everything is indexed
        theirs.mkdir()
        (theirs / "config").write_text("reload-threads 8\n")
        boat = ["newsboat", "-C", f"{theirs}/config", "-u", str(lists / "newsboat.urls"), "-c", f"{theirs}/cache.db"]
        if newsboat():
            subprocess.run([*boat, "-x", "reload"], check=True, stdout=subprocess.DEVNULL)
        yield ours, boat if newsboat() else None


def _article_width(size: tuple[int, int]) -> int:
    made = arrange(*size, pane=Pane.ARTICLE, zoomed=False, sidebar=size[0] >= WIDE, feed_lines=24)
    return size[0] - made.lists - made.sidebar


def _median(steps: list[Step]) -> Step:
    return Step(*(median([value for value in values if not isnan(value)] or [float("nan")]) for values in zip(*steps)))


def _mean(steps: list[Step]) -> Step:
    return Step(*(sum(values) / len(values) for values in zip(*steps)))


def measure_newsboat(command: list[str], size: tuple[int, int]) -> Measured:
    """newsboat: from its list of feeds to an article and back."""
    steps: dict[str, Step] = {}
    with Program(command, size=size, environment={}) as boat:
        start = boat.until("Tribune|Herald|Wire|Gazette")
        feed = boat.press("\r")
        steps["row"] = _median([boat.press(DOWN) for _ in range(11)])
        steps["rows"] = _mean([boat.press(DOWN) for _ in range(40)])
        opened, pages, lines = [], [], []
        for _ in range(5):
            opened.append(boat.press("\r"))
            lines += [boat.press(DOWN) for _ in range(12)]
            pages.append(boat.press(" "))
            boat.press("q")
            boat.press(DOWN)
        steps |= {"open": _median(opened), "page": _median(pages), "line": _median(lines)}
    return Measured(steps | {"start": Step(start + feed.bytes, feed.cells, *feed[2:])})


def measure_newstui(folder: Path, size: tuple[int, int], **environment: str) -> Measured:
    """The reader: rows, articles, pages, lines in full width, and the panes in turn."""
    command = [*NEWSTUI, "--data-dir", str(folder), "--config", str(folder / "config.toml")]
    forget(folder)
    steps: dict[str, Step] = {}
    with Program(command, size=size, environment=environment) as reader:
        steps["start"] = _started(reader)
        steps["row"] = _median([reader.press("j") for _ in range(11)])
        steps["rows"] = _mean([reader.press("j") for _ in range(40)])
        reader.press("g")
        opened, pages, lines, full = [reader.press("\r")], [], [], []
        for _ in range(4):
            pages.append(reader.press(" "))
            opened.append(reader.press("J"))
        steps |= {"open": _median(opened), "page": _median(pages)}
        steps["focus"] = _median([reader.press("\t") for _ in range(8)])
        steps["zoom"] = reader.press("z")
        for _ in range(5):
            reader.press("K")
            lines += [reader.press("j") for _ in range(12)]
            full.append(reader.press(" "))
        steps |= {"full page": _median(full), "line": _median(lines)}
        reader.rest(2, 10)  # the window's title comes last
        idle, share = reader.idle(10)
        steps["idle"] = Step(idle, 0, *_NO_TIMES[:2], share * 10_000)
        reader.press("q")
    forget(folder)
    alone = folder / "alone.toml"
    alone.write_text((folder / "config.toml").read_text() + "[appearance]\nlinear = true\n")
    with Program([*NEWSTUI, "--data-dir", str(folder), "--config", str(alone)], size=size, environment=environment) as reader:
        steps["start, one pane"] = _started(reader)
    return Measured(steps)


def _started(reader: Program) -> Step:
    count = reader.until(r"1/[0-9.]+")
    return Step(count, sum(cell.data != " " for row in reader.emulator.cells() for cell in row), *_NO_TIMES)


def forget(folder: Path) -> None:
    """Begin in the list, as at the first start."""
    for name in ("place.json", "screen.snapshot"):
        (folder / name).unlink(missing_ok=True)


_NO_TIMES = (float("nan"),) * 3


def _print(size: tuple[int, int], ours: Measured, few: Measured, theirs: Measured | None, as_wide: Measured | None) -> bool:
    head = f"{size[0]}x{size[1]}"
    here = f"{'bytes':>8}{'cells':>7}{'ms':>7}{'CPU ms':>8}{'newsboat':>10}{'cells':>7}{'ratio':>8}{'as wide':>9}{'aim':>6}"
    print(f"\n{head:<17}{here}{'16 colours':>12}{'ratio':>7}{'as wide':>9}{'aim':>6}")
    missed = False
    for name, step in ours.steps.items():
        plain = few.steps[name]
        line = f"{name:<17}{step.bytes:>8.0f}{step.cells:>7.0f}{step.first_ms:>7.1f}{step.cpu_ms:>8.1f}"
        here_missed = name in ("idle", "focus") and step.bytes > (FOCUS if name == "focus" else 0)
        if theirs is not None and as_wide is not None and name in AIMS:
            aim, known = AIMS[name], name.removesuffix(", one pane").removeprefix("full ")
            few_aim = aim * (FEW_START if name == "start" else FEW)
            other, narrow = theirs.steps[known], as_wide.steps[known]
            ratios = [_ratio(name, own, beside) for own in (step, plain) for beside in (other, narrow)]
            here_missed = ratios[0] > aim or ratios[2] > few_aim
            line += f"{other.bytes:>10.0f}{other.cells:>7.0f}{ratios[0]:>8.2f}{_wide(name, ratios[1])}{aim:>6}"
            line += f"{plain.bytes:>12.0f}{ratios[2]:>7.2f}{_wide(name, ratios[3])}{few_aim:>6.2f}"
        else:
            line += f"{'':>40}{plain.bytes:>12.0f}"
        print(line + ("  missed" if here_missed else ""))
        missed |= here_missed
    return missed


def _wide(name: str, ratio: float) -> str:
    return f"{ratio:>9.2f}" if name in ("open", "page") else " " * 9


def _ratio(name: str, own: Step, other: Step) -> float:
    if name in ("open", "page", "full page"):
        return own.bytes / max(1, own.cells) / (other.bytes / max(1, other.cells))
    return own.bytes / other.bytes


if __name__ == "__main__":
    os.environ.setdefault("PYTHONPATH", "tests")
    sys.exit(main())
