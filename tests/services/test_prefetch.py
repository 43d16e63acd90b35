"""Prefetch: what is wanted most first, within the limits, and onwards from where it ended."""

import asyncio
import gc
import warnings
from datetime import timedelta
from itertools import count
from types import SimpleNamespace

import pytest

from newstui.model.articles import ArticleOrigin
from newstui.model.events import Progress
from newstui.services import prefetch as prefetch_module
from newstui.services.clock import utc_now
from newstui.services.outcomes import ArticleOutcome
from newstui.services.prefetch import prefetch
from support.feed_bytes import Item, rss
from support.service_room import ServiceRoom
from support.site import PAGE
from support.web_server import Answer, WebServer

PAGES = 8
BODY = PAGE.format(title="A story").encode()


async def prepare(room: ServiceRoom, web: WebServer) -> list[int]:
    """A feed of eight entries, newest first, each with its page; asks from here on count."""
    items = [
        Item(f"urn:{n}", f"Story {n}", web.url(f"/{n}.html"), date=f"Mon, {20 - n:02} Nov 2026 09:30:00 GMT")
        for n in range(PAGES)
    ]
    web.pages["/feed.xml"] = Answer(rss(items), content_type="application/rss+xml")
    for n in range(PAGES):
        web.pages[f"/{n}.html"] = Answer(BODY)
    feed = await room.subscribe(web.url("/feed.xml"))
    web.requests.clear()
    room.events.clear()
    return [entry.id for entry in room.entries(feed.id)]


async def run(
    room: ServiceRoom, *, limit: int = 100, max_bytes: int = 10**9, feeds: list[int] | None = None
) -> list[ArticleOutcome]:
    return await prefetch(room.cache, room.articles, limit=limit, max_bytes=max_bytes, feeds=feeds, emit=room.services.emit)


async def test_starred_ones_first_then_unread_newest_first(room: ServiceRoom, web: WebServer) -> None:
    entries = await prepare(room, web)
    room.cache.decisions.set_starred([entries[7]], True)
    room.cache.decisions.set_read([entries[0], entries[7]], True)
    outcomes = await run(room, limit=4)
    assert {outcome.entry_id for outcome in outcomes} == {entries[7], entries[1], entries[2], entries[3]}
    assert room.heard(Progress)[-1] == Progress("prefetch", 4, 4, "4 articles downloaded; 3 more are left for the next time.")


