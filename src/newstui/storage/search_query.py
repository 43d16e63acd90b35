"""What the reader types into a search, as a query of FTS5; and where its words stand in a text."""

import re
import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple

import msgspec

from newstui.model.safe_text import SafeText
from newstui.model.spans import Spans, TextSpan

_PART = r'(-?)(?:(title|author|in|tag|is|has|note):)?(?:"([^"]*)(?:"|$)|([^\s"]+))'
_WORD = r"[^\W_]+"
_AROUND = 70
_PIECE = 2_000
_LONGEST = 1_000
"""Characters of a text: looked through at once, and which what is found may go on."""
_WORDS_MAX = 32
"""A longer query is cut: nobody types it, and FTS5 limits the depth of an expression."""


Field = Literal["in", "tag", "is", "has", "note"]
_LIMITS: dict[str, Field] = {"in": "in", "tag": "tag", "is": "is", "has": "has", "note": "note"}
"""What is no word of an entry, but says among which entries to look."""
STATES = ("starred", "unread", "read", "noted", "cited", "tagged", "watched")
"""What is: asks of an entry."""
_HAD = {"note": "noted", "tag": "tagged", "star": "starred"}


class Limit(NamedTuple):
    """What a search is kept to, or keeps away from: a feed or folder (in), a tag, a state (is, has), words of a note."""

    field: Field
    name: str
    excluded: bool

    @property
    def state(self) -> str | None:
        """Which of STATES it asks for, if it does."""
        name = self.name.casefold()
        name = _HAD.get(name, "") if self.field == "has" else name
        return name if self.field in ("is", "has") and name in STATES else None


class _Term(msgspec.Struct, frozen=True):
    words: tuple[str, ...]
    field: str
    excluded: bool
    prefix: bool
    typed: str


def _terms(text: str) -> list[_Term]:
    """The terms of a query; a term of several words is a phrase. The word being typed is a prefix, and one with a star."""
    terms: list[_Term] = []
    for match in re.finditer(_PART, text):
        minus, field, phrase, word = match.groups()
        typed = phrase if word is None else word
        words = tuple(re.findall(_WORD, typed))
        if words or (field in _LIMITS and typed.strip()):
            typing = word is not None and match.end() == len(text) and word[-1:].isalnum() and len(words[-1]) > 1
            prefix = typing or (word is not None and word[-1:] == "*" and word[-2:-1].isalnum())
            terms.append(_Term(words, field or "", bool(minus), prefix, typed))
    return terms[:_WORDS_MAX]


def limits(text: str) -> list[Limit]:
    """What a query is kept to: in:NAME, tag:NAME, is:STATE, note:WORD, with a minus what it is kept away from."""
    return [Limit(_LIMITS[term.field], term.typed, term.excluded) for term in _terms(text) if term.field in _LIMITS]


def slips(text: str) -> list[str]:
    """What is wrong with a query, or has no effect, in words for who typed it."""
    said = []
    for match in re.finditer(_PART, text):
        _, field, phrase, word = match.groups()
        if (phrase is not None and not match[0].endswith('"')) or match[0] == '"':
            said.append(f'"{phrase} has no second quotation mark: it was taken for a phrase.')
        elif (field is None and "*" in (phrase or "") + (word or "").removesuffix("*")) or word == "*":
            said.append("A star stands for more letters only at the end of a word.")
    for limit in limits(text):
        if limit.field in ("is", "has") and limit.state is None:
            said.append(f"Nothing is called {limit.field}:{limit.name}. There are is:{', is:'.join(STATES)}.")
    terms = _terms(text)
    if not terms:
        said.append("There is no word in it to look for.")
    elif all(term.excluded for term in terms):
        said.append("It only says what must not be there: add a word, or in:NAME, that must.")
    return list(dict.fromkeys(said))


