"""Pictures as cells of a terminal: how many, and of which colours. A cell is taken to be twice as high as wide."""

from collections.abc import Iterator
from typing import NamedTuple

from newstui.model.pictures import SmallPicture

WIDEST = 120
"""Columns of a picture at most."""
HIGHEST = 18
"""Rows of a picture at most: text is to stand beside it on most screens."""
_DOT = 8  # pixels of a cell's width: a picture is not enlarged beyond that
_FINE, _ROUGH = 8, 51  # steps between the shades of a colour that are told apart

Colour = tuple[int, int, int]


class PictureBox(NamedTuple):
    """Where a picture stands in an article: the line and the cell (from where text begins) of its corner, columns and rows."""

    line: int
    cell: int
    columns: int
    rows: int
    url: str


def size_in_cells(width: int, height: int, room: int) -> tuple[int, int]:
    """Columns and rows of a picture of so many pixels, in at most `room` columns."""
    columns = max(1, min(room, WIDEST, -(-width // _DOT)))
    rows = max(1, round(columns * height / width / 2))
    if rows > HIGHEST:
        rows = HIGHEST
        columns = max(1, min(columns, round(2 * rows * width / height)))
    return columns, rows


def half_blocks(picture: SmallPicture, columns: int, rows: int, *, rough: bool = False) -> list[list[tuple[Colour, Colour]]]:
    """The colours of each cell's upper and lower half, row by row; `rough` tells fewer apart."""
    step = _ROUGH if rough else _FINE
    lines = [list(_line(picture, columns, 2 * rows, y, step)) for y in range(2 * rows)]
    return [list(zip(lines[2 * row], lines[2 * row + 1])) for row in range(rows)]


def _line(picture: SmallPicture, columns: int, lines: int, y: int, step: int) -> Iterator[Colour]:
    """A line of the picture in another size: each dot the mean of what it covers."""
    coarse, width = picture.coarse, picture.columns
    top = y * picture.lines // lines
    bottom = max(top + 1, (y + 1) * picture.lines // lines)
    for x in range(columns):
        left = x * width // columns
        right = max(left + 1, (x + 1) * width // columns)
        starts = [3 * (row * width + column) for row in range(top, bottom) for column in range(left, right)]
        red, green, blue = (
            min(255, (sum(coarse[at + channel] for at in starts) // len(starts) + step // 2) // step * step)
            for channel in range(3)
        )
        yield red, green, blue
