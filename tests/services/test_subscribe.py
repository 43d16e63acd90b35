"""Subscribing: whatever address somebody has at hand leads to the feed, or to words that say why not."""

import pytest

from newstui.errors import BadStatus, NetworkError, Offline, SubscriptionError
from newstui.model.events import SubscriptionsChanged
from newstui.model.feeds import Feed
from newstui.reading import addresses
from support.feed_bytes import Item, rss
from support.service_room import ServiceRoom
from support.site import serve_site
from support.web_server import Answer, WebServer

FEED = Answer(rss([Item("1", "One", "https://tidewater.example/1")]), content_type="application/rss+xml")


async def subscribe(room: ServiceRoom, address: str) -> tuple[Feed, bool]:
    """Subscribe; the feed, and whether it is a new one."""
    done = await room.subscriber.subscribe(address)
    return done.feed, done.new


async def test_a_feeds_own_address(room: ServiceRoom, web: WebServer) -> None:
    url = serve_site(web)
    feed, new = await subscribe(room, url)
    assert new
    assert (feed.url, feed.title) == (url, "Tidewater Gazette")
    assert room.heard(SubscriptionsChanged)[-1].feed_id == feed.id


async def test_a_page_that_names_its_feed(room: ServiceRoom, web: WebServer) -> None:
    url = serve_site(web)
    feed, _ = await subscribe(room, web.url("/barrier.html"))
    assert feed.url == url


async def test_a_page_that_names_none_is_guessed_at(room: ServiceRoom, web: WebServer) -> None:
    web.pages["/"] = Answer(b"<html><body><p>Welcome</p></body></html>")
    web.pages["/rss.xml"] = FEED
    feed, _ = await subscribe(room, web.url("/"))
    assert feed.url == web.url("/rss.xml")


async def test_a_page_that_names_a_dead_feed_is_guessed_at_too(room: ServiceRoom, web: WebServer) -> None:
    web.pages["/"] = Answer(b'<html><head><link rel="alternate" type="application/rss+xml" href="/old.xml"></head></html>')
    web.pages["/feed"] = FEED
    feed, _ = await subscribe(room, web.url("/"))
    assert feed.url == web.url("/feed")


async def test_this_machine_needs_no_scheme(room: ServiceRoom, web: WebServer) -> None:
    serve_site(web)
    feed, _ = await subscribe(room, f"127.0.0.1:{web.port}/feed.xml")
    assert feed.url == web.url("/feed.xml")


