"""A terminal to check screens with: pyte, an emulator that knows nothing of newstui, taught what it lacks."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

import pyte
from pyte.screens import Char
from wcwidth import wcwidth

from support.drawing import Drawing

# pyte knows no private forms of these, and would print their ends: kitty's keyboard protocol, and questions for modes.
_UNKNOWN = re.compile(rb"\x1b\[[<>=?][0-9;]*[$]?[a-gi-km-zA-Z]")
_DRAWING = re.compile(rb"\x1bP[\d;]*q[^\x1b]*\x1b\\")
_DRAWING_BEGUN = re.compile(rb"\x1bP[\d;]*(?:q[^\x1b]*\x1b?)?\Z")
_SEEN_ON_BLANKS = ("underscore", "strikethrough", "reverse")


_MARGINS_MODE = 69 << 5  # as pyte keeps private modes


class _Stream(pyte.ByteStream):
    def __init__(self, screen: pyte.Screen) -> None:
        self.csi = {**pyte.Stream.csi, "s": "set_columns"}
        self.events = pyte.Stream.events | {"set_columns"}
        super().__init__(screen)


def as_most(char: str) -> int:
    """The cells that a character adds to a line in most terminals."""
    return 1 if unicodedata.category(char) == "Mc" else max(0, wcwidth(char))


class _Screen(pyte.Screen):
    """Answers nothing, joins characters that take no cell to the one before them, and leaves no half of a wide one."""

    # What lies over the cells, as the pickiest of terminals has it: until something is written there, or all is cleared.

    covered: dict[tuple[int, int], Drawing]
    """Column and row of each cell that a drawing lies over."""
    moved_under_drawings = 0
    """How often rows were moved, or erased, while something lay over them: each terminal has its own mind about that."""

    def reset(self) -> None:
        """Nothing is drawn."""
        self.covered = {}
        super().reset()

    def erase_in_display(self, how: int = 0, *args: Any, **kwargs: Any) -> None:
        """All of it takes what is drawn away, too."""
        super().erase_in_display(how, *args, **kwargs)
        if how == 2:
            self.covered.clear()

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:
        """Counts."""
        self.moved_under_drawings += any(y == self.cursor.y and x >= self.cursor.x for x, y in self.covered)
        super().erase_in_line(how, private)

    def index(self) -> None:
        """Counts where rows move."""
        bottom = (self.margins or (0, self.lines - 1))[1]
        self.moved_under_drawings += self.cursor.y == bottom and bool(self.covered)
        super().index()

    def reverse_index(self) -> None:
        """Counts where rows move."""
        self.moved_under_drawings += self.cursor.y == (self.margins or (0, 0))[0] and bool(self.covered)
        super().reverse_index()

    def cover(self, drawing: "Drawing") -> None:
        """Lay a drawing over the cells from the cursor on."""
        for y in range(self.cursor.y, self.cursor.y + drawing.rows):
            for x in range(self.cursor.x, self.cursor.x + drawing.columns):
                self.covered[x, y] = drawing
        assert self.cursor.y + drawing.rows < self.lines, "it would scroll the screen"
        assert self.margins is None, "it would scroll the region"
        self.cursor.y += drawing.rows  # as some have it; others leave it where it was

    cells_of: Callable[[str], int] = staticmethod(as_most)

    def draw(self, data: str) -> None:
        """Write. pyte would stop at what takes no cell, always goes by the same table, and leaves halves."""
        for char in data:
            self._put(char, 1 if char <= "\u02ff" else self.cells_of(char))

    def _put(self, char: str, cells: int) -> None:
        if not cells:
            self._join(char)
            return
        line, x = self.buffer[self.cursor.y], min(self.cursor.x, self.columns - cells)
        if self.cursor.x > x and pyte.modes.DECAWM in self.mode:
            self.carriage_return()
            self.linefeed()
            line, x = self.buffer[self.cursor.y], 0
        end = x + cells
        if x and line[x].data == "":
            line[x - 1] = line[x - 1]._replace(data=" ")
        if end < self.columns and line[end].data == "":
            line[end] = line[end]._replace(data=" ")
        for cell in range(x, end):
            self.covered.pop((cell, self.cursor.y), None)
            line[cell] = self.cursor.attrs._replace(data=char if cell == x else "")
        self.dirty.add(self.cursor.y)
        self.cursor.x = end

    # What pyte lacks of xterm: left and right margins (ctlseqs: DECLRMM, DECSLRM).

    _columns: tuple[int, int] | None = None

    def set_columns(self, left: int = 1, right: int = 0, **_: Any) -> None:
        """DECSLRM, where DECLRMM is set; else the sequence saves the cursor."""
        if _MARGINS_MODE in self.mode:
            self._columns = (left - 1, right or self.columns)
            self.cursor_position()

    def reset_mode(self, *modes: int, **kwargs: Any) -> None:
        """Without DECLRMM there are no such margins."""
        super().reset_mode(*modes, **kwargs)
        if _MARGINS_MODE not in self.mode and self._columns is not None:  # as xterm does it
            self._columns = self.margins = None
            self.cursor_position()

    def delete_lines(self, count: int | None = None) -> None:
        """DL within the margins, where the cursor stands in them."""
        self._move_lines(count or 1)

    def insert_lines(self, count: int | None = None) -> None:
        """IL within the margins, where the cursor stands in them."""
        self._move_lines(-(count or 1))

    def _move_lines(self, up: int) -> None:
        self.moved_under_drawings += bool(self.covered)
        top, bottom = self.margins or (0, self.lines - 1)
        left, right = self._columns or (0, self.columns)
        if not (top <= self.cursor.y <= bottom and left <= self.cursor.x < right):
            return
        before = [[self.buffer[y][x] for x in range(self.columns)] for y in range(self.lines)]
        blank = self.default_char
        for y in range(self.cursor.y, bottom + 1):
            inside = self.cursor.y <= y + up <= bottom
            for x in range(left, right):
                self.buffer[y][x] = before[y + up][x] if inside else blank
        self.cursor.x = left

    def _join(self, char: str) -> None:
        line, x = self.buffer[self.cursor.y], self.cursor.x - 1
        x -= x > 0 and line[x].data == ""
        if x >= 0:
            line[x] = line[x]._replace(data=line[x].data + char)

    def report_device_status(self, mode: int = 0, **_: Any) -> None:
        """No answer."""

    def report_device_attributes(self, mode: int = 0, **_: Any) -> None:
        """No answer."""


class Cell(NamedTuple):
    """One cell as a reader sees it: a blank has no text colour, nor weight."""

    data: str
    fg: str
    bg: str
    marks: tuple[bool, ...]


class Emulator:
    """A screen of so many columns and rows; `cells_of` tells how many cells its terminal gives a character."""

    def __init__(self, columns: int, rows: int, *, cells_of: Callable[[str], int] = as_most) -> None:
        self.screen = _Screen(columns, rows)
        self.screen.cells_of = cells_of
        self._stream = _Stream(self.screen)
        self._rest = b""
        self.cell = (10, 20)
        """Width and height of a cell in pixels."""
        self.drawings: list[Drawing] = []
        """All that was ever drawn."""

    def feed(self, data: bytes | str) -> None:
        """Show what a program sent. A sequence that has not come to its end waits for the rest."""
        data = self._rest + (data.encode() if isinstance(data, str) else data)
        while found := _DRAWING.search(data):
            self._feed(data[: found.start()])
            drawing = Drawing(found[0], (self.screen.cursor.x, self.screen.cursor.y), self.cell)
            self.drawings.append(drawing)
            self.screen.cover(drawing)
            data = data[found.end() :]
        begun = _DRAWING_BEGUN.search(data)
        rest = self._feed(data[: begun.start()] if begun else data)
        self._rest = begun[0] if begun else rest

    def _feed(self, data: bytes) -> bytes:
        """Show it but for the beginning of a sequence at its end, which is returned."""
        start = data.rfind(b"\x1b")
        rest = data[start:] if start >= 0 and re.fullmatch(rb"\x1b(\[[0-?]*[ -/]*)?", data[start:]) else b""
        data = data[: len(data) - len(rest)]
        self._stream.feed(_UNKNOWN.sub(lambda found: found[0] if found[0][-1] in b"hlJK" else b"", data))
        return rest

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def cells(self) -> list[list[Cell]]:
        """Every cell, by row."""
        return [[_cell(self.screen.buffer[y][x]) for x in range(self.screen.columns)] for y in range(self.screen.lines)]


@lru_cache(maxsize=4096)
def _cell(char: Char) -> Cell:
    seen = char.data != " " or any(getattr(char, name) for name in _SEEN_ON_BLANKS)
    marks = (char.bold, char.italics, char.underscore, char.strikethrough, char.reverse, char.blink)
    return Cell(char.data, char.fg if seen else "", char.bg, marks if seen else ())
