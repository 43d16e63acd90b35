"""Who and what an article names: mentions gathered into entities. Pure."""

from collections.abc import Sequence

from newstui.entities.acronyms import find_acronyms
from newstui.entities.grouping import group
from newstui.entities.mentions import find_mentions
from newstui.entities.nationals import nationals
from newstui.entities.words import gender_of
from newstui.model.analysis import Entity, EntityType
from newstui.model.language import Hints, ParsedText

__all__ = ["find_entities", "hints"]


def find_entities(parsed: ParsedText) -> tuple[Entity, ...]:
    """The text's people, organisations and places, each with all its mentions; the most often named first."""
    acronyms = list(find_acronyms(parsed.text))
    return group(parsed, find_mentions(parsed, acronyms), acronyms)


def hints(parsed: ParsedText, entities: Sequence[Entity]) -> Hints:
    """What the tables of names and places tell of the text's people."""
    given = {number: e.name.split()[0] for number, e in enumerate(entities) if e.type is EntityType.PERSON and " " in e.name}
    genders = {number: gender for number, name in given.items() if (gender := gender_of(name))}
    return Hints(genders, nationals(parsed))
