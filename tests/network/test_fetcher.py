"""The fetcher against a real server: what it asks, what it bounds, and what it says when things go wrong."""

import asyncio
import gzip
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from newstui.config.load import read_settings
from newstui.errors import AddressRefused, BadStatus, Gone, NetworkError, Offline, TimedOut, TooLarge, TooManyRedirects
from newstui.model.feeds import Validators
from newstui.network import fetcher as fetcher_module
from newstui.network.addresses import shown
from newstui.network.bodies import unpacked
from newstui.network.fetcher import Fetched, Fetcher, Limits
from support.waiting import wait_until
from support.web_server import Answer, WebServer

QUICK = Limits(silence_seconds=0.3, connect_seconds=0.3, deadline_seconds=1.0)


@pytest_asyncio.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    made = Fetcher()
    yield made
    await made.close()


@pytest.fixture
async def hasty() -> AsyncIterator[Fetcher]:
    """One that gives up soon: for what never comes."""
    made = Fetcher(limits=QUICK)
    yield made
    await made.close()


async def get(fetcher: Fetcher, url: str, *, validators: Validators | None = None, max_bytes: int = 100_000) -> Fetched:
    return await fetcher.get(url, accept="*/*", max_bytes=max_bytes, validators=validators, allow_private=True)


async def test_gives_the_body_with_its_type_and_an_honest_name(web: WebServer, fetcher: Fetcher) -> None:
    web.pages["/feed"] = Answer(b"news", content_type="application/rss+xml; charset=latin-1", etag='"1"')
    answer = await get(fetcher, web.url("/feed"))
    assert (answer.status, answer.body, answer.content_type) == (200, b"news", "application/rss+xml; charset=latin-1")
    assert answer.validators.etag == '"1"'
    assert web.requests[0].headers["user-agent"].startswith("newstui/")


async def test_asks_with_the_validators_and_reads_304(web: WebServer, fetcher: Fetcher) -> None:
    web.pages["/feed"] = Answer(b"news", etag='"1"', last_modified="Mon, 02 Nov 2026 10:00:00 GMT")
    first = await get(fetcher, web.url("/feed"))
    again = await get(fetcher, web.url("/feed"), validators=first.validators)
    assert again.not_modified and again.body == b""
    assert web.requests[1].headers["if-modified-since"] == "Mon, 02 Nov 2026 10:00:00 GMT"


async def test_validators_that_no_request_can_carry_are_left_out(web: WebServer, fetcher: Fetcher) -> None:
    web.pages["/feed"] = Answer(b"news", headers={"ETag": '"caf\u00e9"'}, last_modified="sam., 28 d\u00e9c. 2026")
    answer = await get(fetcher, web.url("/feed"))
    assert answer.validators == Validators()
    kept_before = Validators('"caf\u00e9"', "sam., 28 d\u00e9c. 2026")
    assert (await get(fetcher, web.url("/feed"), validators=kept_before)).body == b"news"
    assert not {"if-none-match", "if-modified-since"} & web.requests[1].headers.keys()


async def test_max_age_is_read(web: WebServer, fetcher: Fetcher) -> None:
    web.pages["/feed"] = Answer(b"news", headers={"Cache-Control": "public, max-age=3600"})
    assert (await get(fetcher, web.url("/feed"))).max_age == 3600
    web.pages["/feed"] = Answer(b"news", headers={"Cache-Control": "no-cache, max-age=3600"})
    assert (await get(fetcher, web.url("/feed"))).max_age is None


async def test_a_chain_of_permanent_redirects_names_the_new_address(web: WebServer, fetcher: Fetcher) -> None:
    web.pages["/a"] = Answer.redirect("/b", status=301)
    web.pages["/b"] = Answer.redirect("/c", status=308)
    web.pages["/c"] = Answer(b"news")
    answer = await get(fetcher, web.url("/a"))
    assert answer.permanent_url == answer.url == web.url("/c")


