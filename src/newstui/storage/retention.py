"""What may be deleted, deleting it, and giving the room back."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from newstui.model.feeds import SAMPLE_URL
from newstui.model.retention import Candidate, Holding
from newstui.storage.cast import UNUSED
from newstui.storage.connection import Connection
from newstui.storage.entries import bury
from newstui.storage.statistics import ENTRY_BYTES, ENTRY_PARTS
from newstui.storage.times import to_unix

KEPT_BY = ("tags", "notes", "citations", "entity_pins")
"""Tables of decisions about an entry, by `entry_id`: an entry that stands in one of them is never deleted."""
UNLISTED_DAYS = 30
"""A deleted entry is forgotten when its feed has been read for so long without listing it."""
_FREE_PAGES = 200
_UNPROTECTED = " AND ".join(
    ("e.starred = 0", *(f"NOT EXISTS (SELECT 1 FROM {table} k WHERE k.entry_id = e.id)" for table in KEPT_BY))
)


class RetentionTable:
    """Retention's view of the cache. Who decides what goes is `newstui.services.retain`."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def candidates(self, holding: Holding, *, sizes: bool) -> list[Candidate]:
        """Every entry that no decision protects and no running reader needs, the longest untouched first.

        `sizes` reads every text to measure it.
        """
        size, joins = (ENTRY_BYTES, ENTRY_PARTS) if sizes else ("0", "")
        rows = self._db.rows(
            f"SELECT e.id, e.feed_id, coalesce(e.touched_at, e.arrived_at) AS at, e.read, {size} FROM entries e"
            f" JOIN feeds f ON f.id = e.feed_id{joins}"
            f" WHERE f.url <> '{SAMPLE_URL}' AND f.removed_at IS NULL AND {_UNPROTECTED}"
            " AND (?1 IS NULL OR e.touched_at IS NULL OR e.touched_at < ?1) ORDER BY at, e.read DESC, e.id",
            (holding.since,),
        )
        return [Candidate(row[0], row[1], row[2], bool(row[3]), row[4]) for row in rows if row[0] not in holding.entries]

    def limits(self) -> dict[int, tuple[int | None, int | None, int | None]]:
        """The feeds' own limits (days, entries, bytes); None where a feed keeps as all do."""
        rows = self._db.rows(
            "SELECT id, keep_days, keep_entries, keep_bytes FROM feeds"
            " WHERE keep_days IS NOT NULL OR keep_entries IS NOT NULL OR keep_bytes IS NOT NULL"
        )
        return {row[0]: (row[1], row[2], row[3]) for row in rows}

    def set_limits(self, feed_id: int, *, days: int | None, entries: int | None, size: int | None) -> None:
        """Give a feed limits of its own; None: as all, 0: none."""
        with self._db.write():
            self._db.execute(
                "UPDATE feeds SET keep_days = ?, keep_entries = ?, keep_bytes = ? WHERE id = ?", (days, entries, size, feed_id)
            )

    def totals(self) -> dict[int, int]:
        """How many entries each feed has that is subscribed to and no sample."""
        rows = self._db.rows(
            "SELECT c.feed_id, c.total FROM counts c JOIN feeds f ON f.id = c.feed_id"
            f" WHERE f.url <> '{SAMPLE_URL}' AND f.removed_at IS NULL"
        )
        return dict(rows)

    def delete(self, going: Sequence[Candidate], held: Callable[[], Holding], now: datetime) -> int:
        """Delete entries that are still as they were found, in one short transaction; answers how many went.

        One that was starred, tagged, read, or marked in any way meanwhile stays. What goes leaves its identity behind.
        """
        deleted = 0
        with self._db.write():
            holding = held()  # now: waiting for the transaction may have taken a while
            for one in going:
                if one.id in holding.entries:
                    continue
                row = self._db.row(
                    "SELECT 1 FROM entries e WHERE e.id = ? AND e.read = ?"
                    f" AND coalesce(e.touched_at, e.arrived_at) = ? AND {_UNPROTECTED}",
                    (one.id, one.read, one.at),
                )
                if row:
                    deleted += bury(self._db, one.id, to_unix(now))
        return deleted

    def orphans(self) -> int:
        """How many rows nothing needs any more: see `prune`."""
        return sum(int(self._db.value(f"SELECT count(*) FROM {where}")) for where in self._useless())

    def prune(self) -> int:
        """Delete names that no article holds and nothing refers to, and what is remembered of entries no feed lists any more."""
        pruned = 0
        for where in self._useless():
            with self._db.write():
                pruned += self._db.execute(f"DELETE FROM {where}").rowcount
        return pruned

    def _useless(self) -> Iterable[str]:
        yield (
            "tombstones WHERE listed_at <"
            f" (SELECT listed_at - {UNLISTED_DAYS * 24 * 3600} FROM feeds WHERE feeds.id = tombstones.feed_id)"
        )
        yield f"entities WHERE {UNUSED}"

    # Room.

    def used_bytes(self) -> int:
        """What the file holds, without what is free inside it."""
        pages = int(self._db.value("PRAGMA page_count")) - int(self._db.value("PRAGMA freelist_count"))
        return pages * int(self._db.value("PRAGMA page_size"))

    def gives_back_in_steps(self) -> bool:
        """Whether free room can be given back without writing the whole file anew (caches made by older versions cannot)."""
        return int(self._db.value("PRAGMA auto_vacuum")) == 2

    def give_back(self, pages: int = _FREE_PAGES) -> int:
        """Give up to so many free pages back to the disk, in one short transaction; answers how many are still free."""
        with self._db.write():
            for _ in range(min(pages, self.free_pages())):
                # Python's sqlite3 takes one step of a statement without columns, and a step of this one is a page.
                self._db.execute("PRAGMA incremental_vacuum(1)")
        return self.free_pages()

    def free_pages(self) -> int:
        """How many pages of the file are free."""
        return int(self._db.value("PRAGMA freelist_count"))
