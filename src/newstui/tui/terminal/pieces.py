"""What has to be written so that one screen becomes another: pieces of rows, each of one look."""

from itertools import pairwise
from typing import NamedTuple

from newstui.rendering.cells import character_cells, is_narrow
from newstui.tui.terminal.abilities import Abilities
from newstui.tui.terminal.grid import Grid
from newstui.tui.terminal.looks import blank, covers, erasable, look_of
from newstui.tui.terminal.placeholders import PLACEHOLDER

_GAP = 4  # bytes: what stands between two changes is written again where that costs no more than going over it
_TAIL = 4  # cells: what ends in fewer changed blanks is not erased
_MOVE = 5  # bytes that going over what stays takes, about


class Piece(NamedTuple):
    """Neighbouring cells that are written with one look; `text` is None where the rest of the row is erased."""

    y: int
    x: int
    cells: int
    text: str | None
    look: int
    empty: bool
    """Whether it is nothing but blanks."""
    sure: bool = True
    """Whether all terminals agree on how far the cursor gets."""
    early: bool = False
    """Whether it has to be done before all that is none of this kind: it clears the ground for others."""


def pieces(old: Grid, new: Grid, able: Abilities, *, wiping: bool = True) -> list[Piece]:
    """What differs, from the top left to the bottom right. `wiping`: rows may be erased before they are written."""
    found: list[Piece] = []
    for y, (old_chars, old_looks, chars, looks) in enumerate(zip(old.chars, old.looks, new.chars, new.looks)):
        if old_chars == chars and old_looks == looks:
            continue
        changed = [
            x for x, (a, b, c, d) in enumerate(zip(old_chars, chars, old_looks, looks)) if a != b or c != d
        ]  # fmt: skip
        tail = _tail(chars, looks, able)
        erased = None
        if tail < new.width:
            ground = looks[-1]
            cleared = [x for x in range(changed[0], tail) if chars[x] != " " or looks[x] != ground]
            in_tail = [x for x in changed if x >= tail]
            if wiping and _cost(cleared) + _TAIL < _cost(changed) - max(0, len(in_tail) - _TAIL):
                found.append(Piece(y, changed[0], new.width - changed[0], None, ground, True, early=True))
                changed = cleared
            elif len(in_tail) >= _TAIL:
                changed = changed[: -len(in_tail)]
                start = tail if changed and changed[-1] == tail - 1 else in_tail[0]
                erased = Piece(y, start, new.width - start, None, ground, True)
        for start, end in _runs(changed, chars, looks):
            _split(found, y, start, end, chars, looks, old_chars)
        if erased is not None:
            found.append(erased)
    return found


def _cost(changed: list[int]) -> int:
    """About how many bytes it takes to write these cells."""
    return len(changed) + _MOVE * sum(x - before > _GAP for before, x in pairwise(changed))


def _tail(chars: list[str], looks: list[int], able: Abilities) -> int:
    """Where the blanks begin that erasing the end of the row would leave."""
    at = len(chars)
    look = looks[-1]
    if not able.erase or not erasable(look) or (look_of(look).bg and not able.erase_coloured):
        return at
    while at and chars[at - 1] == " " and looks[at - 1] == look:
        at -= 1
    return at


def _runs(changed: list[int], chars: list[str], looks: list[int]) -> list[tuple[int, int]]:
    """The changed cells as runs, those joined that are hardly apart; a wide character is never torn."""
    runs: list[tuple[int, int]] = []
    for x in changed:
        start, end = (x - 1 if chars[x] == "" and x else x), x + 1
        if end < len(chars) and chars[end] == "":
            end += 1
        if runs and (start <= runs[-1][1] or _worth_joining(runs[-1][1], start, chars, looks)):
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
        else:
            runs.append((start, end))
    return runs


def _worth_joining(gap: int, end: int, chars: list[str], looks: list[int]) -> bool:
    if end - gap > _GAP or len("".join(chars[gap:end]).encode()) > _GAP:
        return False
    near = (looks[gap - 1], looks[end])
    return all(looks[x] in near or (chars[x] == " " and covers(near[0], looks[x])) for x in range(gap, end))


def _split(found: list[Piece], y: int, start: int, end: int, chars: list[str], looks: list[int], before: list[str]) -> None:
    """Cut a run where its look changes; blanks join the text beside them where nobody sees a difference."""
    begin, pen, empty = start, looks[start], True
    for x in range(start, end):
        if x < begin:  # the second cell of a character that was written alone
            continue
        char, look = chars[x], looks[x]
        if look != pen:
            if char == " " and covers(pen, look):
                continue
            if empty and char != " " and blank(look) == pen:
                pen = look
            else:
                found.append(Piece(y, begin, x - begin, "".join(chars[begin:x]), pen, empty))
                begin, pen, empty = x, look, True
        if char != " ":
            empty = False
            if len(char) != 1 or not is_narrow(char):
                after = x + 2 if x + 1 < end and chars[x + 1] == "" else x + 1
                if char and not _sure(char):
                    text = "".join(chars[begin:x])
                    if (
                        after == x + 2 < len(chars) and before[x + 1] != " "
                    ):  # a terminal that shows it narrow leaves nothing old beside it
                        text += "  \b\b"
                    found.append(Piece(y, begin, after - begin, text + char, pen, False, sure=False))
                    begin, empty = after, True
                    if after < end:
                        pen = looks[after]
    if begin < end:
        found.append(Piece(y, begin, end - begin, "".join(chars[begin:end]), pen, empty))


def _sure(cell: str) -> bool:
    """Whether terminals agree on a cell's width: on letters and East Asian characters; not on marks, emoji and the like."""
    if cell[:1] == PLACEHOLDER:
        return True
    return len(cell) == 1 and (cell < "\u2190" or "\u2e80" <= cell <= "\uffe6") and character_cells(cell)[0] > 0
