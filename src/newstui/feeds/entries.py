"""What the parsers have in common: how a feed's raw fields become a ParsedEntry, and what makes entries the same."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from msgspec.structs import replace

from newstui.feeds.addresses import web_address
from newstui.feeds.dates import likely
from newstui.feeds.words import author_name, plain_title, snippet
from newstui.model.feeds import Enclosure, ParsedEntry
from newstui.model.safe_text import SafeText, safe_text

_LONGEST_IDENTITY = 400
_MOST_LABELS = 32


@dataclass(slots=True)
class RawEntry:
    """An entry as a parser reads it: everything hostile, nothing resolved."""

    id: str = ""
    link: str = ""
    title: str = ""
    title_is_plain: bool = False
    author: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    content: str = ""
    """HTML."""
    base: str = ""
    """What relative addresses of the entry are read against."""
    enclosures: Sequence[tuple[str, str, object]] = ()
    """Address, media type, length."""
    categories: Iterable[str] = ()


def finished(raw: RawEntry) -> ParsedEntry:
    """The entry as the model has it."""
    url = web_address(raw.link, raw.base)
    title = plain_title(raw.title, is_plain=raw.title_is_plain)
    first_words = snippet(raw.content) if raw.content else SafeText("")
    return ParsedEntry(
        identity=_identity(raw, url, title),
        title=title,
        url=url,
        author=author_name(raw.author) if raw.author else None,
        published=likely(raw.published),  # also of a parser that reads dates by itself
        updated=likely(raw.updated),
        content=raw.content,
        snippet=first_words,
        enclosures=tuple(_enclosures(raw)) if raw.enclosures else (),
        categories=_labels(raw.categories),
    )


def _enclosures(raw: RawEntry) -> Iterable[Enclosure]:
    for address, media_type, length in list(raw.enclosures)[:_MOST_LABELS]:
        url = web_address(address, raw.base)
        if url:
            size = int(length) if isinstance(length, int | str) and str(length).isascii() and str(length)[:15].isdigit() else None
            yield Enclosure(url, safe_text(media_type[:100]), size)


def _labels(raw: Iterable[str]) -> tuple[SafeText, ...]:
    names = dict.fromkeys(_label(label[:200]) for label in raw)
    return tuple(name for name in names if name)[:_MOST_LABELS]


@lru_cache(maxsize=4096)
def _label(raw: str) -> SafeText:
    return plain_title(raw)


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _identity(raw: RawEntry, url: str | None, title: str) -> str:
    """The GUID or Atom id; else the link; else a hash of title and date, or of the content where there is neither."""
    given = raw.id.strip().replace("&amp;", "&")
    if not given or raw.id.strip() == raw.link.strip():
        given = url or given
    if not given:
        moment = likely(raw.published) or likely(raw.updated)
        rest = "" if title or moment else raw.content
        return "hash:" + _digest(title, moment.isoformat() if moment else "", rest)
    if len(given) > _LONGEST_IDENTITY or not given.isprintable():
        return "hash:" + _digest(given)
    return given


def distinct(entries: Sequence[ParsedEntry]) -> tuple[ParsedEntry, ...]:
    """Each entry once, in the feed's order.

    Entries of one identity are one entry, of which the last updated stays; unless they lead to different pages (or, without
    links, have different titles): then the feed gives one GUID to all its entries, and the link or title joins the identity.
    """
    groups: dict[str, list[ParsedEntry]] = defaultdict(list)
    for entry in entries:
        groups[entry.identity].append(entry)
    if len(groups) == len(entries):
        return tuple(entries)
    by_page = {identity for identity, group in groups.items() if len({e.url for e in group}) > 1}
    by_title = {
        identity for identity, group in groups.items() if group[0].url is None and len({e.title for e in group}) > 1
    } - by_page
    out: dict[str, ParsedEntry] = {}
    for entry in entries:
        if entry.identity in by_page:
            entry = replace(entry, identity=f"{entry.identity} {_digest(entry.url or '')}")
        elif entry.identity in by_title:
            entry = replace(entry, identity=f"{entry.identity} {_digest(entry.title)}")
        seen = out.get(entry.identity)
        if seen is None or (seen.updated and entry.updated and entry.updated > seen.updated):
            out[entry.identity] = entry
    return tuple(out.values())
