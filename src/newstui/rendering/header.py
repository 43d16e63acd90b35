"""The quiet header above an article: outlet, title, byline, date, reading time, and where the text came from."""

from datetime import datetime
from urllib.parse import urlsplit

from newstui.model.articles import Article, ArticleOrigin
from newstui.model.documents import Block, BlockKind
from newstui.model.lists import NO_TITLE
from newstui.model.safe_text import safe_text
from newstui.rendering.ages import full_date
from newstui.rendering.cells import cell_width, fit
from newstui.rendering.entry_row import also_in
from newstui.rendering.flow import Flow, Row
from newstui.rendering.lines import Role, Roles, Segment
from newstui.rendering.marks import Marks
from newstui.rendering.remarks import NO_REMARKS, Remarks, tag_words
from newstui.rendering.wrapping import wrap_balanced, wrap_text

WORDS_A_MINUTE = 230
"""Silent reading of English non-fiction, a little under the 238 of Brysbaert (2019), doi 10.1016/j.jml.2019.104047."""

_RULE = 8  # cells of the line between header and text


def reading_minutes(words: int) -> int:
    """Minutes to read so many words, at least 1."""
    return max(1, round(words / WORDS_A_MINUTE))


def outlet_of(article: Article) -> str:
    """Who published it: the outlet that is stated, else the host of the address."""
    if article.outlet:
        return article.outlet
    host = urlsplit(article.url).hostname or "" if article.url else ""
    return safe_text(host.removeprefix("www."))


def byline_of(article: Article) -> str:
    """The byline with its "By"; empty where there is none."""
    byline = article.byline or ""
    return byline if not byline or byline.casefold().startswith("by ") else f"By {byline}"


def origin_note(article: Article) -> str:
    """Why the text is not the page's, in words; empty where it is."""
    note = safe_text(article.note)
    if article.origin is ArticleOrigin.FEED:
        return f"Only the feed's text. {note}" if note else "From the feed."
    return note


def header_rows(
    article: Article,
    cells: int,
    *,
    signs: Marks,
    now: datetime | None,
    date_format: str,
    missing: str = "",
    remarks: Remarks = NO_REMARKS,
    ruled: bool = True,
) -> tuple[list[Row], Block | None]:
    """The header's rows, and the block of the document that they show as the title, if there is one.

    `missing` says what the analysis could not find; `remarks` are the reader's.
    """
    document = article.document
    title = next((block for block in document.blocks[:1] if block.kind is BlockKind.TITLE), None)
    rows: list[Row] = [()]
    outlet = outlet_of(article)
    if outlet:
        rows += [(Segment(fit(outlet, cells, signs.ellipsis), (Role.OUTLET,)),), ()]
    if title is not None:
        rows += Flow(document.text, title.span).rows(cells, (Role.TITLE,), wrap_balanced)
    else:
        words = article.title or NO_TITLE
        rows += [(Segment(words[start:end], (Role.TITLE,)),) for start, end in wrap_balanced(words, cells)]
    rows.append(())
    facts: list[tuple[str, Roles]] = []
    if byline := byline_of(article):
        facts.append((byline, (Role.BYLINE,)))
    if article.published is not None:
        facts.append((full_date(article.published, now, date_format), (Role.MUTED,)))
    facts.append((f"{reading_minutes(document.word_count)} min read", (Role.MUTED,)))
    if article.origin is ArticleOrigin.FEED and not article.note:
        facts.append(("from the feed", (Role.MUTED,)))
    rows += _joined(facts, cells, signs)
    if article.note:
        rows += [(Segment(text, (Role.WARNING,)),) for text in wrap_text(origin_note(article), cells)]
    if missing:
        rows += [(Segment(text, (Role.MUTED,)),) for text in wrap_text(missing, cells)]
    rows += _remarked(remarks, cells, signs)
    rows += [(Segment(signs.rule * min(_RULE, cells), (Role.BORDER,)),)] if ruled else []
    rows.append(())
    return rows, title


def _remarked(remarks: Remarks, cells: int, signs: Marks) -> list[Row]:
    """The reader's own tags and note."""
    rows: list[Row] = []
    if remarks.also_told:
        told = f"Also told by {also_in(remarks.also_told)}"
        rows += [(Segment(text, (Role.MUTED,)),) for text in wrap_text(told, cells)]
    if remarks.tags:
        rows += [(Segment(text, (Role.ACCENT,)),) for text in wrap_text(tag_words(remarks.tags, signs.tag), cells)]
    bar = f"{signs.quote_bar} "
    for written in remarks.note.split("\n") if remarks.note else ():
        for text in wrap_text(written, max(2, cells - len(bar))):
            rows.append((Segment(bar, (Role.ACCENT,)), Segment(text, (Role.TEXT,))))
    return rows


def _joined(facts: list[tuple[str, Roles]], cells: int, signs: Marks) -> list[Row]:
    """The facts with dots between them, on as many rows as they need; one is broken only where it is wider than a row."""
    rows: list[Row] = []
    row: list[Segment] = []
    used = 0
    dot = f" {signs.dot} "
    for text, roles in facts:
        width = cell_width(text)
        if row and used + len(dot) + width > cells:
            rows.append(tuple(row))
            row, used = [], 0
        if width > cells:
            *full, text = wrap_text(text, cells)
            rows += [(Segment(piece, roles),) for piece in full]
            width = cell_width(text)
        if row:
            row.append(Segment(dot, (Role.MUTED,)))
            used += len(dot)
        row.append(Segment(text, roles))
        used += width
    return [*rows, tuple(row)] if row else rows
