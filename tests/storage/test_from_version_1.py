"""A cache as version 1 left it loses nothing on its way to today: not what was read, not who said what, not a mark."""

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from newstui.model.analysis import EntityType
from newstui.model.lists import Scope, SmartFeed
from newstui.storage.database import Database
from support.cache import open_cache

STORED = Path(__file__).parent.parent / "fixtures" / "caches" / "version_1.db.gz"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    (tmp_path / "newstui.db").write_bytes(gzip.decompress(STORED.read_bytes()))
    return tmp_path


def test_what_was_read_and_found_is_still_there(old: Path) -> None:
    with open_cache(old) as db:
        rows = db.lists.page(Scope(smart=SmartFeed.ALL))
        assert [(row.title, row.read, row.starred, row.position, row.tags) for row in rows][::-1] == [
            ("Title 0", True, False, 12, ()),
            ("Title 1", False, True, 0, ()),
            ("Title 2", False, False, 0, ("later",)),
            ("Title 3", False, False, 0, ()),
        ]
        noted = next(row.id for row in rows if row.title == "Title 2")
        assert db.decisions.note_of(noted) == "Ask again."
        assert [(row.name, row.type, row.articles, row.mentions, row.quotations) for row in db.entities.most_named(50)] == [
            ("Harbour Rescue Service", EntityType.ORG, 3, 3, 0),
            ("Jérôme Powell", EntityType.PERSON, 2, 4, 2),
            ("Łódź", EntityType.PLACE, 2, 2, 0),
        ]
        assert [(row.speaker, row.words) for row in db.analyses.quotations()] == [
            ("A spokesman", "“Nothing,”"),
            ("Jérôme Powell", "“We disagree,”"),
            ("Jérôme Powell", "“The barrier holds,”"),
        ]
        assert db.statistics.contents().quotations == 3
        assert db.statistics.contents().analyses == 3


def test_its_tables_are_those_of_a_new_cache(old: Path, tmp_path: Path) -> None:
    def tables(path: Path) -> dict[str, str]:
        with closing(sqlite3.connect(path)) as raw:
            rows = raw.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'search_%'")
            return {
                name: " ".join(part.split("--")[0].strip() for part in sql.splitlines()).replace(" ,", ",").replace(" )", ")")
                for name, sql in rows
            }

    open_cache(old).close()
    Database.open(tmp_path / "new.db").close()
    led, new = tables(old / "newstui.db"), tables(tmp_path / "new.db")
    assert led.keys() == new.keys()
    for name in ("entities", "aliases", "casts", "entity_articles", "entity_decisions", "cast_gone", "entity_named"):
        assert led[name] == new[name]


def test_deleting_a_migrated_entry_takes_its_cast(old: Path) -> None:
    with open_cache(old) as db:
        rows = db.lists.page(Scope(smart=SmartFeed.ALL))
        db.entries.delete([row.id for row in rows if row.title in ("Title 0", "Title 1")])
        assert [(row.name, row.articles) for row in db.entities.most_named(50)] == [("Harbour Rescue Service", 1)]
        assert [row.speaker for row in db.analyses.quotations()] == ["A spokesman"]
