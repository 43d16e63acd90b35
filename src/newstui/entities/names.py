"""Names as words: their plain form, the titles and articles around them, what is no name at all."""

import re
import unicodedata
from functools import lru_cache

from newstui.entities.words import word_list
from newstui.model.spans import TextSpan

_REMEMBERED = 4096
"""Words: an article asks for the same names again and again."""
_TITLES = word_list("titles")
_NOT_NAMES = word_list("not_names")
_ARTICLE = re.compile(r"(?:the|a|an|The|A|An|THE|its|their|his|her|our)\s+")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’]|['’])$")
_GERMAN_NOUN = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+(?:bremse|gesetz|heit|keit|politik|schaft|telstand|wende)")
_PREFIX = re.compile(r"(?:pro|anti|post|pre|non|ex|mid|then|now)-(?=[^\W\d_a-z])")
SMALL_WORDS = re.compile(r"(?<![\w’'-])[a-z]+")
"""Words that a text writes without a capital."""
_EDGE = " \t\n\u00a0\"“”‘’'`([{)]},.;:!?—–-@#*|"
_SUFFIX = frozenset({"jr", "sr", "ii", "iii", "iv", "inc", "corp", "co", "ltd", "llc", "plc", "ag", "sa", "gmbh", "kc", "qc"})


@lru_cache(maxsize=_REMEMBERED)
def folded(words: str) -> str:
    """Lower case, without diacritics and full stops, one blank between words: names that differ in less are the same."""
    plain = words.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return " ".join(plain.replace(".", "").replace("’", "'").split())


def bare(text: str, span: TextSpan) -> TextSpan:
    """The span without articles, possessive endings and punctuation at its ends, nor "pro-", "anti-" before it."""
    start, end = span
    while True:
        before = (start, end)
        while start < end and text[start] in _EDGE:
            start += 1
        while end > start and text[end - 1] in _EDGE and not (text[end - 1] == "." and _dotted(text[start:end])):
            end -= 1
        possessive = _POSSESSIVE.search(text[start:end])
        if possessive:
            end -= len(possessive[0])
        before_it = _ARTICLE.match(text, start, end) or _PREFIX.match(text, start, end)
        if before_it:
            start = before_it.end()
        if (start, end) == before:
            return TextSpan(start, end)


def _dotted(words: str) -> bool:
    last = words.split()[-1] if words.split() else ""
    return last.count(".") > 1 or last.lower() in ("jr.", "sr.", "inc.", "corp.", "co.", "ltd.")


def without_titles(text: str, span: TextSpan) -> TextSpan:
    """A person's name without the titles and offices before it."""
    start = span.start
    while True:
        rest = text[start : span.end]
        word, _, after = rest.partition(" ")
        if after and (
            is_monsieur(text, TextSpan(start, span.end))
            or word.strip(".,").lower() in _TITLES
            or word.rstrip(".").lower() in _TITLES
        ):
            start = span.end - len(after.lstrip())
        else:
            return TextSpan(start, span.end)


def is_monsieur(text: str, span: TextSpan) -> bool:
    """Whether a name begins with "M." as a title, as it does where others are Mme and Mlle; elsewhere it is an initial."""
    if not text.startswith("M. ", span.start) or " " not in text[span.start + 3 : span.end]:
        return False
    return _FRENCH.search(text, max(0, span.start - _NEAR), span.end + _NEAR) is not None


@lru_cache(maxsize=_REMEMBERED)
def key_words(words: str) -> tuple[str, ...]:
    """A name's words, folded, without initials, suffixes and particles glued by a hyphen."""
    found = [w for w in folded(words).replace(",", " ").split() if w not in _SUFFIX]
    long = [w for w in found if len(w) > 1]
    return tuple(long or found)


@lru_cache(maxsize=_REMEMBERED)
def surname(words: str) -> str:
    """The last word of a name, without "al-", "el-"."""
    parts = key_words(words)
    return re.sub(r"^(?:al|el|ul|ad|as|ash|bin|ibn)-", "", parts[-1]) if parts else ""


_FRENCH = re.compile(r"\b(?:Mme|Mlle|MM\.)[ \u00a0]")
_NEAR = 1500
_INITIAL = re.compile(r"(?:[^\W\d_]\.[ \u00a0]?)+(?=[^\W\d_]{2})|[^\W\d_][ \u00a0](?=[^\W\d_]{2})")


def first_initial(words: str) -> str:
    """The first letter of a name that gives no more of its given names ("J. Roe", "J.K. Roe"), folded; else empty."""
    return folded(words[0]) if words[:1].isupper() and _INITIAL.match(words) and len(key_words(words)) == 1 else ""


def is_name(words: str) -> bool:
    """Whether the words can be a name: they have a capital, are no day, month, pronoun or bare adjective of faith or party."""
    plain = folded(words)
    if words == "WHO":
        return True
    if len(plain) < 2 or plain in _NOT_NAMES or plain.strip("'") in _NOT_NAMES:
        return False
    if not any(c.isupper() for c in words) or sum(c.isdigit() for c in words) * 2 > len(words):
        return False
    if "@" in words or "/" in words or "http" in plain or "\n" in words:
        return False
    if _GERMAN_NOUN.fullmatch(words):
        return False
    return not all(part in _NOT_NAMES for part in plain.replace("-", " ").split())


_SMALL = frozenset({"de", "del", "do", "da", "dos", "la", "le", "of", "on", "upon", "the", "and", "al", "am", "an", "sur", "en"})


def as_a_name(words: str) -> str:
    """A place in capitals as it is written elsewhere: "CARROW SOUND" is Carrow Sound."""
    if not words.isupper() or len(words) < 3 or "." in words[:-1].replace(". ", ""):
        return words
    parts = re.split(r"([ -])", words)
    return "".join(
        p.lower() if i and p.lower() in _SMALL else re.sub(r"\w+", lambda m: m[0].capitalize(), p) for i, p in enumerate(parts)
    )
