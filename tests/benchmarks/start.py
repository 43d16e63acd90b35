"""From spawn to the first full paint, with 10,000 entries, against an empty Textual app: same interpreter, pty and size."""

import os
import sys
import tempfile
from pathlib import Path

from benchmarks.caches import make_cache
from benchmarks.tools import NEWSTUI, in_terminal, median, tool

RUNS = 7
AIM = 1.3


def main() -> int:
    """Print the table; 1 where the aim is missed."""
    if tool("ptybench.py") is None:
        return 0
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        environment = {"TEXTUAL_ANIMATIONS": "none", "NEWSTUI_CONFIG": str(Path(folder) / "config.toml")}
        make_cache(Path(folder) / "newstui.db", entries=10_000)
        empty = [sys.executable, str(Path(__file__).with_name("empty_app.py"))]
        reader = [*NEWSTUI, "--data-dir", folder]
        print(f"{'size':<8}{'empty app ms':>14}{'newstui ms':>12}{'ratio':>8}   (medians of {RUNS}, interleaved; aim: {AIM})")
        for size in ("120x40", "80x24"):
            times: dict[str, list[float]] = {"empty": [], "reader": []}
            for _ in range(RUNS):
                for name, command, ready in (("empty", empty, "painted"), ("reader", reader, "Unread +10k.*help")):
                    run = in_terminal(
                        command, "--size", size, "--ready", ready, "--quit", "q", environment={**os.environ, **environment}
                    )
                    times[name].append(run["summary"]["start"]["ready_ms"]["median"])
            ratio = median(times["reader"]) / median(times["empty"])
            missed |= ratio > AIM
            print(f"{size:<8}{median(times['empty']):>14.0f}{median(times['reader']):>12.0f}{ratio:>8.2f}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
