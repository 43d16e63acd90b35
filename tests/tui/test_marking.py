"""Marks show when they are on the disk, last, can be undone, and do not show where they cannot be written."""

import sqlite3
from pathlib import Path

from newstui.model.lists import Scope, SmartFeed
from newstui.storage.sessions import held_by_readers
from support.cache import add_feed, open_cache
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
        await run.until(lambda: run.status == "Marked 13 entries read; u takes it back.", "the marks")
        assert _unread(run) == 0
        assert run.reader.entries.row is not None and run.reader.entries.row.read
        await run.press("u")
        await run.until(lambda: "undone" in run.status, "the undo")
        assert _unread(run) == 13
        assert not run.reader.entries.row.read


async def test_a_large_folder_is_marked_read_and_undone_whatever_list_is_shown(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        add_feed(db, "Large", 9_000, folder_id=(folder := db.folders.ensure(["Large ones"]).id))
        add_feed(db, "Larger", 1_000, folder_id=folder)
        add_feed(db, "Beside", 5)
    async with reading(tmp_path) as run:
        run.reader.feeds.go_to(Scope(folder_id=folder))
        await run.press("h", "A")
        await run.until(lambda: run.status == "Marked 10,000 entries read; u takes it back.", "the marks")
        assert _unread(run) == 5
        await run.press("u")
        await run.until(lambda: run.status == "Marked 10,000 entries read – undone.", "the undo")
        assert _unread(run) == 10_005
        await run.until(lambda: any("Large ones" in line and "10k" in line for line in run.lines), "the count")
        await run.press("A", "A")
        await run.until(lambda: run.status == "Nothing to mark.", "the second key")


async def test_older_entries_are_marked_read(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("j", "j", "O")
        await run.until(lambda: run.status == "Marked 10 entries read; u takes it back.", "the marks")
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


async def test_tags_are_given_shown_listed_and_taken_back(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("enter", "T")
        await run.type("budget, #port strike")
        await run.press("enter")
        await run.until(lambda: "#budget #port strike" in run.text, "the header")
        await run.until(lambda: any("   #budget" in line for line in run.lines), "the list in the feeds pane")
        await run.press("T")
        assert "there are: budget, port strike" in run.dialog and run.dialog.startswith("budget, port strike")
        await run.press("escape", "h", "h")
        tagged = next(node for node in run.reader.feeds.nodes if node.tag == "budget")
        run.reader.go_to(tagged.scope)
        await run.press()
        assert run.reader.lists.title == "#budget" and run.reader.entries.items == 1
        assert any("counci" in line and "#budget" in line[:38] for line in run.lines)
        await run.press("u")
        await run.until(lambda: all(node.tag is None for node in run.reader.feeds.nodes), "the undo")
    async with reading(tmp_path) as run:
        assert run.reader.lists.title != "#budget"


async def test_a_tag_is_completed_renamed_and_removed_where_it_stands_among_the_feeds(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("T")
        await run.type("Budget")
        await run.press("enter")
        await run.until(lambda: "#Budget" in run.text, "the tag")
        await run.press("j", "T")
        await run.type("bu")
        await run.press("tab")
        assert "Budget" in run.dialog and "Tab completes" in run.text
        await run.press("enter")
        await run.until(lambda: [node.total for node in run.reader.feeds.nodes if node.tag] == [2], "the second entry")
        run.reader.go_to(Scope(tag="Budget"))
        await run.press("j", "h", "E")
        await run.press(*["backspace"] * len("Budget"))
        await run.type("money")
        await run.press("enter")
        await run.until(lambda: run.reader.lists.scope == Scope(tag="money"), "the list under its new name")
        assert run.status == "Renamed the tag “Budget” to “money”; u takes it back."
        assert run.reader.feeds.node is not None and run.reader.feeds.node.tag == "money"
        assert run.reader.entries.cursor == 1
        await run.press("u")
        await run.until(lambda: run.reader.lists.scope == Scope(tag="Budget"), "the undo")
        assert run.reader.entries.cursor == 1
        await run.press("D")
        await run.until(lambda: run.status == "Took the tag “Budget” from 2 entries; u takes it back.", "the removal")
        assert "#Budget" not in run.text and run.reader.lists.scope == Scope(smart=SmartFeed.ALL)
        await run.press("u")
        await run.until(lambda: run.reader.lists.scope == Scope(tag="Budget"), "the undo")
        await run.press("tab", "ctrl+p")
        await run.type("remove tag bud")
        await run.press("enter")
        await run.until(lambda: "Took the tag" in run.status, "the removal from the palette")
        await run.press("g", "h", "D")
        assert run.status == "Choose a feed, a folder or a tag first."


async def test_a_note_is_kept_however_its_dialog_is_left(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("enter", "N")
        await run.type("Ask the council about May.")
        await run.press("enter")
        await run.type("And about\u202e the ferries.")
        assert "Note, saved when you leave: Harbour bridge" in run.text
        assert "u then takes it back · empty: no note · Esc or Ctrl+S saves and closes" in run.text
        await run.press("escape")
        note = run.app.desk.library.note
        await run.until(lambda: note(room.story) == "Ask the council about May.\nAnd about the ferries.", "the note")
        await run.until(lambda: "Ask the council about May." in run.text and "And about the ferries." in run.text, "the header")
        assert run.status == "Changed the note; u takes it back."
        await run.press("u")
        await run.until(lambda: not note(room.story) and "Ask the council" not in run.text, "the undo")
        await run.press("N")
        await run.type("Saved as editors do.")
        await run.press("ctrl+s")
        assert run.app.screen is run.reader
        await run.until(lambda: note(room.story) == "Saved as editors do.", "the note")
        await run.press("N", "ctrl+u")
        await run.type("Kept at the end.")
        run.app.leave()
    async with reading(tmp_path) as run:
        assert run.app.desk.library.note(room.story) == "Kept at the end."
        assert "Kept at the end." in run.text


async def test_what_is_on_the_screen_is_held_for_retention(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.until(lambda: room.story in held_by_readers(room.database).entries, "the note of what is shown")
        assert len(held_by_readers(room.database).entries) == 13
    assert held_by_readers(room.database).since is None


async def test_a_copied_quotation_keeps_its_entry(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("enter", "]", "c")
        await run.until(lambda: "Copied" in run.status, "the copy")
    with sqlite3.connect(room.database) as db:
        assert db.execute("SELECT entry_id FROM citations").fetchall() == [(room.story,)]
    db.close()
