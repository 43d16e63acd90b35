"""Full text search: everything findable, nothing typed an error, nothing stale found."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newstui.model.articles import ArticleOrigin
from newstui.model.lists import Scope, Sort
from newstui.model.safe_text import SafeText
from newstui.model.spans import Spans, TextSpan
from newstui.model.updates import EntryChange, FeedUpdate
from newstui.storage import search
from newstui.storage.database import Database
from newstui.storage.plain_text import plain_text
from newstui.storage.search_query import excerpt, fts_query, matches, slips
from support.cache import NOON, add_entries, add_feed, article, entry, prepared


def index(db: Database) -> None:
    while db.search.index_batch():
        pass


def found(db: Database, text: str) -> list[str]:
    return sorted(hit.entry.title for hit in db.search.query(text))


@pytest.fixture
def shelf(db: Database) -> Database:
    feed, _ = add_feed(db, "Times")
    ids = add_entries(
        db,
        feed,
        [
            entry(1, title="Whale song", author="Ada Byron", content="<p>The <b>ocean</b> is loud &amp; deep.</p>"),
            entry(2, title="City noise", author="Grace Hopper", content="<script>var ocean=1</script><p>Café São Paulo</p>"),
            entry(3, title="Budget", content="<p>A plan, well told.</p>"),
        ],
    )
    db.articles.store(article(ids[2], "The minister told about the new plan for whales.", title="Budget"))
    index(db)
    return db


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("whale", ["Budget", "Whale song"]),
        ("whale ", ["Whale song"]),
        ("whal", ["Budget", "Whale song"]),
        ("ocean", ["Whale song"]),
        ("hopper", ["City noise"]),
        ("minister whales", ["Budget"]),
        ("cafe sao", ["City noise"]),
        ("CAFÉ ", ["City noise"]),
        ('"new plan"', ["Budget"]),
        ('"plan new"', []),
        ("well told", ["Budget"]),
        ("-song whal", ["Budget"]),
        ("title:whal", ["Whale song"]),
        ("author:byron", ["Whale song"]),
        ("deep & loud", ["Whale song"]),
        ("whal ", []),
        ("b", []),
    ],
)
def test_words_are_found(shelf: Database, query: str, titles: list[str]) -> None:
    assert found(shelf, query) == titles
    assert shelf.search.count(query) == len(titles)


def test_hits_carry_the_words_around_the_match(shelf: Database) -> None:
    (hit,) = shelf.search.query("minister told")
    assert "The minister told about" in hit.snippet
    assert [span.of(hit.snippet) for span in hit.matches] == ["minister", "told"]


def test_a_title_weighs_more_than_a_text(db: Database) -> None:
    feed, _ = add_feed(db, "Times")
    text = "<p>" + "words and more words " * 20
    add_entries(db, feed, [entry(n, content=f"{text} whale") for n in range(20)])
    add_entries(db, feed, [entry(99, title="The whale", content=text)])
    index(db)
    first = db.search.query("whale", limit=8)
    assert first[0].entry.title == "The whale" and len(first) == 8


def test_hits_come_before_all_of_their_texts_are_read(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    feed, _ = add_feed(db, "Times")
    add_entries(db, feed, [entry(n, content=f"<p>The whale of day {n}.</p>") for n in range(300)])
    index(db)
    read: list[str] = []

    def noting(text: str, query: str) -> tuple[SafeText, Spans] | None:
        read.append(text)
        return excerpt(text, query)

    monkeypatch.setattr(search, "excerpt", noting)
    hits = db.search.hits("whale", 1000)
    assert next(hits).snippet.startswith("The whale of day")
    assert 0 < len(read) < 50
    assert len({hit.entry_id for hit in hits}) == 299 and len(read) == 300


@pytest.mark.parametrize(
    "text",
    ['"', '""', '"open', "*", "-", "-x", "AND", "OR NOT", "NEAR(a b)", "a:b", "title:", "(", "^a", "a*b", "{x y}:z",
     "a\x00b", "'", "\ud800", "\x1b[2J", "x" * 100_000, "a " * 5000, "title:-a", '-"a b"', "+a", "日本語", "😀", "",
     "in:", 'in:""', "in:\x00", "-in:x", "tag:", "in:x tag:'y", 'tag:"',
     "is:", "is:x", "-is:x", "has:note", 'note:"', "note:*", "note:in:x", "a* *b"],
)  # fmt: skip
def test_nothing_that_is_typed_is_an_error(shelf: Database, text: str) -> None:
    slips(text)
    shelf.search.query(text)
    shelf.lists.page(Scope(query=text))
    shelf.search.count(text)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.sampled_from("ab \"*-:()^{}+'~\\%_é’.&|,\n\t<>ORNTAD"), max_size=30) | st.text(max_size=20))
def test_no_text_is_an_error(shelf: Database, text: str) -> None:
    shelf.search.query(text)
    shelf.lists.count(Scope(query=text))


def test_a_changed_entry_is_found_by_its_new_words_only(db: Database) -> None:
    feed, ids = add_feed(db, "Times", 2)
    index(db)
    assert db.search.pending() == 0
    changed = entry(0, title="Changed", content="<p>Different</p>")
    db.entries.apply(feed.id, FeedUpdate(changed=(EntryChange(ids[0], prepared(changed, "y")),)), NOON + timedelta(days=40))
    assert db.search.pending() == 1
    index(db)
    assert found(db, "content") == ["Entry 1"]
    assert found(db, "different") == ["Changed"]
    assert db.search.replaced() == 1


def test_what_was_deleted_or_removed_is_not_found(shelf: Database) -> None:
    (hit,) = shelf.search.query("ocean")
    shelf.entries.delete([hit.entry_id])
    assert found(shelf, "ocean") == []
    shelf.feeds.remove(1)
    assert found(shelf, "whal") == []


def test_a_change_during_indexing_waits_again(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    feed, ids = add_feed(db, "Times", 1)
    meanwhile = [article(ids[0], "Suddenly an article.")]

    def slow(html: str) -> str:
        if meanwhile:
            with Database.open(db.path) as other:
                other.articles.store(meanwhile.pop())
        return plain_text(html)

    monkeypatch.setattr("newstui.storage.search.plain_text", slow)
    db.search.index_batch()
    assert db.search.pending() == 1
    index(db)
    assert found(db, "suddenly") == ["Entry 0"]
    assert feed.id


def test_rebuilding_drops_what_was_replaced_and_finds_the_same(shelf: Database) -> None:
    shelf.articles.store(article(1, "Of whales."))
    index(shelf)
    before = found(shelf, "whal")
    assert shelf.search.replaced() == 1
    shelf.search.rebuild()
    assert found(shelf, "whal") == []
    index(shelf)
    assert (found(shelf, "whal"), shelf.search.replaced()) == (before, 0)


def test_the_feeds_own_text_is_not_indexed_twice(db: Database) -> None:
    feed, _ = add_feed(db, "Times")
    (entry_id,) = add_entries(db, feed, [entry(1, content="<p>Only here</p>")])
    db.articles.store(article(entry_id, "Only here", origin=ArticleOrigin.FEED))
    index(db)
    assert db._connection.value("SELECT count(*) FROM search WHERE search MATCH 'content: only'") == 0
    assert len(found(db, "only")) == 1


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("a<b>c</b>d", "a c d"),
        ("&lt;b&gt; &amp;amp; &eacute;", "<b> &amp; é"),
        ("x<script>alert('y')</script>z", "x z"),
        ("x<STYLE type=a>p{}</style >z", "x z"),
        ("x<script>never closed", "x"),
        ("a < b and c > d", "a  d"),
        ("<<<<", "<<<<"),
    ],
)
def test_plain_text(html: str, words: str) -> None:
    assert plain_text(html).split() == words.split()


@pytest.mark.parametrize("piece", ["<", "<script", "<script>", "&", "<a <a", "</style", "&#", "<!--"])
def test_plain_text_takes_linear_time(piece: str) -> None:
    plain_text(piece * 300_000)


def test_excerpts_fold_and_keep_their_offsets() -> None:
    text = "İstanbul " * 30 + "the Çafé’s owner\nspoke"
    found = excerpt(text, "cafe owner")
    assert found is not None
    snippet, spans = found
    assert snippet.startswith("… ")
    assert [span.of(snippet) for span in spans] == ["Çafé", "owner"]
    assert excerpt("nothing here", "whale") is None
    assert excerpt("art and craft", '"craft"') is not None
    assert excerpt("artful", '"art"') is None


@pytest.mark.parametrize("at", [0, 1, 1990, 1996, 1999, 2000, 2001, 2996, 2999, 3000, 3001, 9000])
def test_excerpts_find_what_stands_first_wherever_it_stands(at: int) -> None:
    text = ("artful " * 2000)[:at].ljust(at)[: at - 1] + " " * (at > 0) + "Art  of sailing, art"
    found = excerpt(text, '"art of"')
    assert found is not None and [span.of(found[0]) for span in found[1]] == ["Art of"]
    assert excerpt(text.replace("Art", "smArt"), '"art of"') is None


def test_queries_in_words() -> None:
    assert fts_query('new "big plan" -old title:ur') == '("new" AND "big plan" AND title : "ur"*) NOT ("old")'
    assert fts_query("-old") == ""
    assert fts_query("well-told") == '"well told"*'


@pytest.fixture
def kiosk(db: Database) -> Database:
    """Feeds "Harbour Post" (in World/Coast), "Valley Post" (in World) and "Coast"; in each an entry "Tide" and one "Ebb"."""
    world, coast = db.folders.ensure(["World"]), db.folders.ensure(["World", "Coast"])
    for number, (name, folder) in enumerate((("Harbour Post", coast.id), ("Valley Post", world.id), ("Coast", None))):
        feed, _ = add_feed(db, name, folder_id=folder)
        at = NOON + timedelta(hours=number)
        ids = add_entries(db, feed, [entry(1, title=f"Tide {name}", published=at), entry(2, title=f"Ebb {name}", published=at)])
        if name != "Coast":
            db.decisions.set_tags(ids[0], ["Later", "C++ notes"])
    index(db)
    return db


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("tide in:harbour", ["Tide Harbour Post"]),
        ('tide in:"VALLEY post"', ["Tide Valley Post"]),
        ("tide in:post", ["Tide Harbour Post", "Tide Valley Post"]),
        ("tide in:world", ["Tide Harbour Post", "Tide Valley Post"]),
        ("in:World/Coast tide", ["Tide Harbour Post"]),
        ("tide in:coast", ["Tide Coast", "Tide Harbour Post"]),  # the feed of that name, and the folder
        ("tide -in:coast", ["Tide Valley Post"]),
        ("tide in:valley in:coast -in:harbour", ["Tide Coast", "Tide Valley Post"]),
        ("in:valley", ["Ebb Valley Post", "Tide Valley Post"]),
        ("in:valley -tide", ["Ebb Valley Post"]),
        ("tag:later", ["Tide Harbour Post", "Tide Valley Post"]),
        ("ebb tag:later", []),
        ('tag:"c++ notes" in:valley tag:LATER', ["Tide Valley Post"]),
        ("tide -tag:later", ["Tide Coast"]),
        ("tide in:nowhere", []),
        ("tag:none", []),
        ("-in:valley", []),
        ('"in:valley"', []),
    ],
)
def test_a_search_is_kept_to_feeds_folders_and_tags(kiosk: Database, query: str, titles: list[str]) -> None:
    assert found(kiosk, query) == titles
    assert kiosk.search.count(query) == len(titles)
    for sort in Sort:
        rows = kiosk.lists.page(Scope(query=query), sort)
        assert sorted(row.title for row in rows) == titles
        assert [kiosk.lists.position(Scope(query=query), sort, row.cursor) for row in rows] == list(range(len(rows)))


def test_of_an_endless_query_the_beginning_is_looked_for(shelf: Database) -> None:
    index(shelf)
    assert [hit.entry.title for hit in shelf.search.query("whale " * 40 + "nowhere")] == ["Whale song"]


def test_names_that_mean_nothing_are_known(kiosk: Database) -> None:
    unknown = kiosk.search.unknown_limits("tide in:coast in:nowhere tag:none -tag:later")
    assert [limit.name for limit in unknown] == ["nowhere", "none"]


def test_what_a_search_is_kept_to_is_marked_nowhere() -> None:
    assert matches("Tide in the harbour", "tide in:harbour") == (TextSpan(0, 4),)
    assert excerpt("Tide in the harbour", "in:harbour") is None


def test_the_best_first_is_a_list_with_places(db: Database) -> None:
    feed, _ = add_feed(db, "Post")
    texts = ["tide " * n + "and much else that is said of the harbour" for n in range(1, 8)]
    add_entries(db, feed, [entry(n, title=f"Entry {n}", content=f"<p>{text}</p>") for n, text in enumerate(texts)])
    index(db)
    scope = Scope(query="tide")
    whole = db.lists.page(scope, Sort.RELEVANCE)
    assert [row.id for row in whole] == [hit.entry_id for hit in db.search.query("tide")] and len(whole) == 7
    after = db.lists.page(scope, Sort.RELEVANCE, after=whole[1].cursor, limit=2)
    assert after == whole[2:4]
    assert db.lists.page(scope, Sort.RELEVANCE, before=whole[4].cursor, limit=2) == whole[2:4]
    assert db.lists.page(scope, Sort.RELEVANCE, last=True, limit=2) == whole[5:]
    assert [db.lists.position(scope, Sort.RELEVANCE, row.cursor) for row in whole] == list(range(7))
    found = db.lists.next_unread(scope, Sort.RELEVANCE, whole[3].cursor)
    assert found is not None and found.id == whole[4].id


def test_the_title_is_not_told_twice(db: Database) -> None:
    feed, _ = add_feed(db, "Post")
    (entry_id,) = add_entries(db, feed, [entry(1, title="Tide tables", content="<p>What the sea does.</p>")])
    db.articles.store(article(entry_id, "Nothing of it here.", "A tide comes twice a day.", title="Tide tables"))
    index(db)
    (hit,) = db.search.query("tide")
    assert hit.snippet == "Nothing of it here. A tide comes twice a day."
    assert db.search.found(hit.entry, "tide").title == (TextSpan(0, 4),)


def test_what_is_looked_for_in_one_field_is_marked_only_there() -> None:
    assert matches("Tide and tide", "title:tide", "title") == (TextSpan(0, 4), TextSpan(9, 13))
    assert matches("Tide and tide", "title:tide", "author") == () == matches("Tide", "-tide", "title")
    assert matches("Die Flüsse", "flusse") == (TextSpan(4, 10),)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("dat", ""),
        ('dat* "a phrase" -no in:x tag:y is:noted has:note note:z', ""),
        ('"unclosed phrase', "no second quotation mark"),
        ('tag:"unclosed', "no second quotation mark"),
        ('"', "no second quotation mark"),
        ("*dat", "star"),
        ("d*t", "star"),
        ('"da* x"', "star"),
        ("*", "star"),
        ("-", "no word"),
        ("-dat -title:x", "must not be there"),
        ("-is:read", "must not be there"),
        ("is:nice x", "Nothing is called is:nice. There are is:starred"),
    ],
)
def test_a_search_says_what_is_wrong_with_it(query: str, said: str) -> None:
    told = " ".join(slips(query))
    assert said in told and bool(said) is bool(told)


def test_a_star_stands_for_the_rest_of_a_word(db: Database) -> None:
    feed, _ = add_feed(db, "Times")
    add_entries(db, feed, [entry(1, title="The harbourmaster resigns"), entry(2, title="A harbinger")])
    index(db)
    assert [hit.entry.title for hit in db.search.query("harbour* resigns ")] == ["The harbourmaster resigns"]
    assert len(db.search.query("harb* ")) == 2 and db.search.query("harb ") == []
    assert [span.of("Harbourmaster") for span in matches("Harbourmaster", "harb* x")] == ["Harb"]


def test_a_search_finds_what_the_reader_made_of_entries(db: Database) -> None:
    feed, _ = add_feed(db, "Times")
    ids = add_entries(db, feed, [entry(n, title=f"Ferry {n}") for n in range(6)])
    index(db)
    db.decisions.note(ids[0], "Ask Hanne about the déla vu.")
    db.decisions.cite(ids[1])
    db.decisions.set_starred(ids[2:4], True)
    db.decisions.set_read(ids[3:4], True)
    db.decisions.set_tags(ids[4], ["later"])

    def found(query: str) -> set[int]:
        (listed,) = {tuple(sorted(db.lists.ids(Scope(query=query))))}
        assert set(listed) == {hit.entry_id for hit in db.search.query(query, limit=100)}
        assert db.search.count(query) == len(listed)
        return {ids.index(entry_id) for entry_id in listed}

    assert found("is:noted") == found("has:note") == found("ferry has:note") == {0}
    assert found("note:hanne") == found("note:han") == found('note:"dela vu"') == {0}
    assert found("note:anne") == found("note:zebra") == found("is:nothing") == set()
    assert found("is:cited") == {1}
    assert found("is:starred") == {2, 3} and found("is:starred is:unread") == {2} and found("is:read") == {3}
    assert found("is:tagged") == found("has:tag") == {4} and found("is:watched") == set()
    assert found("ferry -is:starred -is:noted") == {1, 4, 5}
