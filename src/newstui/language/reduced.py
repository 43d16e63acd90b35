"""What can be read in a text without a model: its passages, and names by their capitals. Honest, and said to be reduced."""

import re
from collections.abc import Iterator, Sequence

from newstui.model.language import NamedSpan, ParsedText, Passage, PassageKind
from newstui.model.safe_text import SafeText
from newstui.model.spans import TextSpan

_WORD = r"[A-ZÀ-ÖØ-Þ][\w’'-]*[\w]|[A-Z]\."
_LINK = r"(?:of|for|de|da|di|del|van|von|der|den|al|el|bin|ben|la|le|and the|of the)"
_NAME = re.compile(rf"(?<![\w’'])(?:{_WORD})(?:[ \u00a0](?:{_LINK}[ \u00a0])?(?:{_WORD})){{0,6}}")
_POSSESSIVE = re.compile(r"[’']s?$")


def read_without_model(text: SafeText, passages: Sequence[Passage], *, language: str = "en") -> ParsedText:
    """A ParsedText with names but no tokens.

    A language other than English gets no names either, since capitals mean other things there.
    """
    names = tuple(_names(text, passages)) if language == "en" else ()
    return ParsedText(text=text, passages=tuple(passages), names=names, language=language, reduced=True)


def _names(text: str, passages: Sequence[Passage]) -> Iterator[NamedSpan]:
    """Capitalised words of one passage that stand together; a single word that opens a sentence must come again inside one."""
    found: list[tuple[TextSpan, bool]] = []
    for passage in passages:
        if passage.kind in (PassageKind.SKIPPED, PassageKind.TITLE, PassageKind.HEADING):
            continue
        for match in _NAME.finditer(text, *passage.span):
            start, end = match.span()
            tail = _POSSESSIVE.search(match[0])
            if tail:
                end -= len(tail[0])
            before = text[passage.span.start : start].rstrip(' \u00a0"“”‘(')[-1:]
            found.append((TextSpan(start, end), not before or before in ".!?:\n"))
    inside = {span.of(text) for span, opens in found if not opens}
    for span, opens in found:
        words = span.of(text)
        if len(words) < 2 or (opens and " " not in words and words not in inside):
            continue
        many = len(words.split()) > 1
        label = "ORG" if words.isupper() or not many else "PERSON" if _looks_like_person(words) else "ORG"
        yield NamedSpan(span, label)


def _looks_like_person(words: str) -> bool:
    parts = words.split()
    return len(parts) <= 4 and not any(p.lower() in ("of", "for", "the", "and") for p in parts)
