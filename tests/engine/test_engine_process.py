"""The engine over real pipes: wishes come in by the database, events go up the pipe, nothing outlives the reader."""

import os
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newstui.engine.protocol import (
    AnalysisStored,
    ArticleFailed,
    ArticleStored,
    FeedFailed,
    FeedRefreshed,
    Ready,
    Stop,
    SubscriptionsChanged,
    Wake,
    WishFailed,
)
from newstui.model.articles import ArticleOrigin
from newstui.model.lists import Scope, SmartFeed, Sort
from newstui.model.wishes import WishKind, WishState
from newstui.storage.database import Database
from support.engine_process import EngineProcess
from support.processes import lives
from support.site import serve_site
from support.waiting import wait_until
from support.web_server import Answer, WebServer


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Database]:
    (tmp_path / "config.toml").write_text("[feeds]\nrefresh_minutes = 0\n")
    with Database.open(tmp_path / "newstui.db") as opened:
        opened.feeds.add("http://127.0.0.1:9/never.xml", feed_title="Never asked")
        yield opened


@pytest.fixture
def start(tmp_path: Path, cache: Database) -> Iterator[Callable[[], EngineProcess]]:
    started: list[EngineProcess] = []

    def begin() -> EngineProcess:
        engine = EngineProcess(tmp_path)
        started.append(engine)
        return engine

    yield begin
    for engine in started:
        engine.__exit__(None, None, None)


def wish(cache: Database, kind: WishKind, **payload: object) -> int:
    return cache.wishes.add(kind, payload, datetime.now(UTC))


def test_from_an_address_to_an_analysed_article(web: WebServer, cache: Database, start: Callable[[], EngineProcess]) -> None:
    engine = start()
    assert engine.wait_for(Ready).holder
    wish(cache, WishKind.SUBSCRIBE, url=serve_site(web))
    engine.send(Wake())
    assert engine.wait_for(FeedRefreshed).new == 2
    feed_id = engine.wait_for(SubscriptionsChanged).feed_id
    assert feed_id is not None
    newest = cache.lists.page(Scope(feed_id=feed_id), Sort.DATE)[0]
    assert newest.title == "Council delays barrier vote"

    wish(cache, WishKind.FETCH, entry=newest.id)
    engine.send(Wake())
    engine.wait_for(AnalysisStored, entry_id=newest.id)
    article, analysis = cache.articles.get(newest.id), cache.analyses.get(newest.id)
    assert article is not None and analysis is not None
    assert article.origin is ArticleOrigin.PAGE
    assert article.byline == "Hanne Orlo"
    assert any("cannot build a wall" in span.of(article.document.text) for q in analysis.quotations for span in q.content)
    wait_until(lambda: cache.wishes.all() == [])
    wait_until(lambda: [hit.entry_id for hit in cache.search.query("petition")] == [newest.id])


def test_a_page_that_is_not_there_leaves_the_feeds_own_words(
    web: WebServer, cache: Database, start: Callable[[], EngineProcess]
) -> None:
    url = serve_site(web)
    del web.pages["/ferry.html"]
    engine = start()
    wish(cache, WishKind.SUBSCRIBE, url=url)
    feed_id = engine.wait_for(SubscriptionsChanged).feed_id
    oldest = cache.lists.page(Scope(feed_id=feed_id), Sort.DATE)[-1]
    wish(cache, WishKind.FETCH, entry=oldest.id)
    engine.send(Wake())
    assert "404" in engine.wait_for(ArticleFailed, entry_id=oldest.id).why
    article = cache.articles.get(oldest.id)
    assert article is not None and article.origin is ArticleOrigin.FEED
    assert "A boat at midnight." in article.document.text
    assert "404" in article.note


def test_a_failing_feed_is_said_and_scheduled(web: WebServer, cache: Database, start: Callable[[], EngineProcess]) -> None:
    feed = cache.feeds.add(web.url("/missing.xml"))
    engine = start()
    wish(cache, WishKind.REFRESH, feeds=[feed.id])
    engine.wait_for(FeedFailed, feed_id=feed.id)
    failed = cache.feeds.get(feed.id)
    assert failed is not None and "404" in failed.error and failed.due_at is not None and failed.failures == 1


