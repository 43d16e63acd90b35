"""A text's telling words: what it is about, each as a number with a weight.

Words are folded (case, diacritics), freed of English endings and cut to their first letters: cutting serves about as well as
a stemmer and knows no language (McNamee and Mayfield, "Character N-Gram Tokenization for European Language Text Retrieval",
Information Retrieval 7, 2004).
"""

import re
import unicodedata
from collections.abc import Collection
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

TITLE_WEIGHT = 3.0
LEAD_WEIGHT = 2.0
_LEAD_WORDS = 60
_TEXT_WORDS = 400
"""News tells first what happened; what stands further down is background, which other stories share."""
_NAME_WEIGHT = 1.6
_NUMBER_WEIGHT = 1.2
_PREFIX = 6

_WORD = re.compile(r"[^\W_]+(?:[.,][0-9]+)*")
_POSSESSIVE = re.compile(r"['’]s\b")
_SENTENCE_END = frozenset('.!?:;“”"«»–—-')


class Term(NamedTuple):
    """A telling word. `weight` grows with how early and how often it stands; `name` says that it is a name or a part of one,
    `titled` that it stands in the title."""

    weight: float
    name: bool
    titled: bool = False


@cache
def _common_words() -> frozenset[str]:
    return frozenset((Path(__file__).parent / "common_words.txt").read_text(encoding="utf-8").split())


def fold_word(word: str) -> str:
    """A word without case and diacritics."""
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return word.casefold()


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """What the forms of a word have in common ("rescued", "rescuers" and "rescue" are "rescue"); empty for a common word."""
    folded = fold_word(word)
    if folded in _common_words() or (len(folded) < 2 and not folded.isdigit()):
        return ""
    if folded[0].isdigit():
        return folded.replace(",", "").rstrip(".")
    for ending in ("ing", "ed", "es", "s"):
        if folded.endswith(ending) and len(folded) - len(ending) >= 4:
            folded = folded[: -len(ending)]
            break
    return folded.removesuffix("e")[:_PREFIX] if len(folded) > 4 else folded


def words_of(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    return [word.casefold() if word.isascii() else fold_word(word) for word in _WORD.findall(_POSSESSIVE.sub("", text))]


def terms_of(title: str, text: str, names: Collection[str] = ()) -> dict[int, Term]:
    """The telling words of an entry by their hash. `names` are known names (an analysis's); others are told by their capitals."""
    known = {stem(word) for name in names for word in _WORD.findall(_POSSESSIVE.sub("", name))} - {""}
    weights: dict[str, float] = {}
    called: set[str] = set(known)
    marked = _marked(title)
    titled = {stem(word) for word, _, _ in marked}
    headline = sum(capital for _, capital, first in marked if not first) > len(marked) // 2
    for words, weight, names_show in ((marked, TITLE_WEIGHT, not headline), *_parts(text)):
        for word, capital, first in words:
            stemmed = stem(word)
            if stemmed:
                weights[stemmed] = weights.get(stemmed, 0.0) + weight
                if capital and names_show and not first:
                    called.add(stemmed)
    terms: dict[int, Term] = {}
    for stemmed, weight in weights.items():
        name = stemmed in called
        kind = _NAME_WEIGHT if name else _NUMBER_WEIGHT if stemmed[0].isdigit() else 1.0
        terms[crc32(stemmed.encode())] = Term(kind * weight**0.5, name, stemmed in titled)
    return terms


def _parts(text: str) -> list[tuple[list[tuple[str, bool, bool]], float, bool]]:
    words = _marked(text, _TEXT_WORDS)
    return [(words[:_LEAD_WORDS], LEAD_WEIGHT, True), (words[_LEAD_WORDS:], 1.0, True)]


def _marked(text: str, most: int = _TEXT_WORDS) -> list[tuple[str, bool, bool]]:
    """Words, each with whether it has a capital and whether it begins a sentence (where a capital tells nothing)."""
    text = _POSSESSIVE.sub("", text)
    words: list[tuple[str, bool, bool]] = []
    end = 0
    for found in _WORD.finditer(text):
        if len(words) == most:
            break
        start, stop = found.span()
        word = text[start:stop]
        apart = start - end != 1 or text[end] != " "
        first = not words or (apart and _ends_sentence(text[max(end, start - 4) : start]))
        words.append((word, word[0].isupper(), first))
        end = stop
    return words


def _ends_sentence(between: str) -> bool:
    """Whether a sentence ends between two words."""
    marks = between.rstrip()
    return marks[-1:] in _SENTENCE_END or "\n" in between[len(marks) :]
