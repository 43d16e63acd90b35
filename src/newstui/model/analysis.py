"""What the analysis found in an article: who said what, and who is in it."""

from enum import StrEnum

import msgspec

from newstui.model.safe_text import SafeText
from newstui.model.spans import Spans, TextSpan


class QuotationKind(StrEnum):
    """How the content is given."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    BLOCK = "block"
    """Set off as a block of its own, without marks."""
    HEADLINE = "headline"
    HEDGE = "hedge"
    """A hedged claim without a source ("reportedly", "is said to")."""


OWN_WORDS = frozenset({QuotationKind.DIRECT, QuotationKind.BLOCK})
"""Kinds whose content is the source's own words."""
PARTLY_OWN_WORDS = OWN_WORDS | {QuotationKind.MIXED}


def unsure(kind: QuotationKind, *, hedged: bool) -> bool:
    """Whether the text does not vouch for the words."""
    return hedged or kind is QuotationKind.HEDGE


class Strength(StrEnum):
    """What the source does with the content."""

    STATEMENT = "statement"
    """Said, asked, denied."""
    STANCE = "stance"
    """Believes, plans, expects, blames."""


class EntityType(StrEnum):
    """What an entity is."""

    PERSON = "PERSON"
    ORG = "ORG"
    PLACE = "PLACE"

    @property
    def noun(self) -> str:
        """The word for it."""
        return {EntityType.PERSON: "person", EntityType.ORG: "organisation", EntityType.PLACE: "place"}[self]

    @property
    def indefinite(self) -> str:
        """The word with its article: "a person"."""
        return f"{'an' if self is EntityType.ORG else 'a'} {self.noun}"


_NO_CLAUSES = frozenset({"object", "object_as", "infinitive", "receiver", "estimate", "preposition"})
"""Rules whose content is no clause: "an inquiry", "the plan a “shell game”"."""


class Quotation(msgspec.Struct, frozen=True):
    """An attribution: what is said, the words that name who says it, and the words that report it.

    All spans are offsets into the canonical text, in order; content includes its quotation marks.
    """

    kind: QuotationKind
    content: Spans
    source: Spans = ()
    cue: Spans = ()
    speaker: SafeText | None = None
    """The name of the entity that the source resolves to; None where that is not known."""
    via: SafeText | None = None
    """Who relays it ("Reuters reported")."""
    addressee: SafeText | None = None
    hedged: bool = False
    denied: bool = False
    """The source does not stand for the content: it denies or disputes it, or never said it. Not to be shown without the cue."""
    strength: Strength = Strength.STATEMENT
    confidence: float = 1.0
    """0 to 1: how sure the speaker is."""
    reason: str = ""
    """Why this speaker, in words for the reader."""
    rule: str = ""
    """Which rule found it, in words for the reader."""

    @property
    def leans(self) -> bool:
        """Whether the content is not to be shown without the cue: it is denied, told as unsure, a stance, or no clause."""
        if self.denied or self.kind is QuotationKind.HEDGE:
            return True
        reported = self.kind in (QuotationKind.INDIRECT, QuotationKind.MIXED)
        return reported and (self.strength is Strength.STANCE or self.rule in _NO_CLAUSES)

    @property
    def hedges(self) -> Spans:
        """The words of the cue that stand in what is said and say that it is unsure: "reportedly"."""
        return tuple(part for part in self.cue if any(held.covers(part) for held in self.content))

    @property
    def reporting(self) -> Spans:
        """The cue without the hedges in what is said."""
        return tuple(part for part in self.cue if part not in self.hedges) or self.cue

    @property
    def extent(self) -> TextSpan:
        """From the first to the last character of all its parts."""
        parts = (*self.content, *self.source, *self.cue)
        return TextSpan(min(p.start for p in parts), max(p.end for p in parts))

    @property
    def begins(self) -> int:
        """Where its words or its cue first stand; a source may be named long before, for several statements at once."""
        return min(p.start for p in (*self.content, *self.cue) or self.source)


class Entity(msgspec.Struct, frozen=True):
    """Who or what an article names, with every place where it is named.

    `name` is the fullest name that the article uses.
    """

    name: SafeText
    type: EntityType
    mentions: Spans
    aliases: tuple[SafeText, ...] = ()


class Analysis(msgspec.Struct, frozen=True):
    """The analysis of one canonical text.

    `version` names the analyser's rules, `text_hash` the text (see `newstui.model.hashing`), so that a better analyser or a
    changed text leads to a new one.
    """

    version: str
    text_hash: str
    quotations: tuple[Quotation, ...] = ()
    entities: tuple[Entity, ...] = ()
    reduced: bool = False
    """Made without the language model: quotation marks, cue words and capitalised names only."""
    language: str = "en"
