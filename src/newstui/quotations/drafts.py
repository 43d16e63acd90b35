"""Attributions while the rules work on them."""

from dataclasses import dataclass, field

from newstui.model.analysis import QuotationKind, Strength
from newstui.model.spans import TextSpan


@dataclass(slots=True)
class Draft:
    """An attribution in the making; spans are offsets into the text."""

    content: list[TextSpan]
    source: list[TextSpan] = field(default_factory=list)
    cue: list[TextSpan] = field(default_factory=list)
    rule: str = ""
    """Which rule found it, in words for the reader."""
    strength: Strength = Strength.STATEMENT
    hedged: bool = False
    kind: QuotationKind | None = None
    verb: int | None = None
    """The cue's head token."""
    source_head: int | None = None
    """The source's head token."""
    addressee: int | None = None
    via_draft: "Draft | None" = None
    """The attribution that passes this one on."""
    reports: bool = False
    """The cue says that the source passes on what others said ("reported")."""
    weak: bool = False
    """Its source is spoken of just before the quotation, and not said to have said it."""
    carried: bool = False
    """Part of the content stands in a passage that does not say who speaks."""

    @property
    def start(self) -> int:
        """Where its content begins."""
        return self.content[0].start

    @property
    def end(self) -> int:
        """Where its content ends."""
        return self.content[-1].end
