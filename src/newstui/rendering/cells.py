"""How many terminal cells a text takes, and cutting it by cells without tearing a character.

A character's cells come from wcwidth (Unicode's East Asian Width and general categories); combining marks take none, the
second of two regional indicators (a flag) and a skin tone after an emoji take none either, so that they are never cut off.
Spacing marks (the vowel signs of Hindi, Bengali, Tamil …) are given the cell that most terminals give them: xterm, VTE, foot,
Alacritty, urxvt, st, tmux and GNU screen do, and without it the next letter would be written over the sign; kitty does not, and
shows a gap. The cell counts as one of the letter before, so that the two are never parted.
"""

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

_QUOTED = re.compile("“([^“”]+)”")
_QUOTED_LEAST = 12  # cells that are left of what a sentence quotes

# One character, one cell: the letters, digits, dashes and quotation marks of most Western news. Everything else is looked
# up; wcwidth's tables take 15 to 50 ms to import, so they wait for the first text that needs them.
_NARROW = "\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038e-\u03a1\u03a3-\u0482\u048a-\u052f"
_NARROW += "\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u2199\u2500-\u257f\u2581-\u258f"
_SIGNS = "\u21aa\u21bb\u2248\u25a3\u25b8\u25be\u25c7\u25cb\u25cf\u25e6\u2605\u2606\u2713\u2717"  # what rendering draws itself
_OTHER = re.compile(f"[^{_NARROW}{_SIGNS}]")


@lru_cache(maxsize=4096)
def _cells(character: str) -> int:
    from wcwidth import wcwidth

    return max(0, wcwidth(character))


@lru_cache(maxsize=4096)
def is_spacing_mark(character: str) -> bool:
    """Whether it belongs to the letter before it and takes room of its own (Unicode's category Mc)."""
    return unicodedata.category(character) == "Mc"


def is_narrow(text: str) -> bool:
    """Whether every character takes exactly one cell."""
    return _OTHER.search(text) is None


def character_cells(text: str) -> list[int]:
    """The cells that each character adds, with those of what belongs to it; 0 for one that belongs to the character before it."""
    cells: list[int] = []
    flag = False  # a first regional indicator stands before
    before = at = 0
    for character in text:
        width = 1 if " " <= character <= "~" else _cells(character)
        if "\U0001f1e6" <= character <= "\U0001f1ff":
            flag = not flag
            width = 2 if flag else 0
        else:
            flag = False
            if "\U0001f3fb" <= character <= "\U0001f3ff" and before == 2:
                width = 0
            elif width == 0 and is_spacing_mark(character):
                if before:
                    cells[at] += 1
                else:
                    width = 1
        if width:
            before, at = width, len(cells)
        cells.append(width)
    return cells


def cell_width(text: str) -> int:
    """The cells that `text` takes."""
    return len(text) if is_narrow(text) else sum(character_cells(text))


def cell_positions(text: str) -> list[int] | None:
    """The cell at which each character starts, with the end as the last item; None where that is just its index."""
    if is_narrow(text):
        return None
    return list(accumulate(character_cells(text), initial=0))


def cut(text: str, cells: int) -> str:
    """As much of the beginning of `text` as fits into `cells`; no mark is set."""
    positions = cell_positions(text)
    if positions is None:
        return text[: max(0, cells)]
    return text[: max(0, bisect_right(positions, cells) - 1)] if cells >= 0 else ""


def fit(text: str, cells: int, ellipsis: str = "…") -> str:
    """`text`, or its beginning and an ellipsis, in at most `cells`; a blank before the ellipsis goes."""
    if cell_width(text) <= cells:
        return text
    room = cells - len(ellipsis)
    return cut(text, room).rstrip(" ,;:-–—") + ellipsis if room > 0 else cut(text, cells)


def fit_sentence(text: str, cells: int, ellipsis: str = "…") -> str:
    """A sentence in at most `cells`: what it quotes is shortened first, the longest of it before the rest, then its end."""
    while (over := cell_width(text) - cells) > 0:
        quoted = [found for found in _QUOTED.finditer(text) if cell_width(found[1]) > _QUOTED_LEAST]
        if not quoted:
            return fit(text, cells, ellipsis)
        longest = max(quoted, key=lambda found: cell_width(found[1]))
        words = fit(longest[1], max(_QUOTED_LEAST, cell_width(longest[1]) - over), ellipsis)
        text = text[: longest.start(1)] + words + text[longest.end(1) :]
    return text


def fit_middle(text: str, cells: int, ellipsis: str = "…") -> str:
    """`text`, or its beginning, an ellipsis and somewhat more of its end, in at most `cells`."""
    if cell_width(text) <= cells:
        return text
    room = cells - len(ellipsis)
    if room < 2:
        return fit(text, cells, ellipsis)
    positions = cell_positions(text) or range(len(text) + 1)
    end, before = len(text), room * 2 // 5
    while positions[-1] - positions[end - 1] <= room - before:
        end -= 1
    while end < len(text) and positions[end] == positions[end + 1]:
        end += 1  # what belongs to the letter before it goes with it
    return cut(text, before) + ellipsis + text[end:]


def pad(text: str, cells: int, *, right: bool = False) -> str:
    """`text` filled with blanks up to `cells`; `right` puts them before it."""
    blanks = " " * max(0, cells - cell_width(text))
    return blanks + text if right else text + blanks
