"""The bytes that lead from one screen to another: the fewest of several ways."""

import re
from collections import Counter
from collections.abc import Iterable

from newstui.tui.terminal.abilities import Abilities
from newstui.tui.terminal.grid import Grid
from newstui.tui.terminal.looks import PLAIN, blank, change, covers, erasable, look_of, unlinked
from newstui.tui.terminal.pen import Pen
from newstui.tui.terminal.pieces import Piece, pieces
from newstui.tui.terminal.scrolling import find_scrolls

_ERASE_FROM = 5  # blanks
_BLANKS = re.compile(" {11,}")  # what is erased has to be gone over as well
_DOWN = 6  # rows: further down, the way is said shorter in figures
_LITTLE = 60  # characters: a shorter way is not worth the search for a better one
_MOST_LOOKS = 120  # to be put in order: a picture in blocks has hundreds, most of them once, and ordering takes their square


def difference(old: Grid | None, new: Grid, pen: Pen, able: Abilities) -> tuple[str, Pen]:
    """What to send so that `old` (None: anything) becomes `new`, and the pen after it."""
    start = ""
    if old is None or (old.width, old.height) != (new.width, new.height):
        look = ground(new) if able.erase_coloured else PLAIN
        start = f"\x1b[r\x1b[m{change(PLAIN, look)}\x1b[H{_cleared(new.height, able)}"
        old, pen = Grid(new.width, new.height, look=look), Pen(None, None, look)
    best, after = _write(old, new, pen, able)
    for scroll in find_scrolls(old, new, able) if not start and len(best) > _LITTLE else ():
        moved, left = scroll.sequence(able, pen)
        other, other_after = _write(scroll.applied(old, pen), new, left, able)
        if _size(moved + other) < _size(best):
            best, after = moved + other, other_after
    return start + best, after


def _cleared(rows: int, able: Abilities) -> str:
    """All blank. Row by row: some terminals give the colour of the ground to erased lines, but not to an erased screen."""
    return "\x1b[2J" + "\r\n".join(["\x1b[K"] * rows) if able.erase and able.erase_coloured else "\x1b[2J"


def ground(grid: Grid) -> int:
    """The look that most of the screen's blanks have."""
    found: Counter[int] = Counter()
    for chars, looks in grid.rows():
        found.update(look for char, look in zip(chars, looks) if char == " ")
    return next((look for look, _ in found.most_common() if erasable(look)), PLAIN)


def _write(old: Grid, new: Grid, pen: Pen, able: Abilities) -> tuple[str, Pen]:
    """With rows that are erased first, or without: what a row loses on its far side has to be written again."""
    ways = [_ordered(pieces(old, new, able), pen, new, able)]
    if len(ways[0][0]) > _LITTLE:
        ways.append(_ordered(pieces(old, new, able, wiping=False), pen, new, able))
    return min(ways, key=lambda way: _size(way[0]))


def _ordered(todo: list[Piece], pen: Pen, new: Grid, able: Abilities) -> tuple[str, Pen]:
    """Row by row, or look by look where that saves more in colours than it costs in moves."""
    by_row = _way(todo, pen, new, able)
    written = Counter({pen.look: 0})
    for piece in todo:
        if not piece.empty:
            written[piece.look] += piece.cells
    if not 2 <= len(written) <= _MOST_LOOKS:
        return by_row
    order = {look: place for place, look in enumerate(_tour(list(written)))}
    favourites = sorted(order, key=lambda look: -written[look])
    by_look = _way(sorted(todo, key=lambda piece: _place(piece, order, favourites)), pen, new, able)
    return min(by_row, by_look, key=lambda way: _size(way[0]))


def _tour(looks: list[int]) -> list[int]:
    """Looks from the first on, each followed by one that takes few bytes to change to."""
    tour, left = looks[:1], looks[1:]
    while left:
        tour.append(min(left, key=lambda other: len(change(tour[-1], other))))
        left.remove(tour[-1])
    return tour


def _place(piece: Piece, order: dict[int, int], favourites: list[int]) -> int:
    """When a piece is written; blanks with the look of which most is written, so that there is little to go over."""
    if piece.early:
        return -2
    if not piece.sure:
        return -1
    if not piece.empty:
        return order[piece.look]
    return next((order[look] for look in favourites if covers(look, piece.look)), len(order))


def _size(text: str) -> int:
    return len(text.encode())


def _way(todo: Iterable[Piece], pen: Pen, new: Grid, able: Abilities) -> tuple[str, Pen]:
    x, y, look, region = pen
    out: list[str] = []
    for piece in todo:
        moved = _move(x, y, piece, look, pen, new, able) if (x, y) != (piece.x, piece.y) else ""
        if look != piece.look and not (piece.empty and covers(look, piece.look)):
            changed, look = change(look, piece.look), piece.look
            later = _move(x, y, piece, look, pen, new, able) if moved else ""
            moved = changed + later if len(later) < len(moved) else moved + changed
        out.append(moved)
        if piece.text is None:
            out.append("\x1b[K")
            x, y = piece.x, piece.y
            continue
        text, left = _shorter(piece, able)
        out.append(text)
        y = piece.y
        end = piece.x + piece.cells - left
        x = end if piece.sure and end < new.width else None
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


def _move(x: int | None, y: int | None, to: Piece, look: int, pen: Pen, new: Grid, able: Abilities) -> str:
    """The shortest way of the cursor to a piece. A carriage return is sure also where the column is not; a line feed is none at
    the end of a region that scrolls, and below it not every terminal obeys it."""
    ways = [f"\x1b[{to.y + 1};{to.x + 1}H" if to.x else f"\x1b[{to.y + 1}H" if to.y else "\x1b[H"]
    if y is not None and 0 <= to.y - y < _DOWN and not (pen.region and to.y > pen.region[1]):
        down = "\n" * (to.y - y)
        ways.append(f"\r{down}{_forward(0, to, look, new)}")
        if able.columns:
            ways.append(f"{down}\x1b[{to.x + 1}G")
        if x is not None:
            ways.append(down + (_forward(x, to, look, new) if to.x >= x else "\b" * (x - to.x)))
    return min(ways, key=len)


def _forward(x: int, to: Piece, look: int, new: Grid) -> str:
    """Over the cells of a row: what stands there is written again where that is shorter and the look is the same."""
    if to.x == x:
        return ""
    over = "\x1b[C" if to.x == x + 1 else f"\x1b[{to.x - x}C"
    if to.x - x >= len(over):
        return over
    text, looks = "".join(new.chars[to.y][x : to.x]), new.looks[to.y][x : to.x]
    known = len(text) == to.x - x and text.isascii() and text.isprintable()
    same = known and all(other == look or (char == " " and covers(look, other)) for char, other in zip(text, looks))
    return text if same else over
