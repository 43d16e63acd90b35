"""A page that no feed carries becomes an entry with its title, byline and words, or says why not."""

import socket
from datetime import UTC, datetime

import pytest

from newstui.model.articles import ArticleOrigin
from newstui.model.wishes import WishKind
from newstui.reading.addresses import linked_page, typed_page
from newstui.services.export_subscriptions import export_subscriptions
from newstui.services.prefetch import prefetch
from newstui.services.save_page import PageOutcome, save_page
from support.service_room import ServiceRoom
from support.site import PAGE, serve_site
from support.web_server import Answer, WebServer


async def save(room: ServiceRoom, url: str) -> PageOutcome:
    return await save_page(room.cache, room.articles, typed_page(url))


async def test_the_page_gives_the_entry_its_title_byline_first_words_and_outlet(room: ServiceRoom, web: WebServer) -> None:
    serve_site(web)
    outcome = await save(room, web.url("/barrier.html"))
    row = outcome.entry
    assert outcome.new and not outcome.error and row is not None
    assert (row.title, row.author, row.outlet) == ("Council delays barrier vote", "Hanne Orlo", "Tidewater Gazette")
    assert row.snippet.startswith("The harbour council of Tidewater put off") and len(row.snippet) <= 300 and row.cached
    article = room.cache.articles.get(row.id)
    assert article is not None and article.origin is ArticleOrigin.PAGE
    room.cache.search.index_batch()
    assert [hit.entry_id for hit in room.cache.search.query("title:council engineers")] == [row.id]


async def test_a_page_that_names_no_outlet_has_that_of_its_host(room: ServiceRoom, web: WebServer) -> None:
    page = PAGE.format(title="Council delays barrier vote").replace("Tidewater Gazette", "").replace("og:site_name", "x")
    web.pages["/page.html"] = Answer(page.encode())
    outcome = await save(room, web.url("/page.html"))
    assert outcome.entry is not None and outcome.entry.outlet == "127.0.0.1"


async def test_what_is_there_is_not_asked_for_again(room: ServiceRoom, web: WebServer) -> None:
    feed = await room.subscribe(serve_site(web))
    outcome = await save(room, web.url("/ferry.html?utm_source=mail"))
    assert not outcome.new and outcome.entry is not None and outcome.entry.feed_id == feed.id and outcome.entry.cached
    first = await save(room, web.url("/barrier.html#top"))
    asked = len(web.requests)
    again = await save(room, web.url("/barrier.html"))
    assert first.entry is not None and again.entry is not None and again.entry.id == first.entry.id
    assert len(web.requests) == asked and [one.url for one in room.cache.feeds.all()] == [feed.url]


async def test_the_words_of_an_address_are_no_title_that_a_page_must_tell_of(room: ServiceRoom, web: WebServer) -> None:
    web.pages["/some-other-words/entirely-different"] = Answer(PAGE.format(title="Council delays barrier vote").encode())
    assert not (await save(room, web.url("/some-other-words/entirely-different"))).error


async def test_what_gives_no_article_is_not_kept(room: ServiceRoom, web: WebServer) -> None:
    web.pages["/picture.png"] = Answer(b"\x89PNG\r\n\x1a\n" + bytes(4000), content_type="image/png")
    for path in ("/nowhere", "/picture.png"):
        outcome = await save(room, web.url(path))
        assert outcome.error and outcome.entry is None and not outcome.waits
    assert room.cache.feeds.all() == [] and room.cache.wishes.all() == []


@pytest.mark.parametrize("offline", [True, False])
async def test_what_may_be_had_later_waits_as_a_wish(room: ServiceRoom, web: WebServer, offline: bool) -> None:
    room.fetcher.online = not offline
    web.pages["/busy"] = Answer(status=503)
    outcome = await save(room, web.url("/busy"))
    assert outcome.error and outcome.waits and outcome.offline is offline
    assert outcome.entry is not None and outcome.entry.title == web.url("/busy")
    assert [(wish.kind, wish.payload) for wish in room.cache.wishes.all()] == [(WishKind.FETCH, {"entry": outcome.entry.id})]


async def test_a_page_fetched_anew_takes_its_new_title_unless_it_tells_of_something_else(
    room: ServiceRoom, web: WebServer
) -> None:
    serve_site(web)
    saved = await save(room, web.url("/barrier.html"))
    assert saved.entry is not None
    web.pages["/barrier.html"] = Answer(PAGE.format(title="Council votes on the barrier at last").encode())
    await room.articles.fetch(saved.entry.id, again=True)
    row = room.cache.entries.get(saved.entry.id)
    assert row is not None and row.title == "Council votes on the barrier at last"
    login = (
        "<html><body><article><h1>Sign in</h1><p>" + "Enter your name and your pass code. " * 30 + "</p></article></body></html>"
    )
    web.pages["/barrier.html"] = Answer(login.encode())
    assert "something else" in (await room.articles.fetch(saved.entry.id, again=True)).error
    row = room.cache.entries.get(saved.entry.id)
    assert row is not None and row.title == "Council votes on the barrier at last"


async def test_a_name_from_outside_leads_to_no_page_on_this_machine_unless_it_was_typed(
    room: ServiceRoom, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *rest, **more: real("127.0.0.1" if host == "trap.example" else host, *rest, **more)
    )
    serve_site(web)
    url = web.url("/barrier.html").replace("127.0.0.1", "trap.example")
    outcome = await save_page(room.cache, room.articles, linked_page(url, "https://news.example/feed"))
    assert outcome.error and outcome.entry is None and web.requests == []
    typed = await save(room, url)  # as a feed's address is: within a company such a name is right
    assert not typed.error and typed.entry is not None
    assert not (await room.articles.fetch(typed.entry.id, again=True)).error


async def test_saved_pages_are_no_subscription(room: ServiceRoom, web: WebServer) -> None:
    serve_site(web)
    saved = await save(room, web.url("/barrier.html"))
    assert saved.entry is not None
    asked = len(web.requests)
    assert await room.feeds.refresh(room.cache.feeds.all()) == [] and len(web.requests) == asked
    assert b"newstui:saved" not in export_subscriptions(room.cache)


async def test_a_saved_page_that_waits_is_downloaded_ahead(room: ServiceRoom, web: WebServer) -> None:
    serve_site(web)
    page = room.cache.saved_pages.save(web.url("/barrier.html"), datetime.now(UTC), inside="127.0.0.1")
    await prefetch(room.cache, room.articles, limit=5, max_bytes=10**6, emit=room.events.append)
    row = room.cache.entries.get(page.entry_id)
    assert row is not None and row.title == "Council delays barrier vote"
