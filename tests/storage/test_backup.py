"""Backups, and whether the cache is whole."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from newstui.errors import StorageError
from newstui.model.lists import Scope, SmartFeed
from newstui.storage import backup as backups
from newstui.storage.backup import backup, restore
from newstui.storage.database import Database
from newstui.storage.integrity import check
from support.cache import NOON, add_entries, add_feed, entry, open_cache

ALL = Scope(smart=SmartFeed.ALL)


def test_a_backup_taken_while_others_write_can_be_opened(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        feed, ids = add_feed(db, "Times", 20)
        db.decisions.set_starred(ids[:2], True)
        with db.write():
            add_entries(db, feed, [entry(99)])
            backup(db.path, tmp_path / "kept" / "copy.db")
    assert check(tmp_path / "kept" / "copy.db") == []
    with Database.open(tmp_path / "kept" / "copy.db") as copy:
        assert copy.lists.count(ALL) == 20
        assert copy.lists.count(Scope(smart=SmartFeed.STARRED)) == 2


def test_a_damaged_cache_takes_no_good_backups_place(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        add_feed(db, "Times", 200)
    path = tmp_path / "newstui.db"
    data = bytearray(path.read_bytes())
    middle = len(data) // 2 // 8192 * 8192
    data[middle : middle + 10 * 8192] = b"\xa5" * (10 * 8192)
    path.write_bytes(data)
    with pytest.raises(StorageError, match="is damaged"):
        backup(path, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_a_backup_holds_nobodys_lease(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        assert db.leases.acquire("engine", "here", 1, NOON, 600.0)
        backup(db.path, tmp_path / "copy.db")
        assert not db.leases.acquire("engine", "elsewhere", 1, NOON, 600.0)
    with Database.open(tmp_path / "copy.db") as copy:
        assert copy.leases.acquire("engine", "elsewhere", 1, NOON, 600.0)


INDEXING = """
import os, sys, time
from datetime import UTC, datetime
from pathlib import Path
from newstui.storage.database import Database
from newstui.storage.leases import INDEXER
with Database.open(Path(sys.argv[1])) as cache:
    print(cache.leases.acquire(INDEXER, "indexer", os.getpid(), datetime.now(UTC), 600.0), flush=True)
    time.sleep(60)
"""


def test_what_completes_the_index_holds_up_no_restore(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        add_feed(db, "Times", 2)
        backup(db.path, tmp_path / "copy.db")
    path = tmp_path / "newstui.db"
    with subprocess.Popen([sys.executable, "-c", INDEXING, str(path)], stdout=subprocess.PIPE, text=True) as indexer:
        assert indexer.stdout is not None and indexer.stdout.readline() == "True\n"
        assert restore(tmp_path / "copy.db", path) is not None
        assert indexer.wait() != 0
    assert check(path) == []


def test_who_comes_while_a_backup_is_copied_back_writes_into_no_file_put_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, copy_of = tmp_path / "newstui.db", backups.copy
    open_cache(tmp_path).close()
    backup(path, tmp_path / "copy.db")
    comers = []

    def slow(source: Path, target: Path) -> None:
        copy_of(source, target)
        comers.append(Database.open(path))

    monkeypatch.setattr(backups, "copy", slow)
    with pytest.raises(StorageError, match="in use"):
        restore(tmp_path / "copy.db", path)
    with comers[0] as late:
        late.feeds.add("https://late.example/feed")
    with Database.open(path) as db:
        assert db.feeds.by_url("https://late.example/feed")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["copy.db", "newstui.db"]


def test_a_backup_is_its_owners_alone(tmp_path: Path) -> None:
    open_cache(tmp_path).close()
    backup(tmp_path / "newstui.db", tmp_path / "copy.db")
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


def test_a_place_that_takes_no_backup_is_named_and_not_the_cache(tmp_path: Path) -> None:
    open_cache(tmp_path).close()
    target = Path("/proc/self/copy.db")  # a folder where nobody may make a file, not even root
    with pytest.raises(StorageError, match=r"The backup .*copy\.db cannot be written"):
        backup(tmp_path / "newstui.db", target)


WITHOUT_ROOM = """
import resource, sys
from pathlib import Path
from newstui.storage.backup import backup, restore
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
{"backup": backup, "restore": restore}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
"""


@pytest.mark.parametrize("what", ["backup", "restore"])
def test_a_full_disk_is_told_of_the_place_that_is_written(tmp_path: Path, what: str) -> None:
    with open_cache(tmp_path) as db:
        add_feed(db, "Times", 50)
    there = tmp_path / "there" / "new.db"
    there.parent.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_ROOM, what, tmp_path / "newstui.db", there],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    told = done.stderr.splitlines()[-1]
    assert "DiskFull: The disk is full" in told and str(there) in told and str(tmp_path / "newstui.db") not in told
    assert list(there.parent.iterdir()) == []


def test_a_backup_overwrites_nothing_and_needs_a_cache(tmp_path: Path) -> None:
    open_cache(tmp_path).close()
    (tmp_path / "copy.db").write_text("mine")
    with pytest.raises(StorageError, match="already a file"):
        backup(tmp_path / "newstui.db", tmp_path / "copy.db")
    with pytest.raises(StorageError, match="no cache"):
        backup(tmp_path / "other.db", tmp_path / "copy2.db")
    with pytest.raises(StorageError, match="cannot be written"):
        backup(tmp_path / "newstui.db", tmp_path / "copy.db" / "x.db")
    assert (tmp_path / "copy.db").read_text() == "mine"


def test_the_cache_is_no_backup_of_itself_by_whatever_name(tmp_path: Path) -> None:
    open_cache(tmp_path).close()
    (tmp_path / "other.db").symlink_to("newstui.db")
    for name in ("newstui.db", "other.db"):
        with pytest.raises(StorageError, match="is the cache itself"):
            restore(tmp_path / name, tmp_path / "newstui.db")
    assert not list(tmp_path.glob("*before-restore*"))


def test_damage_is_found_and_described(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        for number in range(10):
            add_feed(db, f"Feed {number}", 50)
    path = tmp_path / "newstui.db"
    assert check(path) == []
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 8192] = b"\x77" * 8192
    path.write_bytes(data)
    assert check(path)
    path.write_bytes(b"something else" * 1000)
    assert "cannot be read" in check(path)[0]
    with pytest.raises(StorageError, match="no cache"):
        check(tmp_path / "none.db")


def test_sizes_and_counts(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        _, ids = add_feed(db, "Times", 5)
        db.decisions.set_read(ids[:2], True)
        db.entries.delete(ids[:1])
        contents = db.statistics.contents()
        assert (contents.feeds, contents.entries, contents.unread, contents.tombstones) == (1, 4, 3, 1)
        assert contents.to_index == 4
        assert db.statistics.file_bytes() > 10_000
        sizes = db.statistics.bytes_by_table()
        assert not sizes or {"entries", "contents", "search"} <= sizes.keys()
        assert db.statistics.free_bytes() >= 0


def test_room_is_given_back_and_nothing_is_lost(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        feed, _ = add_feed(db, "Times")
        ids = add_entries(db, feed, [entry(n, content="words " * 3000) for n in range(100)])
        while db.search.index_batch():
            pass
        db.entries.delete(ids[1:])
        db.compact()
        assert (tmp_path / "newstui.db").stat().st_size < 1_000_000
        assert db.statistics.free_bytes() == 0
        assert [hit.entry_id for hit in db.search.query("words")] == ids[:1]
    assert check(tmp_path / "newstui.db") == []
