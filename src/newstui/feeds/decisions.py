"""What a feed's answer changes in the cache. Pure: the answer and what is known, in; what to store, out."""

import hashlib
from collections.abc import Mapping

from newstui.model.feeds import ParsedEntry, ParsedFeed
from newstui.model.updates import EntryChange, FeedUpdate, KnownEntry


def fingerprint(entry: ParsedEntry) -> str:
    """A hash over what a reader would see change: title, address, author, date and content. 32 hexadecimal digits."""
    digest = hashlib.blake2b(digest_size=16)
    published = entry.published.isoformat() if entry.published else ""
    for part in (entry.title, entry.url or "", entry.author or "", published, entry.content):
        digest.update(part.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()


def decide(feed: ParsedFeed, known: Mapping[str, KnownEntry]) -> FeedUpdate:
    """Which entries are new and which have changed, matched by identity, so that a new title or link makes no new entry.

    Entries that are known and no longer in the feed stay: feeds show a window of their entries.
    """
    new: list[tuple[ParsedEntry, str]] = []
    changed: list[EntryChange] = []
    for entry in feed.entries:
        mark = fingerprint(entry)
        before = known.get(entry.identity)
        if before is None:
            new.append((entry, mark))
        elif before.fingerprint != mark:
            changed.append(EntryChange(before.id, entry, mark))
    return FeedUpdate(tuple(new), tuple(changed))
