"""How much two entries resemble each other, and whether they tell of the same event.

Who an entry names and what it says of them are weighed apart: the same minister resigns and presents a budget on one day, in
entries that share every name. So it is the other words that decide, and names help.
The figures were set on one half of the gold set of `tests/benchmarks/stories_gold` and measured on the other.
"""

from collections.abc import Collection, Mapping, Sequence
from math import sqrt
from operator import eq

import msgspec
from msgspec.structs import replace

from newstui.stories.contradiction import OTHER_EVENT, contradiction
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
OTHER = -1.0
"""The margin of two entries that cannot be of one event."""
_AGAINST = 0.1
_UPDATED = 0.5
"""An outlet's update may count more dead, but tells of the same people and places."""
_STAYS = 0.25
_END, _MEAN = 0.3, 0.1
"""So far below what two reports must a report's margins with a story's ends may be, and the mean of those with all."""


class Likeness(msgspec.Struct, frozen=True):
    """`words` and `names`: cosines of the weighed words that are no names, and that are, 0 to 1."""

    words: float
    names: float
    shared: int
    """Words in common, without names."""
    copied: float
    """The estimated share of common runs of words (Jaccard), 0 to 1."""
    hours: float
    against: float = 0.0
    """What speaks against one event, from 0; see `newstui.stories.contradiction`."""
    one_outlet: bool = False


def likeness(one: Sketch, other: Sketch, seconds: int, *, one_outlet: bool = False) -> Likeness:
    """How much two entries, so far apart in time, of one outlet or of two, resemble each other."""
    mine, theirs = dict(zip(one.terms, one.weights)), dict(zip(other.terms, other.weights))
    names = {*one.terms[: one.names], *other.terms[: other.names]}
    shared, in_words, in_names = 0, 0, 0
    for term in mine.keys() & theirs.keys():
        if term in names:
            in_names += mine[term] * theirs[term]
        else:
            in_words += mine[term] * theirs[term]
            shared += 1
    my_words, my_names = _lengths(mine, names)
    their_words, their_names = _lengths(theirs, names)
    equal = sum(map(eq, one.signature, other.signature))
    return Likeness(
        words=in_words / sqrt(my_words * their_words) if in_words else 0.0,
        names=in_names / sqrt(my_names * their_names) if in_names else 0.0,
        shared=shared,
        copied=equal / len(one.signature) if one.signature and other.signature else 0.0,
        hours=abs(seconds) / HOUR,
        against=contradiction(one, other),
        one_outlet=one_outlet,
    )


def _lengths(weights: Mapping[int, int], names: Collection[int]) -> tuple[int, int]:
    """The squared lengths of an entry's words and of its names."""
    words = both = 0
    for term, weight in weights.items():
        both += weight * weight
        if term not in names:
            words += weight * weight
    return words, both - words


def is_copy(found: Likeness) -> bool:
    """Whether one is the other's text: nearly whole, or for a good part and with the same names."""
    if found.copied < _COPY or found.words < _TELLS or found.hours > 24 * COPY_DAYS:
        return False
    return found.copied >= _SAME_TEXT or (found.names >= _NAMES and found.against < OTHER_EVENT)


def is_new_version(found: Likeness) -> bool:
    """Whether one is the other's text, as one outlet prints it again: an update, a correction."""
    return is_copy(found) and found.against <= _UPDATED and (found.copied >= _SAME_TEXT or found.names >= _SAME_NAMES)


def margin(found: Likeness) -> float:
    """By how much two entries resemble each other more (or, negative, less) than reports of one event must; `OTHER` where they
    cannot be of one event."""
    if found.hours > 24 * COPY_DAYS:
        return OTHER
    if found.one_outlet and not is_new_version(found):
        return OTHER  # an outlet tells an event once; what else it has that day is another one
    alike = found.words + _NAMES_HELP * found.names - _ALIKE
    if is_copy(found):
        return max(alike, found.copied - _COPY)
    if rules_out(found):
        return OTHER
    if found.hours > STORY_HOURS:
        return -_ALIKE
    alike -= _FADE * max(0.0, found.hours - _CYCLE_HOURS) + _AGAINST * found.against
    return alike if found.shared >= _SHARED else min(alike, -_LITTLE)


def fits(found: Sequence[Likeness], ends: Sequence[Likeness]) -> float:
    """How well an entry fits a story, by its likeness to the story's entries, among them the `ends`: the first report and the
    newest. Negative where it does not belong.

    Resembling one of them is not enough, else stories would grow link by link and day by day: it must resemble both ends, too,
    and hardly less the mean of all. Only copies may be further from an end in time.
    """
    margins = [margin(one) for one in found]
    if not margins or min(margins) == OTHER or max(margins) < 0:
        return -1.0
    if any(is_copy(one) for one in found):
        ends = [replace(one, hours=0.0) for one in ends]
    return -1.0 if min(margin(one) for one in ends) < -_END else sum(margins) / len(margins) + _MEAN


def stays(found: Sequence[Likeness]) -> bool:
    """Whether an entry still belongs to a story that it is in, when it has come by another text: only what clearly tells of
    something else goes. No date has changed, and whether its outlet has told of the event before neither."""
    margins = [margin(replace(one, hours=0.0, one_outlet=False)) for one in found]
    return min(margins, default=OTHER) > OTHER and max(margins) >= -_STAYS


def rules_out(found: Likeness) -> bool:
    """Whether two entries cannot be of one event by what they tell."""
    return not is_copy(found) and found.against >= OTHER_EVENT
