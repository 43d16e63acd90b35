"""What an entry counts, and when and how old: what two reports of one event hardly ever tell differently.

A figure is a number with what it counts ("nine dead", "8 pct"); ages and days of the week are figures of a kind of their own. Only
the title and the lead are read: what is counted further down is background.
"""

import re
from collections.abc import Iterator
from itertools import islice
from zlib import crc32

from newstui.stories.terms import LEAD_WORDS, POSSESSIVE, fold_word, stem

MOST_FIGURES = 8
AGE, DAY = 0, 1
"""The units of ages and of days; what else is counted has a unit above these."""
_FIRST_UNIT = 2

_SMALL = {
    word: str(number)
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
        " nineteen twenty".split(),
        start=1,
    )
}
_AGE = re.compile(
    r"(?<![\w.,])(\d{1,3})(?:[- ]years?[- ]olds?\b|[- ]?j(?:ä|ae)hrig| ans\b| años\b| anni\b)"
    r"|\baged (\d{1,3})\b"
    r"|(?:, |\()(\d{1,3})(?=[,.;)])"
    r"|\b(?:man|woman|boy|girl) of (\d{1,3})\b"
)
_DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_COUNTED = re.compile(r"(?<![\w.,-])(\d+(?:[.,]\d+)*|" + "|".join(_SMALL) + r") ([^\W\d_]{3,})", re.IGNORECASE)
_LEAD = re.compile(r"(?:\S+\s+){0," + str(LEAD_WORDS) + "}")


def figures_of(title: str, text: str) -> tuple[int, ...]:
    """The figures of a title and a lead, each as one number: its unit's 16 bits above its value's (see `unit_of`)."""
    lead = _LEAD.match(text)
    words = POSSESSIVE.sub("", f"{title}. {lead[0] if lead else ''}")
    return tuple(dict.fromkeys(islice(_figures(words), MOST_FIGURES)))


def _figures(words: str) -> Iterator[int]:
    for age in _AGE.finditer(words):
        yield AGE << 16 | int(age[age.lastindex or 0])
    for day in _DAY.findall(words):
        yield DAY << 16 | _hash(day)
    for number, counted in _COUNTED.findall(words):
        unit = stem(counted)
        if unit:
            value = _SMALL.get(fold_word(number), number.replace(",", ""))
            yield max(_FIRST_UNIT, _hash(unit)) << 16 | _hash(value)


def unit_of(figure: int) -> int:
    """What a figure counts: `AGE`, `DAY`, or a hash."""
    return figure >> 16


def _hash(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass")) & 0xFFFF
