"""A cache for tests: feeds, entries, articles and analyses in a few words."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from newstui.feeds.decisions import prepare_entry
from newstui.model.analysis import Analysis, Entity, EntityType, Quotation, QuotationKind
from newstui.model.articles import Article, ArticleOrigin
from newstui.model.documents import BLOCK_SEPARATOR, Block, BlockKind, Document
from newstui.model.feeds import SAMPLE_URL, Feed, ParsedEntry
from newstui.model.hashing import text_hash
from newstui.model.safe_text import SafeText
from newstui.model.spans import TextSpan
from newstui.model.updates import FeedUpdate, PreparedEntry
from newstui.storage.database import Database

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
"""A moment to count from."""


def prepared(entry: ParsedEntry, fingerprint: str) -> PreparedEntry:
    """An entry ready to be stored, with a fingerprint of the test's own."""
    return replace(prepare_entry(entry), fingerprint=fingerprint)


def open_cache(folder: Path) -> Database:
    """A cache in a folder of the test's."""
    return Database.open(folder / "newstui.db")


def entry(
    number: int,
    *,
    title: str | None = None,
    published: datetime | None = NOON,
    content: str = "",
    author: str | None = None,
    identity: str | None = None,
    url: str | None = None,
) -> ParsedEntry:
    """Entry `number` of a feed; dated `number` minutes after `published` (None: undated)."""
    return ParsedEntry(
        identity=identity or f"urn:entry:{number}",
        title=SafeText(f"Entry {number}" if title is None else title),
        url=url or f"https://news.example/{number}",
        author=SafeText(author) if author else None,
        published=published + timedelta(minutes=number) if published else None,
        content=content or f"<p>Content of entry {number}.</p>",
        snippet=SafeText(f"Content of entry {number}."),
    )


def add_entries(
    db: Database, feed: Feed | int, entries: Sequence[ParsedEntry], at: datetime = NOON + timedelta(days=30)
) -> list[int]:
    """Store entries as a refresh would; answers their ids, in this order."""
    feed_id = feed if isinstance(feed, int) else feed.id
    db.entries.apply(feed_id, FeedUpdate(new=tuple(prepared(e, text_hash(e.title + e.content)) for e in entries)), at)
    known = db.entries.known(feed_id, [e.identity for e in entries])
    return [known[e.identity].id for e in entries]


def add_feed(db: Database, name: str, entries: int = 0, **options: object) -> tuple[Feed, list[int]]:
    """A feed with a name and so many entries, each a minute younger than the one before; a `local` one is the sample edition."""
    url = SAMPLE_URL if options.get("local") else f"https://{name.lower().replace(' ', '-')}.example/feed"
    feed = db.feeds.add(url, feed_title=name, **options)  # type: ignore[arg-type]
    return feed, add_entries(db, feed, [entry(n) for n in range(entries)])


def document(*paragraphs: str, title: str = "") -> Document:
    """A document of a title and plain paragraphs."""
    blocks: list[Block] = []
    at = 0
    for number, part in enumerate(parts := ([title] if title else []) + list(paragraphs)):
        kind = BlockKind.TITLE if title and number == 0 else BlockKind.PARAGRAPH
        blocks.append(Block(kind, TextSpan(at, at + len(part))))
        at += len(part) + len(BLOCK_SEPARATOR)
    return Document(BLOCK_SEPARATOR.join(parts), SafeText(BLOCK_SEPARATOR.join(parts)), tuple(blocks))


def article(
    entry_id: int, *paragraphs: str, title: str = "A title", origin: ArticleOrigin = ArticleOrigin.PAGE, at: datetime = NOON
) -> Article:
    """An article of plain paragraphs."""
    return Article(
        entry_id=entry_id,
        origin=origin,
        url=f"https://news.example/{entry_id}",
        title=SafeText(title),
        document=document(*paragraphs, title=title),
        stored_at=at,
        byline=SafeText("Ada Writer"),
        outlet=SafeText("The Example"),
    )


def said(text: str, content: str, source: str, cue: str, speaker: str | None = None) -> Quotation:
    """A quotation whose parts are found in `text` by their words."""

    def span(words: str) -> tuple[TextSpan, ...]:
        at = text.index(words)
        return (TextSpan(at, at + len(words)),)

    return Quotation(QuotationKind.DIRECT, span(content), span(source), span(cue), SafeText(speaker) if speaker else None)


def named(text: str, name: str, kind: EntityType = EntityType.PERSON, *aliases: str) -> Entity:
    """An entity with every place where its name or an alias stands in `text`."""
    mentions = []
    for words in (name, *aliases):
        at = text.find(words)
        while at >= 0:
            mentions.append(TextSpan(at, at + len(words)))
            at = text.find(words, at + len(words))
    return Entity(SafeText(name), kind, tuple(sorted(set(mentions))), tuple(SafeText(a) for a in aliases))


def analysis(document: Document, quotations: Sequence[Quotation], entities: Sequence[Entity], version: str = "1") -> Analysis:
    """The analysis of a document."""
    return Analysis(version, text_hash(document.text), tuple(quotations), tuple(entities))
