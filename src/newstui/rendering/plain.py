"""An article as plain text for a pipe, a pager or a screen reader: one thing after the other, nothing drawn."""

from collections.abc import Iterator, Sequence

from newstui.model.analysis import Analysis, Quotation
from newstui.model.articles import Article
from newstui.model.documents import Block, BlockKind
from newstui.model.spans import TextSpan, words_of
from newstui.rendering.ages import full_date
from newstui.rendering.blocks import number_links
from newstui.rendering.flow import Flow, Insert
from newstui.rendering.header import byline_of, origin_note, outlet_of, reading_minutes
from newstui.rendering.painting import Highlights, shown
from newstui.rendering.quotation_text import content_text, lead_text, source_text, standing
from newstui.rendering.wrapping import wrap_text


def plain_text(
    article: Article,
    analysis: Analysis | None = None,
    *,
    width: int | None = 78,
    stances: bool = False,
) -> str:
    """The article, read from top to bottom, in lines of at most `width` cells (None: a paragraph is one line).

    Links and, with an analysis, attributions are numbered in the text and listed at the end: "[2]" is a link, "(2)" an entry
    of "Who said what": what was said, with `stances` also what somebody believes or plans. Ends with a line feed.
    """
    highlights = Highlights.ALL if stances else Highlights.STATEMENTS
    quotations = sorted(shown(analysis.quotations, highlights), key=lambda q: q.extent.end) if analysis is not None else []
    return "\n".join(_lines(article, quotations, width)) + "\n"


def _lines(article: Article, quotations: Sequence[Quotation], width: int | None) -> Iterator[str]:
    text, blocks = article.document.text, article.document.blocks
    targets, ends = number_links(article.document, pictures=True)
    inserts = [Insert(end, f" [{number}]", ()) for (_, end), number in ends.items()]
    inserts += [Insert(q.extent.end, f" ({number})", ()) for number, q in enumerate(quotations, 1)]
    inserts.sort(key=lambda insert: insert.offset)
    if not blocks or blocks[0].kind is not BlockKind.TITLE:
        yield from _wrapped(article.title, width)
    else:
        yield from _wrapped(Flow(text, blocks[0].span, _within(inserts, blocks[0].span)).text, width)
        blocks = blocks[1:]
    when = full_date(article.published) if article.published else ""
    for fact in (outlet_of(article), byline_of(article), when, f"{reading_minutes(article.document.word_count)} min read"):
        if fact:
            yield from _wrapped(fact, width)
    if note := origin_note(article):
        yield from _wrapped(note, width)
    before: Block | None = None
    for block in blocks:
        together = before is not None and before.kind is block.kind is BlockKind.LIST_ITEM
        if not together:
            yield ""
        yield from _block(text, block, _within(inserts, block.span), width, before)
        before = block
    if quotations:
        yield from ("", "Who said what", "")
        for number, quotation in enumerate(quotations, 1):
            yield from _wrapped(f"({number}) {attribution(quotation, text)}", width)
    if targets:
        yield from ("", "Links", "")
        yield from (f"[{number}] {target}" for number, target in targets.items())


def _within(inserts: Sequence[Insert], span: TextSpan) -> list[Insert]:
    return [insert for insert in inserts if span.start < insert.offset <= span.end or (insert.offset == span.start == span.end)]


def _wrapped(text: str, width: int | None, first: str = "", rest: str = "") -> Iterator[str]:
    for number, piece in enumerate(wrap_text(text, max(2, width - len(rest))) if width else text.split("\n")):
        yield (rest if number else first) + piece


def _block(text: str, block: Block, inserts: list[Insert], width: int | None, before: Block | None) -> Iterator[str]:
    words = Flow(text, block.span, inserts).text
    quote = "> " * min(block.quote_depth, 4)
    match block.kind:
        case BlockKind.LIST_ITEM:
            marker = "  " * max(block.depth - 1, 0) + (block.marker or "*").replace("•", "*") + " "
            yield from _wrapped(words, width, quote + marker, quote + " " * len(marker))
        case BlockKind.CODE:
            yield from (f"{quote}    {piece}" for piece in block.span.of(text).rstrip("\n").split("\n"))
        case BlockKind.TABLE:
            yield from _table(text, block, inserts, width)
        case BlockKind.PICTURE:
            caption = f"Picture: {words}" if block.span.length else f"Picture{words}"
            yield from _wrapped(caption, width, quote, quote)
        case BlockKind.RULE:
            yield f"{quote}* * *"
        case _:
            yield from _wrapped(words, width, quote, quote)


def _table(text: str, block: Block, inserts: list[Insert], width: int | None) -> Iterator[str]:
    """A row a paragraph, each cell with its column's name: what a voice can read."""
    cells = [[Flow(text, span, _within(inserts, span)).text.replace("\n", " ").strip() for span in row] for row in block.rows]
    head, body = (cells[0], cells[1:]) if len(cells) > 1 else ([], cells)
    for row in body:
        parts = []
        for column, cell in enumerate(row):
            label = head[column] if column < len(head) else ""
            if cell:
                parts.append(f"{label}: {cell}" if label else cell)
        if parts:
            yield from _wrapped("; ".join(parts) + ".", width)


def attribution(quotation: Quotation, text: str) -> str:
    """Who said what, in one line: "Rami Abdulrahman (direct): “...”"; also whether it is denied, unsure or relayed,
    and whether it is sure who speaks.

    What does not stand by itself has the reporting words: "Dafydd Pryce, demanded (indirect): an inquiry".
    """
    lead = lead_text(quotation, text)
    notes = standing(
        quotation.kind,
        hedged=quotation.hedged,
        via=quotation.via,
        addressee=quotation.addressee,
        speaker=quotation.speaker,
        source=words_of(quotation.source, text),
        confidence=quotation.confidence,
    )
    who = f"{source_text(quotation, text) or 'Somebody'}{', ' if lead else ''}{lead}"
    return f"{who} ({notes}): {content_text(quotation, text)}"
