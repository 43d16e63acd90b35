"""From Enter to highlighted quotations, in a real reader with a warm analyst: what was analysed ahead, and what is new.

The pages come from a server on this machine, so that a new article's time is the reader's, the engine's and the analyst's.
"""

import os
import sqlite3
import subprocess
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from benchmarks.program import Program
from benchmarks.tools import NEWSTUI, farm, median, tool
from support.emulator import Cell, Emulator
from support.quiet import quiet

SIZE = (120, 40)
AIM = 0.5  # seconds
AHEAD = 8
"""Articles that are downloaded ahead."""
_PATIENCE = 20.0
_TRIES = 5


def main() -> int:
    """Print the seconds; 1 where the median is over the aim, or an article that was downloaded ahead was not analysed."""
    if tool("feedfarm.py") is None:
        return 0
    with farm("--feeds", "1", "--items", "60", "--content", "full") as (_, lists), tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        quiet(folder)
        return _measure(folder, lists)


def _measure(folder: Path, lists: Path) -> int:
    command = [*NEWSTUI, "--data-dir", str(folder), "--config", str(folder / "config.toml")]
    subprocess.run([*command, "import", str(lists / "newsboat.urls")], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([*command, "refresh"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([*command, "prefetch", "--limit", str(AHEAD)], check=True, stdout=subprocess.DEVNULL)
    with Program(command, size=SIZE, environment={}) as reader:
        reader.until(r"1/60")
        reader.rest(4, 300)
        ahead = _analysed(folder)
        print(f"  analysed before they were opened: {ahead} of {AHEAD} downloaded ahead")
        found = {"analysed ahead": [_open(reader, number) for number in range(1, 1 + _TRIES)]}
        _open(reader, AHEAD)  # from here on the analyst is warm
        found["new, page on this machine"] = [_open(reader, AHEAD + 1 + number) for number in range(_TRIES)]
    status = int(ahead < AHEAD)
    for name, seconds in found.items():
        worst, middle = max(seconds), median(seconds)
        print(f"  {name:36} {middle:.2f} s, at most {worst:.2f} s  (aim {AIM})" + ("" if middle <= AIM else "  SHORT"))
        status |= middle > AIM
    return status


def _analysed(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "newstui.db")) as cache:
        return int(cache.execute("SELECT count(*) FROM analyses").fetchone()[0])


def _open(reader: Program, number: int) -> float:
    """Seconds from Enter on an entry of the list to the last of its highlights in sight."""
    if "Article" in reader.emulator.text and "No article is open" not in reader.emulator.text:
        reader.press("h")
    reader.press("g")
    for _ in range(number):
        reader.press("j", quiet=0.05)
    reader.rest(1.5, 20)
    start = len(reader.sent)
    began = time.perf_counter()
    os.write(reader.terminal, b"\r")
    reads: list[tuple[float, int]] = []
    while time.perf_counter() - began < _PATIENCE:
        came = reader.pump(3.0)
        if not came:
            break
        reads.append((came - began, len(reader.sent)))
    reader.show()
    return _highlighted(reader, start, reads)


def _highlighted(reader: Program, start: int, reads: list[tuple[float, int]]) -> float:
    """When the cells that are highlighted in the end first looked so."""
    wanted = _quotation_cells(reader.emulator.cells())
    if not wanted:
        raise RuntimeError(f"nothing is highlighted:\n{reader.emulator.text}")
    replay, at = Emulator(*SIZE), start
    replay.feed(bytes(reader.sent[:start]))
    for seconds, end in reads:
        replay.feed(bytes(reader.sent[at:end]))
        at = end
        cells = replay.cells()
        if all(cells[y][x] == cell for (y, x), cell in wanted.items()):
            return seconds
    return _PATIENCE


def _quotation_cells(cells: list[list[Cell]]) -> dict[tuple[int, int], Cell]:
    """The opening marks that look different from most of the screen's letters."""
    plain = Counter((c.fg, c.bg) for row in cells for c in row if c.data.isalpha()).most_common(1)[0][0]
    return {(y, x): c for y, row in enumerate(cells) for x, c in enumerate(row) if c.data in '“"' and (c.fg, c.bg) != plain}
