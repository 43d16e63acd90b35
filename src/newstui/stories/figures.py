"""What an entry counts, and when and how old: what two reports of one event hardly ever tell differently.

A figure is a number with what it counts ("nine dead", "8 pct"); ages and days of the week are figures of a kind of their own.
Only the title and the lead are read: what is counted further down is background.
"""

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from zlib import crc32

from newstui.stories.terms import stem

MOST_FIGURES = 8
_LEAD = 400
"""Code points: some sixty words."""
AGE, DAY = 0, 1
"""The units of ages and of days; what else is counted has a unit above these."""
_FIRST_UNIT = 2

_TEENS = ("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")
_SMALL = {
    word: str(number)
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", *_TEENS), start=1
    )
}
_DAYS = frozenset(f"{day}day" for day in ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun"))
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_YEARS_OLD = re.compile(r"(\d{1,3})-(?:years?-old|jährig|jaehrig)")
_YEARS = ("year-old", "years-old", "ans", "años", "anni")
_COMMON = frozenset({"people", "years", "months"})
"""Common words, which tell nothing by themselves, but with a number."""
_PEOPLE = frozenset({"man", "woman", "boy", "girl"})
_MARKS = ".,;:!?()“”‘’\"'"


def figures_of(title: str, text: str) -> tuple[int, ...]:
    """The figures of a title and a lead, each as one number: its unit's 16 bits above its value's (see `unit_of`)."""
    words = f"{title}. {text[:_LEAD]}"
    return tuple(dict.fromkeys(islice(_figures(words), MOST_FIGURES)))


def _figures(words: str) -> Iterator[int]:
    before = last = ""
    for word, after in pairwise([*words.split(), ""]):
        bare = word.strip(_MARKS)
        value = _SMALL.get(bare.lower(), bare)
        if value[:1].isdigit():
            age = _age(bare, before, last, word, after)
            if age:
                yield AGE << 16 | int(age)
            elif word == bare and _NUMBER.fullmatch(value) and (unit := _unit(after.strip(_MARKS))):
                yield max(_FIRST_UNIT, _hash(unit)) << 16 | _hash(value.replace(",", ""))
        elif bare.removesuffix("’s").removesuffix("'s") in _DAYS:
            yield DAY << 16 | _hash(bare[:3])
        before, last = last, word


def _age(bare: str, before: str, last: str, word: str, after: str) -> str:
    """The age that a word tells; empty where it tells none. `before` and `last` stand before it."""
    if old := _YEARS_OLD.match(bare):
        return old[1]
    if not (bare.isdecimal() and len(bare) <= 3):
        return ""
    apart = word[-1:] in ",.;)" and (last[-1:] == "," or word[0] == "(")  # "Ilse Marant, 34, said"
    told = apart or last == "aged" or after.startswith(_YEARS) or (last == "of" and before in _PEOPLE)
    return bare if told else ""


def _unit(word: str) -> str:
    """What a number before this word counts; empty for nothing."""
    unit = word if word in _COMMON else stem(word)
    return unit if unit.isalpha() else ""


def unit_of(figure: int) -> int:
    """What a figure counts: `AGE`, `DAY`, or a hash."""
    return figure >> 16


def _hash(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass")) & 0xFFFF
