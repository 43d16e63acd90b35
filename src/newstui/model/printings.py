"""The same quotation in several articles: who printed it, in which words, and as whose."""

from datetime import datetime

import msgspec

from newstui.model.analysis import QuotationKind
from newstui.model.safe_text import SafeText


class Printing(msgspec.Struct, frozen=True):
    """A quotation as one article has it."""

    entry_id: int
    number: int
    """Its index in the article's analysis."""
    outlet: SafeText
    title: SafeText
    url: str | None
    published: datetime
    """The entry's date, aware, UTC."""
    kind: QuotationKind
    words: SafeText
    """The content in one line, as it stands, with its marks; an ellipsis joins what the article parts."""
    speaker: SafeText
    """Who is said to have said it: the name, else the words that name the source; empty where nobody is named."""
    named: bool = True
    """Whether `speaker` is a name."""
    denial: SafeText = SafeText("")
    """The reporting words where the speaker does not stand for the content, else nothing."""
    confidence: float = 1.0
    """0 to 1: how sure the speaker is."""


class Printed(msgspec.Struct, frozen=True):
    """A quotation that several articles have: `all` its printings, the earliest first, `here` among them."""

    here: Printing
    all: tuple[Printing, ...]
