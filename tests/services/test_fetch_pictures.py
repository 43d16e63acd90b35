"""An article's pictures: fetched when they are asked for, by the rules of its page, and gone with their entry."""

import pytest

from newstui.errors import Offline
from newstui.model.events import PicturesStored
from newstui.model.pictures import MOST
from newstui.services.add_sample import add_sample
from newstui.services.prefetch import prefetch
from support.feed_bytes import Item, rss
from support.images import painted
from support.service_room import ServiceRoom
from support.web_server import Answer, WebServer

_WORDS = "<p>" + "The council of the old harbour met and talked about the ferry, the bridge and the price of fish. " * 20


async def _entry(room: ServiceRoom, web: WebServer, *pictures: str) -> int:
    """An entry whose page shows these pictures, its article in the cache."""
    shown = "".join(f'<p><img src="{address}" alt="A picture"></p>' for address in pictures)
    html = f"<html><body><article><h1>Council</h1>{_WORDS}</p>{shown}</article></body></html>"
    web.pages["/page.html"] = Answer(html.encode())
    item = Item("urn:1", "Council", web.url("/page.html"), f"{_WORDS}</p>{shown}")
    web.pages["/feed.xml"] = Answer(rss([item]), content_type="application/rss+xml")
    entry = room.entries((await room.subscribe(web.url("/feed.xml"))).id)[0].id
    await room.articles.fetch(entry)
    assert room.cache.articles.get(entry) is not None
    web.requests.clear()
    return entry


async def test_they_come_when_they_are_asked_for_and_not_again(room: ServiceRoom, web: WebServer) -> None:
    web.pages["/lock.jpg"] = Answer(painted(800, 400, "JPEG"), content_type="image/jpeg")
    entry = await _entry(room, web, "/lock.jpg", "/gone.png", "/bomb.gif")
    web.pages["/bomb.gif"] = Answer(b"GIF89a" + b"\xff" * 2000, content_type="image/gif")
    assert not web.requests and not room.cache.pictures.of(entry)
    await room.services.pictures.fetch(entry)
    assert sorted(web.paths()) == ["/bomb.gif", "/gone.png", "/lock.jpg"]
    assert all("cookie" not in request.headers and "referer" not in request.headers for request in web.requests)
    there = {picture.url.rsplit("/", 1)[1]: picture for picture in room.cache.pictures.of(entry)}
    lock = there["lock.jpg"].small
    assert lock is not None and (lock.width, lock.height) == (640, 320) and lock.image.startswith(b"\x89PNG")
    assert "404" in there["gone.png"].why or "not" in there["gone.png"].why
    assert there["bomb.gif"].small is None and "of a kind that is not shown" in there["bomb.gif"].why
    assert room.heard(PicturesStored) == [PicturesStored(entry)]
    await room.services.pictures.fetch(entry)
    assert len(web.requests) == 3
    await room.services.pictures.fetch(entry, again=True)
    assert len(web.requests) == 5 and "/lock.jpg" not in web.paths()[3:]


async def test_what_a_page_names_on_the_own_machine_is_not_asked(room: ServiceRoom, web: WebServer) -> None:
    entry = await _entry(room, web, "/lock.jpg")
    feed = room.cache.entries.get(entry)
    assert feed is not None
    room.cache.feeds.set_url(feed.feed_id, "https://harbour.example/feed.xml")  # a feed from outside
    await room.services.pictures.fetch(entry)
    (picture,) = room.cache.pictures.of(entry)
    assert not web.requests and "named by a page from outside" in picture.why


async def test_without_a_network_it_waits_and_keeps_what_came(room: ServiceRoom, web: WebServer) -> None:
    entry = await _entry(room, web, "/lock.jpg")
    room.fetcher.online = False
    with pytest.raises(Offline):
        await room.services.pictures.fetch(entry)
    assert not room.cache.pictures.of(entry)


async def test_they_are_few_and_go_with_their_entry(room: ServiceRoom, web: WebServer) -> None:
    entry = await _entry(room, web, *(f"/{number}.png" for number in range(MOST + 5)))
    for number in range(MOST + 5):
        web.pages[f"/{number}.png"] = Answer(painted(60, 60), content_type="image/png")
    before = room.cache.statistics.bytes_by_feed()
    await room.services.pictures.fetch(entry)
    assert len(room.cache.pictures.of(entry)) == MOST
    assert sum(room.cache.statistics.bytes_by_feed().values()) > sum(before.values()) + 1000
    with room.cache._connection.write():
        room.cache._connection.execute("DELETE FROM entries WHERE id = ?", (entry,))
    assert not room.cache.pictures.of(entry)


@pytest.mark.parametrize("wanted", [False, True])
async def test_a_download_ahead_brings_them_where_they_are_wanted(room: ServiceRoom, web: WebServer, wanted: bool) -> None:
    web.pages["/lock.jpg"] = Answer(painted(80, 40, "JPEG"), content_type="image/jpeg")
    entry = await _entry(room, web, "/lock.jpg")
    with room.cache._connection.write():
        room.cache._connection.execute("DELETE FROM articles")
    settings = room.services.settings
    reading = settings.reading._replace(pictures="auto" if wanted else "off")
    room.services.use(settings._replace(reading=reading))
    await prefetch(
        room.cache, room.articles, limit=5, max_bytes=10**7, emit=room.services.emit, pictures=room.services.pictures_ahead
    )
    assert len(room.cache.pictures.of(entry)) == wanted


async def test_those_of_the_sample_edition_come_from_the_package(room: ServiceRoom) -> None:
    room.fetcher.online = False
    feed = await add_sample(room.cache, room.parser, room.articles, emit=room.services.emit)
    shown = []
    for entry in room.entries(feed.id):
        await room.services.pictures.fetch(entry.id)
        shown += room.cache.pictures.of(entry.id)
    assert shown and all(picture.small is not None for picture in shown)
