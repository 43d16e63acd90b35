"""2 to 3: one entity over all articles, each with its names; quotations are read from the analyses themselves."""

import json
import sqlite3

from newstui.model.analysis import EntityType
from newstui.model.names import short, sound
from newstui.storage.migrations.statements import statements

_TABLES = """
CREATE TABLE totals (                   -- kept current, so that nothing counts a large table
    name TEXT PRIMARY KEY,
    number INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO totals(name, number) VALUES ('analyses', 0), ('quotations', 0);

-- Who is who over all articles. An entity has the names (aliases) that articles use for it; its appearances remember under
-- which one they stand, so that each name can be taken from it and given to another.
CREATE TABLE entities (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    type TEXT NOT NULL,                 -- as most articles have it; empty: a speaker that no article lists as an entity
    own_name TEXT,                      -- what the reader calls it, and takes it for
    own_type TEXT,
    hidden INTEGER NOT NULL DEFAULT 0,
    articles INTEGER NOT NULL DEFAULT 0,
    mentions INTEGER NOT NULL DEFAULT 0,
    quotations INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX entities_by_articles ON entities(articles) WHERE articles > 1;

CREATE TABLE aliases (
    id INTEGER PRIMARY KEY,
    entity_id INTEGER NOT NULL REFERENCES entities(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    sound INTEGER NOT NULL,             -- see newstui.model.names
    short INTEGER,
    origin TEXT NOT NULL,               -- first, auto, hand
    reason TEXT NOT NULL DEFAULT '',
    at INTEGER                          -- when it was joined
);
CREATE INDEX aliases_by_entity ON aliases(entity_id);
CREATE INDEX aliases_by_sound ON aliases(sound);
CREATE INDEX aliases_by_short ON aliases(short) WHERE short IS NOT NULL;
CREATE INDEX aliases_joined ON aliases(at) WHERE origin = 'auto';

CREATE TABLE casts (                    -- who is in an article; its quotations lie in `analyses`
    entry_id INTEGER PRIMARY KEY REFERENCES analyses(entry_id) ON DELETE CASCADE,
    at INTEGER NOT NULL,                -- the entry's sort_at
    quotations INTEGER NOT NULL,
    members TEXT NOT NULL               -- entities' ids, a JSON list
);
CREATE INDEX casts_by_date ON casts(at, entry_id) WHERE quotations > 0;

CREATE TABLE entity_articles (          -- goes with its cast
    entity_id INTEGER NOT NULL REFERENCES entities(id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    alias_id INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    quotations INTEGER NOT NULL,
    PRIMARY KEY (entity_id, at, entry_id, alias_id)
) WITHOUT ROWID;
CREATE INDEX entity_speaks ON entity_articles(entity_id, at, entry_id) WHERE quotations > 0;

CREATE TRIGGER analysis_added AFTER INSERT ON analyses BEGIN
    UPDATE totals SET number = number + 1 WHERE name = 'analyses';
END;
CREATE TRIGGER analysis_gone AFTER DELETE ON analyses BEGIN
    UPDATE totals SET number = number - 1 WHERE name = 'analyses';
END;
CREATE TRIGGER cast_added AFTER INSERT ON casts WHEN NEW.quotations > 0 BEGIN
    UPDATE totals SET number = number + NEW.quotations WHERE name = 'quotations';
END;
CREATE TRIGGER cast_gone AFTER DELETE ON casts BEGIN
    UPDATE totals SET number = number - OLD.quotations WHERE name = 'quotations';
    DELETE FROM entity_articles WHERE entity_id IN (SELECT value FROM json_each(OLD.members)) AND at = OLD.at
        AND entry_id = OLD.entry_id;
END;
CREATE TRIGGER entry_dated AFTER UPDATE OF sort_at ON entries WHEN OLD.sort_at <> NEW.sort_at BEGIN
    UPDATE entity_articles SET at = NEW.sort_at WHERE at = OLD.sort_at AND entry_id = NEW.id AND entity_id IN
        (SELECT value FROM casts, json_each(casts.members) WHERE casts.entry_id = NEW.id);
    UPDATE casts SET at = NEW.sort_at WHERE entry_id = NEW.id;
END;
-- An article that knows an entity under two names counts once.
CREATE TRIGGER entity_named AFTER INSERT ON entity_articles BEGIN
    UPDATE entities SET mentions = mentions + NEW.mentions, quotations = quotations + NEW.quotations,
        articles = articles + NOT EXISTS (SELECT 1 FROM entity_articles x WHERE x.entity_id = NEW.entity_id AND x.at = NEW.at
            AND x.entry_id = NEW.entry_id AND x.alias_id <> NEW.alias_id)
    WHERE id = NEW.entity_id;
END;
CREATE TRIGGER entity_unnamed AFTER DELETE ON entity_articles BEGIN
    UPDATE entities SET mentions = mentions - OLD.mentions, quotations = quotations - OLD.quotations,
        articles = articles - NOT EXISTS (SELECT 1 FROM entity_articles x WHERE x.entity_id = OLD.entity_id AND x.at = OLD.at
            AND x.entry_id = OLD.entry_id)
    WHERE id = OLD.entity_id;
END;

-- What the reader said of who is who. No analysis and no migration changes it.
CREATE TABLE entity_decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,                 -- merge, split, part, rename, type, hide
    entity_id INTEGER NOT NULL,
    other_id INTEGER,                   -- merge: into which one; split, part: the new one
    words TEXT NOT NULL,                -- what was decided, for the reader
    before TEXT NOT NULL,               -- what an undo needs: JSON
    at INTEGER NOT NULL
);
CREATE INDEX entity_decisions_by_entity ON entity_decisions(entity_id);
CREATE INDEX entity_decisions_by_other ON entity_decisions(other_id);
CREATE TABLE entity_pins (              -- in this article, this name means this entity
    entry_id INTEGER NOT NULL REFERENCES entries(id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    entity_id INTEGER NOT NULL REFERENCES entities(id) ON DELETE CASCADE,
    PRIMARY KEY (entry_id, key)
) WITHOUT ROWID;
"""


