"""Cuts a text into passages: the blocks of a document, or the paragraphs of a plain text."""

import re

from newstui.model.documents import BlockKind, Document
from newstui.model.language import Passage, PassageKind
from newstui.model.spans import TextSpan

_KINDS = {
    BlockKind.TITLE: PassageKind.TITLE,
    BlockKind.HEADING: PassageKind.HEADING,
    BlockKind.PARAGRAPH: PassageKind.PARAGRAPH,
    BlockKind.LIST_ITEM: PassageKind.LIST_ITEM,
    BlockKind.PICTURE: PassageKind.CAPTION,
}
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?![ \t]*\n)[^\n]+)*")
_LINE = re.compile(r"[^\n]+")
_WRAPPED_MAX = 130  # characters; a longer line was not wrapped by an editor
_FINAL = re.compile(r"[.!?:;…,—–-][\"'”’)\]]*$")
_TITLE_MAX = 160  # characters; the longest headlines of large outlets stay under it
_BLOCK_LEAD_MAX = 200  # a lead that introduces a set-off statement is a short clause, not a paragraph


def passages_of(document: Document) -> tuple[Passage, ...]:
    """A document's blocks as passages; a block quotation without marks after a lead that ends in a colon is one too."""
    found: list[Passage] = []
    for block in document.blocks:
        kind = _KINDS.get(block.kind, PassageKind.SKIPPED)
        if block.quote_depth and kind is not PassageKind.SKIPPED:
            kind = PassageKind.QUOTATION
        if block.span.length:
            found.append(Passage(kind, block.span, block.quote_id))
    return tuple(_set_off(document.text, found))


def passages_of_text(text: str) -> tuple[Passage, ...]:
    """The paragraphs of a plain text (parted by blank lines; where there are none, by line ends).

    Short paragraphs without a final full stop that stand before the first full sentence are a title and its sub-headings.
    """
    paragraphs = _PARAGRAPH if re.search(r"\n[ \t]*\n", text) else _LINE
    found: list[Passage] = []
    in_head = True
    for span in (_trimmed(text, part) for match in paragraphs.finditer(text) for part in _lines(text, match)):
        if not span.length:
            continue
        words = span.of(text)
        if in_head and len(words) <= _TITLE_MAX and not _FINAL.search(words) and words.count("\n") == 0:
            found.append(Passage(PassageKind.HEADING if found else PassageKind.TITLE, span))
            continue
        in_head = False
        found.append(Passage(PassageKind.PARAGRAPH, span))
    if in_head:  # nothing but short lines: no article with a head, but notes or verse
        found = [Passage(PassageKind.PARAGRAPH, p.span) for p in found]
    return tuple(_set_off(text, found))


def _lines(text: str, paragraph: re.Match[str]) -> list[TextSpan]:
    """A paragraph, or its lines where they are too long to be wrapped ones."""
    lines = [TextSpan(*m.span()) for m in _LINE.finditer(text, *paragraph.span())]
    if len(lines) > 1 and max(line.length for line in lines) > _WRAPPED_MAX:
        return lines
    return [TextSpan(*paragraph.span())]


def _trimmed(text: str, span: TextSpan) -> TextSpan:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return TextSpan(start, start + len(words.strip()))


_MARKS = "\"“”„«»‹›'‘’‚`"


def _set_off(text: str, passages: list[Passage]) -> list[Passage]:
    """Marks the paragraph after a short lead that ends in a colon as a quotation, where it has no marks of its own.

    Such statements are block quotations whose indentation was lost on the way; one paragraph is taken, since nothing
    tells where a longer one ends. Their ids are negative.
    """
    next_id = -1
    out = list(passages)
    for i in range(1, len(out)):
        lead, block = out[i - 1], out[i]
        if lead.kind is not PassageKind.PARAGRAPH or block.kind is not PassageKind.PARAGRAPH:
            continue
        words, said = lead.span.of(text), block.span.of(text)
        short = len(words) <= _BLOCK_LEAD_MAX or len(words.rsplit(". ", 1)[-1]) <= _BLOCK_LEAD_MAX
        if words.endswith(":") and short and said[0] not in _MARKS and len(said.split()) > 3 and not said.endswith(":"):
            out[i] = Passage(PassageKind.QUOTATION, block.span, next_id)
            next_id -= 1
    return out
