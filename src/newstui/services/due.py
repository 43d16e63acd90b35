"""Which feeds' time has come."""

from datetime import datetime, timedelta

from newstui.config.settings import Settings
from newstui.model.feeds import Feed
from newstui.services.overrides import Overrides
from newstui.storage.database import Database


def due_feeds(cache: Database, settings: Settings, now: datetime, *, by_itself: bool = False) -> list[Feed]:
    """The feeds to be asked now.

    A pace that was set for a feed or its folder counts from its last answer, so that it holds as soon as it is set; 0 keeps the
    feed back. `by_itself` says that nobody asks: then a general pace of 0 keeps back all feeds without one of their own.
    Raises StorageError.
    """
    feeds = cache.feeds.due(now)
    if settings.feed:
        overrides = Overrides(settings.feed, cache.folders.all())
        known = {feed.id for feed in feeds}
        for feed in cache.feeds.all():
            minutes = overrides.of(feed).refresh_minutes
            waits = feed.id not in known and not (feed.local or feed.gone or feed.failures)
            if minutes and waits and feed.checked_at and feed.checked_at + timedelta(minutes=minutes) <= now:
                feeds.append(feed)
        feeds = [feed for feed in feeds if overrides.of(feed).refresh_minutes != 0]
        if by_itself and not settings.feeds.refresh_minutes:
            return [feed for feed in feeds if overrides.of(feed).refresh_minutes]
    return [] if by_itself and not settings.feeds.refresh_minutes else feeds
