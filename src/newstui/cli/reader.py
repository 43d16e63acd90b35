"""Open the reader. No click here: this is the way of every start."""

import sys
from pathlib import Path

from newstui.config.load import read_settings
from newstui.config.paths import Paths, find_paths
from newstui.errors import NewstuiError


def open_reader(*, data_dir: Path | None = None, config_file: Path | None = None) -> int:
    """Open the reader on the cache that the options or the environment name; the exit status."""
    try:
        paths = find_paths(data_dir=data_dir, config_file=config_file)
        return run_in_terminal(paths)
    except NewstuiError as error:
        print(f"newstui: {error}", file=sys.stderr)  # noqa: T201
        return 1


def run_in_terminal(paths: Paths) -> int:
    """Run the reader on this terminal until it is left. Raises NewstuiError where the cache cannot be opened."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise NewstuiError(
            "The reader needs a terminal.", hint="For scripts there are newstui list, read and refresh: see newstui --help."
        )
    from newstui.tui.app import run_reader

    paths.make_data_dir()
    return run_reader(paths, read_settings(paths.config_file))
