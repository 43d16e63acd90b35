"""Who is who, as a linker asks it; and how its answers are stored. All of it inside the transaction that stores an analysis."""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

import msgspec

from newstui.model.analysis import Analysis, EntityType, Strength
from newstui.model.linking import Alias, Candidate, Link, Origin
from newstui.model.names import initials, name_key, short, sound
from newstui.model.storable import storable
from newstui.storage.connection import Connection, Row
from newstui.storage.times import to_unix

ASKED = 24
"""How many entities one question gives at most, the most often named first."""
_LATEST = 8  # of an entity's articles that tell what company it keeps
_MOST_JOINED = 200  # appearances that an automatic join moves at most: one more article must cost the same in any cache
_VOTES = 40  # of the latest articles decide what an entity is
ADD_APPEARANCE = "INSERT INTO entity_articles(entity_id, at, entry_id, alias_id, mentions, quotations) VALUES (?, ?, ?, ?, ?, ?)"
_MEMBERS = msgspec.json.Decoder(list[int])


class CastView:
    """The entities as one article's linker sees them (`newstui.model.linking.Cast`)."""

    def __init__(self, connection: Connection, entry_id: int) -> None:
        self._db = connection
        self._pins: dict[str, int] = dict(
            connection.rows("SELECT key, entity_id FROM entity_pins WHERE entry_id = ?", (entry_id,))
        )

    @property
    def articles(self) -> int:
        """How many articles are analysed."""
        return int(self._db.value("SELECT number FROM totals WHERE name = 'analyses'"))

    def pinned(self, key: str) -> int | None:
        """The entity that the reader said this name means here."""
        return self._pins.get(key)

    def alike(self, sounds: Collection[int], shorts: Collection[int] = ()) -> list[Candidate]:
        """Entities with an alias of one of these sounds or short forms."""
        ids: dict[int, None] = {}
        for column, numbers in (("sound", sounds), ("short", shorts)):
            for number in dict.fromkeys(numbers):
                rows = self._db.rows(
                    f"SELECT DISTINCT entity_id FROM aliases WHERE {column} = ? ORDER BY id DESC LIMIT {ASKED}", (number,)
                )
                ids.update((row[0], None) for row in rows)
        return candidates(self._db, list(ids))[:ASKED] if ids else []

    def company(self, entity_id: int) -> Mapping[int, int]:
        """Who stood in its latest articles with it -> in how many of them."""
        rows = self._db.rows(
            "SELECT members FROM casts WHERE entry_id IN (SELECT entry_id FROM entity_articles WHERE entity_id = ?"
            f" ORDER BY at DESC, entry_id DESC LIMIT {_LATEST})",
            (entity_id,),
        )
        met: Counter[int] = Counter()
        for (members,) in rows:
            met.update(_MEMBERS.decode(members))
        del met[entity_id]
        return met

    def spread(self, entity_ids: Collection[int]) -> Mapping[int, int]:
        """In how many articles each of these is named."""
        if not entity_ids:
            return {}
        marks = ",".join("?" * len(entity_ids))
        return dict(self._db.rows(f"SELECT id, articles FROM entities WHERE id IN ({marks})", list(entity_ids)))


def candidates(connection: Connection, entity_ids: Sequence[int]) -> list[Candidate]:
    """These entities with their aliases, the most often named first; what is no longer there is left out."""
    marks = ",".join("?" * len(entity_ids))
    aliases: dict[int, list[Alias]] = {}
    rows = connection.rows(
        f"SELECT entity_id, id, name, type, origin, reason FROM aliases WHERE entity_id IN ({marks}) ORDER BY id", entity_ids
    )
    for entity_id, *alias in rows:
        aliases.setdefault(entity_id, []).append(alias_of(alias))
    rows = connection.rows(
        f"SELECT id, coalesce(own_type, type), articles, own_type IS NOT NULL FROM entities WHERE id IN ({marks})"
        " ORDER BY articles DESC, id",
        entity_ids,
    )
    return [
        Candidate(
            entity_id=row[0],
            type=EntityType(row[1]) if row[1] else None,
            articles=row[2],
            aliases=tuple(aliases.get(row[0], ())),
            by_hand=bool(row[3]) or any(alias.origin is Origin.HAND for alias in aliases.get(row[0], ())),
        )
        for row in rows
    ]


def alias_of(row: Sequence[object]) -> Alias:
    """An alias from its columns id, name, type, origin, reason."""
    number, name, kind, origin, reason = row
    return Alias(
        id=int(str(number)),
        key=name_key(str(name)),
        name=str(name),
        type=EntityType(str(kind)) if kind else None,
        origin=Origin(str(origin)),
        reason=str(reason),
    )


