"""Letters on what is in sight of an article and leads somewhere: links, names and pictures, each chosen with a key or two.

A link's letters stand in brackets in place of its number, a picture's in place of its sign, a name's over its first letters: so
the kinds are told apart, and no word moves.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from newstui.model.analysis import Entity
from newstui.model.documents import Block
from newstui.rendering.cells import cell_width, character_cells
from newstui.rendering.lines import Line, Role, Segment

if TYPE_CHECKING:
    from newstui.rendering.article import ArticleLayout

_LETTERS = "asdfghjklqwertyuiopzxcvbnm"
_PAIRS = len(_LETTERS) ** 2
_NUMBER = re.compile(r"\[(\d+)\]")

Goal = int | Entity | Block
"""What letters lead to: a link by its number, a name, a picture."""


class _Spot(NamedTuple):
    """Cells of a line that letters may take."""

    line: int
    cell: int
    cells: int
    bracketed: bool = False


class Letter(NamedTuple):
    """Letters on a line."""

    cell: int
    text: str


class LetterHints(NamedTuple):
    """What each of the letters leads to, and where they stand, by line."""

    goals: Mapping[str, Goal]
    on: Mapping[int, list[Letter]]

    def over(self, number: int, line: Line) -> Line:
        """A line with the letters that stand on it."""
        for letter in self.on.get(number, ()):
            line = _with(line, letter)
        return line


NO_LETTERS = LetterHints({}, {})


def letter_hints(layout: "ArticleLayout", top: int, end: int, *, links_only: bool = False) -> LetterHints:
    """Letters for what is on the lines from `top` to before `end`, in reading order: one each, or two where that is too few."""
    spots: list[tuple[_Spot, Goal]] = [*_links(layout, top, end)]
    if not links_only:
        spots += _pictures(layout, top, end)
        taken = {(spot.line, cell) for spot, _ in spots for cell in range(spot.cell, spot.cell + spot.cells)}
        spots += _names(layout, top, end, taken)
        spots.sort(key=lambda one: one[0])
    goals: list[Goal] = []
    for _, goal in spots:
        if not any(goal is other or (isinstance(goal, int) and goal == other) for other in goals):
            goals.append(goal)
    goals = goals[:_PAIRS]
    pairs = (one + other for one in _LETTERS for other in _LETTERS)
    lettered = list(zip(_LETTERS if len(goals) <= len(_LETTERS) else pairs, goals))
    on: dict[int, list[Letter]] = {}
    for spot, goal in spots:
        letters = next((one for one, other in lettered if other is goal or (isinstance(goal, int) and other == goal)), None)
        if letters is not None:
            shown = f"[{letters}]" if spot.bracketed and len(letters) + 2 <= spot.cells else letters
            on.setdefault(spot.line, []).append(Letter(spot.cell, shown.ljust(spot.cells) if spot.bracketed else shown))
    return LetterHints(dict(lettered), on)


def _links(layout: "ArticleLayout", top: int, end: int) -> Iterator[tuple[_Spot, Goal]]:
    for number in range(top, min(end, layout.height)):
        cell = 0
        for segment in layout.lines[number].segments:
            if Role.LINK_NUMBER in segment.roles and (found := _NUMBER.search(segment.text)):
                before = cell_width(segment.text[: found.start()])
                yield _Spot(number, cell + before, len(found[0]), True), int(found[1])
            cell += cell_width(segment.text)


def _pictures(layout: "ArticleLayout", top: int, end: int) -> Iterator[tuple[_Spot, Goal]]:
    for number, block in layout.pictures.items():
        if top <= number < end:
            before = takewhile(lambda segment: Role.PICTURE not in segment.roles, layout.lines[number].segments)
            yield _Spot(number, sum(cell_width(segment.text) for segment in before), 2), block


def _names(layout: "ArticleLayout", top: int, end: int, taken: set[tuple[int, int]]) -> Iterator[tuple[_Spot, Goal]]:
    """Each name once: at its first mention in sight whose beginning no other letters have."""
    for entity in layout.analysis.entities if layout.analysis is not None else ():
        seen = [mention for mention in entity.mentions if top <= layout.line_of(mention.start) < end]
        for offset in (at for step in (0, 2, 4) for mention in seen if (at := mention.start + step) < mention.end):
            place = layout.place_of(offset)
            if place is None or not top <= place[0] < end or any((place[0], place[1] + cell) in taken for cell in (0, 1)):
                continue
            taken.update((place[0], place[1] + cell) for cell in (0, 1))
            yield _Spot(*place, 2), entity
            break


def _with(line: Line, letter: Letter) -> Line:
    """The line with letters over its cells; what they cover only half of is a blank."""
    made: list[Segment] = []
    first, end, cell = letter.cell, letter.cell + len(letter.text), 0
    for segment in line.segments:
        covered = ""
        for character, cells in zip(segment.text, character_cells(segment.text)):
            stop = cell + cells
            if stop <= first or cell >= end:
                if covered:
                    made.append(Segment(covered, (Role.LETTER,), segment.link))
                    covered = ""
                made.append(Segment(character, *segment[1:]))
            else:
                covered += "".join(letter.text[at - first] if first <= at < end else " " for at in range(cell, stop))
            cell = stop
        if covered:
            made.append(Segment(covered, (Role.LETTER,), segment.link))
    return Line.of(made)
