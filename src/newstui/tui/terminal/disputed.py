"""Characters that terminals give different numbers of cells, and what that does to the cells behind them.

Asked where their cursor is after each, nine terminals differed on spacing marks (kitty: none of their own), emoji newer than
they are (none, one or two), skin tones (two more than kitty), halves of flags, old Hangul, and the signs of the Yi Jing. So
after any of these the cursor is put where it belongs, and what a terminal may have written too far is written again.
"""

import unicodedata
from functools import lru_cache

from newstui.rendering.cells import character_cells, is_narrow
from newstui.tui.terminal.grid import end_of, start_of
from newstui.tui.terminal.placeholders import PLACEHOLDER

_UNDISPUTED_MARKS = "\u1000"  # the marks of Europe, the Near East and India below it are known to all


@lru_cache(maxsize=4096)
def is_disputed(cell: str) -> bool:
    """Whether terminals may differ on a cell's width: they agree on letters and East Asian characters, not on marks and emoji."""
    if is_narrow(cell) or cell[0] == PLACEHOLDER:
        return False
    return len(cell) > 1 or is_mark(cell) or not (cell < "\u2190" or "\u2e80" <= cell <= "\uffe6")


@lru_cache(maxsize=4096)
def is_mark(cell: str) -> bool:
    """Whether it begins with a mark, which some terminals add to the character before it, whatever that is."""
    return unicodedata.category(cell[0])[0] == "M"


@lru_cache(maxsize=4096)
def excess(cell: str) -> int:
    """How many cells more than ours a terminal may give to a disputed character, at most."""
    most = int(sum(character_cells(cell)) == 1 and unicodedata.category(cell[0])[0] != "L")
    for character in cell[1:]:
        if unicodedata.category(character)[0] != "M":
            most += 2
        elif character >= _UNDISPUTED_MARKS:
            most += 1
    return most


@lru_cache(maxsize=4096)
def toneless(cell: str) -> str:
    """The cell without the skin tones that were added to it."""
    return cell[0] + "".join(character for character in cell[1:] if not "\U0001f3fb" <= character <= "\U0001f3ff")


def with_soiled(changed: list[int], chars: list[str]) -> list[int]:
    """The cells of a row that are to be written when these are: those besides that a terminal may write into as it does so."""
    found = {start_of(chars, x) for x in changed}.union(changed)
    for x, cell in enumerate(chars):
        if x in found and cell and is_disputed(cell) and (more := excess(cell)):
            end = end_of(chars, x + 1)
            found.update(range(end, min(len(chars), end + more)))
    return sorted(found)
