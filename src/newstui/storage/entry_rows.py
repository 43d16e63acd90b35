"""The rows of entry lists, read by their ids."""

from collections.abc import Sequence

from newstui.model.feeds import SAVED_URL
from newstui.model.lists import Cursor, EntryRow
from newstui.model.safe_text import SafeText
from newstui.storage.connection import Connection, Row
from newstui.storage.times import from_unix

SHOWN_TITLE = "coalesce(f.own_title, nullif(f.feed_title, ''), f.url)"
"""What a feed `f` is called, in SQL."""
OUTLET = f"coalesce(CASE f.url WHEN '{SAVED_URL}' THEN (SELECT outlet FROM articles WHERE entry_id = e.id) END, {SHOWN_TITLE})"
"""Who publishes an entry `e` of a feed `f`: for a saved page what the page calls itself, as its feed is the reader's own."""
_ROW = f"""
SELECT e.id, e.feed_id, {OUTLET}, e.title, e.author, e.url, e.sort_at, e.read, e.starred,
    EXISTS (SELECT 1 FROM articles a WHERE a.entry_id = e.id AND (a.origin = 'page'
        OR a.note = '' AND NOT EXISTS (SELECT 1 FROM article_failures WHERE entry_id = e.id))),
    (SELECT group_concat(tag, char(31)) FROM tags WHERE entry_id = e.id), e.snippet, e.position, f.sort_key, e.story, e.watched
FROM entries e CROSS JOIN feeds f ON f.id = e.feed_id
WHERE e.id IN ({{}})
"""
_AT_ONCE = 500


def entry_rows(connection: Connection, ids: Sequence[int]) -> list[EntryRow]:
    """The rows of `ids`, in that order; what is no longer there is left out."""
    found: dict[int, EntryRow] = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        for row in connection.rows(_ROW.format(",".join("?" * len(some))), some):
            found[row[0]] = _entry_row(row)
    return [found[i] for i in ids if i in found]


def _entry_row(row: Row) -> EntryRow:
    entry_id, feed_id, outlet, title, author, url, at, read, starred, cached, tags, snippet = row[:12]
    return EntryRow(
        id=entry_id,
        feed_id=feed_id,
        outlet=SafeText(outlet),
        title=SafeText(title),
        author=SafeText(author) if author else None,
        url=url,
        published=from_unix(int(at)),
        read=bool(read),
        starred=bool(starred),
        cached=bool(cached),
        tags=tuple(SafeText(tag) for tag in tags.split("\x1f")) if tags else (),
        snippet=SafeText(snippet),
        position=row[12],
        cursor=Cursor(at, entry_id, feed_id, row[13], bool(read)),
        story=row[14],
        watched=bool(row[15]),
    )