def run(raw: sqlite3.Connection) -> None:
    """Every entity keeps its number, its articles and its counts; names are joined when their articles are analysed anew."""
    for statement in (
        "DROP TRIGGER entity_named",
        "DROP TRIGGER entity_unnamed",
        "DROP INDEX entities_by_articles",
        "DROP INDEX entity_articles_by_entry",
        "ALTER TABLE entities RENAME TO former_entities",
        "ALTER TABLE entity_articles RENAME TO former_articles",
        "ALTER TABLE analyses DROP COLUMN text_hash",
    ):
        raw.execute(statement)
    for statement in statements(_TABLES):
        raw.execute(statement)
    raw.execute("UPDATE totals SET number = (SELECT count(*) FROM analyses) WHERE name = 'analyses'")
    for entity_id, name, kind in raw.execute("SELECT id, name, type FROM former_entities").fetchall():
        known = EntityType(kind) if kind else None
        raw.execute("INSERT INTO entities(id, name, type) VALUES (?, ?, ?)", (entity_id, name, kind))
        raw.execute(
            "INSERT INTO aliases(id, entity_id, name, type, sound, short, origin) VALUES (?, ?, ?, ?, ?, ?, 'first')",
            (entity_id, entity_id, name, kind, sound(name, known), short(name, known)),
        )
    _cast(raw)
    for table in ("quotations", "former_articles", "former_entities"):
        raw.execute(f"DROP TABLE {table}")


def _cast(raw: sqlite3.Connection) -> None:
    """The cast of each analysed article; an entity's first name has the entity's number."""
    said = dict(raw.execute("SELECT entry_id, count(*) FROM quotations GROUP BY entry_id"))
    members: dict[int, tuple[int, list[int]]] = {}
    dates = dict(raw.execute("SELECT e.id, e.sort_at FROM entries e JOIN analyses n ON n.entry_id = e.id"))
    for entry_id, at in dates.items():
        members[entry_id] = (at, [])
    for entity_id, entry_id, mentions, quotations in raw.execute(
        "SELECT entity_id, entry_id, mentions, quotations FROM former_articles ORDER BY entry_id, mentions DESC, entity_id"
    ).fetchall():
        at, cast = members[entry_id]
        cast.append(entity_id)
        raw.execute(
            "INSERT INTO entity_articles(entity_id, at, entry_id, alias_id, mentions, quotations) VALUES (?, ?, ?, ?, ?, ?)",
            (entity_id, at, entry_id, entity_id, mentions, quotations),
        )
    for entry_id, (at, cast) in members.items():
        raw.execute(
            "INSERT INTO casts(entry_id, at, quotations, members) VALUES (?, ?, ?, ?)",
            (entry_id, at, said.get(entry_id, 0), json.dumps(cast, separators=(",", ":"))),
        )
