"""What is asked of entities reads through indexes, however large the cache: SQLite's own plans say so."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from newstui.entities.linking import link
from newstui.model.analysis import EntityType, QuotationKind
from newstui.model.names import short, sound
from newstui.reading.dossiers import Dossiers
from newstui.storage.cast import CastView
from newstui.storage.database import Database
from support.cache import NOON, add_entries, add_feed, analysis, article, entry, named, open_cache, said
from support.plans import Explained

_SMALL = ("json_each", "m VIRTUAL TABLE", "CONSTANT ROW", "value VIRTUAL", "(subquery", "x", "c VIRTUAL")
TEXT = "“Yes,” said Ada Byron of the Harbour Board in Oslo. Byron left for Kyiv."


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with open_cache(tmp_path) as db:
        feed, _ = add_feed(db, "Times")
        for number, entry_id in enumerate(add_entries(db, feed, [entry(n) for n in range(4)])):
            made = article(entry_id, TEXT, title=f"Entry {number}")
            db.articles.store(made)
            text = made.document.text
            entities = [
                named(text, "Ada Byron", EntityType.PERSON, "Byron"),
                named(text, "Harbour Board", EntityType.ORG),
                named(text, "Oslo", EntityType.PLACE),
            ]
            quotes = [said(text, "“Yes,”", "Ada Byron", "said", "Ada Byron")]
            assert quotes[0].kind is QuotationKind.DIRECT
            db.analyses.store(entry_id, analysis(made.document, quotes, entities), link)
        yield db


def scans(explained: Explained) -> list[str]:
    """Steps that read a whole table; walking an index in its order, up to a limit, is none."""
    return [
        step
        for step in explained.steps
        if step.startswith("SCAN") and "USING INDEX" not in step and not step.removeprefix("SCAN ").startswith(_SMALL)
    ]


def test_the_sidebar_and_the_page_scan_no_table(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    byron = db.entities.named("Ada Byron")[0].id
    explained = Explained(db._connection, monkeypatch)
    dossiers = Dossiers(db)
    assert dossiers.cast(1)
    found = dossiers.dossier(byron, NOON, other_than=2)
    assert found is not None and found.quotations and found.related and found.articles
    dossiers.outlets(byron)
    dossiers.names(byron)
    dossiers.days(byron, NOON - timedelta(days=9))
    assert dossiers.said_by(byron, 5, since=NOON - timedelta(days=9))
    dossiers.said_about(byron, 5)
    assert dossiers.articles(byron, 2, after=dossiers.articles(byron, 1)[0])
    dossiers.joined()
    assert scans(explained) == []
    dossiers.search("byron")
    assert scans(explained) == ["SCAN aliases"]  # words within names have no index; names are few beside all else


def test_one_more_article_scans_no_table(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    explained = Explained(db._connection, monkeypatch)
    cast = CastView(db._connection, 1)
    assert cast.articles == 4
    found = cast.alike([sound("Ada Byron", EntityType.PERSON)], [short("Byron", EntityType.PERSON) or 0])
    assert [one.articles for one in found] == [4]
    assert cast.company(found[0].entity_id)
    assert cast.spread([found[0].entity_id])
    db.analyses.store(1, analysis(article(1, TEXT, title="Entry 0").document, [], []), link)
    assert scans(explained) == []
