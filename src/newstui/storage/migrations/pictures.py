"""6 to 7: pictures of articles."""

import sqlite3

from newstui.storage.migrations.statements import statements

_TABLES = """
CREATE TABLE pictures (
    entry_id INTEGER NOT NULL REFERENCES entries(id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    why TEXT NOT NULL DEFAULT '',
    at INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    columns INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    coarse BLOB NOT NULL,
    image BLOB NOT NULL,
    PRIMARY KEY (entry_id, url)
);
"""


def run(raw: sqlite3.Connection) -> None:
    """None is there yet."""
    for statement in statements(_TABLES):
        raw.execute(statement)
