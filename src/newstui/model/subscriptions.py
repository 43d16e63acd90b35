"""Lists of subscriptions as they travel between readers: OPML outlines and newsboat's urls file, read."""

import msgspec

from newstui.model.safe_text import SafeText


class FeedOutline(msgspec.Struct, frozen=True):
    """A feed in a list of subscriptions."""

    url: str
    title: SafeText = SafeText("")
    """The reader's own title; empty where there is none."""
    feed_title: SafeText = SafeText("")
    site_url: str | None = None
    tags: tuple[SafeText, ...] = ()
    extra: dict[str, str] = msgspec.field(default_factory=dict)
    """Attributes that newstui does not know, kept for export."""


class FolderOutline(msgspec.Struct, frozen=True):
    """A folder in a list of subscriptions, its children in their order."""

    name: SafeText
    children: tuple["FolderOutline | FeedOutline", ...] = ()
    extra: dict[str, str] = msgspec.field(default_factory=dict)


class SubscriptionList(msgspec.Struct, frozen=True):
    """A whole list, and what in it could not be used (a sentence each, naming the line)."""

    children: tuple[FolderOutline | FeedOutline, ...]
    title: SafeText = SafeText("")
    problems: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    """What has no counterpart here, and is no fault of the list (newsboat's queries), a sentence each."""