async def test_a_server_that_is_down_is_not_asked_for_all_of_its_pages(
    room: ServiceRoom, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await prepare(room, web)
    monkeypatch.setattr(prefetch_module, "_DOWN", 2)
    monkeypatch.setattr(prefetch_module, "_AT_ONCE", 1)
    web.close()
    assert len(await run(room)) == 2
    said = room.heard(Progress)[-1].detail
    assert said.startswith("0 articles downloaded; 2 failed: ") and said.endswith(f"{PAGES - 2} more are left for the next time.")


async def test_a_server_that_answers_now_and_then_is_asked_for_all_of_its_pages(
    room: ServiceRoom, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await prepare(room, web)
    monkeypatch.setattr(prefetch_module, "_DOWN", 2)
    monkeypatch.setattr(prefetch_module, "_AT_ONCE", 1)
    for n in range(0, PAGES, 2):
        web.pages[f"/{n}.html"] = Answer(b"", 503)
    assert len(await run(room)) == PAGES


async def test_pages_that_failed_are_told_with_the_time_of_their_next_try(room: ServiceRoom, web: WebServer) -> None:
    entries = await prepare(room, web)
    del web.pages["/0.html"]
    await run(room)
    assert await run(room) == []
    said = room.heard(Progress)[-1].detail
    assert "1 page failed lately and can be tried again in 10 min" in said
    assert room.cache.articles.resting(entries[0], utc_now()) is not None
    assert room.cache.articles.resting(entries[0], utc_now() + timedelta(minutes=11)) is None
    assert entries[0] in room.cache.entries.without_article(limit=1, now=utc_now() + timedelta(minutes=11))


async def test_pages_of_a_server_that_was_down_can_be_had_soon_after_it_is_back(room: ServiceRoom, web: WebServer) -> None:
    entries = await prepare(room, web)
    web.pages["/0.html"] = Answer(b"", status=503)
    del web.pages["/1.html"]
    await run(room, limit=2)
    await run(room, limit=2)
    assert "2 pages failed lately and can be tried again in 1 min." in room.heard(Progress)[-1].detail
    soon = utc_now() + timedelta(seconds=76)
    assert room.cache.articles.resting(entries[0], soon) is None and room.cache.articles.resting(entries[1], soon) is not None
    waiting = room.cache.entries.without_article(limit=100, now=soon)
    assert entries[0] in waiting and entries[1] not in waiting


async def test_a_feed_with_an_odd_title_ends_nothing(room: ServiceRoom, web: WebServer) -> None:
    text = "<p>The ferry sails at nine, said the harbour master of the town.</p>" * 30
    web.pages["/page.html"] = Answer(f"<html><body><article>{text}</article></body></html>".encode())
    web.pages["/odd.xml"] = Answer(rss([Item("urn:odd", "A story", web.url("/page.html"))], title="http://"))
    await room.subscribe(web.url("/odd.xml"))
    (outcome,) = await run(room)
    assert outcome.stored and not outcome.error
    article = room.cache.articles.get(outcome.entry_id)
    assert article is not None and article.outlet == "http://"


async def test_the_next_call_goes_on_where_this_one_ended(room: ServiceRoom, web: WebServer) -> None:
    entries = await prepare(room, web)
    first = await run(room, limit=5)
    second = await run(room, limit=5)
    assert {o.entry_id for o in first} == set(entries[:5])
    assert {o.entry_id for o in second} == set(entries[5:])
    assert await run(room) == []
    assert sorted(web.paths()) == [f"/{n}.html" for n in range(PAGES)]
    assert "nothing to download: every article" in room.heard(Progress)[-1].detail


async def test_nothing_to_download_is_said_of_the_feeds_that_were_asked_for(room: ServiceRoom, web: WebServer) -> None:
    await prepare(room, web)
    empty = room.cache.feeds.add("https://empty.example/feed")
    assert await run(room, feeds=[empty.id]) == []
    assert room.heard(Progress)[-1].detail == "There is nothing to download there: every article is in the cache."
    assert len(await run(room)) == PAGES


async def test_it_stops_when_so_many_bytes_came(room: ServiceRoom, web: WebServer) -> None:
    await prepare(room, web)
    outcomes = await run(room, max_bytes=1)
    assert 1 <= len(outcomes) < PAGES  # those under way are ended
    assert len(web.requests) == len(outcomes)
    assert room.cache.articles.count() == len(outcomes)


async def test_without_a_network_it_stops_and_comes_back_to_it(room: ServiceRoom, web: WebServer) -> None:
    await prepare(room, web)
    room.fetcher.online = False
    outcomes = await run(room)
    assert outcomes and all(outcome.offline for outcome in outcomes) and len(outcomes) < PAGES
    assert room.heard(Progress)[-1].detail == "There is no network: nothing was downloaded."
    room.fetcher.online = True
    assert len(await run(room)) == PAGES


async def test_a_page_that_failed_is_left_alone_for_a_while(room: ServiceRoom, web: WebServer) -> None:
    entries = await prepare(room, web)
    del web.pages["/3.html"]
    outcomes = await run(room)
    assert [o.entry_id for o in outcomes if o.error] == [entries[3]]
    assert room.heard(Progress)[-1].detail == "7 articles downloaded; 1 failed."
    web.requests.clear()
    assert await run(room) == []
    assert web.requests == []


async def test_cancelled_it_keeps_what_came(room: ServiceRoom, web: WebServer) -> None:
    await prepare(room, web)
    for n in range(1, PAGES):
        web.pages[f"/{n}.html"] = Answer(hang=True)
    task = asyncio.create_task(run(room))
    await room.told(Progress, done=1)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    held = [room.cache.articles.get(entry.id) for entry in room.entries(1)]
    assert [article is not None and article.origin is ArticleOrigin.PAGE for article in held] == [True] + [False] * (PAGES - 1)
    assert room.heard(Progress)[-1].done == PAGES


async def test_cancelled_at_the_beginning_nothing_is_left_that_was_never_begun(room: ServiceRoom, web: WebServer) -> None:
    await prepare(room, web)
    task = asyncio.create_task(run(room))
    await room.told(Progress, done=0)
    with warnings.catch_warnings(record=True) as complaints:
        warnings.simplefilter("always")
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        del task
        gc.collect()
    assert not complaints


async def test_it_says_how_long_the_rest_takes(room: ServiceRoom, web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    await prepare(room, web)
    minutes = count()
    monkeypatch.setattr(prefetch_module, "time", SimpleNamespace(monotonic=lambda: 60.0 * next(minutes)))
    await run(room)
    told = [event.detail.rpartition(" (")[2] for event in room.heard(Progress) if "left" in event.detail]
    assert told == ["about 3 min left)", "about 2 min left)", "about 1 min left)"]


async def test_a_host_is_left_alone_between_two_of_its_articles(
    room: ServiceRoom, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await prepare(room, web)
    monkeypatch.setattr(prefetch_module, "is_loopback", lambda host: False)
    web.open_most = 0
    await prefetch(room.cache, room.articles, limit=4, max_bytes=10**8, host_delay=0.01, emit=room.events.append)
    assert (len(web.requests), web.open_most) == (4, 1)
