"""Who said what, and who is named where, over the whole cache."""

import pytest
from msgspec.structs import replace

from newstui.model.analysis import Analysis, EntityType, QuotationKind, Strength
from newstui.model.safe_text import SafeText
from newstui.model.updates import EntryChange, FeedUpdate
from newstui.storage.database import Database
from support.cache import NOON, add_entries, add_feed, analysis, article, entry, named, prepared, said

TEXTS = [
    "“Rates will rise,” said Jérôme Powell of the Fed. Powell smiled.",
    "“We disagree,” Powell told the Fed.",
    "The Fed met. “Nothing,” said a spokesman.",
]


@pytest.fixture
def ids(db: Database) -> list[int]:
    feed, _ = add_feed(db, "Times")
    ids = add_entries(db, feed, [entry(n, title=f"Title {n}") for n in range(3)])
    for entry_id, text in zip(ids, TEXTS):
        db.articles.store(article(entry_id, text, title=""))
    store(
        db, ids[0], 0, [("“Rates will rise,”", "Jérôme Powell", "said", "Jérôme Powell")], [("Jérôme Powell", "Powell"), ("Fed",)]
    )
    store(db, ids[1], 1, [("“We disagree,”", "Powell", "told", "Jerome Powell")], [("Jerome Powell", "Powell"), ("Fed",)])
    store(db, ids[2], 2, [("“Nothing,”", "a spokesman", "said", "A spokesman")], [("Fed",)])
    return ids


def store(
    db: Database,
    entry_id: int,
    number: int,
    quotes: list[tuple[str, str, str, str]],
    names: list[tuple[str, ...]],
    version: str = "1",
) -> Analysis:
    text = TEXTS[number]
    entities = [named(text, n[0], EntityType.ORG if n[0] == "Fed" else EntityType.PERSON, *n[1:]) for n in names]
    made = analysis(article(entry_id, text, title="").document, [said(text, *q) for q in quotes], entities, version)
    assert db.analyses.store(entry_id, made)
    return made


def test_an_analysis_comes_back_as_it_was_stored(db: Database, ids: list[int]) -> None:
    made = store(db, ids[0], 0, [("“Rates will rise,”", "Jérôme Powell", "said", "Jérôme Powell")], [("Jérôme Powell",)])
    assert db.analyses.get(ids[0]) == made


def test_quotations_are_found_by_speaker_newest_first(db: Database, ids: list[int]) -> None:
    rows = db.analyses.quotations(speaker="jerome powell")
    assert [(row.entry_id, row.words) for row in rows] == [(ids[1], "“We disagree,”"), (ids[0], "“Rates will rise,”")]
    first = rows[0]
    assert (first.speaker, first.outlet, first.title, first.kind) == ("Jérôme Powell", "Times", "Title 1", QuotationKind.DIRECT)
    assert [row.entry_id for row in db.analyses.quotations(speaker="POWELL")] == [ids[1], ids[0]]
    assert db.analyses.quotations(speaker="owe") == []
    assert [row.entry_id for row in db.analyses.quotations()] == ids[::-1]
    assert [row.speaker for row in db.analyses.quotations(limit=1)] == ["A spokesman"]


def test_entities_are_counted_over_articles_and_spellings(db: Database, ids: list[int]) -> None:
    rows = {str(row.name): row for row in db.entities.most_named(50)}
    assert list(rows) == ["Fed", "Jérôme Powell"]
    assert (rows["Fed"].type, rows["Fed"].articles, rows["Fed"].quotations) == (EntityType.ORG, 3, 0)
    powell = rows["Jérôme Powell"]
    assert (powell.articles, powell.quotations) == (2, 2)
    assert [row.name for row in db.entities.named("powell")] == ["Jérôme Powell"]
    of = db.entities.articles_of(powell.id, 10)
    assert [one.entry.id for one in of] == [ids[1], ids[0]]
    assert [one.entry.id for one in db.entities.articles_of(powell.id, 10, other_than=ids[1])] == [ids[0]]


