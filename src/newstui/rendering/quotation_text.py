"""A quotation as plain words to take along: what was said, who said it, where it was read."""

import re

from newstui.model.analysis import OWN_WORDS, Quotation, QuotationKind, unsure
from newstui.model.articles import Article
from newstui.model.spans import runs_of, words_of
from newstui.rendering.ages import date
from newstui.rendering.header import outlet_of

UNSURE = "told as unsure"
"""Said of words that the text does not vouch for."""
SURE = 0.9
"""From this confidence on nothing is said about doubt of who speaks."""
UNCLEAR_WHO = "unclear who"
_LIKELY = 0.7
_UNKNOWN = 0.25
_PARAGRAPH_MARK = r"\n\s*[“«„\"]"  # a quotation over several paragraphs opens anew at each
_MARKS = ("“”", "„“", "„”", "«»", '""', "‘’", "''")


def content_text(quotation: Quotation, text: str) -> str:
    """What is said, in one line, as it stands."""
    return words_of(quotation.content, text)


def lead_text(quotation: Quotation, text: str) -> str:
    """The reporting words where the content is not to be shown without them ("denied", "allegedly"), else nothing."""
    return words_of(quotation.reporting, text) if quotation.leans else ""


def told(words: str, lead: str) -> str:
    """Words that stand without their sentence: those that do not stand by themselves have the reporting words before them."""
    return f"[{lead}] {words}" if lead else words


def doubt_of(speaker: str | None, source: str, confidence: float) -> str:
    """How sure it is who the source is, in a word: nothing where it is, or where no source is given."""
    if speaker is None:
        return "" if not source else "not named" if confidence <= _UNKNOWN else UNCLEAR_WHO
    return "" if confidence >= SURE else "likely" if confidence >= _LIKELY else "perhaps"


def doubt_words(speaker: str | None, source: str, confidence: float) -> str:
    """The same beside the name: "likely the speaker", "perhaps the speaker", "unclear who".

    That somebody is not named is seen by the words that stand for the name.
    """
    doubt = doubt_of(speaker, source, confidence)
    if speaker and doubt:
        return f"{doubt} the speaker"
    return doubt if doubt == UNCLEAR_WHO else ""


def standing(
    kind: QuotationKind,
    *,
    hedged: bool,
    via: str | None,
    addressee: str | None,
    speaker: str | None,
    source: str,
    confidence: float,
) -> str:
    """Of which kind words are, and how they stand: told as unsure, how sure it is who says them, by whose account, to whom."""
    notes = [kind.value if kind is not QuotationKind.HEDGE else "no source named"]
    if unsure(kind, hedged=hedged):
        notes.append(UNSURE)
    if doubt := doubt_words(speaker, source, confidence):
        notes.append(doubt)
    if via:
        notes.append(f"via {via}")
    if addressee:
        notes.append(f"to {addressee}")
    return ", ".join(notes)


def source_text(quotation: Quotation, text: str) -> str:
    """Who says it: the speaker's name, else the words that name the source, else nothing."""
    return quotation.speaker or words_of(quotation.source, text).strip(" ,;")


def quotation_text(quotation: Quotation, article: Article) -> str:
    """`“…” — Speaker, in “Title”, Outlet, 23 August 2019, address`: what the reader copies.

    The speaker's own words (direct, set off as a block) stand in marks, each part of them in its own; what the writer tells in
    other words is copied as the writer's, with source and cue, and says "in reported speech", so that nobody is quoted with words
    that are not theirs. Doubt about who speaks, or that words are told as unsure, goes along.
    """
    text = article.document.text
    speaker = source_text(quotation, text)
    if quotation.kind in OWN_WORDS:
        parts = [" ".join(" ".join(_bare(span.of(text)) for span in run).split()) for run in runs_of(quotation.content, text)]
        words = re.sub(",+”$", "”", " … ".join(f"“{part}”" for part in parts))
        said = told(words, lead_text(quotation, text))
        manner = ""
    else:
        said = " ".join(quotation.extent.of(text).split()).rstrip(",;:")
        manner = "in reported speech" if quotation.kind is not QuotationKind.HEADLINE and speaker else ""
    doubt = doubt_words(quotation.speaker, words_of(quotation.source, text), quotation.confidence)
    hedged = UNSURE if unsure(quotation.kind, hedged=quotation.hedged) else ""
    by = [part for part in (speaker, doubt, manner, hedged, f"via {quotation.via}" if quotation.via else "") if part]
    title = f"in “{_bare(article.title)}”" if article.title else ""
    day = date(article.published) if article.published else ""
    credit = ", ".join(part for part in (*by, title, outlet_of(article), day, article.url) if part)
    return f"{said} — {credit}" if credit else said


def _bare(words: str) -> str:
    """Without the outer marks (the closing one may be missing, or stand in another piece), those within made single."""
    words = re.sub(_PARAGRAPH_MARK, "\n", words.strip())
    pair = next((pair for pair in _MARKS if words.startswith(pair[0])), None)
    if pair is not None:
        closed = _closing(words, pair[0], pair[1])
        if closed is None:
            words = words[1:]
        elif closed == len(words) - 1:
            words = words[1:-1]
    return words.replace("“", "‘").replace("”", "’")


def _closing(words: str, opening: str, closing: str) -> int | None:
    """Where the mark that opens `words` is closed."""
    depth = 1
    for at, character in enumerate(words[1:], 1):
        depth += -1 if character == closing else character == opening
        if depth == 0:
            return at
    return None
