"""Cells that a picture is drawn over by the terminal; see `kitty_pictures`."""

from newstui.tui.terminal.grid import Grid
from newstui.tui.terminal.looks import blank

PLACEHOLDER = "\U0010eeee"


def without_pictures(screen: Grid) -> Grid:
    """The screen with blanks where its pictures are, for a terminal that was not handed them."""
    if not any(cell[:1] == PLACEHOLDER for row in screen.chars for cell in row):
        return screen
    bare = screen.copy()
    bare.chars = [[" " if cell[:1] == PLACEHOLDER else cell for cell in row] for row in bare.chars]
    bare.looks = [
        [blank(look) if cell[:1] == PLACEHOLDER else look for cell, look in zip(*row)] for row in zip(screen.chars, screen.looks)
    ]
    return bare
