"""The speakers of an article, in the order in which they first speak, each with a colour and with what it says."""

from collections import Counter
from collections.abc import Mapping

import msgspec

from newstui.config.roles import SPEAKERS
from newstui.model.analysis import Analysis, Entity, Quotation, Strength
from newstui.model.safe_text import SafeText
from newstui.rendering.lines import Role
from newstui.rendering.painting import Highlights, shown

NOT_NAMED = "not named"
"""What stands for the sources that the article gives no name."""


class Speaker(msgspec.Struct, frozen=True):
    """Who says something in an article. `name` is None for all those together whom it does not name."""

    name: SafeText | None
    role: Role
    """The speaker's colour, in the text and in the sidebar."""
    quotations: tuple[Quotation, ...]
    """What it says, in the order of the text: those of the chosen highlights."""
    entity: Entity | None = None

    @property
    def label(self) -> str:
        """The name, or words for none."""
        return self.name or NOT_NAMED


def speaker_roles(analysis: Analysis) -> dict[SafeText, Role]:
    """Each speaker's colour, whatever is highlighted, in the order in which they first state something.

    There are as many colours as can be told apart. Where more speak, those who speak most have them, because a colour is
    there to know a voice again; the others look like any source.
    """
    found = shown(analysis.quotations, Highlights.ALL)
    ordered = sorted(found, key=lambda q: q.strength is not Strength.STATEMENT)
    often = Counter(q.speaker for q in ordered if q.speaker is not None)
    coloured = iter(SPEAKERS)
    chosen = {name for name, _ in often.most_common(len(SPEAKERS))}
    return {name: next(coloured) if name in chosen else Role.QUOTE_SOURCE for name in often}


def speakers_of(analysis: Analysis, highlights: Highlights = Highlights.ALL) -> tuple[Speaker, ...]:
    """The speakers of what `highlights` shows, those without a name last; where that is nothing, those of all statements."""
    mode = Highlights.STATEMENTS if highlights is Highlights.OFF else highlights
    said: dict[SafeText | None, list[Quotation]] = {}
    for quotation in shown(analysis.quotations, mode):
        said.setdefault(quotation.speaker, []).append(quotation)
    entities: Mapping[str, Entity] = {entity.name: entity for entity in reversed(analysis.entities)}
    found = [
        Speaker(name, role, tuple(said[name]), entities.get(name))
        for name, role in speaker_roles(analysis).items()
        if name in said
    ]
    if None in said:
        found.append(Speaker(None, Role.QUOTE_SOURCE, tuple(said[None])))
    return tuple(found)
