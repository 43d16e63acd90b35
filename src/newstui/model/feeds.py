"""Feeds and entries: what a feed says, and what the cache keeps of it."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from newstui.model.safe_text import SafeText


class Enclosure(msgspec.Struct, frozen=True):
    """A file attached to an entry."""

    url: str
    media_type: str = ""
    length: int | None = None
    """Bytes, as the feed claims."""


class ParsedEntry(msgspec.Struct, frozen=True):
    """An item as a feed gives it."""

    identity: str
    """Stable within its feed: the GUID or Atom id; else the link; else a hash of title and date. Never shown."""
    title: SafeText
    url: str | None = None
    """Absolute, http or https."""
    author: SafeText | None = None
    published: datetime | None = None
    """Aware, UTC; None where the feed gives no date that can be read."""
    updated: datetime | None = None
    content: str = ""
    """The fullest HTML that the feed gives, hostile: never shown before extraction made a Document of it."""
    snippet: SafeText = SafeText("")
    """The first words of the content as plain text, at most 300 characters."""
    enclosures: tuple[Enclosure, ...] = ()
    categories: tuple[SafeText, ...] = ()


class ParsedFeed(msgspec.Struct, frozen=True):
    """A feed's bytes, read."""

    title: SafeText
    entries: tuple[ParsedEntry, ...]
    format: str
    """Such as "rss 2.0", "atom 1.0", "json feed 1.1"."""
    site_url: str | None = None
    self_url: str | None = None
    description: SafeText = SafeText("")
    language: str | None = None
    update_minutes: int | None = None
    """The pace that the feed asks for (ttl, sy:updatePeriod), minutes."""
    problems: tuple[str, ...] = ()
    """What was wrong with the bytes and mended, in words ("the feed ends in the middle of an entry")."""


class Validators(msgspec.Struct, frozen=True):
    """What a server gave to ask again with (RFC 9110, conditional requests)."""

    etag: str | None = None
    last_modified: str | None = None


SAMPLE_URL = "newstui:sample"
"""The address that the sample edition is subscribed under."""
SAVED_URL = "newstui:saved"
"""The address of the feed of saved pages: entries that no feed brought, but the reader."""


class Feed(msgspec.Struct, frozen=True):
    """A subscription as the cache keeps it."""

    id: int
    url: str
    title: SafeText
    """The reader's own title, else the feed's, else the address."""
    feed_title: SafeText = SafeText("")
    own_title: SafeText | None = None
    site_url: str | None = None
    folder_id: int | None = None
    position: int = 0
    tags: tuple[SafeText, ...] = ()
    added_at: datetime | None = None
    validators: Validators = msgspec.field(default_factory=Validators)
    checked_at: datetime | None = None
    changed_at: datetime | None = None
    """When a refresh last brought something new."""
    due_at: datetime | None = None
    update_minutes: int | None = None
    failures: int = 0
    """Failed refreshes in a row."""
    error: str = ""
    """What happened at the last refresh, in words; empty if it went well."""
    gone: bool = False
    """The server said 410: reported, not deleted, and no longer asked on its own."""
    succeeded_at: datetime | None = None
    """When it last answered well, also with 304."""
    failed_at: datetime | None = None
    last_failure: str = ""
    """What happened when it last failed, also where it went well since."""
    answer_bytes: int | None = None
    """The size of its last whole answer."""
    local: bool = False
    """Nothing is ever asked for it: its address names something of newstui's own (see `SAMPLE_URL`, `SAVED_URL`)."""
    extra: dict[str, str] = msgspec.field(default_factory=dict)
    """OPML attributes that newstui does not know, kept for export; a local feed has what is to be kept with it."""

    @property
    def sample(self) -> bool:
        """Whether it is the packaged sample edition."""
        return self.url == SAMPLE_URL

    @property
    def saved(self) -> bool:
        """Whether it holds the pages that the reader saved."""
        return self.url == SAVED_URL

    @property
    def inside(self) -> frozenset[str]:
        """Of saved pages, the hosts that may stand on this machine or its own network, since the reader wanted them."""
        return frozenset(self.extra.get("inside", "").split())

    @property
    def failed(self) -> bool:
        """Whether the last refresh brought nothing because of an error."""
        return self.gone or self.failures > 0

    @property
    def damaged(self) -> bool:
        """Whether the last refresh found the feed's file broken, but could read it."""
        return bool(self.error) and not self.failed


class Folder(msgspec.Struct, frozen=True):
    """A folder of the feed pane. Folders nest; a top folder has no parent."""

    id: int
    name: SafeText
    parent_id: int | None = None
    position: int = 0
    extra: dict[str, str] = msgspec.field(default_factory=dict)


def folder_paths(folders: Iterable[Folder]) -> dict[int, tuple[SafeText, ...]]:
    """Each folder's names from the top down, by its number."""
    known = {folder.id: folder for folder in folders}

    def path(folder: Folder) -> tuple[SafeText, ...]:
        names = [folder.name]
        while (above := known.get(folder.parent_id) if folder.parent_id is not None else None) and len(names) < len(known):
            names.append(above.name)
            folder = above
        return tuple(reversed(names))

    return {folder.id: path(folder) for folder in known.values()}


def path_names(folders: Iterable[Folder]) -> dict[int, str]:
    """Each folder's path as it is written (News/World), by its number."""
    return {number: "/".join(path) for number, path in folder_paths(folders).items()}
