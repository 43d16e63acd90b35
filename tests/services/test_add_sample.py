"""The sample edition: there at once, without a network, and a feed like any other."""

from newstui.model.events import SubscriptionsChanged
from newstui.services.add_sample import add_sample
from support.service_room import ServiceRoom


async def test_every_article_can_be_read_without_a_network(room: ServiceRoom) -> None:
    room.fetcher.online = False
    feed = await add_sample(room.cache, room.parser, room.articles, emit=room.events.append)
    entries = room.entries(feed.id)
    assert len(entries) >= 4
    for entry in entries:
        article = room.cache.articles.get(entry.id)
        assert article is not None and article.note == "" and article.document.word_count > 100
    assert SubscriptionsChanged(feed.id) in room.events
    assert room.cache.feeds.any_subscribed() is False


async def test_a_second_time_adds_nothing(room: ServiceRoom) -> None:
    first = await add_sample(room.cache, room.parser, room.articles, emit=room.events.append)
    ids = [entry.id for entry in room.entries(first.id)]
    second = await add_sample(room.cache, room.parser, room.articles, emit=room.events.append)
    assert second.id == first.id
    assert [entry.id for entry in room.entries(first.id)] == ids


async def test_removed_and_wished_for_again_it_comes_back(room: ServiceRoom) -> None:
    feed = await add_sample(room.cache, room.parser, room.articles, emit=room.events.append)
    room.cache.feeds.remove(feed.id)
    assert room.entries(feed.id) == []
    await add_sample(room.cache, room.parser, room.articles, emit=room.events.append)
    assert len(room.entries(feed.id)) >= 4
