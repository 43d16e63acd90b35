"""The model on the screen: rows, panes and articles with quotations and names anywhere, in any width."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from newstui.extraction.text_file import document_from_text
from newstui.model.analysis import Analysis, Entity, EntityType, Quotation, QuotationKind, Strength
from newstui.model.articles import Article, ArticleOrigin
from newstui.model.feeds import Feed
from newstui.model.lists import Cursor, EntryRow, FeedNode, NodeKind
from newstui.model.safe_text import SafeText, safe_lines, safe_text
from newstui.model.spans import TextSpan
from newstui.rendering.article import lay_out
from newstui.rendering.cells import cell_width
from newstui.rendering.entry_row import entry_line, entry_lines
from newstui.rendering.feed_health import feed_health
from newstui.rendering.feed_row import feed_line
from newstui.rendering.lines import Line
from newstui.rendering.painting import Highlights
from newstui.rendering.quotation_text import quotation_text
from newstui.rendering.sidebar import sidebar_rows
from newstui.rendering.status import Status, status_line

_NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
_MOST = 400
"""Lines that are looked at."""


def screen(data: bytes) -> None:
    """The first eight bytes choose widths and places, the rest is what the world says."""
    head, words = data[:8].ljust(8, b"\x21"), data[8:].decode("utf-8", "replace")
    width, ascii_only = 8 + head[0] % 150, bool(head[1] & 1)
    title, text = safe_text(words[: 5 + head[2] % 80]), safe_lines(words)
    for line in _rows(title, safe_text(words), head, width, ascii_only):
        _holds(line, width, exactly=True, ascii_only=ascii_only)
    for line in feed_health(_feed(title, words), unread=1, total=2, dates=[_NOW], now=_NOW, width=width, ascii=ascii_only):
        _holds(line, width)
    document = document_from_text(text)
    analysis = _analysis(document.text, head)
    article = Article(
        1, ArticleOrigin.PAGE, "https://news.example/1", title, document, _NOW, byline=title, outlet=title, note=words[:90]
    )
    chosen = analysis.entities[0] if analysis.entities and head[3] & 1 else None
    for highlights in Highlights:
        layout = lay_out(
            article, analysis, width=width, measure=60, highlights=highlights, chosen=chosen, ascii=ascii_only, now=_NOW
        )
        for number, line in enumerate(layout.lines):
            if number > _MOST:
                break
            _holds(line, width)
            assert -1 <= layout.offset_of(number) <= len(document.text)
        for place in (0, len(document.text) // 2, len(document.text)):
            assert 0 <= layout.line_of(place) < max(1, layout.height)
    for row in sidebar_rows(analysis, document.text, width=width, chosen=chosen, ascii=ascii_only):
        _holds(row.line, width)
    for quotation in analysis.quotations:
        assert "\x1b" not in quotation_text(quotation, article)


def _holds(line: Line, width: int, *, exactly: bool = False, ascii_only: bool = False) -> None:
    assert line.cells == cell_width(line.text), f"{line.cells} cells said, {cell_width(line.text)} are there: {line.text!r}"
    assert line.cells <= width, f"{line.cells} cells of {width}: {line.text!r}"
    assert not exactly or line.cells == width, f"{line.cells} cells, not {width}: {line.text!r}"
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in line.text), f"controls: {line.text!r}"


def _rows(title: SafeText, words: SafeText, head: bytes, width: int, ascii_only: bool) -> Iterator[Line]:
    entry = EntryRow(
        id=1, feed_id=1, outlet=words[:40], title=title, author=words[:20] or None, url=None,  # type: ignore[arg-type]
        published=_NOW - timedelta(minutes=head[4] ** 2), read=bool(head[5] & 1), starred=bool(head[5] & 2),
        cached=bool(head[5] & 4),
        tags=(title,), snippet=words, position=0, cursor=Cursor(0, 1, 1, "", read=False),
        others=head[6] % 5, outlets=(title,) * (head[6] % 5),
    )  # fmt: skip
    matched = [TextSpan(0, len(title) // 2)] if title else []
    yield entry_line(entry, width=width, now=_NOW, ascii=ascii_only, matched=matched)
    yield from entry_lines(entry, width=width, now=_NOW, ascii=ascii_only, matched=matched, show_outlet=bool(head[7] & 1))
    node = FeedNode(NodeKind.FEED, title, id=1, depth=head[7] % 9, unread=head[6] ** 3, total=head[6] ** 3, error=str(words[:9]))
    yield feed_line(node, width=width, ascii=ascii_only)
    status = Status(place=title, message=str(words[:200]), error=str(title), hints=(("q", "quit"),))
    yield status_line(status, width=width, ascii=ascii_only)


def _feed(title: SafeText, words: str) -> Feed:
    return Feed(1, f"https://a.example/{len(words)}", title, error=safe_text(words), failures=3, due_at=_NOW, checked_at=_NOW)


def _analysis(text: str, head: bytes) -> Analysis:
    """Quotations and names at places that the bytes choose, each within the text, some overlapping."""

    def span(seed: int) -> TextSpan:
        start = seed * 37 % len(text)
        return TextSpan(start, min(len(text), start + 1 + seed % 90))

    if not text:
        return Analysis("1", "x")
    name = safe_text(text[:12]) or SafeText("Ada")
    quotations = tuple(
        Quotation(
            list(QuotationKind)[seed % len(QuotationKind)],
            content=(span(seed),),
            source=(span(seed + 1),) if seed & 1 else (),
            cue=(span(seed + 2),) if seed & 2 else (),
            speaker=name if seed & 4 else None,
            hedged=bool(seed & 8),
            strength=Strength.STANCE if seed & 16 else Strength.STATEMENT,
        )
        for seed in head
    )
    entities = tuple(
        Entity(SafeText(f"{name} {number}"), list(EntityType)[number % 3], tuple(sorted({span(seed), span(seed + 5)})))
        for number, seed in enumerate(head[:4])
    )
    return Analysis("1", "x", quotations, entities)
