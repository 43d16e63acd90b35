"""A network that wants a login: what it answers in the place of a feed or an article is neither, and both wait for it."""

import pytest

from newstui.model.articles import ArticleOrigin
from support.service_room import ServiceRoom
from support.site import serve_site
from support.web_server import Answer, WebServer

PAGE = b"<html><head><title>Sign in</title></head><body><!-- <WISPAccessGatewayParam/> --><p>Your room number?</p></body></html>"
PORTALS = {
    "by its status": Answer(b"<html><body>Log in</body></html>", status=511, content_type="text/html"),
    "by what it tells programs": Answer(PAGE, content_type="text/html"),
}


@pytest.mark.parametrize("portal", PORTALS.values(), ids=PORTALS.keys())
async def test_a_feed_keeps_what_it_has_and_is_not_to_blame(room: ServiceRoom, web: WebServer, portal: Answer) -> None:
    url = serve_site(web)
    feed = await room.subscribe(url)
    path = url.removeprefix(web.url(""))
    before, sound = room.entries(feed.id), web.pages[path]
    web.pages[path] = portal
    outcome = await room.refresh(feed.id)
    assert outcome.offline and "wants a login" in outcome.error
    assert room.entries(feed.id) == before and room.feed(feed.id) == feed
    web.pages[path] = sound
    assert not (await room.refresh(feed.id)).error


@pytest.mark.parametrize("portal", PORTALS.values(), ids=PORTALS.keys())
async def test_an_article_waits_for_its_own_page(room: ServiceRoom, web: WebServer, portal: Answer) -> None:
    feed = await room.subscribe(serve_site(web))
    entry = room.entries(feed.id)[0]
    path = str(entry.url).removeprefix(web.url(""))
    sound, web.pages[path] = web.pages[path], portal
    outcome = await room.articles.fetch(entry.id)
    assert outcome.offline and "wants a login" in outcome.error
    held = room.cache.articles.get(entry.id)
    assert held is None or "room number" not in held.document.text
    web.pages[path] = sound
    await room.articles.fetch(entry.id)
    article = room.cache.articles.get(entry.id)
    assert article is not None and article.origin is ArticleOrigin.PAGE
