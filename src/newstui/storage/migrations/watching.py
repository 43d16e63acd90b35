"""4 to 5: names that the reader watches, and the entries that name one."""

import sqlite3

_AMONG = (
    "EXISTS (SELECT 1 FROM casts c CROSS JOIN json_each(c.members) m CROSS JOIN entities n ON n.id = m.value AND n.watched = 1"
    " CROSS JOIN entity_articles x ON x.entity_id = n.id AND x.at = c.at AND x.entry_id = c.entry_id"
    " WHERE c.entry_id = {entry})"
)
_STATEMENTS = (
    "ALTER TABLE entities ADD COLUMN watched INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE entries ADD COLUMN watched INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX entities_watched ON entities(id) WHERE watched = 1",
    "CREATE INDEX entries_watched ON entries(sort_at, id, feed_id, read, hidden, watched) WHERE hidden = 0 AND watched = 1",
    "CREATE TRIGGER watched_named AFTER INSERT ON entity_articles"
    " WHEN (SELECT watched FROM entities WHERE id = NEW.entity_id) = 1"
    " BEGIN UPDATE entries SET watched = 1 WHERE id = NEW.entry_id AND watched = 0; END",
    "CREATE TRIGGER watched_unnamed AFTER DELETE ON entity_articles"
    " WHEN (SELECT watched FROM entities WHERE id = OLD.entity_id) = 1"
    f" BEGIN UPDATE entries SET watched = {_AMONG.format(entry='OLD.entry_id')} WHERE id = OLD.entry_id; END",
    "CREATE TRIGGER entity_watched AFTER UPDATE OF watched ON entities WHEN OLD.watched <> NEW.watched"
    f" BEGIN UPDATE entries SET watched = NEW.watched = 1 OR {_AMONG.format(entry='entries.id')}"
    " WHERE id IN (SELECT entry_id FROM entity_articles WHERE entity_id = NEW.id); END",
)


def run(raw: sqlite3.Connection) -> None:
    """Nobody is watched yet."""
    for statement in _STATEMENTS:
        raw.execute(statement)
