"""The reader's view of the cache."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from msgspec.structs import replace

from newstui.errors import NewerDatabase, StorageError
from newstui.model.lists import FeedNode, NodeKind, Scope, SmartFeed, Sort
from newstui.model.safe_text import SafeText
from newstui.model.wishes import WishKind
from newstui.reading.lists import Library
from newstui.storage.database import Database
from support.cache import NOON, add_entries, add_feed, analysis, article, entry, named, said


@pytest.fixture
def library(db: Database) -> Iterator[Library]:
    library = Library(db.path)
    yield library
    library.close()


def shown(nodes: list[FeedNode]) -> list[str]:
    return [f"{'  ' * node.depth}{node.title} {node.unread}/{node.total}" for node in nodes]


def test_the_first_start_makes_an_empty_cache(tmp_path: Path) -> None:
    library = Library(tmp_path / "data" / "newstui.db")
    assert shown(library.tree()) == ["All 0/0", "Unread 0/0", "Starred 0/0", "Today 0/0"]
    assert not library.has_subscriptions()
    library.close()


def test_the_feed_pane_shows_folders_and_feeds_in_their_order_with_counts(db: Database, library: Library) -> None:
    db.feeds.add("newstui:sample", feed_title="Sample", local=True)
    assert not library.has_subscriptions()
    news = db.folders.ensure(["News"]).id
    world = db.folders.ensure(["News", "World"]).id
    a, a_ids = add_feed(db, "A", 3, folder_id=world)
    add_feed(db, "B", 2, folder_id=news)
    add_feed(db, "C", 1)
    gone, _ = add_feed(db, "Gone", 4)
    db.feeds.remove(gone.id)
    db.decisions.set_read(a_ids[:1], True)
    db.decisions.set_starred(a_ids[:2], True)
    db.feeds.record_failure(a.id, at=NOON, error="It took too long.", due_at=NOON)
    tree = library.tree()
    assert shown(tree) == [
        "All 5/6", "Unread 5/5", "Starred 1/2", "Today 0/0",
        "Sample 0/0", "News 4/5", "  World 2/3", "    A 2/3", "  B 2/2", "C 1/1",
    ]  # fmt: skip
    assert next(node for node in tree if node.id == a.id and node.kind is NodeKind.FEED).error == "It took too long."
    for node in tree:
        assert (library.unread(node.scope), library.count(node.scope)) == (node.unread, node.total)
    assert library.has_subscriptions()


def test_lists_are_paged_through_the_library(db: Database, library: Library) -> None:
    _, ids = add_feed(db, "Times", 30)
    scope = Scope(smart=SmartFeed.ALL)
    first = library.page(scope, limit=10)
    second = library.page(scope, Sort.DATE, after=first[-1].cursor, limit=10)
    assert [row.id for row in first + second] == ids[::-1][:20]
    assert library.position(scope, Sort.DATE, second[0].cursor) == 10
    found = library.next_unread(scope, after=first[-1].cursor)
    assert found and found.id == second[0].id


def test_an_entry_with_all_that_belongs_to_it(db: Database, library: Library) -> None:
    _, (entry_id,) = add_feed(db, "Times", 1)
    assert library.entry(entry_id)
    assert (library.article(entry_id), library.analysis(entry_id), library.failure(entry_id)) == (None, None, "")
    db.articles.record_failure(entry_id, "The page is gone.", NOON)
    assert library.failure(entry_id) == "The page is gone."
    text = "“Yes,” said Ada Byron."
    stored = article(entry_id, text, title="")
    db.articles.store(stored)
    made = analysis(stored.document, [said(text, "“Yes,”", "Ada Byron", "said", "Ada Byron")], [named(text, "Ada Byron")])
    db.analyses.store(entry_id, made)
    assert (library.article(entry_id), library.analysis(entry_id)) == (stored, made)
    assert [row.name for row in library.entities()] == ["Ada Byron"]
    assert library.entry(999) is None


def test_searching_says_what_is_not_indexed_yet(db: Database, library: Library) -> None:
    feed, _ = add_feed(db, "Times")
    add_entries(db, feed, [entry(1, title="Whale song")])
    found = Scope(query="whale")
    assert (library.page(found), library.index_pending()) == ([], 1)
    db.search.index_batch()
    (row,) = library.page(found)
    assert (row.title, library.index_pending()) == ("Whale song", 0)


def test_changes_from_elsewhere_are_noticed_once(db: Database, library: Library) -> None:
    assert not library.changed()
    add_feed(db, "Times", 1)
    assert library.changed()
    assert not library.changed()


def test_wishes_and_feeds_are_listed(db: Database, library: Library) -> None:
    feed, _ = add_feed(db, "Times")
    db.folders.ensure(["News"])
    db.wishes.add(WishKind.REFRESH, {}, NOON)
    assert [wish.kind for wish in library.wishes()] == [WishKind.REFRESH]
    assert (library.feed(feed.id), library.feeds(), len(library.folders())) == (feed, [feed], 1)


def test_what_cannot_be_read_is_told(tmp_path: Path, db: Database) -> None:
    db._connection.execute("PRAGMA user_version = 99")
    with pytest.raises(NewerDatabase):
        Library(db.path)
    (tmp_path / "other.db").write_text("no database " * 500)
    with pytest.raises(StorageError, match="damaged"):
        Library(tmp_path / "other.db")


def test_the_reader_starts_without_heavy_imports() -> None:
    libraries = "httpx asyncio lxml spacy textual rich feedparser trafilatura rensa"
    heavy = f"{libraries} newstui.storage.migrations newstui.storage.analyses newstui.storage.stories newstui.stories"
    code = f"import sys, newstui.reading.lists; print([m for m in {heavy.split()!r} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_an_article_stands_under_its_outlets_best_name(db: Database, library: Library) -> None:
    feed, (named_by_host, named_by_page) = add_feed(db, "Harbour Post", 2)
    host = urlsplit(feed.url).hostname
    for entry_id, outlet in ((named_by_host, f"www.{host}"), (named_by_page, "Valley Weekend")):
        db.articles.store(replace(article(entry_id, "Words."), outlet=SafeText(outlet)))

    def outlets() -> list[str | None]:
        return [found.outlet for entry_id in (named_by_host, named_by_page) if (found := library.article(entry_id))]

    assert outlets() == ["Harbour Post", "Valley Weekend"]
    db.feeds.rename(feed.id, SafeText("My harbour"))
    assert outlets() == ["My harbour", "Valley Weekend"]
