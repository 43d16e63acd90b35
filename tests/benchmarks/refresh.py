"""Refresh feeds of full-text items from a loopback farm, cold and unchanged, against newsboat in the same run; and the memory.

The farm gives RSS and Atom: newsboat 2.21 reads no JSON Feed, and would have a third less to do. The two take turns, and nothing
runs beside them: what a first refresh leaves to be done in the background is measured (the full text index) or ended (stories).
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from benchmarks.processes import memory
from benchmarks.tools import NEWSTUI, farm, median, newsboat, tool
from support.processes import family

RUNS = 3
AIMS = {(0, "cold"): 0.35, (0, "unchanged"): 0.2, (100, "cold"): 0.3, (100, "unchanged"): 0.2}
"""By latency in milliseconds: newstui's time as a share of newsboat's."""
INDEX_SECONDS = 10.0
PEAK, PEAK_MANY = 150.0, 300.0
"""Megabytes of all processes together, with 10,000 and with 100,000 items."""
PROPORTION = 1.25
"""How much longer an item may take among 100,000 of 1,000 feeds."""
FARM = ("--content", "full", "--mix", "rss,atom")
Times = defaultdict[str, list[float]]


def main() -> int:
    """Print the tables; 1 where an aim is missed."""
    if tool("feedfarm.py") is None:
        return 0
    rival = newsboat()
    missed = False
    each = 0.0
    print(f"{'latency':<10}{'':<12}{'newstui s':>10}{'newsboat s':>12}{'ratio':>8}   (medians of {RUNS})")
    for latency in (0, 100):
        ours, theirs = Times(list), Times(list)
        with farm("--feeds", "200", "--items", "50", "--latency-ms", str(latency), *FARM) as (_, lists):
            for _ in range(RUNS):
                _measure(lists, rival, ours, theirs)
            if not latency:
                peak = _peak(lists)[0]
        for name in ("cold", "unchanged"):
            aim = AIMS[latency, name]
            line = f"{latency:>4} ms   {name:<12}{median(ours[name]):>10.2f}"
            if rival:
                ratio = median(ours[name]) / median(theirs[name])
                missed |= ratio > aim
                line += f"{median(theirs[name]):>12.2f}{ratio:>8.2f}   (aim: {aim:g})"
            print(line)
        print(f"{'':<10}{'index after':<12}{median(ours['index']):>10.2f}   (aim: {INDEX_SECONDS:g} s)")
        missed |= median(ours["index"]) > INDEX_SECONDS
        each = each or median(ours["cold"]) / 10_000
    with farm("--feeds", "1000", "--items", "100", *FARM) as (_, lists):
        peak_many, seconds = _peak(lists)
    print(f"1,000 feeds x 100 items: {seconds:.1f} s, an item {seconds / 100_000 / each:.2f} times as long (aim: {PROPORTION:g})")
    print(f"memory at its peak: {peak:.0f} MB (aim: {PEAK:.0f}); loading 100,000 items {peak_many:.0f} MB (aim: {PEAK_MANY:.0f})")
    missed |= peak > PEAK or peak_many > PEAK_MANY or seconds / 100_000 > PROPORTION * each
    return int(missed)


def _measure(lists: Path, rival: str | None, ours: Times, theirs: Times) -> None:
    with tempfile.TemporaryDirectory() as folder:
        newstui = subscribed(lists, Path(folder))
        (Path(folder) / "newsboat").write_text("reload-threads 8\n")
        shutil.copy(lists / "newsboat.urls", Path(folder) / "urls")
        boat = [
            rival or "",
            *("-C", str(Path(folder) / "newsboat"), "-u", str(Path(folder) / "urls"), "-c", str(Path(folder) / "cache.db")),
            *("-x", "reload"),
        ]
        for name in ("cold", "unchanged"):
            ours[name].append(_run([*newstui, "refresh"]))
            began = time.perf_counter()
            _wait_for_index(newstui)
            if name == "cold":
                ours["index"].append(time.perf_counter() - began)
            end_background(Path(folder))
            if rival:
                theirs[name].append(_run(boat))


def _peak(lists: Path) -> tuple[float, float]:
    """The most memory that a first refresh takes, in megabytes, with all its processes; and its seconds."""
    with tempfile.TemporaryDirectory() as folder:
        newstui = subscribed(lists, Path(folder))
        peak, began = 0.0, time.perf_counter()
        with subprocess.Popen([*newstui, "refresh"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            while process.poll() is None:
                peak = max(peak, sum(memory(pid) for pid in family(process.pid)))
                time.sleep(0.05)
        took = time.perf_counter() - began
        end_background(Path(folder))
        return peak, took


def subscribed(lists: Path, folder: Path) -> list[str]:
    """newstui's command over a new cache with these feeds."""
    (folder / "config.toml").write_text("")
    newstui = [*NEWSTUI, "--data-dir", str(folder / "data"), "--config", str(folder / "config.toml")]
    _run([*newstui, "import", str(lists / "feeds.opml")])
    return newstui


def _run(command: Sequence[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def _wait_for_index(newstui: Sequence[str]) -> None:
    while '"to_index":0' not in subprocess.run([*newstui, "cache", "--json"], check=True, capture_output=True, text=True).stdout:
        time.sleep(0.2)


def end_background(folder: Path) -> None:
    """End the process that a refresh left behind for the index and the stories of a cache in this folder."""
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = command.read_bytes().split(b"\0")
        except OSError:
            continue
        if b"newstui.engine.indexer" in words and any(str(folder).encode() in word for word in words):
            os.kill(int(command.parent.name), signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
