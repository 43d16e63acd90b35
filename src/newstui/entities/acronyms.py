"""Acronyms that a text introduces in parentheses: "Harbour Rescue Service (HRS)".

The long form is found as Schwartz and Hearst do it ("A simple algorithm for identifying abbreviation definitions in
biomedical text", 2003): from the acronym's last letter backwards, each must be met in the words before, the first one at
a word's beginning.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from newstui.model.spans import TextSpan

_PARENTHESIS = re.compile(r"\s\(([A-Z][A-Za-z&.]{1,9}(?:/[A-Z][A-Za-z&.]{1,9})*)\)")
_WORD = re.compile(r"[^\s(),;:“”\"]+")
_LOOK_BACK = 160  # characters before the parenthesis


class Acronym(NamedTuple):
    """An acronym in parentheses, where it stands, and the long form right before it (None where none fits)."""

    words: str
    span: TextSpan
    long_form: TextSpan | None
    before: int
    """Where the words before the parenthesis end."""


def find_acronyms(text: str) -> Iterator[Acronym]:
    """All acronyms in parentheses, in order; of "(ABC/ABD)" each."""
    for match in _PARENTHESIS.finditer(text):
        at = match.start(1)
        for words in match[1].split("/"):
            if sum(c.isupper() for c in words) >= 2:
                yield Acronym(words, TextSpan(at, at + len(words)), _long_form(text, match.start(), words), match.start())
            at += len(words) + 1


def _long_form(text: str, end: int, acronym: str) -> TextSpan | None:
    start = max(end - _LOOK_BACK, 0)
    start = max(start, text.rfind("\n", start, end) + 1)
    letters = [c.lower() for c in acronym if c.isalnum()]
    words = list(_WORD.finditer(text, start, end))[-(len(letters) + 5) :]
    if not words or words[-1].end() != end:
        return None
    at = end - 1
    floor = words[0].start()
    for n, letter in enumerate(reversed(letters)):
        first = n == len(letters) - 1
        while at >= floor and not (text[at].lower() == letter and (not first or at == 0 or not text[at - 1].isalnum())):
            at -= 1
        if at < floor:
            return None
        at -= 1
    begin = at + 1
    long_form = text[begin:end]
    if len(long_form.split()) < 2 or not text[begin].isupper() or any(c in long_form for c in ",;:"):
        return None
    return TextSpan(begin, end)
