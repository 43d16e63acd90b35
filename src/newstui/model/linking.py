"""Who is who over many articles: what a linker is told, and what it answers.

The pure rules are in `newstui.entities.linking`; storage carries them out and keeps what the reader decided.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from enum import StrEnum
from typing import Protocol

import msgspec

from newstui.model.analysis import Analysis, EntityType
from newstui.model.names import name_key


class Origin(StrEnum):
    """How a name came to belong to an entity."""

    FIRST = "first"
    """It is the name that the entity was met under."""
    AUTO = "auto"
    """The linker found that it is the same one."""
    HAND = "hand"
    """The reader said so; nothing but the reader changes it."""


class Alias(msgspec.Struct, frozen=True):
    """A name under which articles know an entity."""

    id: int
    key: str
    """See `newstui.model.names.name_key`."""
    name: str
    type: EntityType | None
    """As the articles have it; None for a speaker that is not listed as an entity."""
    origin: Origin = Origin.FIRST
    reason: str = ""
    """Why it was joined, in words for the reader."""


class Candidate(msgspec.Struct, frozen=True):
    """An entity that a name of an article may mean."""

    entity_id: int
    type: EntityType | None
    articles: int
    aliases: tuple[Alias, ...]
    by_hand: bool = False
    """The reader gave it its type or one of its names."""


class Cast(Protocol):
    """The entities that are known, as far as a linker may ask. Each answer is bounded, whatever the size of the cache."""

    @property
    def articles(self) -> int:
        """How many articles are analysed."""
        ...

    def pinned(self, key: str) -> int | None:
        """The entity that the reader said this name means in this very article."""
        ...

    def alike(self, sounds: Collection[int], shorts: Collection[int] = ()) -> Sequence[Candidate]:
        """Entities with an alias of one of these sounds or short forms."""
        ...

    def company(self, entity_id: int) -> Mapping[int, int]:
        """Who stood in its latest articles with it -> in how many of them."""
        ...

    def spread(self, entity_ids: Collection[int]) -> Mapping[int, int]:
        """In how many articles each of these is named."""
        ...


class Link(msgspec.Struct, frozen=True):
    """What one name of an article means: a known entity, or a new one where `entity_id` is None."""

    entity_id: int | None
    reason: str = ""
    """Why, in words for the reader, where it is not the plain same name."""
    absorbs: tuple[int, ...] = ()
    """Known entities that turn out to be the same one, to be joined to it for `reason`."""


Linker = Callable[[Analysis, str, Cast], Sequence[Link]]
"""Links the entities of an analysis of a text, in their order."""


def as_named(analysis: Analysis, text: str, cast: Cast) -> list[Link]:
    """The simplest linker: what has one name and type is one entity."""
    from newstui.model.names import sound

    links: list[Link] = []
    for entity in analysis.entities:
        key = name_key(entity.name)
        pinned = cast.pinned(key)
        found = (
            candidate.entity_id
            for candidate in cast.alike([sound(entity.name, entity.type)])
            if any(alias.key == key for alias in candidate.aliases)
            and (candidate.type is entity.type or any(a.type is entity.type and a.key == key for a in candidate.aliases))
        )
        links.append(Link(pinned if pinned is not None else next(found, None)))
    return links
