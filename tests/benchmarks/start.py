"""From spawn to the first full paint, with 10,000 entries, against an empty Textual app: same interpreter, terminal and size.

CPU is the firmer figure on a machine that does other things, too; the ratio is the median of those of neighbouring runs.
"""

import math
import sys
import tempfile
from pathlib import Path

from benchmarks.caches import make_cache
from benchmarks.first_paint import FirstPaint, first_paint
from benchmarks.tools import NEWSTUI, median

RUNS = 11
AIM = 1.3

READY = r"Unread 10k.*1/10k.*\? help"
"""The feeds with their counts, the list, and the status line below all panes."""


def main() -> int:
    """Print the table; 1 where the aim is missed."""
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        make_cache(Path(folder) / "newstui.db", entries=10_000)
        programs = {
            "empty app": ([sys.executable, str(Path(__file__).with_name("empty_app.py"))], "painted"),
            "newstui": ([*NEWSTUI, "--data-dir", folder], READY),
        }
        environment = {"NEWSTUI_CONFIG": str(Path(folder) / "config.toml")}
        print(f"medians of {RUNS} starts, interleaved; aim: {AIM} times the empty app")
        print(f"{'size':<8}{'':<11}{'wall ms':>9}{'CPU ms':>9}{'MB':>7}{'bytes':>8}{'half a second later':>21}{'paints':>8}")
        for columns, rows in ((120, 40), (80, 24)):
            runs: dict[str, list[FirstPaint]] = {name: [] for name in programs}
            for number in range(RUNS + 1):
                for name, (command, ready) in programs.items():
                    (Path(folder) / "place.json").unlink(missing_ok=True)
                    run = first_paint(command, size=(columns, rows), ready=ready, environment=environment)
                    if number:  # the first one reads the files into memory, and compiles what was not compiled yet
                        runs[name].append(run)
            middle = {name: FirstPaint(*map(median, zip(*made, strict=True))) for name, made in runs.items()}
            for name, paint in middle.items():
                line = f"{f'{columns}x{rows}':<8}{name:<11}{paint.wall_ms:>9.0f}{paint.cpu_ms:>9.0f}{paint.rss_mb:>7.0f}"
                print(f"{line}{paint.bytes:>8.0f}{paint.all_bytes:>21.0f}{paint.paints:>8.0f}")
            pairs = list(zip(runs["newstui"], runs["empty app"], strict=True))
            wall = median([ours.wall_ms / theirs.wall_ms for ours, theirs in pairs])
            cpu = median([ours.cpu_ms / theirs.cpu_ms for ours, theirs in pairs])
            print(f"{'':<8}{'ratio':<11}{wall:>9.2f}{cpu:>9.2f}", flush=True)
            missed |= (wall if math.isnan(cpu) else cpu) > AIM
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
