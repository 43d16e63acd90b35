"""The reader's decisions: kept in order, durable, undoable."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from newstui.errors import StorageError, SubscriptionError
from newstui.model.feeds import Folder
from newstui.model.lists import Scope, SmartFeed, Sort
from newstui.model.safe_text import SafeText
from newstui.model.wishes import WishKind
from newstui.reading.lists import Library
from newstui.reading.marks import Marks
from newstui.storage.database import Database
from support.cache import add_feed

ALL = Scope(smart=SmartFeed.ALL)


@pytest.fixture
def marks(db: Database) -> Iterator[Marks]:
    marks = Marks(db.path)
    yield marks
    marks.close()


def unread(db: Database) -> int:
    return db.lists.unread(ALL)


def test_marks_are_made_in_order_and_said_in_words(db: Database, marks: Marks) -> None:
    _, ids = add_feed(db, "Times", 12)
    futures = [marks.set_read(ids, True), marks.set_read(ids[:1], False), marks.toggle_star(ids[2]), marks.toggle_star(ids[2])]
    assert [future.result().words for future in futures] == [
        "Marked 12 entries read", "Marked 1 entry unread", "Starred 1 entry", "Took the star from 1 entry",
    ]  # fmt: skip
    assert unread(db) == 1
    assert marks.toggle_read(ids[0]).result().words == "Marked 1 entry read"
    assert marks.set_read(ids, True).result().words == ""


def folder_called(db: Database, name: str) -> Folder:
    return next(folder for folder in db.folders.all() if folder.name == name)


def test_every_step_can_be_taken_back(db: Database, marks: Marks) -> None:
    feed, ids = add_feed(db, "Times", 5)
    marks.set_read(ids[:1], True)
    marks.mark_all_read(ALL)
    marks.set_starred(ids[:2], True)
    marks.set_tags(ids[0], ["later"])
    marks.set_note(ids[0], "Ask Ada.")
    marks.rename_feed(feed.id, SafeText("Mine"))
    marks.move_feed(feed.id, (SafeText("News"), SafeText("World"))).result()
    marks.rename_folder(folder_called(db, "World").id, SafeText("Earth"))
    marks.remove_feed(feed.id).result()
    assert db.feeds.all() == []
    words = []
    while undone := marks.undo().result():
        words.append(undone.words)
    assert words == [
        "Removed “Mine” – undone",
        "Renamed the folder “World” to “Earth” – undone",
        "Moved “Mine” – undone",
        "Renamed “Times” to “Mine” – undone",
        "Changed the note – undone",
        "Changed the tags – undone",
        "Starred 2 entries – undone",
        "Marked 4 entries read – undone",
        "Marked 1 entry read – undone",
    ]
    assert db.feeds.all() == [feed]
    assert unread(db) == 5
    row = db.entries.get(ids[0])
    assert row and (row.tags, row.starred) == ((), False)


def test_a_tag_is_renamed_joined_and_removed_everywhere_and_each_is_taken_back(db: Database, marks: Marks) -> None:
    _, ids = add_feed(db, "Times", 3)
    for entry_id, tags in zip(ids, (["work"], ["Work", "later"], ["later"])):
        marks.set_tags(entry_id, tags).result()
    before = db.decisions.tags()
    assert before == [("later", 2, 2), ("work", 2, 2)]
    assert marks.rename_tag("work", "WORK").result().words == "Renamed the tag “work” to “WORK”"
    assert marks.rename_tag("WORK", "Later").result().words == "The tag “WORK” is one with “later” now"
    assert db.decisions.tags() == [("later", 3, 3)]
    assert marks.remove_tag("later").result().words == "Took the tag “later” from 3 entries"
    assert db.decisions.tags() == [] and marks.remove_tag("later").result().words == ""
    words = [undone.words for undone in (marks.undo().result(), marks.undo().result(), marks.undo().result()) if undone]
    assert words[0] == "Took the tag “later” from 3 entries – undone" and len(words) == 3
    assert db.decisions.tags() == before
    assert [row.tags for row in db.lists.rows(ids)] == [("work",), ("later", "work"), ("later",)]


def test_a_tag_typed_in_another_case_changes_nothing(db: Database, marks: Marks) -> None:
    _, (entry_id,) = add_feed(db, "Times", 1)
    marks.set_tags(entry_id, ["Work"]).result()
    assert marks.set_tags(entry_id, ["work"]).result().words == ""


def test_undoing_changes_only_what_the_step_changed(db: Database, marks: Marks) -> None:
    _, ids = add_feed(db, "Times", 4)
    marks.set_read(ids[:2], True, undoable=False).result()
    marks.mark_all_read(ALL).result()
    undone = marks.undo().result()
    assert undone and sorted(undone.ids) == sorted(ids[2:])
    assert unread(db) == 2
    assert marks.undo().result() is None


def test_older_ones_are_marked_below_a_row(db: Database, marks: Marks) -> None:
    _, ids = add_feed(db, "Times", 5)
    rows = db.lists.page(ALL, Sort.DATE)
    assert len(marks.mark_older_read(ALL, rows[2].cursor).result().ids) == 2
    assert [row.read for row in db.lists.page(ALL)] == [False, False, False, True, True]
    assert ids


def test_closing_writes_what_is_still_to_be_written(db: Database, marks: Marks) -> None:
    _, ids = add_feed(db, "Times", 60)
    futures = [marks.set_read([entry_id], True) for entry_id in ids]
    marks.close()
    assert all(future.done() for future in futures)
    assert unread(db) == 0


def test_a_mark_is_seen_by_the_library(db: Database, marks: Marks) -> None:
    _, ids = add_feed(db, "Times", 1)
    library = Library(db.path)
    assert not library.changed()
    marks.set_position(ids[0], 17).result()
    assert library.changed()
    row = library.entry(ids[0])
    assert row and row.position == 17
    library.close()


def test_wishes_wait_in_the_queue(db: Database, marks: Marks) -> None:
    wish = marks.wish(WishKind.FETCH, entry=5).result()
    assert [w.payload for w in db.wishes.all()] == [{"entry": 5}]
    db.wishes.fail(wish, "It failed.")
    marks.retry_wish(wish).result()
    assert db.wishes.all()[0].error == ""
    marks.drop_wish(wish).result()
    assert db.wishes.all() == []


def test_a_decision_that_cannot_be_written_is_told_and_not_made(db: Database, marks: Marks) -> None:
    _, ids = add_feed(db, "Times", 2)
    marks.set_read(ids[:1], True).result()
    assert marks._database
    marks._database._connection.execute("PRAGMA query_only = ON")
    assert isinstance(marks.set_read(ids, True).exception(), StorageError)
    assert isinstance(marks.undo().exception(), StorageError)
    assert unread(db) == 1
    marks._database._connection.execute("PRAGMA query_only = OFF")
    assert marks.undo().result()
    assert unread(db) == 2


def test_a_cache_that_cannot_be_opened_fails_each_mark(tmp_path: Path) -> None:
    (tmp_path / "newstui.db").write_text("no database " * 500)
    marks = Marks(tmp_path / "newstui.db")
    assert isinstance(marks.set_read([1], True).exception(), StorageError)
    marks.close()


def test_folders_refuse_in_words(db: Database, marks: Marks) -> None:
    first, second = db.folders.ensure(["A"]), db.folders.ensure(["B"])
    assert isinstance(marks.rename_folder(second.id, SafeText("A")).exception(), SubscriptionError)
    assert isinstance(marks.move_folder(first.id, first.id).exception(), SubscriptionError)
    assert isinstance(marks.move_folder(first.id, (SafeText("A"), SafeText("New"))).exception(), SubscriptionError)
    assert {folder.name for folder in db.folders.all()} == {"A", "B"}  # none was made for a move that failed
    marks.move_folder(second.id, first.id).result()
    marks.remove_folder(first.id).result()


def test_a_move_that_is_taken_back_leaves_no_folder_behind_that_was_made_for_it(db: Database, marks: Marks) -> None:
    first, second = (add_feed(db, name, 1)[0] for name in ("Times", "Post"))
    kept = db.folders.ensure(["Kept"])
    marks.move_feed(first.id, (SafeText("News"), SafeText("World"))).result()
    later = db.folders.ensure(["Made by somebody else"])
    marks.undo().result()
    assert {folder.name for folder in db.folders.all()} == {"Kept", later.name}
    db.folders.remove(later.id)
    marks.move_feed(first.id, (SafeText("News"),)).result()
    db.feeds.move(second.id, folder_called(db, "News").id)  # somebody else put something there meanwhile
    marks.undo().result()
    assert {folder.name for folder in db.folders.all()} == {"Kept", "News"}
    marks.move_folder(kept.id, (SafeText("Above"),)).result()
    marks.undo().result()
    assert {folder.name for folder in db.folders.all()} == {"Kept", "News"}


def test_what_stands_there_already_is_not_moved(db: Database, marks: Marks) -> None:
    first, last = (add_feed(db, name, 1)[0] for name in ("Times", "Post"))
    assert marks.move_feed(first.id, None).result().words == ""
    assert [feed.id for feed in db.feeds.all()] == [first.id, last.id]
    assert marks.undo().result() is None


def test_a_removed_folder_comes_back_with_what_stood_in_it(db: Database, marks: Marks) -> None:
    feeds = [add_feed(db, name, 1)[0] for name in ("Times", "Post", "Sun")]
    inner = db.folders.ensure(["News", "World"])
    outer = folder_called(db, "News")
    db.feeds.move(feeds[2].id, outer.id)
    db.feeds.move(feeds[0].id, outer.id)
    db.feeds.move(feeds[1].id, inner.id)
    before = (db.folders.all(), db.feeds.all())
    assert marks.remove_folder(outer.id).result().words == "Removed the folder “News”"
    assert [folder.name for folder in db.folders.all()] == ["World"]
    undone = marks.undo().result()
    assert undone is not None and undone.words == "Removed the folder “News” – undone"
    assert (db.folders.all(), db.feeds.all()) == before


def test_decisions_about_what_is_gone_change_nothing(marks: Marks) -> None:
    for future in (
        marks.toggle_star(9),
        marks.toggle_read(9),
        marks.remove_feed(9),
        marks.rename_feed(9, None),
        marks.move_feed(9, 1),
    ):
        assert future.result().words == ""
    assert marks.undo().result() is None


def test_what_was_decided_is_written_although_nobody_waits_for_it_any_more(db: Database) -> None:
    _, ids = add_feed(db, "Times", 3)
    marks = Marks(db.path)
    futures = [marks.set_starred([entry_id], True) for entry_id in ids]
    assert not any(future.cancel() for future in futures)  # a reader that ends cancels whoever waits
    marks.close()
    assert db.lists.count(Scope(smart=SmartFeed.STARRED)) == 3


def test_the_last_list_that_was_marked_read_can_be_taken_back_after_the_next_start(db: Database) -> None:
    feed, ids = add_feed(db, "Times", 5)
    before = Marks(db.path)
    before.mark_all_read(Scope(feed_id=feed.id)).result()
    before.toggle_star(ids[0]).result()
    before.close()
    after = Marks(db.path)
    undone = after.undo().result()
    assert undone is not None and (undone.words, set(undone.ids)) == ("Marked 5 entries read – undone", set(ids))
    assert unread(db) == 5
    assert after.undo().result() is None
    after.close()


def test_what_was_taken_back_is_not_taken_back_again_and_the_marking_before_it_is_kept(db: Database) -> None:
    first, second = (add_feed(db, name, number)[0] for name, number in (("Times", 2), ("Post", 3)))
    before = Marks(db.path)
    before.mark_all_read(Scope(feed_id=first.id)).result()
    before.mark_all_read(Scope(feed_id=second.id)).result()
    assert before.undo().result()
    before.close()
    after = Marks(db.path)
    undone = after.undo().result()
    assert undone is not None and undone.words == "Marked 2 entries read – undone"
    assert unread(db) == 5
    after.close()


@pytest.mark.parametrize(
    "changed",
    [
        {"at": "2020-01-01T00:00:00Z"},
        {"at": "2020-01-01T00:00:00"},
        {"cache": 1},
        {"ids": [2**70]},
        {"ids": ["1"]},
        {"ids": []},
    ],
)
def test_what_was_kept_long_ago_or_of_another_cache_or_is_damaged_changes_nothing(
    db: Database, marks: Marks, changed: dict[str, object]
) -> None:
    add_feed(db, "Times", 5)
    marks.mark_all_read(ALL).result()
    (kept,) = db.path.parent.glob("last-marking.json")
    kept.write_text(json.dumps(json.loads(kept.read_text()) | changed))
    after = Marks(db.path)
    assert after.undo().result() is None
    kept.write_text("{")
    assert after.undo().result() is None
    assert unread(db) == 0
    after.close()
