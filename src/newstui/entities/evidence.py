"""What the words around a name say of it: a person has a title, an age or an office, a body an article or a telling last word.

The model's own labels are the other half of the vote; on names that it never saw, they are often wrong.
"""

import re
from collections import Counter
from collections.abc import Iterable

from newstui.entities.words import word_list

_BODIES = word_list("body_words")
_OFFICES = word_list("offices")
_TITLE = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Dame|Mayor|President|Senator|Sen|Gov|Rep|Judge|Captain|Minister|Chancellor)\.?)\s$"
)
_ARTICLE = re.compile(r"\b[Tt]he\s$")
_TOLD_THE = re.compile(r"\b(?:told|tells) the\s$")
_IN = re.compile(r"\b(?:in|near)\s$")
_WHO = re.compile(r",? (?:who|whose husband|whose wife|himself|herself)\b")
_AGE = re.compile(r", \d\d,")
_OFFICE = re.compile(r", (?:an?|the|its|their|his|her)\s([^,.;:]{3,80})")
_LOOK = 24


def weigh(text: str, places: Iterable[tuple[int, int]], words: str) -> Counter[str]:
    """Votes for PERSON, ORG and PLACE by what stands around the mentions (start, end) of one name."""
    votes: Counter[str] = Counter()
    parts = words.lower().split()
    if parts[-1].strip(".") in _BODIES or parts[0] in _BODIES:
        votes["ORG"] += 4
    for start, end in places:
        before, after = text[max(0, start - _LOOK) : start], text[end : end + 100]
        if _TITLE.search(before) and len(parts) < 5:
            votes["PERSON"] += 3
        if len(parts) == 1 and _ARTICLE.search(before):
            votes["ORG"] += 2
            votes["PERSON"] -= 2
        if _TOLD_THE.search(before):  # a paper, an agency: a person would be told without an article
            votes["ORG"] += 4
            votes["PERSON"] -= 2
        if _IN.search(before):
            votes["PLACE"] += 3 if len(parts) == 1 else 1
        if _WHO.match(after) or _AGE.match(after):
            votes["PERSON"] += 3
        office = _OFFICE.match(after)
        if office and any(w in _OFFICES for w in office[1].lower().split()):
            votes["PERSON"] += 3
    return votes
