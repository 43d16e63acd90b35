"""Large caches for measuring: entries with feeds' content, articles and their analyses, all made up."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from newstui.model.analysis import Analysis, Quotation
from newstui.model.feeds import ParsedEntry
from newstui.model.hashing import text_hash
from newstui.model.lists import Scope, SmartFeed, Sort
from newstui.model.safe_text import SafeText
from newstui.model.spans import Spans, TextSpan
from newstui.model.updates import FeedUpdate
from newstui.services.analyse_text import ANALYSER_VERSION
from newstui.storage.database import Database
from support.cache import article, prepared, said

WORDS = (
    *("harbour", "council", "barrier", "budget", "minister", "ferry", "quota", "verdict", "museum", "tunnel", "orchard"),
    *("strike", "ballot", "glacier", "reactor", "satellite", "inspector", "quarry", "festival", "archive", "pension"),
    *("railway", "drought", "vaccine", "merger", "treaty", "lighthouse", "parliament", "depot"),
)
PEOPLE = ["Ilse Marant", "Otto Brenk", "Nadia Verhoeven", "Samuel Okoro", "Petra Lindahl", "Jonas Vey"]
NEWEST = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


def paragraph(random_words: random.Random, words: int = 60) -> str:
    """A paragraph of made-up news, without a quotation."""
    return " ".join(random_words.choices(WORDS, k=words)).capitalize() + "."


def make_cache(path: Path, *, entries: int, feeds: int = 100, articles: int = 0) -> None:
    """A cache with so many entries over so many feeds; the newest `articles` of them with text and analysis; all indexed."""
    source = random.Random(7)
    with Database.open(path) as cache:
        for number in range(feeds):
            feed = cache.feeds.add(
                f"http://127.0.0.1:9/{number}.xml", feed_title=f"The {source.choice(WORDS).title()} {number:03}"
            )
            own = [_entry(source, entry) for entry in range(number, entries, feeds)]
            cache.entries.apply(feed.id, FeedUpdate(new=tuple(prepared(e, text_hash(e.identity)) for e in own)), NEWEST)
        rows = cache.lists.page(Scope(smart=SmartFeed.ALL), Sort.DATE, limit=articles) if articles else []
        for row in rows:
            _article(cache, source, row.id, str(row.title))
        while cache.search.pending():
            cache.search.index_batch(1000)
        # Nothing is due: a refresh would measure something else.
        for feed in cache.feeds.all():
            cache.feeds.record_failure(feed.id, at=NEWEST, error="", due_at=NEWEST + timedelta(days=36500))


def _entry(source: random.Random, number: int) -> ParsedEntry:
    words = paragraph(source, 50)
    return ParsedEntry(
        identity=f"urn:{number}",
        title=SafeText(f"{' '.join(source.choices(WORDS, k=7)).capitalize()} {number}"),
        url=f"http://127.0.0.1:9/a/{number}.html",
        author=SafeText(source.choice(PEOPLE)),
        published=NEWEST - timedelta(minutes=number),
        content=f"<p>{words}</p>",
        snippet=SafeText(words[:200]),
    )


def _article(cache: Database, source: random.Random, entry_id: int, title: str) -> None:
    paragraphs = []
    for _ in range(10):
        person = source.choice(PEOPLE)
        paragraphs.append(f"“The {source.choice(WORDS)} cannot wait,” {person} said. {paragraph(source)}")
    made = article(entry_id, *paragraphs, title=title)
    text = made.document.text
    quotations = []
    for part in paragraphs:
        content, _, rest = part.partition("” ")
        person = rest.split(" said")[0]
        local = said(part, f"{content}”", person, "said", person)
        quotations.append(_shifted(local, text.index(part)))
    cache.articles.store(made)
    cache.analyses.store(entry_id, Analysis(ANALYSER_VERSION, text_hash(text), tuple(quotations)))


def _shifted(quotation: Quotation, by: int) -> Quotation:
    def move(spans: Spans) -> Spans:
        return tuple(TextSpan(s.start + by, s.end + by) for s in spans)

    return replace(quotation, content=move(quotation.content), source=move(quotation.source), cue=move(quotation.cue))
