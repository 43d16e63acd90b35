"""Where the terminal writes next, and how."""

from typing import NamedTuple

from newstui.tui.terminal.looks import PLAIN


class Pen(NamedTuple):
    """Where the terminal's cursor is, None where that is not sure, and the look it writes in."""

    x: int | None = None
    y: int | None = None
    look: int = PLAIN
    region: tuple[int, int] | None = None
    """The rows that scroll when the cursor leaves them; all, where it is None."""
