"""Rows that moved up or down: the terminal can move them itself."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from newstui.tui.terminal.abilities import Abilities
from newstui.tui.terminal.grid import UNKNOWN, Grid
from newstui.tui.terminal.looks import PLAIN, covers
from newstui.tui.terminal.pen import Pen

_FEWEST = 2  # rows that must have moved together
_DRAWN = "│|"
_NARROWEST = 10  # columns


class Scroll(NamedTuple):
    """The rows from `top` to `bottom` (both in it) move up by `distance`, or down where it is negative."""

    top: int
    bottom: int
    distance: int
    columns: tuple[int, int] | None = None
    """The first column that moves, and the one behind the last; None: all of the row."""

    def sequence(self, able: Abilities, pen: Pen) -> tuple[str, Pen]:
        """What makes the terminal do so, and the pen after it: its region is set to these rows then, or to all where only some
        columns moved."""
        if self.columns is not None:
            return self._within(self.columns), Pen(0, 0, pen.look)
        count = abs(self.distance)
        up, region = self.distance > 0, (self.top, self.bottom)
        edge = self.bottom if up else self.top
        step = ("\n" if up else "\x1bM") * count
        start = "" if pen.region == region else f"\x1b[{self.top + 1};{self.bottom + 1}r"
        if not start and pen.y == edge:
            made = [(step, Pen(pen.x, edge, pen.look, region))]
        else:
            made = [(f"{start}\x1b[{edge + 1}H{step}", Pen(0, edge, pen.look, region))]
        if able.lines:
            number = "" if count == 1 else str(count)
            lines = f"{start}\x1b[{self.top + 1}H\x1b[{number}{'M' if up else 'L'}"
            made.append((lines, Pen(0, self.top, pen.look, region)))
        return min(made, key=lambda way: len(way[0]))

    def _within(self, columns: tuple[int, int]) -> str:
        """Margins are set for this alone: nobody who has the terminal next is to find them.

        Lines are put in and taken out, since not every terminal that has margins heeds them as it scrolls (SwiftTerm did not);
        whether those above and below stay when the mode ends is each terminal's own affair, so they are reset.
        """
        number = "" if abs(self.distance) == 1 else str(abs(self.distance))
        moved = f"\x1b[{self.top + 1};{columns[0] + 1}H\x1b[{number}{'M' if self.distance > 0 else 'L'}"
        return f"\x1b[?69h\x1b[{columns[0] + 1};{columns[1]}s\x1b[{self.top + 1};{self.bottom + 1}r{moved}\x1b[?69l\x1b[r"

    def applied(self, grid: Grid, pen: Pen) -> Grid:
        """The screen after it.

        What comes into sight is blank where the pen has the terminal's own ground. It may show anything where it has another:
        terminals that give the colour of the ground to what they erase differ in whether they do so here.
        """
        new, came = grid.copy(), " " if covers(pen.look, PLAIN) else UNKNOWN
        start, end = self.columns or (0, grid.width)
        rows = range(self.top, self.bottom + 1)
        for y in rows:
            source = y + self.distance
            if source in rows:
                new.chars[y][start:end], new.looks[y][start:end] = grid.chars[source][start:end], grid.looks[source][start:end]
            else:
                new.chars[y][start:end], new.looks[y][start:end] = [came] * (end - start), [PLAIN] * (end - start)
        return new


def find_scrolls(old: Grid, new: Grid, able: Abilities) -> Iterator[Scroll]:
    """The moves that most of the changed rows made: of whole rows, and of panes where the terminal has margins."""
    if not able.scroll:
        return
    found = _find(old, new, None)
    if found is not None:
        yield found
    if able.margins and able.lines:
        for columns in _panes(old, new):
            found = _find(old, new, columns)
            if found is not None:
                yield found


def _panes(old: Grid, new: Grid) -> list[tuple[int, int]]:
    """The columns between lines that were drawn down the screen, and still are."""
    most = old.height * 2 // 3
    drawn = [
        x
        for x, sign in enumerate(new.chars[new.height // 2])
        if sign in _DRAWN and sum(a[x] == b[x] == sign for a, b in zip(old.chars, new.chars)) >= most
    ]
    edges = [-1, *drawn, new.width]
    return [(left + 1, right) for left, right in pairwise(edges) if drawn and right - left > _NARROWEST]


def _find(old: Grid, new: Grid, columns: tuple[int, int] | None) -> Scroll | None:
    start, end = columns or (0, new.width)
    before = [hash((*chars[start:end], *looks[start:end])) for chars, looks in old.rows()]
    after = [hash((*chars[start:end], *looks[start:end])) for chars, looks in new.rows()]
    where: defaultdict[int, list[int]] = defaultdict(list)
    for y, row in enumerate(before):
        where[row].append(y)
    moves: Counter[int] = Counter()
    for y, row in enumerate(after):
        if row != before[y]:
            moves.update(source - y for source in where.get(row, ()))
    if not moves:
        return None
    distance, rows = moves.most_common(1)[0]
    if rows < _FEWEST:
        return None
    moved = [y for y, row in enumerate(after) if 0 <= y + distance < len(before) and row == before[y + distance] != before[y]]
    top = min(moved[0], moved[0] + distance)
    bottom = max(moved[-1], moved[-1] + distance)
    return Scroll(top, bottom, distance, columns)
