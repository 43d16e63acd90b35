"""The last screen at the next start: shown where it fits, taken over without a flicker, and never in the way."""

import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from newstui import snapshot
from newstui.config.paths import find_paths
from support.newsroom import HEADLINE, fill
from support.pty_reader import PtyReader
from support.quiet import quiet

SIZE = (100, 30)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with an article that was read in it."""
    quiet(tmp_path)
    fill(tmp_path)
    with PtyReader(tmp_path, size=SIZE) as term:
        term.until(HEADLINE[:20])
        term.type("\r")
        term.until(lambda: "declined to" in term.text and "z full width" in term.text, "the article")
        term.type("q")
        assert term.ended() == 0
    return tmp_path


def test_the_last_screen_comes_first_and_only_differences_follow(folder: Path) -> None:
    kept = folder / "screen.snapshot"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    length = int(kept.read_bytes().split(b"\n", 2)[1])
    with PtyReader(folder, size=SIZE) as term:
        term.until(lambda: len(term.sent) >= length, "the snapshot")
        assert "declined to" in term.text and "z full width" in term.text
        term.settle()
        assert len(term.sent) < length + 1200
        assert term.sent.count(b"\x1b[2J") == term.sent.count(b"\x1b[?1049h") == 1
        assert "declined to" in term.text
        term.type("q")
        assert term.ended() == 0
        assert term.modes == term.modes_before


def test_keys_typed_before_the_reader_is_there_are_neither_echoed_nor_lost(folder: Path) -> None:
    with PtyReader(folder, size=SIZE) as term:
        term.until("declined to")
        term.type("zQ")  # the second is no key: the reader says so
        term.until("Q does nothing")
        assert "Feeds" not in term.text  # full width
        assert "zQ" not in term.text and b"zU" not in term.sent
        term.type("q")
        assert term.ended() == 0


@pytest.mark.parametrize("what", ["size", "theme", "terminal", "cache", "readable by others"])
def test_a_screen_that_was_made_for_something_else_is_not_shown(folder: Path, what: str) -> None:
    size, environment = SIZE, {}
    if what == "size":
        size = (90, 30)
    elif what == "theme":
        (folder / "config.toml").write_text((folder / "config.toml").read_text() + '[appearance]\ntheme = "beacon"\n')
    elif what == "terminal":
        environment = {"TERM": "xterm", "COLORTERM": ""}
    elif what == "cache":
        shutil.copy(folder / "newstui.db", folder / "copy")
        (folder / "copy").replace(folder / "newstui.db")
    else:
        (folder / "screen.snapshot").chmod(0o644)
    length = int((folder / "screen.snapshot").read_bytes().split(b"\n", 2)[1])
    assert length > 1000
    with PtyReader(folder, size=size, environment=environment) as term:
        term.until(lambda: len(term.sent) > 5, "anything")
        assert b"\x1b[5n" in term.sent[:80]  # the reader itself, not the snapshot
        term.until("declined to")
        term.type("q")
        assert term.ended() == 0


def test_a_start_that_fails_gives_the_terminal_back(folder: Path) -> None:
    (folder / "newstui.db").write_bytes(b"SQLite format 3\x00" + b"\xff" * 4000)
    for name in ("newstui.db-wal", "newstui.db-shm"):
        (folder / name).unlink(missing_ok=True)
    with PtyReader(folder, size=SIZE) as term:
        term.until(lambda: b"\x1b[?1049l" in term.sent, "the terminal given back")
        term.until(lambda: b"newstui:" in term.sent, "why")
        assert b"declined to" in term.sent.split(b"\x1b[?1049l")[0]
        assert term.modes == term.modes_before
        term.type("n\n")
        assert term.ended() == 1


def test_a_start_that_is_ended_gives_the_terminal_back(folder: Path) -> None:
    with PtyReader(folder, size=SIZE) as term:
        term.until(lambda: len(term.sent) > 500, "the snapshot")
        term.signal(signal.SIGTERM)
        assert term.ended() in (0, 128 + signal.SIGTERM, -signal.SIGTERM)
        if term.process.returncode >= 0:
            assert b"\x1b[?1049l" in term.sent
            assert term.modes == term.modes_before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize("late", [0, 1, 2, 3, 4])
def test_a_signal_at_any_moment_of_the_start_gives_the_terminal_back(folder: Path, number: signal.Signals, late: int) -> None:
    signs = (b"", b"\x1b[5n", b"\x1b[?2004h", b"\x1b[?2026$p", b"\x1b]")  # the snapshot, then what the driver sends, bit by bit
    with PtyReader(folder, size=SIZE) as term:
        term.until(lambda: len(term.sent) > 500 and signs[late] in term.sent, "that moment")
        term.signal(number)
        assert term.ended() in (0, 128 + number)
        assert b"\x1b[?1049l" in term.sent
        assert term.modes == term.modes_before
        assert b"Traceback" not in term.sent


def test_nothing_else_is_imported_for_it() -> None:
    words = "import sys; before = set(sys.modules); import newstui.snapshot; print(*sorted(set(sys.modules) - before))"
    loaded = subprocess.run([sys.executable, "-c", words], capture_output=True, check=True)
    assert loaded.stdout.split() == [b"newstui", b"newstui.snapshot", b"termios"]


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"NEWSTUI_DATA_DIR": "/somewhere/data", "NEWSTUI_CONFIG": "~/my.toml"},
        {"XDG_DATA_HOME": "/xdg/data", "XDG_CONFIG_HOME": "/xdg/config"},
        {"XDG_DATA_HOME": " ", "NEWSTUI_DATA_DIR": ""},
    ],
)
def test_it_looks_where_the_reader_does(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> None:
    for name in ("NEWSTUI_DATA_DIR", "NEWSTUI_CONFIG", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    paths = find_paths()
    assert snapshot._places(None, None) == (str(paths.data_dir), str(paths.config_file))
