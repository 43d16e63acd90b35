"""What a refresh changes: the entries of a feed as the cache knows them, and what is new or different in the feed's answer."""

from dataclasses import dataclass

from newstui.model.feeds import ParsedEntry


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """An entry that the cache holds, with what is needed to see whether the feed changed it."""

    id: int
    identity: str
    fingerprint: str
    """A hash over title, url, author, published and content."""


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry that the feed gives in another form than the cache holds."""

    id: int
    entry: ParsedEntry
    fingerprint: str


@dataclass(frozen=True, slots=True)
class FeedUpdate:
    """What to store of one answer: entries that are new, each with its fingerprint, and entries that changed."""

    new: tuple[tuple[ParsedEntry, str], ...] = ()
    changed: tuple[EntryChange, ...] = ()
