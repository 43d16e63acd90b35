"""Quotations in languages that the model does not serve: by the marks that each language uses, and by dialogue dashes.

The conventions are those of the Unicode CLDR delimiters and of each language's newspapers.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from newstui.model.language import ParsedText, Passage, PassageKind
from newstui.model.spans import TextSpan
from newstui.quotations.drafts import Draft
from newstui.quotations.marks import Quoted, is_title_case

_ROMANCE = ("«»", "“”", "„”", "““")
_PAIRS = {
    "de": ("„“", "»«", "„”", "«»", "“”"),
    "da": ("»«", "”“", "“”", "””", "„“", "«»"),
    "no": ("«»", "“”", "””", "„“"),
    "sv": ("””", "»»", "“”", "»«"),
    "fi": ("””", "»»", "“”", "»«"),
    "nl": ("“”", "„”", "‘’", "«»"),
    "pl": ("„”", "„“", "«»", "»«", "“”"),
    "cs": ("„“", "»«", "“”"),
    "hu": ("„”", "»«", "“”"),
    "ro": ("„”", "«»", "“”"),
    "ru": ("«»", "„“", "“”"),
    "zh": ("“”", "「」", "『』", "‘’"),
    "ja": ("「」", "『』", "“”"),
    "ko": ("“”", "‘’", "「」", "『』"),
}
_WITHOUT_BLANKS = frozenset({"zh", "ja", "th"})
_LONG_ENOUGH_WORDS = 4  # shorter stretches are mostly titles, terms and nicknames
_LONG_ENOUGH_SIGNS = 8
_MAX = 2000  # characters: what is never closed must not swallow an article
_DASH = re.compile(r"[―—–]\s?(?=[^\W\d_]|[¿¡])")
_INSET = re.compile(r"[\s,]*\s[―—–]\s?|\s[―—–](?=\w)")
_DIALOGUE = frozenset({"fr", "es", "pt", "it", "ru", "sv", "da", "no", "fi", "pl", "ro", "hu", "tr", "el", "cs"})


def find_by_language(parsed: ParsedText) -> tuple[Quoted, ...]:
    """All stretches in the marks of the text's language, in order, disjoint; and passages that open with a dialogue dash."""
    found: list[Quoted] = []
    for number, passage in enumerate(parsed.passages):
        if passage.kind is not PassageKind.SKIPPED:
            found.extend(_in_passage(parsed.text, passage, number, parsed.language))
    return tuple(found)


def find_unattributed(parsed: ParsedText, quoted: Sequence[Quoted]) -> Iterator[Draft]:
    """A draft without a source for each stretch that is long enough to be speech."""
    for q in quoted:
        words = q.inner.of(parsed.text).split()
        if parsed.language in _WITHOUT_BLANKS:
            long_enough = q.inner.length >= _LONG_ENOUGH_SIGNS
        else:
            long_enough = len(words) >= _LONG_ENOUGH_WORDS and not is_title_case(words)
        if long_enough and parsed.passages[q.passage].kind not in (PassageKind.TITLE, PassageKind.HEADING):
            yield Draft([q.span], rule="marks of the language")


@cache
def _pattern(language: str) -> re.Pattern[str]:
    pairs = (*_PAIRS.get(language, _ROMANCE), '""')
    parts = [rf"{pair[0]}[^{pair}]{{1,{_MAX}}}{pair[1]}" for pair in pairs]
    return re.compile("|".join(parts))


def _in_passage(text: str, passage: Passage, number: int, language: str) -> Iterator[Quoted]:
    span = passage.span
    dash = _DASH.match(text, *span) if language in _DIALOGUE and passage.kind is PassageKind.PARAGRAPH else None
    if dash is not None:
        inset = _INSET.search(text, dash.end(), span.end)
        end = inset.start() if inset else span.end
        yield Quoted(TextSpan(span.start, end), TextSpan(dash.end(), end), number)
        return
    for match in _pattern(language).finditer(text, *span):
        yield Quoted(TextSpan(*match.span()), TextSpan(match.start() + 1, match.end() - 1), number)
