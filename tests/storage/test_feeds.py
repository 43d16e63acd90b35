"""Subscriptions come, go, move and merge without losing a mark."""

from datetime import UTC, datetime, timedelta

import pytest

from newstui.model.articles import ArticleOrigin
from newstui.model.feeds import Validators
from newstui.model.lists import Scope, SmartFeed
from newstui.model.pictures import StoredPicture
from newstui.model.safe_text import SafeText
from newstui.storage.database import Database
from support.cache import NOON, add_entries, add_feed, article, entry

ALL = Scope(smart=SmartFeed.ALL)


def test_a_feed_is_kept_with_all_that_is_known_of_it(db: Database) -> None:
    folder = db.folders.ensure(["News"])
    added = db.feeds.add(
        "https://a.example/feed",
        title="Mine",
        feed_title="The Times",
        site_url="https://a.example/",
        folder_id=folder.id,
        tags=("one", "two"),
        extra={"category": "/x"},
    )
    feed = db.feeds.get(added.id)
    assert feed == added == db.feeds.by_url("https://a.example/feed")
    assert feed is not None
    assert (feed.title, feed.own_title, feed.feed_title) == ("Mine", "Mine", "The Times")
    assert (feed.folder_id, feed.tags, feed.extra) == (folder.id, ("one", "two"), {"category": "/x"})
    assert db.feeds.add("https://b.example/feed").title == "https://b.example/feed"


def test_adding_a_feed_twice_gives_the_same_one_and_fills_gaps_only(db: Database) -> None:
    folder = db.folders.ensure(["News"])
    first = db.feeds.add("https://a.example/feed", title="Mine", tags=("one",))
    again = db.feeds.add("https://a.example/feed", title="", feed_title="Theirs", folder_id=folder.id, tags=("two",))
    assert (again.id, again.title, again.feed_title, again.folder_id) == (first.id, "Mine", "Theirs", folder.id)
    assert again.tags == ("one", "two")


def test_removing_hides_and_restoring_brings_back_with_the_marks(db: Database) -> None:
    feed, ids = add_feed(db, "Times", 3)
    db.decisions.set_read(ids[:1], True)
    db.feeds.remove(feed.id)
    assert db.feeds.all() == []
    assert [f.id for f in db.feeds.all(include_removed=True)] == [feed.id]
    assert (db.lists.count(ALL), db.lists.page(ALL)) == (0, [])
    assert not db.feeds.due(NOON)
    db.feeds.restore(feed.id)
    assert db.lists.count(ALL) == 3
    assert db.lists.unread(ALL) == 2
    assert len(db.lists.page(ALL)) == 3


def test_subscribing_again_restores(db: Database) -> None:
    feed, ids = add_feed(db, "Times", 2)
    db.decisions.set_starred(ids, True)
    db.feeds.remove(feed.id)
    assert db.feeds.add(feed.url).id == feed.id
    assert all(row.starred for row in db.lists.page(ALL))
    assert not db.feeds.is_removed(feed.id)


def test_what_a_late_refresh_brings_to_a_removed_feed_stays_hidden(db: Database) -> None:
    feed, _ = add_feed(db, "Times", 1)
    db.feeds.remove(feed.id)
    add_entries(db, feed, [entry(5)])
    assert db.lists.page(ALL) == []
    db.feeds.restore(feed.id)
    assert len(db.lists.page(ALL)) == 2


def test_purging_deletes_only_what_was_removed_long_ago(db: Database) -> None:
    feed, ids = add_feed(db, "Times", 2)
    db.feeds.remove(feed.id)
    now = datetime.now(UTC)
    assert db.feeds.purge_removed(now - timedelta(days=1)) == 0
    assert db.feeds.purge_removed(now + timedelta(days=1)) == 1
    assert db.feeds.get(feed.id) is None
    assert db.entries.get(ids[0]) is None
    assert db.entries.content(ids[0]) is None


def test_renaming_and_taking_the_name_away(db: Database) -> None:
    feed, _ = add_feed(db, "Times", 1)
    db.feeds.rename(feed.id, SafeText("Zeit"))
    assert [n.outlet for n in db.lists.page(ALL)] == ["Zeit"]
    db.feeds.rename(feed.id, None)
    assert [n.outlet for n in db.lists.page(ALL)] == ["Times"]


