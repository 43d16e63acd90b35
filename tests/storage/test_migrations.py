"""An older database becomes one of today, or stays as it was."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from newstui.errors import NewerDatabase, StorageError
from newstui.model.retention import Holding
from newstui.storage.database import Database
from newstui.storage.integrity import check
from newstui.storage.migrations import STEPS, migrate
from newstui.storage.salvage import salvage
from newstui.storage.schema import VERSION
from support.decided import decisions, old_cache

SCHEMA_1 = """
CREATE TABLE feeds (id INTEGER PRIMARY KEY, url TEXT NOT NULL);
CREATE TABLE entries (id INTEGER PRIMARY KEY, feed_id INTEGER NOT NULL REFERENCES feeds(id), title TEXT NOT NULL);
"""


def add_date(raw: sqlite3.Connection) -> None:
    raw.execute("ALTER TABLE entries ADD COLUMN sort_at INTEGER NOT NULL DEFAULT 0")


def rename_feeds(raw: sqlite3.Connection) -> None:
    raw.execute("CREATE TABLE outlets (id INTEGER PRIMARY KEY, address TEXT NOT NULL)")
    raw.execute("INSERT INTO outlets SELECT id, url FROM feeds")
    raw.execute("DROP TABLE feeds")
    raw.execute("ALTER TABLE outlets RENAME TO feeds")


def fail(raw: sqlite3.Connection) -> None:
    raw.execute("INSERT INTO feeds VALUES (99, 'half done')")
    raise RuntimeError


def point_nowhere(raw: sqlite3.Connection) -> None:
    raw.execute("DELETE FROM feeds")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "newstui.db"
    with closing(connect(path)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        migrate(raw, path, target=1, schema=SCHEMA_1)
        raw.execute("INSERT INTO feeds VALUES (1, 'https://a.example/feed')")
        raw.execute("INSERT INTO entries VALUES (7, 1, 'Kept')")
    return path


def connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


@pytest.fixture(params=range(1, VERSION))
def stored(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A cache as that version left it."""
    path = tmp_path / "newstui.db"
    path.write_bytes(old_cache(request.param))
    return path


def shape(raw: sqlite3.Connection) -> set[tuple[str, ...]]:
    """Columns, indexes and triggers, in whatever order and spelling they were made."""
    names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    columns = {(name, *map(str, column[1:])) for name in names for column in raw.execute(f'PRAGMA table_info("{name}")')}
    return columns | {tuple(row) for row in raw.execute("SELECT type, name, tbl_name FROM sqlite_master WHERE type <> 'table'")}


def test_a_stored_cache_becomes_what_a_new_one_is(stored: Path, tmp_path: Path) -> None:
    Database.open(stored).close()
    Database.open(tmp_path / "new" / "newstui.db").close()
    with closing(connect(stored)) as old, closing(connect(tmp_path / "new" / "newstui.db")) as new:
        assert shape(old) == shape(new)
    assert check(stored) == []


def test_a_stored_cache_keeps_every_decision(stored: Path) -> None:
    before = decisions(stored)
    assert {row[0] for row in before["marks"] if row[1]} >= {1, 2, 3, 4} and {row[0] for row in before["marks"] if row[2]} >= {
        2,
        3,
    }
    assert all(before[name] for name in ("tags", "notes", "deleted", "feeds"))
    with Database.open(stored) as db:
        assert db.decisions.note_of(5) == "Ask Hanne."
        assert [hit.entry_id for hit in db.search.query("chandlery")]
        assert db.retention.candidates(Holding(), sizes=True)
    after = decisions(stored)
    assert {name: after[name] for name in before} == before
    assert decisions(stored.with_name(next(stored.parent.glob("*.backup")).name)) == before


def test_the_youngest_stored_cache_has_decisions_of_every_kind(tmp_path: Path) -> None:
    path = tmp_path / "newstui.db"
    path.write_bytes(old_cache(VERSION - 1))
    assert [name for name, rows in decisions(path).items() if not rows] == []


def test_a_damaged_older_cache_is_salvaged_with_its_decisions(stored: Path) -> None:
    before = decisions(stored)
    data = bytearray(stored.read_bytes())
    data[:4096] = b"\xee" * 4096
    stored.write_bytes(data)
    salvage(stored)
    after = decisions(stored)
    for name in ("marks", "tags", "notes", "citations", "feeds", "folders", "wishes", "said", "pins", "joined", "watched"):
        assert after[name] == before.get(name, []), name


def test_there_is_a_step_from_every_version() -> None:
    assert sorted(STEPS) == list(range(1, VERSION))


def test_all_steps_are_run_in_order_and_nothing_is_lost(old: Path) -> None:
    with closing(connect(old)) as raw:
        migrate(raw, old, steps={1: add_date, 2: rename_feeds}, target=3)
        assert raw.execute("PRAGMA user_version").fetchone() == (3,)
        assert raw.execute("SELECT * FROM entries").fetchall() == [(7, 1, "Kept", 0)]
        assert raw.execute("SELECT address FROM feeds").fetchall() == [("https://a.example/feed",)]


def test_the_old_database_is_kept_beside_it(old: Path) -> None:
    with closing(connect(old)) as raw:
        migrate(raw, old, steps={1: add_date}, target=2)
    with closing(connect(old.with_name("newstui.db.v1.backup"))) as backup:
        assert backup.execute("PRAGMA user_version").fetchone() == (1,)
        assert backup.execute("SELECT * FROM entries").fetchall() == [(7, 1, "Kept")]
    assert not list(old.parent.glob("*.part"))


@pytest.mark.parametrize(("step", "error"), [(fail, RuntimeError), (point_nowhere, StorageError)])
def test_a_step_that_fails_leaves_everything_as_it_was(old: Path, step: object, error: type[Exception]) -> None:
    with closing(connect(old)) as raw:
        with pytest.raises(error):
            migrate(raw, old, steps={1: add_date, 2: step}, target=3)  # type: ignore[dict-item]
        assert raw.execute("PRAGMA user_version").fetchone() == (1,)
        assert raw.execute("SELECT * FROM entries").fetchall() == [(7, 1, "Kept")]
        assert raw.execute("SELECT id FROM feeds").fetchall() == [(1,)]


def test_no_one_else_writes_meanwhile(old: Path) -> None:
    def write_from_elsewhere(raw: sqlite3.Connection) -> None:
        with closing(sqlite3.connect(old, timeout=0, isolation_level=None)) as other:
            assert other.execute("SELECT count(*) FROM entries").fetchone() == (1,)  # readers go on
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("INSERT INTO feeds VALUES (2, 'x')")

    with closing(connect(old)) as raw:
        migrate(raw, old, steps={1: write_from_elsewhere}, target=2)


def test_who_comes_second_finds_it_done(old: Path) -> None:
    with closing(connect(old)) as first, closing(connect(old)) as second:
        migrate(first, old, steps={1: add_date}, target=2)
        migrate(second, old, steps={1: fail}, target=2)
        with pytest.raises(NewerDatabase):
            migrate(second, old, steps={}, target=1)


def test_without_room_for_the_backup_nothing_is_begun(old: Path) -> None:
    old.with_name("newstui.db.v1.backup").mkdir()
    with closing(connect(old)) as raw:
        with pytest.raises(StorageError, match=r"backup .* cannot be written"):
            migrate(raw, old, steps={1: add_date}, target=2)
        assert raw.execute("PRAGMA user_version").fetchone() == (1,)
