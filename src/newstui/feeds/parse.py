"""A feed's bytes, read: RSS 0.9x to 2.0, RSS 1.0, Atom 0.3 and 1.0, JSON Feed.

fastfeedparser reads what is sound, some thirty times faster; feedparser what the fast one refuses or visibly misreads
(fewer entries or titles than stand in the bytes, text with elements inside). Both parsers, and this one, meet hostile
bytes here: services call it in a process that can be killed.
"""

from newstui.errors import FeedError
from newstui.feeds import fast, json_feed, slow
from newstui.feeds.document import FeedDocument, format_of, language_of, pace_of, read_document, self_address
from newstui.feeds.entries import distinct, finished
from newstui.feeds.raw import RawFeed
from newstui.feeds.words import plain_title, snippet
from newstui.model.feeds import ParsedFeed


def parse_feed(data: bytes, *, url: str, content_type: str | None = None) -> ParsedFeed:
    """The feed in `data`, which came from `url` with that Content-Type header.

    Raises NotAFeed where the bytes are something else, FeedError where they cannot be read.
    """
    try:
        if json_feed.looks_like_json(data):
            raw = json_feed.read_json_feed(data, url=url, content_type=content_type)
        else:
            raw = _read_xml(read_document(data, url=url, content_type=content_type))
        return ParsedFeed(
            title=plain_title(raw.title),
            entries=distinct([finished(entry) for entry in raw.entries]),
            format=raw.format,
            site_url=raw.site_url,
            self_url=raw.self_url,
            description=snippet(raw.description),
            language=raw.language,
            update_minutes=raw.update_minutes,
            problems=tuple(raw.problems),
        )
    except FeedError:
        raise
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, LookupError, RecursionError) as error:
        raise FeedError(f"The feed is too damaged to be read ({type(error).__name__}).") from error


def _read_xml(document: FeedDocument) -> RawFeed:
    raw = fast.read(document) if document.root in ("rss", "feed", "rdf") else None
    if raw is None or _misread(raw, document):
        better = slow.read(document)
        if raw is None or len(better.entries) >= len(raw.entries):
            raw = better
    raw.format = format_of(document)
    raw.language = raw.language or language_of(document)
    raw.update_minutes = pace_of(document)
    raw.self_url = self_address(document)
    raw.problems = document.problems
    return raw


def _misread(raw: RawFeed, document: FeedDocument) -> bool:
    """Whether the fast parser visibly missed something."""
    if len(raw.entries) < document.items or document.bases_within or document.nested_text or document.odd_links:
        return True
    titled = sum(bool(entry.title) for entry in raw.entries)
    if raw.title and titled == len(raw.entries):
        return False
    return titled + bool(raw.title) < min(document.titles, len(raw.entries) + 1)