async def test_a_server_without_encryption_needs_no_scheme_either(
    room: ServiceRoom, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = serve_site(web)
    monkeypatch.setattr(addresses, "is_loopback", lambda host: False)  # as if it stood somewhere else
    done = await room.subscriber.subscribe(f"127.0.0.1:{web.port}/feed.xml")
    assert done.feed.url == url
    assert "plain HTTP" in done.note
    with pytest.raises(NetworkError, match=r"^https://"):
        await room.subscriber.subscribe("127.0.0.1:1/feed.xml")
    with pytest.raises(NetworkError, match=r"^https://"):  # nothing else was typed
        await room.subscriber.subscribe(url.replace("http:", "https:"))


async def test_no_feed_anywhere_says_what_to_do(room: ServiceRoom, web: WebServer) -> None:
    web.pages["/"] = Answer(b"<html><body><p>Welcome</p></body></html>")
    with pytest.raises(SubscriptionError, match=r"no feed at .* Look on the site"):
        await room.subscriber.subscribe(web.url("/"))
    assert room.cache.feeds.all() == []


@pytest.mark.parametrize("typed", ["file:///etc/passwd", "ftp://news.example/feed", "", "two words"])
async def test_what_is_no_address_is_refused(room: ServiceRoom, typed: str) -> None:
    with pytest.raises(SubscriptionError, match="is not a web address"):
        await room.subscriber.subscribe(typed)


async def test_a_missing_page_is_told_with_its_status(room: ServiceRoom, web: WebServer) -> None:
    with pytest.raises(BadStatus, match="404"):
        await room.subscriber.subscribe(web.url("/nothing"))


async def test_a_feed_that_is_there_is_shown_again_and_not_asked(room: ServiceRoom, web: WebServer) -> None:
    first, _ = await subscribe(room, serve_site(web))
    asked = len(web.requests)
    room.events.clear()
    second, new = await subscribe(room, first.url)
    assert (second.id, new) == (first.id, False)
    assert len(web.requests) == asked
    assert room.heard(SubscriptionsChanged) == [SubscriptionsChanged(first.id, "Already subscribed, as “Tidewater Gazette”.")]


async def test_its_page_leads_to_the_feed_that_is_there(room: ServiceRoom, web: WebServer) -> None:
    first, _ = await subscribe(room, serve_site(web))
    second, new = await subscribe(room, web.url("/ferry.html"))
    assert (second.id, new) == (first.id, False)


async def test_a_removed_feed_comes_back_with_its_entries_and_marks(room: ServiceRoom, web: WebServer) -> None:
    feed = await room.subscribe(serve_site(web))
    room.cache.decisions.set_starred([room.entries(feed.id)[0].id], True)
    room.cache.feeds.remove(feed.id)
    again, new = await subscribe(room, feed.url)
    assert (again.id, new) == (feed.id, True)
    assert [entry.starred for entry in room.entries(feed.id)] == [True, False]


async def test_a_permanent_redirect_gives_the_new_address_and_a_temporary_one_the_old(room: ServiceRoom, web: WebServer) -> None:
    url = serve_site(web)
    web.pages["/moved.xml"] = Answer.redirect("/feed.xml", status=301)
    web.pages["/today.xml"] = Answer.redirect("/other.xml", status=302)
    web.pages["/other.xml"] = FEED
    assert (await subscribe(room, web.url("/moved.xml")))[0].url == url
    assert (await subscribe(room, web.url("/today.xml")))[0].url == web.url("/today.xml")


async def test_without_a_network_nothing_is_said_about_the_site(room: ServiceRoom, web: WebServer) -> None:
    room.fetcher.online = False
    with pytest.raises(Offline):
        await room.subscriber.subscribe(serve_site(web))


async def test_a_network_that_goes_while_feeds_are_looked_for_is_no_missing_feed(
    room: ServiceRoom, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.pages["/"] = Answer(b"<html><body><p>Welcome</p></body></html>")
    find = room.parser.find_feeds

    async def find_and_unplug(data: bytes, url: str) -> list[str]:
        room.fetcher.online = False
        return await find(data, url)

    monkeypatch.setattr(room.parser, "find_feeds", find_and_unplug)
    with pytest.raises(Offline):
        await room.subscriber.subscribe(web.url("/"))


async def test_the_first_answer_is_kept_and_the_feed_not_asked_twice(room: ServiceRoom, web: WebServer) -> None:
    url = serve_site(web)
    done = await room.subscriber.subscribe(url)
    assert (done.entries, web.paths()) == (2, ["/feed.xml"])
    assert room.feed(done.feed.id).validators.etag == '"1"'
    assert (await room.refresh(done.feed.id)).not_modified


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        (
            "/notes.txt",
            b"Nothing but notes.",
            "This is not a feed in any form that newstui knows (RSS, Atom, JSON Feed). The site's own",
        ),
        ("/barrier.html", None, "This is an HTML page, not a feed. The feed that it names"),
    ],
)
async def test_another_address_than_the_one_given_is_said(
    room: ServiceRoom, web: WebServer, path: str, body: bytes | None, said: str
) -> None:
    url = serve_site(web)
    if body is not None:
        web.pages[path] = Answer(body, content_type="text/plain")
    done = await room.subscriber.subscribe(web.url(path))
    assert done.note == f"{said} feed was added: {url}".replace(" names feed", " names")
    assert room.heard(SubscriptionsChanged)[-1].note == done.note
