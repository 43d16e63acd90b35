"""A quotation's other printings in words: where, who was first, where it is cut, reworded or given to somebody else."""

import re
from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import NamedTuple

from newstui.model.names import surname
from newstui.model.printings import Printed, Printing
from newstui.rendering.ages import full_date
from newstui.rendering.cells import fit
from newstui.rendering.entry_row import also_in
from newstui.rendering.lines import Line, Role, Segment
from newstui.rendering.quotation_text import doubt_words
from newstui.rendering.wrapping import wrap

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NAMED = 2
"""Outlets of which the status line says how they print it."""
_QUOTED = 28  # cells of another wording in the status line


class Wording(Enum):
    """How another printing's words compare with the ones here."""

    SAME = ""
    CUT = "shorter"
    LONGER = "longer"
    OTHER = "in other words"


class Also(NamedTuple):
    """What the status line says of other printings: in full, and in a few words."""

    words: str = ""
    short: str = ""


def wording(here: str, there: str) -> Wording:
    """How the words there compare with those here; marks and case make no difference."""
    mine, theirs = _words(here), _words(there)
    if mine == theirs:
        return Wording.SAME
    if _within(theirs, mine):
        return Wording.CUT
    return Wording.LONGER if _within(mine, theirs) else Wording.OTHER


def speaker_differs(here: Printing, there: Printing) -> bool:
    """Whether two printings name different people; where only one names anybody, nothing is known."""
    return here.named and there.named and surname(here.speaker) != surname(there.speaker)


def also(printed: Printed) -> Also:
    """`also in Ledger (first), Wire Service as “…”, attributed to Otto Brenk there`."""
    here, first = printed.here, printed.all[0]
    others = _by_outlet(printed.all, here)
    told = [_told(other, here, first) for other in others[:_NAMED]]
    if len(others) > _NAMED:
        told.append(f"and {len(others) - _NAMED} more")
    start = "first here; " if first == here else ""
    return Also(f"{start}also in {'; '.join(told) if any(', ' in one for one in told) else ', '.join(told)}", _short(others))


def _short(others: Sequence[Printing]) -> str:
    return (
        f"also in {also_in([str(other.outlet) for other in others], 1)}" if len(others) == 1 else f"also in {len(others)} outlets"
    )


def _by_outlet(printings: Sequence[Printing], here: Printing) -> list[Printing]:
    """The others, one an outlet, the earliest first; where no other outlet has it, what this one prints again."""
    found: dict[str, Printing] = {}
    for printing in printings:
        if printing.outlet != here.outlet:
            found.setdefault(printing.outlet, printing)
    return list(found.values()) or [printing for printing in printings if printing != here][:1]


def _told(other: Printing, here: Printing, first: Printing) -> str:
    parts = [str(other.outlet)]
    if other == first:
        parts[0] += " (first)"
    kind = wording(here.words, other.words)
    if kind is Wording.OTHER:
        parts[0] += f" as “{fit(_bare(other.words), _QUOTED)}”"
    elif kind is not Wording.SAME:
        parts.append(kind.value)
    if speaker_differs(here, other):
        parts.append(f"attributed to {other.speaker} there")
        parts += filter(None, (doubt_about(other),))
    return ", ".join(parts)


def doubt_about(printing: Printing) -> str:
    """How sure it is who is said to have said it, in words; nothing where it is."""
    named = printing.speaker if printing.named else None
    return doubt_words(named, "" if printing.named else printing.speaker, printing.confidence)


def printing_lines(printing: Printing, printed: Printed, *, width: int, now: datetime, date_format: str = "") -> list[Line]:
    """A printing for the comparison: outlet, date, speaker; below, its words, those that are not in the one here marked."""
    here, is_here = printed.here, printing == printed.here
    head = [
        Segment(printing.outlet, (Role.OUTLET,)),
        Segment(f"  {full_date(printing.published, now, date_format)}", (Role.DATE,)),
    ]
    if printing == printed.all[0]:
        head.append(Segment("  first", (Role.OK,)))
    if is_here:
        head.append(Segment("  you are here", (Role.MUTED,)))
    else:
        kind = wording(here.words, printing.words)
        head.append(Segment(f"  {kind.value or 'the same words'}", (Role.MUTED,)))
    differs = speaker_differs(here, printing)
    if printing.denial:
        whose = f"{printing.speaker or 'nobody named'} {printing.denial}"
    else:
        whose = f"said by {printing.speaker}" if printing.speaker else "nobody is named"
    whose = ", ".join(filter(None, (whose, doubt_about(printing))))
    lines = [Line.of(head), Line.of((Segment(f"  {fit(whose, max(4, width - 2))}", (Role.WARNING if differs else Role.MUTED,)),))]
    new = [] if is_here else _new(here.words, printing.words)
    for start, end in wrap(printing.words, max(8, width - 2)):
        lines.append(Line.of([Segment("  "), *_marked(printing.words, start, end, new)]))
    return lines


def _marked(text: str, start: int, end: int, new: Sequence[tuple[int, int]]) -> list[Segment]:
    segments, at = [], start
    for low, high in new:
        low, high = max(low, start), min(high, end)
        if low < high:
            segments += [Segment(text[at:low]), Segment(text[low:high], (Role.TEXT, Role.MATCH))]
            at = high
    return [*segments, Segment(text[at:end].rstrip())]


def _new(here: str, there: str) -> list[tuple[int, int]]:
    """Where words of `there` stand that are not in `here` at that place."""
    from difflib import SequenceMatcher  # for whoever compares only

    places = [found.span() for found in _WORD.finditer(there)]
    matcher = SequenceMatcher(None, _words(here), _words(there), autojunk=False)
    spans = []
    for tag, _, _, low, high in matcher.get_opcodes():
        if tag != "equal" and low < high:
            spans.append((places[low][0], places[high - 1][1]))
    return spans


def _words(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


def _within(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether one stands in the other, whole and in a row."""
    return any(long[at : at + len(short)] == list(short) for at in range(len(long) - len(short) + 1))


def _bare(words: str) -> str:
    return words.strip("“”\"'‘’«»„ ,")
