"""Marks show when they are on the disk, last, can be undone, and do not show where they cannot be written."""

import sqlite3
from pathlib import Path

from newstui.model.lists import Scope, SmartFeed
from support.newsroom import fill
from support.reader_app import Reading, reading


def _unread(run: Reading) -> int:
    return run.app.desk.library.unread(Scope(smart=SmartFeed.ALL))


async def test_a_star_is_given_and_taken_back(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("s")
        await run.until(lambda: run.status == "Starred 1 entry.", "the star")
        assert "★" in run.text
        await run.press("u")
        await run.until(lambda: "undone" in run.status, "the undo")
        assert "★" not in run.text
        row = run.app.desk.library.entry(room.story)
        assert row is not None and not row.starred


async def test_read_and_unread(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("m")
        await run.until(lambda: run.status == "Marked 1 entry read.", "the mark")
        assert _unread(run) == 12
        await run.press("m")
        await run.until(lambda: run.status == "Marked 1 entry unread.", "the mark")
        assert _unread(run) == 13


async def test_everything_is_marked_read_and_undone(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("A")
        await run.until(lambda: run.status == "Marked 13 entries read.", "the marks")
        assert _unread(run) == 0
        assert run.reader.entries.row is not None and run.reader.entries.row.read
        await run.press("u")
        await run.until(lambda: "undone" in run.status, "the undo")
        assert _unread(run) == 13
        assert not run.reader.entries.row.read


async def test_older_entries_are_marked_read(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("j", "j", "O")
        await run.until(lambda: run.status == "Marked 10 entries read.", "the marks")
        assert _unread(run) == 3


async def test_the_counts_follow(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("m")
        await run.until(
            lambda: any(n.id == room.harbour and n.unread == 6 for n in run.reader.feeds.nodes if n.depth), "the count"
        )


async def test_a_mark_that_cannot_be_written_does_not_stay(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path) as run:
        with sqlite3.connect(room.database) as db:
            db.execute("CREATE TRIGGER full BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'disk full'); END")
        db.close()
        await run.press("s")
        await run.until(lambda: run.reader.status.status.error, "the error")
        assert run.reader.entries.row is not None and not run.reader.entries.row.starred
        assert "★" not in run.text
