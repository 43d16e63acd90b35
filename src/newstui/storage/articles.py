"""Articles: the pages' extracted texts."""

import zlib
from collections.abc import Collection
from datetime import datetime
from functools import cache

import msgspec

from newstui.model.articles import Article, ArticleOrigin
from newstui.model.documents import Block, Document
from newstui.model.hashing import text_hash
from newstui.model.safe_text import SafeText
from newstui.model.storable import storable
from newstui.storage.connection import Connection
from newstui.storage.times import from_unix, to_unix


@cache
def _blocks() -> msgspec.json.Decoder[tuple[Block, ...]]:
    return msgspec.json.Decoder(tuple[Block, ...])


REST = "(x.at + (300 << min(x.attempts, 8)))"
"""Until when a failed page, a row x of article_failures, is left alone: ten minutes, then twice as long, up to a day."""
_PASSING = -2
"""What tries are counted from where a server did not answer: 75 seconds (SQLite shifts to the right then), and twice as long."""


class ArticleTable:
    """The articles, at most one an entry, and why a page gave none."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def get(self, entry_id: int) -> Article | None:
        """The entry's article."""
        row = self._db.row(
            "SELECT origin, url, title, markdown, text, blocks, stored_at, byline, outlet, published, language, note"
            " FROM articles WHERE entry_id = ?",
            (entry_id,),
        )
        if row is None:
            return None
        return Article(
            entry_id=entry_id,
            origin=ArticleOrigin(row[0]),
            url=row[1],
            title=SafeText(row[2]),
            document=Document(row[3], SafeText(row[4]), _blocks().decode(zlib.decompress(row[5]))),
            stored_at=from_unix(int(row[6])),
            byline=SafeText(row[7]) if row[7] else None,
            outlet=SafeText(row[8]) if row[8] else None,
            published=from_unix(row[9]),
            language=row[10],
            note=row[11],
        )

    def store(self, article: Article) -> bool:
        """Put an article in the place of the entry's former one; its analysis goes where the text is another.

        False where the entry is no longer there. A page's text also ends the record of its failures.
        """
        document = article.document
        digest = text_hash(document.text)
        blocks = zlib.compress(msgspec.json.encode(document.blocks), 1)
        with self._db.write():
            if not self._db.value("SELECT count(*) FROM entries WHERE id = ?", (article.entry_id,)):
                return False
            self._db.execute(
                "DELETE FROM analyses WHERE entry_id = ?1 AND ?2 <> (SELECT text_hash FROM articles WHERE entry_id = ?1)",
                (article.entry_id, digest),
            )
            self._db.execute(
                "INSERT INTO articles(entry_id, origin, text_hash, url, title, byline, outlet, published, language, note,"
                " stored_at, blocks, markdown, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT(entry_id) DO UPDATE SET"
                " analysed = CASE WHEN text_hash = excluded.text_hash THEN analysed ELSE '' END, origin = excluded.origin,"
                " text_hash = excluded.text_hash, url = excluded.url, title = excluded.title, byline = excluded.byline,"
                " outlet = excluded.outlet, published = excluded.published, language = excluded.language, note = excluded.note,"
                " stored_at = excluded.stored_at, blocks = excluded.blocks, markdown = excluded.markdown, text = excluded.text",
                (
                    article.entry_id,
                    article.origin,
                    digest,
                    article.url,
                    article.title,
                    article.byline,
                    article.outlet,
                    to_unix(article.published),
                    article.language,
                    article.note,
                    to_unix(article.stored_at),
                    blocks,
                    storable(document.markdown),
                    document.text,
                ),
            )
            if article.origin is not ArticleOrigin.FEED:
                self._db.execute("DELETE FROM article_failures WHERE entry_id = ?", (article.entry_id,))
            if article.published is not None:  # of an entry that its feed left undated, so that old news is not today's
                self._db.execute(
                    "UPDATE entries SET published = ?1, sort_at = min(sort_at, ?1) WHERE id = ?2 AND published IS NULL",
                    (to_unix(article.published), article.entry_id),
                )
            for queue in ("search_queue", "story_queue"):
                self._db.execute(f"INSERT OR REPLACE INTO {queue}(entry_id) VALUES (?)", (article.entry_id,))
            return True

    def record_failure(self, entry_id: int, why: str, at: datetime, *, passing: bool = False) -> None:
        """The page gave no article: why, in words; `passing`, where it may well be there in a moment."""
        with self._db.write():
            self._db.execute(
                "INSERT INTO article_failures(entry_id, why, at, attempts) SELECT id, ?, ?, ? FROM entries WHERE id = ?"
                " ON CONFLICT(entry_id) DO UPDATE SET why = excluded.why, at = excluded.at,"
                " attempts = max(attempts + 1, excluded.attempts)",
                (why, to_unix(at), _PASSING if passing else 1, entry_id),
            )

    def failure(self, entry_id: int) -> str:
        """Why the page gave no article at the last try; empty if it did not fail."""
        return str(self._db.value("SELECT why FROM article_failures WHERE entry_id = ?", (entry_id,)) or "")

    def pages_since(self, entry_ids: Collection[int], since: datetime) -> tuple[int, list[int]]:
        """Of these entries, how many pages were stored from a moment on, and which failed."""
        among, at = ",".join(str(int(entry_id)) for entry_id in entry_ids), to_unix(since)
        came = self._db.value(
            f"SELECT count(*) FROM articles WHERE entry_id IN ({among}) AND origin <> 'feed' AND stored_at >= ?", (at,)
        )
        failed = self._db.rows(f"SELECT entry_id FROM article_failures WHERE entry_id IN ({among}) AND at >= ?", (at,))
        return int(came or 0), [row[0] for row in failed]

    def resting(self, entry_id: int, now: datetime) -> datetime | None:
        """Until when a page that failed is left alone; None if it did not fail, or may be asked for again."""
        until = self._db.value(
            f"SELECT {REST} FROM article_failures x WHERE x.entry_id = ? AND {REST} > ?", (entry_id, to_unix(now))
        )
        return None if until is None else from_unix(int(until))

    def all_resting(self, now: datetime, *, feeds: Collection[int] | None = None) -> tuple[int, datetime | None]:
        """How many unread or starred entries' pages failed and are left alone, and when the first may be asked for again."""
        among = "" if feeds is None else f" AND e.feed_id IN ({','.join(str(int(feed_id)) for feed_id in feeds)})"
        count, soonest = self._db.rows(
            f"SELECT count(*), min({REST}) FROM article_failures x JOIN entries e ON e.id = x.entry_id"
            f" WHERE {REST} > ? AND e.hidden = 0 AND (e.read = 0 OR e.starred = 1){among}",
            (to_unix(now),),
        )[0]
        return int(count), None if soonest is None else from_unix(int(soonest))

    def count(self) -> int:
        """How many articles are in the cache."""
        return int(self._db.value("SELECT count(*) FROM articles"))
