"""Memory of the reader and of all its processes, and the latency of a key on a large cache, idle and at work.

At work means that the engine asks 200 feeds and downloads articles while the analyst reads them. Memory is proportional (PSS):
what processes share counts once; the most of several looks counts. Latency is from the key to the frame in which the cursor has
moved: other frames come all the time then.
"""

import os
import random
import re
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from math import isnan
from pathlib import Path
from statistics import quantiles
from typing import NamedTuple

from benchmarks.caches import make_cache
from benchmarks.program import Program
from benchmarks.tools import NEWSTUI, farm, median, tool
from support.processes import family
from support.quiet import quiet

ENTRIES = 100_000
FEEDS = 200
PRESSES = 160
READER, ALL, WITH_ANALYST, P50, P99 = 50.0, 130.0, 330.0, 20.0, 60.0
"""The aims: megabytes of the reader, of all processes without the analyst and with it; milliseconds, at work twice as many."""
_LOST = 3.0  # seconds


class Load(NamedTuple):
    """What was seen in a while of key presses."""

    p50: float
    """Milliseconds."""
    p99: float
    reader: float
    """Megabytes."""
    everything: float
    analyst: bool
    """Whether there was one."""


def main() -> int:
    """Print the table; 1 where an aim is missed."""
    if tool("feedfarm.py") is None:
        return 0
    with tempfile.TemporaryDirectory() as made, _feeds(Path(made)) as folder:
        command = [*NEWSTUI, "--data-dir", str(folder), "--config", f"{folder}/config.toml"]
        with Program(command, size=(120, 40), environment={}) as reader:
            reader.until("1/[0-9.]+")
            reader.rest(4, 60)
            idle = _hold(reader)
            bytes_idle, share = reader.idle(20)
            reader.press("P")
            while not _analyst(reader.pid):
                reader.idle(0.2)
            reader.press("R")
            work = _hold(reader)
    print(f"{ENTRIES:,} entries, 120x40")
    print(f"{'':<38}{'reader MB':>10}{'all MB':>8}{'key p50 ms':>12}{'p99':>7}")
    missed = bytes_idle > 0 or share > 0.002
    for name, load, room, factor in (("idle", idle, ALL, 1), ("refreshing, with the analyst", work, WITH_ANALYST, 2)):
        print(f"{name:<38}{load.reader:>10.0f}{load.everything:>8.0f}{load.p50:>12.1f}{load.p99:>7.1f}")
        print(f"{'   aim':<38}{READER:>10.0f}{room:>8.0f}{P50 * factor:>12.1f}{P99 * factor:>7.1f}")
        missed |= load.reader > READER or load.everything > room or load.p50 > P50 * factor or load.p99 > P99 * factor
    if not work.analyst:
        print("the analyst had ended before the keys were pressed: this measured something else")
    print(f"idle for 20 s: {bytes_idle} bytes (aim 0), {share:.2%} of a core (aim 0.2 %)")
    return int(missed or not work.analyst)


@contextmanager
def _feeds(folder: Path) -> Iterator[Path]:
    """A large cache of feeds that are served here, with articles to download; nothing is due."""
    make_cache(folder / "newstui.db", entries=ENTRIES, feeds=FEEDS)
    quiet(folder, "[prefetch]\nhost_delay = 0\nitems = 300\n")
    with farm("--feeds", str(FEEDS), "--items", "50", "--content", "full") as (address, lists):
        served = re.findall("^http[^ ]+", (lists / "newsboat.urls").read_text(), re.MULTILINE)
        with closing(sqlite3.connect(folder / "newstui.db")) as cache, cache:
            ids = [number for (number,) in cache.execute("SELECT id FROM feeds ORDER BY id")]
            cache.executemany("UPDATE feeds SET url = ? WHERE id = ?", zip(served, ids, strict=True))
            cache.execute("UPDATE entries SET url = replace(url, 'http://127.0.0.1:9/a/', ?)", (f"{address.rstrip('/')}/a/0/",))
            cache.execute("DELETE FROM story_queue")  # minutes of work, which a real cache has behind it
        yield folder


def _hold(reader: Program) -> Load:
    """Press the cursor keys up and down the list, at odd moments."""
    odd, times, own, everything, analyst = random.Random(3), [], 0.0, 0.0, False
    for number in range(PRESSES):
        times.append(_answered(reader, "j" if number % 80 < 40 else "k"))
        reader.idle(odd.uniform(0.02, 0.12))
        if number % 20 == 0:
            pids = family(reader.pid)
            own = max(own, memory(reader.pid))
            everything = max(everything, sum(memory(pid) for pid in pids))
            analyst |= _analyst(reader.pid)
    times = [ms for ms in times if not isnan(ms)]
    return Load(median(times), quantiles(times, n=100)[98], own, everything, analyst)


def _answered(reader: Program, key: str) -> float:
    """Milliseconds from a key to the frame in which the list counts another entry; not a number where none came."""
    reader.show()
    before, at = _place(reader), time.perf_counter()
    os.write(reader.terminal, key.encode())
    while (now := time.perf_counter()) - at < _LOST:
        now = reader.pump(0.2) or now
        reader.show()
        if _place(reader) != before:
            return (now - at) * 1000
    return float("nan")


def _place(reader: Program) -> str:
    found = re.search(r"([0-9]+)/[0-9]{5,}", reader.emulator.text)
    return found[1] if found else ""


def _analyst(pid: int) -> bool:
    return any(b"analyst" in Path(f"/proc/{child}/cmdline").read_bytes() for child in family(pid)[1:])


def memory(pid: int) -> float:
    """Megabytes of a process, as a share of what it shares; nothing where it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0) * 1024 / 1e6


if __name__ == "__main__":
    sys.exit(main())
