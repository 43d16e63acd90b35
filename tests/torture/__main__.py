"""`make torture`: 300 random kills, then a soak of two readers and a refresh for ten minutes; ends with 1 if anything was lost.

python -m torture [--kills N] [--soak SECONDS] [--seed N] [--only KIND]...
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from torture.kills import STRIKES, table, torment
from torture.soak import soak


def main() -> int:
    """Run what the arguments say."""
    parser = argparse.ArgumentParser(prog="torture", description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--soak", type=float, default=600.0, metavar="SECONDS")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--only", action="append", choices=list(STRIKES), default=[])
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}", flush=True)
    problems = 0
    with tempfile.TemporaryDirectory(prefix="torture-", ignore_cleanup_errors=True) as folder:
        if arguments.kills:
            began = time.monotonic()
            kinds = torment(
                Path(folder) / "kills",
                arguments.kills,
                arguments.seed,
                lambda words: print(words, flush=True),
                only=tuple(arguments.only),
            )
            print(table(kinds))
            print(f"in {time.monotonic() - began:.0f} s", flush=True)
            problems += sum(len(kind.problems) for kind in kinds)
        if arguments.soak:
            outcome = soak(Path(folder) / "soak", arguments.soak, arguments.seed)
            print(outcome.words, flush=True)
            problems += len(outcome.problems)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
