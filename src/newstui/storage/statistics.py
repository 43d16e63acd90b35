"""What is in the cache, and what takes room in it."""

from dataclasses import dataclass

from newstui.storage.connection import Connection
from newstui.storage.entries import IDENTITY_BYTES

ENTRY_BYTES = (
    "120 + length(e.title) + length(e.snippet) + coalesce(length(c.html), 0)"
    " + coalesce(length(a.text) + length(a.markdown) + length(a.blocks), 0) + coalesce(length(n.data), 0)"
    " + coalesce((SELECT sum(length(p.image) + length(p.coarse)) FROM pictures p WHERE p.entry_id = e.id), 0)"
)
"""About what an entry `e` takes without indexes, with the joins of ENTRY_PARTS."""
ENTRY_PARTS = (
    " LEFT JOIN contents c ON c.entry_id = e.id LEFT JOIN articles a ON a.entry_id = e.id"
    " LEFT JOIN analyses n ON n.entry_id = e.id"
)


@dataclass(frozen=True, slots=True)
class Contents:
    """How much of everything the cache holds."""

    feeds: int
    removed_feeds: int
    entries: int
    unread: int
    starred: int
    articles: int
    analyses: int
    quotations: int
    entities: int
    wishes: int
    to_index: int
    tombstones: int


class Statistics:
    """Counts and sizes, for `cache` and `doctor`."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def contents(self) -> Contents:
        """Counts over whole tables: tens of milliseconds in a large cache."""
        row = self._db.rows(
            "SELECT (SELECT count(*) FROM feeds WHERE removed_at IS NULL),"
            " (SELECT count(*) FROM feeds WHERE removed_at IS NOT NULL),"
            " (SELECT coalesce(sum(total), 0) FROM counts), (SELECT coalesce(sum(unread), 0) FROM counts),"
            " (SELECT count(*) FROM entries WHERE starred = 1), (SELECT count(*) FROM articles),"
            " (SELECT number FROM totals WHERE name = 'analyses'), (SELECT number FROM totals WHERE name = 'quotations'),"
            " (SELECT count(*) FROM entities WHERE articles > 0 AND type <> '' AND hidden = 0),"
            " (SELECT count(*) FROM wishes), (SELECT count(*) FROM search_queue), "
            f" (SELECT count(*) FROM tombstones WHERE length(identity) = {IDENTITY_BYTES})"
        )[0]
        return Contents(*row)

    def file_bytes(self) -> int:
        """The size of the file and its log."""
        return self._db.path.stat().st_size + self.log_bytes()

    def log_bytes(self) -> int:
        """The size of the write-ahead log, which goes when the last newstui is left."""
        log = self._db.path.with_name(self._db.path.name + "-wal")
        return log.stat().st_size if log.exists() else 0

    def free_bytes(self) -> int:
        """What is free inside the file: filled again by what comes, given back to the disk by a vacuum."""
        return int(self._db.value("PRAGMA freelist_count")) * int(self._db.value("PRAGMA page_size"))

    def bytes_by_feed(self) -> dict[int, int]:
        """About what each feed's entries take, without indexes. Reads every text."""
        return dict(self._db.rows(f"SELECT e.feed_id, sum({ENTRY_BYTES}) FROM entries e{ENTRY_PARTS} GROUP BY e.feed_id"))

    def bytes_by_table(self) -> dict[str, int]:
        """Bytes of each table with its indexes, the largest first. Reads every page.

        Empty where SQLite was built without dbstat.
        """
        if not self._db.value("SELECT count(*) FROM pragma_module_list WHERE name = 'dbstat'"):
            return {}
        rows = self._db.rows(
            "SELECT coalesce(m.tbl_name, s.name) AS name, sum(s.pgsize) FROM dbstat s"
            " LEFT JOIN sqlite_master m ON m.name = s.name WHERE s.aggregate = 1 GROUP BY 1 ORDER BY 2 DESC"
        )
        sizes: dict[str, int] = {}
        for name, size in rows:
            table = "search" if name.startswith("search_") and name != "search_queue" else str(name)
            sizes[table] = sizes.get(table, 0) + int(size)
        return dict(sorted(sizes.items(), key=lambda item: -item[1]))