async def test_a_temporary_redirect_is_followed_and_not_kept(web: WebServer, fetcher: Fetcher) -> None:
    web.pages["/a"] = Answer.redirect("/b", status=302)
    web.pages["/b"] = Answer.redirect("/c", status=301)
    web.pages["/c"] = Answer(b"news")
    answer = await get(fetcher, web.url("/a"))
    assert (answer.url, answer.permanent_url) == (web.url("/c"), None)


async def test_permanent_only_as_far_as_the_first_temporary_hop(web: WebServer, fetcher: Fetcher) -> None:
    web.pages["/a"] = Answer.redirect("/b", status=301)
    web.pages["/b"] = Answer.redirect("/c", status=302)
    web.pages["/c"] = Answer(b"news")
    assert (await get(fetcher, web.url("/a"))).permanent_url == web.url("/b")


async def test_a_circle_of_redirects_ends(web: WebServer, fetcher: Fetcher) -> None:
    web.pages["/a"] = Answer.redirect("/b")
    web.pages["/b"] = Answer.redirect("/a")
    with pytest.raises(TooManyRedirects):
        await get(fetcher, web.url("/a"))
    assert len(web.requests) <= 10


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/x", "javascript:alert(1)", "gopher://x/"])
async def test_redirects_to_anything_but_the_web_are_refused(web: WebServer, fetcher: Fetcher, target: str) -> None:
    web.pages["/a"] = Answer.redirect(target)
    with pytest.raises(AddressRefused):
        await get(fetcher, web.url("/a"))


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/", "nonsense", "http://", "http://[::1", "http://a:0/"])
async def test_only_web_addresses_are_asked(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(AddressRefused):
        await get(fetcher, url)


async def test_private_addresses_need_leave(web: WebServer, fetcher: Fetcher) -> None:
    with pytest.raises(AddressRefused):
        await fetcher.get(web.url("/"), accept="*/*", max_bytes=10)
    assert web.requests == []


async def test_a_status_is_said_in_words(web: WebServer, fetcher: Fetcher) -> None:
    web.pages["/gone"] = Answer(status=410)
    web.pages["/busy"] = Answer(status=503, headers={"Retry-After": "120"})
    with pytest.raises(Gone, match="410"):
        await get(fetcher, web.url("/gone"))
    with pytest.raises(BadStatus, match="not available") as busy:
        await get(fetcher, web.url("/busy"))
    assert busy.value.retry_after == 120


async def test_a_silent_server_is_given_up(web: WebServer, hasty: Fetcher) -> None:
    web.pages["/slow"] = Answer(hang=True)
    with pytest.raises(TimedOut):
        await get(hasty, web.url("/slow"))


async def test_a_dripping_server_is_given_up(web: WebServer, hasty: Fetcher) -> None:
    web.pages["/drip"] = Answer(chunks=[b"x"], pause=0.05, repeat=True)
    with pytest.raises(TimedOut, match="not complete"):
        await get(hasty, web.url("/drip"))


async def test_an_endless_body_is_cut(web: WebServer, fetcher: Fetcher) -> None:
    web.pages["/endless"] = Answer(chunks=[b"x" * 10_000], repeat=True)
    with pytest.raises(TooLarge):
        await get(fetcher, web.url("/endless"))


async def test_a_gzip_bomb_is_cut(web: WebServer, fetcher: Fetcher) -> None:
    web.pages["/bomb"] = Answer(gzip.compress(b"\0" * 50_000_000), headers={"Content-Encoding": "gzip"})
    with pytest.raises(TooLarge):
        await get(fetcher, web.url("/bomb"))


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"no gzip at all", headers={"Content-Encoding": "gzip"}),
        Answer(raw=b"SSH-2.0-OpenSSH_9.2\r\n"),
        Answer(raw=b""),
        Answer(b"short", claimed_length=500),
    ],
)
async def test_broken_answers_are_errors_in_words(web: WebServer, fetcher: Fetcher, answer: Answer) -> None:
    web.pages["/broken"] = answer
    with pytest.raises(NetworkError) as error:
        await get(fetcher, web.url("/broken"))
    assert web.url("/broken") in str(error.value)


