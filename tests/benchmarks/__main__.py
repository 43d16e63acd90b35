"""Run the benchmarks: `make bench` for all, `make bench ARGS="refresh start"` for some."""

import argparse
import importlib
import sys
import time

BENCHMARKS = {
    "extraction": "extraction: words, structure and metadata against the expected pages",
    "attribution": "attribution: quotations against gold, articles a second against spaCy's own pipeline",
    "attribution_registers": "attribution in many registers: invented articles, against gold",
    "highlight": "highlight: seconds from Enter to highlighted quotations, analysed ahead and new",
    "entities": "entities: who is who over invented articles, against gold",
    "stories": "stories: entries of one event and quotations printed elsewhere, against gold",
    "entities_speed": "entities in a large cache: sidebar, page, one more article, room",
    "folding": "folding: stories among 100,000 entries: one more article, room, folded lists",
    "start": "start: first pixels against python -c pass, first key answered against an empty Textual app",
    "keys": "keys: bytes and latency of a row down, open and page, beside newsboat",
    "processes": "processes: memory, latency of a key and idleness at 100,000 entries",
    "slow_line": "slow line: holding a key down over 5 kB a second and 150 ms",
    "remote": "remote: the same keys over SSH, plain and compressed, and in tmux and GNU screen",
    "refresh": "refresh: 200 feeds x 50 items, cold and unchanged, against newsboat; memory; 1,000 feeds",
    "marks": "marks: from a decision to the disk while a refresh writes",
    "feeds": "feeds: every file of feedparser's corpus, against feedparser",
    "hostile": "hostile: a refresh of 40 feeds of which 36 hang, lie or break",
    "search": "search: over 10,000 articles",
}


def main() -> int:
    """Run the named benchmarks, or all; 1 if one could not run or fell short of what it aims at."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of: {', '.join(BENCHMARKS)}")
    names = parser.parse_args().names or list(BENCHMARKS)
    status = 0
    for name in names:
        if name not in BENCHMARKS:
            parser.error(f"there is no benchmark {name!r}")
        print(f"\n=== {BENCHMARKS[name]}", flush=True)
        began = time.perf_counter()
        status |= int(bool(importlib.import_module(f"benchmarks.{name}").main()))
        print(f"    ({time.perf_counter() - began:.0f} s)", flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
