"""Entities over the whole cache: who is in an article, and all there is about one of them.

Every answer is bounded: of an entity that half of all articles name, only the newest ones are looked at, and the answer says so.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from heapq import nlargest
from math import log

import msgspec

from newstui.model.analysis import EntityType
from newstui.model.entities import AliasRow, Appearance, CastRow, Joined, Related, Window
from newstui.model.lists import EntityRow
from newstui.model.safe_text import SafeText
from newstui.storage.connection import Connection, Row
from newstui.storage.entity_search import escaped, named
from newstui.storage.entry_rows import SHOWN_TITLE, entry_rows
from newstui.storage.periods import narrowed
from newstui.storage.times import from_unix, to_unix

COLUMNS = (
    "id, coalesce(own_name, name), coalesce(own_type, type), articles, mentions, quotations, hidden, own_name IS NOT NULL,"
    " watched"
)
_RELATED = 200
"""Of the newest articles tell who stands with an entity."""
_DAYS = 2000
"""Of the newest articles are counted by day."""
_RANKED = 120  # partners that are weighed against chance; the rest were met but once, long ago
_HALF = 30 * 24 * 3600.0
"""Seconds in which an article's weight for the related ones halves."""


def entity_row(row: Row) -> EntityRow:
    """An entity from COLUMNS."""
    return EntityRow(
        row[0], SafeText(row[1]), EntityType(row[2]), row[3], row[4], row[5], bool(row[6]), bool(row[7]), bool(row[8])
    )


_MEMBERS = msgspec.json.Decoder(list[int])


