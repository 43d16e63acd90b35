"""The entry: opening the reader takes the shortest way; anything else goes through the command line's own module."""

# What `signal` is made of: with its enums that one would take a quarter of the time to the first pixels.
import _signal  # type: ignore[import-not-found]
import gc
import os
import sys

from newstui import snapshot

COMPLETING = "_NEWSTUI_COMPLETE"
"""A shell sets it when it asks what may follow on a command line: that is click's to answer, see `newstui completion`."""
GLOBALS = {"--data-dir": "data_dir", "--config": "config_file"}


def reader_arguments(arguments: list[str]) -> dict[str, str] | None:
    """The global options, where there is nothing else on the command line; None where click has to look at it."""
    found: dict[str, str] = {}
    rest = list(arguments)
    while rest:
        name, equals, value = rest.pop(0).partition("=")
        if name not in GLOBALS or not (equals or rest):
            return None
        value = value if equals else rest.pop(0)
        if not value or value.startswith("-"):
            return None
        found[GLOBALS[name]] = value
    return found


def main() -> int:
    """Run newstui with the process's arguments; the exit status."""
    options = None if COMPLETING in os.environ else reader_arguments(sys.argv[1:])
    try:
        if options is None:
            from newstui.cli.commands import run

            status = run()
            _end(status)
            return status
        # What a start makes stays until the end. Looking through it for garbage would be a tenth of a start's work: the reader
        # takes that up again after its first paint.
        gc.disable()
        for number in (_signal.SIGTERM, _signal.SIGHUP, _signal.SIGINT):
            _signal.signal(number, _give_up)
        snapshot.show(options.get("data_dir"), options.get("config_file"))
        return _read(options)
    except KeyboardInterrupt:  # while something was being imported
        return 130
    finally:
        snapshot.restore()


def _end(status: int) -> None:
    """What a command had to say is said and what it opened is closed; taking everything apart would be work for nothing.

    See `newstui.storage.connection.Connection.leave_log`, too.
    """
    from contextlib import suppress

    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # nobody is there to be told
            stream.flush()
    os._exit(status)


def _give_up(number: int, _: object) -> None:
    """Until the reader takes the signals over: it has nothing to keep yet, and an exception would come out of an import."""
    snapshot.restore()
    os._exit(128 + number)


def _read(options: dict[str, str]) -> int:
    from pathlib import Path

    from newstui.cli.reader import open_reader

    data_dir, config_file = (Path(options[name]) if name in options else None for name in GLOBALS.values())
    return open_reader(data_dir=data_dir, config_file=config_file)


if __name__ == "__main__":
    sys.exit(main())
