"""Entries: what a refresh brings."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime

import msgspec

from newstui.model.feeds import SAMPLE_URL, Enclosure
from newstui.model.likeness import SURE
from newstui.model.lists import EntryRow, FeedContent
from newstui.model.safe_text import SafeText
from newstui.model.storable import storable
from newstui.model.updates import FeedUpdate, FormerEntry, KnownEntry, PreparedEntry
from newstui.storage.articles import REST
from newstui.storage.connection import Connection, Row
from newstui.storage.entry_rows import entry_rows
from newstui.storage.times import from_unix, to_unix

_AT_ONCE = 500
_DAY = 24 * 3600
IDENTITY_BYTES, LOOK_BYTES = 16, 12
"""By its length, a tombstone is that of an identity or that of a look."""


class EntryTable:
    """The entries of all feeds."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def known(self, feed_id: int, identities: Collection[str]) -> dict[str, KnownEntry]:
        """Which of these identities the feed has already, and in what form."""
        asked = {storable(identity): identity for identity in identities}
        keys = list(asked)
        found: dict[str, KnownEntry] = {}
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            rows = self._db.rows(
                f"SELECT id, identity, fingerprint FROM entries WHERE feed_id = ? AND identity IN ({','.join('?' * len(some))})",
                (feed_id, *some),
            )
            for entry_id, identity, fingerprint in rows:
                found[asked[identity]] = KnownEntry(entry_id, asked[identity], fingerprint)
        return found

    def latest(self, feed_id: int, limit: int) -> list[FormerEntry]:
        """The feed's newest entries."""
        query = (
            "SELECT id, identity, fingerprint, title, url, published, snippet FROM entries"
            " WHERE feed_id = ? AND hidden = 0 ORDER BY sort_at DESC, id DESC LIMIT ?"
        )
        return [FormerEntry(*row) for row in self._db.rows(query, (feed_id, limit))]

    def apply(self, feed_id: int, update: FeedUpdate, fetched_at: datetime) -> tuple[int, int]:
        """Store what a refresh brought, in one transaction; answers how many entries are new and how many changed.

        An identity that was deleted (retention), came twice, or came in by another process meanwhile is not new.
        """
        with self._db.write():
            feed = self._db.row("SELECT removed_at IS NOT NULL FROM feeds WHERE id = ?", (feed_id,))
            if feed is None:  # removed for good while it was being fetched
                return 0, 0
            for entry_id, identity in update.renamed:
                self._db.execute("UPDATE OR IGNORE entries SET identity = ? WHERE id = ?", (identity, entry_id))
            new = self._insert(feed_id, update.new, to_unix(fetched_at), hidden=bool(feed[0]))
            self._db.execute("UPDATE feeds SET listed_at = ? WHERE id = ?", (to_unix(fetched_at), feed_id))
            return new, self._change(feed_id, update, to_unix(fetched_at))

    def get(self, entry_id: int) -> EntryRow | None:
        """The entry as a row of a list."""
        rows = entry_rows(self._db, [entry_id])
        return rows[0] if rows else None

    def published(self, entry_id: int) -> datetime | None:
        """The date that the feed gives the entry; None where it gives none."""
        published = self._db.value("SELECT published FROM entries WHERE id = ?", (entry_id,))
        return None if published is None else from_unix(int(published))

    def content(self, entry_id: int) -> FeedContent | None:
        """What the feed itself gives for the entry."""
        row = self._db.row("SELECT html, enclosures, categories FROM contents WHERE entry_id = ?", (entry_id,))
        if row is None:
            return None
        return FeedContent(
            html=row[0],
            enclosures=msgspec.json.decode(row[1], type=tuple[Enclosure, ...]) if row[1] else (),
            categories=msgspec.json.decode(row[2], type=tuple[SafeText, ...]) if row[2] else (),
        )

    def without_article(self, *, feeds: Collection[int] | None = None, limit: int, now: datetime) -> list[int]:
        """Entries whose page is not in the cache: the starred first, then the unread, each newest first.

        Left out: what has no address, the sample, and pages that failed lately (twice as long after each failure).
        """
        among = "" if feeds is None else f" AND e.feed_id IN ({','.join(str(int(feed_id)) for feed_id in feeds)})"
        wanted = (
            " AND e.url IS NOT NULL AND NOT EXISTS (SELECT 1 FROM articles a WHERE a.entry_id = e.id AND a.origin <> 'feed')"
            " AND NOT EXISTS (SELECT 1 FROM article_failures x WHERE x.entry_id = e.id"
            f" AND {REST} > ?)"
            f" AND e.feed_id NOT IN (SELECT id FROM feeds WHERE url = '{SAMPLE_URL}'){among}"
            " ORDER BY e.sort_at DESC, e.id DESC LIMIT ?"
        )
        at = to_unix(now)
        starred = "SELECT e.id FROM entries e INDEXED BY entries_starred WHERE e.hidden = 0 AND e.starred = 1"
        ids = [row[0] for row in self._db.rows(starred + wanted, (at, limit))]
        if len(ids) < limit:
            unread = "SELECT e.id FROM entries e INDEXED BY entries_by_read WHERE e.hidden = 0 AND e.read = 0 AND e.starred = 0"
            ids += (row[0] for row in self._db.rows(unread + wanted, (at, limit - len(ids))))
        return ids

    def delete(self, entry_ids: Sequence[int], at: datetime | None = None) -> int:
        """Delete entries with all that belongs to them; their identities stay behind, so that they never come as new."""
        gone = to_unix(at or datetime.now(UTC))
        with self._db.write():
            deleted = 0
            for entry_id in entry_ids:
                deleted += bury(self._db, entry_id, gone)
            return deleted

    def _insert(self, feed_id: int, new: Sequence[PreparedEntry], at: int, *, hidden: bool) -> int:
        fresh: dict[str, PreparedEntry] = {}
        for entry in new:
            fresh.setdefault(entry.identity, entry)
        for identity in self.known(feed_id, fresh):
            del fresh[identity]
        for identity in self._tombstones(feed_id, fresh.values(), at):
            del fresh[identity]
        if not fresh:
            return 0
        last = self._db.value("SELECT seq FROM sqlite_sequence WHERE name = 'entries'") or 0
        # The feed's first item gets the highest id: of entries with the same date, or none, it stands on top.
        numbered = list(enumerate(reversed(fresh.values()), start=last + 1))
        self._db.execute_many(
            "INSERT INTO entries(id, feed_id, identity, arrived_at, hidden, fingerprint, title, url, author, published, updated,"
            " sort_at, snippet) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(entry_id, feed_id, e.identity, at, hidden, *_columns(e, at)) for entry_id, e in numbered],
        )
        self._db.execute(
            "UPDATE counts SET total = total + ?1, unread = unread + ?1 WHERE feed_id = ?2", (len(numbered), feed_id)
        )
        self._db.execute_many(
            "INSERT INTO contents(entry_id, html, enclosures, categories) VALUES (?, CAST(? AS TEXT), ?, ?)",
            [(entry_id, e.html, e.enclosures, e.categories) for entry_id, e in numbered],
        )
        for queue in ("search_queue", "story_queue"):
            self._db.execute(
                f"INSERT INTO {queue}(entry_id) SELECT id FROM entries WHERE id > ? AND feed_id = ? ORDER BY id", (last, feed_id)
            )
        return len(numbered)

    def _change(self, feed_id: int, update: FeedUpdate, at: int) -> int:
        changed = 0
        for change in update.changed:
            row = self._db.row("SELECT arrived_at, published FROM entries WHERE id = ? AND feed_id = ?", (change.id, feed_id))
            if row is None:
                continue
            arrived_at, dated = row
            entry = change.entry
            columns = _columns(entry, at)
            # A feed that dates an entry anew each time does not bring it to the top each time; one without a date changes none.
            published = columns[4] if columns[4] is not None else dated
            now_at = arrived_at if published is None else min(published, arrived_at)
            self._db.execute(
                "UPDATE entries SET fingerprint = ?, title = ?, url = ?, author = ?, published = ?, updated = ?, sort_at = ?,"
                " snippet = ? WHERE id = ?",
                (*columns[:4], published, columns[5], now_at, columns[7], change.id),
            )
            self._db.execute(
                "INSERT OR REPLACE INTO contents(entry_id, html, enclosures, categories) VALUES (?, CAST(? AS TEXT), ?, ?)",
                (change.id, entry.html, entry.enclosures, entry.categories),
            )
            for queue in ("search_queue", "story_queue"):
                self._db.execute(f"INSERT OR REPLACE INTO {queue}(entry_id) VALUES (?)", (change.id,))
            changed += 1
        return changed

    def _tombstones(self, feed_id: int, entries: Iterable[PreparedEntry], at: int) -> list[str]:
        """The identities of those that were deleted; notes that the feed lists them still."""
        if not self._db.value("SELECT EXISTS (SELECT 1 FROM tombstones WHERE feed_id = ?)", (feed_id,)):
            return []
        found: list[str] = []
        for entry in entries:
            keys = _tombs(entry)
            rows = self._db.rows(
                f"SELECT identity, listed_at FROM tombstones WHERE feed_id = ? AND identity IN ({','.join('?' * len(keys))})",
                (feed_id, *keys),
            )
            if rows:
                found.append(entry.identity)
            for key, listed_at in rows:
                if at - listed_at > _DAY:
                    self._db.execute("UPDATE tombstones SET listed_at = ? WHERE feed_id = ? AND identity = ?", (at, feed_id, key))
        return found


