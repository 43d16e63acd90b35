"""No list reads more than it shows: SQLite's own plans say so."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from newstui.model.lists import Scope, SmartFeed, Sort
from newstui.storage.database import Database
from support.cache import add_feed, open_cache
from support.plans import Explained


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    db = open_cache(tmp_path)
    folder = db.folders.ensure(["Many"]).id
    for number in range(60):
        add_feed(db, f"Feed {number}", 2, folder_id=folder)
    db.folders.ensure(["Few"])
    db.feeds.move(1, 2)
    db.feeds.move(2, 2)
    while db.search.index_batch():
        pass
    yield db
    db.close()


SCOPES = [*(Scope(smart=smart) for smart in SmartFeed), Scope(feed_id=3), Scope(folder_id=1), Scope(folder_id=2)]


@pytest.mark.parametrize(("scope", "sort"), list(product(SCOPES, Sort)))
def test_pages_walk_an_index(db: Database, monkeypatch: pytest.MonkeyPatch, scope: Scope, sort: Sort) -> None:
    place = db.lists.page(scope, sort, limit=3)
    cursor = place[-1].cursor if place else db.lists.page(Scope(smart=SmartFeed.ALL))[5].cursor
    explained = Explained(db._connection, monkeypatch)
    db.lists.page(scope, sort)
    db.lists.page(scope, sort, last=True)
    db.lists.page(scope, sort, after=cursor)
    db.lists.page(scope, sort, before=cursor)
    db.lists.next_unread(scope, sort, cursor)
    by_outlet = scope.smart in (SmartFeed.STARRED, SmartFeed.WATCHED) and sort is Sort.OUTLET  # few: sorted anew
    assert explained.wrong(*(["USE TEMP B-TREE FOR ORDER BY"] if by_outlet else [])) == []


@pytest.mark.parametrize(("scope", "sort"), list(product(SCOPES, Sort)))
def test_counts_and_places_read_indexes_only(db: Database, monkeypatch: pytest.MonkeyPatch, scope: Scope, sort: Sort) -> None:
    cursor = db.lists.page(Scope(smart=SmartFeed.ALL))[5].cursor
    explained = Explained(db._connection, monkeypatch)
    db.lists.count(scope)
    db.lists.unread(scope)
    db.lists.position(scope, sort, cursor)
    touched = [s for s in explained.steps if s.startswith(("SCAN e", "SEARCH e")) and "COVERING INDEX" not in s]
    assert touched == []


@pytest.mark.parametrize(("scope", "sort"), list(product(SCOPES, [Sort.DATE, Sort.UNREAD])))
def test_folding_walks_the_index_of_stories(db: Database, monkeypatch: pytest.MonkeyPatch, scope: Scope, sort: Sort) -> None:
    db.stories.put([row.id for row in db.lists.page(Scope(smart=SmartFeed.ALL), limit=9)], 1)
    cursor = db.lists.page(Scope(smart=SmartFeed.ALL))[5].cursor
    explained = Explained(db._connection, monkeypatch)
    for where in ({}, {"last": True}, {"after": cursor}, {"before": cursor}):
        db.lists.page(scope, sort, folded=True, **where)
    db.lists.next_unread(scope, sort, cursor, folded=True, but_not=1)
    named = [step for step in explained.steps if step.startswith(("SCAN o", "SEARCH o"))]
    assert not named or all("COVERING INDEX entries_by_story (story=?" in step for step in named)
    assert explained.wrong("USE TEMP B-TREE FOR GROUP BY", "USE TEMP B-TREE FOR ORDER BY") == []
    explained.steps.clear()
    db.lists.count(scope, sort, folded=True)
    db.lists.position(scope, sort, cursor, folded=True)
    entries = ("SCAN e", "SEARCH e", "SCAN o", "SEARCH o")
    assert not [s for s in explained.steps if s.startswith(entries) and "COVERING INDEX" not in s]


def test_the_feed_pane_counts_no_entries(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    explained = Explained(db._connection, monkeypatch)
    db.feeds.counts()
    db.lists.count(Scope(smart=SmartFeed.ALL))
    db.lists.unread(Scope(smart=SmartFeed.UNREAD))
    assert explained.steps
    assert not [step for step in explained.steps if step.startswith(("SCAN e", "SEARCH e"))]


def test_stories_are_looked_for_in_indexes(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    explained = Explained(db._connection, monkeypatch)
    db.stories.waiting(5)
    db.stories.counts([1, 2])
    db.stories.sharing([1, 2], other_than=3)
    db.stories.sketches([1, 2], 1)
    db.stories.members(1, 5)
    db.stories.begin()
    db.stories.sayings(1)
    db.stories.printings(1)
    assert explained.steps
    # The queue is read from its end; all else is found by key.
    scans = [step for step in explained.steps if step.startswith("SCAN") and "story_queue" not in step and step != "SCAN q"]
    assert scans == []


def test_what_the_engine_asks_for_uses_indexes(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    from support.cache import NOON

    explained = Explained(db._connection, monkeypatch)
    db.entries.known(1, ["a", "b"])
    db.entries.without_article(limit=5, now=NOON)
    db.analyses.quotations(limit=5)
    db.entities.articles_of(1, 5)
    db.feeds.recent_dates(1)
    assert explained.wrong() == []
