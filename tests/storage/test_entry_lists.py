"""Every list in every order, paged both ways, against a plain sort."""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from msgspec.structs import replace

from newstui.model.lists import EntryRow, Scope, SmartFeed, Sort
from newstui.storage.database import Database
from newstui.storage.folding import fold
from support.cache import NOON, add_entries, entry

DAY = NOON + timedelta(minutes=100)


class Shelf:
    """A cache of a few hundred entries, and what it should show."""

    def __init__(self, path: Path) -> None:
        self.db = Database.open(path)
        self.db.lists._today = lambda: int(DAY.timestamp())
        chance = random.Random(7)
        self.news = self.db.folders.ensure(["News"]).id
        self.deep = self.db.folders.ensure(["News", "Deep"]).id
        self.many = self.db.folders.ensure(["Many"]).id
        self.folders = {}
        every: list[int] = []
        for number in range(70):
            folder = {0: self.news, 1: self.deep, 2: None, 3: None}.get(number, self.many)
            name = chance.choice(["The Times", "the times", "Zeitung", "Äpfel", "Apple"])
            feed = self.db.feeds.add(f"https://f{number}.example/", feed_title=name, folder_id=folder)
            self.folders[feed.id] = folder
            size = 60 if number < 4 else chance.randrange(5)
            items = []
            for n in range(size):
                dated = NOON + timedelta(minutes=chance.randrange(200)) if chance.random() < 0.9 else None
                items.append(replace(entry(n, title=chance.choice(["red fox", "blue whale", "red whale"])), published=dated))
            every += add_entries(self.db, feed, items, at=NOON + timedelta(minutes=150))
        self.feed_id = next(iter(self.folders))
        removed = self.db.feeds.add("https://removed.example/", feed_title="Removed")
        every += add_entries(self.db, removed, [entry(n, title="red fox") for n in range(30)])
        self.db.decisions.set_read(chance.sample(every, len(every) // 2), True)
        self.db.decisions.set_starred(chance.sample(every, len(every) // 4), True)
        for entry_id in every:
            if entry_id % 3 == 0:
                self.db.decisions.set_tags(entry_id, ["sea", "other"])
        self.db.feeds.remove(removed.id)
        while self.db.search.index_batch():
            pass
        self.rows = [row for row in self.db.lists.rows(sorted(every)) if row.feed_id != removed.id]

    def scope(self, name: str) -> tuple[Scope, Callable[[EntryRow], bool]]:
        return {
            "all": (Scope(smart=SmartFeed.ALL), lambda row: True),
            "unread": (Scope(smart=SmartFeed.UNREAD), lambda row: not row.read),
            "starred": (Scope(smart=SmartFeed.STARRED), lambda row: row.starred),
            "today": (Scope(smart=SmartFeed.TODAY), lambda row: row.published >= DAY),
            "feed": (Scope(feed_id=self.feed_id), lambda row: row.feed_id == self.feed_id),
            "folder": (Scope(folder_id=self.news), lambda row: self.folders[row.feed_id] in (self.news, self.deep)),
            "folder of many": (Scope(folder_id=self.many), lambda row: self.folders[row.feed_id] == self.many),
            "tag": (Scope(tag="sea"), lambda row: row.id % 3 == 0),
            "search": (Scope(query="red wha"), lambda row: row.title == "red whale"),
            "nothing": (Scope(query='"'), lambda row: False),
        }[name]

    def expected(self, name: str, sort: Sort) -> list[int]:
        wanted = self.scope(name)[1]

        def newest(row: EntryRow) -> tuple[object, ...]:
            return (-row.published.timestamp(), -row.id)

        keys: dict[Sort, Callable[[EntryRow], tuple[object, ...]]] = {
            Sort.DATE: newest,
            Sort.RELEVANCE: newest,  # only a search knows better, and what this one finds fits equally
            Sort.OUTLET: lambda row: (fold(row.outlet), row.feed_id, *newest(row)),
            Sort.UNREAD: lambda row: (row.read, *newest(row)),
        }
        return [row.id for row in sorted(filter(wanted, self.rows), key=keys[sort])]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path_factory.mktemp("shelf") / "newstui.db")
    yield shelf
    shelf.db.close()


NAMES = ["all", "unread", "starred", "today", "feed", "folder", "folder of many", "tag", "search", "nothing"]
every_list = pytest.mark.parametrize(("name", "sort"), list(product(NAMES, Sort)))


def ids(rows: list[EntryRow]) -> list[int]:
    return [row.id for row in rows]


@every_list
def test_pages_forwards_and_backwards_give_the_whole_list_in_order(shelf: Shelf, name: str, sort: Sort) -> None:
    scope, expected, lists = shelf.scope(name)[0], shelf.expected(name, sort), shelf.db.lists
    page = lists.page(scope, sort, limit=7)
    forwards = ids(page)
    while page:
        page = lists.page(scope, sort, after=page[-1].cursor, limit=7)
        forwards += ids(page)
    assert forwards == expected
    page = lists.page(scope, sort, last=True, limit=11)
    backwards = ids(page)
    while page:
        page = lists.page(scope, sort, before=page[0].cursor, limit=11)
        backwards = ids(page) + backwards
    assert backwards == expected


@every_list
def test_counts_and_places_agree_with_the_list(shelf: Shelf, name: str, sort: Sort) -> None:
    scope, expected, lists = shelf.scope(name)[0], shelf.expected(name, sort), shelf.db.lists
    rows = lists.page(scope, sort, limit=1000)
    assert lists.count(scope) == len(expected)
    assert lists.unread(scope) == sum(not row.read for row in rows)
    for index in range(0, len(rows), 13):
        assert lists.position(scope, sort, rows[index].cursor) == index


@every_list
def test_the_next_unread_is_found_round_the_end(shelf: Shelf, name: str, sort: Sort) -> None:
    scope, lists = shelf.scope(name)[0], shelf.db.lists
    rows = lists.page(scope, sort, limit=1000)
    for backwards in (False, True):
        way = rows[::-1] if backwards else rows
        first = next((row.id for row in way if not row.read), None)
        start = lists.next_unread(scope, sort, backwards=backwards)
        assert (start.id if start else None) == first
        for index in range(0, len(way), 17):
            wanted = next((row.id for row in way[index + 1 :] if not row.read), first)
            found = lists.next_unread(scope, sort, way[index].cursor, backwards=backwards)
            assert (found.id if found else None) == wanted


def test_a_place_stays_when_its_entry_is_marked_or_deleted(tmp_path: Path) -> None:
    with Database.open(tmp_path / "newstui.db") as db:
        feed = db.feeds.add("https://a.example/")
        add_entries(db, feed, [entry(n) for n in range(10)])
        for sort in (Sort.UNREAD, Sort.DATE, Sort.OUTLET):
            rows = db.lists.page(Scope(smart=SmartFeed.UNREAD), sort)
            db.decisions.set_read([rows[3].id], True)
            db.entries.delete([rows[4].id])
            after = db.lists.page(Scope(smart=SmartFeed.UNREAD), sort, after=rows[4].cursor)
            assert ids(after) == ids(rows[5:])
            assert ids(db.lists.page(Scope(smart=SmartFeed.UNREAD), sort, before=rows[3].cursor)) == ids(rows[:3])


def test_an_empty_cache_has_empty_lists(tmp_path: Path) -> None:
    with Database.open(tmp_path / "newstui.db") as db:
        empty = db.folders.ensure(["Empty"]).id
        for scope in (Scope(smart=SmartFeed.ALL), Scope(feed_id=1), Scope(folder_id=empty), Scope(query="x")):
            for sort in Sort:
                assert db.lists.page(scope, sort) == db.lists.page(scope, sort, last=True) == []
                assert db.lists.next_unread(scope, sort) is None
            assert db.lists.count(scope) == db.lists.unread(scope) == 0


def test_a_scope_is_one_thing() -> None:
    with pytest.raises(ValueError, match="one of"):
        Scope()
    with pytest.raises(ValueError, match="one of"):
        Scope(feed_id=1, folder_id=2)
