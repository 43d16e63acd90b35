"""The tables of the cache as the newest version has them. An older database is led here by `newstui.storage.migrations`.

Times are Unix seconds. `entries` holds what lists need and nothing long, so that its pages stay few; a feed's own HTML lies
in `contents`, a page's text in `articles`. Entries of a removed feed are `hidden` until it is restored or purged: every
index of the lists leaves them out, and counting stays a walk over an index.
"""

VERSION = 2

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
    sample INTEGER NOT NULL DEFAULT 0,
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
    UNIQUE (feed_id, identity)
);
-- The columns of the WHERE clauses stand in the indexes too: else SQLite looks them up in the table, row by row.
CREATE INDEX entries_by_date ON entries(sort_at, id, feed_id, hidden) WHERE hidden = 0;
CREATE INDEX entries_by_read ON entries(read, sort_at, id, feed_id, hidden) WHERE hidden = 0;
CREATE INDEX entries_by_feed ON entries(feed_id, sort_at, id, hidden) WHERE hidden = 0;
CREATE INDEX entries_by_feed_read ON entries(feed_id, read, sort_at, id, hidden) WHERE hidden = 0;
CREATE INDEX entries_starred ON entries(sort_at, id, feed_id, read, hidden, starred) WHERE hidden = 0 AND starred = 1;

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

CREATE TABLE article_failures (
    entry_id INTEGER PRIMARY KEY REFERENCES entries(id) ON DELETE CASCADE,
    why TEXT NOT NULL,
    at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE analyses (
    entry_id INTEGER PRIMARY KEY REFERENCES articles(entry_id) ON DELETE CASCADE,
    version TEXT NOT NULL,
    text_hash TEXT NOT NULL,
    data BLOB NOT NULL                  -- JSON, deflated
);

CREATE TABLE entities (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,                  -- the name, folded
    type TEXT NOT NULL,                 -- empty: a speaker that the analysis did not list as an entity
    name TEXT NOT NULL,
    articles INTEGER NOT NULL DEFAULT 0,
    mentions INTEGER NOT NULL DEFAULT 0,
    quotations INTEGER NOT NULL DEFAULT 0,
    UNIQUE (key, type)
);
CREATE INDEX entities_by_articles ON entities(articles);

CREATE TABLE entity_articles (
    entity_id INTEGER NOT NULL REFERENCES entities(id) ON DELETE CASCADE,
    at INTEGER NOT NULL,                -- the entry's sort_at
    entry_id INTEGER NOT NULL REFERENCES analyses(entry_id) ON DELETE CASCADE,
    mentions INTEGER NOT NULL,
    quotations INTEGER NOT NULL,
    PRIMARY KEY (entity_id, at, entry_id)
) WITHOUT ROWID;
CREATE INDEX entity_articles_by_entry ON entity_articles(entry_id);
CREATE TRIGGER entity_named AFTER INSERT ON entity_articles BEGIN
    UPDATE entities SET articles = articles + 1, mentions = mentions + NEW.mentions, quotations = quotations + NEW.quotations
    WHERE id = NEW.entity_id;
END;
CREATE TRIGGER entity_unnamed AFTER DELETE ON entity_articles BEGIN
    UPDATE entities SET articles = articles - 1, mentions = mentions - OLD.mentions, quotations = quotations - OLD.quotations
    WHERE id = OLD.entity_id;
END;

CREATE TABLE quotations (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES analyses(entry_id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    speaker_id INTEGER REFERENCES entities(id),
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    strength TEXT NOT NULL,
    hedged INTEGER NOT NULL,
    via TEXT,
    words TEXT NOT NULL
);
CREATE INDEX quotations_by_entry ON quotations(entry_id);
CREATE INDEX quotations_by_speaker ON quotations(speaker_id, at, id);
CREATE INDEX quotations_by_date ON quotations(at, id);

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
CREATE VIRTUAL TABLE search USING fts5(
    title, author, content, article, content='', tokenize='unicode61 remove_diacritics 2'
);
"""