class CastWriter:
    """Stores who is in one article."""

    def __init__(self, connection: Connection, entry_id: int, at: int) -> None:
        self._db = connection
        self._entry_id = entry_id
        self._at = at
        self._now = to_unix(datetime.now(UTC))
        self._mentions: Counter[tuple[int, int]] = Counter()
        self._said: Counter[tuple[int, int]] = Counter()
        self._moved: dict[int, int] = {}

    def write(self, analysis: Analysis, links: Sequence[Link]) -> None:
        """Store the cast that the links make of the analysis."""
        stands_for: dict[str, tuple[int, int]] = {}
        made: dict[tuple[str, EntityType], int] = {}
        for entity, link in zip(analysis.entities, links):
            same = (name_key(entity.name), entity.type)
            if link.entity_id is None and same in made:
                link = Link(made[same])  # written in capitals elsewhere in the article
            entity_id = self._entity(entity.name, entity.type, link)
            made.setdefault(same, entity_id)
            alias_id = self._alias(entity_id, entity.name, entity.type, link.reason)
            for other in link.absorbs:
                self._absorb(other, entity_id, link.reason)
            for alias in entity.aliases:
                if _tells(alias, entity.name, entity.type):
                    self._alias(entity_id, alias, entity.type, f"an article calls {entity.name} so", only_free=True)
            self._mentions[entity_id, alias_id] += len(entity.mentions)
            stands_for.setdefault(name_key(entity.name), (entity_id, alias_id))
        for quotation in analysis.quotations:
            if not quotation.speaker or quotation.speaker.islower():  # "the ministry" is another one in another article
                continue
            key = name_key(quotation.speaker)
            if key not in stands_for:
                stands_for[key] = self._unlisted(quotation.speaker, key)
                self._mentions[stands_for[key]] += 0  # named nowhere, and in the cast all the same
            self._said[stands_for[key]] += quotation.strength is Strength.STATEMENT
        rows = [
            (entity_id, self._at, self._entry_id, alias_id, count, self._said[entity_id, alias_id])
            for (entity_id, alias_id), count in self._mentions.items()
        ]
        members = list(dict.fromkeys(row[0] for row in rows))
        self._db.execute(
            "INSERT INTO casts(entry_id, at, quotations, members) VALUES (?, ?, ?, ?)",
            (self._entry_id, self._at, len(analysis.quotations), json.dumps(members, separators=(",", ":"))),
        )
        self._db.execute_many(ADD_APPEARANCE, rows)

    def _entity(self, name: str, kind: EntityType | None, link: Link) -> int:
        if link.entity_id is not None:
            return self._moved.get(link.entity_id, link.entity_id)
        found = self._db.execute("INSERT INTO entities(name, type) VALUES (?, ?)", (storable(name), kind or ""))
        return int(found.lastrowid or 0)

    def _alias(self, entity_id: int, name: str, kind: EntityType | None, reason: str, *, only_free: bool = False) -> int:
        """The entity's alias of this name, made where it has none."""
        key = name_key(name)
        held = [alias_of(row) for row in self._db.rows(_ALIASES, (entity_id,))]
        found = next((a for a in held if a.key == key and (only_free or a.type is kind)), None)
        if found is not None:
            if found.name.isupper() and not name.isupper():  # the first to name it did so in a dateline
                self._db.execute("UPDATE aliases SET name = ? WHERE id = ?", (storable(name), found.id))
                self._db.execute(
                    "UPDATE entities SET name = ? WHERE id = ? AND name = ?", (storable(name), entity_id, found.name)
                )
            return found.id
        number = sound(name, kind)
        if only_free and self._db.value("SELECT 1 FROM aliases WHERE sound = ? AND origin = 'hand'", (number,)):
            return 0  # the reader gave the name to somebody
        origin = Origin.AUTO if held and not any(a.key == key for a in held) else Origin.FIRST
        made = self._db.execute(
            "INSERT INTO aliases(entity_id, name, type, sound, short, origin, reason, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(entity_id, storable(name), kind or "", number, short(name, kind), origin),
                *((reason or "the same name", self._now) if origin is Origin.AUTO else ("", None)),
            ),
        )
        if held and not only_free:
            self._vote(entity_id, name, kind)
        return int(made.lastrowid or 0)

    def _vote(self, entity_id: int, name: str, kind: EntityType | None) -> None:
        """A fuller name goes before the one it had; what most of its latest articles take it for, it is."""
        row = self._db.row("SELECT name, type FROM entities WHERE id = ?", (entity_id,))
        if row is None:
            return
        if _fuller(name, row[0], kind):
            self._db.execute("UPDATE entities SET name = ? WHERE id = ?", (storable(name), entity_id))
        if kind != row[1]:
            votes = self._db.rows(
                "SELECT a.type, count(*) FROM (SELECT alias_id FROM entity_articles WHERE entity_id = ? ORDER BY at DESC,"
                f" entry_id DESC LIMIT {_VOTES}) x CROSS JOIN aliases a ON a.id = x.alias_id WHERE a.type <> ''"
                " GROUP BY a.type ORDER BY count(*) DESC",
                (entity_id,),
            )
            if votes:
                self._db.execute("UPDATE entities SET type = ? WHERE id = ?", (votes[0][0], entity_id))

    def _unlisted(self, speaker: str, key: str) -> tuple[int, int]:
        """Who speaks but is not listed as an entity: one for one name."""
        rows = self._db.rows(
            "SELECT entity_id, id, name FROM aliases WHERE sound = ? AND type = ''",
            (sound(speaker, None),),
        )
        found = next((row for row in rows if name_key(row[2]) == key), None)
        if found is not None:
            return int(found[0]), int(found[1])
        entity_id = self._entity(speaker, None, Link(None))
        return entity_id, self._alias(entity_id, speaker, None, "")

    def _absorb(self, other: int, entity_id: int, reason: str) -> None:
        """Join a known entity, that turned out to be the same one, to this one."""
        row = self._db.row(
            "SELECT articles, own_name IS NOT NULL OR own_type IS NOT NULL OR hidden OR watched OR EXISTS (SELECT 1 FROM"
            " aliases a WHERE a.entity_id = entities.id AND a.origin = 'hand') FROM entities WHERE id = ?",
            (other,),
        )
        if other == entity_id or row is None or row[1] or row[0] > _MOST_JOINED:
            return
        self._db.execute(
            "UPDATE aliases SET entity_id = ?, origin = 'auto', reason = ?, at = ? WHERE entity_id = ?",
            (entity_id, reason, self._now, other),
        )
        move(self._db, other, entity_id, appearances(self._db, other))
        forget(self._db, [other])
        self._moved[other] = entity_id
        for counts in (self._mentions, self._said):
            for held, alias_id in [key for key in counts if key[0] == other]:
                counts[entity_id, alias_id] += counts.pop((held, alias_id))


