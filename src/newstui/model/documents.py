"""An article's body: Markdown, blocks, and the canonical text that every span points into."""

from enum import StrEnum

import msgspec

from newstui.model.safe_text import SafeText
from newstui.model.spans import TextSpan
from newstui.model.word_count import count_words

BLOCK_SEPARATOR = "\n\n"
"""What joins the blocks' plain texts into the canonical text."""


class BlockKind(StrEnum):
    """What a block of an article is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"
    CODE = "code"
    PICTURE = "picture"
    RULE = "rule"


class InlineKind(StrEnum):
    """How a stretch inside a block is set off."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"
    LINK = "link"


class Inline(msgspec.Struct, frozen=True):
    """A stretch of a block that is emphasised, code, or a link; `span` is in canonical-text offsets."""

    kind: InlineKind
    span: TextSpan
    target: str = ""
    """A link's absolute address (http, https or mailto; anything else is no link)."""


class Block(msgspec.Struct, frozen=True):
    """One block of an article; `span` is where its plain text stands in the canonical text.

    `quote_depth` above 0 says that the block stands inside a block quotation; neighbouring blocks with the same `quote_id`
    belong to one quotation.
    """

    kind: BlockKind
    span: TextSpan
    depth: int = 0
    """A heading's level (1-6) or a list item's nesting (1 = outermost)."""
    quote_depth: int = 0
    quote_id: int = 0
    marker: str = ""
    """A list item's marker as it is shown: "•", "3."."""
    inlines: tuple[Inline, ...] = ()
    rows: tuple[tuple[TextSpan, ...], ...] = ()
    """A table's cells, by row; the first row is its head. The table's text is its cells joined by tabs and line feeds."""
    target: str = ""
    """A picture's absolute address; its text is the caption or the alternative text."""
    language: str = ""
    """A code block's language, where it is named."""


class Document(msgspec.Struct, frozen=True):
    """One text, many spans: the Markdown that is stored, and what is made of it.

    `text` is the canonical text: the blocks' plain texts joined by BLOCK_SEPARATOR, the title first where there is one.
    """

    markdown: str
    text: SafeText
    blocks: tuple[Block, ...]

    def first_words(self, most: int) -> SafeText:
        """The beginning of the first paragraph, at most so many characters, cut between words."""
        words = next((block.span.of(self.text) for block in self.blocks if block.kind is BlockKind.PARAGRAPH), "")
        return SafeText(words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + "…")

    @property
    def word_count(self) -> int:
        """Words of the canonical text."""
        return count_words(self.text)
