"""Plain text files as Documents whose offsets are the file's own."""

import re

from newstui.model.documents import Block, BlockKind, Document
from newstui.model.safe_text import SafeText, safe_lines
from newstui.model.spans import TextSpan

TITLE_CHARACTERS_MAX = 200

_PARAGRAPH = re.compile(r"\S(?:[^\n]*\S)?(?:\n[^\S\n]*\S(?:[^\n]*\S)?)*")


def document_from_text(text: str) -> Document:
    """A Document of a plain text: paragraphs end at blank lines, and a short first line without a full stop is the title.

    Its canonical text is `text` itself, so that offsets in it are offsets in the file; a character that must not be shown
    is replaced by one other.
    """
    shown = _one_for_one(text)
    spans = [TextSpan(*match.span()) for match in _PARAGRAPH.finditer(shown)]
    blocks = [Block(BlockKind.PARAGRAPH, span) for span in spans]
    if len(spans) > 1 and _is_title(spans[0].of(shown)):
        blocks[0] = Block(BlockKind.TITLE, spans[0])
    return Document("", SafeText(shown), tuple(blocks))


def _is_title(line: str) -> bool:
    return (
        "\n" not in line and len(line) <= TITLE_CHARACTERS_MAX and line[-1] not in ".:;," and line[-2:] not in (".”", '."', ".’")
    )


def _one_for_one(text: str) -> str:
    changed = {}
    for character in set(text) - {"\n"}:
        clean = safe_lines(character)
        if clean != character:
            changed[ord(character)] = clean if len(clean) == 1 and clean != "\n" else " " if character.isspace() else "\ufffd"
    return text.translate(changed)
