"""Complete the full text index and the stories of a cache, and end: `python -m newstui.engine.indexer DATABASE`.

Started by a refresh from the command line, which does not wait for it. Beside a running engine, which does the same by itself,
there is little left to do; two at once do no harm, since each batch is a transaction.
"""

import logging
import os
import sys
from pathlib import Path

from newstui.config.log_file import log_to_stderr
from newstui.errors import StorageError
from newstui.services.find_stories import StoryFinder
from newstui.storage.database import Database

BATCH = 100


def main() -> int:
    """Index and find stories until nothing waits."""
    log_to_stderr()
    os.nice(10)
    try:
        with Database.open(Path(sys.argv[1])) as cache:
            while cache.search.pending():
                cache.search.index_batch(BATCH)
                cache.settle()
            os.nice(9)  # somebody may search soon; stories can wait for everybody
            finder = StoryFinder(cache)
            while finder.find_some():
                cache.settle()
    except StorageError as error:
        logging.getLogger("newstui.indexer").error("%s", error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