_ALIASES = "SELECT id, name, type, origin, reason FROM aliases WHERE entity_id = ?"


def _tells(alias: str, name: str, kind: EntityType) -> bool:
    """Whether what an article calls an entity besides its name says in another article, too, who is meant."""
    if name_key(alias) == name_key(name):
        return False
    if kind is EntityType.PERSON:
        return " " in alias
    return " " in alias or bool(initials(alias))


def _fuller(name: str, held: str, kind: EntityType | None) -> bool:
    """Whether a name says more than the one that an entity goes by: a full name than a surname, words than their initials."""
    if kind is EntityType.PERSON:
        return " " in name.strip() and " " not in held.strip()
    return " " in name and bool(initials(held)) and " " not in held


def move(connection: Connection, source: int, target: int, appearances: Sequence[Row]) -> None:
    """Give appearances of an entity (rows of at, entry_id, alias_id, mentions, quotations) to another one, in a transaction."""
    connection.execute_many(
        "DELETE FROM entity_articles WHERE entity_id = ? AND at = ? AND entry_id = ? AND alias_id = ?",
        [(source, *row[:3]) for row in appearances],
    )
    connection.execute_many(
        ADD_APPEARANCE,
        [(target, *row) for row in appearances],
    )
    for at, entry_id in dict.fromkeys((row[0], row[1]) for row in appearances):
        members = json.loads(connection.value("SELECT members FROM casts WHERE entry_id = ?", (entry_id,)) or "[]")
        stays = connection.value(
            "SELECT 1 FROM entity_articles WHERE entity_id = ? AND at = ? AND entry_id = ?", (source, at, entry_id)
        )
        kept = [target if member == source and not stays else member for member in members]
        connection.execute(
            "UPDATE casts SET members = ? WHERE entry_id = ?",
            (json.dumps(list(dict.fromkeys((*kept, target))), separators=(",", ":")), entry_id),
        )


def appearances(connection: Connection, entity_id: int, aliases: Collection[int] | None = None) -> list[Row]:
    """Where an entity (under some of its aliases) appears, as `move` takes it."""
    among = "" if aliases is None else f" AND alias_id IN ({','.join(str(int(number)) for number in aliases)})"
    return connection.rows(
        f"SELECT at, entry_id, alias_id, mentions, quotations FROM entity_articles WHERE entity_id = ?{among}", (entity_id,)
    )


def forget(connection: Connection, entity_ids: Collection[int]) -> None:
    """Delete those of the entities that no article names any more and that the reader decided nothing about."""
    marks = ",".join("?" * len(entity_ids))
    connection.execute(f"DELETE FROM entities WHERE id IN ({marks}) AND {UNUSED}", list(entity_ids))


UNUSED = (
    "articles = 0 AND own_name IS NULL AND own_type IS NULL AND hidden = 0 AND watched = 0"
    " AND NOT EXISTS (SELECT 1 FROM aliases a WHERE a.entity_id = entities.id AND a.origin = 'hand')"
    " AND NOT EXISTS (SELECT 1 FROM entity_decisions d WHERE d.entity_id = entities.id)"
    " AND NOT EXISTS (SELECT 1 FROM entity_decisions d WHERE d.other_id = entities.id)"
)
"""Which rows of `entities` nobody needs: no article names them, and the reader decided nothing about them."""
