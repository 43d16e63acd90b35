"""Two feeds that turn out to be one: what the reader decided about either is kept."""

from newstui.storage.connection import Connection


def merge_feeds(connection: Connection, *, source: int, target: int) -> None:
    """Bring the entries of feed `source` into `target` and delete `source`. To be called inside a transaction.

    Of an entry that both have, the target's stays, with the marks of both and with an article if either has one: the
    page's before the feed's own text.
    """
    pairs = connection.rows(
        "SELECT s.id, t.id FROM entries s JOIN entries t ON t.feed_id = ? AND t.identity = s.identity WHERE s.feed_id = ?",
        (target, source),
    )
    for old, kept in pairs:
        connection.execute(
            "UPDATE entries SET (read, starred, position, touched_at) = (SELECT max(entries.read, s.read),"
            " max(entries.starred, s.starred), max(entries.position, s.position),"
            " nullif(max(coalesce(entries.touched_at, 0), coalesce(s.touched_at, 0)), 0)"
            " FROM entries s WHERE s.id = ?) WHERE id = ?",
            (old, kept),
        )
        connection.execute("INSERT OR IGNORE INTO tags(entry_id, tag) SELECT ?, tag FROM tags WHERE entry_id = ?", (kept, old))
        connection.execute(
            "INSERT INTO notes(entry_id, note) SELECT ?1, note FROM notes WHERE entry_id = ?2 ON CONFLICT(entry_id)"
            " DO UPDATE SET note = notes.note || char(10) || excluded.note",
            (kept, old),
        )
        connection.execute(
            "INSERT OR IGNORE INTO citations(entry_id, cited_at) SELECT ?, cited_at FROM citations WHERE entry_id = ?",
            (kept, old),
        )
        connection.execute("UPDATE OR IGNORE entity_pins SET entry_id = ? WHERE entry_id = ?", (kept, old))
        connection.execute("INSERT OR IGNORE INTO parted(entry_id) SELECT ? FROM parted WHERE entry_id = ?", (kept, old))
        connection.execute(
            "UPDATE entries SET story = NULL WHERE id IN (SELECT entry_id FROM parted WHERE entry_id = ?)", (kept,)
        )
        connection.execute("DELETE FROM analyses WHERE entry_id = ?", (old,))
        connection.execute(
            "DELETE FROM articles WHERE entry_id = ? AND origin = 'feed'"
            " AND (SELECT origin FROM articles WHERE entry_id = ?) <> 'feed'",
            (kept, old),
        )
        moved = connection.execute("UPDATE OR IGNORE articles SET entry_id = ?, analysed = '' WHERE entry_id = ?", (kept, old))
        if moved.rowcount:
            connection.execute(
                "DELETE FROM article_failures WHERE entry_id = ?1"
                " AND (SELECT origin FROM articles WHERE entry_id = ?1) <> 'feed'",
                (kept,),
            )
            connection.execute("UPDATE OR REPLACE pictures SET entry_id = ? WHERE entry_id = ?", (kept, old))
            for queue in ("search_queue", "story_queue"):
                connection.execute(f"INSERT OR REPLACE INTO {queue}(entry_id) VALUES (?)", (kept,))
        connection.execute("DELETE FROM entries WHERE id = ?", (old,))
    connection.execute(
        "UPDATE entries SET feed_id = ?1, hidden = (SELECT removed_at IS NOT NULL FROM feeds WHERE id = ?1) WHERE feed_id = ?2",
        (target, source),
    )
    connection.execute(
        "INSERT OR IGNORE INTO tombstones(feed_id, identity, listed_at)"
        " SELECT ?, identity, listed_at FROM tombstones WHERE feed_id = ?",
        (target, source),
    )
    connection.execute("DELETE FROM feeds WHERE id = ?", (source,))


def merge_limits(connection: Connection, *, source: int, target: int) -> None:
    """Keep of the target what either feed's own limits keep; one that was said of one of them holds where the other has none."""
    for column in ("keep_days", "keep_entries", "keep_bytes"):
        connection.execute(
            f"UPDATE feeds SET {column} = (SELECT CASE WHEN feeds.{column} = 0 OR s.{column} = 0 THEN 0"  # 0: no limit
            f" ELSE max(coalesce(feeds.{column}, s.{column}), coalesce(s.{column}, feeds.{column})) END"
            " FROM feeds s WHERE s.id = ?) WHERE id = ?",
            (source, target),
        )
