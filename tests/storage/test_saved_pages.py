"""Saved pages: one entry a page, whatever leads to it; a feed that is made for them and is like any other."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newstui.model.feeds import SAVED_URL
from newstui.model.lists import Scope, SmartFeed, Sort
from newstui.model.safe_text import SafeText
from newstui.model.wishes import WishKind
from newstui.storage.database import Database
from support.cache import NOON, add_entries, add_feed, entry, open_cache

PAGE = "https://news.example/story"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with open_cache(tmp_path) as opened:
        yield opened


def test_a_page_is_saved_once_however_it_is_reached(db: Database) -> None:
    first = db.saved_pages.save(PAGE, NOON)
    assert first.new
    row = db.entries.get(first.entry_id)
    assert row is not None and (row.title, row.url, row.read) == (PAGE, PAGE, False)
    for same in (PAGE, "http://www.news.example/story/", f"{PAGE}?utm_source=mail#top", f"{PAGE}?fbclid=1"):
        assert db.saved_pages.save(same, NOON) == (first.entry_id, False), same
    for other in (f"{PAGE}?page=2", f"{PAGE}-2", "https://news.example/", "https://other.example/story"):
        assert db.saved_pages.save(other, NOON).new, other
    (feed,) = db.feeds.all()
    assert feed.saved and feed.local and (feed.title, feed.url) == ("Saved pages", SAVED_URL)
    assert db.feeds.counts()[feed.id] == (5, 5)


def test_an_entry_of_a_feed_is_not_saved_a_second_time_unless_its_feed_was_removed(db: Database) -> None:
    feed = db.feeds.add("https://news.example/feed")
    (there,) = add_entries(db, feed, [entry(1, url=f"{PAGE}?utm_medium=rss")])
    assert db.saved_pages.save(PAGE, NOON) == (there, False)
    db.feeds.remove(feed.id)
    saved = db.saved_pages.save(PAGE, NOON)
    assert saved.new
    db.feeds.restore(feed.id)
    assert db.saved_pages.save(PAGE, NOON) == (saved.entry_id, False)  # of two, the reader's own


def test_nothing_is_asked_for_the_feed(db: Database) -> None:
    db.saved_pages.save(PAGE, NOON)
    assert not db.feeds.due(NOON + timedelta(days=400)) and not db.feeds.any_subscribed() and not db.feeds.without_validators()


def test_the_feed_is_renamed_moved_removed_and_restored_as_any_other(db: Database) -> None:
    saved = db.saved_pages.save(PAGE, NOON)
    (feed,) = db.feeds.all()
    db.feeds.rename(feed.id, SafeText("Clippings"))
    db.feeds.move(feed.id, db.folders.ensure(["Work"]).id)
    db.saved_pages.save(f"{PAGE}/2", NOON)
    (kept,) = db.feeds.all()
    assert (kept.title, kept.folder_id) == ("Clippings", db.folders.all()[0].id)
    db.feeds.remove(feed.id)
    assert db.lists.page(Scope(smart=SmartFeed.ALL), Sort.DATE) == []
    assert db.saved_pages.save(PAGE, NOON) == (saved.entry_id, False)  # it came back with its feed
    assert db.feeds.counts()[feed.id] == (2, 2)


def test_a_page_that_retention_deleted_can_be_saved_again(db: Database) -> None:
    first = db.saved_pages.save(PAGE, NOON)
    db.entries.delete([first.entry_id], NOON)
    assert db.saved_pages.save(PAGE, NOON).new
    assert db.statistics.contents().tombstones == 0


def test_what_is_taken_back_leaves_nothing(db: Database) -> None:
    first, second = db.saved_pages.save(PAGE, NOON), db.saved_pages.save(f"{PAGE}/2", NOON)
    for page in (first, second):
        db.wishes.add(WishKind.FETCH, {"entry": page.entry_id}, NOON)
    db.saved_pages.take_back(first.entry_id)
    assert db.entries.get(first.entry_id) is None
    assert [wish.payload for wish in db.wishes.all()] == [{"entry": second.entry_id}]
    assert db.feeds.counts() == {db.feeds.all()[0].id: (1, 1)}
    db.saved_pages.take_back(second.entry_id)
    assert db.feeds.all() == [] and db.wishes.all() == []
    assert db.saved_pages.save(PAGE, NOON).new


def test_taking_back_touches_no_other_feeds_entries_and_no_feed_that_was_arranged(db: Database) -> None:
    _, (entry_id,) = add_feed(db, "News", 1)
    db.saved_pages.take_back(entry_id)
    assert db.entries.get(entry_id) is not None
    saved = db.saved_pages.save(PAGE, NOON)
    feed = db.feeds.by_url(SAVED_URL)
    assert feed is not None
    db.feeds.rename(feed.id, SafeText("Clippings"))
    db.saved_pages.take_back(saved.entry_id)
    assert db.feeds.by_url(SAVED_URL) is not None


def test_two_processes_that_save_one_page_have_one_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_cache(tmp_path) as one, open_cache(tmp_path) as other:
        there = other.saved_pages.save(PAGE, NOON)
        monkeypatch.setattr(one.saved_pages, "find", lambda url: None)  # as it was a moment before
        assert one.saved_pages.save(PAGE, datetime.now(UTC)) == (there.entry_id, False)


def test_hosts_that_may_stand_inside_are_remembered_also_of_a_page_that_is_there(db: Database) -> None:
    db.saved_pages.save("http://wiki.lan/a", NOON, inside="wiki.lan")
    db.saved_pages.save(PAGE, NOON)
    assert db.feeds.all()[0].inside == {"wiki.lan"}
    db.saved_pages.save(PAGE, NOON, inside="news.example")
    assert db.feeds.all()[0].inside == {"wiki.lan", "news.example"}
