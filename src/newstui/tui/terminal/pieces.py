"""What has to be written so that one screen becomes another: pieces of rows, each of one look."""

from itertools import pairwise
from typing import NamedTuple

from newstui.rendering.cells import is_narrow
from newstui.tui.terminal.abilities import Abilities
from newstui.tui.terminal.disputed import is_disputed, is_mark, toneless, with_soiled
from newstui.tui.terminal.grid import Grid, Row, end_of, start_of
from newstui.tui.terminal.looks import blank, covers, erasable, look_of

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
    """Whether all terminals agree on how far the cursor gets. Where they do not, what stands behind is to be written later."""
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
        disputes = not is_narrow("".join(chars))
        if disputes:
            changed = with_soiled(changed, chars)
        tail = _tail(chars, looks, able)
        erased = None
        if tail < new.width:
            ground = looks[-1]
            cleared = [x for x in range(changed[0], tail) if chars[x] != " " or looks[x] != ground]
            in_tail = [x for x in changed if x >= tail]
            if disputes:
                cleared = with_soiled(cleared, chars)
            if wiping and _cost(cleared) + _TAIL < _cost(changed) - max(0, len(in_tail) - _TAIL):
                found.append(Piece(y, changed[0], new.width - changed[0], None, ground, True, early=True))
                changed = cleared
            elif len(in_tail) >= _TAIL:
                changed = changed[: -len(in_tail)]
                start = tail if changed and changed[-1] == tail - 1 else in_tail[0]
                erased = Piece(y, start, new.width - start, None, ground, True)
        for start, end in _runs(changed, chars, looks):
            _split(found, y, start, end, (chars, looks), (old_chars, old_looks), able.tones)
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
        start, end = start_of(chars, x), end_of(chars, x + 1)
        if runs and (start <= runs[-1][1] or _worth_joining(runs[-1][1], start, chars, looks)):
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
        else:
            runs.append((start, end))
    return runs


def _worth_joining(gap: int, end: int, chars: list[str], looks: list[int]) -> bool:
    between = "".join(chars[gap:end])
    if end - gap > _GAP or len(between.encode()) > _GAP or not is_narrow(between):
        return False
    near = (looks[gap - 1], looks[end])
    return all(looks[x] in near or (chars[x] == " " and covers(near[0], looks[x])) for x in range(gap, end))


def _split(found: list[Piece], y: int, start: int, end: int, row: Row, before: Row, tones: bool) -> None:
    """Cut a run where its look changes; blanks join the text beside them where nobody sees a difference."""
    chars, looks = row
    begin, pen, empty = start, looks[start], True
    for x in range(start, end):
        if x < begin:  # a further cell of a character that was written alone
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
            if char and is_disputed(char):
                after = end_of(chars, x + 1)
                text = "".join(chars[begin:x])
                if (after - x > 1 or is_mark(char)) and _may_show(x, after, look, before):
                    # Back from the right edge is a step more, or not, as the terminal likes.
                    text += " " * (after - x) + ("\b" * (after - x) if after < len(chars) else f"\r\x1b[{x}C" if x else "\r")
                text += char if tones else toneless(char)
                found.append(Piece(y, begin, after - begin, text, pen, False, sure=False))
                begin, empty = after, True
                if after < end:
                    pen = looks[after]
    if begin < end:
        found.append(Piece(y, begin, end - begin, "".join(chars[begin:end]), pen, empty))


def _may_show(start: int, end: int, look: int, before: Row) -> bool:
    """Whether something of what was there would still be seen where a terminal shows a character in fewer cells."""
    chars, looks = before
    ground = blank(look)
    return any(chars[x] != " " or looks[x] != ground for x in range(start, end))
