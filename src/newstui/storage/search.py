"""Full text search.

The index holds no copy of the texts (FTS5 "contentless"), and forgets nothing that is put into it (deleting needs SQLite
3.43). So each text of an entry gets a rowid of its own, `entry id << 24 | generation`, and counts only while the entry says
that this generation is its newest; `rebuild` drops what was replaced.
"""

from collections.abc import Iterator, Sequence

from newstui.model.lists import EntryRow, Found, SearchHit
from newstui.model.safe_text import SafeText, safe_text
from newstui.model.spans import Spans
from newstui.storage.connection import Connection
from newstui.storage.entry_rows import entry_rows
from newstui.storage.found import found, rank
from newstui.storage.plain_text import plain_text
from newstui.storage.search_limits import unknown
from newstui.storage.search_query import Limit, excerpt, looks_for_words, matches

_TEXT_MAX = 1_000_000
"""Characters of one text that are indexed."""
_BATCH_CHARACTERS = 4_000_000
_FIRST_HITS, _HITS = 20, 100
"""Hits whose texts are read at once: some are soon there."""
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

    def query(self, text: str, *, limit: int = 50) -> list[SearchHit]:
        """The best hits, best first. What may be typed: see `fts_query` and `limits`.

        In other orders: the entry list of Scope(query=text).
        """
        return list(self.hits(text, limit))

    def hits(self, text: str, limit: int) -> Iterator[SearchHit]:
        """The same, read a few at a time as they are asked for."""
        text = safe_text(text) + (" " if text[-1:].isspace() else "")
        among = found(self._db, text)
        if among is None:
            return
        ranks: dict[int, float] = dict(
            self._db.rows(
                f"SELECT e.id AS id, {rank(text)} AS rank FROM {among.source} WHERE {among.where} ORDER BY rank, id LIMIT ?",
                (*among.values, limit),
            )
        )
        ids = list(ranks)
        start, size = 0, _FIRST_HITS
        while some := ids[start : start + size]:
            rows = entry_rows(self._db, some)
            for row, at in zip(rows, self._found(rows, text), strict=True):
                yield SearchHit(row, at.words, at.matches, ranks[row.id])
            start, size = start + size, _HITS

    def found(self, row: EntryRow, text: str) -> Found:
        """Where the words of a search stand in an entry."""
        return self._found([row], text)[0]

    def _found(self, rows: Sequence[EntryRow], text: str) -> list[Found]:
        excerpts = self._excerpts(rows, text) if looks_for_words(text) else {}
        shown = []
        for row in rows:
            words = excerpts.get(row.id)
            if words is None and row.author and (by := matches(row.author, text, "author")):
                words = row.author, by
            shown.append(Found(matches(row.title, text, "title"), *(words or (row.snippet, ()))))
        return shown

    def _excerpts(self, rows: Sequence[EntryRow], query: str) -> dict[int, tuple[SafeText, Spans]]:
        """The words around the first match in each entry's article, or else in the feed's text."""
        excerpts = {}
        titles = {row.id: row.title for row in rows}
        for entry_id, article in self._texts("SELECT entry_id, text FROM articles", list(titles)):
            # An article begins with its title, which stands above already.
            words = excerpt(article.removeprefix(titles[entry_id])[:_TEXT_MAX].lstrip(), query)
            if words is not None:
                excerpts[entry_id] = words
        for entry_id, html in self._texts("SELECT entry_id, html FROM contents", [i for i in titles if i not in excerpts]):
            words = excerpt(safe_text(plain_text(html[:_TEXT_MAX])), query)
            if words is not None:
                excerpts[entry_id] = words
        return excerpts

    def _texts(self, select: str, ids: Sequence[int]) -> list[tuple[int, str]]:
        return self._db.rows(f"{select} WHERE entry_id IN ({','.join('?' * len(ids))})", ids) if ids else []
