"""Analyses: one an article, and the index of who said what and who is named where."""

import zlib
from collections import Counter
from collections.abc import Collection
from datetime import datetime
from functools import cache

import msgspec

from newstui.model.analysis import Analysis, EntityType, QuotationKind, Strength
from newstui.model.lists import EntityRow, EntryRow, QuotationRow
from newstui.model.safe_text import SafeText
from newstui.storage.connection import Connection, Row, Value
from newstui.storage.entry_rows import entry_rows
from newstui.storage.folding import fold
from newstui.storage.times import from_unix, to_unix

_QUOTATION = """
SELECT q.id, q.entry_id, q.number, q.kind, q.strength, q.hedged, q.words, s.name, q.via, q.at,
    coalesce(f.own_title, nullif(f.feed_title, ''), f.url), e.title
FROM quotations q CROSS JOIN entries e ON e.id = q.entry_id CROSS JOIN feeds f ON f.id = e.feed_id
    LEFT JOIN entities s ON s.id = q.speaker_id
WHERE e.hidden = 0{} ORDER BY q.at DESC, q.id DESC LIMIT ?
"""


@cache
def _decoder() -> msgspec.json.Decoder[Analysis]:
    return msgspec.json.Decoder(Analysis)


class AnalysisTable:
    """What the analysis found."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def get(self, entry_id: int) -> Analysis | None:
        """The analysis of the entry's article."""
        data = self._db.value("SELECT data FROM analyses WHERE entry_id = ?", (entry_id,))
        return None if data is None else _decoder().decode(zlib.decompress(data))

    def store(self, entry_id: int, analysis: Analysis) -> bool:
        """Put an analysis in the place of the former one, with its index, in one transaction.

        False where the article is gone or has another text by now.
        """
        data = zlib.compress(msgspec.json.encode(analysis), 1)
        with self._db.write():
            row = self._db.row(
                "SELECT a.text, a.text_hash, e.sort_at FROM articles a JOIN entries e ON e.id = a.entry_id WHERE a.entry_id = ?",
                (entry_id,),
            )
            if row is None or row[1] != analysis.text_hash:
                return False
            self._db.execute("DELETE FROM analyses WHERE entry_id = ?", (entry_id,))
            self._db.execute(
                "INSERT INTO analyses(entry_id, version, text_hash, data) VALUES (?, ?, ?, ?)",
                (entry_id, analysis.version, analysis.text_hash, data),
            )
            self._db.execute("UPDATE articles SET analysed = ? WHERE entry_id = ?", (analysis.version, entry_id))
            self._index(entry_id, analysis, text=row[0], at=row[2])
            return True

    def missing(self, version: str, limit: int) -> list[int]:
        """Entries whose article was not read by this version of the analyser, the newest first."""
        rows = self._db.rows(
            "SELECT e.id FROM (SELECT entry_id FROM articles WHERE analysed < ?1 UNION ALL SELECT entry_id FROM articles"
            " WHERE analysed > ?1) m CROSS JOIN entries e ON e.id = m.entry_id WHERE e.hidden = 0"
            " ORDER BY e.sort_at DESC, e.id DESC LIMIT ?2",
            (version, limit),
        )
        return [row[0] for row in rows]

    def quotations(
        self,
        *,
        speaker: str | None = None,
        outlet: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        kinds: Collection[QuotationKind] = (),
        strength: Strength | None = None,
        limit: int = 100,
    ) -> list[QuotationRow]:
        """The latest quotations, newest first.

        Of one speaker: by the whole name, else by a word of it ("Powell"). Of one outlet: by a part of its title, in any case.
        From `since` on, before `until`.
        """
        conditions: list[str] = []
        values: list[Value] = []
        if speaker is not None:
            ids = self._speakers(speaker)
            if not ids:
                return []
            conditions.append(f"q.speaker_id IN ({','.join('?' * len(ids))})")
            values += ids
        if outlet is not None:
            conditions.append("coalesce(f.own_title, nullif(f.feed_title, ''), f.url) LIKE ? ESCAPE '!'")
            values.append("%" + outlet.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%")
        for moment, comparison in ((since, ">="), (until, "<")):
            if moment is not None:
                conditions.append(f"q.at {comparison} ?")
                values.append(to_unix(moment))
        if kinds:
            conditions.append(f"q.kind IN ({','.join('?' * len(kinds))})")
            values += [kind.value for kind in kinds]
        if strength is not None:
            conditions.append("q.strength = ?")
            values.append(strength.value)
        query = _QUOTATION.format("".join(f" AND {condition}" for condition in conditions))
        return [_quotation(row) for row in self._db.rows(query, (*values, limit))]

    def entities(self, name: str | None = None, limit: int = 100) -> list[EntityRow]:
        """Who is named in the most articles; or the entities of a name: of the whole name, else with a word of it."""
        columns = "SELECT id, name, type, articles, mentions, quotations FROM entities"
        order = "ORDER BY articles DESC, id LIMIT ?"
        if name is None:
            rows = self._db.rows(f"{columns} WHERE articles > 0 AND type <> '' {order}", (limit,))
        else:
            rows = []
            for condition, value in _named(name):
                rows = rows or self._db.rows(
                    f"{columns} WHERE {condition} AND articles > 0 AND type <> '' {order}", (value, limit)
                )
        return [EntityRow(r[0], SafeText(r[1]), EntityType(r[2]), r[3], r[4], r[5]) for r in rows]

    def articles_of(self, entity_id: int, limit: int, *, other_than: int | None = None) -> list[tuple[EntryRow, int]]:
        """The articles that name an entity, newest first, with how often each does."""
        rows = self._db.rows(
            "SELECT x.entry_id, x.mentions FROM entity_articles x CROSS JOIN entries e ON e.id = x.entry_id"
            " WHERE x.entity_id = ? AND x.mentions > 0 AND e.hidden = 0 AND x.entry_id IS NOT ?"
            " ORDER BY x.at DESC, x.entry_id DESC LIMIT ?",
            (entity_id, other_than, limit),
        )
        mentions: dict[int, int] = dict(rows)
        return [(row, mentions[row.id]) for row in entry_rows(self._db, list(mentions))]

    def _speakers(self, name: str) -> list[int]:
        found: list[Row] = []
        for condition, value in _named(name):
            found = found or self._db.rows(f"SELECT id FROM entities WHERE {condition} AND quotations > 0 LIMIT 500", (value,))
        return [row[0] for row in found]

    def _index(self, entry_id: int, analysis: Analysis, *, text: str, at: int) -> None:
        entities = {fold(entity.name): (entity.type.value, entity.name) for entity in reversed(analysis.entities)}
        spoken = Counter(fold(q.speaker) for q in analysis.quotations if q.speaker)
        mentions: Counter[tuple[str, str]] = Counter()
        names: dict[tuple[str, str], str] = {}
        for entity in analysis.entities:
            key = (fold(entity.name), entity.type.value)
            mentions[key] += len(entity.mentions)
            names.setdefault(key, entity.name)
        speakers: dict[str, tuple[str, str]] = {}
        for quotation in analysis.quotations:
            if quotation.speaker and fold(quotation.speaker) not in speakers:
                folded = fold(quotation.speaker)
                speakers[folded] = key = (folded, entities[folded][0] if folded in entities else "")
                names.setdefault(key, quotation.speaker)
        ids = {key: self._entity_id(*key, name) for key, name in names.items()}
        self._db.execute_many(
            "INSERT INTO entity_articles(entity_id, at, entry_id, mentions, quotations) VALUES (?, ?, ?, ?, ?)",
            [(ids[key], at, entry_id, mentions[key], spoken[key[0]] if speakers.get(key[0]) == key else 0) for key in names],
        )
        rows: list[tuple[Value, ...]] = []
        for number, quotation in enumerate(analysis.quotations):
            speaker = ids[speakers[fold(quotation.speaker)]] if quotation.speaker else None
            words = " … ".join(span.of(text).replace("\n", " ") for span in quotation.content)
            rows.append(
                (
                    *(entry_id, number, speaker, at, quotation.kind.value, quotation.strength.value),
                    *(quotation.hedged, quotation.via, words),
                )
            )
        self._db.execute_many(
            "INSERT INTO quotations(entry_id, number, speaker_id, at, kind, strength, hedged, via, words)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )

    def _entity_id(self, key: str, kind: str, name: str) -> int:
        found = self._db.value("SELECT id FROM entities WHERE key = ? AND type = ?", (key, kind))
        if found is None:
            found = self._db.execute("INSERT INTO entities(key, type, name) VALUES (?, ?, ?)", (key, kind, name)).lastrowid
        return int(found or 0)


def _named(name: str) -> tuple[tuple[str, str], ...]:
    key = fold(name)
    return ("key = ?", key), ("instr(' ' || key || ' ', ?) > 0", f" {key} ")


def _quotation(row: Row) -> QuotationRow:
    return QuotationRow(
        id=row[0],
        entry_id=row[1],
        number=row[2],
        kind=QuotationKind(row[3]),
        strength=Strength(row[4]),
        hedged=bool(row[5]),
        words=SafeText(row[6]),
        speaker=SafeText(row[7]) if row[7] else None,
        via=SafeText(row[8]) if row[8] else None,
        published=from_unix(int(row[9])),
        outlet=SafeText(row[10]),
        title=SafeText(row[11]),
    )