def test_moving_puts_a_feed_before_another(db: Database) -> None:
    folder = db.folders.ensure(["News"])
    a, b, c = (add_feed(db, name, folder_id=folder.id)[0] for name in "ABC")
    db.feeds.move(c.id, folder.id, b.position)
    assert [f.title for f in db.feeds.all()] == ["A", "C", "B"]
    db.feeds.move(a.id, None)
    assert {f.title: f.folder_id for f in db.feeds.all()} == {"A": None, "B": folder.id, "C": folder.id}


def test_a_refresh_is_recorded(db: Database) -> None:
    feed, _ = add_feed(db, "Times")
    later = NOON + timedelta(hours=1)
    db.feeds.record_failure(feed.id, at=NOON, error="It took too long.", due_at=later)
    db.feeds.record_failure(feed.id, at=NOON, error="It took too long.", due_at=later)
    failed = db.feeds.get(feed.id)
    assert failed and (failed.failures, failed.error, failed.due_at) == (2, "It took too long.", later)
    db.feeds.record_success(
        feed.id,
        at=later,
        validators=Validators('"x"', None),
        due_at=later,
        feed_title="New Times",
        update_minutes=30,
        changed=True,
    )
    good = db.feeds.get(feed.id)
    assert good and (good.failures, good.error, good.title, good.changed_at) == (0, "", "New Times", later)
    assert good.validators == Validators('"x"', None)
    db.feeds.record_success(feed.id, at=later, validators=good.validators, due_at=later)
    same = db.feeds.get(feed.id)
    assert same and (same.title, same.update_minutes, same.changed_at) == ("New Times", 30, later)


def test_feeds_without_validators_are_counted(db: Database) -> None:
    ids = [db.feeds.add(f"https://{name}.example/feed").id for name in "abcd"]
    db.feeds.record_success(ids[0], at=NOON, validators=Validators(etag='"1"'), due_at=None)
    db.feeds.record_failure(ids[1], at=NOON, error="no", due_at=None)
    db.feeds.remove(ids[2])
    assert db.feeds.without_validators() == 2


def test_due_feeds_are_those_that_wait_never_the_sample_or_the_gone(db: Database) -> None:
    new, soon, late, gone = (add_feed(db, name)[0] for name in ("New", "Soon", "Late", "Gone"))
    db.feeds.add("newstui:sample", feed_title="Sample", local=True)
    for feed, minutes in ((soon, -1), (late, 1)):
        db.feeds.record_success(feed.id, at=NOON, validators=Validators(), due_at=NOON + timedelta(minutes=minutes))
    db.feeds.record_failure(gone.id, at=NOON, error="It is gone.", due_at=None, gone=True)
    assert [f.title for f in db.feeds.due(NOON)] == ["New", "Soon"]
    assert new.due_at is None


def test_a_time_that_a_wrong_clock_set_is_not_waited_for(db: Database) -> None:
    feed, _ = add_feed(db, "Times")
    db.feeds.record_success(feed.id, at=NOON, validators=Validators(), due_at=NOON + timedelta(days=7))
    assert db.feeds.due(NOON) == []
    db.feeds.record_success(feed.id, at=NOON, validators=Validators(), due_at=NOON + timedelta(days=3650))
    assert [one.id for one in db.feeds.due(NOON)] == [feed.id]


def test_a_permanent_redirect_changes_the_address_and_forgets_the_validators(db: Database) -> None:
    feed, _ = add_feed(db, "Times", 1)
    db.feeds.record_success(feed.id, at=NOON, validators=Validators("x", "y"), due_at=None)
    assert db.feeds.set_url(feed.id, "https://new.example/feed") == feed.id
    moved = db.feeds.by_url("https://new.example/feed")
    assert moved and (moved.id, moved.validators) == (feed.id, Validators())


