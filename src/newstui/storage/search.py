"""Full text search.

The index holds no copy of the texts (FTS5 "contentless"), and forgets nothing that is put into it (deleting needs SQLite
3.43). So each text of an entry gets a rowid of its own, `entry id << 24 | generation`, and counts only while the entry says
that this generation is its newest; `rebuild` drops what was replaced.
"""

from newstui.model.lists import EntryRow, Found, SearchHit
from newstui.model.safe_text import SafeText, safe_text
from newstui.model.spans import Spans
from newstui.storage.connection import Connection
from newstui.storage.entry_rows import entry_rows
from newstui.storage.found import found, rank
from newstui.storage.plain_text import plain_text
from newstui.storage.search_limits import unknown
from newstui.storage.search_query import Limit, excerpt, matches

_TEXT_MAX = 1_000_000
"""Characters of one text that are indexed."""
_BATCH_CHARACTERS = 4_000_000
INDEX_ALL = (
    "UPDATE entries SET indexed = 0",
    "INSERT OR IGNORE INTO search_queue(entry_id) SELECT id FROM entries ORDER BY sort_at DESC",
)
"""Statements that put every entry into the queue of an empty index, the newest first."""


class SearchIndex:
    """The index over titles, authors, the feeds' own contents and the articles."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def pending(self) -> int:
        """How many entries wait to be indexed."""
        return int(self._db.value("SELECT count(*) FROM search_queue"))

    def index_batch(self, limit: int = 500) -> int:
        """Index up to `limit` waiting entries in one short transaction; answers how many left the queue."""
        queue = self._db.rows(
            "SELECT q.number, e.id, e.title, coalesce(e.author, ''), c.html, a.text, a.origin, a.byline FROM search_queue q"
            " CROSS JOIN entries e ON e.id = q.entry_id LEFT JOIN contents c ON c.entry_id = e.id"
            " LEFT JOIN articles a ON a.entry_id = e.id ORDER BY q.number LIMIT ?",
            (limit,),
        )
        texts: list[tuple[int, int, str, str, str, str]] = []
        characters = 0
        for number, entry_id, title, author, html, article, origin, byline in queue:
            content = "" if origin == "feed" else plain_text((html or "")[:_TEXT_MAX])
            article = (article or "")[:_TEXT_MAX]
            authors = f"{author} {byline}" if byline and byline != author else author
            texts.append((number, entry_id, title, authors, content, article))
            characters += len(content) + len(article)
            if characters > _BATCH_CHARACTERS:
                break
        with self._db.write():
            for number, entry_id, *text in texts:
                # The number tells whether this is still what waits: a change since then has put a new one there.
                if not self._db.execute("DELETE FROM search_queue WHERE number = ?", (number,)).rowcount:
                    continue
                self._db.execute("UPDATE entries SET indexed = indexed + 1 WHERE id = ?", (entry_id,))
                self._db.execute(
                    "INSERT INTO search(rowid, title, author, content, article)"
                    " SELECT id << 24 | indexed, ?, ?, ?, ? FROM entries WHERE id = ?",
                    (*text, entry_id),
                )
        return len(texts)

    def replaced(self) -> int:
        """How many texts in the index count no more."""
        return int(
            self._db.value("SELECT (SELECT count(*) FROM search_docsize) - (SELECT count(*) FROM entries WHERE indexed > 0)")
        )

    def texts(self) -> int:
        """How many texts are in the index, also those that count no more."""
        return int(self._db.value("SELECT count(*) FROM search_docsize"))

    def worn_bytes(self) -> int:
        """About how much room the texts take that count no more."""
        texts = self.texts()
        size = int(self._db.value("SELECT coalesce(sum(length(block)), 0) FROM search_data"))
        return size * self.replaced() // texts if texts else 0

    def rebuild(self) -> None:
        """Empty the index and put every entry into the queue again."""
        with self._db.write():
            self._db.execute("INSERT INTO search(search) VALUES ('delete-all')")
            for statement in INDEX_ALL:
                self._db.execute(statement)

    def count(self, text: str) -> int:
        """How many entries a search finds."""
        among = found(self._db, text)
        if among is None:
            return 0
        return int(self._db.value(f"SELECT count(*) FROM {among.source} WHERE {among.where}", among.values))

    def unknown_limits(self, text: str) -> list[Limit]:
        """The limits of a query that mean no feed, no folder and no tag."""
        return unknown(self._db, text)

    def query(self, text: str, *, limit: int = 50, before: SearchHit | None = None) -> list[SearchHit]:
        """The best hits, best first; `before`: the last hit of the page before. What may be typed: see `fts_query` and `limits`.

        In other orders: the entry list of Scope(query=text).
        """
        text = safe_text(text) + (" " if text[-1:].isspace() else "")
        among = found(self._db, text)
        if among is None:
            return []
        beyond = " WHERE (rank, id) > (?, ?)" if before else ""
        place = (before.rank, before.entry_id) if before else ()
        hits = self._db.rows(
            f"SELECT id, rank FROM (SELECT e.id AS id, {rank(text)} AS rank FROM {among.source} WHERE {among.where})"
            f"{beyond} ORDER BY rank, id LIMIT ?",
            (*among.values, *place, limit),
        )
        ranks: dict[int, float] = dict(hits)
        shown = []
        for row in entry_rows(self._db, list(ranks)):
            found_in = self.found(row, text)
            shown.append(SearchHit(row, found_in.words, found_in.matches, ranks[row.id]))
        return shown

    def found(self, row: EntryRow, text: str) -> Found:
        """Where the words of a search stand in an entry."""
        title = matches(row.title, text, "title")
        words = self._excerpt(row, text)
        if words is None and row.author and (by := matches(row.author, text, "author")):
            words = row.author, by
        return Found(title, *(words or (row.snippet, ())))

    def _excerpt(self, row: EntryRow, query: str) -> tuple[SafeText, Spans] | None:
        article = self._db.value("SELECT text FROM articles WHERE entry_id = ?", (row.id,))
        # An article begins with its title, which stands above already.
        found = excerpt(article.removeprefix(row.title)[:_TEXT_MAX].lstrip(), query) if article else None
        if found is None:
            html = self._db.value("SELECT html FROM contents WHERE entry_id = ?", (row.id,))
            found = excerpt(safe_text(plain_text(html[:_TEXT_MAX])), query) if html else None
        return found
