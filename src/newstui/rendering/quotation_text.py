"""A quotation as plain words to take along: what was said, who said it, where it was read."""

import re

from newstui.model.analysis import Quotation, QuotationKind
from newstui.model.articles import Article
from newstui.model.spans import Spans
from newstui.rendering.ages import date
from newstui.rendering.header import outlet_of

_BLANKS = re.compile(r"\s+")
_MARKS = ("“”", "„“", "„”", "«»", '""', "‘’", "''")


def words_of(spans: Spans, text: str) -> str:
    """The spans' words in one line; a gap of more than blanks between two becomes an ellipsis."""
    parts: list[str] = []
    for number, span in enumerate(spans):
        if number and text[spans[number - 1].end : span.start].strip(" \n,;:—–-"):
            parts.append("…")
        parts.append(span.of(text))
    return _BLANKS.sub(" ", " ".join(parts)).strip()


def content_text(quotation: Quotation, text: str) -> str:
    """What is said, in one line, as it stands."""
    return words_of(quotation.content, text)


def source_text(quotation: Quotation, text: str) -> str:
    """Who says it: the speaker's name, else the words that name the source, else nothing."""
    return quotation.speaker or words_of(quotation.source, text)


def quotation_text(quotation: Quotation, article: Article) -> str:
    """`“…” — Speaker, Outlet, 23 August 2019, address`: what the reader copies.

    The speaker's own words (direct, set off as a block) stand in marks; what the writer tells in other words is copied as the
    writer's, with source and cue, and says "in reported speech", so that nobody is quoted with words that are not theirs.
    """
    text = article.document.text
    speaker = source_text(quotation, text)
    if quotation.kind in (QuotationKind.DIRECT, QuotationKind.BLOCK):
        said = f"“{_bare(content_text(quotation, text))}”"
        manner = ""
    else:
        said = _BLANKS.sub(" ", quotation.extent.of(text)).strip().rstrip(",;:")
        manner = "in reported speech" if quotation.kind is not QuotationKind.HEADLINE and speaker else ""
    by = [part for part in (speaker, manner, f"via {quotation.via}" if quotation.via else "") if part]
    where = [part for part in (outlet_of(article), date(article.published) if article.published else "", article.url) if part]
    credit = ", ".join((*by, *where))
    return f"{said} — {credit}" if credit else said


def _bare(words: str) -> str:
    """Without the outer marks, and with single marks for those within; a mark that is not closed here goes too."""
    for pair in _MARKS:
        if len(words) > 1 and words[0] == pair[0]:
            closed = words[-1] == pair[1] and pair[0] not in words[1:-1]
            words = words[1:-1] if closed else words[1:] if pair[1] not in words[1:] else words
            break
    return words.strip().rstrip(",").replace("“", "‘").replace("”", "’")