async def test_a_refused_connection_is_said(fetcher: Fetcher) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        with pytest.raises(NetworkError, match="no server runs there"):
            await get(fetcher, f"http://127.0.0.1:{port}/")


async def test_what_hangs_holds_up_nobody(web: WebServer) -> None:
    web.pages["/good"] = Answer(b"news")
    web.pages["/slow"] = Answer(hang=True)
    fetcher = Fetcher(limits=Limits(at_once=4, patience_seconds=0.05))
    hanging = [asyncio.create_task(get(fetcher, web.url("/slow"))) for _ in range(12)]
    answer = await get(fetcher, web.url("/good"))
    assert answer.body == b"news" and not any(task.done() for task in hanging)
    for task in hanging:
        task.cancel()
    await asyncio.gather(*hanging, return_exceptions=True)
    await fetcher.close()


async def test_few_bodies_grow_large_at_a_time(web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetcher_module, "_LARGE", 1000)
    monkeypatch.setattr(fetcher_module, "_LARGE_AT_ONCE", 1)
    web.pages["/grows"] = Answer(chunks=[b"n" * 2000, b"n" * 2000], pause=3600.0)
    web.pages["/large"] = Answer(b"n" * 2000)
    web.pages["/small"] = Answer(b"news")
    fetcher = Fetcher()
    growing = asyncio.create_task(get(fetcher, web.url("/grows")))
    async with asyncio.timeout(30):
        while not fetcher._large.locked():
            await get(fetcher, web.url("/small"))
        large = asyncio.create_task(get(fetcher, web.url("/large")))
        while "/large" not in web.paths() or web.open_now > 1:
            await get(fetcher, web.url("/small"))
        await get(fetcher, web.url("/small"))  # by then the large one has long come
        assert not large.done()
        growing.cancel()
        assert len((await large).body) == 2000
    await asyncio.gather(growing, return_exceptions=True)
    await fetcher.close()


async def test_a_feed_that_hangs_holds_up_no_other_of_its_host(web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetcher_module, "is_loopback", lambda host: False)
    web.pages["/slow"] = Answer(hang=True)
    web.pages["/feed.xml"] = Answer(b"<rss/>")
    fetcher = Fetcher(limits=Limits(per_host=1, host_patience_seconds=0.05))
    hanging = asyncio.create_task(fetcher.get(web.url("/slow"), accept="*/*", max_bytes=100, allow_private=True))
    await asyncio.sleep(0)
    async with asyncio.timeout(30):
        got = await fetcher.get(web.url("/feed.xml"), accept="*/*", max_bytes=100, allow_private=True)
    assert got.body == b"<rss/>" and not hanging.done()
    hanging.cancel()
    await asyncio.gather(hanging, return_exceptions=True)
    await fetcher.close()


async def test_a_host_is_asked_a_few_things_at_a_time(web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetcher_module, "is_loopback", lambda host: False)
    web.pages["/feed.xml"] = Answer(b"<rss/>", delay=0.02)
    fetcher = Fetcher(limits=Limits(per_host=3))
    asks = (fetcher.get(web.url("/feed.xml"), accept="*/*", max_bytes=100, allow_private=True) for _ in range(12))
    assert len(await asyncio.gather(*asks)) == 12
    assert web.open_most == 3
    await fetcher.close()


async def test_cookies_are_not_kept(web: WebServer, fetcher: Fetcher) -> None:
    web.pages["/a"] = Answer(b"1", headers={"Set-Cookie": "track=me; Path=/"})
    await get(fetcher, web.url("/a"))
    await get(fetcher, web.url("/a"))
    assert "cookie" not in web.requests[1].headers


async def test_no_name_service_means_offline(monkeypatch: pytest.MonkeyPatch, fetcher: Fetcher) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(Offline):
        await get(fetcher, "http://news.example/feed")


async def test_an_unknown_name_is_that_feeds_own_fault(monkeypatch: pytest.MonkeyPatch, fetcher: Fetcher) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(NetworkError, match=r"news\.example is not known"):
        await get(fetcher, "http://news.example/feed")


