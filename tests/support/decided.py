"""A cache in which a reader has decided all that can be decided; and every decision in a cache of any version, to compare."""

import gzip
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from newstui.model.analysis import EntityType
from newstui.model.safe_text import SafeText
from newstui.model.wishes import WishKind
from newstui.storage.database import Database
from newstui.storage.schema import VERSION
from support.linked import LOC, ORG, PER, Room

Decisions = dict[str, list[tuple[object, ...]]]

_QUERIES = {
    "marks": "SELECT id, read, starred, position FROM entries WHERE read OR starred OR position",
    "tags": "SELECT entry_id, tag FROM tags",
    "notes": "SELECT entry_id, note FROM notes",
    "citations": "SELECT entry_id, cited_at FROM citations",
    "parted": "SELECT entry_id FROM parted",
    "names": "SELECT id, own_name, own_type, hidden FROM entities WHERE hidden OR own_name IS NOT NULL OR own_type IS NOT NULL",
    "watched": "SELECT id FROM entities WHERE watched",
    "joined": "SELECT id, entity_id, name FROM aliases WHERE origin = 'hand'",
    "said": "SELECT id, kind, entity_id, other_id, words, before FROM entity_decisions",
    "pins": "SELECT entry_id, key, entity_id FROM entity_pins",
    "wishes": "SELECT id, kind, payload, state FROM wishes",
    "feeds": "SELECT id, url, own_title, folder_id, position FROM feeds",
    "limits": "SELECT id, keep_days, keep_entries, keep_bytes FROM feeds",
    "folders": "SELECT id, name, parent_id, position FROM folders",
    "deleted": "SELECT feed_id, identity FROM tombstones",
}


def old_cache(version: int) -> bytes:
    """A cache as the newstui of that version left it, with the decisions that it knew."""
    stored = _stored(version)
    assert stored.exists(), f"run `python -m support.decided` in tests/ at the last commit of version {version}"
    return gzip.decompress(stored.read_bytes())


def keep() -> None:
    """Store a cache of this version, led here from version 1, for the migrations that will come."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "newstui.db"
        path.write_bytes(old_cache(1))
        with Database.open(path) as db:
            decide(db)
            while db.search.index_batch():
                pass
        with closing(sqlite3.connect(path, isolation_level=None)) as raw:
            raw.execute("PRAGMA journal_mode = DELETE")
            raw.execute("VACUUM")
        _stored(VERSION).write_bytes(gzip.compress(path.read_bytes(), mtime=0))


def _stored(version: int) -> Path:
    return Path(__file__).parents[1] / "fixtures" / "databases" / f"version-{version}.db.gz"


def decisions(path: Path) -> Decisions:
    """Every decision in a cache, as far as its version knows of such ones."""
    found: Decisions = {}
    with closing(sqlite3.connect(path)) as raw:
        for name, query in _QUERIES.items():
            try:
                rows = raw.execute(query).fetchall()
            except sqlite3.OperationalError as error:
                if "no such" not in str(error):
                    raise
                continue
            found[name] = sorted(rows, key=repr)
    return found


def decide(db: Database) -> None:
    """Make a decision of each kind, on articles of its own."""
    room = Room(db)
    anna, polar = ("Anna Berg", PER), ("Polar Institute", ORG)
    first = [room.name(anna, polar, ("Bergen", LOC)) for _ in range(3)]
    second = room.name(anna, ("Blue Lantern Records", ORG), ("Toby Crane", PER))
    service = room.name(("Harbour Rescue Service", ORG, "HRS"), ("Northport", LOC))
    said = db.entity_decisions
    berg = room.who("Anna Berg", first[0])
    said.merge(room.who("Anna Berg", second), berg)
    said.part(berg, first[2:])
    (short,) = [name for name in db.entities.names(room.who("Harbour Rescue Service", service)) if name.name == "HRS"]
    said.split(short.id)
    said.rename(room.who("Polar Institute", first[0]), SafeText("The Institute"))
    said.set_type(room.who("Toby Crane", second), EntityType.ORG)
    said.hide(room.who("Bergen", first[0]), True)
    said.watch(berg, True)
    db.decisions.set_read(first[:2], True)
    db.decisions.set_starred([first[1]], True)
    db.decisions.set_position(first[0], 120)
    db.decisions.set_tags(first[2], ["ferry", "later"])
    db.decisions.note(second, "Ask Hanne.")
    db.decisions.cite(service)
    db.stories.put([second, first[0], first[1]], db.stories.begin())
    db.stories.part(second)
    folder = db.folders.ensure([SafeText("Decided"), SafeText("Below")])
    feed = db.feeds.add("https://kept.example/feed", title=SafeText("My own"), folder_id=folder.id)
    db.retention.set_limits(feed.id, days=30, entries=None, size=None)
    db.entries.delete([room.name(("Nobody", PER))])
    db.wishes.add(WishKind.FETCH, {"entry": first[0]}, datetime.now(UTC))


if __name__ == "__main__":
    keep()
