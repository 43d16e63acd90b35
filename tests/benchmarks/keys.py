"""Bytes on the wire and latency of a key, beside newsboat on the same feeds, in one run."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.caches import make_cache
from benchmarks.tools import NEWSTUI, farm, in_terminal, newsboat, tool

STEPS = ("--step", "down=j*15", "--step", "open=ENTER", "--step", "page=SPACE*3")


def main() -> int:
    """Print the table."""
    if tool("ptybench.py") is None:
        return 0
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        make_cache(Path(folder) / "newstui.db", entries=10_000, articles=200)
        environment = {"NEWSTUI_CONFIG": str(Path(folder) / "config.toml")}
        command = [*NEWSTUI, "--data-dir", folder]
        for size in ("120x40", "80x24"):
            (Path(folder) / "place.json").unlink(missing_ok=True)  # each begins in the list
            rows.append((f"newstui {size}", in_terminal(command, *_options(size, "1/10k.*help"), environment=environment)))
    if newsboat() and tool("feedfarm.py"):
        rows += _newsboat()
    print(f"{'':<20}{'start B':>9}" + "".join(f"{name + ' B':>10}{name + ' ms':>10}" for name in ("down", "open", "page")))
    for name, result in rows:
        steps = result["summary"]["steps"]
        line = f"{name:<20}{result['summary']['start']['bytes']['median']:>9.0f}"
        for step in ("down", "open", "page"):
            line += f"{steps[step]['bytes']['median']:>10.0f}{steps[step]['first_ms']['median'] or 0:>10.1f}"
        print(line)
    return 0


def _options(size: str, ready: str) -> tuple[str, ...]:
    return ("--size", size, "--ready", ready, *STEPS, "--quit", "q", "--quit", "q")


def _newsboat() -> list[tuple[str, dict[str, object]]]:
    rows = []
    with farm("--feeds", "20", "--items", "500", "--content", "full") as (_, lists), tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "config").write_text("reload-threads 8\n")
        shutil.copy(lists / "newsboat.urls", Path(folder) / "urls")
        boat = ["newsboat", "-C", f"{folder}/config", "-u", f"{folder}/urls", "-c", f"{folder}/cache.db"]
        subprocess.run([*boat, "-x", "reload"], check=True, stdout=subprocess.DEVNULL)
        for size in ("120x40", "80x24"):
            steps = ("--step", "feed=ENTER", *STEPS)
            options = (
                "--size",
                size,
                "--ready",
                "Tribune|Herald|Wire|Gazette",
                *steps,
                "--quit",
                "q",
                "--quit",
                "q",
                "--quit",
                "q",
            )
            rows.append((f"newsboat {size}", in_terminal(boat, *options)))
    return rows


if __name__ == "__main__":
    sys.exit(main())
