"""A disk that is full, and one that cannot be written: said in words, nothing lost, and all goes on when it is mended."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from newstui.storage.database import Database
from newstui.storage.integrity import check
from support.command_line import CommandLine
from support.pty_reader import PtyReader
from support.waiting import wait_until
from torture.farm import Farm


def _mount(*arguments: str) -> bool:
    try:
        return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of six megabytes."""
    folder = tmp_path / "small"
    folder.mkdir()
    if not _mount("-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)):
        pytest.skip("no file system can be mounted here; tests/services has a full disk without one")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def _decide(newstui: CommandLine) -> int:
    with Database.open(newstui.data_dir / "newstui.db", durable=True) as cache:
        ids = [row[0] for row in cache._connection.rows("SELECT id FROM entries")]
        cache.decisions.set_starred(ids[:3], True)
    return len(ids)


def test_a_full_disk_is_told_and_nothing_is_lost(small: Path) -> None:
    newstui = CommandLine(small / "data")
    with Farm() as farm:
        for url in farm.feeds():
            assert newstui("add", url).status == 0
        newstui("refresh")
        _decide(newstui)
        with (small / "ballast").open("wb", buffering=0) as ballast:
            try:
                while ballast.write(b"x" * 4096):
                    pass
            except OSError:
                pass
        outcomes = [newstui("refresh") for _ in range(3)]
        assert any(outcome.status == 1 and "full" in outcome.err for outcome in outcomes), [outcome.err for outcome in outcomes]
        assert not any("Traceback" in outcome.err for outcome in outcomes)
        listed = newstui("list", "--json", "--limit", "1000")
        assert listed.status == 0 and sum(line["starred"] for line in listed.lines()) == 3, listed.err
        assert newstui("backup", str(small / "copy.db")).status == 1
        assert [path.name for path in small.glob("copy*")] == []
        doctor = newstui("doctor", "--offline", "--json")
        assert {line["check"]: line["state"] for line in doctor.lines()}["disk"] == "fail"
        with PtyReader(newstui.data_dir) as term:
            term.until("reports of the tide")
            term.type("s")
            term.until(lambda: "full" in term.text or "read-only" in term.text, "why the mark is not kept")
            term.type("q")
            assert term.ended() == 0
        (small / "ballast").unlink()
        assert _mount("-o", "remount,size=90m", str(small))
        assert newstui("refresh").status == 0
    assert check(newstui.data_dir / "newstui.db") == []


def test_a_cache_that_cannot_be_written_can_be_read(small: Path) -> None:
    newstui = CommandLine(small / "data")
    with Farm() as farm:
        newstui("add", farm.feeds()[0])
        newstui("refresh")
    entries = _decide(newstui)
    wait_until(lambda: _mount("-o", "remount,ro", str(small)))  # who indexes in the background has to end first
    listed = newstui("list", "--json", "--limit", "1000")
    assert listed.status == 0 and len(listed.lines()) == entries, listed.err
    for command in (("refresh",), ("cache", "--free", "--yes"), ("remove", "1")):
        outcome = newstui(*command)
        assert outcome.status == 1 and "read-only" in outcome.err.lower() and "Traceback" not in outcome.err, (
            command,
            outcome.err,
        )
    assert newstui("search", "water", "--json").status == 0
    doctor = newstui("doctor", "--offline", "--json")
    assert {line["check"]: line["state"] for line in doctor.lines()}["folder"] == "warn"
    assert _mount("-o", "remount,rw", str(small))
