"""Refreshing feeds: what is new comes in, what is known stays what it is."""

from datetime import UTC, datetime, timedelta
from typing import Any

from newstui.model.events import FeedRefreshed, Progress
from newstui.services.outcomes import FeedOutcome, summary
from support.feed_bytes import Item, rss
from support.service_room import ServiceRoom
from support.site import serve_site
from support.web_server import Answer, WebServer

ONE = Item("urn:1", "Bridge closes", "https://tidewater.example/1")
TWO = Item("urn:2", "Bridge opens", "https://tidewater.example/2", date="Tue, 03 Nov 2026 09:30:00 GMT")


def serve(web: WebServer, *items: Item, path: str = "/feed.xml", **answer: object) -> str:
    web.pages[path] = Answer(rss(items), content_type="application/rss+xml", **answer)  # type: ignore[arg-type]
    return web.url(path)


async def test_new_entries_come_in_newest_first(room: ServiceRoom, web: WebServer) -> None:
    feed = await room.subscribe(serve(web, ONE, TWO))
    assert [entry.title for entry in room.entries(feed.id)] == ["Bridge opens", "Bridge closes"]
    assert room.heard(FeedRefreshed) == [FeedRefreshed(feed.id, 2, 0)]
    assert feed.checked_at is not None and feed.changed_at is not None and feed.error == ""


async def test_an_entry_stays_itself_when_title_and_link_change(room: ServiceRoom, web: WebServer) -> None:
    feed = await room.subscribe(serve(web, ONE))
    (before,) = room.entries(feed.id)
    room.cache.decisions.set_read([before.id], True)
    serve(web, Item("urn:1", "Bridge closes for a year", "https://tidewater.example/1-updated"))
    outcome = await room.refresh(feed.id)
    assert (outcome.new, outcome.changed) == (0, 1)
    (after,) = room.entries(feed.id)
    assert (after.id, after.title, after.read) == (before.id, "Bridge closes for a year", True)
    assert after.url == "https://tidewater.example/1-updated"


async def test_what_falls_off_the_feed_stays_in_the_cache(room: ServiceRoom, web: WebServer) -> None:
    feed = await room.subscribe(serve(web, ONE))
    serve(web, TWO)
    assert (await room.refresh(feed.id)).new == 1
    assert len(room.entries(feed.id)) == 2


async def test_an_unchanged_feed_is_asked_conditionally_and_answers_304(room: ServiceRoom, web: WebServer) -> None:
    feed = await room.subscribe(serve(web, ONE, etag='"7"', last_modified="Mon, 02 Nov 2026 09:30:00 GMT"))
    outcome = await room.refresh(feed.id)
    assert outcome.not_modified and not outcome.error
    assert web.requests[-1].headers["if-none-match"] == '"7"'
    assert room.feed(feed.id).validators == feed.validators
    assert room.feed(feed.id).title == "Tidewater Gazette"


async def test_a_feed_cut_off_in_the_middle_gives_what_it_has_and_says_so(room: ServiceRoom, web: WebServer) -> None:
    feed = await room.subscribe(serve(web, ONE, TWO))
    whole = rss([ONE, Item("urn:3", "Bridge for sale", "https://tidewater.example/3"), TWO])
    web.pages["/feed.xml"] = Answer(whole[: whole.rindex(b"<title>Bridge opens")], content_type="text/xml", etag='"cut"')
    outcome = await room.refresh(feed.id)
    assert outcome.new == 1 and not outcome.error and outcome.problem
    assert len(room.entries(feed.id)) == 3
    assert room.feed(feed.id).error == outcome.problem
    assert (await room.refresh(feed.id)).not_modified
    assert room.feed(feed.id).error == outcome.problem  # what was wrong with it still is


async def test_the_size_of_the_last_whole_answer_is_kept(room: ServiceRoom, web: WebServer) -> None:
    web.pages["/feed.xml"] = Answer(rss([ONE]), content_type="application/rss+xml", etag='"1"')
    feed = await room.subscribe(web.url("/feed.xml"))
    assert feed.answer_bytes == len(rss([ONE]))
    web.pages["/feed.xml"] = Answer(rss([ONE, TWO]), content_type="application/rss+xml", etag='"2"')
    await room.refresh(feed.id)
    assert (await room.refresh(feed.id)).not_modified
    assert room.feed(feed.id).answer_bytes == len(rss([ONE, TWO]))


