"""Which panes are shown, and how large, for a size of the terminal."""

from typing import NamedTuple

from newstui.config.actions import Pane

SMALLEST = (40, 15)
"""The smallest terminal, columns and rows, that the reader is laid out for."""
WIDE = 120
"""From here on all three columns stand side by side."""
MIDDLE = 80
"""From here on the lists stand beside the article."""

_LISTS_LEAST, _LISTS_MOST = 29, 48
"""Cells of the left column at MIDDLE, and at most: each five columns more give it one, and the article the others."""


class Arrangement(NamedTuple):
    """Sizes in cells; a width or height of 0 hides the pane."""

    lists: int
    """The left column: feeds above entries."""
    feeds: int
    """Rows of the feed pane."""
    entries: bool
    article: bool
    sidebar: int
    over: bool = False
    """The sidebar lies over the article: over all of it, since half lines would be no use to anybody."""
    single: bool = False
    """One pane at a time."""
    fits: bool = True


def arrange(
    width: int, height: int, *, pane: Pane, zoomed: bool, sidebar: bool, feed_lines: int, linear: bool = False
) -> Arrangement:
    """Lay the panes out.

    `pane` has the keys, `zoomed` gives it all the width, `sidebar` says whether the reader wants it, `feed_lines`
    is how many lines the feed pane has to show, `linear` shows one pane at a time at any width.
    """
    if width < SMALLEST[0] or height < SMALLEST[1]:
        return Arrangement(0, 0, False, False, 0, fits=False)
    rows = height - 1  # the status line
    if width < MIDDLE or linear or (zoomed and pane in (Pane.FEEDS, Pane.ENTRIES)):
        alone = {Pane.FEEDS: (width, rows, False), Pane.ENTRIES: (width, 0, True)}.get(pane, (0, 0, False))
        return Arrangement(*alone, pane is Pane.ARTICLE, width if pane is Pane.SIDEBAR else 0, single=True)
    over = width < WIDE
    side = min(34, max(26, width * 20 // 100))
    if zoomed and pane in (Pane.ARTICLE, Pane.SIDEBAR):
        return Arrangement(0, 0, False, True, (width if over else side) if pane is Pane.SIDEBAR else 0, over=over)
    lists = min(_LISTS_MOST, _LISTS_LEAST + (width - MIDDLE) // 5)
    feeds = max(6, min(feed_lines + 2, rows * 2 // 5))
    return Arrangement(lists, feeds, True, True, (width - lists if over else side) if sidebar else 0, over=over)
