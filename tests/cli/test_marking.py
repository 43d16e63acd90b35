"""The reader's decisions from the shell: marks, tags and notes, of single entries and of whole lists."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newstui.model.lists import EntryRow
from newstui.storage.database import Database
from support.cache import add_entries, add_feed, entry, open_cache
from support.command_line import CommandLine, Outcome
from support.newsroom import fill
from support.pty_reader import PtyReader


@pytest.fixture
def newstui(tmp_path: Path) -> CommandLine:
    """A cache of the entries 1 to 3 in one feed, and 4 and 5 in another."""
    with open_cache(tmp_path) as db:
        add_feed(db, "Harbour Post", 3)
        add_feed(db, "Valley Gazette", 2)
    return CommandLine(tmp_path)


def row(newstui: CommandLine, number: int) -> EntryRow:
    with Database.open(newstui.data_dir / "newstui.db") as db:
        found = db.entries.get(number)
        assert found is not None
        return found


def unread(newstui: CommandLine) -> list[int]:
    return sorted(line["id"] for line in newstui("list", "--unread", "--json").lines())


def piped(newstui: CommandLine, lines: str, *arguments: str) -> Outcome:
    """What `newstui mark -` does with standard input."""
    return newstui("mark", "-", *arguments, stdin=lines)


def test_marks_are_made_and_counted(newstui: CommandLine) -> None:
    assert newstui("mark", "1", "2", "--read").out == "Marked 2 entries as read.\n"
    assert newstui("mark", "1", "2", "3", "3", "--read").out == "Marked 1 entry as read; 2 were read already.\n"
    assert newstui("mark", "3", "--read").out == "1 entry was read already.\n"
    assert unread(newstui) == [4, 5]
    assert newstui("mark", "2", "--unread", "--star").out == "Marked 1 entry as unread.\nStarred 1 entry.\n"
    assert (row(newstui, 2).read, row(newstui, 2).starred) == (False, True)
    assert newstui("mark", "1", "2", "--unstar").out == "Took the star from 1 entry; 1 was without one already.\n"
    assert not row(newstui, 2).starred


def test_tags_come_and_go_and_are_those_of_the_reader(newstui: CommandLine) -> None:
    assert newstui("mark", "1", "2", "--tag", "#later", "--tag", "ferry, night boat").out == (
        "Tagged 2 entries “later”.\nTagged 2 entries “ferry”.\nTagged 2 entries “night boat”.\n"
    )
    assert sorted(row(newstui, 2).tags) == ["ferry", "later", "night boat"]
    assert newstui("mark", "2", "3", "--untag", "LATER").out == "Took the tag “later” from 1 entry; 1 was without it already.\n"
    assert sorted(row(newstui, 2).tags) == ["ferry", "night boat"]
    assert newstui("mark", "1", "2", "--tag", "FERRY", "--read").out.startswith(
        "Marked 2 entries as read.\n2 entries were tagged"
    )
    newstui("mark", "1", "--unread")
    assert newstui("tags").out == "    1/2      ferry\n    1/1      later\n    1/2      night boat\n"
    assert newstui("tags", "--json").lines()[1] == {"tag": "later", "entries": 1, "unread": 1}
    newstui("mark", "1", "2", "--untag", "later", "--untag", "ferry", "--untag", "night boat")
    nothing = newstui("tags")
    assert (nothing.status, nothing.out) == (0, "") and "newstui mark" in nothing.err


def test_a_note_is_written_and_no_other_one_lost(newstui: CommandLine) -> None:
    def note(number: int) -> str | None:
        lines: list[dict[str, Any]] = newstui("list", "--json").lines()
        return next(str(line["note"]) if line["note"] else None for line in lines if line["id"] == number)

    assert newstui("mark", "1", "--note", "Ask Ada.\nAnd Bo.\x1b[31m ").out == "Wrote the note to 1 entry.\n"
    assert note(1) == "Ask Ada.\nAnd Bo."
    kept = newstui("mark", "1", "2", "--note", "Call Ilse.", "--read")
    assert (kept.status, kept.out) == (1, "Marked 2 entries as read.\nWrote the note to 1 entry.\n")
    assert "entry 1" in kept.err and "--force" in kept.err
    assert (note(1), note(2)) == ("Ask Ada.\nAnd Bo.", "Call Ilse.")
    assert newstui("mark", "1", "--note", "").status == 1 and note(1)
    assert newstui("mark", "1", "2", "--note", "Call Ilse.", "--force").out == (
        "Wrote the note to 1 entry; 1 was noted so already.\n"
    )
    assert newstui("mark", "1", "3", "--note", " ", "--force").out == ("Took the note from 1 entry; 1 was without one already.\n")
    assert (note(1), note(2)) == (None, "Call Ilse.")


def test_what_is_not_there_is_named_and_the_others_are_done(newstui: CommandLine) -> None:
    outcome = newstui("mark", "1", "98", "99", "--read")
    assert (outcome.status, outcome.out) == (1, "Marked 1 entry as read.\n")
    assert "There are no entries 98, 99." in outcome.err
    alone = newstui("mark", "99", "--read", "--json")
    assert (alone.status, alone.out) == (1, "") and "There is no entry 99." in alone.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("1",), "Say how"), (("--read",), "Say which"), (("1", "--feed", "1", "--read"), "Say which"),
        (("one", "--read"), "'one'"), (("9" * 5000, "--read"), "no entry's number"), (("1", "--tag", " # "), "name of a tag"),
        (("--older-than", "3", "--read"), "3d"), (("--older-than", "3m", "--read"), "3d"),
    ],
)  # fmt: skip
def test_wrong_usage_is_told_and_nothing_done(newstui: CommandLine, arguments: tuple[str, ...], words: str) -> None:
    outcome = newstui("mark", *arguments)
    assert (outcome.status, outcome.out) == (2, "") and words in outcome.err
    assert unread(newstui) == [1, 2, 3, 4, 5]


def test_whole_lists_are_marked(newstui: CommandLine) -> None:
    now = datetime.now(UTC)
    with open_cache(newstui.data_dir) as db:
        feed = db.feeds.add("https://new.example/feed", feed_title="New Paper", folder_id=db.folders.ensure(["Coast"]).id)
        ages = (timedelta(hours=1), timedelta(hours=30), timedelta(days=10))
        fresh, middle, old = add_entries(
            db, feed, [entry(n, published=now - age - timedelta(minutes=n)) for n, age in enumerate(ages)], now
        )
    assert newstui("mark", "--feed", "Coast", "--older-than", "2d", "--read").out == "Marked 1 entry as read.\n"
    assert newstui("mark", "--older-than", "1w", "--feed", "New Paper", "--star", "--json").lines()[0]["id"] == old
    assert newstui("mark", "--older-than", "24h", "--feed", "Coast", "--read").out == (
        "Marked 1 entry as read; 1 was read already.\n"
    )
    assert not row(newstui, fresh).read and row(newstui, middle).read
    assert newstui("mark", "--feed", "Harbour Post", "--read").out == "Marked 3 entries as read.\n"
    assert newstui("mark", "--older-than", "0h", "--read").out == "Marked 3 entries as read; 5 were read already.\n"
    assert unread(newstui) == []
    none = newstui("mark", "--older-than", "9999w", "--unread")
    assert (none.status, none.out) == (0, "") and "no such entries" in none.err
    assert newstui("mark", "--feed", "zebra", "--read").status == 1


def test_standard_input_names_entries(newstui: CommandLine) -> None:
    assert piped(newstui, "1\n2 3\n\n", "--read").out == "Marked 3 entries as read.\n"
    listed = newstui("list", "--unread", "--json").out
    assert piped(newstui, listed, "--star", "--tag", "later").out == "Starred 2 entries.\nTagged 2 entries “later”.\n"
    assert {number for number in range(1, 6) if row(newstui, number).starred} == {4, 5}
    quoted = json.dumps({"words": "One is due", "entry": 1}) + "\n" + json.dumps({"words": "From a file", "entry": None})
    half = piped(newstui, quoted, "--star")
    assert (half.status, half.out) == (1, "Starred 1 entry.\n") and "line 2" in half.err
    deep = piped(newstui, "[" * 100_000 + "\n2\n", "-", "--star")
    assert (deep.status, deep.out) == (1, "Starred 1 entry.\n") and "Traceback" not in deep.err
    empty = piped(newstui, "", "--read")
    assert (empty.status, empty.out) == (0, "") and "no such entries" in empty.err


@pytest.mark.parametrize("lines", ["list --feeds --json", "list", "export"])
def test_the_numbers_of_something_else_mark_nothing(newstui: CommandLine, lines: str) -> None:
    outcome = piped(newstui, newstui(*lines.split()).out, "--read")
    assert (outcome.status, outcome.out) == (1, "") and "No entry is named" in outcome.err and "line 1" in outcome.err
    assert unread(newstui) == [1, 2, 3, 4, 5]


def test_json_tells_each_entry_as_it_is_then(newstui: CommandLine) -> None:
    newstui("mark", "2", "--read")
    first, second = newstui("mark", "2", "1", "--read", "--tag", "later", "--note", "Ask Ada.", "--json").lines()
    assert (first["id"], first["read"], first["tags"], first["note"]) == (2, True, ["later"], "Ask Ada.")
    assert (second["id"], second["changed"]) == (1, True)
    assert [line["changed"] for line in newstui("mark", "1", "3", "--read", "--json").lines()] == [False, True]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_mark_that_cannot_be_kept_is_told_and_not_made(newstui: CommandLine) -> None:
    path = newstui.data_dir / "newstui.db"
    path.chmod(0o400)
    try:
        refused = newstui("mark", "1", "--read")
    finally:
        path.chmod(0o600)
    assert (refused.status, refused.out) == (1, "") and "read-only" in refused.err and "Traceback" not in refused.err
    assert unread(newstui) == [1, 2, 3, 4, 5]


def test_an_open_reader_shows_what_is_marked_in_the_shell(tmp_path: Path) -> None:
    room = fill(tmp_path)
    newstui = CommandLine(tmp_path)
    with PtyReader(tmp_path) as reader:
        reader.until("Harbour bridge to close")
        assert newstui("mark", "--feed", "Valley Gazette", "--read").status == 0
        reader.until(lambda: "Valley news" not in reader.text, "the read ones leave the list of the unread")
        assert newstui("mark", "--feed", "Valley Gazette", "--unread").status == 0
        reader.until("○  Valley news 6")
        reader.type("\r")  # it is read now, and the list keeps its rows as long as the reader stays in it
        reader.until("“” 3")
        assert newstui("mark", str(room.story), "--tag", "quayside", "--note", "Ask Ada.").status == 0
        reader.until(lambda: reader.text.count("quayside") >= 2, "the tag stands over the article and in the feed pane")
        reader.until("Ask Ada.")
        assert newstui("mark", "--feed", "Valley Gazette", "--read", "--star").status == 0
        reader.until("★ Valley news 6")
        assert newstui("mark", "--feed", "Valley Gazette", "--unstar").status == 0
        reader.until("    Valley news 6")
        reader.type("q")
        assert reader.ended() == 0
