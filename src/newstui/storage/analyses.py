"""Analyses: one an article, and with each the cast of who is in it."""

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from newstui.model.analysis import Analysis, Quotation, QuotationKind, Strength
from newstui.model.linking import Linker, as_named
from newstui.model.lists import QuotationRow
from newstui.model.names import name_key
from newstui.model.safe_text import SafeText, safe_text
from newstui.model.spans import words_of
from newstui.storage.analysis_codec import decode, encode
from newstui.storage.cast import CastView, CastWriter, forget
from newstui.storage.connection import Connection, Row, Value
from newstui.storage.entity_search import speakers_named
from newstui.storage.entry_rows import OUTLET, SHOWN_TITLE
from newstui.storage.periods import narrowed
from newstui.storage.times import from_unix

_PAGE = 20  # articles read at once while quotations are looked for; twice as many each time
_LARGEST_PAGE = 500
_ABOUT = 150
"""Of an entity's newest articles are searched for what others say about it."""
_NUMBERS = 16  # bits of a quotation's id that tell its number in the article


class AnalysisTable:
    """What the analysis found."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def get(self, entry_id: int) -> Analysis | None:
        """The analysis of the entry's article."""
        row = self._db.row(
            "SELECT n.data, a.text, a.text_hash FROM analyses n CROSS JOIN articles a ON a.entry_id = n.entry_id"
            " WHERE n.entry_id = ?",
            (entry_id,),
        )
        return None if row is None else decode(*row)

    def store(self, entry_id: int, analysis: Analysis, link: Linker = as_named) -> bool:
        """Put an analysis in the place of the former one, in one transaction; `link` says who in it is who.

        False where the article is gone or has another text by now.
        """
        with self._db.write():
            row = self._db.row(
                "SELECT a.text, a.text_hash, e.sort_at FROM articles a JOIN entries e ON e.id = a.entry_id WHERE a.entry_id = ?",
                (entry_id,),
            )
            if row is None or row[1] != analysis.text_hash:
                return False
            text, _, at = row
            before = json.loads(self._db.value("SELECT members FROM casts WHERE entry_id = ?", (entry_id,)) or "[]")
            # While the former cast is known: who was told apart stays so.
            links = link(analysis, text, CastView(self._db, entry_id))
            self._db.execute("DELETE FROM analyses WHERE entry_id = ?", (entry_id,))
            self._db.execute(
                "INSERT INTO analyses(entry_id, version, data) VALUES (?, ?, ?)",
                (entry_id, analysis.version, encode(analysis, text)),
            )
            self._db.execute("UPDATE articles SET analysed = ? WHERE entry_id = ?", (analysis.version, entry_id))
            CastWriter(self._db, entry_id, at).write(analysis, links)
            if before:
                forget(self._db, before)
            self._db.execute("INSERT OR REPLACE INTO story_queue(entry_id) VALUES (?)", (entry_id,))
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
        speaker: str | Collection[int] | None = None,
        outlet: str | None = None,
        feed_id: int | None = None,
        other_than: int | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        kinds: Collection[QuotationKind] = (),
        strength: Strength | None = None,
        entries: Collection[int] | None = None,
        limit: int = 100,
    ) -> list[QuotationRow]:
        """The latest quotations, newest first.

        Of one speaker: by the whole name, a surname or acronym ("Powell"), else by a word of it; or of these entities. Of one
        outlet: by a part of its title, in any case; or of one feed; of any entry but `other_than`; of these entries alone. From
        `since`, before `until`.
        """
        conditions, values = narrowed(since, until, feed_id)
        if entries is not None:
            conditions = [*conditions, "x.entry_id IN (SELECT value FROM json_each(?))"]
            values = [*values, json.dumps(sorted(entries))]
        speakers = speakers_named(self._db, speaker) if isinstance(speaker, str) else speaker
        found: list[QuotationRow] = []
        stated = strength is Strength.STATEMENT
        for entry_id, title, shown, text, text_hash, data, at in self._told(speakers, stated, outlet, conditions, values):
            if entry_id == other_than:
                continue
            analysis = decode(data, text, text_hash)
            who = self._voices(entry_id, at)
            for number in range(len(analysis.quotations) - 1, -1, -1):
                quotation = analysis.quotations[number]
                entity = who.get(name_key(quotation.speaker)) if quotation.speaker else None
                if speakers is not None and (entity is None or entity[0] not in speakers):
                    continue
                if (kinds and quotation.kind not in kinds) or strength not in (None, quotation.strength):
                    continue
                found.append(
                    _row(entry_id, number, quotation, text, entity[1] if entity else quotation.speaker, at, shown, title)
                )
            if len(found) >= limit:
                break
        return found[:limit]

    def quotations_about(
        self,
        entity_id: int,
        *,
        feed_id: int | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 100,
    ) -> list[QuotationRow]:
        """What others said with this entity named in their words, newest first, as far as its newest articles tell."""
        conditions, values = narrowed(since, until, feed_id)
        found: list[QuotationRow] = []
        looked_at = 0
        source = ("entity_articles x", f"x.mentions > 0 AND x.entity_id = {int(entity_id)}")
        for entry_id, title, shown, text, text_hash, data, at in self._newest(source, None, conditions, values):
            looked_at += 1
            analysis = decode(data, text, text_hash)
            own = {
                name_key(row[0])
                for row in self._db.rows(
                    "SELECT a.name FROM entity_articles x CROSS JOIN aliases a ON a.id = x.alias_id"
                    " WHERE x.entity_id = ? AND x.at = ? AND x.entry_id = ?",
                    (entity_id, at, entry_id),
                )
            }
            mentions = [span for entity in analysis.entities if name_key(entity.name) in own for span in entity.mentions]
            voices: dict[str, tuple[int, str]] | None = None
            for number in range(len(analysis.quotations) - 1, -1, -1):
                quotation = analysis.quotations[number]
                if quotation.speaker and name_key(quotation.speaker) in own:
                    continue
                if any(part.covers(mention) for part in quotation.content for mention in mentions):
                    voices = self._voices(entry_id, at) if voices is None else voices
                    entity = voices.get(name_key(quotation.speaker)) if quotation.speaker else None
                    who = entity[1] if entity else quotation.speaker
                    found.append(_row(entry_id, number, quotation, text, who, at, shown, title))
            if len(found) >= limit or looked_at >= _ABOUT:
                break
        return found[:limit]

    def _told(
        self,
        speakers: Collection[int] | None,
        stated: bool,
        outlet: str | None,
        conditions: Sequence[str],
        values: Sequence[Value],
    ) -> Iterator[Row]:
        """Articles with quotations, newest first, read as far as they are asked for.

        Of `speakers`: those that name them; with `stated`, those in which they make a statement.
        """
        if speakers is None:
            return self._newest(("casts x", "x.quotations > 0"), outlet, conditions, values)
        marks = ",".join(str(int(number)) for number in speakers)
        only = f"x.entity_id = {marks}" if len(speakers) == 1 else f"x.entity_id IN ({marks})"
        spoken = "x.quotations > 0 AND " if stated else ""  # of an entity, statements alone are counted
        return self._newest(("entity_articles x", f"{spoken}{only}"), outlet, conditions, values)

    def _newest(
        self, source: tuple[str, str], outlet: str | None, conditions: Sequence[str], values: Sequence[Value]
    ) -> Iterator[Row]:
        """The articles of a table, newest first, read page by page as far as they are asked for; each page larger."""
        table, among = source
        named_so = ""
        if outlet is not None:  # SQLite knows capitals of ASCII only
            feeds = self._db.rows(f"SELECT f.id, {SHOWN_TITLE} FROM feeds f")
            fitting = [str(feed_id) for feed_id, title in feeds if outlet.casefold() in title.casefold()]
            named_so = f" AND e.feed_id IN ({','.join(fitting)})"
        done: set[int] = set()
        place: tuple[int, int] = (2**62, 0)
        size = _PAGE
        while True:
            rows = self._db.rows(
                f"SELECT x.entry_id, x.at FROM {table} CROSS JOIN entries e ON e.id = x.entry_id"
                f" WHERE {' AND '.join((among, *conditions))}{named_so}"
                f" AND e.hidden = 0 AND (x.at, x.entry_id) < (?, ?) ORDER BY x.at DESC, x.entry_id DESC LIMIT {size}",
                (*values, *place),
            )
            for entry_id, at in rows:
                if entry_id not in done:
                    done.add(entry_id)
                    row = self._db.row(_TOLD, (entry_id,))
                    if row is not None:
                        yield (*row, at)
            if len(rows) < size:
                return
            place = (rows[-1][1], rows[-1][0])
            size = min(size * 2, _LARGEST_PAGE)

    def _voices(self, entry_id: int, at: int) -> dict[str, tuple[int, str]]:
        """Who speaks in an article: the speaker's name, as a key -> the entity and what it is called.

        Of two that go by one name there, the one that says more.
        """
        rows = self._db.rows(
            "SELECT a.name, e.id, coalesce(e.own_name, e.name) FROM entity_articles x CROSS JOIN aliases a ON a.id = x.alias_id"
            " CROSS JOIN entities e ON e.id = x.entity_id WHERE x.entity_id IN (SELECT value FROM casts, json_each(casts.members)"
            " WHERE casts.entry_id = ?1) AND x.at = ?2 AND x.entry_id = ?1"
            " ORDER BY x.quotations",
            (entry_id, at),
        )
        return {name_key(row[0]): (row[1], row[2]) for row in rows}


