"""From a reader's decision to its being safe on the disk, while a first refresh of 200 feeds writes beside it.

Marks are made one after the other, some twenty a second, as by a user who goes through a list: at rest, while the refresh stores
10,000 entries, while the full text index is completed, and while stories are found.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from statistics import quantiles

from benchmarks.refresh import FARM, end_background, subscribed
from benchmarks.tools import farm, median, tool
from newstui.reading.marks import Marks
from newstui.storage.database import Database

P50, P99 = 40.0, 120.0
"""The aims, milliseconds: those of a key at work."""
PAUSE = 0.03
LONGEST = 40.0


def main() -> int:
    """Print the table; 1 where an aim is missed."""
    if tool("feedfarm.py") is None:
        return 0
    missed = False
    with farm("--feeds", "200", "--items", "50", *FARM) as (_, lists), tempfile.TemporaryDirectory() as folder:
        newstui = subscribed(lists, Path(folder))
        path = Path(folder) / "data" / "newstui.db"
        marks = Marks(path)
        numbers = count()
        with Database.open(path) as cache:
            rested = time.monotonic() + 3
            rows = [("at rest", _mark(marks, numbers, lambda: time.monotonic() > rested))]
            with subprocess.Popen([*newstui, "refresh"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as refresh:
                rows.append(("200 feeds come in", _mark(marks, numbers, lambda: refresh.poll() is not None)))
            rows.append(("they are indexed", _mark(marks, numbers, lambda: cache.search.pending() == 0)))
            later = time.monotonic() + 10
            rows.append(("stories are found", _mark(marks, numbers, lambda: time.monotonic() > later)))
        end_background(Path(folder))
        marks.close()
    print(f"{'a mark is safe after, ms':<26}{'p50':>8}{'p99':>8}{'longest':>9}")
    for name, times in rows:
        p50, p99 = median(times), quantiles(times, n=100)[98]
        print(f"{name:<26}{p50:>8.1f}{p99:>8.1f}{max(times):>9.1f}   (aims: {P50:g}, {P99:g})")
        missed |= p50 > P50 or p99 > P99
    return int(missed)


def _mark(marks: Marks, numbers: "count[int]", over: Callable[[], bool]) -> list[float]:
    """Make marks until it is over; the milliseconds of each."""
    times: list[float] = []
    end = time.monotonic() + LONGEST
    while len(times) < 2 or (not over() and time.monotonic() < end):
        number = next(numbers)
        began = time.perf_counter()
        marks.set_read([number % 9000 + 1], number % 2 == 0).result()
        times.append((time.perf_counter() - began) * 1000)
        time.sleep(PAUSE)
    return times


if __name__ == "__main__":
    sys.exit(main())
