"""Full text search over 10,000 articles: what a reader waits for."""

import sys
import tempfile
import time
from pathlib import Path

from benchmarks.caches import make_cache
from benchmarks.tools import median
from newstui.model.lists import Scope
from newstui.reading.lists import Library

QUERIES = ("harbour", "harbour minister", '"budget minister"', "sat", "lighthouse treaty glacier pension", "cannot wait")


def main() -> int:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "newstui.db"
        make_cache(path, entries=10_000, articles=10_000)
        library = Library(path)
        print(f"{'query':<40}{'hits (first page)':>18}{'median ms':>11}   (cache: {path.stat().st_size / 1e6:.0f} MB)")
        for query in QUERIES:
            times, hits = [], 0
            for _ in range(5):
                began = time.perf_counter()
                hits = len(library.page(Scope(query=query), limit=50))
                times.append((time.perf_counter() - began) * 1000)
            print(f"{query:<40}{hits:>18}{median(times):>11.1f}")
        library.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
