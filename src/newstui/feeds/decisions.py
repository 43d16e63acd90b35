"""What a feed's answer changes in the cache. Pure: the answer and what is known, in; what to store, out."""

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence

import msgspec

from newstui.model.feeds import Enclosure, ParsedEntry, ParsedFeed
from newstui.model.storable import storable
from newstui.model.updates import EntryChange, FeedUpdate, FormerEntry, KnownEntry, PreparedEntry, PreparedFeed

_COUNTING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_[ce]id|at_\w+|ref|cmp|source|s?rss)(?:=|$)", re.IGNORECASE)


def prepare(feed: ParsedFeed, *, whole: bool = True) -> PreparedFeed:
    """The feed's answer as the cache keeps it; not `whole` says that its bytes broke off on their way."""
    return PreparedFeed(
        title=feed.title,
        site_url=feed.site_url,
        update_minutes=feed.update_minutes,
        problems=feed.problems or (() if whole else ("The feed breaks off on its way here.",)),
        entries=tuple(prepare_entry(entry) for entry in feed.entries),
        whole=whole,
    )


def prepare_entry(entry: ParsedEntry) -> PreparedEntry:
    """The entry as the cache keeps it."""
    html = _html(entry)
    enclosures = [Enclosure(storable(e.url), storable(e.media_type), e.length) for e in entry.enclosures]
    return PreparedEntry(
        identity=storable(entry.identity),
        fingerprint=_fingerprint(entry, html),
        title=entry.title,
        url=storable(entry.url) if entry.url else None,
        author=entry.author,
        published=int(entry.published.timestamp()) if entry.published else None,
        updated=int(entry.updated.timestamp()) if entry.updated else None,
        snippet=entry.snippet,
        html=html,
        enclosures=msgspec.json.encode(enclosures).decode() if enclosures else None,
        categories=msgspec.json.encode(entry.categories).decode() if entry.categories else None,
    )


def fingerprint(entry: ParsedEntry) -> str:
    """A hash over what a reader would see change: title, address, author, date and content. 32 hexadecimal digits."""
    return _fingerprint(entry, _html(entry))


def _html(entry: ParsedEntry) -> bytes:
    try:
        return entry.content.encode()
    except UnicodeEncodeError:
        return storable(entry.content).encode()


def _fingerprint(entry: ParsedEntry, html: bytes) -> str:
    published = entry.published.isoformat() if entry.published else ""
    before = "\0".join((entry.title, entry.url or "", entry.author or "", published, ""))
    hashed = hashlib.blake2b(before.encode("utf-8", "surrogatepass"), digest_size=16)
    hashed.update(html)
    hashed.update(b"\0")
    return hashed.hexdigest()


def decide(entries: Sequence[PreparedEntry], known: Mapping[str, KnownEntry], former: Sequence[FormerEntry] = ()) -> FeedUpdate:
    """Which entries are new and which have changed, matched by identity, so that a new title or link makes no new entry.

    Of the `former` ones, an entry that is listed no more and one that comes in its place with another identity, but the same
    title, page and date, are one: a site that moves to https, or counts its readers by their links, makes nothing unread again.
    Entries that are known and no longer in the feed stay: feeds show a window of their entries.
    """
    new: list[PreparedEntry] = []
    changed: list[EntryChange] = []
    renamed: list[tuple[int, str]] = []
    twins = _unlisted(former, {entry.identity for entry in entries})
    for entry in entries:
        before: KnownEntry | FormerEntry | None = known.get(entry.identity)
        if before is None and (before := twins.pop(_look(entry), None)) is not None:
            renamed.append((before.id, entry.identity))
        if before is None:
            new.append(entry)
        elif before.fingerprint != entry.fingerprint:
            changed.append(EntryChange(before.id, entry))
    return FeedUpdate(tuple(new), tuple(changed), tuple(renamed))


_Look = tuple[str, str, int | str]


def _unlisted(former: Sequence[FormerEntry], listed: Collection[str]) -> dict[_Look | None, FormerEntry]:
    """Former entries that are listed no more, by their look; of several that look alike, none."""
    found: dict[_Look | None, FormerEntry] = {}
    twice: set[_Look | None] = {None}
    for entry in former:
        look = _look(entry)
        if look in found:
            twice.add(look)
        elif entry.identity not in listed:
            found[look] = entry
    return {look: entry for look, entry in found.items() if look not in twice}


def _look(entry: PreparedEntry | FormerEntry) -> _Look | None:
    """What an entry is known by without its identity: title, page, and date (or its first words, where it has none)."""
    if not entry.title or not entry.url:
        return None
    return entry.title, _page(entry.url), entry.published if entry.published is not None else entry.snippet


def _page(url: str) -> str:
    """The page that an address leads to, however it is reached: without scheme, "www.", and what counts readers."""
    address = url.partition("#")[0].partition("://")[2].removeprefix("www.")
    path, _, query = address.partition("?")
    kept = [pair for pair in query.split("&") if pair and not _COUNTING.match(pair)]
    return f"{path.rstrip('/')}?{'&'.join(kept)}"
