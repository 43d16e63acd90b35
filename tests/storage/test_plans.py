"""No list reads more than it shows: SQLite's own plans say so."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from newstui.model.lists import Scope, SmartFeed, Sort
from newstui.storage.connection import Connection, Row, Value
from newstui.storage.database import Database
from support.cache import add_feed, open_cache


class Explained:
    """Remembers the plans of all queries that a connection runs."""

    def __init__(self, connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
        self.steps: list[str] = []
        run = connection.rows

        def rows(sql: str, values: tuple[Value, ...] = ()) -> list[Row]:
            self.steps += (row[3] for row in run(f"EXPLAIN QUERY PLAN {sql}", values))
            return run(sql, values)

        monkeypatch.setattr(connection, "rows", rows)

    def wrong(self, *allowed: str) -> list[str]:
        """Steps that read a whole table or sort."""
        bad = (s for s in self.steps if (s.startswith("SCAN e") and "USING" not in s) or "TEMP B-TREE" in s)
        return [step for step in bad if step not in allowed]


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
    by_outlet = scope.smart is SmartFeed.STARRED and sort is Sort.OUTLET  # few: sorted anew
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


def test_the_feed_pane_counts_no_entries(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    explained = Explained(db._connection, monkeypatch)
    db.feeds.counts()
    db.lists.count(Scope(smart=SmartFeed.ALL))
    db.lists.unread(Scope(smart=SmartFeed.UNREAD))
    assert explained.steps
    assert not [step for step in explained.steps if step.startswith(("SCAN e", "SEARCH e"))]


def test_what_the_engine_asks_for_uses_indexes(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    from support.cache import NOON

    explained = Explained(db._connection, monkeypatch)
    db.entries.known(1, ["a", "b"])
    db.entries.without_article(limit=5, now=NOON)
    db.analyses.quotations(limit=5)
    db.entities.articles_of(1, 5)
    db.feeds.recent_dates(1)
    assert explained.wrong() == []
