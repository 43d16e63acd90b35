"""What can be read of a damaged cache is saved, the damaged file is kept, and both are said."""

import gzip
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from newstui.errors import DamagedDatabase, NewerDatabase, StorageError
from newstui.model.lists import Scope, SmartFeed
from newstui.services.export_subscriptions import export_subscriptions
from newstui.storage.database import Database
from newstui.storage.integrity import check
from newstui.storage.salvage import salvage
from newstui.storage.schema import VERSION
from support.cache import NOON, add_entries, add_feed, entry, open_cache
from support.decided import decide, decisions
from support.linked import ORG, PER, Room
from support.newsroom import fill

FEEDS, ENTRIES = 12, 60


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A cache of many pages: notes, tags and stars all over it."""
    fill(tmp_path)
    with open_cache(tmp_path) as db:
        for number in range(FEEDS):
            feed, _ = add_feed(db, f"Feed {number}")
            ids = add_entries(db, feed, [entry(n, content="words of the sea " * 40) for n in range(ENTRIES)])
            db.decisions.set_read(ids[:20], True)
            db.decisions.set_starred(ids[::9], True)
            db.decisions.set_tags(ids[3], ["ferry"])
            db.decisions.note(ids[4], "Ask Hanne.")
        while db.search.index_batch():
            pass
        db.compact()
    return tmp_path / "newstui.db"


def damage(path: Path, share: float, seed: int) -> None:
    """Overwrite some pages, not the first."""
    data = bytearray(path.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    choice = random.Random(seed)
    pages = range(1, len(data) // size)
    for page in choice.sample(pages, max(1, int(share * len(pages)))):
        data[page * size : (page + 1) * size] = choice.randbytes(size)
    path.write_bytes(data)


def test_of_a_whole_cache_nothing_is_lost(path: Path) -> None:
    with Database.open(path) as db:
        before = db.statistics.contents(), db.feeds.counts(), db.feeds.all()
    found = salvage(path)
    assert found.unread == () and "Nothing of it was lost" in found.words
    assert check(path) == [] and found.damaged.exists()
    with Database.open(path) as db:
        while db.search.index_batch():
            pass
        assert (db.statistics.contents(), db.feeds.counts(), db.feeds.all()) == before
        assert db.search.query("chandlery")
        feed = db.feeds.add("https://new.example/feed")
        assert add_entries(db, feed, [entry(1)])[0] > FEEDS * ENTRIES
        assert db.feeds.counts()[feed.id] == (1, 1)  # the triggers are there


@pytest.mark.parametrize("seed", range(8))
def test_what_lies_on_other_pages_is_saved(path: Path, seed: int) -> None:
    damage(path, 0.03, seed)
    found = salvage(path)
    assert check(path) == []
    with Database.open(path, durable=True) as db:
        contents = db.statistics.contents()
        assert contents.entries > 0.5 * FEEDS * ENTRIES or "entries" in found.unread or "feeds" in found.unread
        db.decisions.set_starred([1], True)
    assert found.damaged.name.startswith("newstui.db.damaged-") and str(found.damaged) in found.words


def test_a_cache_whose_log_was_not_yet_written_back_is_saved_with_it(path: Path, tmp_path: Path) -> None:
    with Database.open(path) as db:
        db.feeds.add("https://late.example/feed")
        log = path.with_name("newstui.db-wal")
        copy = tmp_path / "copy" / "newstui.db"
        copy.parent.mkdir()
        copy.write_bytes(path.read_bytes())
        copy.with_name("newstui.db-wal").write_bytes(log.read_bytes())
    salvage(copy)
    with Database.open(copy) as db:
        assert db.feeds.by_url("https://late.example/feed")


def test_without_its_schema_the_rows_are_found_on_the_pages(path: Path) -> None:
    with Database.open(path) as db:
        db.feeds.add("https://late.example/feed")
        before = db.statistics.contents()
        data = bytearray(path.read_bytes())
        log = path.with_name("newstui.db-wal").read_bytes()
    data[:4096] = b"\xee" * 4096
    path.write_bytes(data)
    path.with_name("newstui.db-wal").write_bytes(log)
    with pytest.raises(DamagedDatabase, match="doctor --salvage"):
        Database.open(path)
    found = salvage(path)
    assert check(path) == []
    with Database.open(path) as db:
        after = db.statistics.contents()
        assert (after.feeds, after.entries, after.unread) == (before.feeds, before.entries, before.unread)
        assert (after.starred, after.articles) == (before.starred, before.articles)
        assert db._connection.value("SELECT count(*) FROM tags") == db._connection.value("SELECT count(*) FROM notes") == FEEDS
        assert db.feeds.by_url("https://late.example/feed")
        assert any(feed.folder_id for feed in db.feeds.all())
        assert db.articles.get(1) is not None
    assert found.damaged.exists()


@pytest.mark.parametrize("schema", [True, False], ids=["by its tables", "by its pages"])
def test_every_decision_is_saved(path: Path, schema: bool) -> None:
    with Database.open(path, durable=True) as db:
        decide(db)
    before = decisions(path)
    assert all(before.values()), [name for name, rows in before.items() if not rows]
    if not schema:
        data = bytearray(path.read_bytes())
        data[:4096] = b"\xee" * 4096
        path.write_bytes(data)
    salvage(path)
    assert decisions(path) == before
    with Database.open(path, durable=True) as db:  # and they hold when the articles are analysed anew
        (joined,) = (row for row in before["said"] if row[1] == "merge")
        (parted,) = (row for row in before["pins"])
        assert isinstance(joined[3], int) and isinstance(parted[0], int)
        again = Room.joining(db, ("Anna Berg", PER), ("Blue Lantern Records", ORG), ("Toby Crane", PER))
        assert next(row.entity.id for row in db.entities.cast_of(again) if row.name == "Anna Berg") == joined[3]
        assert db.entity_decisions.undo(int(str(joined[0])))


def test_so_are_those_of_a_cache_with_smaller_pages(path: Path) -> None:
    with Database.open(path) as db:
        before = db.statistics.contents().entries
    with closing(sqlite3.connect(path)) as raw:  # as older versions made them
        raw.execute("PRAGMA journal_mode = DELETE")
        raw.execute("PRAGMA page_size = 4096")
        raw.execute("VACUUM")
    data = bytearray(path.read_bytes())
    data[:4096] = b"\xee" * 4096
    path.write_bytes(data)
    salvage(path)
    with Database.open(path) as db:
        assert db.statistics.contents().entries == before


def test_what_cannot_be_saved_stays_where_it_is(path: Path) -> None:
    data = random.Random(1).randbytes(100_000)
    path.write_bytes(data)
    with pytest.raises(StorageError, match="Nothing can be read"):
        salvage(path)
    assert path.read_bytes() == data
    assert [other.name for other in path.parent.glob("newstui.db*")] == ["newstui.db"]


def test_a_newer_cache_is_not_taken_for_a_damaged_one(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(NewerDatabase):
        salvage(path)


def test_a_cache_in_use_is_not_salvaged(path: Path) -> None:
    """Who has it open would go on writing into the file that was put aside."""
    damage(path, 0.03, 1)
    with Database.open(path, durable=True) as db:
        with pytest.raises(StorageError, match="in use"):
            salvage(path)
        db.feeds.add("https://late.example/feed")
    salvage(path)
    with Database.open(path) as db:
        assert db.feeds.by_url("https://late.example/feed")


def test_of_an_older_cache_what_is_called_otherwise_now_is_saved_too(tmp_path: Path) -> None:
    path, old = tmp_path / "newstui.db", Path(__file__).parent.parent / "fixtures" / "caches" / "version_1.db.gz"
    path.write_bytes(gzip.decompress(old.read_bytes()))
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(
            "INSERT INTO tombstones(feed_id, identity, deleted_at) SELECT id, zeroblob(16), 1700000000 FROM feeds LIMIT 1"
        )
    assert salvage(path).unread == ()
    with Database.open(path) as db:
        rows = db._connection.rows
        assert rows("SELECT listed_at FROM tombstones") == [(1_700_000_000,)]
        assert rows("SELECT id FROM entries WHERE read = 1 AND touched_at IS NULL") == []
        told = db.statistics.contents()
        assert (told.analyses, told.articles) == (0, 3)  # without who is in them: to be analysed again
        assert rows("SELECT analysed FROM articles") == [("",)] * 3


def test_rows_that_fit_no_longer_are_told(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("DROP TABLE notes")
        raw.execute("CREATE TABLE notes (entry_id INTEGER PRIMARY KEY, note TEXT)")
        raw.execute("INSERT INTO notes VALUES (1, NULL), (2, 'Ask Hanne.')")
    found = salvage(path)
    assert found.unread == ("notes",) and found.rows["notes"] == 1 and "lost of: notes" in found.words


def test_stories_are_looked_for_from_the_newest_entry_on(path: Path) -> None:
    salvage(path)
    with Database.open(path) as db:
        dates = [told.at for told in db.stories.waiting(50)]
        assert dates == sorted(dates, reverse=True) and dates[0] == db._connection.value("SELECT max(sort_at) FROM entries")


def roots(path: Path) -> dict[str, int]:
    """The first page of each table and index; of a small one it is the only page."""
    with closing(sqlite3.connect(path)) as raw:
        return dict(raw.execute("SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0"))


def lose(path: Path, *pages: int) -> None:
    data = bytearray(path.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    for page in pages:
        data[(page - 1) * size : page * size] = random.Random(page).randbytes(size)
    path.write_bytes(data)


SCHEMA = pytest.mark.parametrize("schema", [(), (1,)], ids=["with its schema", "without its schema"])


@SCHEMA
def test_entries_are_saved_where_only_the_way_to_them_is_lost(path: Path, schema: tuple[int, ...]) -> None:
    with Database.open(path) as db:
        before = db.statistics.contents()
    lose(path, roots(path)["entries"], *schema)
    salvage(path)
    with Database.open(path) as db:
        after = db.statistics.contents()
    assert (after.entries, after.unread, after.starred) == (before.entries, before.unread, before.starred)


@SCHEMA
def test_of_lost_feeds_the_addresses_are_saved(path: Path, schema: tuple[int, ...]) -> None:
    with Database.open(path) as db:
        before, feeds = db.statistics.contents(), {feed.id: feed.url for feed in db.feeds.all()}
    lose(path, roots(path)["feeds"], *schema)
    found = salvage(path)
    with Database.open(path) as db:
        after = db.statistics.contents()
        assert {feed.id: feed.url for feed in db.feeds.all()} == feeds
    assert (after.entries, after.starred) == (before.entries, before.starred)
    assert f"Of {len(feeds)} feeds only the address was left" in found.words


@SCHEMA
def test_entries_of_lost_feeds_are_kept_in_sight(path: Path, schema: tuple[int, ...]) -> None:
    with Database.open(path, durable=True) as db:
        before, feeds = db.statistics.contents(), db.feeds.all()
        starred, decided = db.lists.ids(Scope(smart=SmartFeed.STARRED)), (db.decisions.notes(), db.decisions.tags())
    lose(path, roots(path)["feeds"], roots(path)["sqlite_autoindex_feeds_1"], *schema)
    found = salvage(path)
    assert check(path) == []
    with Database.open(path, durable=True) as db:
        after = db.statistics.contents()
        assert (after.entries, after.unread, after.articles) == (before.entries, before.unread, before.articles)
        assert (found.rows["feeds"], found.rows["entries"], found.rows["articles"]) == (1, after.entries, after.articles)
        assert sorted(db.lists.ids(Scope(smart=SmartFeed.STARRED))) == sorted(starred)
        assert (db.decisions.notes(), db.decisions.tags()) == decided
        (rescue,) = db.feeds.all()
        assert rescue.title == "Rescued entries" and rescue.local
        assert db.feeds.counts()[rescue.id] == (after.unread, after.entries)
        assert db.feeds.due(NOON) == []  # nobody is asked for it
        assert b"escued" not in export_subscriptions(db)
        db.feeds.add("https://new.example/feed")
    assert f"{len(feeds)} feeds are lost. {before.entries:,} entries without a feed: see “Rescued entries”." in found.words
    salvage(path)
    with Database.open(path) as db:  # and again
        assert db.statistics.contents().entries == before.entries


@SCHEMA
def test_tags_are_saved_from_their_index(path: Path, schema: tuple[int, ...]) -> None:
    with Database.open(path) as db:
        before = db.decisions.tags()
    assert before
    lose(path, roots(path)["tags"], *schema)
    found = salvage(path)
    with Database.open(path) as db:
        assert db.decisions.tags() == before
    assert found.rows["tags"] == FEEDS


@SCHEMA
def test_a_lost_entry_that_the_reader_marked_is_there_again(path: Path, schema: tuple[int, ...]) -> None:
    with closing(sqlite3.connect(path)) as raw:  # a page of entries that lies between others
        leaf = raw.execute("SELECT pageno FROM dbstat WHERE name = 'entries' AND pagetype = 'leaf' ORDER BY path").fetchall()[1][
            0
        ]
    with Database.open(path) as db:
        starred, notes = db.lists.ids(Scope(smart=SmartFeed.STARRED)), db.decisions.notes()
        identities: dict[int, str] = dict(db._connection.rows("SELECT id, identity || feed_id FROM entries"))
    lose(path, leaf, *schema)
    salvage(path)
    with Database.open(path) as db:
        assert 0 < db.statistics.contents().entries < len(identities)
        assert sorted(db.lists.ids(Scope(smart=SmartFeed.STARRED))) == sorted(starred)
        assert db.decisions.notes() == notes
        there = db._connection.rows("SELECT id, identity || feed_id FROM entries")
        assert all(identities[number] == identity for number, identity in there)  # the next refresh completes them
