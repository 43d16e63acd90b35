"""Entities in a large cache: the sidebar, an entity's page, what one more article costs, and how much room all of it takes.

The cache is built once and kept in the system's temporary folder; NEWSTUI_BENCH_ARTICLES sets its size.
"""

import os
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path

from benchmarks.entity_cache import NEWEST, Population, build, made_article
from benchmarks.tools import median
from newstui.entities.linking import link
from newstui.language.model import LanguageModel
from newstui.language.passages import passages_of
from newstui.model.articles import Article, ArticleOrigin
from newstui.model.documents import Block, BlockKind, Document
from newstui.model.safe_text import SafeText
from newstui.model.spans import TextSpan
from newstui.reading.dossiers import Dossiers
from newstui.services.analyse_text import analyse_passages
from newstui.storage.database import Database
from support.cache import add_entries, entry

LARGE = int(os.environ.get("NEWSTUI_BENCH_ARTICLES", "100000"))
SMALL = 1000
NOW = datetime.fromtimestamp(NEWEST, UTC)
TABLES = ("analyses", "casts", "entities", "aliases", "entity_articles", "entity_decisions", "entity_pins", "totals")
AIMS = {"sidebar, an article": 30.0, "sidebar, an entity": 60.0, "page, first rows": 150.0}
_EACH = 200
_NEW = 60


def cache_of(articles: int) -> Path:
    """The cache, built where it is not there yet."""
    tag = blake2b(Path(__file__).with_name("entity_cache.py").read_bytes(), digest_size=6).hexdigest()
    folder = Path(tempfile.gettempdir()) / f"newstui-bench-{articles}-{tag}"
    path = folder / "newstui.db"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        began = time.perf_counter()
        build(path.with_suffix(".part"), articles)
        path.with_suffix(".part").rename(path)
        for rest in folder.glob("*.part-*"):
            rest.unlink()
        print(f"built {articles:,} articles in {time.perf_counter() - began:.0f} s: {path.stat().st_size / 1e6:.0f} MB")
    return path


def main() -> int:
    """Print the tables; 1 where an aim is missed."""
    large, small = cache_of(LARGE), cache_of(SMALL)
    missed = 0
    with Database.open(large) as db:
        print(f"{'over ' + format(LARGE, ',') + ' articles':<34}{'p50 ms':>9}{'p95 ms':>9}{'aim':>7}")
        for name, times in _reading(db).items():
            aim = next((value for key, value in AIMS.items() if name.startswith(key)), 0.0)
            worst = sorted(times)[int(len(times) * 0.95)]
            missed += bool(aim) and worst > aim
            print(f"{name:<34}{median(times):>9.1f}{worst:>9.1f}{aim:>7.0f}")
    missed += _room(large)
    missed += _one_more(small, large)
    return int(bool(missed))


def _reading(db: Database) -> dict[str, list[float]]:
    source = random.Random(5)
    dossiers = Dossiers(db)
    entries = [source.randrange(1, LARGE) for _ in range(_EACH)]
    # as a reader meets them: whoever is in an article, so that the frequent ones are met often
    met = [row.entity.id for one in entries for row in dossiers.cast(one)[:2]]
    most = db.entities.most_named(5)
    speakers = [row.entity.id for one in entries for row in dossiers.cast(one) if row.quotations][:_EACH]

    def page(entity_id: int) -> None:
        row = dossiers.get(entity_id)
        assert row is not None
        dossiers.days(entity_id, NOW - timedelta(weeks=26))
        dossiers.names(entity_id)
        dossiers.outlets(entity_id)
        if row.quotations:
            dossiers.said_by(entity_id, 60)
        else:
            dossiers.articles(entity_id, 60)

    return {
        "sidebar, an article": _times(dossiers.cast, entries),
        "sidebar, an entity": _times(lambda one: dossiers.dossier(one, NOW), met[:_EACH]),
        "sidebar, an entity: five greatest": _times(lambda one: dossiers.dossier(one, NOW), [row.id for row in most] * 5),
        "page, first rows": _times(page, speakers),
        "page, first rows: five greatest": _times(page, [row.id for row in most] * 5),
        "page, said about it": _times(lambda one: dossiers.said_about(one, 60), speakers[:50]),
    }


