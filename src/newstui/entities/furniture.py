"""Names that stand in an article without being in its story: who wrote, edited and photographed it, and the Moon."""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from newstui.entities.places import place_table
from newstui.entities.words import word_list
from newstui.model.spans import TextSpan

_BYLINES = (
    re.compile(r"^(?:By|BY|Von|Par)[ \u00a0](?P<names>[A-ZÀ-ÖØ-Þ][^\n.“”\"]{1,100})$", re.MULTILINE),
    re.compile(
        r"\b(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled|[Ww]ritten|[Ee]dited|[Pp]hotographs?|[Pp]hotos?) by"
        r" (?P<names>[A-ZÀ-ÖØ-Þ][^.;:\n]{1,100})"
    ),
)
_CREDIT_WORD = r"(?:[A-ZÀ-ÖØ-Þ][\w.’'-]*|for|via|and|the|of|&)"
_CREDIT = re.compile(  # "Photo: Ada Lind/Reuters", "(AP Photo/Ada Lind)"; a caption after a colon has other words, too
    r"\b(?:[Pp]hoto|[Pp]hotograph|[Pp]icture|[Ii]mage|[Ii]llustration|[Gg]raphic|[Cc]redit|[Cc]ourtesy|Foto|Bild)s?"
    r"(?: (?:credit|courtesy))?(?: of| by)?(?::|…|\.{3}|/) ?"
    rf"(?P<names>{_CREDIT_WORD}(?:(?:, |[ \u00a0]?/[ \u00a0]?|[ \u00a0]){_CREDIT_WORD}){{0,9}})(?=[)\]]|\.?[ \u00a0]*$)",
    re.MULTILINE,
)
_DESK = re.compile(r"(?:Desk|Staff|Newsroom|Bureau|Reporters?|Correspondents?|Writers?)$")
_BODIES = word_list("heavenly_bodies")
_ARTICLE = re.compile(r"\b[Tt]he\s$")


def furniture(text: str, mentions: Sequence[tuple[TextSpan, str]]) -> frozenset[TextSpan]:
    """The mentions (where, in which words) that are no part of the story.

    What a byline or a picture's credit names is left out there; a desk or staff that it names, everywhere. The sun and the moon
    are nobody where an article stands before them most often. Storms have names and are nobody; "Transport" before "Minister"
    is no body.
    """
    lines = [TextSpan(*match.span("names")) for pattern in (*_BYLINES, _CREDIT) for match in pattern.finditer(text)]
    in_line = {span for span, _ in mentions if any(line.covers(span) for line in lines)}
    desks = {words for span, words in mentions if span in in_line and _DESK.search(words)}
    with_article: Counter[str] = Counter()
    for span, words in mentions:
        if words.lower() in _BODIES:
            with_article[words] += 1 if _ARTICLE.search(text[max(0, span.start - 5) : span.start]) else -1
    storms = {match["name"] for match in _STORM.finditer(text) if place_table().canonical(match[0]) is None}
    skies = {words for words, more in with_article.items() if more >= 0}
    return frozenset(
        span
        for span, words in mentions
        if span in in_line or words in desks or words in skies or _is_storm(words, storms) or _is_portfolio(text, span, words)
    )


_STORM = re.compile(r"\b(?:Storm|Hurricane|Typhoon|Cyclone) (?P<name>[A-ZÀ-ÖØ-Þ][\w’'-]+)")
_PORTFOLIO = re.compile(r"[ \u00a0](?:Minister|Secretary)\b")


def _is_storm(words: str, storms: Collection[str]) -> bool:
    """ "Storm Edda", and "Edda" where the text speaks of the storm."""
    return words in storms or (" " in words and (storm := _STORM.search(words)) is not None and storm["name"] in storms)


def _is_portfolio(text: str, span: TextSpan, words: str) -> bool:
    """The Transport of "Transport Minister Jane Roe"; but a country's minister is of the country."""
    if " " in words or place_table().canonical(words) is not None:
        return False
    return _PORTFOLIO.match(text, span.end) is not None
