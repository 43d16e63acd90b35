"""A connection that drops: nothing is left running, nothing is lost, and the next start goes on where it was."""

import select
import sys
import time
from pathlib import Path

import pytest

from newstui.model.lists import Scope, SmartFeed
from newstui.reading.lists import Library
from support.newsroom import HEADLINE, fill
from support.processes import family
from support.pty_reader import PATIENCE, PtyReader
from support.quiet import quiet
from support.ssh_server import missing, ssh_server

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"needs {missing()}")
SIZE = (100, 30)


def test_a_dropped_ssh_session_leaves_nothing_and_loses_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "newstui data"
    folder.mkdir()
    quiet(folder)
    fill(folder)
    program = [sys.executable, "-m", "newstui", "--data-dir", str(folder), "--config", str(folder / "config.toml")]
    with ssh_server(tmp_path) as server:
        command = server.command(*program)
        with PtyReader(folder, size=SIZE, command=command) as term:
            term.until(HEADLINE[:20])
            term.type("\r")
            term.until(lambda: "“We cannot keep patching" in term.text and "declined to" in term.text, "the article")
            term.type(" s")
            term.until(lambda: "By Ada Writer" not in term.text and "★" in term.text, "the page and the star")
            term.settle()
            here = _first_words(term)
            at_work = _at_work(folder)
            assert len(at_work) > 1, "reader and engine"
            term.process.kill()
            term.process.wait()
            _until_gone(at_work)
            assert not _at_work(folder)
        library = Library(folder / "newstui.db")
        story = next(row for row in library.page(Scope(smart=SmartFeed.ALL), limit=50) if row.title == HEADLINE)
        library.close()
        assert story.starred and story.read and story.position
        with PtyReader(folder, size=SIZE, command=command) as term:
            term.until(lambda: _first_words(term) == here, "the same line of the same article")
            at_work = _at_work(folder)
            term.type("q")
            assert term.ended() == 0
        _until_gone(at_work)


def _first_words(term: PtyReader) -> str:
    """The first line of the article that has words, at 100 columns."""
    return next((line[33:].strip() for line in term.text.splitlines()[1:] if line[33:].strip()), "")


def _at_work(folder: Path) -> set[int]:
    """The processes that were started for a data folder, and all below them: reader, engine and workers."""
    found: set[int] = set()
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        if str(folder).encode() in _read(place).split(b"\0"):
            found.update(family(int(place.parent.name)))
    return found


def _read(path: Path) -> bytes:
    """What the system says of a process; nothing where it has ended."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _until_gone(pids: set[int]) -> None:
    end = time.monotonic() + PATIENCE
    while left := {pid for pid in pids if _read(Path(f"/proc/{pid}/cmdline"))}:
        assert time.monotonic() < end, f"still there: {[_read(Path(f'/proc/{pid}/cmdline')) for pid in left]}"
        select.select([], [], [], 0.02)
