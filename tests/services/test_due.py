"""Whose time has come, as it is set for feeds and folders."""

from datetime import UTC, datetime, timedelta

from newstui.config.settings import FeedOverride, FeedSettings, Settings
from newstui.model.feeds import Validators
from newstui.services.due import due_feeds
from support.service_room import ServiceRoom

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
HAND = FeedSettings(refresh_minutes=0)


def asked(room: ServiceRoom, name: str, *, minutes_ago: int, due_in: int) -> str:
    """A feed that was asked so long ago and is due in so many minutes."""
    url = f"https://{name}.example/feed"
    feed = room.cache.feeds.add(url)
    at = NOW - timedelta(minutes=minutes_ago)
    room.cache.feeds.record_success(feed.id, at=at, validators=Validators(), due_at=NOW + timedelta(minutes=due_in))
    return url


def due(room: ServiceRoom, settings: Settings, *, by_itself: bool = True) -> list[str]:
    return [feed.url for feed in due_feeds(room.cache, settings, NOW, by_itself=by_itself)]


async def test_a_pace_holds_as_soon_as_it_is_set(room: ServiceRoom) -> None:
    url = asked(room, "slow", minutes_ago=30, due_in=600)
    assert due(room, Settings()) == []
    assert due(room, Settings(feed={url: FeedOverride(60)})) == []
    assert due(room, Settings(feed={url: FeedOverride(15)})) == [url]


async def test_a_feed_that_is_asked_by_hand_waits_and_is_asked_again_when_that_is_over(room: ServiceRoom) -> None:
    ready = asked(room, "ready", minutes_ago=90, due_in=-30)
    by_hand = asked(room, "hand", minutes_ago=90, due_in=3650 * 24 * 60)
    assert due(room, Settings(feed={ready: FeedOverride(0), by_hand: FeedOverride(0)})) == []
    assert sorted(due(room, Settings())) == [by_hand, ready]


async def test_where_all_is_asked_by_hand_a_feed_may_still_have_its_pace(room: ServiceRoom) -> None:
    own, other = (asked(room, name, minutes_ago=90, due_in=-30) for name in ("own", "other"))
    settings = Settings(feeds=HAND, feed={own: FeedOverride(15)})
    assert due(room, settings) == [own]
    assert due(room, Settings(feeds=HAND)) == []
    assert sorted(due(room, settings, by_itself=False)) == [other, own]


async def test_one_that_fails_keeps_its_distance(room: ServiceRoom) -> None:
    url = asked(room, "broken", minutes_ago=90, due_in=60)
    feed = room.cache.feeds.by_url(url)
    assert feed is not None
    room.cache.feeds.record_failure(feed.id, at=NOW - timedelta(minutes=90), error="It is down.", due_at=NOW + timedelta(hours=1))
    assert due(room, Settings(feed={url: FeedOverride(15)})) == []