async def test_a_password_in_an_address_is_not_shown(web: WebServer, fetcher: Fetcher) -> None:
    with pytest.raises(BadStatus) as error:
        await get(fetcher, web.url("/private").replace("//", "//mia:secret@"))
    assert "secret" not in str(error.value) and web.requests[0].headers["authorization"].startswith("Basic ")


def test_a_password_with_an_at_sign_is_not_shown() -> None:
    assert shown("https://mia:se@cr@news.example/feed?to=a@b") == "https://news.example/feed?to=a@b"


async def test_a_304_that_nobody_asked_for_is_no_answer(web: WebServer, fetcher: Fetcher) -> None:
    web.pages["/feed"] = Answer(status=304, content_type=None)
    with pytest.raises(BadStatus):
        await get(fetcher, web.url("/feed"))


async def test_compression_on_compression_is_refused(web: WebServer, fetcher: Fetcher) -> None:
    twice = gzip.compress(gzip.compress(b"\0" * 1_000_000))
    web.pages["/bomb"] = Answer(twice, headers={"Content-Encoding": "gzip, gzip"})
    with pytest.raises(NetworkError, match="not asked for"):
        await get(fetcher, web.url("/bomb"))


async def test_a_proxy_gets_what_is_not_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    with WebServer() as proxy:
        proxy.pages["http://harbour.example/feed.xml"] = Answer(b"<rss/>")
        for environment, setting in ({}, proxy.url()), ({"HTTP_PROXY": proxy.url()}, None):
            for name, value in environment.items():
                monkeypatch.setenv(name.lower(), value)
            fetcher = Fetcher(proxy=setting)
            got = await fetcher.get("http://harbour.example/feed.xml", accept="*/*", max_bytes=1000, allow_private=True)
            await fetcher.close()
            assert got.body == b"<rss/>"
        assert proxy.paths() == ["http://harbour.example/feed.xml"] * 2


async def test_a_host_that_is_asked_no_longer_takes_no_memory() -> None:
    with WebServer() as proxy:
        proxy.pages["http://harbour.example/feed.xml"] = Answer(b"<rss/>")
        fetcher = Fetcher(limits=Limits(per_host=1), proxy=proxy.url())

        async def get(name: str) -> None:
            await fetcher.get(f"http://{name}.example/feed.xml", accept="*/*", max_bytes=1000, allow_private=True)

        await asyncio.gather(*map(get, ["harbour"] * 3), *map(get, "abc"), return_exceptions=True)
        assert not fetcher._hosts
        await fetcher.close()


async def test_a_proxy_that_does_not_answer_is_named_without_its_password() -> None:
    fetcher = Fetcher(proxy="http://ada:pl4nted@127.0.0.1:9/")
    for url in ("http://harbour.example/feed.xml", "https://harbour.example/feed.xml"):
        with pytest.raises(NetworkError, match=r"The proxy through which .*harbour\.example.*\[network\]") as error:
            await fetcher.get(url, accept="*/*", max_bytes=1000, allow_private=True)
        assert "pl4nted" not in str(error.value)
    await fetcher.close()


@pytest.mark.parametrize("proxy", ["socks5://ada:pl4nted@127.0.0.1:9", "http://ada:pl4nted@127.0.0.1:many", "http://[::1"])
async def test_a_proxy_that_cannot_be_used_is_told_and_not_passed_by(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, proxy: str
) -> None:
    monkeypatch.setenv("all_proxy", proxy)
    configuration = tmp_path / "config.toml"
    configuration.write_text(f"[network]\nproxy = '{proxy}'\n")
    for fetcher in (Fetcher(), Fetcher(proxy=read_settings(configuration).settings.network.proxy)):
        with pytest.raises(NetworkError, match=r"The proxy cannot be used.*ALL_PROXY") as error:
            await fetcher.get("http://harbour.example/feed.xml", accept="*/*", max_bytes=1000, allow_private=True)
        assert "pl4nted" not in str(error.value) and not error.value.passing
        await fetcher.close()