def fts_query(text: str) -> str:
    """`text` in FTS5's syntax (https://www.sqlite.org/fts5.html#full_text_query_syntax); empty where it has no word to find.

    All words must be there. "Quoted words" must stand together, the last word and any word* may go on, -word must not be there,
    title:word and author:word look only there. Its limits are not in it: see `limits`. Nothing that is typed is an error.
    """
    wanted, unwanted = _parts(text)
    if not wanted:
        return ""
    query = " AND ".join(wanted)
    return f"({query}) NOT ({' OR '.join(unwanted)})" if unwanted else query


def unwanted_query(text: str) -> str:
    """What has any of the words that must not be there, for a query without others; empty where it has none."""
    return " OR ".join(_parts(text)[1])


def _parts(text: str) -> tuple[list[str], list[str]]:
    wanted: list[str] = []
    unwanted: list[str] = []
    for term in _terms(text):
        if term.field in _LIMITS:
            continue
        quoted = f'"{" ".join(term.words)}"' + ("*" if term.prefix else "")
        part = f"{term.field} : {quoted}" if term.field else quoted
        (unwanted if term.excluded else wanted).append(part)
    return wanted, unwanted


def _plain_letters(text: str) -> str:
    """`text` without case and diacritics, letter for letter, so that offsets stay."""
    if text.isascii():
        return text.lower()
    return text.translate(_PLAIN)


class _Plain(dict[int, str]):
    """By the code of a letter; each is looked up once."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = unicodedata.normalize("NFD", letter)[0].lower()
        self[code] = plain if len(plain) == 1 else letter
        return self[code]


_PLAIN = _Plain()


@lru_cache(maxsize=8)
def _pattern(query: str, field: str) -> re.Pattern[str] | None:
    """What stands for a query's words in a text without case and diacritics; None where nothing of it is looked for there."""
    wanted = [t for t in _terms(query) if not t.excluded and t.field in ("", field)]
    if not wanted:
        return None
    return re.compile(
        "|".join(
            first + rf"(?<![^\W_]{first})" + "".join(rf"[\W_]+{word}" for word in rest) + ("" if t.prefix else r"(?![^\W_])")
            for t in wanted
            for first, *rest in [[re.escape(_plain_letters(word)) for word in t.words]]
        )
    )  # a letter stands first in each: what an expression begins with, it is quick to find


def looks_for_words(query: str) -> bool:
    """Whether there may be words of a query to be shown in a text."""
    return _pattern(query, "") is not None


def matches(text: str, query: str, field: str = "") -> Spans:
    """Where the words of a query stand in a text; those that are looked for in one `field` only (title, author) just there."""
    pattern = _pattern(query, field)
    return tuple(TextSpan(*m.span()) for m in pattern.finditer(_plain_letters(text))) if pattern is not None else ()


def excerpt(text: str, query: str) -> tuple[SafeText, Spans] | None:
    """The words of `text` around the first match of a query, in one line, and where its words stand there.

    None where none of them stands in it.
    """
    found = _pattern(query, "")
    first = _first(found, text) if found is not None else None
    if found is None or first is None:
        return None
    start = max(0, first.start - _AROUND)
    if start:
        blank = text.find(" ", start, first.start)
        start = blank + 1 if blank >= 0 else start
    end = min(len(text), max(first.end, start) + 3 * _AROUND)
    if end < len(text):
        blank = text.rfind(" ", first.end, end)
        end = blank if blank > 0 else end
    line = " ".join(text[start:end].split())
    lead, rest = "… " if start else "", " …" if end < len(text) else ""
    at = len(lead)
    spans = tuple(TextSpan(at + m.start(), at + m.end()) for m in found.finditer(_plain_letters(line)))
    return SafeText(lead + line + rest), spans


def _first(pattern: re.Pattern[str], text: str) -> TextSpan | None:
    """Where a pattern stands first in a text: looked for piece by piece, as it mostly stands early."""
    for start in range(0, len(text), _PIECE):
        before = max(0, start - 1)  # a letter there would make it a part of a word
        found = pattern.search(_plain_letters(text[before : start + _PIECE + _LONGEST]), start - before)
        if found is not None and before + found.start() < start + _PIECE:  # else it may be cut: the next piece has it whole
            return TextSpan(before + found.start(), before + found.end())
    return None
