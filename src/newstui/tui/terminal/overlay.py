"""Pictures drawn over their blocks: where they may be, and which are.

Sixels lie over the cells below them until something is written there, and every terminal has its own mind about what scrolling
or erasing does to them. So blocks stay what the screen is made of; a picture is drawn over its own when the screen has been
still for a moment, and before anything may happen to one of its cells all of them are written over, all known again.
"""

import time
from typing import NamedTuple

from newstui.rendering.cells import is_narrow
from newstui.tui.terminal.abilities import Abilities
from newstui.tui.terminal.grid import Grid, Row
from newstui.tui.terminal.looks import PLAIN, change, look_of
from newstui.tui.terminal.pen import Pen
from newstui.tui.terminal.sixels import Studio
from newstui.tui.terminal.wire import difference, ground

STILL = 0.2
"""Seconds that pictures stay where they are before they are drawn."""
_STRIP = 6
"""Rows of cells that are drawn at once: keys wait no longer, and it is a number of whole bands whatever a cell's height is.
xterm keeps sixteen drawings and no more, so single rows would be too many."""
_NEAR = 8
"""Cells before a picture: where a terminal may differ on how wide one is, the picture's first ones may be written again."""


class Patch(NamedTuple):
    """Some rows of a picture, and where they are on the screen."""

    number: int
    row: int
    """The first of them."""
    rows: int
    x: int
    y: int
    columns: int


class Overlay:
    """What is drawn over a screen. It belongs to the thread that sends; others only say that there is something new."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._screen: Grid | None = None
        self._wanted: list[Patch] = []
        self.drawn: list[Patch] = []
        """What is drawn over the screen."""
        self._since = 0.0
        self._waiting = False  # until sixels were made
        self._stale = False  # whether there may be more to draw than was seen

    def difference(self, old: Grid | None, new: Grid, pen: Pen, able: Abilities) -> tuple[str, Pen]:
        """As `wire.difference`: what is drawn is taken away first, or not touched at all."""
        start = ""
        if old is None or (old.width, old.height) != (new.width, new.height):
            self.drawn.clear()  # as the whole screen is
        elif self._is_touched(old, new):
            start, old, pen = self.wiped(old, ground(new), pen)
        elif self.drawn:
            able = able._replace(scroll=False, erase=False)
        self._screen = new
        self._look()
        sent, pen = difference(old, new, pen, able)
        return start + sent, pen

    def _is_touched(self, old: Grid, new: Grid) -> bool:
        """Whether something that is drawn would be changed, covered or moved, or is not wanted any more."""
        wanted = patches(new, self._studio) if self.drawn else []
        return any(patch not in wanted or _differs(patch, old, new) for patch in self.drawn)

    def _look(self) -> None:
        wanted = patches(self._screen, self._studio) if self._screen is not None else []
        if wanted != self._wanted:
            self._wanted, self._since = wanted, time.monotonic()

    def look_again(self) -> None:
        """There are other pictures, or more sixels, than before."""
        self._waiting, self._stale = False, True

    def due(self) -> float | None:
        """In how many seconds there is something to draw; None where there is nothing."""
        if self._stale:
            self._stale = False
            self._look()
        missing = not self._waiting and any(patch not in self.drawn for patch in self._wanted)
        return max(0.0, self._since + STILL - time.monotonic()) if missing else None

    def next(self, pen: Pen) -> tuple[str, Pen]:
        """What draws the next of what is missing, if its sixels are there; and the pen after it.

        A terminal scrolls where a drawing ends below the region that does; where its cursor is then is its own affair.
        """
        patch = next((patch for patch in self._wanted if patch not in self.drawn), None)
        drawing = self._studio.drawing(patch.number, patch.row, patch.rows) if patch is not None else None
        if patch is None or drawing is None:
            self._waiting = patch is not None
            return "", pen
        self.drawn.append(patch)
        reset = "\x1b[r" if pen.region else ""
        return f"{reset}\x1b[{patch.y + 1};{patch.x + 1}H{drawing}", Pen(None, None, pen.look)

    def wiped(self, screen: Grid, look: int, pen: Pen) -> tuple[str, Grid, Pen]:
        """What takes it all away, and screen and pen after that: blanks, which every terminal takes for something written."""
        screen = screen.copy()
        sent = [change(pen.look, look)]
        for patch in self.drawn:
            for y in range(patch.y, patch.y + patch.rows):
                sent.append(f"\x1b[{y + 1};{patch.x + 1}H{' ' * patch.columns}")
                screen.put(patch.x, y, [" "] * patch.columns, [look] * patch.columns)
        self.drawn.clear()
        return "".join(sent), screen, Pen(None, None, look, pen.region)


def patches(screen: Grid, studio: Studio) -> list[Patch]:
    """The rows of pictures that can be seen whole, in strips. Not on the last row: a drawing there may scroll the screen."""
    found: list[Patch] = []
    for y in () if studio.empty else range(screen.height - 1):
        for number, row, x, columns in _pieces(screen.looks[y]):
            if columns != studio.columns(number):
                continue
            last = next((at for at, patch in enumerate(found) if _continues(patch, number, row, x, y)), None)
            if last is None:
                found.append(Patch(number, row, 1, x, y, columns))
            else:
                found[last] = found[last]._replace(rows=found[last].rows + 1)
    return found


def _continues(patch: Patch, number: int, row: int, x: int, y: int) -> bool:
    below = (patch.number, patch.row + patch.rows, patch.x, patch.y + patch.rows)
    return patch.rows < _STRIP and below == (number, row, x, y)


def _pieces(looks: list[int]) -> list[tuple[int, int, int, int]]:
    """Number, row, first cell and cells of the pictures on a row."""
    found: list[tuple[int, int, int, int]] = []
    before: tuple[int, int] | None = None
    for x, look in enumerate(looks):
        picture = look_of(look).picture if look != PLAIN else None
        if picture is not None:
            if picture == before:
                found[-1] = (*found[-1][:3], found[-1][3] + 1)
            else:
                found.append((*picture, x, 1))
        before = picture
    return found


def _differs(patch: Patch, old: Grid, new: Grid) -> bool:
    its, near = slice(patch.x, patch.x + patch.columns), slice(max(0, patch.x - _NEAR), patch.x)
    for y in range(patch.y, patch.y + patch.rows):
        if _cells(old, y, its) != _cells(new, y, its):
            return True
        if not is_narrow("".join(new.chars[y][near])) and _cells(old, y, near) != _cells(new, y, near):
            return True
    return False


def _cells(grid: Grid, y: int, part: slice) -> Row:
    return grid.chars[y][part], grid.looks[y][part]
