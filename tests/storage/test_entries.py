"""What a refresh brings is stored once, changed in place, and never comes back once deleted."""

from datetime import timedelta

from newstui.model.feeds import Enclosure, ParsedEntry
from newstui.model.lists import Scope, SmartFeed
from newstui.model.safe_text import SafeText
from newstui.model.updates import EntryChange, FeedUpdate, KnownEntry
from newstui.storage.database import Database
from support.cache import NOON, add_entries, add_feed, article, entry, prepared

ALL = Scope(smart=SmartFeed.ALL)
LATER = NOON + timedelta(days=30)


def test_an_entry_is_kept_with_all_that_the_feed_gives(db: Database) -> None:
    feed, _ = add_feed(db, "Times")
    given = ParsedEntry(
        identity="urn:1",
        title=SafeText("A title"),
        url="https://a.example/1",
        author=SafeText("Ada"),
        published=NOON,
        updated=LATER,
        content="<p>Content &amp; more</p>",
        snippet=SafeText("Content & more"),
        enclosures=(Enclosure("https://a.example/1.mp3", "audio/mpeg", 123),),
        categories=(SafeText("World"), SafeText("Asia")),
    )
    (entry_id,) = add_entries(db, feed, [given])
    row = db.entries.get(entry_id)
    assert row is not None
    assert (row.title, row.author, row.url, row.published) == ("A title", "Ada", "https://a.example/1", NOON)
    assert (row.outlet, row.snippet, row.read, row.starred, row.cached) == ("Times", "Content & more", False, False, False)
    content = db.entries.content(entry_id)
    assert content is not None
    assert (content.html, content.enclosures, content.categories) == (given.content, given.enclosures, given.categories)


def test_known_entries_are_told_from_new_ones(db: Database) -> None:
    feed, ids = add_feed(db, "Times", 2)
    other, _ = add_feed(db, "Other", 1)
    known = db.entries.known(feed.id, ["urn:entry:0", "urn:entry:9", "urn:entry:1"])
    assert {key: value.id for key, value in known.items()} == {"urn:entry:0": ids[0], "urn:entry:1": ids[1]}
    assert isinstance(known["urn:entry:0"], KnownEntry)
    assert db.entries.known(other.id, [f"urn:entry:{n}" for n in range(2000)]).keys() == {"urn:entry:0"}


def test_an_entry_that_comes_twice_is_stored_once(db: Database) -> None:
    feed, _ = add_feed(db, "Times", 1)
    twice = FeedUpdate(new=(prepared(entry(5), "a"), prepared(entry(5, title="Other"), "b"), prepared(entry(0), "c")))
    assert db.entries.apply(feed.id, twice, LATER) == (1, 0)
    assert sorted(row.title for row in db.lists.page(ALL)) == ["Entry 0", "Entry 5"]


def test_a_change_keeps_the_marks(db: Database) -> None:
    feed, ids = add_feed(db, "Times", 2)
    db.decisions.set_read(ids, True)
    changed = entry(0, title="New title", content="<p>New words</p>", published=NOON - timedelta(days=2))
    update = FeedUpdate(changed=(EntryChange(ids[0], prepared(changed, "new")), EntryChange(99, prepared(changed, "x"))))
    assert db.entries.apply(feed.id, update, LATER) == (0, 1)
    row = db.entries.get(ids[0])
    assert row and (row.title, row.read, row.published) == ("New title", True, NOON - timedelta(days=2))
    assert db.entries.known(feed.id, ["urn:entry:0"])["urn:entry:0"].fingerprint == "new"
    content = db.entries.content(ids[0])
    assert content and content.html == "<p>New words</p>"


def test_dates_never_lie_in_the_future_and_missing_ones_are_when_it_came(db: Database) -> None:
    feed, _ = add_feed(db, "Times")
    ids = add_entries(db, feed, [entry(1, published=NOON.replace(year=2999)), entry(2, published=None)], at=NOON)
    rows = [db.entries.get(entry_id) for entry_id in ids]
    assert [row.published for row in rows if row] == [NOON, NOON]


