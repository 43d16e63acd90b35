"""What comes from outside leads nowhere inside: not by an address, a redirect, or a name that means something else each time."""

import socket
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpcore
import pytest
import pytest_asyncio

from newstui.errors import AddressRefused, NetworkError
from newstui.network.addresses import is_local_name, is_public, site_of
from newstui.network.connecting import CheckedBackend
from newstui.network.fetcher import Fetched, Fetcher, Limits
from newstui.services.fetch_article import may_lead_inside
from support.web_server import Answer, WebServer

OUTSIDE, INSIDE = "127.0.0.1", "127.0.0.2"
"""The first one plays a public address here; at the second one nobody listens."""


class Names:
    """A name service: each name has the answers that it gives, one after the other, the last one for ever."""

    def __init__(self) -> None:
        self.answers: dict[str, list[str]] = {}
        self.asked: list[str] = []

    def __call__(self, host: str | bytes, port: Any, *args: Any, **options: Any) -> list[Any]:
        name = host.decode() if isinstance(host, bytes) else host
        if name not in self.answers:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        self.asked.append(name)
        answers = self.answers[name]
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port or 0)) for number in found.split()]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    made = Names()
    monkeypatch.setattr(socket, "getaddrinfo", made)
    for module in ("connecting", "fetcher"):
        monkeypatch.setattr(f"newstui.network.{module}.is_public", lambda number: number == OUTSIDE)
    return made


@pytest.fixture
def web() -> Iterator[WebServer]:
    with WebServer() as server:
        server.pages["/feed"] = Answer(b"news")
        yield server


@pytest_asyncio.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    made = Fetcher(limits=Limits(silence_seconds=2, connect_seconds=2, deadline_seconds=5))
    yield made
    await made.close()


async def get(fetcher: Fetcher, url: str, *, private: bool = False) -> Fetched:
    return await fetcher.get(url, accept="*/*", max_bytes=10_000, allow_private=private)


async def test_a_name_is_looked_up_once_and_what_was_checked_is_connected_to(
    names: Names, web: WebServer, fetcher: Fetcher
) -> None:
    names.answers["news.example"] = [OUTSIDE, INSIDE]
    assert (await get(fetcher, web.url("/feed", host="news.example"))).body == b"news"
    assert names.asked == ["news.example"]
    assert web.requests[0].headers["host"] == f"news.example:{web.port}"


async def test_a_name_that_stands_for_an_inner_address_is_refused(names: Names, web: WebServer, fetcher: Fetcher) -> None:
    names.answers["news.example"] = [f"{OUTSIDE} {INSIDE}"]
    with pytest.raises(AddressRefused, match="named by a page from outside"):
        await get(fetcher, web.url("/feed", host="news.example"))
    assert web.requests == []


async def test_a_redirect_is_looked_up_once_too(names: Names, web: WebServer, fetcher: Fetcher) -> None:
    names.answers |= {"news.example": [OUTSIDE], "other.example": [OUTSIDE, INSIDE]}
    web.pages["/old"] = Answer.redirect(web.url("/feed", host="other.example"))
    assert (await get(fetcher, web.url("/old", host="news.example"), private=True)).body == b"news"
    assert names.asked == ["news.example", "other.example"]


@pytest.mark.parametrize("target", ["other.example", "news.example", INSIDE, "localhost", "2130706434"])
async def test_an_outer_server_cannot_send_us_inside(names: Names, web: WebServer, fetcher: Fetcher, target: str) -> None:
    """Also not to its own name, which may mean an inner address by then; nor can it pass for an inner server so."""
    names.answers |= {"news.example": [OUTSIDE, INSIDE], "other.example": [INSIDE], "2130706434": [INSIDE]}
    web.pages["/old"] = Answer.redirect(web.url("/feed", host=target))
    with pytest.raises(AddressRefused, match=r"news\.example.*redirects to .*own network"):
        await get(fetcher, web.url("/old", host="news.example"), private=True)
    assert web.paths() == ["/old"]


