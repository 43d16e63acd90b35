"""What a terminal says of the pictures that it draws as sixels: whether, in how many colours, how wide, and how large a cell is.

Sources: DA1 (vt100.net/docs/vt510-rm/DA1), XTWINOPS 16 and XTSMGRAPHICS (invisible-island.net/xterm/ctlseqs).
"""

import fcntl
import re
import struct
import termios
from typing import NamedTuple

MOST_COLOURS = 256
"""Of a picture."""
FIRST_QUESTION = "\x1b[c"
"""What every terminal is asked."""
SIZE_QUESTIONS = "\x1b[16t\x1b[?2;1;0S"
QUESTIONS = f"\x1b[>q\x1b[?1;1;0S{SIZE_QUESTIONS}"
"""What one that draws sixels is asked besides: its name, and what it draws on."""
MORE_COLOURS = f"\x1b[?1;3;{MOST_COLOURS}S"
"""What one with fewer is asked for: an xterm with -ti vt420 has 16 as long as nobody does."""

_SIXELS = "4"
# Compiled when the first answer comes: a start does not wait for them.
_ATTRIBUTES = r"\x1b\[\?(\d+(?:;\d+)*)c"
_CELL = r"\x1b\[6;(\d{1,4});(\d{1,4})t"
_GRAPHICS = r"\x1b\[\?([12]);(\d+)(?:;(\d+))?(?:;\d+)?S"
_CELLS = (range(4, 65), range(6, 129))  # pixels of a cell's width and height that can be true


class Canvas(NamedTuple):
    """What the terminal draws on."""

    cell: tuple[int, int]
    """Width and height of a cell in pixels."""
    colours: int = MOST_COLOURS
    widest: int = 0
    """Pixels that a drawing has at most in a row; 0 where that is not known."""


class Drawing:
    """What the terminal answered."""

    def __init__(self) -> None:
        self.sixels = False
        """Whether it said that it draws them."""
        self.cell: tuple[int, int] | None = None
        self.colours = MOST_COLOURS
        self.widest = 0
        self._asked = ""

    def question(self) -> str:
        """What it has to be asked now; "" where it was already, or draws none."""
        if self._asked or not self.sixels:
            if self.colours >= MOST_COLOURS or self._asked == MORE_COLOURS:
                return ""
            self._asked = MORE_COLOURS
        else:
            self._asked = QUESTIONS
        return self._asked

    def without_answers(self, text: str) -> str:
        """Take the answers out of what was typed."""
        if "\x1b[" not in text:
            return text
        for pattern, hear in ((_ATTRIBUTES, self._attributes), (_CELL, self._size), (_GRAPHICS, self._graphics)):
            text = re.sub(pattern, hear, text)
        return text

    def _attributes(self, found: re.Match[str]) -> str:
        self.sixels = _SIXELS in found[1].split(";")[1:]  # the first number is the kind of terminal
        return ""

    def _size(self, found: re.Match[str]) -> str:
        self.cell = (int(found[2]), int(found[1]))
        return ""

    def _graphics(self, found: re.Match[str]) -> str:
        item, status, value = found.groups()
        if status == "0" and value:
            if item == "1":
                self.colours = min(MOST_COLOURS, int(value[:6]))
            else:
                self.widest = int(value[:6])
        return ""

    def canvas(self, descriptor: int) -> Canvas | None:
        """What is drawn on; None where that is not known well enough. `descriptor`: the terminal's, which may know its pixels."""
        cell = cell_size(descriptor) or self.cell
        if not self.sixels or cell is None or self.colours < 2 or any(size not in fit for size, fit in zip(cell, _CELLS)):
            return None
        return Canvas(cell, self.colours, self.widest)


def cell_size(descriptor: int) -> tuple[int, int] | None:
    """Width and height of a cell in pixels, as the kernel was told; None where it was not."""
    try:
        rows, columns, width, height = struct.unpack("HHHH", fcntl.ioctl(descriptor, termios.TIOCGWINSZ, bytes(8)))
    except OSError:
        return None
    return (width // columns, height // rows) if columns and rows and width and height else None