def test_a_wish_that_cannot_be_granted_stays_in_sight(
    web: WebServer, cache: Database, start: Callable[[], EngineProcess]
) -> None:
    engine = start()
    wish(cache, WishKind.SUBSCRIBE, url=web.url("/nothing"))
    assert "404" in engine.wait_for(WishFailed).why
    (left,) = cache.wishes.all()
    assert left.state is WishState.FAILED and "404" in left.error


def test_an_empty_cache_gets_the_sample_edition(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("")
    with EngineProcess(tmp_path) as engine:
        engine.wait_for(SubscriptionsChanged)
        engine.wait_for(ArticleStored)
        with Database.open(tmp_path / "newstui.db") as cache:
            (feed,) = cache.feeds.all()
            assert feed.sample
            assert len(cache.lists.page(Scope(smart=SmartFeed.ALL), Sort.DATE)) >= 4


def test_a_removed_sample_does_not_come_back(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("")
    with Database.open(tmp_path / "newstui.db") as cache:
        feed = cache.feeds.add("newstui:sample", local=True)
        cache.feeds.remove(feed.id)
        with EngineProcess(tmp_path) as engine:
            engine.wait_for(Ready)
            engine.send(Stop())
            assert engine.process.wait(timeout=30) == 0
        assert cache.feeds.all() == []


def test_the_engine_ends_with_its_reader_and_its_workers_with_it(
    web: WebServer, cache: Database, start: Callable[[], EngineProcess]
) -> None:
    engine = start()
    wish(cache, WishKind.SUBSCRIBE, url=serve_site(web))
    engine.wait_for(FeedRefreshed)
    workers = engine.children()
    assert workers
    assert engine.close_pipe() == 0
    wait_until(lambda: not any(lives(pid) for pid in workers))


def test_feeds_that_hang_do_not_hold_up_the_end(web: WebServer, cache: Database, start: Callable[[], EngineProcess]) -> None:
    for number in range(20):
        web.pages[f"/{number}"] = Answer(hang=True)
        cache.feeds.add(web.url(f"/{number}"))
    engine = start()
    wish(cache, WishKind.REFRESH)
    wait_until(lambda: web.open_now == 20)
    assert engine.close_pipe() == 0
    (left,) = cache.wishes.all()
    assert left.state is WishState.WAITING


def test_a_cache_that_another_process_is_writing_to_does_not_hold_up_the_end(
    tmp_path: Path, cache: Database, start: Callable[[], EngineProcess]
) -> None:
    engine = start()
    engine.wait_for(Ready)
    with cache.write():  # a writer waits ten seconds for this
        assert engine.close_pipe(8) == 0


def test_workers_die_with_a_killed_engine(web: WebServer, cache: Database, start: Callable[[], EngineProcess]) -> None:
    engine = start()
    wish(cache, WishKind.SUBSCRIBE, url=serve_site(web))
    engine.wait_for(FeedRefreshed)
    workers = engine.children()
    engine.kill()
    wait_until(lambda: not any(lives(pid) for pid in workers))


def test_one_engine_serves_and_another_takes_over_when_it_is_killed(start: Callable[[], EngineProcess]) -> None:
    first = start()
    assert first.wait_for(Ready).holder
    second = start()
    assert not second.wait_for(Ready).holder
    first.kill()
    assert second.wait_for(Ready, holder=True)


def test_a_wish_that_was_running_in_a_crash_is_granted_by_the_next_engine(
    web: WebServer, cache: Database, start: Callable[[], EngineProcess]
) -> None:
    wish(cache, WishKind.SUBSCRIBE, url=serve_site(web))
    assert cache.wishes.next(datetime.now(UTC)) is not None  # taken by an engine that then died
    engine = start()
    assert engine.wait_for(FeedRefreshed).new == 2


def test_a_killed_parser_is_replaced(web: WebServer, cache: Database, start: Callable[[], EngineProcess]) -> None:
    engine = start()
    wish(cache, WishKind.SUBSCRIBE, url=serve_site(web))
    feed_id = engine.wait_for(FeedRefreshed).feed_id
    for pid in engine.children():
        os.kill(pid, signal.SIGKILL)
        wait_until(lambda pid=pid: not lives(pid))  # type: ignore[misc]
    newest = cache.lists.page(Scope(feed_id=feed_id), Sort.DATE)[0]
    wish(cache, WishKind.FETCH, entry=newest.id)
    engine.send(Wake())
    engine.wait_for(ArticleStored, entry_id=newest.id)
