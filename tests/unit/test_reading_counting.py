"""Counting beside everything else."""

from pathlib import Path
from threading import Event

import pytest

from newstui.errors import StorageError
from newstui.model.lists import Scope
from newstui.reading.counting import Counting
from newstui.reading.lists import Library
from newstui.storage.database import Database
from support.cache import add_feed, open_cache


def test_searches_are_counted_as_their_lists_count_them(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        _, ids = add_feed(db, "Times", 30)
        while db.search.index_batch():
            pass
        db.decisions.set_read(ids[:7], True)
    library = Library(tmp_path / "newstui.db")
    queries = ["content", "in:times -content", "content -9", "nothing", '"']
    numbers = library.count_unread(queries).result()
    assert numbers == {query: library.unread(Scope(query=query)) for query in queries}
    assert numbers["content"] == 23
    library.close()


def test_a_count_is_broken_off_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_cache(tmp_path) as db:
        add_feed(db, "Times", 3)
    endless = "WITH RECURSIVE n(i) AS (SELECT begun() UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    counting, begun, opened = Counting(tmp_path / "newstui.db"), Event(), Database.open

    def say_begun() -> int:
        begun.set()
        return 1

    def slow(path: Path, **options: bool) -> Database:
        database = opened(path, **options)
        database._connection.raw.create_function("begun", 0, say_begun)
        monkeypatch.setattr(database.lists, "unread", lambda scope: database._connection.value(endless))
        return database

    monkeypatch.setattr(Database, "open", slow)
    counted = counting.unread(["content"])
    assert begun.wait(15)
    counting.close()
    assert isinstance(counted.exception(), StorageError)
