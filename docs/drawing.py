"""An emulator's screen as an SVG picture: what stands in each cell, in its colours, on a fixed grid."""

from collections.abc import Iterator
from itertools import groupby
from xml.sax.saxutils import escape

import pyte
from pyte.screens import Char

CELL, ROW, SIZE = 8.4, 17, 14
"""A cell's width, a row's height and the size of the type, in SVG units; 0.6 em is what most monospaced types advance."""

FRONT, BACK = "#d4d4d4", "#101010"
"""A terminal's own colours, where a theme leaves them to it."""

NAMED = {
    "black": "#000000", "red": "#cd3131", "green": "#0dbc79", "brown": "#e5e510", "blue": "#2472c8", "magenta": "#bc3fbc",
    "cyan": "#11a8cd", "white": "#e5e5e5", "brightblack": "#666666", "brightred": "#f14c4c", "brightgreen": "#23d18b",
    "brightbrown": "#f5f543", "brightblue": "#3b8eea", "brightmagenta": "#d670d6", "brightcyan": "#29b8db",
    "brightwhite": "#ffffff",
}  # fmt: skip

SHAPES = {
    "│": (0.43, 0, 0.14, 1), "─": (0, 0.46, 1, 0.08), "▌": (0, 0, 0.5, 1), "█": (0, 0, 1, 1),
    "▏": (0, 0, 0.125, 1), "▎": (0, 0, 0.25, 1), "▁": (0, 0.875, 1, 0.125), "▂": (0, 0.75, 1, 0.25),
    "▃": (0, 0.625, 1, 0.375), "▄": (0, 0.5, 1, 0.5), "▅": (0, 0.375, 1, 0.625), "▆": (0, 0.25, 1, 0.75),
    "▇": (0, 0.125, 1, 0.875),
}  # fmt: skip
"""Characters that must meet their neighbours, drawn as boxes (left, top, width, height in cells): type leaves gaps."""


class _Look(tuple[str, str, str]):
    """Foreground, background, and the CSS classes of a cell."""

    @classmethod
    def of(cls, char: Char) -> "_Look":
        front, back = _colour(char.fg, FRONT), _colour(char.bg, BACK)
        if char.reverse:
            front, back = back, front
        classes = " ".join(name for name, on in (("b", char.bold), ("i", char.italics), ("u", char.underscore)) if on)
        return cls((front, back, classes))


def _colour(name: str, default: str) -> str:
    return default if name == "default" else NAMED.get(name, f"#{name}")


def svg(screen: pyte.Screen, title: str) -> str:
    """A picture of the screen; `title` is what a screen reader says of it."""
    width, height = screen.columns * CELL, screen.lines * ROW
    rows = (row for y in range(screen.lines) for row in _row([screen.buffer[y][x] for x in range(screen.columns)], y))
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" '
            'xml:space="preserve" shape-rendering="crispEdges">',
            f"<title>{escape(title)}</title>",
            f"<style>text{{font:{SIZE}px 'DejaVu Sans Mono',Menlo,Consolas,monospace;white-space:pre}}"
            ".b{font-weight:bold}.i{font-style:italic}.u{text-decoration:underline}</style>",
            f'<rect width="{width:g}" height="{height:g}" fill="{_ground(screen)}"/>',
            *rows,
            "</svg>\n",
        )
    )


def _ground(screen: pyte.Screen) -> str:
    return _Look.of(screen.buffer[screen.lines - 1][screen.columns - 1])[1]


def _row(cells: list[Char], row: int) -> Iterator[str]:
    """The boxes and texts of one row. A wide character's second cell is empty, so positions are counted in cells."""
    top = row * ROW
    placed = [(column, char, _Look.of(char)) for column, char in enumerate(cells)]
    for back, run in groupby(placed, key=lambda cell: cell[2][1]):
        columns = [column for column, _, _ in run]
        yield f'<rect x="{columns[0] * CELL:g}" y="{top}" width="{len(columns) * CELL:g}" height="{ROW}" fill="{back}"/>'
    for (look, shape), group in groupby(placed, key=lambda cell: (cell[2], cell[1].data if cell[1].data in SHAPES else "")):
        run_cells = list(group)
        first, count = run_cells[0][0], len(run_cells)
        front, _, classes = look
        if shape:
            left, over, wide, high = SHAPES[shape]
            across = [(first, count)] if wide == 1 else [(first + step, 1) for step in range(count)]
            for column, cells_wide in across:
                yield (
                    f'<rect x="{(column + left) * CELL:.2f}" y="{top + over * ROW:.2f}" width="{cells_wide * wide * CELL:.2f}" '
                    f'height="{high * ROW:.2f}" fill="{front}"/>'
                )
            continue
        text = "".join(char.data for _, char, _ in run_cells)
        if not text.strip() and "u" not in classes:
            continue
        if "u" not in classes:
            first += len(text) - len(text.lstrip(" "))
            count -= len(text) - len(text.strip(" "))
            text = text.strip(" ")
        names = f' class="{classes}"' if classes else ""
        yield (
            f'<text x="{first * CELL:g}" y="{top + ROW - 4}" textLength="{count * CELL:g}" fill="{front}"{names}>'
            f"{escape(text)}</text>"
        )
