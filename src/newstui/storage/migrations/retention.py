"""1 to 2: when the reader last touched an entry, what was cited, how a feed fares, and limits of its own."""

import sqlite3

_COLUMNS = (
    *("listed_at INTEGER", "succeeded_at INTEGER", "failed_at INTEGER", "last_failure TEXT NOT NULL DEFAULT ''"),
    *("answer_bytes INTEGER", "keep_days INTEGER", "keep_entries INTEGER", "keep_bytes INTEGER"),
)


def run(raw: sqlite3.Connection) -> None:
    """What was read before anybody noted when counts as read at this moment: it is kept the longer."""
    for column in _COLUMNS:
        raw.execute(f"ALTER TABLE feeds ADD COLUMN {column}")
    raw.execute("UPDATE feeds SET succeeded_at = checked_at WHERE failures = 0")
    raw.execute("UPDATE feeds SET failed_at = checked_at, last_failure = error WHERE failures > 0")
    raw.execute("ALTER TABLE entries ADD COLUMN touched_at INTEGER")
    raw.execute("UPDATE entries SET touched_at = CAST(strftime('%s', 'now') AS INTEGER) WHERE read = 1 OR position > 0")
    raw.execute("ALTER TABLE tombstones RENAME COLUMN deleted_at TO listed_at")
    raw.execute(
        "CREATE TABLE citations (entry_id INTEGER PRIMARY KEY REFERENCES entries(id) ON DELETE CASCADE,"
        " cited_at INTEGER NOT NULL)"
    )
