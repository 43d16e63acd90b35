"""Fetching an article: the page where it can be had, the feed's own words where not, and why."""

import asyncio

import pytest

from newstui.errors import StorageError
from newstui.model.articles import Article, ArticleOrigin
from newstui.model.events import ArticleStored
from newstui.model.feeds import ParsedEntry
from newstui.model.safe_text import SafeText
from support.cache import add_entries
from support.feed_bytes import Item, rss
from support.service_room import ServiceRoom
from support.site import PAGE, serve_site
from support.web_server import Answer, WebServer

LONG = "<p>" + "The council of the old harbour met and talked about the ferry, the bridge and the price of fish. " * 20 + "</p>"


async def newest(room: ServiceRoom, url: str) -> int:
    return room.entries((await room.subscribe(url)).id)[0].id


def serve(web: WebServer, page: Answer | None, content: str = "A short text.") -> str:
    item = Item("urn:1", "Council delays barrier vote", web.url("/page.html"), content)
    web.pages["/feed.xml"] = Answer(rss([item]), content_type="application/rss+xml")
    if page is not None:
        web.pages["/page.html"] = page
    return web.url("/feed.xml")


def article(room: ServiceRoom, entry_id: int) -> Article:
    found = room.cache.articles.get(entry_id)
    assert found is not None
    return found


async def test_the_page_takes_the_place_of_the_feeds_words(room: ServiceRoom, web: WebServer) -> None:
    entry = await newest(room, serve_site(web))
    outcome = await room.articles.fetch(entry)
    assert (
        outcome.stored and not outcome.error and outcome.bytes == len(PAGE.format(title="Council delays barrier vote").encode())
    )
    found = article(room, entry)
    assert found.origin is ArticleOrigin.PAGE and found.note == ""
    assert (found.byline, found.outlet) == ("Hanne Orlo", "Tidewater Gazette")
    assert "cannot build a wall" in found.document.text
    assert room.heard(ArticleStored) == [ArticleStored(entry)] * 2  # the feed's own words at once, then the page


async def test_what_is_there_is_not_asked_for_again_unless_wished(room: ServiceRoom, web: WebServer) -> None:
    entry = await newest(room, serve_site(web))
    await room.articles.fetch(entry)
    asked = len(web.requests)
    assert (await room.articles.fetch(entry)).stored
    assert len(web.requests) == asked
    web.pages["/barrier.html"] = Answer(PAGE.format(title="Council votes at last").encode())
    await room.articles.fetch(entry, again=True)
    assert article(room, entry).title == "Council votes at last"


async def test_a_page_that_fails_leaves_the_feeds_words_with_the_reason(room: ServiceRoom, web: WebServer) -> None:
    entry = await newest(room, serve(web, None))
    outcome = await room.articles.fetch(entry)
    found = article(room, entry)
    assert outcome.stored and "404" in outcome.error
    assert found.origin is ArticleOrigin.FEED and "404" in found.note and "A short text." in found.document.text
    assert not outcome.passing
    assert room.cache.articles.failure(entry) == outcome.error


async def test_a_page_fetched_anew_in_vain_stays(room: ServiceRoom, web: WebServer) -> None:
    entry = await newest(room, serve_site(web))
    await room.articles.fetch(entry)
    del web.pages["/barrier.html"]
    assert "404" in (await room.articles.fetch(entry, again=True)).error
    assert article(room, entry).origin is ArticleOrigin.PAGE


@pytest.mark.parametrize(
    "page",
    [
        Answer(b"\x89PNG\r\n\x1a\n" + bytes(4000), content_type="image/png"),
        Answer(b"%PDF-1.7\n" + bytes(4000), content_type="application/pdf"),
        Answer(b""),
        Answer(b"<html><body><nav><a href='/'>Home</a></nav></body></html>"),
    ],
    ids=["picture", "pdf", "empty", "navigation"],
)
async def test_what_is_no_article_is_told(room: ServiceRoom, web: WebServer, page: Answer) -> None:
    entry = await newest(room, serve(web, page))
    assert (await room.articles.fetch(entry)).error
    assert article(room, entry).origin is ArticleOrigin.FEED


async def test_a_teaser_does_not_take_the_place_of_a_whole_text(room: ServiceRoom, web: WebServer) -> None:
    lead = "The council met on Monday to talk. " * 8
    wall = f"<html><body><article><h1>Council</h1><p>{lead}</p><p>Subscribe.</p></article></body></html>"
    entry = await newest(room, serve(web, Answer(wall.encode()), LONG))
    assert "shows less" in (await room.articles.fetch(entry)).error
    found = article(room, entry)
    assert found.origin is ArticleOrigin.FEED and "price of fish" in found.document.text and "shows less" in found.note


async def test_a_short_page_takes_the_place_of_a_feeds_few_words(room: ServiceRoom, web: WebServer) -> None:
    words = "The council delays the barrier vote until May, since nobody knows what it will cost. " * 2
    page = f"<html><body><article><h1>Council</h1><p>{words}</p></article></body></html>"
    entry = await newest(room, serve(web, Answer(page.encode()), "<p>" + "The council met on Monday to talk. " * 15 + "</p>"))
    assert not (await room.articles.fetch(entry)).error
    assert article(room, entry).origin is ArticleOrigin.PAGE


