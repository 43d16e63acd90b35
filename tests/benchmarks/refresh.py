"""Refresh 200 feeds of 50 full-text items from a loopback farm, cold and unchanged, against newsboat in the same run."""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.tools import NEWSTUI, farm, median, newsboat, tool

RUNS = 3
AIMS = {(0, "cold"): 0.35, (0, "unchanged"): 0.2, (100, "cold"): 0.3, (100, "unchanged"): 0.2}
"""By latency in milliseconds: newstui's time as a share of newsboat's."""
INDEX_SECONDS = 10.0


def main() -> int:
    """Print the table; 1 where newstui is slower than newsboat."""
    if tool("feedfarm.py") is None:
        return 0
    rival = newsboat()
    missed = 0
    print(f"{'latency':<10}{'':<12}{'newstui s':>10}{'newsboat s':>12}{'ratio':>8}   (medians of {RUNS})")
    for latency in (0, 100):
        ours: dict[str, list[float]] = {"cold": [], "unchanged": [], "index": []}
        theirs: dict[str, list[float]] = {"cold": [], "unchanged": []}
        with farm("--feeds", "200", "--items", "50", "--content", "full", "--latency-ms", str(latency)) as (_, lists):
            for _ in range(RUNS):
                _measure(lists, rival, ours, theirs)
        for name in ("cold", "unchanged"):
            aim = AIMS[latency, name]
            line = f"{latency:>4} ms   {name:<12}{median(ours[name]):>10.2f}"
            if rival:
                ratio = median(ours[name]) / median(theirs[name])
                missed |= ratio > aim
                line += f"{median(theirs[name]):>12.2f}{ratio:>8.2f}   (aim: {aim:g})"
            print(line)
        print(f"{'':<10}{'index after':<12}{median(ours['index']):>10.2f}   (aim: {INDEX_SECONDS:g} s)")
    return int(missed)


def _measure(lists: Path, rival: str | None, ours: dict[str, list[float]], theirs: dict[str, list[float]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        newstui = [*NEWSTUI, "--data-dir", str(data), "--config", str(Path(folder) / "config.toml")]
        (Path(folder) / "config.toml").write_text("")
        _run([*newstui, "import", str(lists / "feeds.opml")])
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
            if rival:
                theirs[name].append(_run(boat))


def _run(command: Sequence[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def _wait_for_index(newstui: Sequence[str]) -> None:
    """The background index must not run into newsboat's turn."""
    while '"to_index":0' not in subprocess.run([*newstui, "cache", "--json"], check=True, capture_output=True, text=True).stdout:
        time.sleep(0.2)


if __name__ == "__main__":
    sys.exit(main())
