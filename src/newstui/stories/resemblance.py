"""How much two entries resemble each other, and whether they tell of the same event.

Who an entry names and what it says of them are weighed apart: the same minister resigns and presents a budget on one day, in
entries that share every name. So it is the other words that decide, and names help.
The figures were set on one half of the gold set of `tests/benchmarks/stories_gold` and measured on the other.
"""

from collections.abc import Collection, Sequence
from math import sqrt

import msgspec

from newstui.stories.sketches import Sketch

HOUR = 3600
COPY_DAYS = 7
"""A copy belongs to its original's story for so long."""
STORY_HOURS = 40
"""Two reports further apart are not of one event; copies may be."""
_COPY = 0.38
_TELLS = 0.2
_NAMES = 0.4
"""A copy's most telling words and names are its original's too; texts made from one form share their runs of words, and little
else."""
_SAME_TEXT, _SAME_NAMES = 0.7, 0.6
"""What one outlet prints twice is one event only where it is the same text, a little changed, or names the same people."""
_ALIKE = 0.42
_NAMES_HELP = 0.2
_CYCLE_HOURS = 12
_FADE = 0.015
"""By how much more two reports must resemble each other for each hour that they are further apart than a news cycle: what is told
a day later is mostly what came of it."""
_SHARED = 3
_LITTLE = 0.05  # two entries with fewer words in common are below the mark by so much at least
_MEAN = 0.15
"""So far below what two reports must the mean of a report's margins with all of a story may be."""


class Likeness(msgspec.Struct, frozen=True):
    """`words` and `names`: cosines of the weighed words that are no names, and that are, 0 to 1."""

    words: float
    names: float
    shared: int
    """Words in common, without names."""
    copied: float
    """The estimated share of common runs of words (Jaccard), 0 to 1."""
    hours: float


def likeness(one: Sketch, other: Sketch, seconds: int) -> Likeness:
    """How much two entries, so far apart in time, resemble each other."""
    mine, theirs = dict(zip(one.terms, one.weights)), dict(zip(other.terms, other.weights))
    names = {*one.terms[: one.names], *other.terms[: other.names]}
    common = mine.keys() & theirs.keys()
    equal = sum(a == b for a, b in zip(one.signature, other.signature))
    return Likeness(
        words=_cosine(mine, theirs, common - names, mine.keys() - names, theirs.keys() - names),
        names=_cosine(mine, theirs, common & names, mine.keys() & names, theirs.keys() & names),
        shared=len(common - names),
        copied=equal / len(one.signature) if one.signature and other.signature else 0.0,
        hours=abs(seconds) / HOUR,
    )


def _cosine(
    mine: dict[int, int], theirs: dict[int, int], common: Collection[int], my: Collection[int], their: Collection[int]
) -> float:
    product = sum(mine[term] * theirs[term] for term in common)
    norms = sum(mine[term] ** 2 for term in my) * sum(theirs[term] ** 2 for term in their)
    return product / sqrt(norms) if product else 0.0


def is_copy(found: Likeness, *, names: float = _NAMES) -> bool:
    """Whether one is the other's text: nearly whole, or for a good part and with the same `names`."""
    if found.copied < _COPY or found.words < _TELLS or found.hours > 24 * COPY_DAYS:
        return False
    return found.copied >= _SAME_TEXT or found.names >= names


def is_new_version(found: Likeness) -> bool:
    """Whether one is the other's text, as one outlet prints it again: an update, a correction."""
    return is_copy(found, names=_SAME_NAMES)


def margin(found: Likeness) -> float:
    """By how much two entries resemble each other more (or, negative, less) than reports of one event must."""
    alike = found.words + _NAMES_HELP * found.names - _ALIKE
    if is_copy(found):
        return max(alike, found.copied - _COPY)
    if found.hours > STORY_HOURS:
        return -_ALIKE
    alike -= _FADE * max(0.0, found.hours - _CYCLE_HOURS)
    return alike if found.shared >= _SHARED else min(alike, -_LITTLE)


def fits(margins: Sequence[float]) -> float:
    """How well an entry fits a story, by its margins with the story's entries; negative where it does not belong."""
    best = max(margins, default=-1.0)
    return best if best < 0 else sum(margins) / len(margins) + _MEAN