@pytest.mark.parametrize("name", ["a..b", f"{'a' * 70}.example"])
@pytest.mark.parametrize("proxy", [None, "http://127.0.0.1:9/"])
async def test_a_name_that_is_none_is_an_error_in_words(proxy: str | None, name: str) -> None:
    fetcher = Fetcher(proxy=proxy)
    with pytest.raises(NetworkError):
        await fetcher.get(f"http://{name}/feed.xml", accept="*/*", max_bytes=1000)
    await fetcher.close()


async def test_the_proxy_is_not_asked_for_this_machine_nor_for_what_no_proxy_names(
    monkeypatch: pytest.MonkeyPatch, web: WebServer
) -> None:
    web.pages["/feed.xml"] = Answer(b"<rss/>")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    monkeypatch.setenv("no_proxy", "harbour.example")
    fetcher = Fetcher()
    assert (await fetcher.get(web.url("/feed.xml"), accept="*/*", max_bytes=1000, allow_private=True)).status == 200
    assert fetcher._clients is not None
    assert fetcher._clients.proxy_for("harbour.example", secure=False) == ""
    assert fetcher._clients.proxy_for("other.example", secure=False) == "http://127.0.0.1:9/"
    await fetcher.close()


async def test_other_settings_hold_from_the_next_request(web: WebServer) -> None:
    web.pages["/feed.xml"] = Answer(b"<rss/>")
    fetcher = Fetcher(user_agent="first/1")
    for agent in ("", "second/2"):
        if agent:
            fetcher.configure(Limits(), user_agent=agent)
        await fetcher.get(web.url("/feed.xml"), accept="*/*", max_bytes=1000, allow_private=True)
    await fetcher.close()
    assert [request.headers["user-agent"] for request in web.requests] == ["first/1", "second/2"]


async def test_connections_of_former_settings_are_closed_once_nothing_is_asked_over_them(web: WebServer) -> None:
    web.pages["/feed.xml"], web.pages["/endless"] = Answer(b"<rss/>"), Answer(chunks=[b"."], pause=0.05, repeat=True)
    fetcher = Fetcher()
    under_way = asyncio.create_task(get(fetcher, web.url("/endless")))
    await asyncio.to_thread(wait_until, lambda: web.open_now == 1)
    for _ in range(6):
        fetcher.configure(Limits())
        await get(fetcher, web.url("/feed.xml"))
    await asyncio.to_thread(wait_until, lambda: web.connections() == 2)
    assert not under_way.done()
    under_way.cancel()
    await asyncio.gather(under_way, return_exceptions=True)
    fetcher.configure(Limits())
    await get(fetcher, web.url("/feed.xml"))
    await asyncio.to_thread(wait_until, lambda: web.connections() == 1)
    await fetcher.close()


async def test_a_packed_body_is_unpacked_by_its_reader_within_the_limit(web: WebServer) -> None:
    bomb = gzip.compress(b"0" * 10_000_000)
    web.pages["/feed.xml"] = Answer(bomb, content_type="application/rss+xml", headers={"Content-Encoding": "gzip"})
    fetcher = Fetcher()
    got = await fetcher.get(web.url("/feed.xml"), accept="*/*", max_bytes=100_000, allow_private=True, packed=True)
    await fetcher.close()
    assert (got.body, got.coding) == (bomb, "gzip")
    assert unpacked(got.body, got.coding, 10_000_000, got.url) == (b"0" * 10_000_000, True)
    with pytest.raises(TooLarge):
        unpacked(got.body, got.coding, 9_999_999, got.url)
    part, whole = unpacked(got.body[:-1000], got.coding, 10_000_000, got.url)
    assert not whole and 0 < len(part) < 10_000_000
    with pytest.raises(NetworkError, match="break off"):
        unpacked(got.body[:4], got.coding, 10_000_000, got.url)
    with pytest.raises(NetworkError, match="damaged"):
        unpacked(b"no such thing", got.coding, 10_000_000, got.url)
