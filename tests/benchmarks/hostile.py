"""A refresh of 40 feeds of which 36 hang, lie or break: how soon the good ones are in, how long it takes, and what is said."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.tools import NEWSTUI, farm, tool
from newstui.storage.database import Database

KINDS = "500=4,timeout=4,malformed=4,loop=4,badgzip=4,html=4,empty=4,drip=4,404=4"
GOOD_SECONDS = 2.0
TIMEOUT = 5
LONGEST = 2 * TIMEOUT + 5
"""What a whole answer may take with that setting, seconds."""


def main() -> int:
    """Print the table; 1 where a bound is broken."""
    if tool("feedfarm.py") is None:
        return 0
    with (
        farm("--feeds", "40", "--items", "10", "--fail", KINDS, "--hang-s", "120") as (_, lists),
        tempfile.TemporaryDirectory() as to,
    ):
        data, config = Path(to) / "data", Path(to) / "config.toml"
        config.write_text(f"[network]\ntimeout = {TIMEOUT}\n")
        newstui = [*NEWSTUI, "--data-dir", str(data), "--config", str(config)]
        subprocess.run([*newstui, "import", str(lists / "feeds.opml")], check=True, stdout=subprocess.DEVNULL)
        began = time.perf_counter()
        with subprocess.Popen(
            [*newstui, "refresh", "--json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as run:
            good = _until_good(data, began)
            out, _ = run.communicate()
        took = time.perf_counter() - began
    lines = [json.loads(line) for line in out.splitlines()]
    bad = [line for line in lines if line["error"] or line["problem"]]
    silent = [line for line in bad if not line["next_try"]]
    print(f"the four good feeds in       {good:>6.1f} s   (aim: {GOOD_SECONDS:g})")
    print(f"the whole refresh            {took:>6.1f} s   (aim: {LONGEST + 2})")
    print(f"failures named               {len(bad):>4} of 36, without a next try {len(silent)}; exit status {run.returncode}")
    entries = sorted(line["new"] for line in lines if line["problem"])
    print(f"entries of damaged feeds     {entries}   (of 10 each; truncated to two thirds or half of their bytes)")
    return int(good > GOOD_SECONDS or took > LONGEST + 2 or len(bad) != 36 or bool(silent) or run.returncode != 1)


def _until_good(data: Path, began: float) -> float:
    """Seconds until the last four feeds have entries."""
    while time.perf_counter() - began < LONGEST:
        time.sleep(0.05)
        with Database.open(data / "newstui.db", read_only=True) as cache:
            counts = cache.feeds.counts()
            if sum(counts.get(feed.id, (0, 0))[1] > 0 for feed in cache.feeds.all() if "breaks" not in feed.error) >= 4:
                return time.perf_counter() - began
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
