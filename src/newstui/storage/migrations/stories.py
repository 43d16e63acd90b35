"""3 to 4: stories and quotations printed in several articles. Everything in the cache waits to be looked at, the newest first."""

import sqlite3

_TABLES = (
    "ALTER TABLE entries ADD COLUMN story INTEGER",
    "CREATE INDEX entries_by_story ON entries(story, sort_at, id, feed_id, read, hidden) WHERE story IS NOT NULL",
    "CREATE TABLE story_queue (number INTEGER PRIMARY KEY AUTOINCREMENT,"
    " entry_id INTEGER NOT NULL UNIQUE REFERENCES entries(id) ON DELETE CASCADE)",
    "CREATE TABLE sketches (entry_id INTEGER PRIMARY KEY REFERENCES entries(id) ON DELETE CASCADE, scheme INTEGER NOT NULL,"
    " data BLOB NOT NULL)",
    "CREATE TABLE fingerprints (key INTEGER NOT NULL, entry_id INTEGER NOT NULL, PRIMARY KEY (key, entry_id)) WITHOUT ROWID",
    "CREATE TABLE term_counts (term INTEGER PRIMARY KEY, entries INTEGER NOT NULL)",
    "CREATE TABLE printings (entry_id INTEGER NOT NULL REFERENCES analyses(entry_id) ON DELETE CASCADE,"
    " number INTEGER NOT NULL, saying INTEGER NOT NULL, PRIMARY KEY (entry_id, number)) WITHOUT ROWID",
    "CREATE INDEX printings_by_saying ON printings(saying)",
    "INSERT INTO story_queue(entry_id) SELECT id FROM entries ORDER BY sort_at",
)


def run(raw: sqlite3.Connection) -> None:
    """Nothing that is there changes."""
    for statement in _TABLES:
        raw.execute(statement)
