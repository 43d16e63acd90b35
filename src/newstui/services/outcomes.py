"""What came of a service's work: a row a feed or an article, for the command line's report and the engine's events."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FeedOutcome:
    """What a refresh did for one feed. `error` is empty where it went well; `due_at` is the next try."""

    feed_id: int
    title: str
    url: str
    new: int = 0
    changed: int = 0
    not_modified: bool = False
    error: str = ""
    problem: str = ""
    """What was wrong with the feed and could be mended."""
    offline: bool = False
    """There was no network: the feed is not to blame, and its turn is not used up."""
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ArticleOutcome:
    """What came of fetching one article. `error` says why the page gave none; the feed's own content then stands in."""

    entry_id: int
    title: str
    url: str | None
    stored: bool = False
    error: str = ""
    offline: bool = False
    bytes: int = 0
    """What was downloaded for it, decompressed; 0 where the page was not asked for or did not answer."""
