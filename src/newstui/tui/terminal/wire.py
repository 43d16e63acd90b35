"""The bytes that lead from one screen to another: the fewest of several ways."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from newstui.tui.terminal.abilities import Abilities
from newstui.tui.terminal.grid import Grid
from newstui.tui.terminal.looks import PLAIN, blank, change, covers, erasable, look_of, unlinked
from newstui.tui.terminal.pieces import Piece, pieces
from newstui.tui.terminal.scrolling import find_scroll

_ERASE_FROM = 5  # blanks
_BLANKS = re.compile(" {11,}")  # what is erased has to be gone over as well
_LITTLE = 60  # characters: a shorter way is not worth the search for a better one


class Pen(NamedTuple):
    """Where the terminal's cursor is, None where that is not sure, and the look it writes in."""

    x: int | None = None
    y: int | None = None
    look: int = PLAIN
    region: tuple[int, int] | None = None
    """The rows that scroll when the cursor leaves them; all, where it is None."""


def difference(old: Grid | None, new: Grid, pen: Pen, able: Abilities) -> tuple[str, Pen]:
    """What to send so that `old` (None: anything) becomes `new`, and the pen after it."""
    start = ""
    if old is None or (old.width, old.height) != (new.width, new.height):
        look = _ground(new) if able.erase_coloured else PLAIN
        start = f"\x1b[r\x1b[m{change(PLAIN, look)}\x1b[H{_cleared(new.height, able)}"
        old, pen = Grid(new.width, new.height, look=look), Pen(None, None, look)
    best, after = _write(pieces(old, new, able), pen, new.width, able)
    if able.scroll and not start and len(best) > _LITTLE and (scroll := find_scroll(old, new)) is not None:
        moved = scroll.sequence(able, pen.region)
        left = Pen(None, None, pen.look, (scroll.top, scroll.bottom))
        other, other_after = _write(pieces(scroll.applied(old), new, able), left, new.width, able)
        if _size(moved + other) < _size(best):
            best, after = moved + other, other_after
    return start + best, after


def _cleared(rows: int, able: Abilities) -> str:
    """All blank. Row by row: some terminals give the colour of the ground to erased lines, but not to an erased screen."""
    return "\x1b[2J" + "\r\n".join(["\x1b[K"] * rows) if able.erase and able.erase_coloured else "\x1b[2J"


def _ground(grid: Grid) -> int:
    """The look that most of the screen's blanks have."""
    found: Counter[int] = Counter()
    for chars, looks in grid.rows():
        found.update(look for char, look in zip(chars, looks) if char == " ")
    return next((look for look, _ in found.most_common() if erasable(look)), PLAIN)


def _write(todo: list[Piece], pen: Pen, width: int, able: Abilities) -> tuple[str, Pen]:
    """Row by row, or look by look where that saves more in colours than it costs in moves."""
    by_row = _way(todo, pen, width, able)
    order = {pen.look: -1}
    for piece in todo:
        if not piece.empty:
            order.setdefault(piece.look, len(order))
    if len(order) < 2:
        return by_row
    by_look = _way(sorted(todo, key=lambda piece: _place(piece, order)), pen, width, able)
    return min(by_row, by_look, key=lambda way: _size(way[0]))


def _place(piece: Piece, order: dict[int, int]) -> int:
    if piece.early:
        return -2
    if not piece.empty:
        return order[piece.look]
    return next((at for look, at in order.items() if covers(look, piece.look)), len(order))


def _size(text: str) -> int:
    return len(text.encode())


def _way(todo: Iterable[Piece], pen: Pen, width: int, able: Abilities) -> tuple[str, Pen]:
    x, y, look, region = pen
    out: list[str] = []
    for piece in todo:
        if (x, y) != (piece.x, piece.y):
            out.append(_move(x, y, piece.x, piece.y, region, able))
        if look != piece.look and not (piece.empty and covers(look, piece.look)):
            out.append(change(look, piece.look))
            look = piece.look
        if piece.text is None:
            out.append("\x1b[K")
            x, y = piece.x, piece.y
            continue
        text, left = _shorter(piece, able)
        out.append(text)
        y = piece.y
        end = piece.x + piece.cells - left
        x = end if piece.sure and end < width else None
    out.append(change(look, unlinked(look)))  # nothing else that is sent stands in a link
    return "".join(out), Pen(x, y, unlinked(look), region)


def _shorter(piece: Piece, able: Abilities) -> tuple[str, int]:
    """A piece's text with many blanks erased where they are, and how far from the piece's end the cursor stays then."""
    text, ground = piece.text or "", blank(piece.look)
    if not able.erase_cells or "         " not in text or not erasable(ground):
        return text, 0
    if look_of(ground).bg and not able.erase_coloured:
        return text, 0
    kept = text.rstrip(" ")
    left = len(text) - len(kept)
    end = f"\x1b[{left}X" if piece.sure and left > _ERASE_FROM else " " * left
    return _BLANKS.sub(_gone, kept) + end, left if end[:1] == "\x1b" else 0


def _gone(run: re.Match[str]) -> str:
    count = len(run[0])
    return f"\x1b[{count}X\x1b[{count}C"


def _move(x: int | None, y: int | None, to_x: int, to_y: int, region: tuple[int, int] | None, able: Abilities) -> str:
    """The shortest way of the cursor. A carriage return is sure also where the column is not; a line feed is none at the
    end of a region that scrolls, and below it not every terminal obeys it."""
    ways = [f"\x1b[{to_y + 1};{to_x + 1}H" if to_x else f"\x1b[{to_y + 1}H" if to_y else "\x1b[H"]
    if y is not None and 0 <= to_y - y < 4 and not (region and to_y > region[1]):
        down = "\n" * (to_y - y)
        ways.append(f"\r{down}{_forward(to_x)}")
        if able.columns:
            ways.append(f"{down}\x1b[{to_x + 1}G")
        if x is not None:
            ways.append(down + (_forward(to_x - x) if to_x >= x else "\b" * (x - to_x)))
    return min(ways, key=len)


def _forward(cells: int) -> str:
    return "" if not cells else "\x1b[C" if cells == 1 else f"\x1b[{cells}C"
