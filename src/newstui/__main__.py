"""The entry: opening the reader takes the shortest way; anything else goes through the command line's own module."""

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

GLOBALS = {"--data-dir": "data_dir", "--config": "config_file"}


def reader_arguments(arguments: Sequence[str]) -> dict[str, Path] | None:
    """The global options, where there is nothing else on the command line; None where click has to look at it."""
    found: dict[str, Path] = {}
    rest = list(arguments)
    while rest:
        name, equals, value = rest.pop(0).partition("=")
        if name not in GLOBALS or not (equals or rest):
            return None
        value = value if equals else rest.pop(0)
        if not value or value.startswith("-"):
            return None
        found[GLOBALS[name]] = Path(value)
    return found


def main() -> int:
    """Run newstui with the process's arguments; the exit status."""
    options = reader_arguments(sys.argv[1:])
    try:
        if options is None:
            from newstui.cli.commands import run

            return run()
        # What a start makes stays until the end. Looking through it for garbage would be a tenth of a start's work: the reader
        # takes that up again after its first paint.
        gc.disable()
        from newstui.cli.reader import open_reader

        return open_reader(data_dir=options.get("data_dir"), config_file=options.get("config_file"))
    except KeyboardInterrupt:  # while something was being imported
        return 130


if __name__ == "__main__":
    sys.exit(main())
