"""Articles and their failures."""

from datetime import timedelta

from msgspec.structs import replace

from newstui.model.articles import Article, ArticleOrigin
from newstui.model.documents import Block, BlockKind, Document, Inline, InlineKind
from newstui.model.safe_text import SafeText
from newstui.model.spans import TextSpan
from newstui.storage.database import Database
from support.cache import NOON, add_entries, add_feed, analysis, article, entry


def test_an_article_comes_back_as_it_was_stored(db: Database) -> None:
    _, (entry_id,) = add_feed(db, "Times", 1)
    blocks = (
        Block(
            BlockKind.HEADING, TextSpan(0, 4), depth=2, inlines=(Inline(InlineKind.LINK, TextSpan(0, 2), "https://x.example/"),)
        ),
        Block(BlockKind.TABLE, TextSpan(6, 9), rows=((TextSpan(6, 7), TextSpan(8, 9)),), quote_depth=1, quote_id=3),
        Block(BlockKind.LIST_ITEM, TextSpan(11, 12), marker="3."),
    )
    given = Article(
        entry_id=entry_id,
        origin=ArticleOrigin.PAGE,
        url="https://a.example/1",
        title=SafeText("Café"),
        document=Document("## Café\n\n|a|b|", SafeText("Café\n\na\tb\n\nc"), blocks),
        stored_at=NOON,
        byline=SafeText("Ada"),
        outlet=SafeText("Times"),
        published=NOON - timedelta(days=1),
        language="en",
        note="",
    )
    assert db.articles.store(given)
    assert db.articles.get(entry_id) == given
    row = db.entries.get(entry_id)
    assert row and row.cached
    assert db.articles.count() == 1


def test_what_the_feed_gives_counts_as_cached_where_it_is_all_there_is(db: Database) -> None:
    _, (sample, noted) = add_feed(db, "Sample", 2)
    db.articles.store(article(sample, "All of it.", origin=ArticleOrigin.FEED))
    db.articles.store(replace(article(noted, "A part.", origin=ArticleOrigin.FEED), note="The page is gone."))
    assert [(row := db.entries.get(entry)) and row.cached for entry in (sample, noted)] == [True, False]


def test_a_better_article_takes_the_place_and_ends_the_failure(db: Database) -> None:
    _, (entry_id,) = add_feed(db, "Times", 1)
    db.articles.record_failure(entry_id, "It took too long.", NOON)
    db.articles.store(article(entry_id, "From the feed.", origin=ArticleOrigin.FEED))
    row = db.entries.get(entry_id)
    assert row and not row.cached
    assert db.articles.failure(entry_id) == "It took too long."
    db.articles.store(article(entry_id, "From the page."))
    stored = db.articles.get(entry_id)
    assert stored and stored.document.text.endswith("From the page.")
    assert db.articles.failure(entry_id) == ""


def test_a_page_that_fails_is_left_alone_longer_each_time(db: Database) -> None:
    _, (one, other) = add_feed(db, "Times", 2)

    def rests(entry_id: int, *, passing: bool) -> float:
        db.articles.record_failure(entry_id, "It failed.", NOON, passing=passing)
        until = db.articles.resting(entry_id, NOON)
        assert until is not None
        return (until - NOON).total_seconds()

    assert [rests(one, passing=True) for _ in range(5)] == [75, 150, 300, 600, 1200]
    assert [rests(other, passing=True), rests(other, passing=False), rests(other, passing=True)] == [75, 600, 1200]
    assert max(rests(other, passing=False) for _ in range(9)) == 300 << 8


def test_another_text_ends_the_analysis_the_same_text_keeps_it(db: Database) -> None:
    _, (entry_id,) = add_feed(db, "Times", 1)
    first = article(entry_id, "A text.")
    db.articles.store(first)
    assert db.analyses.missing("1", 10) == [entry_id]
    assert db.analyses.store(entry_id, analysis(first.document, [], []))
    db.articles.store(article(entry_id, "A text.", at=NOON + timedelta(days=1)))
    assert db.analyses.get(entry_id) is not None
    assert db.analyses.missing("1", 10) == []
    db.articles.store(article(entry_id, "Another text."))
    assert db.analyses.get(entry_id) is None
    assert db.analyses.missing("1", 10) == [entry_id]


def test_an_entry_that_is_gone_gets_no_article(db: Database) -> None:
    assert db.articles.store(article(5, "A text.")) is False
    db.articles.record_failure(5, "It failed.", NOON)
    assert (db.articles.get(5), db.articles.failure(5)) == (None, "")


def test_an_entry_without_a_date_takes_that_of_its_page(db: Database) -> None:
    feed, _ = add_feed(db, "Times")
    (entry_id,) = add_entries(db, feed, [entry(1, published=None)])
    came = db.entries.get(entry_id)
    db.articles.store(replace(article(entry_id, "Text."), published=NOON - timedelta(days=700)))
    dated = db.entries.get(entry_id)
    assert came and dated and dated.published == NOON - timedelta(days=700) < came.published


def test_an_entrys_own_date_stays(db: Database) -> None:
    _, (entry_id,) = add_feed(db, "Times", 1)
    before = db.entries.get(entry_id)
    db.articles.store(replace(article(entry_id, "Text."), published=NOON - timedelta(days=700)))
    after = db.entries.get(entry_id)
    assert before and after and before.published == after.published
