"""What a feed's answer changes in the cache. Pure: the answer and what is known, in; what to store, out."""

import hashlib
from collections.abc import Mapping, Sequence

import msgspec

from newstui.feeds.twins import find_twins
from newstui.model.feeds import Enclosure, ParsedEntry, ParsedFeed
from newstui.model.storable import storable
from newstui.model.updates import EntryChange, FeedUpdate, FormerEntry, KnownEntry, PreparedEntry, PreparedFeed


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

    Of the `former` ones, an entry that is listed no more and one that looks like it and comes in its place with another identity
    are one (`newstui.feeds.twins`): nothing turns unread again for that. Entries that are known and no longer in the feed
    stay: feeds show a window of their entries.
    """
    new: list[PreparedEntry] = []
    changed: list[EntryChange] = []
    renamed: list[tuple[int, str]] = []
    unknown = [entry for entry in entries if entry.identity not in known]
    twins = find_twins(unknown, former, {entry.identity for entry in entries})
    for entry in entries:
        before: KnownEntry | FormerEntry | None = known.get(entry.identity)
        if before is None and (before := twins.get(entry.identity)) is not None:
            renamed.append((before.id, entry.identity))
        if before is None:
            new.append(entry)
        elif before.fingerprint != entry.fingerprint:
            changed.append(EntryChange(before.id, entry))
    return FeedUpdate(tuple(new), tuple(changed), tuple(renamed))
