"""Memory of the reader and of all its processes, and the latency of a key on a large cache, idle and at work.

Memory is proportional (PSS): what processes share counts once. Latency is from the key to the first byte that answers it.
"""

import sys
import tempfile
from math import isnan
from pathlib import Path
from statistics import quantiles

from benchmarks.caches import make_cache
from benchmarks.program import Program
from benchmarks.tools import NEWSTUI, median

ENTRIES = 100_000
PRESSES = 120
READER, ALL, P50, P99 = 50.0, 130.0, 20.0, 60.0
"""The aims: megabytes of the reader, of all processes without the analyst; milliseconds."""


def main() -> int:
    """Print the table; 1 where an aim is missed."""
    with tempfile.TemporaryDirectory() as folder:
        make_cache(Path(folder) / "newstui.db", entries=ENTRIES, feeds=200)
        (Path(folder) / "config.toml").write_text("[feeds]\nrefresh_on_start = false\nrefresh_minutes = 0\n")
        command = [*NEWSTUI, "--data-dir", folder, "--config", f"{folder}/config.toml"]
        with Program(command, size=(120, 40), environment={}) as reader:
            reader.until("[0-9]/[0-9].*help")
            reader.idle(5)
            times = [reader.press(key, quiet=0.05).first_ms for key in ("j" * 20 + "G" + "k" * 19) * (PRESSES // 40)]
            bytes_idle, share = reader.idle(20)
            own, everything = memory(reader.pid), sum(memory(pid) for pid in family(reader.pid))
    times = [ms for ms in times if not isnan(ms)]
    p50, p99 = median(times), quantiles(times, n=100)[98]
    print(f"{ENTRIES:,} entries, 120x40")
    print(f"reader {own:.0f} MB (aim {READER:.0f}), all processes {everything:.0f} MB (aim {ALL:.0f})")
    print(f"a key: p50 {p50:.1f} ms (aim {P50:.0f}), p99 {p99:.1f} ms (aim {P99:.0f})")
    print(f"idle for 20 s: {bytes_idle} bytes (aim 0), {share:.2%} of a core (aim 0.2 %)")
    return int(own > READER or everything > ALL or p50 > P50 or p99 > P99 or bytes_idle > 0 or share > 0.002)


def family(pid: int) -> list[int]:
    """A process and all below it."""
    try:
        children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return [pid, *(below for child in children for below in family(child))]


def memory(pid: int) -> float:
    """Megabytes of a process, as a share of what it shares; not a number where the system does not say."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return float("nan")
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024 / 1e6


if __name__ == "__main__":
    sys.exit(main())