def test_stances_are_not_counted_and_found_where_they_are_asked_for(db: Database, ids: list[int]) -> None:
    text = TEXTS[0]
    view = replace(said(text, "“Rates will rise,”", "Jérôme Powell", "said", "Jérôme Powell"), strength=Strength.STANCE)
    names = [named(text, "Jérôme Powell", EntityType.PERSON, "Powell")]
    assert db.analyses.store(ids[0], analysis(article(ids[0], text, title="").document, [view], names))
    (powell,) = db.entities.named("Powell")
    assert (powell.articles, powell.quotations) == (2, 1)
    stated = db.analyses.quotations(speaker=[powell.id], strength=Strength.STATEMENT)
    assert [row.entry_id for row in stated] == [ids[1]]
    assert [row.entry_id for row in db.analyses.quotations(speaker=[powell.id])] == [ids[1], ids[0]]
    assert db.analyses.quotations(speaker="Powell")[1].speaker == "Jérôme Powell"


def test_a_surname_finds_its_bearer_though_a_source_of_that_name_is_nobody_known(db: Database, ids: list[int]) -> None:
    store(db, ids[0], 0, [], [("Jérôme Powell",)])
    store(db, ids[1], 1, [("“We disagree,”", "Powell", "told", "Powell")], [("Fed",)])
    assert [row.name for row in db.entities.named("Powell")] == ["Jérôme Powell"]
    assert [row.name for row in db.entities.named("powell", 5)] == ["Jérôme Powell"]
    assert db.entities.named("Pow")[0].name == "Jérôme Powell"


def test_a_new_analysis_replaces_the_old_ones_rows(db: Database, ids: list[int]) -> None:
    store(db, ids[0], 0, [], [("Fed",)], version="2")
    assert [row.entry_id for row in db.analyses.quotations(speaker="Powell")] == [ids[1]]
    assert {row.name: row.articles for row in db.entities.most_named(50)} == {"Fed": 3, "Jérôme Powell": 1}
    assert db.analyses.missing("2", 10) == [ids[2], ids[1]]


def test_deleting_an_entry_takes_its_quotations_and_counts(db: Database, ids: list[int]) -> None:
    db.entries.delete(ids[:2])
    assert [row.name for row in db.entities.most_named(50)] == ["Fed"]
    assert db.analyses.quotations(speaker="Powell") == []


def test_a_removed_feeds_words_are_not_shown(db: Database, ids: list[int]) -> None:
    fed = db.entities.named("Fed")[0].id
    db.feeds.remove(1)
    assert db.analyses.quotations() == []
    assert db.entities.articles_of(fed, 10) == []


def test_an_analysis_of_another_text_is_refused(db: Database, ids: list[int]) -> None:
    other = analysis(article(ids[0], "Another text.").document, [], [])
    assert db.analyses.store(ids[0], other) is False
    assert db.analyses.get(ids[0]) is not None


def test_quotations_follow_their_entrys_date(db: Database, ids: list[int]) -> None:
    moved = entry(0, title="Title 0", published=NOON.replace(hour=13))
    db.entries.apply(1, FeedUpdate(changed=(EntryChange(ids[0], prepared(moved, "z")),)), NOON.replace(year=2027))
    assert db.analyses.quotations(limit=1)[0].entry_id == ids[0]
    fed = db.entities.named("Fed")[0].id
    assert db.entities.articles_of(fed, 1)[0].entry.id == ids[0]


def test_an_outlet_is_found_in_any_case_of_any_letter(db: Database, ids: list[int]) -> None:
    db.feeds.rename(1, SafeText("ZÜRCHER Strassenblatt"))
    assert len(db.analyses.quotations(outlet="zürcher")) == len(db.analyses.quotations(outlet="STRAßEN")) == len(ids)
    assert db.analyses.quotations(outlet="z%r") == []


def test_a_bare_surname_takes_everybody_of_that_name(db: Database) -> None:
    feed, _ = add_feed(db, "Post")
    for number, (words, name) in enumerate((("“Yes,”", "Ilse Brandt"), ("“No,”", "Ines Brandt"), ("“Perhaps,”", "Brandt"))):
        (entry_id,) = add_entries(db, feed, [entry(number)])
        text = f"{words} said {name}."
        stored = article(entry_id, text, title="")
        db.articles.store(stored)
        db.analyses.store(entry_id, analysis(stored.document, [said(text, words, name, "said", name)], [named(text, name)]))
    assert {row.speaker for row in db.analyses.quotations(speaker="brandt")} == {"Ilse Brandt", "Ines Brandt", "Brandt"}
    assert {row.speaker for row in db.analyses.quotations(speaker="Ilse Brandt")} == {"Ilse Brandt"}
