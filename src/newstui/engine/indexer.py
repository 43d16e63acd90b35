"""Complete the full text index and the stories of a cache, and end: `python -m newstui.engine.indexer DATABASE`.

Started by commands that bring entries in or find them missing, which do not wait for it; one at a time. Beside a running engine,
which does the same by itself, there is little left to do; two at once do no harm, since each batch is a transaction.
"""

import logging
import os
import sys
from pathlib import Path

from newstui.config.log_file import log_to_stderr
from newstui.errors import StorageError
from newstui.services.clock import utc_now
from newstui.services.find_stories import StoryFinder
from newstui.storage.database import Database
from newstui.storage.leases import INDEXER

BATCH = 100
LEASE_SECONDS = 3600.0  # a dead one's ends at once


def main() -> int:
    """Index and find stories until nothing waits."""
    log_to_stderr()
    os.nice(10)
    holder = f"indexer {os.getpid()}"
    try:
        with Database.open(Path(sys.argv[1])) as cache:
            finder = StoryFinder(cache)
            while cache.search.pending() or finder.pending():  # also what came in meanwhile: who brought it relies on us
                if not cache.leases.acquire(INDEXER, holder, os.getpid(), utc_now(), LEASE_SECONDS):
                    return 0
                _complete(cache, finder)
                cache.leases.release(INDEXER, holder)
    except StorageError as error:
        logging.getLogger("newstui.indexer").error("%s", error)
        return 1
    return 0


def _complete(cache: Database, finder: StoryFinder) -> None:
    while cache.search.pending():
        cache.search.index_batch(BATCH)
        cache.settle()
    os.nice(9)  # somebody may search soon; stories can wait for everybody
    while not cache.search.pending() and finder.find_some():
        cache.settle()


if __name__ == "__main__":
    sys.exit(main())
