"""The full text index behind commands that bring entries in: completed by a process of its own, so that they end at once."""

import subprocess
import sys

from newstui.cli.context import Context
from newstui.cli.output import say
from newstui.config.log_file import open_log


def finish_index(context: Context, *, quiet: bool) -> None:
    """Have completed what the full text index lacks, in the background; says so unless `quiet`."""
    paths = context.paths
    with context.cache(new=True) as cache:
        pending = cache.search.pending()
    if not pending:
        return
    with open_log(paths.log_file) as log:
        subprocess.Popen(
            [sys.executable, "-m", "newstui.engine.indexer", str(paths.database)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=log,
            start_new_session=True,
        )
    if not quiet:
        added = "1 entry is" if pending == 1 else f"{pending} entries are"
        say(f"{added} being added to the search index in the background.")
