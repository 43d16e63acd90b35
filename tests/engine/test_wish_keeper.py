"""The queue of wishes: nothing is lost to a missing network, a full disk or a bug, and everything says how it stands."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newstui.config.settings import FeedOverride, Settings
from newstui.engine import wish_keeper
from newstui.engine.protocol import ArticleFailed, FeedRefreshed, Network, Progress, SubscriptionsChanged, WishFailed
from newstui.engine.wish_keeper import PASSING_WAITS, STORAGE_TRIES, WishKeeper
from newstui.model.articles import ArticleOrigin
from newstui.model.wishes import Wish, WishKind, WishState
from support.cache import add_feed
from support.feed_bytes import Item, rss
from support.service_room import ServiceRoom
from support.site import serve_site
from support.web_server import Answer, WebServer


class Keeping:
    """A keeper as the host runs it: whenever a wish ended, it takes the next."""

    def __init__(self, room: ServiceRoom) -> None:
        self.room = room
        self.troubles: list[str] = []
        self._stirred = asyncio.Event()
        self.keeper = WishKeeper(
            room.services,
            on_articles=lambda ids: None,
            on_entries=lambda: None,
            on_trouble=self.troubles.append,
            on_end=self._stirred.set,
        )

    def wish(self, kind: WishKind, **payload: object) -> int:
        return self.room.cache.wishes.add(kind, payload, datetime.now(UTC))

    async def work(self) -> list[Wish]:
        """Grant until nothing runs; what is left in the queue."""
        self.keeper.take()
        async with asyncio.timeout(30):
            while self.keeper._running:
                self._stirred.clear()
                await self._stirred.wait()
                self.keeper.take()
        return self.room.cache.wishes.all()


@pytest.fixture
async def keeping(room: ServiceRoom) -> AsyncIterator[Keeping]:
    opened = Keeping(room)
    yield opened
    await opened.keeper.close()


async def test_without_a_network_every_wish_waits_in_words_and_comes_back(keeping: Keeping, web: WebServer) -> None:
    room = keeping.room
    feed = await room.subscribe(serve_site(web))
    first, second = room.entries(feed.id)
    room.fetcher.online = False
    web.pages["/other.xml"] = Answer(rss([Item("1", "One", web.url("/1"))]), content_type="application/rss+xml")
    keeping.wish(WishKind.FETCH, entry=first.id)
    keeping.wish(WishKind.SUBSCRIBE, url=web.url("/other.xml"))
    keeping.wish(WishKind.REFRESH)
    keeping.wish(WishKind.PREFETCH)
    left = await keeping.work()
    assert len(left) == 4
    for wish in left:
        assert wish.state is WishState.WAITING and wish.not_before is not None and "no network" in wish.error
    assert room.heard(Network)[-1] == Network(online=False)
    assert {event.kind for event in room.heard(WishFailed)} == {"fetch", "subscribe", "refresh", "prefetch"}
    assert all(event.again for event in room.heard(WishFailed))

    room.fetcher.online = True
    keeping.wish(WishKind.FETCH, entry=second.id)  # the first that gets through brings the others back at once
    assert await keeping.work() == []
    assert room.heard(Network)[-1] == Network(online=True)
    assert [room.cache.articles.get(e.id) is not None for e in (first, second)] == [True, True]
    assert [kept.url for kept in room.cache.feeds.all()] == [feed.url, web.url("/other.xml")]


async def test_a_wish_that_still_waits_is_told_once(keeping: Keeping, web: WebServer) -> None:
    feed = await keeping.room.subscribe(serve_site(web))
    keeping.room.fetcher.online = False
    wish = keeping.wish(WishKind.FETCH, entry=keeping.room.entries(feed.id)[0].id)
    for _ in range(3):
        await keeping.work()
        keeping.room.cache.wishes.retry(wish)
    assert len(keeping.room.heard(WishFailed)) == 1


async def test_without_a_network_tries_grow_rarer_and_a_way_out_brings_the_next_at_once(
    keeping: Keeping, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = keeping.room
    feed = await room.subscribe(serve_site(web))
    room.fetcher.online = False
    wish = keeping.wish(WishKind.FETCH, entry=room.entries(feed.id)[0].id)
    waits = []
    for _ in range(6):
        now = datetime.now(UTC)
        (left,) = await keeping.work()
        assert left.not_before is not None
        waits.append(round((left.not_before - now).total_seconds(), -1))
        room.cache.wishes.retry(wish)
    assert waits == [30, 60, 120, 240, 300, 300]

    await keeping.work()
    web.requests.clear()
    room.fetcher.online = True  # nobody has noticed yet
    for route in (True, False, False):
        monkeypatch.setattr(wish_keeper, "has_route", lambda route=route: route)
        keeping.keeper.look_for_network()
        assert len(await keeping.work()) == 1 and web.requests == []
    monkeypatch.setattr(wish_keeper, "has_route", lambda: True)
    keeping.keeper.look_for_network()
    assert await keeping.work() == [] and len(web.requests) == 1


async def test_a_network_that_goes_in_the_middle_of_a_refresh_leaves_the_rest_waiting(
    keeping: Keeping, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = keeping.room
    url = serve_site(web)
    room.cache.feeds.add(url)
    room.cache.feeds.add(web.url("/later.xml"))
    get = room.fetcher.get

    async def get_but_later(asked: str, **options: object) -> object:
        room.fetcher.online = "later" not in asked
        return await get(asked, **options)

    monkeypatch.setattr(room.fetcher, "get", get_but_later)
    keeping.wish(WishKind.REFRESH)
    (left,) = await keeping.work()
    assert left.state is WishState.WAITING and left.error == "There is no network; a feed waits for it."


async def test_a_full_disk_is_trouble_and_the_wish_is_granted_when_there_is_room(keeping: Keeping, web: WebServer) -> None:
    room = keeping.room
    items = [Item(f"urn:{n}", f"Title {n}", f"https://tidewater.example/{n}", "word " * 400) for n in range(100)]
    web.pages["/feed.xml"] = Answer(rss(items), content_type="application/rss+xml")
    feed = room.cache.feeds.add(web.url("/feed.xml"))
    wish = keeping.wish(WishKind.REFRESH)
    with room.full_disk():
        (left,) = await keeping.work()
    assert left.state is WishState.WAITING and "full" in left.error
    assert len(keeping.troubles) == 1 and "full" in keeping.troubles[0]
    room.cache.wishes.retry(wish)
    assert await keeping.work() == []
    assert len(room.entries(feed.id)) == 100


async def test_a_cache_that_never_takes_it_ends_as_failed(keeping: Keeping, web: WebServer) -> None:
    room = keeping.room
    items = [Item("urn:1", "Title", "https://tidewater.example/", "word " * 40_000)]
    web.pages["/feed.xml"] = Answer(rss(items), content_type="application/rss+xml")
    room.cache.feeds.add(web.url("/feed.xml"))
    wish = keeping.wish(WishKind.REFRESH)
    with room.full_disk():
        for _ in range(STORAGE_TRIES):
            (left,) = await keeping.work()
            room.cache.wishes.retry(wish)
    assert left.state is WishState.FAILED


async def test_what_ended_while_the_queue_could_not_be_written_is_settled_later(
    keeping: Keeping, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from newstui.errors import StorageError

    room = keeping.room
    room.cache.feeds.add(serve_site(web))
    keeping.wish(WishKind.REFRESH)
    done = room.cache.wishes.done

    def fail(wish_id: int) -> None:
        raise StorageError("The disk is full.")

    monkeypatch.setattr(room.cache.wishes, "done", fail)
    with pytest.raises(StorageError):
        await keeping.work()
    monkeypatch.setattr(room.cache.wishes, "done", done)
    assert await keeping.work() == []
    assert len(room.heard(FeedRefreshed)) == 1  # and not done twice


async def test_cancelled_long_work_keeps_what_it_did_and_leaves_the_queue(keeping: Keeping, web: WebServer) -> None:
    room = keeping.room
    good = room.cache.feeds.add(serve_site(web))
    web.pages["/slow.xml"] = Answer(hang=True)
    room.cache.feeds.add(web.url("/slow.xml"))
    keeping.wish(WishKind.REFRESH)
    keeping.keeper.take()
    await room.told(FeedRefreshed)
    keeping.keeper.cancel_long()
    assert await keeping.work() == []
    assert len(room.entries(good.id)) == 2
    assert room.heard(Progress)[-1] == Progress("refresh", 2, 2)


async def test_cancelled_before_it_began_it_leaves_the_queue_too(keeping: Keeping) -> None:
    keeping.wish(WishKind.REFRESH)
    keeping.keeper.take()
    keeping.keeper.cancel_long()
    assert await keeping.work() == []


async def test_an_end_in_the_middle_leaves_the_wish_for_the_next_engine(keeping: Keeping, web: WebServer) -> None:
    web.pages["/slow.xml"] = Answer(hang=True)
    keeping.room.cache.feeds.add(web.url("/slow.xml"))
    keeping.wish(WishKind.REFRESH)
    keeping.keeper.take()
    await keeping.room.told(Progress)
    await keeping.keeper.close()
    (left,) = keeping.room.cache.wishes.all()
    assert left.state is WishState.WAITING


async def test_abandoned_the_queue_is_left_as_it_is(keeping: Keeping, web: WebServer) -> None:
    web.pages["/slow.xml"] = Answer(hang=True)
    keeping.room.cache.feeds.add(web.url("/slow.xml"))
    keeping.wish(WishKind.REFRESH)
    keeping.keeper.take()
    await keeping.room.told(Progress)
    keeping.keeper.abandon()
    (left,) = await keeping.work()
    assert left.state is WishState.RUNNING  # the other engine's


async def test_a_bug_fails_its_own_wish_only_and_is_told(
    keeping: Keeping, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, (entry, *_) = add_feed(keeping.room.cache, "Daily", 2)

    async def stumble(entry_id: int, *, again: bool = False) -> object:
        raise KeyError("a bug")

    monkeypatch.setattr(keeping.room.articles, "fetch", stumble)
    keeping.wish(WishKind.FETCH, entry=entry)
    keeping.wish(WishKind.SUBSCRIBE, url=serve_site(web))
    (left,) = await keeping.work()
    assert left.state is WishState.FAILED and "KeyError" in left.error and "log" in left.error


async def test_a_wish_that_makes_no_sense_fails_in_words(keeping: Keeping) -> None:
    keeping.wish(WishKind.FETCH, entry="seven")
    (left,) = await keeping.work()
    assert left.state is WishState.FAILED and "lacks its entry" in left.error


async def test_an_import_refreshes_what_came_and_names_what_did_not(keeping: Keeping, web: WebServer, tmp_path: Path) -> None:
    path = tmp_path / "urls"
    path.write_text(f"{serve_site(web)}\ngopher://e.example/\n")
    keeping.wish(WishKind.IMPORT, path=str(path))
    (left,) = await keeping.work()
    assert left.kind is WishKind.IMPORT and left.error.startswith("urls: 1 feed added; one line could not be used: ")
    (feed,) = keeping.room.cache.feeds.all()
    assert len(keeping.room.entries(feed.id)) == 2


async def test_an_import_that_skips_what_only_newsboat_can_do_is_granted(keeping: Keeping, tmp_path: Path) -> None:
    path = tmp_path / "urls"
    path.write_text("exec:rm\n")
    keeping.wish(WishKind.IMPORT, path=str(path))
    assert await keeping.work() == []
    assert not keeping.room.heard(WishFailed)
    (told,) = keeping.room.heard(Progress)
    assert told.detail == "0 feeds added, 1 line skipped. Line 1: “exec:rm” runs a program and was skipped."


async def test_two_sample_wishes_make_one_sample(keeping: Keeping) -> None:
    keeping.wish(WishKind.SAMPLE)
    keeping.keeper.take()
    keeping.wish(WishKind.SAMPLE)
    assert await keeping.work() == []
    (feed,) = keeping.room.cache.feeds.all()
    titles = [entry.title for entry in keeping.room.entries(feed.id)]
    assert len(titles) == len(set(titles)) >= 4
    assert keeping.room.heard(SubscriptionsChanged)


async def test_a_page_that_fails_grants_the_wish_with_the_feeds_words(keeping: Keeping, web: WebServer) -> None:
    feed = await keeping.room.subscribe(serve_site(web))
    del web.pages["/barrier.html"]
    entry = keeping.room.entries(feed.id)[0].id
    keeping.wish(WishKind.FETCH, entry=entry)
    assert await keeping.work() == []
    article = keeping.room.cache.articles.get(entry)
    assert article is not None and article.origin is ArticleOrigin.FEED
    failed = keeping.room.heard(ArticleFailed)[-1]
    assert (failed.entry_id, failed.again, failed.next_try) == (entry, False, None) and "404" in failed.why
    assert keeping.room.heard(WishFailed)[-1].why == failed.why


async def test_an_article_of_a_server_that_is_down_says_so_and_is_tried_again_until_it_is_given_up(
    keeping: Keeping, web: WebServer
) -> None:
    room = keeping.room
    feed = await room.subscribe(serve_site(web))
    entry = room.entries(feed.id)[0].id
    await room.articles.fetch(entry)
    web.close()
    wish = keeping.wish(WishKind.FETCH, entry=entry, again=True)
    for number, wait in enumerate(PASSING_WAITS, start=1):
        before = datetime.now(UTC)
        (left,) = await keeping.work()
        assert left.state is WishState.WAITING and left.attempts == number
        assert left.not_before is not None and left.not_before >= before + wait - timedelta(seconds=2)
        told = room.heard(ArticleFailed)[-1]
        assert told.again and "refused the connection" in told.why
        room.cache.wishes._db.execute("UPDATE wishes SET not_before = NULL WHERE id = ?", (wish,))
    assert room.heard(ArticleFailed)[0].next_try is not None
    (left,) = await keeping.work()
    assert left.state is WishState.FAILED
    assert not room.heard(WishFailed)[-1].again
    held = room.cache.articles.get(entry)
    assert held is not None and held.origin is ArticleOrigin.PAGE  # what was there stays


async def test_retry_after_moves_the_next_try(keeping: Keeping, web: WebServer) -> None:
    web.pages["/feed.xml"] = Answer(b"", 503, headers={"Retry-After": "7200"})
    keeping.wish(WishKind.SUBSCRIBE, url=web.url("/feed.xml"))
    (left,) = await keeping.work()
    assert left.not_before is not None and left.not_before > datetime.now(UTC) + timedelta(seconds=7000)
    (told,) = keeping.room.heard(WishFailed)
    assert told.again and told.next_try == left.not_before


@pytest.mark.parametrize("status", [404, 410, 403])
async def test_a_subscription_that_cannot_be_had_fails_at_once(keeping: Keeping, web: WebServer, status: int) -> None:
    web.pages["/feed.xml"] = Answer(b"", status)
    keeping.wish(WishKind.SUBSCRIBE, url=web.url("/feed.xml"))
    (left,) = await keeping.work()
    assert left.state is WishState.FAILED and left.not_before is None and str(status) in left.error
    (told,) = keeping.room.heard(WishFailed)
    assert (told.again, told.next_try) == (False, None)


async def test_a_wrong_file_fails_at_once_with_its_reason(keeping: Keeping, tmp_path: Path) -> None:
    path = tmp_path / "holiday.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    keeping.wish(WishKind.IMPORT, path=str(path))
    keeping.wish(WishKind.IMPORT, path=str(tmp_path / "nothing.opml"))
    wrong, missing = await keeping.work()
    assert wrong.state is missing.state is WishState.FAILED
    assert "nothing.opml cannot be read" in missing.error and wrong.error
    assert [event.again for event in keeping.room.heard(WishFailed)] == [False, False]


async def test_an_import_says_how_many_came_and_then_the_refresh_how_far_it_is(
    keeping: Keeping, web: WebServer, tmp_path: Path
) -> None:
    path = tmp_path / "urls"
    path.write_text(f"{serve_site(web)}\n{web.url('/nothing.xml')}\n")
    keeping.wish(WishKind.IMPORT, path=str(path))
    assert await keeping.work() == []
    told = keeping.room.heard(Progress)
    assert told[0] == Progress("import", 1, 1, "2 feeds added.")
    assert [(event.task, event.done) for event in told[1:]] == [("refresh", 0), ("refresh", 1), ("refresh", 2)]
    assert told[-1].detail == "2 feeds: 1 with news (2 new entries), 1 failed."


async def test_an_answer_of_this_machine_says_nothing_of_the_network(
    keeping: Keeping, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping.room.fetcher.connectivity, "answered", lambda: None)  # as the real fetcher has it for loopback
    keeping.wish(WishKind.SUBSCRIBE, url=serve_site(web))
    assert await keeping.work() == []
    assert keeping.room.heard(Network) == []


async def test_articles_of_a_feed_that_is_set_so_are_downloaded_after_a_refresh(keeping: Keeping, web: WebServer) -> None:
    room = keeping.room
    feed = room.cache.feeds.add(serve_site(web), title="Gazette")
    room.services.use(Settings(feed={"Gazette": FeedOverride(prefetch=1)}))
    keeping.wish(WishKind.REFRESH)
    assert await keeping.work() == []
    newest, other = room.entries(feed.id)
    assert room.cache.articles.get(newest.id) is not None and room.cache.articles.get(other.id) is None


async def test_an_article_that_was_opened_and_then_asked_for_by_hand_waits_once(keeping: Keeping, web: WebServer) -> None:
    feed = await keeping.room.subscribe(serve_site(web))
    entry = keeping.room.entries(feed.id)[0].id
    web.close()
    keeping.wish(WishKind.FETCH, entry=entry)
    assert len(await keeping.work()) == 1
    again = keeping.wish(WishKind.FETCH, entry=entry, again=True)
    assert [wish.id for wish in await keeping.work()] == [again]


async def test_a_saved_page_waits_for_a_network_and_is_called_by_its_title_then(keeping: Keeping, web: WebServer) -> None:
    room = keeping.room
    serve_site(web)
    page = room.cache.saved_pages.save(web.url("/barrier.html"), datetime.now(UTC), inside="127.0.0.1")
    room.fetcher.online = False
    keeping.wish(WishKind.FETCH, entry=page.entry_id)
    (wish,) = await keeping.work()
    assert wish.state is WishState.WAITING and "no network" in wish.error and web.url("/barrier.html") in wish.error
    room.fetcher.online = True
    room.cache.wishes.retry(wish.id)
    assert await keeping.work() == []
    row = room.cache.entries.get(page.entry_id)
    assert row is not None and (row.title, row.outlet) == ("Council delays barrier vote", "Tidewater Gazette")


async def test_a_saved_page_that_is_not_there_says_why(keeping: Keeping, web: WebServer) -> None:
    room = keeping.room
    page = room.cache.saved_pages.save(web.url("/nowhere"), datetime.now(UTC), inside="127.0.0.1")
    keeping.wish(WishKind.FETCH, entry=page.entry_id)
    assert await keeping.work() == []
    assert "404" in room.heard(ArticleFailed)[-1].why and "404" in room.cache.articles.failure(page.entry_id)