_TOLD = f"""
SELECT e.id, e.title, {OUTLET}, a.text, a.text_hash, n.data
FROM entries e CROSS JOIN feeds f ON f.id = e.feed_id CROSS JOIN articles a ON a.entry_id = e.id
    CROSS JOIN analyses n ON n.entry_id = e.id
WHERE e.id = ?
"""


def _row(
    entry_id: int, number: int, quotation: Quotation, text: str, speaker: str | None, at: int, outlet: str, title: str
) -> QuotationRow:
    return QuotationRow(
        id=(entry_id << _NUMBERS) | number,
        entry_id=entry_id,
        number=number,
        kind=quotation.kind,
        strength=quotation.strength,
        hedged=quotation.hedged,
        denial=SafeText(words_of(quotation.reporting, text) if quotation.denied else ""),
        lead=SafeText(words_of(quotation.reporting, text) if quotation.leans else ""),
        words=SafeText(words_of(quotation.content, text)),
        source=SafeText(words_of(quotation.source, text).strip(" ,;")),
        speaker=SafeText(speaker) if speaker else None,
        via=quotation.via,
        published=from_unix(int(at)),
        outlet=SafeText(outlet),
        title=SafeText(title),
        cue=SafeText(words_of(quotation.reporting, text)),
        confidence=quotation.confidence,
        reason=safe_text(quotation.reason),
    )
