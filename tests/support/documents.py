"""Documents, articles and quotations made of plain words, for tests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from msgspec.structs import replace

from newstui.model.analysis import Analysis, Entity, EntityType, Quotation, QuotationKind, Strength
from newstui.model.articles import Article, ArticleOrigin
from newstui.model.documents import BLOCK_SEPARATOR, Block, BlockKind, Document, Inline, InlineKind
from newstui.model.hashing import text_hash
from newstui.model.safe_text import SafeText
from newstui.model.spans import Spans, TextSpan

NOW = datetime(2024, 3, 9, 18, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Part:
    """A block to be: its words, and which of them are links, strong or emphasised."""

    kind: BlockKind
    words: str
    inlines: tuple[tuple[str, InlineKind, str], ...] = ()
    depth: int = 0
    quote_depth: int = 0
    quote_id: int = 0
    marker: str = ""
    target: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def title(words: str) -> Part:
    """The title's block."""
    return Part(BlockKind.TITLE, words)


def paragraph(words: str, *inlines: tuple[str, InlineKind, str], quote: int = 0, quote_id: int = 1) -> Part:
    """A paragraph; `quote` is its depth in block quotations."""
    return Part(BlockKind.PARAGRAPH, words, inlines, quote_depth=quote, quote_id=quote_id if quote else 0)


def item(words: str, *, depth: int = 1, marker: str = "•") -> Part:
    """A list item."""
    return Part(BlockKind.LIST_ITEM, words, depth=depth, marker=marker)


def link(words: str, target: str) -> tuple[str, InlineKind, str]:
    """A link for `paragraph`."""
    return (words, InlineKind.LINK, target)


def table(*rows: Sequence[str]) -> Part:
    """A table; the first row is its head."""
    return Part(BlockKind.TABLE, "\n".join("\t".join(row) for row in rows), rows=tuple(tuple(row) for row in rows))


def document(*parts: Part) -> Document:
    """The parts as a document."""
    blocks: list[Block] = []
    at = 0
    for number, part in enumerate(parts):
        at += len(BLOCK_SEPARATOR) if number else 0
        span = TextSpan(at, at + len(part.words))
        inlines = []
        for words, kind, target in part.inlines:
            start = at + part.words.index(words)
            inlines.append(Inline(kind, TextSpan(start, start + len(words)), target))
        cells: list[tuple[TextSpan, ...]] = []
        cell = at
        for row in part.rows:
            spans = []
            for words in row:
                spans.append(TextSpan(cell, cell + len(words)))
                cell += len(words) + 1
            cells.append(tuple(spans))
        blocks.append(
            Block(
                part.kind,
                span,
                depth=part.depth,
                quote_depth=part.quote_depth,
                quote_id=part.quote_id,
                marker=part.marker,
                inlines=tuple(inlines),
                rows=tuple(cells),
                target=part.target,
            )
        )
        at = span.end
    text = SafeText(BLOCK_SEPARATOR.join(part.words for part in parts))
    return Document(str(text), text, tuple(blocks))


def article(*parts: Part | str, **changes: object) -> Article:
    """An article of these parts (a string is a paragraph), of the Harbour Post."""
    made = Article(
        entry_id=1,
        origin=ArticleOrigin.PAGE,
        url="https://harbour.example/lock",
        title=SafeText("The lock closes"),
        document=document(*(paragraph(part) if isinstance(part, str) else part for part in parts)),
        stored_at=NOW,
        byline=SafeText("Ada Vance"),
        outlet=SafeText("Harbour Post"),
        published=datetime(2024, 3, 8, 14, 2, tzinfo=UTC),
    )
    return replace(made, **changes)


def spans(text: str, *words: str) -> Spans:
    """Where each of `words` first stands, one after the other."""
    found = []
    at = 0
    for piece in words:
        start = text.index(piece, at)
        found.append(TextSpan(start, start + len(piece)))
        at = start + len(piece)
    return tuple(found)


def quotation(
    text: str,
    kind: QuotationKind,
    *content: str,
    source: str | None = None,
    cue: str | None = None,
    speaker: str | None = None,
    via: str | None = None,
    hedged: bool = False,
    denied: bool = False,
    strength: Strength = Strength.STATEMENT,
    confidence: float = 1.0,
) -> Quotation:
    """A quotation whose parts are given by their words."""
    return Quotation(
        kind,
        spans(text, *content),
        source=spans(text, source) if source else (),
        cue=spans(text, cue) if cue else (),
        speaker=SafeText(speaker) if speaker else None,
        via=SafeText(via) if via else None,
        hedged=hedged,
        denied=denied,
        strength=strength,
        confidence=confidence,
    )


def entity(text: str, name: str, kind: EntityType, *mentions: str) -> Entity:
    """An entity with its mentions, given in the order of the text."""
    return Entity(SafeText(name), kind, spans(text, *mentions), tuple(SafeText(m) for m in dict.fromkeys(mentions)))


def analysis(text: str, *quotations: Quotation, entities: Sequence[Entity] = (), reduced: bool = False) -> Analysis:
    """An analysis of `text`."""
    return Analysis("test", text_hash(text), quotations, tuple(entities), reduced=reduced)
