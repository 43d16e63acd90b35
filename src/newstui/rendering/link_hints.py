"""Letters in place of the links' numbers, to open one that is in sight with a key or two."""

import re
from collections.abc import Iterable, Mapping

from newstui.rendering.lines import Line, Role, Segment

_LETTERS = "asdfghjklqwertyuiopzxcvbnm"
_NUMBER = re.compile(r"\[(\d+)\]")


def link_letters(lines: Iterable[Line]) -> dict[int, str]:
    """Letters for the links whose numbers stand on these lines: one each, or two where there are too many for one."""
    numbers = dict.fromkeys(
        int(found[1])
        for line in lines
        for segment in line.segments
        if Role.LINK_NUMBER in segment.roles and (found := _NUMBER.search(segment.text))
    )
    if len(numbers) <= len(_LETTERS):
        return dict(zip(numbers, _LETTERS))
    return dict(zip(numbers, (one + other for one in _LETTERS for other in _LETTERS)))


def with_letters(line: Line, letters: Mapping[int, str]) -> Line:
    """The line with letters in place of its links' numbers, cell for cell."""
    return Line(tuple(_with_letter(segment, letters) for segment in line.segments), line.cells)


def _with_letter(segment: Segment, letters: Mapping[int, str]) -> Segment:
    found = _NUMBER.search(segment.text) if Role.LINK_NUMBER in segment.roles else None
    letter = letters.get(int(found[1])) if found is not None else None
    if found is None or letter is None:
        return segment
    cells = len(found[0])
    shown = f"[{letter}]" if len(letter) + 2 <= cells else letter
    words = segment.text[: found.start()] + shown.ljust(cells) + segment.text[found.end() :]
    return Segment(words, (*segment.roles, Role.MATCH))
