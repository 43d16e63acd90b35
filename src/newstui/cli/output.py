"""How commands speak: JSON lines or words on standard output, progress and complaints on standard error.

A program is given everything, unless it asks for less; a terminal is given as much as it shows well, and is told of the rest.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Literal, TextIO

import msgspec

from newstui.errors import NewstuiError, Offline
from newstui.model.events import TASKS, Event, Progress
from newstui.model.safe_text import safe_lines

if TYPE_CHECKING:
    from rich.console import Console

_NARROWEST = 8
ALL = sys.maxsize
"""The limit that is none."""
_encoder = msgspec.json.Encoder()


def limit_help(usual: int, what: str = "How many") -> str:
    """What --limit says of itself where `limited` decides."""
    return f"{what} at most (default: {usual} on a terminal, otherwise all)."


def limited(asked: int | None, usual: int, *, for_programs: bool = False) -> int:
    """How many rows to show: those `asked` for, else the `usual` ones on a terminal, unless they are in a form for programs."""
    if asked is not None:
        return asked
    return usual if sys.stdout.isatty() and not for_programs else ALL


def fitted(row: str, end: str = "") -> str:
    """As much of a row as fits into a terminal's width, with an ellipsis, its end whole; all where standard output is none."""
    width = _terminal_width()
    if not width:
        return row + end
    from newstui.rendering.cells import cell_width, fit

    ellipsis = "…" if (sys.stdout.encoding or "").lower().startswith("utf") else "..."
    return fit(row, max(width - cell_width(end), len(ellipsis)), ellipsis) + end


def wrapped(text: str, indent: str) -> Iterator[str]:
    """A text behind an indent, broken between words to a terminal's width; one line where standard output is none."""
    width = _terminal_width() - len(indent)
    if width < _NARROWEST:
        yield indent + text
        return
    from newstui.rendering.wrapping import wrap_text

    for line in wrap_text(text, width):
        yield indent + line


def _terminal_width() -> int:
    """Columns; 0 where standard output is no terminal."""
    return get_terminal_size(fallback=(0, 0)).columns if sys.stdout.isatty() else 0


def say_left_out(shown: int, found: int, what: str, *, exactly: bool = True) -> None:
    """That there is more than was shown, on standard error, where that is so."""
    if shown < found or not exactly:
        complain(f"{shown:,} of {'' if exactly else 'more than '}{found:,} {what}; --limit N shows more.")


def say(text: str = "") -> None:
    """A line on standard output. What cannot be said in the locale's encoding is said with question marks."""
    _write(sys.stdout, text + "\n")


def complain(text: str) -> None:
    """A line on standard error."""
    sys.stdout.flush()
    _write(sys.stderr, safe_lines(text) + "\n")


def in_words(error: NewstuiError) -> str:
    """An error for who typed a command, which nobody repeats when the network is back."""
    return f"{error.message} Try again when it is back." if isinstance(error, Offline) else str(error)


def say_json(value: object) -> None:
    """One JSON line on standard output, in UTF-8 whatever the locale."""
    sys.stdout.flush()
    sys.stdout.buffer.write(_encoder.encode(value) + b"\n")
    sys.stdout.buffer.flush()


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
    except UnicodeEncodeError:
        stream.write(text.encode(stream.encoding or "ascii", "replace").decode(stream.encoding or "ascii"))


_COLOURS: "dict[str, Literal['auto', 'truecolor', '256', 'standard']]"
_COLOURS = {"auto": "auto", "true": "truecolor", "256": "256", "16": "standard", "none": "standard"}
"""How rich calls what the setting `appearance.colours` can be."""


def console(*, stderr: bool = False, colours: str = "auto") -> "Console":
    """A rich console without markup: what it prints came from outside. Colour only on a terminal, as many as `colours` says."""
    from rich.console import Console

    terminal = (sys.stderr if stderr else sys.stdout).isatty()
    return Console(
        stderr=stderr,
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=not sys.stdout.isatty(),
        color_system=_COLOURS[colours] if terminal else None,
        no_color=True if colours == "none" else None,  # None: NO_COLOR says it
    )


@contextmanager
def progress_of() -> Iterator[Callable[[Event], None]]:
    """Takes events and draws the long ones as progress bars on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda event: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    bars = Bars(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console(stderr=True),
        transient=True,
    )
    tasks: dict[str, TaskID] = {}

    def draw(event: Event) -> None:
        if not isinstance(event, Progress) or event.total == 0:
            return
        if not bars.live.is_started:
            bars.start()
        if event.task not in tasks:
            tasks[event.task] = bars.add_task(TASKS.get(event.task, event.task), total=event.total)
        bars.update(tasks[event.task], completed=event.done, total=event.total)
        if event.done >= event.total:
            bars.remove_task(tasks.pop(event.task))

    try:
        yield draw
    finally:
        bars.stop()
