"""Lists of subscriptions as they travel between readers: OPML outlines and newsboat's urls file, read."""

from dataclasses import dataclass, field

from newstui.model.safe_text import SafeText


@dataclass(frozen=True, slots=True)
class FeedOutline:
    """A feed in a list of subscriptions."""

    url: str
    title: SafeText = SafeText("")
    """The reader's own title, where it differs from the feed's; empty where there is none."""
    feed_title: SafeText = SafeText("")
    site_url: str | None = None
    tags: tuple[SafeText, ...] = ()
    extra: dict[str, str] = field(default_factory=dict)
    """Attributes that newstui does not know, kept for export."""


@dataclass(frozen=True, slots=True)
class FolderOutline:
    """A folder in a list of subscriptions, its children in their order."""

    name: SafeText
    children: tuple["FolderOutline | FeedOutline", ...] = ()
    extra: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SubscriptionList:
    """A whole list, and what in it could not be used (a sentence each, naming the line)."""

    children: tuple[FolderOutline | FeedOutline, ...]
    title: SafeText = SafeText("")
    problems: tuple[str, ...] = ()
