"""What two entries tell differently: it speaks against their being of one event.

Crimes, crashes, results and elections are told in the same words each time. What sets them apart is who, where, how old and how
many. None of it is sure: one report names the town and the other the street, one the dead and the other the hurt, and numbers of
dead grow. So each counts for a part, and two together mean another event.
"""

from newstui.stories.figures import AGE, DAY, unit_of
from newstui.stories.sketches import Sketch

OTHER_EVENT = 1.0
"""From so much on two entries are not of one event."""
_SWAPPED, _ALL_SWAPPED = 0.5, 1.0
"""Each title has a name that is nowhere in the other entry: some of its names, or all of them."""
_NO_NAME = 0.5
"""No name in common, and several in each."""
_AGES = 0.75
_COUNTS = 0.5
_DAYS = 0.25


def contradiction(one: Sketch, other: Sketch) -> float:
    """How much speaks against two entries' being of one event: 0 for nothing, `OTHER_EVENT` or more for enough."""
    units = {*map(unit_of, one.figures)} & {*map(unit_of, other.figures)}
    agreeing = {*map(unit_of, {*one.figures} & {*other.figures})} if units else set()
    counts = units - {AGE, DAY}
    against = _names(one, other, agreed=bool(counts & agreeing))
    if AGE in units and AGE not in agreeing:
        against += _AGES
    if DAY in units and DAY not in agreeing:
        against += _DAYS
    if counts and not counts & agreeing:
        against += _COUNTS
    return against


def _names(one: Sketch, other: Sketch, *, agreed: bool) -> float:
    """What the names say; `agreed`: both count the same, so that a name may well be missing."""
    swapped = min(_foreign(one, other), _foreign(other, one))
    if swapped:
        return _SWAPPED + (_ALL_SWAPPED - _SWAPPED) * swapped
    if min(one.names, other.names) > 1 and not agreed and {*one.terms[: one.names]}.isdisjoint(other.terms[: other.names]):
        return _NO_NAME
    return 0.0


def _foreign(one: Sketch, other: Sketch) -> float:
    """The share of the names in one's title that the other does not have."""
    if not one.heads:
        return 0.0
    foreign = [term for term in one.terms[: one.heads] if term not in other.terms and term & 0xFFFF not in other.other_names]
    return len(foreign) / one.heads
