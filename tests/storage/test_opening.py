"""Opening the cache, whatever is in its place."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from newstui.errors import DamagedDatabase, NewerDatabase, StorageError
from newstui.storage.backup import backup
from newstui.storage.database import Database
from newstui.storage.filesystems import on_network
from newstui.storage.integrity import check
from newstui.storage.schema import VERSION
from support.cache import add_feed, open_cache

as_root = pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")


def pragma(path: Path, name: str) -> object:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute(f"PRAGMA {name}").fetchone()[0]


def test_a_new_cache_is_made_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "newstui.db"
    Database.open(path).close()
    assert pragma(path, "user_version") == VERSION
    assert pragma(path, "journal_mode") == "wal"


def test_an_opened_cache_keeps_what_was_stored(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        add_feed(db, "Times", 3)
    with open_cache(tmp_path) as db:
        assert [feed.title for feed in db.feeds.all()] == ["Times"]


def test_decisions_survive_a_power_cut_and_keys_are_checked(tmp_path: Path) -> None:
    full, normal = 2, 1
    with Database.open(tmp_path / "a.db", durable=True) as durable, Database.open(tmp_path / "a.db") as quick:
        assert durable._connection.value("PRAGMA synchronous") == full
        assert quick._connection.value("PRAGMA synchronous") == normal
        assert quick._connection.value("PRAGMA foreign_keys") == 1


def test_a_newer_cache_is_refused_in_words_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "newstui.db"
    open_cache(tmp_path).close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(NewerDatabase, match=r"newstui\.db was written by a newer newstui.*Upgrade"):
        Database.open(path)
    assert path.read_bytes() == before


def test_a_cache_that_is_upgraded_while_open_is_not_written(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        with closing(sqlite3.connect(db.path)) as raw:
            raw.execute(f"PRAGMA user_version = {VERSION + 1}")
        with pytest.raises(NewerDatabase, match=r"installed while this one ran\. Quit this one and start it again\."):
            db.feeds.add("https://a.example/feed")


@pytest.mark.parametrize("data", [b"this is no database" * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_file_is_named(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "newstui.db"
    path.write_bytes(data)
    with pytest.raises(StorageError, match=r"newstui\.db is damaged"):
        Database.open(path)
    assert path.read_bytes() == data


def test_damage_found_later_is_named_too(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        for number in range(20):
            add_feed(db, f"Feed {number}", 50)
        size = int(db._connection.value("PRAGMA page_size"))
    path = tmp_path / "newstui.db"
    data = bytearray(path.read_bytes())
    data[size * 8 :] = b"\x5a" * (len(data) - size * 8)
    path.write_bytes(data)
    with pytest.raises(StorageError, match=r"newstui\.db is damaged"), open_cache(tmp_path) as db:
        for feed in db.feeds.all():
            db.entries.known(feed.id, ["urn:entry:1"])
        db.statistics.contents()


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "newstui.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(StorageError, match="something else"):
        Database.open(path)


def test_a_folder_in_the_way_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "newstui.db").mkdir()
    with pytest.raises(StorageError, match=r"newstui\.db cannot be opened"):
        open_cache(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="cannot be made"):
        Database.open(tmp_path / "file" / "newstui.db")


def test_a_full_disk_is_told_and_changes_nothing(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        feed, _ = add_feed(db, "Times", 3)
        db._connection.execute("PRAGMA max_page_count = 60")
        with pytest.raises(StorageError, match=r"disk is full.*Free some space"):
            add_feed(db, "Large", 2000)
        assert db.feeds.counts()[feed.id] == (3, 3)
        assert db._connection.raw.in_transaction is False


def test_a_cache_can_be_read_without_being_written(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no cache"):
        Database.open(tmp_path / "newstui.db", read_only=True)
    with open_cache(tmp_path) as db:
        add_feed(db, "Times")
    with Database.open(tmp_path / "newstui.db", read_only=True) as db:
        assert len(db.feeds.all()) == 1
        with pytest.raises(StorageError, match="read-only"):
            db.feeds.add("https://b.example/feed")


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="the system does not list open files")
def test_what_is_no_database_is_closed_again(tmp_path: Path) -> None:
    path = tmp_path / "newstui.db"
    path.write_bytes(b"no database, whatever it is called " * 100)
    with pytest.raises(DamagedDatabase) as caught:
        Database.open(path, read_only=True)
    assert check(path)
    opened = [link.readlink() for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    assert path not in opened and caught.value.__traceback__ is not None  # which holds what is on the way


@as_root
def test_a_read_only_folder_can_be_read_and_is_told_on_writing(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        add_feed(db, "Times")
    (tmp_path / "newstui.db").chmod(0o400)
    tmp_path.chmod(0o500)
    try:
        with Database.open(tmp_path / "newstui.db", read_only=True) as db:
            assert len(db.feeds.all()) == 1
        with pytest.raises(StorageError, match="read-only"), open_cache(tmp_path) as db:
            db.feeds.add("https://b.example/feed")
    finally:
        tmp_path.chmod(0o700)


def test_where_nothing_can_be_written_the_log_of_a_killed_process_is_read_and_backed_up_too(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    folder.mkdir()
    with open_cache(tmp_path) as db:
        add_feed(db, "Times")
        db.truncate_log()
        add_feed(db, "Post")
        for name in ("newstui.db", "newstui.db-wal"):
            shutil.copy(tmp_path / name, folder / name)  # as after a kill: the last changes are in the log alone
    (folder / "newstui.db-shm").mkdir()  # so what processes share of a log cannot be made there, for root neither
    with Database.open(folder / "newstui.db", read_only=True) as db:
        assert {str(feed.title) for feed in db.feeds.all()} == {"Times", "Post"}
    backup(folder / "newstui.db", tmp_path / "copy.db")
    with Database.open(tmp_path / "copy.db") as db:
        assert {str(feed.title) for feed in db.feeds.all()} == {"Times", "Post"}
    assert (folder / "newstui.db-wal").stat().st_size


MOUNTS = rb"""
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
40 22 0:36 / /home rw - nfs4 server:/home rw,vers=4.2
41 40 0:37 / /home/ada/local\040disk rw - ext4 /dev/sdb rw
42 22 0:38 / /mnt/share rw - fuse.sshfs ada@host: rw
43 22 0:39 / /mnt/share rw - tmpfs tmpfs rw
"""


@pytest.mark.parametrize(
    ("path", "network"),
    [
        ("/var/cache/newstui.db", False),
        ("/home/ada/.local/share/newstui/newstui.db", True),
        ("/home/ada/local disk/newstui.db", False),
        ("/homes/newstui.db", False),
        ("/mnt/share/newstui.db", False),
    ],
)
def test_network_file_systems_are_known(path: str, network: bool) -> None:
    assert on_network(Path(path), MOUNTS) is network


def test_on_a_network_file_system_there_is_no_write_ahead_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_cache(tmp_path).close()
    monkeypatch.setattr("newstui.storage.opening.on_network", lambda path: True)
    with open_cache(tmp_path) as db:
        add_feed(db, "Times", 2)
        assert db._connection.value("PRAGMA journal_mode") == "delete"
    assert pragma(tmp_path / "newstui.db", "journal_mode") == "delete"