def test_a_redirect_to_a_feed_that_is_there_merges_both(db: Database) -> None:
    old, old_ids = add_feed(db, "Old", 3)
    new, new_ids = add_feed(db, "New", 2)
    db.decisions.set_read(old_ids[:1], True)
    db.decisions.set_starred(old_ids[1:2], True)
    db.decisions.set_tags(old_ids[0], ["kept"])
    db.decisions.note(old_ids[0], "Remember.")
    db.articles.store(article(old_ids[1], "Its text."))
    assert db.feeds.set_url(old.id, new.url) == new.id
    assert [f.id for f in db.feeds.all()] == [new.id]
    rows = {str(row.title): row for row in db.lists.page(ALL)}
    assert len(rows) == 3
    assert (rows["Entry 0"].id, rows["Entry 0"].read, rows["Entry 0"].tags) == (new_ids[0], True, ("kept",))
    assert (rows["Entry 1"].id, rows["Entry 1"].starred, rows["Entry 1"].cached) == (new_ids[1], True, True)
    assert rows["Entry 2"].id == old_ids[2]
    assert db.decisions.note_of(new_ids[0]) == "Remember."
    assert db.feeds.counts() == {new.id: (2, 3)}


@pytest.mark.parametrize("removed", [False, True])
def test_what_was_set_for_a_feed_that_moved_holds_for_the_one_that_is_there(db: Database, removed: bool) -> None:
    world, else_ = db.folders.ensure(["News", "World"]), db.folders.ensure(["Else"])
    old, _ = add_feed(db, "Old", 1, folder_id=world.id, tags=["a", "b"], extra={"x": "1", "y": "1"})
    new, _ = add_feed(db, "New", 1, folder_id=else_.id if removed else None, tags=["c", "a"], extra={"y": "2"})
    db.retention.set_limits(old.id, days=0, entries=300, size=7)
    db.retention.set_limits(new.id, days=30, entries=200, size=None)
    if removed:
        db.feeds.remove(new.id)
    db.feeds.set_url(old.id, new.url)
    (feed,) = db.feeds.all()
    assert (feed.id, feed.folder_id, feed.tags, feed.extra) == (new.id, world.id, ("c", "a", "b"), {"x": "1", "y": "2"})
    assert db.retention.limits()[new.id] == (0, 300, 7)


def test_the_target_of_a_move_stays_in_its_own_folder(db: Database) -> None:
    old, _ = add_feed(db, "Old", folder_id=db.folders.ensure(["Old ones"]).id)
    new, _ = add_feed(db, "New", folder_id=(folder := db.folders.ensure(["New ones"])).id)
    db.feeds.set_url(old.id, new.url)
    assert [(feed.id, feed.folder_id) for feed in db.feeds.all()] == [(new.id, folder.id)]


def test_a_page_that_was_downloaded_goes_before_the_feeds_own_text(db: Database) -> None:
    old, (page, other) = add_feed(db, "Old", 2)
    new, (kept, kept_other) = add_feed(db, "New", 2)
    for number, words, origin in (
        (page, "The whole page.", ArticleOrigin.PAGE),
        (kept, "A teaser.", ArticleOrigin.FEED),
        (other, "Another teaser.", ArticleOrigin.FEED),
        (kept_other, "Another page.", ArticleOrigin.PAGE),
    ):
        db.articles.store(article(number, words, title="", origin=origin))
    db.articles.record_failure(kept, "The page failed.", NOON)
    db.pictures.store(page, StoredPicture("https://news.example/a.png", None, "too large"), NOON)
    db.feeds.set_url(old.id, new.url)
    found = [db.articles.get(number) for number in (kept, kept_other)]
    assert [one.document.text for one in found if one] == ["The whole page.", "Another page."]
    assert db.articles.failure(kept) == "" and db.pictures.known(kept) == {"https://news.example/a.png"}


def test_a_redirect_to_a_removed_feed_brings_that_one_back(db: Database) -> None:
    old, _ = add_feed(db, "Old", 2)
    new, _ = add_feed(db, "New", 1)
    db.feeds.remove(new.id)
    assert db.feeds.set_url(old.id, new.url) == new.id
    assert len(db.lists.page(ALL)) == db.lists.count(ALL) == 2


def test_folders_nest_and_give_their_feeds_back(db: Database) -> None:
    deep = db.folders.ensure(["News", "World", "Asia"])
    assert db.folders.ensure(["News", "World", "Asia"]).id == deep.id
    feed, _ = add_feed(db, "Times", folder_id=deep.id)
    world = next(f for f in db.folders.all() if f.name == "World")
    db.folders.remove(deep.id)
    moved = db.feeds.get(feed.id)
    assert moved and moved.folder_id == world.id
    db.folders.remove(world.id)
    assert [f.name for f in db.folders.all()] == ["News"]
