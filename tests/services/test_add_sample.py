"""The sample edition: there at once, without a network, and a feed like any other."""

from newstui.model.events import AnalysisStored, SubscriptionsChanged
from newstui.services.add_sample import add_sample
from newstui.services.analyse_text import ANALYSER_VERSION, analyse
from support.analysing import language_model
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


async def test_who_says_what_is_there_at_once_and_is_what_the_analyser_finds(room: ServiceRoom) -> None:
    """Where this fails after a change of the rules: `make sample`."""
    feed = await add_sample(room.cache, room.parser, room.articles, emit=room.events.append)
    assert room.analyst.waiting(100) == []
    for entry in room.entries(feed.id):
        assert AnalysisStored(entry.id, first=True) in room.events
        article, shipped = room.cache.articles.get(entry.id), room.cache.analyses.get(entry.id)
        assert article is not None and shipped is not None and shipped.version == ANALYSER_VERSION
        found = analyse(article.document, language_model())
        # The model's arithmetic differs a little between processors.
        assert len(set(found.quotations) ^ set(shipped.quotations)) <= len(found.quotations) // 5