class EntityTable:
    """Who and what is named in the cache."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def get(self, entity_id: int) -> EntityRow | None:
        """The entity; None where no article names it any more."""
        found = self.rows([entity_id])
        return found[0] if found else None

    def rows(self, ids: Sequence[int]) -> list[EntityRow]:
        """These entities, in that order; what is no longer there is left out."""
        if not ids:
            return []
        marks = ",".join("?" * len(ids))
        found = self._db.rows(f"SELECT {COLUMNS} FROM entities WHERE id IN ({marks}) AND type <> ''", ids)
        by_id = {row[0]: entity_row(row) for row in found}
        return [by_id[number] for number in ids if number in by_id]

    def most_named(self, limit: int) -> list[EntityRow]:
        """Who is named in the most articles."""
        chosen = f"SELECT {COLUMNS} FROM entities WHERE {{}} AND type <> '' AND hidden = 0 ORDER BY"
        rows = self._db.rows(chosen.format("articles > 1") + " articles DESC, id LIMIT ?", (limit,))
        if len(rows) < limit:
            rows += self._db.rows(chosen.format("articles = 1") + " id LIMIT ?", (limit - len(rows),))
        return [entity_row(row) for row in rows]

    def beginning_so(self, start: str, limit: int, *, quoted: bool = False) -> list[SafeText]:
        """Names that begin so, the most often named first; with `quoted`, of those who make statements, the most quoted first."""
        among, order = ("quotations > 0", "quotations") if quoted else ("articles > 0 AND type <> ''", "articles")
        rows = self._db.rows(
            f"SELECT coalesce(own_name, name) FROM entities WHERE {among} AND hidden = 0"
            f" AND coalesce(own_name, name) LIKE ? ESCAPE '!' ORDER BY {order} DESC, id LIMIT ?",
            (f"{escaped(start)}%", limit),
        )
        return [SafeText(name) for name in dict.fromkeys(row[0] for row in rows)]

    def watches_any(self) -> bool:
        """Whether the reader watches anybody."""
        return self._db.value("SELECT 1 FROM entities INDEXED BY entities_watched WHERE watched = 1") is not None

    def watched_in(self, entry_ids: Sequence[int]) -> list[SafeText]:
        """Whom of those that the reader watches the articles of these entries name, the most often named first."""
        marks = ",".join("?" * len(entry_ids))
        rows = self._db.rows(
            "SELECT coalesce(n.own_name, n.name) FROM casts c CROSS JOIN json_each(c.members) m CROSS JOIN entities n"
            f" ON n.id = m.value WHERE c.entry_id IN ({marks}) AND n.watched = 1 GROUP BY n.id ORDER BY count(*) DESC, n.id",
            entry_ids,
        )
        return [SafeText(row[0]) for row in rows]

    def named(self, name: str, limit: int = 100, *, typed: bool = False) -> list[EntityRow]:
        """The entities of a name: of the whole name first, then of a surname or acronym, then with its words.

        With their beginnings, where there are none; or, with `typed`, after all of these: for a name that is still being typed.
        """
        return self.rows(named(self._db, name, typed=typed)[:limit])

    def cast_of(self, entry_id: int) -> list[CastRow]:
        """Who is in an article, the most often named first."""
        rows = self._db.rows(
            "SELECT x.entity_id, a.name, x.mentions, x.quotations FROM casts c CROSS JOIN json_each(c.members) m"
            " CROSS JOIN entity_articles x ON x.entity_id = m.value AND x.at = c.at AND x.entry_id = c.entry_id"
            " CROSS JOIN aliases a ON a.id = x.alias_id WHERE c.entry_id = ?",
            (entry_id,),
        )
        known = {row.id: row for row in self.rows(list({row[0] for row in rows}))}
        cast = [CastRow(known[row[0]], SafeText(row[1]), row[2], row[3]) for row in rows if row[0] in known]
        return sorted(cast, key=lambda row: (-row.mentions, row.entity.id))

    def names(self, entity_id: int) -> list[AliasRow]:
        """What an entity is called, and why each name is its own; the most usual first (counted over its newest articles)."""
        counted: dict[int, int] = dict(
            self._db.rows(
                "SELECT alias_id, count(*) FROM (SELECT alias_id FROM entity_articles WHERE entity_id = ? ORDER BY at DESC,"
                f" entry_id DESC LIMIT {_DAYS}) GROUP BY alias_id",
                (entity_id,),
            )
        )
        rows = self._db.rows("SELECT id, name, origin, reason, at FROM aliases WHERE entity_id = ? ORDER BY id", (entity_id,))
        return sorted((_alias_row(row, counted.get(row[0], 0)) for row in rows), key=lambda alias: -alias.articles)

    def joined(self, limit: int = 200, entity_id: int | None = None) -> list[Joined]:
        """The names that were joined without asking, the newest first."""
        among = "origin = 'auto'" if entity_id is None else "origin = 'auto' AND entity_id = ?"
        rows = self._db.rows(
            f"SELECT entity_id, id, name, origin, reason, at FROM aliases WHERE {among} ORDER BY at DESC, id DESC LIMIT ?",
            (limit,) if entity_id is None else (entity_id, limit),
        )
        known = {row.id: row for row in self.rows(list({row[0] for row in rows}))}
        return [Joined(_alias_row(row[1:], 0), known[row[0]]) for row in rows if row[0] in known]

    def related(self, entity_id: int, limit: int) -> tuple[list[Related], Window]:
        """Who stands with an entity most remarkably, and how much was looked at.

        Against chance by the log-likelihood ratio of T. Dunning ("Accurate methods for the statistics of surprise and
        coincidence", 1993), weighted by how recent the shared articles are.
        """
        seen: dict[int, int] = dict(
            self._db.rows(
                "SELECT entry_id, at FROM entity_articles WHERE entity_id = ? ORDER BY at DESC, entry_id DESC LIMIT ?",
                (entity_id, _RELATED),
            )
        )
        total, articles = self._db.rows(
            "SELECT (SELECT number FROM totals WHERE name = 'analyses'), (SELECT articles FROM entities WHERE id = ?)",
            (entity_id,),
        )[0]
        window = Window(len(seen), articles or 0)
        if not seen:
            return [], window
        newest = max(seen.values())
        shared: defaultdict[int, int] = defaultdict(int)
        weight: defaultdict[int, float] = defaultdict(float)
        casts = self._db.rows(
            f"SELECT entry_id, members FROM casts WHERE entry_id IN ({','.join(map(str, seen))})",
        )
        for entry_id, members in casts:
            fresh = 0.5 ** ((newest - seen[entry_id]) / _HALF)
            for member in _MEMBERS.decode(members):
                shared[member] += 1
                weight[member] += fresh
        shared.pop(entity_id, None)
        ranked = nlargest(_RANKED, shared, key=weight.__getitem__)
        found = [
            Related(
                row, shared[row.id], _surprise(shared[row.id], len(seen), row.articles, total) * weight[row.id] / shared[row.id]
            )
            for row in self.rows(ranked)
            if not row.hidden
        ]
        found.sort(key=lambda one: (-one.score, -one.shared, one.entity.id))
        return found[:limit], window

    def days(self, entity_id: int, since: datetime) -> tuple[dict[date, int], bool]:
        """Mentions by local day from a moment on; and whether every article of the time was counted."""
        rows = self._db.rows(
            "SELECT date(at, 'unixepoch', 'localtime'), sum(mentions), count(*) FROM (SELECT at, mentions FROM entity_articles"
            " WHERE entity_id = ? AND at >= ? ORDER BY at DESC LIMIT ?) GROUP BY 1",
            (entity_id, to_unix(since), _DAYS),
        )
        return {date.fromisoformat(row[0]): row[1] for row in rows}, sum(row[2] for row in rows) < _DAYS

    def articles_of(
        self,
        entity_id: int,
        limit: int,
        *,
        other_than: int | None = None,
        feed_id: int | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        after: Appearance | None = None,
    ) -> list[Appearance]:
        """The articles that name an entity, newest first; of one feed, from `since` on, before `until`, after one of them."""
        conditions, values = narrowed(since, until, feed_id)
        if other_than is not None:
            conditions.append("x.entry_id <> ?")
            values.append(other_than)
        if after is not None:
            conditions.append("(x.at, x.entry_id) < (?, ?)")
            values += [after.entry.cursor.at, after.entry.id]
        where = " AND ".join(("x.entity_id = ?", *conditions))
        rows = self._db.rows(
            "SELECT x.entry_id, sum(x.mentions), sum(x.quotations) FROM entity_articles x"
            f" CROSS JOIN entries e ON e.id = x.entry_id WHERE {where} AND e.hidden = 0"
            " GROUP BY x.at, x.entry_id ORDER BY x.at DESC, x.entry_id DESC LIMIT ?",
            (entity_id, *values, limit),
        )
        counts = {row[0]: (row[1], row[2]) for row in rows}
        return [Appearance(row, *counts[row.id]) for row in entry_rows(self._db, list(counts))]

    def outlets(self, entity_id: int) -> list[tuple[int, SafeText, int]]:
        """The feeds that named an entity in its newest articles: id, title, how many articles; the most first."""
        rows = self._db.rows(
            f"SELECT f.id, {SHOWN_TITLE}, count(*) FROM (SELECT entry_id FROM"
            f" entity_articles WHERE entity_id = ? ORDER BY at DESC, entry_id DESC LIMIT {_DAYS}) x"
            " CROSS JOIN entries e ON e.id = x.entry_id CROSS JOIN feeds f ON f.id = e.feed_id WHERE e.hidden = 0"
            " GROUP BY f.id ORDER BY count(*) DESC, f.id",
            (entity_id,),
        )
        return [(row[0], SafeText(row[1]), row[2]) for row in rows]


def _alias_row(row: Row, articles: int) -> AliasRow:
    number, name, origin, reason, at = row
    return AliasRow(number, SafeText(name), origin, SafeText(reason), from_unix(at) if at else None, articles)


def _surprise(shared: int, looked_at: int, articles: int, total: int) -> float:
    """2 log likelihood of so many shared articles against chance; 0 where chance would give as many."""
    chance = min(max(articles / max(total, 1), 1e-9), 1 - 1e-9)
    if shared <= looked_at * chance:
        return 0.0
    found = 2 * shared * log(shared / (looked_at * chance))
    rest = looked_at - shared
    return found + (2 * rest * log(rest / (looked_at * (1 - chance))) if rest else 0.0)