def bury(connection: Connection, entry_id: int, at: int) -> bool:
    """Delete an entry, and leave behind what it is known by, if it comes again; False if there is none."""
    query = "SELECT feed_id, id, identity, '', title, url, published, snippet FROM entries WHERE id = ?"
    row = connection.row(query, (entry_id,))
    if row is None:
        return False
    connection.execute_many(
        "INSERT OR REPLACE INTO tombstones(feed_id, identity, listed_at) VALUES (?, ?, ?)",
        [(row[0], key, at) for key in _tombs(FormerEntry(*row[1:]))],
    )
    connection.execute("DELETE FROM entries WHERE id = ?", (entry_id,))
    return True


def _tombs(entry: PreparedEntry | FormerEntry) -> list[bytes]:
    """What stays of an entry: its identity, and its looks, since a feed that gives it another identity lists it still."""
    looks = [repr(look).encode() for by in SURE if (look := by(entry))]
    identity = hashlib.blake2b(entry.identity.encode(), digest_size=IDENTITY_BYTES).digest()
    return [identity, *(hashlib.blake2b(look, digest_size=LOOK_BYTES).digest() for look in looks)]


def _columns(entry: PreparedEntry, at: int) -> Row:
    published = entry.published
    return (
        entry.fingerprint,
        entry.title,
        entry.url,
        entry.author,
        published,
        entry.updated,
        at if published is None else min(published, at),
        entry.snippet,
    )