def test_of_undated_entries_the_feeds_first_stands_on_top(db: Database) -> None:
    feed, _ = add_feed(db, "Times")
    add_entries(db, feed, [entry(n, published=None) for n in range(5)])
    assert [row.title for row in db.lists.page(ALL)] == [f"Entry {n}" for n in range(5)]


def test_an_undated_change_leaves_the_entry_in_its_place(db: Database) -> None:
    feed, _ = add_feed(db, "Times")
    (entry_id,) = add_entries(db, feed, [entry(1, published=None)], at=NOON)
    db.entries.apply(feed.id, FeedUpdate(changed=(EntryChange(entry_id, prepared(entry(1, published=None), "y")),)), LATER)
    row = db.entries.get(entry_id)
    assert row and row.published == NOON


def test_what_was_deleted_does_not_come_back_as_new(db: Database) -> None:
    feed, ids = add_feed(db, "Times", 3)
    db.articles.store(article(ids[0], "Its text."))
    assert db.entries.delete([*ids[:2], 999]) == 2
    assert db.articles.get(ids[0]) is None
    assert db.entries.apply(feed.id, FeedUpdate(new=tuple(prepared(entry(n), "x") for n in range(4))), LATER) == (1, 0)
    assert sorted(row.title for row in db.lists.page(ALL)) == ["Entry 2", "Entry 3"]
    assert db.feeds.counts()[feed.id] == (2, 2)


def test_a_feed_that_was_purged_meanwhile_gets_nothing(db: Database) -> None:
    assert db.entries.apply(77, FeedUpdate(new=(prepared(entry(1), "x"),)), LATER) == (0, 0)


def test_hostile_strings_are_stored(db: Database) -> None:
    """JSON feeds can carry lone surrogates, which UTF-8 cannot."""
    feed, _ = add_feed(db, "Times")
    strange = entry(1, identity="id\ud800", content="<p>\udfff\x00 text</p>", url="https://a.example/\ud800")
    assert db.entries.apply(feed.id, FeedUpdate(new=(prepared(strange, "x"),)), LATER) == (1, 0)
    assert db.entries.known(feed.id, ["id\ud800"]).keys() == {"id\ud800"}
    assert db.entries.apply(feed.id, FeedUpdate(new=(prepared(strange, "x"),)), LATER) == (0, 0)
    assert db.search.index_batch() == 1


def test_prefetch_takes_the_starred_first_then_the_unread_newest_first(db: Database) -> None:
    feed, ids = add_feed(db, "Times", 6)
    _, others = add_feed(db, "Other", 1)
    sample = db.feeds.add("newstui:sample", local=True)
    add_entries(db, sample, [entry(50)])
    db.decisions.set_read([ids[0], ids[5]], True)
    db.decisions.set_starred([ids[0]], True)
    db.articles.store(article(ids[4], "Text."))
    db.articles.record_failure(ids[3], "It failed.", NOON)
    now = NOON + timedelta(minutes=5)
    assert db.entries.without_article(limit=10, now=now, feeds=[feed.id]) == [ids[0], ids[2], ids[1]]
    assert db.entries.without_article(limit=2, now=now, feeds=[feed.id]) == [ids[0], ids[2]]
    assert others[0] in db.entries.without_article(limit=10, now=now)
    assert ids[3] in db.entries.without_article(limit=10, now=NOON + timedelta(minutes=11))


def test_a_feed_that_dates_an_entry_anew_does_not_bring_it_to_the_top(db: Database) -> None:
    feed, _ = add_feed(db, "Times")
    (entry_id,) = add_entries(db, feed, [entry(1)], at=NOON + timedelta(hours=1))
    anew = entry(1, published=NOON + timedelta(days=3))
    db.entries.apply(feed.id, FeedUpdate(changed=(EntryChange(entry_id, prepared(anew, "y")),)), LATER)
    row = db.entries.get(entry_id)
    assert row and row.published == NOON + timedelta(hours=1)
