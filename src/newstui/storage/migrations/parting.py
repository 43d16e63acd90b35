"""5 to 6: entries that the reader took out of their story."""

import sqlite3


def run(raw: sqlite3.Connection) -> None:
    """Nobody is taken out yet."""
    raw.execute("CREATE TABLE parted (entry_id INTEGER PRIMARY KEY REFERENCES entries(id) ON DELETE CASCADE)")
