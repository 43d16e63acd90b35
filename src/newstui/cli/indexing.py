"""The full text index behind commands: completed by a process of its own, so that they end at once, or here and now.

That process also brings what they wrote from the log into the file.
"""

import subprocess
import sys
from typing import TYPE_CHECKING

from newstui.cli.context import Context
from newstui.cli.output import say
from newstui.config.log_file import open_log
from newstui.model.numbers import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from newstui.model.events import Event
    from newstui.storage.database import Database


def finish_index(context: Context, cache: "Database") -> int:
    """Have completed what the full text index lacks, in the background; of how many entries. To be called before the end."""
    from newstui.storage.failures import is_sealed

    paths = context.paths
    pending = cache.search.pending()
    if not pending or is_sealed(paths.database):
        return 0
    with open_log(paths.log_file) as log:
        subprocess.Popen(
            [sys.executable, "-m", "newstui.engine.indexer", str(paths.database)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=log,
            start_new_session=True,
        )
    cache.leave_log()
    return pending


def say_pending(pending: int) -> None:
    """So many entries are not found yet."""
    if pending:
        say(f"{counted(pending, 'entry is', 'entries are')} being added to the search index in the background.")


def complete_index(cache: "Database", draw: "Callable[[Event], None]") -> None:
    """Index everything that waits, here and now; `draw` is told how far it is."""
    from newstui.model.events import Progress

    total = pending = cache.search.pending()
    while pending:
        cache.search.index_batch()
        pending = cache.search.pending()
        draw(Progress("index", total - pending, total))
