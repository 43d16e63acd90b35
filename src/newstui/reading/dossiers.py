"""Entities as the reader sees them over the whole cache, and what the reader may decide about them."""

from datetime import date, datetime, timedelta

import msgspec

from newstui.model.analysis import EntityType, Strength
from newstui.model.entities import AliasRow, Appearance, CastRow, Decision, Dossier, Joined
from newstui.model.lists import EntityRow, QuotationRow
from newstui.model.names import name_key
from newstui.model.safe_text import SafeText
from newstui.storage.database import Database

DAYS = 28
"""Of which the sidebar shows how often somebody is named."""
_QUOTATIONS, _RELATED, _ARTICLES = 4, 8, 10


class Merge(msgspec.Struct, frozen=True):
    """The two are one."""

    entity_id: int
    into: int


class Split(msgspec.Struct, frozen=True):
    """This name means somebody else."""

    alias_id: int


class Part(msgspec.Struct, frozen=True):
    """In these articles, the name means somebody else."""

    entity_id: int
    entry_ids: tuple[int, ...]


class Rename(msgspec.Struct, frozen=True):
    """It is called so; None: as articles call it."""

    entity_id: int
    name: SafeText | None


class Retype(msgspec.Struct, frozen=True):
    """It is such a thing; None: what articles take it for."""

    entity_id: int
    type: EntityType | None


class Hide(msgspec.Struct, frozen=True):
    """Leave it out of lists, or show it again."""

    entity_id: int
    hidden: bool = True


class Watch(msgspec.Struct, frozen=True):
    """Tell of new articles that name it, or no longer."""

    entity_id: int
    watched: bool = True


Change = Merge | Split | Part | Rename | Retype | Hide | Watch


def decide(db: Database, change: Change) -> tuple[int, str] | None:
    """Carry a decision out: its number and what was decided; None where it changes nothing. Raises StorageError."""
    table = db.entity_decisions
    match change:
        case Merge(entity_id, into):
            number = table.merge(entity_id, into)
        case Split(alias_id):
            number = table.split(alias_id)
        case Part(entity_id, entry_ids):
            number = table.part(entity_id, entry_ids)
        case Rename(entity_id, name):
            number = table.rename(entity_id, name)
        case Retype(entity_id, kind):
            number = table.set_type(entity_id, kind)
        case Hide(entity_id, hidden):
            number = table.hide(entity_id, hidden)
        case Watch(entity_id, watched):
            number = table.watch(entity_id, watched)
    if number is None:
        return None
    made = table.all(1)[0]
    return number, f"{made.words[:1].upper()}{made.words[1:]}"


class Dossiers:
    """Reads entities from the cache; changes nothing. Each method raises StorageError."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def cast(self, entry_id: int) -> list[CastRow]:
        """Who is in an article, the hidden too."""
        return self._db.entities.cast_of(entry_id)

    def get(self, entity_id: int) -> EntityRow | None:
        """The entity."""
        return self._db.entities.get(entity_id)

    def dossier(self, entity_id: int, now: datetime, *, other_than: int | None = None) -> Dossier | None:
        """What the sidebar shows of an entity; `other_than` leaves the open entry's articles and quotations out."""
        with self._db.read():
            table = self._db.entities
            row = table.get(entity_id)
            if row is None:
                return None
            related, window = table.related(entity_id, _RELATED)
            said = self._db.analyses.quotations(
                speaker=[entity_id], strength=Strength.STATEMENT, other_than=other_than, limit=_QUOTATIONS
            )
            since = (now - timedelta(days=DAYS - 1)).replace(hour=0, minute=0, second=0, microsecond=0)
            return Dossier(
                entity=row,
                names=self._other_names(row),
                quotations=tuple(said),
                related=tuple(related),
                articles=tuple(table.articles_of(entity_id, _ARTICLES, other_than=other_than)),
                days=table.days(entity_id, since)[0],
                window=window,
            )

    def _other_names(self, row: EntityRow) -> tuple[SafeText, ...]:
        shown: dict[str, SafeText] = {}
        for alias in self._db.entities.names(row.id):
            if name_key(alias.name) != name_key(row.name):
                shown.setdefault(name_key(alias.name), alias.name)
        return tuple(shown.values())

    def names(self, entity_id: int) -> list[AliasRow]:
        """All names of an entity, with why each is its own."""
        return self._db.entities.names(entity_id)

    def joined(self, entity_id: int | None = None, limit: int = 200) -> list[Joined]:
        """Names that were joined without asking, the newest first."""
        return self._db.entities.joined(limit, entity_id)

    def decisions(self, entity_id: int | None = None, limit: int = 200) -> list[Decision]:
        """What the reader decided, the newest first."""
        return self._db.entity_decisions.all(limit, entity_id)

    def search(self, name: str, limit: int = 30) -> list[EntityRow]:
        """The entities of a name that is being typed; without one, those that most articles name."""
        return self._db.entities.named(name, limit, typed=True) if name.strip() else self._db.entities.most_named(limit)

    def articles(
        self,
        entity_id: int,
        limit: int,
        *,
        feed_id: int | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        after: Appearance | None = None,
    ) -> list[Appearance]:
        """The articles that name an entity, newest first, page by page."""
        return self._db.entities.articles_of(entity_id, limit, feed_id=feed_id, since=since, until=until, after=after)

    def outlets(self, entity_id: int) -> list[tuple[int, SafeText, int]]:
        """The feeds that name an entity: id, title, number of articles; the most first."""
        return self._db.entities.outlets(entity_id)

    def days(self, entity_id: int, since: datetime) -> tuple[dict[date, int], bool]:
        """Mentions by local day from a moment on; and whether every article of the time was counted."""
        return self._db.entities.days(entity_id, since)

    def said_by(
        self,
        entity_id: int,
        limit: int,
        *,
        feed_id: int | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> list[QuotationRow]:
        """What an entity said last; stances are none of it."""
        return self._db.analyses.quotations(
            speaker=[entity_id], strength=Strength.STATEMENT, feed_id=feed_id, since=since, until=until, limit=limit
        )

    def said_about(
        self,
        entity_id: int,
        limit: int,
        *,
        feed_id: int | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> list[QuotationRow]:
        """What others said with the entity named in their words, from its newest articles."""
        return self._db.analyses.quotations_about(entity_id, feed_id=feed_id, since=since, until=until, limit=limit)

    def link(self, entry_id: int) -> str | None:
        """An entry's address: its article's own where that is known, else its feed's."""
        article = self._db.articles.get(entry_id)
        if article is not None and article.url:
            return article.url
        entry = self._db.entries.get(entry_id)
        return entry.url if entry is not None else None
