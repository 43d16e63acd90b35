"""The rows of entry lists, read by their ids."""

from collections.abc import Sequence

from newstui.model.lists import Cursor, EntryRow
from newstui.model.safe_text import SafeText
from newstui.storage.connection import Connection, Row
from newstui.storage.times import from_unix

_ROW = """
SELECT e.id, e.feed_id, f.own_title, f.feed_title, f.url, e.title, e.author, e.url, e.sort_at, e.read, e.starred,
    EXISTS (SELECT 1 FROM articles a WHERE a.entry_id = e.id AND (a.origin = 'page'
        OR a.note = '' AND NOT EXISTS (SELECT 1 FROM article_failures WHERE entry_id = e.id))),
    (SELECT group_concat(tag, char(31)) FROM tags WHERE entry_id = e.id), e.snippet, e.position, f.sort_key, e.story, e.watched
FROM entries e CROSS JOIN feeds f ON f.id = e.feed_id
WHERE e.id IN ({})
"""
_AT_ONCE = 500
SHOWN_TITLE = "coalesce(f.own_title, nullif(f.feed_title, ''), f.url)"
"""What a feed `f` is called, in SQL."""


def entry_rows(connection: Connection, ids: Sequence[int]) -> list[EntryRow]:
    """The rows of `ids`, in that order; what is no longer there is left out."""
    found: dict[int, EntryRow] = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        for row in connection.rows(_ROW.format(",".join("?" * len(some))), some):
            found[row[0]] = _entry_row(row)
    return [found[i] for i in ids if i in found]


def _entry_row(row: Row) -> EntryRow:
    entry_id, feed_id, own_title, feed_title, feed_url, title, author, url, at, read, starred, cached, tags, snippet = row[:14]
    return EntryRow(
        id=entry_id,
        feed_id=feed_id,
        outlet=SafeText(own_title or feed_title or feed_url),
        title=SafeText(title),
        author=SafeText(author) if author else None,
        url=url,
        published=from_unix(int(at)),
        read=bool(read),
        starred=bool(starred),
        cached=bool(cached),
        tags=tuple(SafeText(tag) for tag in tags.split("\x1f")) if tags else (),
        snippet=SafeText(snippet),
        position=row[14],
        cursor=Cursor(at, entry_id, feed_id, row[15], bool(read)),
        story=row[16],
        watched=bool(row[17]),
    )
