"""What a refresh changes: a feed's answer ready to be stored, the entries as the cache knows them, and what is new in it."""

import msgspec

from newstui.model.safe_text import SafeText


class PreparedEntry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An entry as the cache keeps it: made where the feed was read, so that the process that stores it has little to do."""

    identity: str
    fingerprint: str
    """A hash over title, url, author, published and content."""
    title: SafeText
    url: str | None
    author: SafeText | None
    published: int | None
    """Unix seconds, as `updated`."""
    updated: int | None
    snippet: SafeText
    html: bytes
    """UTF-8, as the cache keeps it: nobody on the way there reads it."""
    enclosures: str | None
    """JSON, as `categories`; None where there are none."""
    categories: str | None


class PreparedFeed(msgspec.Struct, frozen=True):
    """A feed's answer, ready to be stored."""

    title: SafeText
    site_url: str | None
    update_minutes: int | None
    problems: tuple[str, ...]
    entries: tuple[PreparedEntry, ...]
    whole: bool = True
    """False where the answer broke off on its way: the rest is still to be had."""


class KnownEntry(msgspec.Struct, frozen=True):
    """An entry that the cache holds, with what is needed to see whether the feed changed it."""

    id: int
    identity: str
    fingerprint: str


class FormerEntry(msgspec.Struct, frozen=True):
    """One of the latest entries of a feed, with what it can be known by when the feed gives it another identity."""

    id: int
    identity: str
    fingerprint: str
    title: str
    url: str | None
    published: int | None
    snippet: str


class EntryChange(msgspec.Struct, frozen=True):
    """An entry that the feed gives in another form than the cache holds."""

    id: int
    entry: PreparedEntry


class FeedUpdate(msgspec.Struct, frozen=True):
    """What to store of one answer."""

    new: tuple[PreparedEntry, ...] = ()
    changed: tuple[EntryChange, ...] = ()
    renamed: tuple[tuple[int, str], ...] = ()
    """Entries by their number that the feed lists under another identity from now on."""
