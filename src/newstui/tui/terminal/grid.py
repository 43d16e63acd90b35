"""A grid of cells, and reading Textual's frames into one.

Textual sends a frame as pieces, each a cursor position followed by styled text (SGR, OSC 8). Nothing else is taken for
content. A cell holds a character with what combines with it; the further cells of a wide one hold "". The look of a blank is
kept as far as it can be seen, so that two screens that look the same are the same.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from newstui.rendering.cells import character_cells, is_narrow
from newstui.tui.terminal.looks import PLAIN, blank, linked, styled

UNKNOWN = "\x00"
"""The character of a cell of which nobody knows what it shows."""

_MOVE = re.compile(r"\x1b\[(\d*)(?:;(\d*))?H")
_TOKEN = re.compile(r"\x1b\[([0-9;]*)m|\x1b\]8;([^\x07\x1b]*)(?:\x07|\x1b\\)|([^\x00-\x1f\x7f-\x9f]+)")

Row = tuple[list[str], list[int]]


class Grid:
    """`height` rows of `width` cells: a character and a look each."""

    def __init__(self, width: int, height: int, *, fill: str = " ", look: int = PLAIN) -> None:
        self.width = width
        self.height = height
        self.chars = [[fill] * width for _ in range(height)]
        self.looks = [[look] * width for _ in range(height)]
        self.cursor = (0, 0)
        """Column and row where the application wants the cursor."""

    def copy(self) -> "Grid":
        """The same screen."""
        new = Grid.__new__(Grid)
        new.width, new.height, new.cursor = self.width, self.height, self.cursor
        new.chars = [row[:] for row in self.chars]
        new.looks = [row[:] for row in self.looks]
        return new

    @property
    def whole(self) -> bool:
        """Whether every cell is known."""
        return not any(UNKNOWN in row for row in self.chars)

    def put(self, x: int, y: int, chars: list[str], looks: list[int]) -> None:
        """Write cells into a row; what does not fit is cut, and no half of a wide character stays."""
        if not 0 <= y < self.height or x >= self.width:
            return
        room = self.width - x
        if len(chars) > room:
            start = start_of(chars, room) if chars[room] == "" else room
            chars, looks = [*chars[:start], *" " * (room - start)], looks[:room]
        end = x + len(chars)
        row = self.chars[y]
        if x < end and row[x] == "":
            start = start_of(row, x)
            row[start:x] = " " * (x - start)
        if end < self.width and row[end] == "":
            behind = end_of(row, end)
            row[end:behind] = " " * (behind - end)
        row[x:end] = chars
        self.looks[y][x:end] = looks

    def read(self, frame: str) -> bool:
        """Take a frame of Textual's in; whether it is one."""
        parts = _MOVE.split(frame)
        if len(parts) < 4:
            return False
        for at in range(1, len(parts), 3):
            y, x = int(parts[at] or 1) - 1, int(parts[at + 1] or 1) - 1
            if parts[at + 2]:
                self.put(x, y, *_cells(parts[at + 2]))
        self.cursor = (x, y)
        return True

    def frame(self) -> str:
        """The screen as a frame that `read` understands."""
        from newstui.tui.terminal.looks import change

        lines = []
        for y, (chars, looks) in enumerate(zip(self.chars, self.looks)):
            pen, text = PLAIN, [f"\x1b[{y + 1};1H"]
            for char, look in zip(chars, looks):
                if look != pen:
                    text.append(change(pen, look))
                    pen = look
                text.append(char)
            lines.append("".join(text) + change(pen, PLAIN))
        return "".join(lines)

    def rows(self) -> Iterator[Row]:
        """The rows from the top."""
        return zip(self.chars, self.looks)


@lru_cache(maxsize=1024)
def _cells(piece: str) -> tuple[list[str], list[int]]:
    """The cells of a piece of a frame."""
    chars: list[str] = []
    looks: list[int] = []
    pen = PLAIN
    for match in _TOKEN.finditer(piece):
        parameters, link, text = match.groups()
        if text is None:
            pen = styled(pen, parameters) if parameters is not None else linked(pen, link)
            continue
        new = list(text) if is_narrow(text) else _clusters(text, chars)
        chars += new
        space = blank(pen)
        looks += [pen] * len(new) if space == pen else [space if char == " " else pen for char in new]
    return chars, looks


def _clusters(text: str, before: list[str]) -> list[str]:
    """Cells of a text that has other than narrow characters; what combines joins the cell before it."""
    cells: list[str] = []
    for char, width in zip(text, character_cells(text)):
        if width:
            cells += [char, *("",) * (width - 1)]
            continue
        row = cells or before
        at = len(row) - 1
        if at >= 0:
            row[start_of(row, at)] += char
    return cells


def start_of(row: list[str], x: int) -> int:
    """The first cell of the character that stands at `x`."""
    while x and row[x] == "":
        x -= 1
    return x


def end_of(row: list[str], x: int) -> int:
    """The first cell from `x` on that is not a further one of a character."""
    while x < len(row) and row[x] == "":
        x += 1
    return x
