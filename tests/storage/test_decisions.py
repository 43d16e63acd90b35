"""The reader's decisions."""

from newstui.model.lists import Scope, SmartFeed, Sort
from newstui.storage.database import Database
from support.cache import NOON, add_feed

ALL = Scope(smart=SmartFeed.ALL)


def test_marks_say_what_they_changed_and_counts_follow(db: Database) -> None:
    feed, ids = add_feed(db, "Times", 4)
    assert sorted(db.decisions.set_read(ids[:2], True)) == sorted(ids[:2])
    assert db.decisions.set_read(ids[:3], True) == ids[2:3]
    assert db.feeds.counts()[feed.id] == (1, 4)
    assert sorted(db.decisions.set_read([*ids, 999], False)) == sorted(ids[:3])
    assert db.feeds.counts()[feed.id] == (4, 4)
    assert db.decisions.set_starred(ids[1:2], True) == ids[1:2]
    assert db.lists.count(Scope(smart=SmartFeed.STARRED)) == 1


def test_a_whole_list_or_what_is_older_is_marked(db: Database) -> None:
    _, first = add_feed(db, "First", 5)
    second, others = add_feed(db, "Second", 3)
    assert db.decisions.mark_scope_read(Scope(feed_id=second.id))[::-1] == others
    third = next(row for row in db.lists.page(ALL, Sort.DATE) if row.id == first[2])
    assert sorted(db.decisions.mark_older_read(ALL, third.cursor.at, third.id)) == sorted(first[:2])
    assert sorted(db.decisions.mark_scope_read(Scope(smart=SmartFeed.UNREAD))) == sorted(first[2:])
    assert db.decisions.mark_scope_read(ALL) == []


def test_many_entries_are_marked_at_once(db: Database) -> None:
    for number in range(4):
        add_feed(db, f"Feed {number}", 400)
    assert len(db.decisions.mark_scope_read(ALL)) == 1600
    assert db.lists.unread(ALL) == 0


def test_tags_notes_and_places_are_kept(db: Database) -> None:
    _, (entry_id,) = add_feed(db, "Times", 1)
    assert db.decisions.set_tags(entry_id, ["later", " work ", "later", ""]) == ()
    assert db.decisions.set_tags(entry_id, ["work"]) == ("later", "work")
    db.decisions.set_position(entry_id, 42)
    row = db.entries.get(entry_id)
    assert row and (row.tags, row.position) == (("work",), 42)
    db.decisions.note(entry_id, "Ask Ada.")
    assert db.decisions.note_of(entry_id) == "Ask Ada."
    db.decisions.note(entry_id, " ")
    assert db.decisions.note_of(entry_id) == ""


def test_letters_that_are_capital_make_no_other_tag(db: Database) -> None:
    _, (first, second) = add_feed(db, "Times", 2)
    db.decisions.set_tags(first, ["Alpha", "ALPHA", "Straße"])
    db.decisions.set_tags(second, ["alpha", "STRASSE", "Later"])
    assert db.decisions.tags() == [("Alpha", 2, 2), ("Later", 1, 1), ("Straße", 2, 2)]
    db.decisions.set_tags(first, [])
    db.decisions.set_tags(second, ["ALPHA"])
    assert db.decisions.tags() == [("Alpha", 1, 1)]


def test_two_spellings_of_an_older_cache_both_stay_until_one_is_renamed(db: Database) -> None:
    _, (first, second) = add_feed(db, "Times", 2)
    db.decisions.replace_tag([first], None, "alpha")
    db.decisions.replace_tag([second], None, "Alpha")
    db.decisions.set_tags(first, ["alpha", "other"])
    assert [tag for tag, _, _ in db.decisions.tags()] == ["Alpha", "alpha", "other"]
    assert db.decisions.as_in_use(["ALPHA", "alpha"]) == ["alpha"]


def test_decisions_about_what_is_gone_do_nothing(db: Database) -> None:
    db.decisions.set_tags(5, ["x"])
    db.decisions.note(5, "x")
    db.decisions.set_position(5, 1)
    assert db.decisions.set_read([5], True) == []


def test_a_tag_is_given_to_many_and_taken_from_many(db: Database) -> None:
    feed, ids = add_feed(db, "Times", 700)
    db.decisions.set_tags(ids[0], ["later", "work"])
    assert db.decisions.tag([*ids, ids[1], 999_999], "later") == ids[1:]
    assert db.decisions.tags() == [("later", 700, 700), ("work", 1, 1)]
    assert db.decisions.untag([*ids[:650], 999_999], "later") == ids[:650]
    assert db.decisions.untag(ids[:650], "later") == []
    assert db.decisions.tags() == [("later", 50, 50), ("work", 1, 1)]
    assert db.decisions.there([ids[5], 999_999, ids[2], ids[5]]) == [ids[5], ids[2]]
    assert db.lists.ids(Scope(tag="later")) == ids[:649:-1]
    assert db.lists.ids(Scope(feed_id=feed.id), before=int(NOON.timestamp()) + 120) == [ids[1], ids[0]]


def test_only_what_changes_counts_as_touched(db: Database) -> None:
    _, (had, had_not) = add_feed(db, "Times", 2)
    db.decisions.set_tags(had, ["later"])
    db._connection.execute("UPDATE entries SET touched_at = NULL")
    db.decisions.tag([had, had_not], "later")
    assert db._connection.rows("SELECT id FROM entries WHERE touched_at IS NOT NULL") == [(had_not,)]
