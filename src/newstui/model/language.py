"""What a language model reads in a text, as plain columns, so that rules need no language library."""

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from newstui.model.safe_text import SafeText
from newstui.model.spans import TextSpan

QUOTE_TAG = "QUOTE"
"""The tag of a token that stands for a whole quotation, whose inside was not parsed."""
DATELINE = "DATELINE"
"""The label of a place that a dateline names ("OSLO — ..."), beside the model's own labels."""


class PassageKind(StrEnum):
    """What a passage (a block's or paragraph's stretch of text) is to the analysis."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    """Stands in a block quotation."""
    LIST_ITEM = "list_item"
    CAPTION = "caption"
    SKIPPED = "skipped"
    """Code, tables: not analysed."""


class Passage(msgspec.Struct, frozen=True):
    """A stretch of the text that is one block to the reader."""

    kind: PassageKind
    span: TextSpan
    quote_id: int = 0
    """Neighbouring QUOTATION passages with the same id belong to one block quotation.

    It is negative where the text does not mark a block quotation, but a lead before it ends in a colon.
    """


class NamedSpan(msgspec.Struct, frozen=True):
    """A name that the model found: `label` is the model's own (PERSON, ORG, GPE, NORP, LOC, FAC, ...)."""

    span: TextSpan
    label: str


class Hints(msgspec.Struct, frozen=True):
    """What tables tell of a text's people, for those who resolve who speaks."""

    genders: Mapping[int, str] = {}
    """What the given names of entities, by their numbers, say: "m", "f"."""
    nationals: Mapping[int, str] = {}
    """Where somebody is called by his country ("the German"), and the country."""


class ParsedText(msgspec.Struct, frozen=True):
    """A text's tokens as parallel columns (one item a token), its sentences, names and passages.

    Empty columns mean that the model was not there (`reduced`): rules then have marks, cue words and capitals to go by.
    Tags are Penn Treebank's, dependencies ClearNLP's, as spaCy's English models give them.
    """

    text: SafeText
    passages: tuple[Passage, ...]
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    lemmas: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    dependencies: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()
    """Index of each token's head; a root heads itself."""
    sentences: tuple[tuple[int, int], ...] = ()
    """Half-open token ranges; a sentence never crosses a passage."""
    names: tuple[NamedSpan, ...] = ()
    language: str = "en"
    reduced: bool = False
