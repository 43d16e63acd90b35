"""Rows that moved up or down: the terminal can move them itself."""

from collections import Counter, defaultdict
from typing import NamedTuple

from newstui.tui.terminal.abilities import Abilities
from newstui.tui.terminal.grid import UNKNOWN, Grid
from newstui.tui.terminal.pen import Pen

_FEWEST = 2  # rows that must have moved together


class Scroll(NamedTuple):
    """The rows from `top` to `bottom` (both in it) move up by `distance`, or down where it is negative."""

    top: int
    bottom: int
    distance: int

    def sequence(self, able: Abilities, pen: Pen) -> tuple[str, Pen]:
        """What makes the terminal do so, and the pen after it: its region is set to these rows then.

        What comes into sight may show anything.
        """
        count = abs(self.distance)
        up, region = self.distance > 0, (self.top, self.bottom)
        edge = self.bottom if up else self.top
        step = ("\n" if up else "\x1bM") * count
        if pen.region == region and pen.y == edge:
            made = [(step, Pen(pen.x, edge, pen.look, region))]
        else:
            start = "" if pen.region == region else f"\x1b[{self.top + 1};{self.bottom + 1}r"
            made = [(f"{start}\x1b[{edge + 1}H{step}", Pen(0, edge, pen.look, region))]
            if able.lines:
                number = "" if count == 1 else str(count)
                lines = f"{start}\x1b[{self.top + 1}H\x1b[{number}{'M' if up else 'L'}"
                made.append((lines, Pen(0, self.top, pen.look, region)))
        return min(made, key=lambda way: len(way[0]))

    def applied(self, grid: Grid) -> Grid:
        """The screen after it."""
        new = grid.copy()
        rows = range(self.top, self.bottom + 1)
        for y in rows:
            source = y + self.distance
            if source in rows:
                new.chars[y], new.looks[y] = grid.chars[source], grid.looks[source]
            else:
                new.chars[y] = [UNKNOWN] * grid.width
        return new


def find_scroll(old: Grid, new: Grid) -> Scroll | None:
    """The move that most of the changed rows made; None where hardly any did."""
    before = [hash((*chars, *looks)) for chars, looks in old.rows()]
    after = [hash((*chars, *looks)) for chars, looks in new.rows()]
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
    return Scroll(top, bottom, distance)
