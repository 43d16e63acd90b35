"""A cache with something to read: two feeds in a folder and beside it, an analysed article among their entries."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from newstui.model.analysis import EntityType, Quotation, QuotationKind
from newstui.model.safe_text import SafeText
from newstui.model.spans import TextSpan
from newstui.services.analyse_text import ANALYSER_VERSION
from support.cache import add_entries, analysis, article, entry, named, open_cache

HEADLINE = "Harbour bridge to close for a year, council says"
PARAGRAPHS = (
    "The old swing bridge at Port Ellery will close for at least a year from May, the town council said on Monday.",
    "“We cannot keep patching a structure from 1911,” said Mara Lindqvist, who leads the council. “It will be rebuilt, "
    "and it will open again.”",
    "Shopkeepers on the north quay were less sure. The closure will cost them half their customers, Tomas Oyelaran, who runs "
    "a chandlery, told reporters.",
    "The Harbour Trust, which owns the bridge, declined to comment. Lindqvist added that ferries would run every ten minutes "
    "for as long as the work goes on.",
    *(
        f"The council has published plan number {number} of the works, which names the streets that lorries may use, the hours "
        "in which piles may be driven, and whom to call at night when they are driven all the same."
        for number in range(1, 13)
    ),
    "“Every town remembers its bridges,” Lindqvist said.",
)


@dataclass(frozen=True)
class Newsroom:
    """What is in the cache."""

    database: Path
    harbour: int
    """The feed "Harbour Post", in the folder "Coast"."""
    valley: int
    """The feed "Valley Gazette", at the top."""
    story: int
    """The entry with an analysed article: the newest one of the Harbour Post."""
    snippet_only: int
    """An entry without an article."""


def fill(folder: Path, *, entries: int = 12, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Newsroom:
    """Make a cache in a folder, its newest entries some minutes old."""
    at = now().replace(microsecond=0)
    moment = at - timedelta(minutes=entries + 30)
    with open_cache(folder) as db:
        coast = db.folders.ensure([SafeText("Coast")])
        harbour = db.feeds.add("https://harbour.example/feed", feed_title=SafeText("Harbour Post"), folder_id=coast.id)
        valley = db.feeds.add("https://valley.example/feed", feed_title=SafeText("Valley Gazette"))
        story = add_entries(db, harbour, [entry(entries + 5, title=HEADLINE, published=moment)], at)[0]
        others = add_entries(
            db, harbour, [entry(n, title=f"Harbour news {n}", published=moment) for n in range(entries // 2)], at
        )
        add_entries(db, valley, [entry(n, title=f"Valley news {n}", published=moment) for n in range(entries // 2, entries)], at)
        stored = article(story, *PARAGRAPHS, title=HEADLINE)
        text = stored.document.text
        db.articles.store(stored)
        quotations = [
            _said(text, 1, "“We cannot keep patching a structure from 1911,”", "Mara Lindqvist", "said", "Mara Lindqvist"),
            _said(text, 2, "The closure will cost them half their customers", "Tomas Oyelaran", "told", "Tomas Oyelaran"),
            _said(text, len(PARAGRAPHS) - 1, "“Every town remembers its bridges,”", "Lindqvist", "said", "Mara Lindqvist"),
        ]
        entities = [
            named(text, "Mara Lindqvist", EntityType.PERSON, "Lindqvist"),
            named(text, "Tomas Oyelaran"),
            named(text, "Harbour Trust", EntityType.ORG),
            named(text, "Port Ellery", EntityType.PLACE),
        ]
        # Of the present rules, so that an engine leaves it as it is.
        db.analyses.store(story, analysis(stored.document, quotations, entities, ANALYSER_VERSION))
    return Newsroom(folder / "newstui.db", harbour.id, valley.id, story, others[0])


def _said(text: str, paragraph: int, content: str, source: str, cue: str, speaker: str) -> Quotation:
    """A quotation whose parts stand in a paragraph of the story."""
    start = text.index(PARAGRAPHS[paragraph])

    def span(words: str) -> tuple[TextSpan, ...]:
        at = text.index(words, start)
        return (TextSpan(at, at + len(words)),)

    kind = QuotationKind.DIRECT if content.startswith("“") else QuotationKind.INDIRECT
    return Quotation(kind, span(content), span(source), span(cue), SafeText(speaker))