async def test_a_permanent_redirect_becomes_the_feeds_address(room: ServiceRoom, web: WebServer) -> None:
    feed = await room.subscribe(serve(web, ONE))
    serve(web, ONE, TWO, path="/new.xml")
    web.pages["/feed.xml"] = Answer.redirect("/new.xml", status=308)
    assert (await room.refresh(feed.id)).new == 1
    assert room.feed(feed.id).url == web.url("/new.xml")


async def test_a_permanent_redirect_to_something_else_changes_nothing(room: ServiceRoom, web: WebServer) -> None:
    feed = await room.subscribe(serve(web, ONE))
    web.pages["/closed.html"] = Answer(b"<html><body>We closed.</body></html>")
    web.pages["/feed.xml"] = Answer.redirect("/closed.html", status=301)
    assert (await room.refresh(feed.id)).error
    assert room.feed(feed.id).url == feed.url
    assert len(room.entries(feed.id)) == 1


async def test_a_feed_that_moves_onto_another_becomes_one_with_it(room: ServiceRoom, web: WebServer) -> None:
    old = await room.subscribe(serve(web, ONE, path="/old.xml"))
    new = await room.subscribe(serve(web, ONE, TWO, path="/new.xml"))
    room.cache.decisions.set_starred([room.entries(old.id)[0].id], True)
    web.pages["/old.xml"] = Answer.redirect("/new.xml", status=301)
    outcome = await room.refresh(old.id)
    assert outcome.feed_id == new.id
    assert [feed.id for feed in room.cache.feeds.all()] == [new.id]
    assert {entry.title: entry.starred for entry in room.entries(new.id)} == {"Bridge closes": True, "Bridge opens": False}


async def test_a_feed_is_next_due_when_it_asks_for_it(room: ServiceRoom, web: WebServer) -> None:
    web.pages["/feed.xml"] = Answer(rss([ONE], extra="<ttl>600</ttl>"), content_type="application/rss+xml")
    feed = await room.subscribe(web.url("/feed.xml"))
    assert feed.due_at is not None
    assert timedelta(minutes=599) <= feed.due_at - datetime.now(UTC) <= timedelta(minutes=661)
    assert room.cache.feeds.due(datetime.now(UTC)) == []


async def test_the_sample_is_never_asked_for(room: ServiceRoom) -> None:
    sample = room.cache.feeds.add("newstui:sample", local=True)
    assert await room.feeds.refresh([sample]) == []
    assert room.heard(Progress) == []


async def test_progress_ends_where_it_should(room: ServiceRoom, web: WebServer) -> None:
    feeds = [room.cache.feeds.add(serve(web, ONE, path=f"/{number}.xml")) for number in range(5)]
    await room.feeds.refresh(feeds)
    told = room.heard(Progress)
    assert [event.done for event in told] == [0, 1, 2, 3, 4, 5]
    assert {event.total for event in told} == {5}


async def test_a_feed_removed_for_good_meanwhile_is_no_failure(room: ServiceRoom, web: WebServer) -> None:
    feed = await room.subscribe(serve_site(web))
    room.cache.feeds.remove(feed.id)
    room.cache.feeds.purge_removed(datetime.now(UTC) + timedelta(days=1))
    (outcome,) = await room.feeds.refresh([feed])
    assert outcome.new == 0 and not outcome.error


def test_a_summary_adds_up_to_all_feeds() -> None:
    def outcome(**what: Any) -> FeedOutcome:
        return FeedOutcome(1, "Gazette", "https://gazette.example/", **what)

    outcomes = [
        outcome(new=2, changed=1),
        outcome(new=1, problem="The feed breaks off."),
        outcome(not_modified=True),
        outcome(),  # an answer of 200 that says nothing new
        outcome(error="It refused."),
        outcome(error="It is gone.", gone=True),
        outcome(error="There is no network.", offline=True),
    ]
    said = "7 feeds: 2 with news (3 new entries, 1 changed), 2 unchanged, 1 failed, 1 gone, 1 not asked; 1 is damaged."
    assert summary(outcomes) == said
    assert summary([outcome(changed=1)]) == "1 feed: 1 with news (1 changed entry)."
