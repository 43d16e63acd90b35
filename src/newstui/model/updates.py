"""What a refresh changes: the entries of a feed as the cache knows them, and what is new or different in the feed's answer."""

import msgspec

from newstui.model.feeds import ParsedEntry


class KnownEntry(msgspec.Struct, frozen=True):
    """An entry that the cache holds, with what is needed to see whether the feed changed it."""

    id: int
    identity: str
    fingerprint: str
    """A hash over title, url, author, published and content."""


class EntryChange(msgspec.Struct, frozen=True):
    """An entry that the feed gives in another form than the cache holds."""

    id: int
    entry: ParsedEntry
    fingerprint: str


class FeedUpdate(msgspec.Struct, frozen=True):
    """What to store of one answer: entries that are new, each with its fingerprint, and entries that changed."""

    new: tuple[tuple[ParsedEntry, str], ...] = ()
    changed: tuple[EntryChange, ...] = ()
