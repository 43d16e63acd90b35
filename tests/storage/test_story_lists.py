"""Folded lists against a plain count: every entry has a row or stands behind one, whatever was read."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from msgspec.structs import replace

from newstui.model.lists import EntryRow, Scope, SmartFeed, Sort
from newstui.storage.database import Database
from newstui.storage.story_lists import folds
from support.cache import NOON, add_entries, add_feed, entry, open_cache

DAY = NOON + timedelta(minutes=100)


class Shelf:
    """Some hundred entries, most of them in stories, and what folded lists should show of them."""

    def __init__(self, path: Path) -> None:
        self.db = Database.open(path)
        self.db.lists._today = lambda: int(DAY.timestamp())
        chance = random.Random(11)
        self.news = self.db.folders.ensure(["News"]).id
        self.many = self.db.folders.ensure(["Many"]).id
        every: list[int] = []
        self.folders: dict[int, int | None] = {}
        for number in range(56):
            folder = self.news if number < 3 else None if number == 3 else self.many
            feed = self.db.feeds.add(f"https://f{number}.example/", feed_title=f"Feed {number % 9}", folder_id=folder)
            self.folders[feed.id] = folder
            items = [
                replace(entry(n), published=NOON + timedelta(minutes=chance.randrange(200)))
                for n in range(40 if number < 4 else chance.randrange(5))
            ]
            every += add_entries(self.db, feed, items, at=NOON + timedelta(minutes=250))
        self.db.stories.put([], 1)
        for entry_id in every:
            if chance.random() < 0.7:
                self.db.stories.put([entry_id], chance.randrange(1, 60))
        self.removed = self.db.feeds.add("https://removed.example/", feed_title="Removed")
        gone = add_entries(self.db, self.removed, [replace(entry(n), published=NOON + timedelta(days=1)) for n in range(9)])
        for entry_id in gone:
            self.db.stories.put([entry_id], chance.randrange(1, 60))
        self.db.decisions.set_read(chance.sample(every, len(every) // 2), True)
        self.db.feeds.remove(self.removed.id)
        self.rows = self.db.lists.rows(sorted(every))

    def scope(self, name: str) -> tuple[Scope, Callable[[EntryRow], bool]]:
        return {
            "all": (Scope(smart=SmartFeed.ALL), lambda row: True),
            "unread": (Scope(smart=SmartFeed.UNREAD), lambda row: not row.read),
            "today": (Scope(smart=SmartFeed.TODAY), lambda row: row.published >= DAY),
            "folder": (Scope(folder_id=self.news), lambda row: self.folders[row.feed_id] == self.news),
            "many": (Scope(folder_id=self.many), lambda row: self.folders[row.feed_id] == self.many),
        }[name]

    def runs(self, name: str, sort: Sort) -> list[list[EntryRow]]:
        """The entries of a list, run by run, newest first."""
        rows = sorted(filter(self.scope(name)[1], self.rows), key=lambda row: (-row.published.timestamp(), -row.id))
        if sort is Sort.UNREAD and name != "unread":
            return [[row for row in rows if not row.read], [row for row in rows if row.read]]
        return [rows]

    def expected(self, name: str, sort: Sort) -> list[tuple[int, int]]:
        """The rows that a folded list shows: entry and how many are behind it."""
        shown = []
        for run in self.runs(name, sort):
            sizes = Counter(row.story for row in run)
            seen: set[int] = set()
            for row in run:
                if row.story is None:
                    shown.append((row.id, 0))
                elif row.story not in seen:
                    seen.add(row.story)
                    shown.append((row.id, sizes[row.story] - 1))
        return shown


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path_factory.mktemp("shelf") / "newstui.db")
    yield shelf
    shelf.db.close()


every_list = pytest.mark.parametrize(
    ("name", "sort"), list(product(["all", "unread", "today", "folder", "many"], [Sort.DATE, Sort.UNREAD]))
)


def shown(rows: list[EntryRow]) -> list[tuple[int, int]]:
    return [(row.id, row.others) for row in rows]


@every_list
def test_pages_both_ways_give_a_row_for_each_story(shelf: Shelf, name: str, sort: Sort) -> None:
    scope, expected, lists = shelf.scope(name)[0], shelf.expected(name, sort), shelf.db.lists
    page = lists.page(scope, sort, limit=7, folded=True)
    forwards = shown(page)
    while page:
        page = lists.page(scope, sort, after=page[-1].cursor, limit=7, folded=True)
        forwards += shown(page)
    assert forwards == expected
    page = lists.page(scope, sort, last=True, limit=7, folded=True)
    backwards = shown(page)
    while page:
        page = lists.page(scope, sort, before=page[0].cursor, limit=7, folded=True)
        backwards = shown(page) + backwards
    assert backwards == expected
    assert sum(1 + others for _, others in expected) == lists.count(scope), "an entry is neither shown nor behind a row"


@every_list
def test_counts_and_places_are_those_of_the_rows(shelf: Shelf, name: str, sort: Sort) -> None:
    scope, expected, lists = shelf.scope(name)[0], shelf.expected(name, sort), shelf.db.lists
    assert lists.count(scope, sort, folded=True) == len(expected)
    rows = lists.page(scope, sort, limit=1000, folded=True)
    assert [lists.position(scope, sort, row.cursor, folded=True) for row in rows] == list(range(len(rows)))


@every_list
def test_a_row_unfolds_into_its_story(shelf: Shelf, name: str, sort: Sort) -> None:
    scope, lists = shelf.scope(name)[0], shelf.db.lists
    for row in lists.page(scope, sort, limit=40, folded=True):
        if row.story is not None:
            (run,) = [run for run in lists.story(scope, sort, row.story) if run and run[0].id == row.id]
            assert len(run) == row.others + 1
            assert {other.story for other in run} == {row.story}
            assert set(row.outlets) >= {other.outlet for other in run[1:] if other.feed_id != row.feed_id and row.others < 12}


@every_list
def test_next_unread_goes_from_story_to_story_and_then_to_what_is_behind(shelf: Shelf, name: str, sort: Sort) -> None:
    scope, lists = shelf.scope(name)[0], shelf.db.lists
    unread = [row.id for row in lists.page(scope, sort, limit=1000, folded=True) if not row.read]
    place, met = None, []
    while (row := lists.next_unread(scope, sort, place, around=False, folded=True)) is not None:
        met.append(row.id)
        place = row.cursor
    assert met == unread
    head = lists.next_unread(scope, sort, None, folded=True)
    assert head is not None
    further = lists.next_unread(scope, sort, head.cursor, folded=True, but_not=head.story)
    assert further is not None and (head.story is None or further.story != head.story)


def test_what_is_folded_away_is_the_last_unread_and_still_found(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        feeds = [add_feed(db, name, 1) for name in ("Post", "Gazette")]
        (first,), (second,) = (ids for _, ids in feeds)
        db.stories.put([first, second], 1)
        newest = db.lists.page(Scope(smart=SmartFeed.ALL), folded=True)[0]
        db.decisions.set_read([newest.id], True)
        found = db.lists.next_unread(Scope(smart=SmartFeed.ALL), Sort.DATE, newest.cursor, folded=True, but_not=newest.story)
        assert found is not None and found.id == ({first, second} - {newest.id}).pop()
        db.decisions.set_read([found.id], True)
        assert db.lists.next_unread(Scope(smart=SmartFeed.ALL), Sort.DATE, found.cursor, folded=True) is None


def test_other_lists_do_not_fold(shelf: Shelf) -> None:
    for scope in (Scope(feed_id=1), Scope(query="Entry"), Scope(smart=SmartFeed.STARRED)):
        assert not folds(scope, Sort.DATE)
    assert not folds(Scope(smart=SmartFeed.ALL), Sort.OUTLET)
    assert len(shelf.db.lists.page(Scope(feed_id=1), folded=True, limit=1000)) == shelf.db.lists.count(Scope(feed_id=1))


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("name", ["folder", "search"])
def test_a_folder_without_feeds_is_an_empty_list(shelf: Shelf, name: str, sort: Sort) -> None:
    empty = shelf.db.folders.ensure(["Nobody"]).id
    scope = Scope(folder_id=empty) if name == "folder" else Scope(query="entry in:Nobody")
    lists, row = shelf.db.lists, shelf.db.lists.page(Scope(smart=SmartFeed.ALL))[0]
    for folded in (True, False):
        assert lists.page(scope, sort, folded=folded) == lists.page(scope, sort, last=True, folded=folded) == []
        assert lists.count(scope, sort, folded=folded) == lists.position(scope, sort, row.cursor, folded=folded) == 0
        assert lists.next_unread(scope, sort, row.cursor, folded=folded) is None
    assert lists.unread(scope) == 0 and lists.ids(scope) == lists.unread_ids(scope) == []
    assert not any(lists.story(scope, sort, 1))


def test_nobody_is_an_outlet_without_quotations(shelf: Shelf) -> None:
    assert shelf.db.analyses.quotations(outlet="Nobody") == []
