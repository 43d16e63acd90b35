"""What takes room is shown and freed, a dry run first; backups are made and restored."""

import os
from pathlib import Path

import pytest

from newstui.storage.database import Database
from support.cache import add_entries, entry
from support.command_line import CommandLine


@pytest.fixture
def newstui(tmp_path: Path) -> CommandLine:
    newstui = CommandLine(tmp_path / "data")
    with Database.open(newstui.data_dir / "newstui.db") as db:
        for name in ("Harbour Post", "Valley Gazette"):
            feed = db.feeds.add(f"https://{name[:6]}.example/feed", feed_title=name)
            ids = add_entries(db, feed, [entry(n, content="ferry " * 2000) for n in range(40)])
            db.decisions.set_read(ids[:30], True)
    return newstui


def titles(newstui: CommandLine) -> int:
    return len(newstui("list", "--json", "--limit", "1000").lines())


def test_what_takes_room_is_shown_by_kind_and_by_feed(newstui: CommandLine) -> None:
    outcome = newstui("cache")
    assert "full text index" in outcome.out and "Harbour Post  (40 entries, 10 unread)" in outcome.out
    assert "Nothing is ever deleted by itself" in outcome.out
    assert "not searchable yet" in outcome.out and "tombstones" not in outcome.out
    newstui.config_file.write_text("[retention]\nmax_entries = 10\n")
    assert "newstui cache --free deletes them" in newstui("cache").out
    facts = newstui("cache", "--json").lines()[0]
    assert set(facts["by_feed"]) == {"1", "2"} and facts["bytes"] > 100_000


def test_freeing_shows_first_and_deletes_only_when_told_to(newstui: CommandLine) -> None:
    for asked in (("--dry-run",), ()):
        outcome = newstui("cache", "--free", "--entries", "15", *asked)
        assert "50 entries are beyond the limits" in outcome.err and "Valley Gazette" in outcome.err
        assert titles(newstui) == 80
    outcome = newstui("cache", "--free", "--entries", "15", "--yes")
    assert "50 entries were deleted" in outcome.err
    assert titles(newstui) == 30
    outcome = newstui("cache", "--free", "--feed", "Valley", "--entries", "1", "--unread-too", "1", "--yes")
    assert "14 entries were deleted" in outcome.err and titles(newstui) == 16


def test_a_feed_gets_limits_of_its_own(newstui: CommandLine) -> None:
    assert newstui("keep", "Harbour", "--entries", "20", "--days", "0").out == "Harbour Post: age: no limit, 20 entries.\n"
    assert "20 entries were deleted" in newstui("cache", "--free", "--yes").err
    assert newstui("keep", "Harbour", "--as-all").out == "Harbour Post: kept as all feeds are.\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_what_a_read_only_cache_holds_can_be_read_listed_and_backed_up(newstui: CommandLine, tmp_path: Path) -> None:
    paths = (newstui.data_dir / "newstui.db", newstui.data_dir)
    number = newstui("list", "--json").lines()[0]["id"]
    for path in paths:
        path.chmod(path.stat().st_mode & 0o555)
    try:
        text = newstui("read", str(number), "--plain").out
        assert "ferry ferry" in text and "The cache is read-only" in text
        assert newstui("backup", str(tmp_path / "copy.db")).status == 0
        assert "cache is read-only" in newstui("refresh").err
    finally:
        for path in reversed(paths):
            path.chmod(path.stat().st_mode | 0o200)


def test_limits_without_free_are_a_misunderstanding(newstui: CommandLine) -> None:
    outcome = newstui("cache", "--days", "30")
    assert outcome.status == 2 and "--free" in outcome.err
    assert newstui("cache", "--free", "--size", "much").status == 2


def test_the_search_is_made_anew(newstui: CommandLine) -> None:
    newstui("cache", "--repair-search")
    assert newstui("search", "ferry", "--json").lines()


def test_a_backup_is_restored_and_the_cache_before_is_kept(newstui: CommandLine, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    newstui("backup", str(copy))
    newstui("cache", "--free", "--entries", "15", "--yes")
    outcome = newstui("backup", "--restore", str(copy))
    assert outcome.status == 0, outcome.err
    assert titles(newstui) == 80
    (before,) = newstui.data_dir.glob("newstui.db.before-restore-*")
    with Database.open(before) as db:
        assert db.statistics.contents().entries == 30


def test_a_cache_in_use_or_a_bad_backup_is_left_alone(newstui: CommandLine, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    newstui("backup", str(copy))
    with Database.open(newstui.data_dir / "newstui.db") as db:
        db.feeds.all()
        outcome = newstui("backup", "--restore", str(copy))
        assert outcome.status == 1 and "is in use" in outcome.err
    data = bytearray(copy.read_bytes())
    data[20_000:60_000] = b"\x55" * 40_000
    copy.write_bytes(data)
    assert "damaged" in newstui("backup", "--restore", str(copy)).err
    (tmp_path / "note.txt").write_text("no database " * 100)
    assert newstui("backup", "--restore", str(tmp_path / "note.txt")).status == 1
    assert titles(newstui) == 80


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--size", "5"), "from 100 kB"), (("--size", "10 kB"), "from 100 kB"), (("--entries", "1"), "from 10 "),
        (("--days", "99999"), "to 36500"), (("--entries", "many"), "whole number"),
    ],
)  # fmt: skip
def test_a_feeds_own_limits_have_the_bounds_of_the_settings(newstui: CommandLine, options: tuple[str, ...], words: str) -> None:
    outcome = newstui("keep", "Valley", *options)
    assert outcome.status == 2 and words in outcome.err.replace("\n", " ")
    assert newstui("keep", "Valley").out == "Valley Gazette: kept as all feeds are.\n"


def test_the_room_to_free_has_its_bounds_too(newstui: CommandLine) -> None:
    assert newstui("cache", "--free", "--size", "5", "--yes").status == 2
    assert newstui("keep", "Valley", "--size", "0", "--entries", "0").status == 0
