"""A cache that cannot be written, is damaged, newer or none at all: the real reader says so on its screen, and loses nothing."""

import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from newstui.storage.database import Database
from newstui.storage.integrity import check
from newstui.storage.schema import VERSION
from support.newsroom import fill
from support.pty_reader import PtyReader
from support.quiet import quiet

PAGE = 4096


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return filled(tmp_path)


def filled(folder: Path) -> Path:
    fill(folder, entries=60)
    quiet(folder)
    return folder


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[Path]:
    """A folder with a cache on a disk that is mounted to be read only."""
    place = tmp_path / "sealed"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", place], capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    filled(place)
    subprocess.run(["mount", "-o", "remount,ro", place], check=True)
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def stars(path: Path) -> int:
    with Database.open(path, read_only=True) as db:
        return db.statistics.contents().starred


def nothing_can_be_kept(term: PtyReader, words: str) -> None:
    """Reads, tries to star, and leaves; `words` say why the star is not there."""
    term.until("Valley news")
    term.type("jjs")
    term.until(lambda: words in told(term), words)
    term.type("!")
    term.until("Messages")
    assert words in told(term) and "★" not in term.text
    term.type("\x1b")
    term.until(lambda: "Messages" not in term.text, "the dialog's end")
    term.type("q")
    assert term.ended() == 0
    assert b"Traceback" not in term.sent


def test_a_configuration_that_was_named_and_is_not_there_is_told(folder: Path) -> None:
    missing = folder / "missing.toml"
    command = [sys.executable, "-m", "newstui", "--data-dir", str(folder), "--config", str(missing)]
    with PtyReader(folder, command=command) as term:
        term.until("Valley news")
        term.until(lambda: "missing.toml" in told(term), "what is wrong")
        missing.write_text("[reading]\nmeasure = 60\n")
        term.until(lambda: "Itismended" in told(term), "the end of it")
        term.type("q")
        assert term.ended() == 0


def test_where_no_file_may_grow_it_reads_and_says_that_marks_are_not_kept(folder: Path) -> None:
    with PtyReader(folder, file_limit=PAGE) as term:
        nothing_can_be_kept(term, "isfull")
    assert check(folder / "newstui.db") == [] and stars(folder / "newstui.db") == 0
    with PtyReader(folder) as term:
        term.until("Valley news")
        term.type("jjs")
        term.until("★")
        term.type("q")
        assert term.ended() == 0
    assert stars(folder / "newstui.db") == 1


def test_where_nothing_can_be_written_it_reads_and_says_so(sealed: Path) -> None:
    with PtyReader(sealed) as term:
        term.until("read-only: everything can be read, but nothing is kept or fetched")
        term.type("jj\r")
        term.until("article cannot be fetched")
        assert "fetching…" not in term.text
        term.type("h")
        nothing_can_be_kept(term, "read-only")


def told(term: PtyReader) -> str:
    """The screen's words, broken lines joined."""
    return "".join(term.text.split())


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA user_version = {VERSION + 1}")


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE recipes (id INTEGER)")


def no_file(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (newer, "written by a newer newstui"),
        (foreign, "a database of something else"),
        (no_file, "cannot be opened"),
    ],
)
def test_what_cannot_be_opened_is_said_and_left_alone(folder: Path, spoil: Callable[[Path], None], words: str) -> None:
    path = folder / "newstui.db"
    spoil(path)
    before = path.read_bytes() if path.is_file() else b""
    with PtyReader(folder) as term:
        assert term.ended() == 1
        assert words.replace(" ", "") in told(term)
        assert b"Traceback" not in term.sent
    assert not path.is_file() or path.read_bytes() == before


def test_a_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("no folder")
    with PtyReader(place) as term:
        assert term.ended() == 1
        assert "cannotbemade" in told(term) and b"Traceback" not in term.sent


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_damage_in_the_middle_is_said_and_the_file_stays_as_it_is(folder: Path, seed: int) -> None:
    """It may be met at the start or while reading; either way in words, and `doctor --salvage` saves the rest."""
    path = folder / "newstui.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA journal_mode = DELETE")
    data, choice = bytearray(path.read_bytes()), random.Random(seed)
    for page in choice.sample(range(3, len(data) // PAGE), len(data) // PAGE // 2):
        data[page * PAGE : (page + 1) * PAGE] = choice.randbytes(PAGE)
    path.write_bytes(data)
    with PtyReader(folder) as term:
        term.until(lambda: "damaged" in term.text or "Valley news" in term.text, "a word or a list")
        if "[Y/n]" not in term.text:
            term.type("jj\rsjj\r")
            term.until(lambda: "damaged" in term.text or "malformed" in term.text, "the damage")
        term.type("n\r" if "[Y/n]" in term.text else "q")
        term.ended()
        assert b"Traceback" not in term.sent
    assert list(folder.glob("newstui.db.damaged-*")) == []
