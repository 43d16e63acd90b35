"""Markdown to a Document: blocks, inlines, and the canonical text that every span points into."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import normalize

from msgspec.structs import replace

from newstui.extraction.links import absolute_address
from newstui.extraction.page_tree import Element, flatten, parse_html
from newstui.model.documents import BLOCK_SEPARATOR, Block, BlockKind, Document, Inline, InlineKind
from newstui.model.safe_text import SafeText, safe_lines, safe_text
from newstui.model.spans import TextSpan

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_BULLETS = ("•", "◦", "▪")
_MARKS = {"em_open": InlineKind.EMPHASIS, "strong_open": InlineKind.STRONG, "link_open": InlineKind.LINK}


def document_from_html(html: str, *, title: SafeText, base_url: str) -> Document:
    """A Document of HTML from anywhere (hostile too); relative addresses are read from `base_url`.

    Raises ExtractionError where the HTML has more elements than can be read.
    """
    root = parse_html(html)
    if root is None:
        return document_from_markdown("", title=title)
    flatten(root)
    return document_from_element(root, title=title, base_url=base_url)


def document_from_element(root: Element, *, title: SafeText, base_url: str, drop_phrases: bool = False) -> Document:
    """As `document_from_html`, from a parsed element that `page_tree.flatten` has seen."""
    from newstui.extraction.markdown import markdown_of
    from newstui.extraction.tidy import tidy

    clean = tidy(root, base_url=base_url, drop_phrases=drop_phrases)
    document = document_from_markdown(markdown_of(clean.html), title=title)
    if _letters(document, title) == normalize("NFC", clean.letters):
        return document
    # Rare: marks that Markdown cannot say where they stand. Every word counts more than its emphasis.
    clean = tidy(root, base_url=base_url, drop_phrases=drop_phrases, emphasis=False)
    return document_from_markdown(markdown_of(clean.html), title=title)


def _letters(document: Document, title: SafeText) -> str:
    return normalize("NFC", "".join(document.text[len(title) :].split()))


def document_from_markdown(markdown: str, *, title: SafeText) -> Document:
    """A Document of CommonMark with tables, its title apart; raw HTML and entities in it are text and never markup."""
    markdown = safe_lines(markdown)
    reader = _Reader()
    if title:
        reader.add(Block(BlockKind.TITLE, TextSpan(0, 0)), title)
    reader.read(_parser().parse(markdown))
    return Document(markdown, SafeText(BLOCK_SEPARATOR.join(reader.texts)), tuple(reader.blocks))


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 60}).enable("table")
    parser.disable(["entity", "autolink", "html_inline", "html_block", "lheading", "reference", "code"])
    # Addresses were made absolute and safe before; markdown-it would encode them a second time.
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


class _Reader:
    """Walks markdown-it's tokens and lays the blocks' texts one after the other."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.texts: list[str] = []
        self.at = 0
        self.quotes: list[int] = []
        self.quote_count = 0
        self.lists: list[bool] = []  # whether each open list is ordered
        self.marker = ""

    def add(self, block: Block, text: str, *, inlines: Sequence[Inline] = ()) -> None:
        """Append a block whose inlines are in offsets of its own text."""
        start = self.at
        if not text and block.kind is not BlockKind.RULE:
            return
        moved = tuple(replace(i, span=TextSpan(start + i.span.start, start + i.span.end)) for i in inlines)
        rows = tuple(tuple(TextSpan(start + c.start, start + c.end) for c in row) for row in block.rows)
        self.blocks.append(
            replace(
                block,
                span=TextSpan(start, start + len(text)),
                quote_depth=len(self.quotes),
                quote_id=self.quotes[-1] if self.quotes else 0,
                inlines=moved,
                rows=rows,
            )
        )
        self.texts.append(text)
        self.at += len(text) + len(BLOCK_SEPARATOR)

    def read(self, tokens: Sequence["Token"]) -> None:
        i = 0
        while i < len(tokens):
            token = tokens[i]
            kind = token.type
            if kind == "blockquote_open":
                self.quote_count += 1
                self.quotes.append(self.quote_count)
            elif kind == "blockquote_close":
                self.quotes.pop()
            elif kind in ("bullet_list_open", "ordered_list_open"):
                self.lists.append(kind == "ordered_list_open")
            elif kind in ("bullet_list_close", "ordered_list_close"):
                self.lists.pop()
            elif kind == "list_item_open":
                depth = len(self.lists)
                self.marker = f"{token.info}." if self.lists[-1] else _BULLETS[min(depth, len(_BULLETS)) - 1]
            elif kind == "heading_open":
                self.inline(tokens[i + 1], Block(BlockKind.HEADING, TextSpan(0, 0), depth=int(token.tag[1])))
                i += 1
            elif kind == "paragraph_open":
                self.paragraph(tokens[i + 1])
                i += 1
            elif kind == "fence":
                text = token.content.rstrip("\n")
                self.add(Block(BlockKind.CODE, TextSpan(0, 0), language=safe_text(token.info)), text)
            elif kind == "hr":
                self.rule()
            elif kind == "table_open":
                end = next(j for j in range(i, len(tokens)) if tokens[j].type == "table_close")
                self.table(tokens[i:end])
                i = end
            i += 1

    def paragraph(self, token: "Token") -> None:
        children = [c for c in token.children or () if c.type != "text" or c.content.strip()]
        if len(children) == 1 and children[0].type == "image":
            image = children[0]
            text, inlines = _plain(image.children or ())
            target = absolute_address(str(image.attrs.get("src") or ""), "")
            self.add(Block(BlockKind.PICTURE, TextSpan(0, 0), target=target), text, inlines=inlines)
        elif self.lists:
            self.inline(token, Block(BlockKind.LIST_ITEM, TextSpan(0, 0), depth=len(self.lists), marker=self.marker))
            self.marker = ""  # a second paragraph of the item has none
        else:
            self.inline(token, Block(BlockKind.PARAGRAPH, TextSpan(0, 0)))

    def inline(self, token: "Token", block: Block) -> None:
        text, inlines = _plain(token.children or ())
        self.add(block, text, inlines=inlines)

    def rule(self) -> None:
        if self.blocks and self.blocks[-1].kind is not BlockKind.RULE:
            self.add(Block(BlockKind.RULE, TextSpan(0, 0)), "")

    def table(self, tokens: Sequence["Token"]) -> None:
        rows: list[list[str]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(safe_text(_plain(token.children or ())[0].replace("\n", " ")))
        at, spans = 0, []
        for row in rows:
            cells = []
            for cell in row:
                cells.append(TextSpan(at, at + len(cell)))
                at += len(cell) + 1
            spans.append(tuple(cells))
        text = "\n".join("\t".join(row) for row in rows)
        if text.strip():
            self.add(Block(BlockKind.TABLE, TextSpan(0, 0), rows=tuple(spans)), text)


def _plain(tokens: Sequence["Token"]) -> tuple[str, list[Inline]]:
    """The plain text of inline tokens, safe, with its inlines in offsets of that text."""
    parts: list[str] = []
    at = 0
    found: list[tuple[InlineKind, int, int, str]] = []
    starts: list[tuple[InlineKind, int, str]] = []

    def put(piece: str) -> None:
        nonlocal at
        parts.append(piece)
        at += len(piece)

    for token in tokens:
        if token.type in _MARKS:
            starts.append((_MARKS[token.type], at, str(token.attrs.get("href") or "")))
        elif token.type.endswith("_close"):
            kind, start, target = starts.pop()
            found.append((kind, start, at, target))
        elif token.type == "code_inline":
            found.append((InlineKind.CODE, at, at + len(token.content), ""))
            put(token.content)
        elif token.type == "hardbreak":
            put("\n")
        elif token.type == "softbreak":
            put(" ")
        elif token.type == "image":
            put(_plain(token.children or ())[0])
        else:
            put(token.content)
    raw = "".join(parts)
    text = _clean(raw)
    if text == raw:
        where = {}
    else:  # folding or composing moved characters: a boundary lies where the cleaned text before it ends
        where = {n: min(len(text), len(_clean(raw[:n] + "x")) - 1) for n in {n for f in found for n in f[1:3]}}
    inlines = []
    for kind, start, end, target in sorted(found, key=lambda f: (f[1], -f[2])):
        start, end = where.get(start, start), where.get(end, end)
        if kind is InlineKind.LINK:
            target = absolute_address(target, "")
        if end > start and (kind is not InlineKind.LINK or target):
            inlines.append(Inline(kind, TextSpan(start, end), target))
    return text, inlines


def _clean(raw: str) -> str:
    """`safe_text`, but line breaks that the author set stay."""
    if "\n" not in raw:
        return safe_text(raw)
    return "\n".join(line for line in map(safe_text, raw.split("\n")) if line)
