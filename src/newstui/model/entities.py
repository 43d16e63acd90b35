"""What is known of an entity over the whole cache, as the sidebar and the entity's page show it."""

from collections.abc import Mapping
from datetime import date, datetime

import msgspec

from newstui.model.lists import EntityRow, EntryRow, QuotationRow
from newstui.model.safe_text import SafeText


class CastRow(msgspec.Struct, frozen=True):
    """An entity in an article."""

    entity: EntityRow
    name: SafeText
    """What the article calls it most fully."""
    mentions: int
    quotations: int
    """How often it speaks there."""


class Related(msgspec.Struct, frozen=True):
    """Somebody who stands with an entity more often than chance would have it."""

    entity: EntityRow
    shared: int
    """In how many of the entity's latest articles."""
    score: float
    """Dunning's log-likelihood ratio against chance, times the recency of the articles (1 for the newest, halved by age)."""


class Appearance(msgspec.Struct, frozen=True):
    """An article that names an entity."""

    entry: EntryRow
    mentions: int
    quotations: int


class AliasRow(msgspec.Struct, frozen=True):
    """A name of an entity, how it came to be one, and in how many articles it stands."""

    id: int
    name: SafeText
    origin: str
    """`newstui.model.linking.Origin`."""
    reason: SafeText
    joined_at: datetime | None
    articles: int


class Window(msgspec.Struct, frozen=True):
    """How much of an entity's articles an answer looked at: the newest ones, where there are very many."""

    looked_at: int
    articles: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left out."""
        return self.looked_at >= self.articles


class Dossier(msgspec.Struct, frozen=True):
    """What the sidebar shows of the chosen entity."""

    entity: EntityRow
    names: tuple[SafeText, ...]
    """What else it is called, the most usual first."""
    quotations: tuple[QuotationRow, ...]
    related: tuple[Related, ...]
    articles: tuple[Appearance, ...]
    days: Mapping[date, int]
    """Mentions by local day."""
    window: Window


class Decision(msgspec.Struct, frozen=True):
    """Something that the reader said of who is who."""

    id: int
    kind: str
    """merge, split, part, rename, type, hide, watch."""
    entity_id: int
    other_id: int | None
    words: SafeText
    at: datetime


class Joined(msgspec.Struct, frozen=True):
    """A name that was joined to an entity without being asked."""

    alias: AliasRow
    entity: EntityRow
