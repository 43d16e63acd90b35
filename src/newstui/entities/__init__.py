"""Who and what an article names: mentions gathered into entities. Pure."""

from newstui.entities.acronyms import find_acronyms
from newstui.entities.grouping import group
from newstui.entities.mentions import find_mentions
from newstui.model.analysis import Entity
from newstui.model.language import ParsedText

__all__ = ["find_entities"]


def find_entities(parsed: ParsedText) -> tuple[Entity, ...]:
    """The text's people, organisations and places, each with all its mentions; the most often named first."""
    acronyms = list(find_acronyms(parsed.text))
    return group(parsed, find_mentions(parsed, acronyms), acronyms)
