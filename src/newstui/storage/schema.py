"""The tables of the cache as the newest version has them. An older database is led here by `newstui.storage.migrations`.

Times are Unix seconds. `entries` holds what lists need and nothing long, so that its pages stay few; a feed's own HTML lies
in `contents`, a page's text in `articles`. Entries of a removed feed are `hidden` until it is restored or purged: every
index of the lists leaves them out, and counting stays a walk over an index.
"""

VERSION = 7

SCHEMA = """
CREATE TABLE folders (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    parent_id INTEGER REFERENCES folders(id),
    position INTEGER NOT NULL DEFAULT 0,
    extra TEXT NOT NULL DEFAULT '{}'
);
CREATE UNIQUE INDEX folders_by_name ON folders(coalesce(parent_id, 0), name);

CREATE TABLE feeds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL UNIQUE,
    own_title TEXT,
    feed_title TEXT NOT NULL DEFAULT '',
    sort_key TEXT NOT NULL,             -- the shown title, folded
    site_url TEXT,
    folder_id INTEGER REFERENCES folders(id),
    position INTEGER NOT NULL DEFAULT 0,  -- among the feeds and folders of one folder
    tags TEXT NOT NULL DEFAULT '[]',
    extra TEXT NOT NULL DEFAULT '{}',
    added_at INTEGER,
    etag TEXT,
    last_modified TEXT,
    checked_at INTEGER,
    changed_at INTEGER,
    due_at INTEGER,
    update_minutes INTEGER,
    failures INTEGER NOT NULL DEFAULT 0,
    error TEXT NOT NULL DEFAULT '',
    gone INTEGER NOT NULL DEFAULT 0,
    sample INTEGER NOT NULL DEFAULT 0,  -- nothing is asked for it: the sample edition, since later the saved pages too
    removed_at INTEGER,
    listed_at INTEGER,                  -- when a whole answer was last read: what it lists, and what it lists no more
    succeeded_at INTEGER,               -- when it last answered well, also with 304
    failed_at INTEGER,
    last_failure TEXT NOT NULL DEFAULT '',
    answer_bytes INTEGER,               -- of the last whole answer
    keep_days INTEGER,                  -- retention of this feed; null: as of all, 0: no limit
    keep_entries INTEGER,
    keep_bytes INTEGER
);
CREATE INDEX feeds_by_title ON feeds(sort_key) WHERE removed_at IS NULL;
CREATE INDEX feeds_by_folder ON feeds(folder_id) WHERE removed_at IS NULL;

CREATE TABLE counts (                   -- kept current, so that the feed pane needs no count over entries
    feed_id INTEGER PRIMARY KEY REFERENCES feeds(id) ON DELETE CASCADE,
    total INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0
);
CREATE TRIGGER feed_added AFTER INSERT ON feeds BEGIN
    INSERT INTO counts(feed_id) VALUES (NEW.id);
END;

CREATE TABLE entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    feed_id INTEGER NOT NULL REFERENCES feeds(id) ON DELETE CASCADE,
    identity TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    title TEXT NOT NULL,
    url TEXT,
    author TEXT,
    published INTEGER,                  -- as the feed says
    updated INTEGER,
    arrived_at INTEGER NOT NULL,
    sort_at INTEGER NOT NULL,           -- published, but never after it came in; else when it came in
    snippet TEXT NOT NULL DEFAULT '',
    read INTEGER NOT NULL DEFAULT 0,
    starred INTEGER NOT NULL DEFAULT 0,
    hidden INTEGER NOT NULL DEFAULT 0,
    position INTEGER NOT NULL DEFAULT 0,
    touched_at INTEGER,                 -- when the reader last decided anything about it (read, star, tag, note, place)
    indexed INTEGER NOT NULL DEFAULT 0, -- which generation of its text stands in `search`; 0: none
    story INTEGER,                      -- entries of one event share it; null: nobody else tells of it
    watched INTEGER NOT NULL DEFAULT 0, -- its article names somebody whom the reader watches; kept by triggers
    UNIQUE (feed_id, identity)
);
-- The columns of the WHERE clauses stand in the indexes too: else SQLite looks them up in the table, row by row.
CREATE INDEX entries_by_date ON entries(sort_at, id, feed_id, hidden) WHERE hidden = 0;
CREATE INDEX entries_by_read ON entries(read, sort_at, id, feed_id, hidden) WHERE hidden = 0;
CREATE INDEX entries_by_feed ON entries(feed_id, sort_at, id, hidden) WHERE hidden = 0;
CREATE INDEX entries_by_feed_read ON entries(feed_id, read, sort_at, id, hidden) WHERE hidden = 0;
CREATE INDEX entries_starred ON entries(sort_at, id, feed_id, read, hidden, starred) WHERE hidden = 0 AND starred = 1;
CREATE INDEX entries_watched ON entries(sort_at, id, feed_id, read, hidden, watched) WHERE hidden = 0 AND watched = 1;
CREATE INDEX entries_by_story ON entries(story, sort_at, id, feed_id, read, hidden) WHERE story IS NOT NULL;

-- EntryTable counts what it inserts: a trigger on insert makes SQLite journal each row's statement, at twice the time.
CREATE TRIGGER entry_deleted AFTER DELETE ON entries BEGIN
    UPDATE counts SET total = total - 1, unread = unread - (OLD.read = 0) WHERE feed_id = OLD.feed_id;
END;
CREATE TRIGGER entry_marked AFTER UPDATE OF read ON entries WHEN OLD.read <> NEW.read BEGIN
    UPDATE counts SET unread = unread + (NEW.read = 0) - (OLD.read = 0) WHERE feed_id = NEW.feed_id;
END;
CREATE TRIGGER entry_moved AFTER UPDATE OF feed_id ON entries WHEN OLD.feed_id <> NEW.feed_id BEGIN
    UPDATE counts SET total = total - 1, unread = unread - (NEW.read = 0) WHERE feed_id = OLD.feed_id;
    UPDATE counts SET total = total + 1, unread = unread + (NEW.read = 0) WHERE feed_id = NEW.feed_id;
END;

CREATE TABLE tombstones (               -- what retention deleted must not come back as new
    feed_id INTEGER NOT NULL REFERENCES feeds(id) ON DELETE CASCADE,
    identity BLOB NOT NULL,             -- 16 bytes of BLAKE2b
    listed_at INTEGER NOT NULL,         -- when the feed was last seen to list it, or it was deleted
    PRIMARY KEY (feed_id, identity)
) WITHOUT ROWID;

CREATE TABLE contents (
    entry_id INTEGER PRIMARY KEY REFERENCES entries(id) ON DELETE CASCADE,
    enclosures TEXT,
    categories TEXT,
    html TEXT NOT NULL
);

CREATE TABLE tags (
    entry_id INTEGER NOT NULL REFERENCES entries(id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (entry_id, tag)
) WITHOUT ROWID;
CREATE INDEX tags_by_tag ON tags(tag);

CREATE TABLE notes (
    entry_id INTEGER PRIMARY KEY REFERENCES entries(id) ON DELETE CASCADE,
    note TEXT NOT NULL
);

CREATE TABLE citations (                -- entries of which a quotation was copied
    entry_id INTEGER PRIMARY KEY REFERENCES entries(id) ON DELETE CASCADE,
    cited_at INTEGER NOT NULL
);

CREATE TABLE articles (
    entry_id INTEGER PRIMARY KEY REFERENCES entries(id) ON DELETE CASCADE,
    origin TEXT NOT NULL,
    analysed TEXT NOT NULL DEFAULT '',  -- the analyser's version that read this text
    text_hash TEXT NOT NULL,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    byline TEXT,
    outlet TEXT,
    published INTEGER,
    language TEXT,
    note TEXT NOT NULL,
    stored_at INTEGER NOT NULL,
    blocks BLOB NOT NULL,               -- JSON, deflated
    markdown TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX articles_by_analysis ON articles(analysed);

CREATE TABLE pictures (                 -- of articles, made small; only those that the reader wanted
    entry_id INTEGER NOT NULL REFERENCES entries(id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    why TEXT NOT NULL DEFAULT '',       -- why there is none
    at INTEGER NOT NULL,
    width INTEGER NOT NULL,             -- pixels of the image, a PNG
    height INTEGER NOT NULL,
    columns INTEGER NOT NULL,           -- pixels of the coarse one: RGB, deflated
    lines INTEGER NOT NULL,
    coarse BLOB NOT NULL,
    image BLOB NOT NULL,
    PRIMARY KEY (entry_id, url)
);

CREATE TABLE article_failures (
    entry_id INTEGER PRIMARY KEY REFERENCES entries(id) ON DELETE CASCADE,
    why TEXT NOT NULL,
    at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE analyses (
    entry_id INTEGER PRIMARY KEY REFERENCES articles(entry_id) ON DELETE CASCADE,
    version TEXT NOT NULL,
    data BLOB NOT NULL                  -- see newstui.storage.analysis_codec
);
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
    quotations INTEGER NOT NULL DEFAULT 0,
    watched INTEGER NOT NULL DEFAULT 0  -- new articles that name it are told of
);
CREATE INDEX entities_watched ON entities(id) WHERE watched = 1;
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
CREATE TRIGGER watched_named AFTER INSERT ON entity_articles
    WHEN (SELECT watched FROM entities WHERE id = NEW.entity_id) = 1 BEGIN
    UPDATE entries SET watched = 1 WHERE id = NEW.entry_id AND watched = 0;
END;
CREATE TRIGGER watched_unnamed AFTER DELETE ON entity_articles
    WHEN (SELECT watched FROM entities WHERE id = OLD.entity_id) = 1 BEGIN
    UPDATE entries SET watched = EXISTS (SELECT 1 FROM casts c CROSS JOIN json_each(c.members) m
        CROSS JOIN entities n ON n.id = m.value AND n.watched = 1
        CROSS JOIN entity_articles x ON x.entity_id = n.id AND x.at = c.at AND x.entry_id = c.entry_id
        WHERE c.entry_id = OLD.entry_id) WHERE id = OLD.entry_id;
END;
CREATE TRIGGER entity_watched AFTER UPDATE OF watched ON entities WHEN OLD.watched <> NEW.watched BEGIN
    UPDATE entries SET watched = NEW.watched = 1 OR EXISTS (SELECT 1 FROM casts c CROSS JOIN json_each(c.members) m
        CROSS JOIN entities n ON n.id = m.value AND n.watched = 1
        CROSS JOIN entity_articles x ON x.entity_id = n.id AND x.at = c.at AND x.entry_id = c.entry_id
        WHERE c.entry_id = entries.id) WHERE id IN (SELECT entry_id FROM entity_articles WHERE entity_id = NEW.id);
END;

-- What the reader said of who is who. No analysis and no migration changes it.
CREATE TABLE entity_decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,                 -- merge, split, part, rename, type, hide, watch
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

CREATE TABLE wishes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',
    attempts INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER,
    error TEXT NOT NULL DEFAULT ''
);

CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    pid INTEGER NOT NULL,
    process TEXT NOT NULL,              -- tells this process from a later one of the same number
    machine TEXT NOT NULL,
    boot TEXT NOT NULL,
    renewed_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE search_queue (             -- entries whose text is to be indexed; a change gets a new number
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    entry_id INTEGER NOT NULL UNIQUE REFERENCES entries(id) ON DELETE CASCADE
);
CREATE TABLE story_queue (              -- entries whose story and quotations are to be looked for
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    entry_id INTEGER NOT NULL UNIQUE REFERENCES entries(id) ON DELETE CASCADE
);
CREATE TABLE sketches (                 -- what an entry tells, in a few hundred bytes
    entry_id INTEGER PRIMARY KEY REFERENCES entries(id) ON DELETE CASCADE,
    scheme INTEGER NOT NULL,            -- how it was made
    data BLOB NOT NULL
);
-- Hash buckets: entries, and quotations by their entry, that share a key may tell the same. Keys of entries that are gone stay
-- until `StoryTable.sweep`; ids are never used again, so that they mislead nobody.
CREATE TABLE fingerprints (
    key INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    PRIMARY KEY (key, entry_id)
) WITHOUT ROWID;
CREATE TABLE term_counts (              -- in how many entries a word stands; -1 counts the entries
    term INTEGER PRIMARY KEY,
    entries INTEGER NOT NULL
);
CREATE TABLE parted (                   -- entries that the reader took out of their story: they stand alone
    entry_id INTEGER PRIMARY KEY REFERENCES entries(id) ON DELETE CASCADE
);
CREATE TABLE printings (                -- the same quotation in several articles
    entry_id INTEGER NOT NULL REFERENCES analyses(entry_id) ON DELETE CASCADE,
    number INTEGER NOT NULL,            -- its index in the article's analysis
    saying INTEGER NOT NULL,            -- shared by all of them
    PRIMARY KEY (entry_id, number)
) WITHOUT ROWID;
CREATE INDEX printings_by_saying ON printings(saying);
CREATE VIRTUAL TABLE search USING fts5(
    title, author, content, article, content='', tokenize='unicode61 remove_diacritics 2'
);
"""
