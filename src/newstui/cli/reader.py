"""Open the reader. No click here: this is the way of every start."""

import os
import sys
from pathlib import Path

from newstui import snapshot
from newstui.config.load import no_such_file, read_settings
from newstui.config.paths import Paths, find_paths
from newstui.errors import DamagedDatabase, NewstuiError


def open_reader(*, data_dir: Path | None = None, config_file: Path | None = None, verbose: bool = False) -> int:
    """Open the reader on the cache that the options or the environment name; the exit status."""
    try:
        paths = find_paths(data_dir=data_dir, config_file=config_file)
        return run_in_terminal(paths, verbose=verbose, named=config_file)
    except NewstuiError as error:
        snapshot.restore()
        _complain(f"newstui: {error}")
        return 1


def run_in_terminal(paths: Paths, *, verbose: bool = False, named: Path | None = None) -> int:
    """Run the reader on this terminal until it is left; where the configuration that was `named` is not there, it says so.

    Raises NewstuiError where there is no terminal, or the cache cannot be opened.
    """
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.__stderr__)):
        raise NewstuiError(
            "The reader needs a terminal.", hint="For scripts there are newstui list, read and refresh: see newstui --help."
        )
    if os.environ.get("TERM", "dumb") in ("", "dumb", "unknown"):
        raise NewstuiError(
            "This terminal cannot move its cursor, as TERM says, so that nothing can be painted on it.",
            hint="newstui list shows what there is, newstui read ENTRY --plain reads it. Or set TERM to what your terminal is.",
        )
    _load_asyncio()
    from newstui.tui.app import run_reader

    paths.make_data_dir()
    loaded = read_settings(paths.config_file)
    if named is not None and not paths.config_file.exists():
        loaded = loaded._replace(problems=(no_such_file(named),))
    try:
        return run_reader(paths, loaded, verbose=verbose)
    except DamagedDatabase as error:
        _salvage(paths, error)
        return run_reader(paths, loaded, verbose=verbose)


def _complain(words: str) -> None:
    print(words, file=sys.stderr)  # noqa: T201 - what commands complain with would be imported for it


def _load_asyncio() -> None:
    """asyncio without TLS, which would load OpenSSL, a twentieth of a start: the reader never goes to the network."""
    if "asyncio" in sys.modules or "ssl" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # what importing it finds: nothing, as in a Python without it
    try:
        import asyncio  # noqa: F401 - to be there
    finally:
        del sys.modules["ssl"]


def _salvage(paths: Paths, error: DamagedDatabase) -> None:
    """Save what can be read of a damaged cache, if the user agrees, and tell what came of it. Raises NewstuiError."""
    snapshot.restore()
    _complain(f"newstui: {error.message}")
    answer = input("Save what can be read into a new cache, and keep the damaged file beside it? [Y/n] ")
    if answer.strip().lower() not in ("", "y", "yes"):
        raise error
    from newstui.storage.salvage import salvage

    _complain(salvage(paths.database).words)
    input("Enter opens the reader. ")