async def test_without_a_network_the_feeds_words_stand_in_and_the_page_is_not_blamed(room: ServiceRoom, web: WebServer) -> None:
    entry = await newest(room, serve_site(web))
    room.fetcher.online = False
    outcome = await room.articles.fetch(entry)
    assert outcome.offline and outcome.stored
    assert room.cache.articles.failure(entry) == ""
    room.events.clear()
    await room.articles.fetch(entry)
    assert room.heard(ArticleStored) == []  # nothing is new
    room.fetcher.online = True
    assert not (await room.articles.fetch(entry)).error
    assert article(room, entry).note == ""


async def test_the_sample_is_read_from_the_feed_alone(room: ServiceRoom, web: WebServer) -> None:
    feed = room.cache.feeds.add("newstui:sample", local=True)
    written = ParsedEntry("urn:s", SafeText("A sample"), web.url("/page.html"), content="<p>Sample words.</p>")
    (entry,) = add_entries(room.cache, feed, [written])
    assert (await room.articles.fetch(entry)).stored
    assert "Sample words." in article(room, entry).document.text
    assert web.requests == []


async def test_a_feed_from_outside_leads_to_no_page_on_this_machine(room: ServiceRoom, web: WebServer) -> None:
    feed = room.cache.feeds.add("http://93.184.216.34/feed.xml", feed_title="From outside")
    (entry,) = add_entries(room.cache, feed, [ParsedEntry("urn:x", SafeText("Trap"), web.url("/admin"), content="<p>Look.</p>")])
    outcome = await room.articles.fetch(entry)
    assert "on this machine" in outcome.error
    assert web.requests == []
    assert article(room, entry).origin is ArticleOrigin.FEED


async def test_an_entry_without_text_and_address_says_so(room: ServiceRoom) -> None:
    feed = room.cache.feeds.add("https://news.example/feed.xml")
    (entry,) = add_entries(room.cache, feed, [ParsedEntry("urn:x", SafeText("Only a title"))])
    outcome = await room.articles.fetch(entry)
    assert not outcome.stored and "neither a text nor an address" in outcome.error
    assert "no longer" in (await room.articles.fetch(entry + 100)).error


async def test_a_slower_fetch_of_the_same_entry_does_not_undo_a_faster_one(
    room: ServiceRoom, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = await newest(room, serve_site(web))
    convert, go_on, converting = room.parser.convert_content, asyncio.Event(), asyncio.Event()

    async def convert_slowly(*arguments: object) -> object:
        converting.set()
        await go_on.wait()
        return await convert(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(room.parser, "convert_content", convert_slowly)
    slow = asyncio.create_task(room.articles.fetch(entry))
    await converting.wait()
    monkeypatch.setattr(room.parser, "convert_content", convert)
    await room.articles.fetch(entry)
    del web.pages["/barrier.html"]
    go_on.set()
    await slow
    assert article(room, entry).origin is ArticleOrigin.PAGE


async def test_a_full_disk_is_not_the_pages_fault(room: ServiceRoom, web: WebServer) -> None:
    entry = await newest(room, serve(web, Answer(PAGE.format(title="Council").encode()), LONG * 30))
    with room.full_disk(), pytest.raises(StorageError, match="full"):
        await room.articles.fetch(entry)
    assert room.cache.articles.failure(entry) == ""


async def test_the_outlet_is_the_pages_name_else_the_feeds_never_a_host(room: ServiceRoom, web: WebServer) -> None:
    feed = await room.subscribe(serve_site(web))
    page = web.pages["/barrier.html"]
    assert isinstance(page, Answer)
    nameless = page.body.replace(b'<meta property="og:site_name" content="Tidewater Gazette">', b"")
    web.pages["/barrier.html"] = Answer(nameless)
    barrier, ferry = (entry.id for entry in room.entries(feed.id))
    room.cache.feeds.rename(feed.id, SafeText("My harbour paper"))
    for entry in (barrier, ferry):
        await room.articles.fetch(entry)
    assert article(room, barrier).outlet == "My harbour paper"
    assert article(room, ferry).outlet == "Tidewater Gazette"


async def test_a_page_that_tells_of_something_else_is_not_the_article(room: ServiceRoom, web: WebServer) -> None:
    """What came over plain HTTP may be anybody's: a hotel's terms, a page of adverts in the place of the site."""
    hotel = (
        "<p>" + "Please accept these terms before you go on, and enjoy your stay with all of us here in the house. " * 9 + "</p>"
    )
    page = Answer(f"<html><head><title>Willkommen im Adler</title></head><body><article>{hotel}</article></body></html>".encode())
    entry = await newest(room, serve(web, page))
    outcome = await room.articles.fetch(entry)
    assert "tells of something else" in outcome.error
    found = article(room, entry)
    assert (
        found.origin is ArticleOrigin.FEED and "A short text." in found.document.text and "tells of something else" in found.note
    )
