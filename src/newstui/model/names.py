"""Names as different articles write them: normal forms by which two spellings of one name are found together.

Three forms, from strict to loose: the *key* (case, diacritics, other alphabets, full stops and hyphens make no difference), the
*sound* (for people, also the vowels and consonants in which transliterations differ: Zelensky, Zelenskyy; Qaddafi, Gaddafi) and
the *short* form (a person's surname, an organisation's initials). Sound and short are kept as numbers, so that an index over them
stays small.
"""

import re
import unicodedata
from functools import lru_cache

from newstui.model.analysis import EntityType

_TITLES_AFTER = frozenset({"jr", "sr", "ii", "iii", "iv"})
_LEGAL = frozenset({"inc", "corp", "co", "ltd", "llc", "plc", "ag", "sa", "gmbh", "nv", "spa", "company", "corporation"})
_LITTLE = frozenset({"the", "of", "and", "for", "de", "du", "la", "le", "des", "der", "von"})
_ARTICLES = re.compile(r"^(?:al|el|ul|ad|as|ash|ar|at|bin|ibn|ben)[- ](?=\w{3})")
_NUMBER = 8  # bytes of a hash
_KEPT = 8192  # names of an article are asked for again and again


@lru_cache(_KEPT)
def name_key(name: str) -> str:
    """The name in lower-case ASCII letters, its words parted by single blanks ("Łódź", "LODZ" and "Лодзь" nearly meet)."""
    if not name.isascii():
        composed = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
        if not composed.isascii():
            from anyascii import anyascii  # a table of all alphabets, which most names do not need

            composed = anyascii(composed)
        name = composed
    words = re.sub(r"[.'’`]", "", name.lower())
    words = re.sub(r"[^\w&]+", " ", words).strip()
    return words.removeprefix("the ") or words


@lru_cache(_KEPT)
def full_words(name: str, kind: EntityType | None) -> tuple[str, ...]:
    """The words that make the name: without initials, suffixes and forms of company; never none."""
    words = name_key(name).split()
    if kind is EntityType.PERSON:
        kept = [word for word in words if word not in _TITLES_AFTER]
        kept = [word for word in kept if len(word) > 1] or kept
    else:
        kept = [word for word in words if word not in _LEGAL and word not in _LITTLE]
    return tuple(kept or words or [name.casefold()])


@lru_cache(_KEPT)
def surname(name: str) -> str:
    """The last word of a person's name, without the article before it (al-Assad)."""
    return _bare(full_words(name, EntityType.PERSON)[-1])


@lru_cache(_KEPT)
def initials(name: str) -> str:
    """The letters that would stand for the name: its words' first ones; the name itself where it is an acronym; else empty."""
    plain = re.sub(r"[.&]", "", name)
    if " " not in plain and 1 < len(plain) <= 8 and sum(c.isupper() for c in plain) * 3 >= len(plain) * 2:
        return plain.lower()
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", name) if word[0].isupper()]
    return name_key("".join(word[0] for word in words)) if len(words) > 1 else ""


@lru_cache(_KEPT)
def spoken(word: str) -> str:
    """A word of a person's name reduced to what transliterations agree on."""
    for pattern, plain in _SOUNDS:
        word = pattern.sub(plain, word)
    return word


_SOUNDS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"^(?:y|i|j)(?=[aeiou])", ""),  # Yevgeny, Evgeny
        (r"tsch|tch|cz", "ch"),
        (r"sch", "sh"),
        (r"dzh|dj", "j"),
        (r"ph", "f"),
        (r"dh|th", "t"),
        (r"kh|gh|q|ck", "k"),
        (r"c(?!h)", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"tz", "ts"),
        (r"g", "k"),
        (r"d", "t"),
        (r"(?<=.)[aeiouyh]", ""),
        (r"^[aeiouy]", "a"),
        (r"(.)\1+", r"\1"),
    )
)


def sound(name: str, kind: EntityType | None) -> int:
    """A number that names of one sound share: for people of the first and the last word, for the others of all words."""
    words = full_words(name, kind)
    if kind is EntityType.PERSON:
        ends = [_bare(words[0]), _bare(words[-1])] if len(words) > 1 else [_bare(words[0])]
        return _number("p " + " ".join(map(spoken, ends)))
    return _number("n " + " ".join(words))


def short(name: str, kind: EntityType | None) -> int | None:
    """A number that short forms share with the full name: a person's surname, an organisation's initials; None without one."""
    if kind is EntityType.PERSON:
        return _number("s " + spoken(surname(name)))
    letters = initials(name)
    return _number("a " + letters) if letters else None


_ALIKE = 0.7  # Jon and John 0.86, Mohamed and Muhammad 0.8; Jon and Jan 0.67


def alike(one: str, other: str, *, at_least: float = _ALIKE) -> bool:
    """Whether two words that sound alike can be spellings of one: their ends agree (Mario is not Maria) and most letters do."""
    if one == other:
        return True
    if _ending(one) != _ending(other):
        return False
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= at_least


def _ending(word: str) -> str:
    last = word.rstrip("h")[-1:]
    return last if last in "ao" else "e" if last in "eiyu" else "c"


def _bare(word: str) -> str:
    return _ARTICLES.sub("", word)


def _number(text: str) -> int:
    from hashlib import blake2b  # with OpenSSL, which takes a while to load: a start needs no hash

    return int.from_bytes(blake2b(text.encode(), digest_size=_NUMBER).digest(), "big", signed=True)