async def test_an_inner_server_may(names: Names, web: WebServer, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("connecting", "fetcher"):
        monkeypatch.setattr(f"newstui.network.{module}.is_public", lambda number: False)
    names.answers |= {"nas.lan": [OUTSIDE], "wiki.lan": [OUTSIDE]}
    web.pages["/old"] = Answer.redirect(web.url("/feed", host="wiki.lan"))
    answer = await get(fetcher, web.url("/old", host="nas.lan"), private=True)
    assert answer.body == b"news" and answer.private


async def test_a_connection_that_nobody_checked_is_not_used_again(names: Names, web: WebServer, fetcher: Fetcher) -> None:
    names.answers["news.example"] = [OUTSIDE, INSIDE]
    await get(fetcher, web.url("/feed", host="news.example"), private=True)
    with pytest.raises(AddressRefused):
        await get(fetcher, web.url("/feed", host="news.example"))


async def test_the_next_address_is_tried_where_the_first_is_dead(names: Names, web: WebServer, fetcher: Fetcher) -> None:
    names.answers["news.example"] = [f"{INSIDE} {OUTSIDE}"]
    assert (await get(fetcher, web.url("/feed", host="news.example"), private=True)).body == b"news"
    names.answers["dead.example"] = [f"{INSIDE} 127.0.0.3"]
    with pytest.raises(NetworkError, match="no server runs there"):
        await get(fetcher, web.url("/feed", host="dead.example"), private=True)


async def test_the_guard_is_where_connections_are_made(fetcher: Fetcher) -> None:
    """httpx has no parameter for it: that it is asked at all must not depend on how httpx names its parts."""
    assert fetcher._clients is not None
    for secure in (False, True):
        pool = fetcher._clients._pool("news.example", secure=secure, local=False, proxy="", guarded=True)
        connection = pool._pool.create_connection(httpcore.Origin(b"https", b"news.example", 443))
        backend = vars(connection)["_network_backend"]
        assert isinstance(backend, CheckedBackend) and backend._guarded


@pytest.mark.parametrize(
    "number",
    ["10.0.0.1", "192.168.1.1", "169.254.169.254", "127.0.0.1", "0.0.0.0", "100.64.0.1", "224.0.0.1", "::1", "fe80::1", "fd00::1",
     "::ffff:192.168.1.1", "::127.0.0.1", "64:ff9b::c0a8:101", "2002:c0a8:101::1", "no number"],
)  # fmt: skip
def test_what_is_not_public(number: str) -> None:
    assert not is_public(number)
    assert is_public("93.184.215.14") and is_public("2606:2800:21f:cb07::1") and is_public("64:ff9b::808:808")


@pytest.mark.parametrize(
    ("feed", "page", "may"),
    [
        ("news.example", "192.168.1.1", False),
        ("news.example", "router.lan", False),
        ("news.example", "www.news.example", True),
        ("nas.lan", "192.168.1.1", True),
        ("192.168.1.7", "wiki.lan", True),
        ("other.example", "other.example", False),
    ],
)
async def test_an_articles_page_may_be_inside_where_its_feed_is(names: Names, feed: str, page: str, may: bool) -> None:
    """A name that anybody could bear may mean an inner address just now only to get there."""
    names.answers |= {"news.example": ["192.168.1.1"], "nas.lan": ["192.168.1.2"], "other.example": ["93.184.215.14"]}
    assert await may_lead_inside(feed, page) is may


def test_names_that_nobody_outside_can_bear() -> None:
    assert all(map(is_local_name, ("nas", "nas.lan", "printer.local", "10.0.0.1", "box.home.arpa", "localhost")))
    assert not any(map(is_local_name, ("news.example", "local.example", "home.arpa.example")))
    assert site_of("a.b.example.com") == site_of("example.com") != site_of("example.org")
    assert site_of("10.0.0.1") != site_of("11.0.0.1")