def _times(work: Callable[[int], object], values: Sequence[int]) -> list[float]:
    times = []
    for value in values:
        began = time.perf_counter()
        work(value)
        times.append((time.perf_counter() - began) * 1000)
    return times


def _room(path: Path) -> int:
    with closing(sqlite3.connect(path)) as raw:
        texts = raw.execute("SELECT sum(length(CAST(text AS BLOB))) FROM articles").fetchone()[0]
        sizes = dict(
            raw.execute(
                "SELECT coalesce(m.tbl_name, s.name), sum(s.pgsize) FROM dbstat s LEFT JOIN sqlite_master m ON m.name = s.name"
                " WHERE s.aggregate = 1 GROUP BY 1"
            )
        )
    ours = {name: sizes.get(name, 0) for name in TABLES}
    print(f"\ncanonical texts {texts / 1e6:.0f} MB; with their indexes:")
    for name, size in ours.items():
        if size > texts / 1000:
            print(f"    {name:<20}{size / 1e6:>8.1f} MB{size / texts:>8.1%}")
    share = sum(ours.values()) / texts
    print(f"    {'together':<20}{sum(ours.values()) / 1e6:>8.1f} MB{share:>8.1%}   (aim: 60 %)")
    return int(share > 0.6)


def _one_more(small: Path, large: Path) -> int:
    """What one more article costs: read by the model, everybody in it linked, stored. Both caches are left as they were."""
    model = LanguageModel.load()
    costs: dict[Path, list[float]] = {small: [], large: []}
    with Database.open(small) as one, Database.open(large) as other:
        databases = {small: one, large: other}
        population, source = Population(), random.Random(99)
        reading = []
        for number in range(_NEW):
            text, analysis = made_article(source, population, number)
            document = Document(text, SafeText(text), (Block(BlockKind.PARAGRAPH, TextSpan(0, len(text))),))
            if number % 6 == 0:
                began = time.perf_counter()
                analyse_passages(document.text, passages_of(document), model)
                reading.append((time.perf_counter() - began) * 1000)
            for path, db in databases.items():  # in turn, so that the machine's other work meets both alike
                (entry_id,) = add_entries(db, 1, [entry(number, identity=f"urn:new:{number}", published=NOW)], NOW)
                db.articles.store(Article(entry_id, ArticleOrigin.PAGE, "", SafeText("New"), document, NOW))
                began = time.perf_counter()
                db.analyses.store(entry_id, analysis, link)
                costs[path].append((time.perf_counter() - began) * 1000)
                db.entries.delete([entry_id])
        for db in databases.values():
            db._connection.execute("DELETE FROM tombstones")
            db.retention.prune()
    model_ms = median(reading)
    print(f"\n{'one more article':<34}{'store p50':>11}{'p95 ms':>9}{'whole p50':>11}   (the model reads {model_ms:.0f} ms)")
    for path, what in ((small, f"{SMALL:,}"), (large, f"{LARGE:,}")):
        times = costs[path]
        worst = sorted(times)[int(len(times) * 0.95)]
        print(f"    {'beside ' + what:<30}{median(times):>11.1f}{worst:>9.1f}{median(times) + model_ms:>11.1f}")
    stored, whole = (
        median(costs[large]) / median(costs[small]),
        (median(costs[large]) + model_ms) / (median(costs[small]) + model_ms),
    )
    print(f"    {'ratio':<30}{stored:>11.2f}{'':>9}{whole:>11.2f}   (aim, of the whole: 1.3)")
    return int(whole > 1.3)


if __name__ == "__main__":
    sys.exit(main())
