"""Stories: entries of one event; and printings: one quotation in several articles. Found through buckets of hashes.

The rules are `newstui.stories`'; here lies what they ask for. Every question is answered by look-ups whose number does not
depend on how much the cache holds: a bucket is read up to a bound, its newest first.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

import msgspec

from newstui.model.lists import EntryRow
from newstui.storage.connection import Connection
from newstui.storage.entry_rows import entry_rows
from newstui.storage.plain_text import plain_text
from newstui.storage.times import from_unix

_BUCKET = 48
"""Entries read of one bucket."""
_ALL = -1
"""The row of `term_counts` that counts the entries."""
_AT_ONCE = 500
_TEXT_MAX = 20_000
_BEGINNING = 6_000


class Told(msgspec.Struct, frozen=True):
    """An entry that waits for its story to be found; `text` is its article's, else what its feed gives."""

    number: int
    """Its place in the queue, by which it is taken from it."""
    entry_id: int
    feed_id: int
    at: int
    """Unix seconds of its date."""
    title: str
    text: str
    analysed: bool


class Sketched(msgspec.Struct, frozen=True):
    """An entry whose sketch is in the cache."""

    entry_id: int
    feed_id: int
    at: int
    story: int | None
    data: bytes


class StoryTable:
    """Sketches, buckets, stories, printings."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    # The queue

    def pending(self) -> int:
        """How many entries wait to be looked at."""
        return int(self._db.value("SELECT count(*) FROM story_queue"))

    def renew(self, scheme: int) -> None:
        """Let every entry be looked at anew where sketches were made by another scheme; stories stay until their entries are."""
        oldest = self._db.value("SELECT scheme FROM sketches ORDER BY entry_id LIMIT 1")
        if oldest is None or oldest == scheme:
            return
        with self._db.write():
            for table in ("sketches", "fingerprints", "term_counts"):
                self._db.execute(f"DELETE FROM {table}")
            self._db.execute("INSERT OR IGNORE INTO story_queue(entry_id) SELECT id FROM entries ORDER BY sort_at")

    def waiting(self, limit: int) -> list[Told]:
        """The next ones to look at: what came last first."""
        rows = self._db.rows(
            "SELECT q.number, e.id, e.feed_id, e.sort_at, e.title, coalesce(substr(a.text, 1, ?1), ''),"
            " substr(CASE WHEN a.text IS NULL THEN coalesce(c.html, '') ELSE '' END, 1, ?1), e.snippet,"
            " EXISTS (SELECT 1 FROM analyses n WHERE n.entry_id = e.id)"
            " FROM story_queue q CROSS JOIN entries e ON e.id = q.entry_id LEFT JOIN contents c ON c.entry_id = e.id"
            " LEFT JOIN articles a ON a.entry_id = e.id ORDER BY q.number DESC LIMIT ?2",
            (_TEXT_MAX, limit),
        )
        return [
            Told(number, entry_id, feed_id, at, title, _told(title, article, html, snippet), bool(analysed))
            for number, entry_id, feed_id, at, title, article, html, snippet, analysed in rows
        ]

    def recent(self, feed_id: int, limit: int) -> list[tuple[str, str]]:
        """Titles and texts of a feed's newest entries; of long texts the beginning."""
        rows = self._db.rows(
            "SELECT e.title, coalesce(substr(a.text, 1, ?1), ''),"
            " substr(CASE WHEN a.text IS NULL THEN coalesce(c.html, '') ELSE '' END, 1, ?1), e.snippet"
            " FROM entries e INDEXED BY entries_by_feed LEFT JOIN contents c ON c.entry_id = e.id"
            " LEFT JOIN articles a ON a.entry_id = e.id WHERE e.feed_id = ?2 AND e.hidden = 0 ORDER BY e.sort_at DESC LIMIT ?3",
            (_BEGINNING, feed_id, limit),
        )
        return [(title, _told(title, article, html, snippet)) for title, article, html, snippet in rows]

    def as_fed(self, entry_id: int) -> tuple[str, str]:
        """An entry's title and what its feed gives of it, whether or not there is an article."""
        rows = self._db.rows(
            "SELECT e.title, coalesce(substr(c.html, 1, ?1), ''), e.snippet FROM entries e"
            " LEFT JOIN contents c ON c.entry_id = e.id WHERE e.id = ?2",
            (_BEGINNING, entry_id),
        )
        return next(((title, _told(title, "", html, snippet)) for title, html, snippet in rows), ("", ""))

    def done(self, number: int) -> bool:
        """Take an entry from the queue; False where it was put into it anew meanwhile."""
        return bool(self._db.execute("DELETE FROM story_queue WHERE number = ?", (number,)).rowcount)

    # Sketches and buckets

    def counts(self, terms: Collection[int]) -> tuple[dict[int, int], int]:
        """In how many entries these terms stand, and how many entries there are."""
        found: dict[int, int] = dict(
            self._db.rows(
                f"SELECT term, entries FROM term_counts WHERE term IN ({','.join(map(str, (_ALL, *terms)))})"  # own integers
            )
        )
        return found, found.pop(_ALL, 0)

    def count(self, terms: Iterable[int]) -> None:
        """Count the terms of an entry that was not counted before."""
        self._db.execute_many(
            "INSERT INTO term_counts(term, entries) VALUES (?, 1) ON CONFLICT(term) DO UPDATE SET entries = entries + 1",
            [(term,) for term in (_ALL, *terms)],
        )

    def sketches(self, entry_ids: Collection[int], scheme: int) -> list[Sketched]:
        """The sketches of these entries, as far as they were made by this scheme."""
        ids = ",".join(str(int(i)) for i in entry_ids)
        rows = self._db.rows(
            "SELECT e.id, e.feed_id, e.sort_at, e.story, s.data FROM sketches s CROSS JOIN entries e ON e.id = s.entry_id"
            f" WHERE s.entry_id IN ({ids}) AND s.scheme = ? AND e.hidden = 0"
            " AND (e.story IS NOT NULL OR NOT EXISTS (SELECT 1 FROM parted p WHERE p.entry_id = e.id))",
            (scheme,),
        )
        return [Sketched(*row) for row in rows]

    def keep_sketch(self, entry_id: int, scheme: int, data: bytes) -> None:
        """Put an entry's sketch in the place of the former one."""
        self._db.execute("INSERT OR REPLACE INTO sketches(entry_id, scheme, data) VALUES (?, ?, ?)", (entry_id, scheme, data))

    def file(self, entry_id: int, keys: Iterable[int]) -> None:
        """Put an entry into these buckets."""
        self._db.execute_many("INSERT OR IGNORE INTO fingerprints(key, entry_id) VALUES (?, ?)", [(k, entry_id) for k in keys])

    def unfile(self, entry_id: int, keys: Iterable[int]) -> None:
        """Take an entry out of these buckets."""
        self._db.execute_many("DELETE FROM fingerprints WHERE key = ? AND entry_id = ?", [(k, entry_id) for k in keys])

    def sharing(self, keys: Iterable[int], *, other_than: int) -> dict[int, int]:
        """Who lies in these buckets, with how many of them."""
        found: dict[int, int] = {}
        for key in keys:
            bucket = "SELECT entry_id FROM fingerprints WHERE key = ? ORDER BY entry_id DESC LIMIT ?"
            for (entry_id,) in self._db.rows(bucket, (key, _BUCKET)):
                found[entry_id] = found.get(entry_id, 0) + 1
        found.pop(other_than, None)
        return found

    def sweep(self) -> int:
        """Take what is no longer in the cache out of the buckets: a walk over all of them. Answers how many rows went."""
        with self._db.write():
            gone = "DELETE FROM fingerprints WHERE NOT EXISTS (SELECT 1 FROM entries e WHERE e.id = entry_id)"
            return self._db.execute(gone).rowcount

    # Stories

    def members(self, story: int, limit: int) -> list[int]:
        """The entries of a story, the newest first."""
        rows = self._db.rows(
            "SELECT id FROM entries INDEXED BY entries_by_story WHERE story = ? ORDER BY sort_at DESC, id DESC LIMIT ?",
            (story, limit),
        )
        return [row[0] for row in rows]

    def story_of(self, entry_id: int) -> int | None:
        """The entry's story, if it has one."""
        found = self._db.value("SELECT story FROM entries WHERE id = ?", (entry_id,))
        return None if found is None else int(found)

    def begin(self) -> int:
        """The number of a new story."""
        return int(self._db.value("SELECT max(story) FROM entries INDEXED BY entries_by_story WHERE story IS NOT NULL") or 0) + 1

    def put(self, entry_ids: Sequence[int], story: int) -> None:
        """Let these entries belong to a story."""
        self._db.execute_many("UPDATE entries SET story = ? WHERE id = ?", [(story, entry_id) for entry_id in entry_ids])

    def leave(self, entry_id: int) -> None:
        """Take an entry out of its story; one that stays behind alone is no story."""
        story = self.story_of(entry_id)
        if story is None:
            return
        self._db.execute("UPDATE entries SET story = NULL WHERE id = ?", (entry_id,))
        if len(self.members(story, 2)) < 2:
            self._db.execute("UPDATE entries SET story = NULL WHERE story = ?", (story,))

    def part(self, entry_id: int) -> list[int]:
        """Let an entry stand alone for good; answers all the entries that its story had, itself with them."""
        with self._db.write():
            story = self.story_of(entry_id)
            if story is None:
                return []
            had = self.members(story, 1000)
            self.leave(entry_id)
            self._db.execute("INSERT OR IGNORE INTO parted(entry_id) VALUES (?)", (entry_id,))
            return had

    def rejoin(self, entry_id: int, entry_ids: Sequence[int]) -> None:
        """Take `part` back: the entry belongs to those it answered again."""
        with self._db.write():
            self._db.execute("DELETE FROM parted WHERE entry_id = ?", (entry_id,))
            stories = [story for one in entry_ids if one != entry_id and (story := self.story_of(one)) is not None]
            self.put([entry_id] if stories else entry_ids, stories[0] if stories else self.begin())

    def is_parted(self, entry_id: int) -> bool:
        """Whether the reader took the entry out of its story."""
        return self._db.value("SELECT 1 FROM parted WHERE entry_id = ?", (entry_id,)) is not None

    def entries(self, story: int, limit: int = 200) -> list[EntryRow]:
        """The rows of a story's entries, the newest first; not those of removed feeds."""
        rows = self._db.rows(
            "SELECT id FROM entries INDEXED BY entries_by_story WHERE story = ? AND hidden = 0"
            " ORDER BY sort_at DESC, id DESC LIMIT ?",
            (story, limit),
        )
        return entry_rows(self._db, [row[0] for row in rows])

    def latest(self, *, since: datetime | None = None, least: int = 2, limit: int = 50) -> list[int]:
        """Stories with at least so many feeds, by their newest entry, the newest first."""
        rows = self._db.rows(
            "SELECT story FROM (SELECT story, max(sort_at) AS at, count(DISTINCT feed_id) AS feeds FROM entries"
            " INDEXED BY entries_by_story WHERE story IS NOT NULL AND hidden = 0 GROUP BY story)"
            " WHERE feeds >= ? AND at >= ? ORDER BY at DESC, story DESC LIMIT ?",
            (least, int(since.timestamp()) if since else -(2**62), limit),
        )
        return [row[0] for row in rows]

    # Printings

    def text(self, entry_id: int) -> str:
        """The canonical text of the entry's article; empty where there is none."""
        return str(self._db.value("SELECT text FROM articles WHERE entry_id = ?", (entry_id,)) or "")

    def sayings(self, entry_id: int) -> dict[int, int]:
        """The quotations of an article that were printed elsewhere, by their number: what they share with the others."""
        return dict(self._db.rows("SELECT number, saying FROM printings WHERE entry_id = ?", (entry_id,)))

    def printings(self, saying: int, limit: int = 100) -> list[tuple[int, int, datetime]]:
        """Where a quotation was printed: entry, number and date, the earliest first."""
        rows = self._db.rows(
            "SELECT p.entry_id, p.number, e.sort_at FROM printings p INDEXED BY printings_by_saying"
            " CROSS JOIN entries e ON e.id = p.entry_id WHERE p.saying = ? AND e.hidden = 0 ORDER BY e.sort_at, e.id LIMIT ?",
            (saying, limit),
        )
        return [(row[0], row[1], from_unix(int(row[2]))) for row in rows]

    def same_words(self, one: tuple[int, int], other: tuple[int, int]) -> None:
        """Two quotations (entry and number) are the same words: what either was the same as before is so, too."""
        mine, theirs = (self._saying(*place) for place in (one, other))
        if mine is not None and theirs is not None:
            if mine != theirs:
                self._db.execute("UPDATE printings SET saying = ? WHERE saying = ?", (min(mine, theirs), max(mine, theirs)))
            return
        saying = mine if mine is not None else theirs
        if saying is None:
            saying = int(self._db.value("SELECT max(saying) FROM printings INDEXED BY printings_by_saying") or 0) + 1
        for entry_id, number in (one, other):
            self._db.execute("INSERT OR IGNORE INTO printings VALUES (?, ?, ?)", (entry_id, number, saying))

    def forget_sayings(self, entry_id: int) -> None:
        """The article's quotations are to be looked for anew."""
        self._db.execute("DELETE FROM printings WHERE entry_id = ?", (entry_id,))

    def _saying(self, entry_id: int, number: int) -> int | None:
        found = self._db.value("SELECT saying FROM printings WHERE entry_id = ? AND number = ?", (entry_id, number))
        return None if found is None else int(found)


def _told(title: str, article: str, html: str, snippet: str) -> str:
    if article:
        return article.removeprefix(title)
    words = plain_text(html).strip()
    return words if len(words) > len(snippet) else snippet
