"""What came of a service's work: a row a feed or an article, for the command line's report and the engine's events."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from newstui.model.numbers import counted


class FeedState(StrEnum):
    """What came of refreshing a feed; each feed is in exactly one of these."""

    NEWS = "news"
    """It brought entries that are new or changed."""
    UNCHANGED = "unchanged"
    """It was asked, and there was nothing new."""
    FAILED = "failed"
    GONE = "gone"
    """410: it is not asked again by itself."""
    OFFLINE = "offline"
    """There was no network to ask it over."""


@dataclass(frozen=True, slots=True)
class FeedOutcome:
    """What a refresh did for one feed. `error` is empty where it went well; `due_at` is the next try."""

    feed_id: int
    title: str
    url: str
    new: int = 0
    changed: int = 0
    not_modified: bool = False
    """The server said that nothing changed (304)."""
    error: str = ""
    problem: str = ""
    """What was wrong with the feed and could be mended."""
    offline: bool = False
    """There was no network: the feed is not to blame, and its turn is not used up."""
    gone: bool = False
    due_at: datetime | None = None

    @property
    def state(self) -> FeedState:
        """What came of it."""
        if self.offline:
            return FeedState.OFFLINE
        if self.gone:
            return FeedState.GONE
        if self.error:
            return FeedState.FAILED
        return FeedState.NEWS if self.new or self.changed else FeedState.UNCHANGED


def summary(outcomes: Sequence[FeedOutcome]) -> str:
    """A refresh in one sentence: how many feeds of each kind, which add up to all of them, and what they brought.

    Such as "200 feeds: 12 with news (30 new entries, 2 changed), 180 unchanged, 7 failed, 1 gone; 3 are damaged."
    """
    states = [outcome.state for outcome in outcomes]
    parts = []
    if (news := states.count(FeedState.NEWS)) > 0:
        new, changed = sum(o.new for o in outcomes), sum(o.changed for o in outcomes)
        brought = [counted(new, "new entry", "new entries")] if new else []
        brought += [f"{changed} changed" if new else counted(changed, "changed entry", "changed entries")] if changed else []
        parts.append(f"{news} with news ({', '.join(brought)})")
    words = {FeedState.UNCHANGED: "unchanged", FeedState.FAILED: "failed", FeedState.GONE: "gone", FeedState.OFFLINE: "not asked"}
    parts += [f"{count} {word}" for state, word in words.items() if (count := states.count(state))]
    damaged = sum(bool(o.problem) and not o.error for o in outcomes)
    mended = f"; {damaged} {'is' if damaged == 1 else 'are'} damaged" if damaged else ""
    return f"{counted(len(outcomes), 'feed')}: {', '.join(parts)}{mended}."


@dataclass(frozen=True, slots=True)
class ArticleOutcome:
    """What came of fetching one article. `error` says why the page gave none; the feed's own content then stands in."""

    entry_id: int
    title: str
    url: str | None
    stored: bool = False
    error: str = ""
    offline: bool = False
    passing: bool = False
    """The page may well be had later: its server is busy or cannot be reached."""
    retry_after: float | None = None
    """Seconds that the server asked for."""
    bytes: int = 0
    """What was downloaded for it, decompressed; 0 where the page was not asked for or did not answer."""
