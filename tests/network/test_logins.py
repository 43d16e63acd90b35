"""Passwords go where they belong, in the way that the server asks for; and what is wrong with one is said."""

import base64
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from newstui.errors import BadStatus
from newstui.model.credentials import Credential, CredentialKind
from newstui.network.fetcher import Fetched, Fetcher
from support.digest import CHALLENGE, Digested
from support.web_server import Answer, WebServer

USER, PASSWORD = "ada", "l0ve of engines"
BASIC = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()


class Keeper:
    """Gives one credential for addresses that begin so, and hears what was refused."""

    def __init__(self) -> None:
        self.begins = ""
        self.credential = Credential(CredentialKind.BASIC, USER, PASSWORD)
        self.refused: list[str] = []

    async def __call__(self, url: str) -> Credential | None:
        return self.credential if self.begins and url.startswith(self.begins) else None


@pytest.fixture
def keeper() -> Keeper:
    return Keeper()


@pytest_asyncio.fixture
async def fetcher(keeper: Keeper) -> AsyncIterator[Fetcher]:
    made = Fetcher(credentials=keeper, refused=keeper.refused.append)
    yield made
    await made.close()


async def get(fetcher: Fetcher, url: str) -> Fetched:
    return await fetcher.get(url, accept="*/*", max_bytes=10_000, allow_private=True)


async def test_a_server_that_asks_for_a_digest_gets_one(web: WebServer, fetcher: Fetcher, keeper: Keeper) -> None:
    keeper.begins = web.url("/")
    web.pages["/feed?x=1"] = Digested(USER, PASSWORD)
    for _ in range(5):
        assert (await get(fetcher, web.url("/feed?x=1"))).body == b"news"
    sent = [request.headers["authorization"].split()[0] for request in web.requests]
    assert sent[0] == "Basic" and set(sent[1:]) == {"Digest"} and len(sent) == 8  # a new nonce after every second
    assert keeper.refused == []


async def test_a_digest_that_is_refused_is_said(web: WebServer, fetcher: Fetcher, keeper: Keeper) -> None:
    keeper.begins = web.url("/")
    web.pages["/feed"] = Digested(USER, "another")
    with pytest.raises(BadStatus, match=r"401: it refused .*newstui secret") as error:
        await get(fetcher, web.url("/feed"))
    assert PASSWORD not in str(error.value) and len(web.requests) == 2
    assert keeper.refused == [web.url("/feed")]


@pytest.mark.parametrize(
    ("challenge", "words"),
    [
        ("Digest", "it refused"),
        ("Digest nonsense", "it refused"),
        ('Digest realm="a", nonce="b", algorithm=MD7', "it refused"),
        ('Digest realm="a", nonce="b", qop="auth-int"', "it refused"),
        ("Negotiate, NTLM", "a kind that newstui does not know"),
        ('Basic realm="news"', "it refused"),
    ],
)
async def test_what_cannot_be_answered_is_said(
    web: WebServer, fetcher: Fetcher, keeper: Keeper, challenge: str, words: str
) -> None:
    keeper.begins = web.url("/")
    web.pages["/feed"] = Answer(b"", 401, headers={"WWW-Authenticate": challenge})
    with pytest.raises(BadStatus, match=words):
        await get(fetcher, web.url("/feed"))
    assert len(web.requests) == 1


async def test_without_a_password_it_says_how_to_give_one(web: WebServer, fetcher: Fetcher) -> None:
    web.pages["/feed"] = Answer(b"", 401, headers={"WWW-Authenticate": 'Basic realm="news"'})
    with pytest.raises(BadStatus, match=f"newstui secret {web.url('/feed')} --basic USER"):
        await get(fetcher, web.url("/feed"))


@pytest.mark.parametrize("written", [True, False], ids=["in the address", "kept"])
async def test_a_password_goes_to_no_other_host(web: WebServer, fetcher: Fetcher, keeper: Keeper, written: bool) -> None:
    with WebServer() as other:
        web.pages["/feed"] = Answer.redirect(other.url("/feed"))
        other.pages["/feed"] = Answer(b"news")
        address = web.url("/feed")
        if written:
            address = address.replace("//", f"//{USER}:{PASSWORD.replace(' ', '%20')}@")
        else:
            keeper.begins = web.url("/")
        answer = await get(fetcher, address)
        assert web.requests[0].headers["authorization"] == BASIC
        assert answer.url == other.url("/feed") and PASSWORD not in answer.url
        assert "authorization" not in other.requests[0].headers


async def test_a_digest_goes_to_no_other_host(web: WebServer, fetcher: Fetcher, keeper: Keeper) -> None:
    keeper.begins = web.url("/")
    with WebServer() as other:
        web.pages["/feed"] = Digested(USER, PASSWORD)
        await get(fetcher, web.url("/feed"))
        web.pages["/old"] = Answer.redirect(other.url("/feed"))
        other.pages["/feed"] = Answer(b"", 401, headers={"WWW-Authenticate": CHALLENGE.format(1)})
        with pytest.raises(BadStatus, match="it wants a login"):
            await get(fetcher, web.url("/old"))
        assert [request.headers.get("authorization") for request in other.requests] == [None]


async def test_cookies_are_kept_by_no_site_and_go_to_none(web: WebServer, fetcher: Fetcher) -> None:
    """Also within one chain of redirects, and to another port or site."""
    with WebServer() as other:
        track = {"Set-Cookie": "track=me; Path=/; Domain=127.0.0.1"}
        web.pages["/a"] = Answer(status=302, headers={"Location": "/b", **track})
        web.pages["/b"] = Answer(status=302, headers={"Location": other.url("/c"), **track})
        other.pages["/c"] = Answer(b"news", headers=track)
        for _ in range(2):
            assert (await get(fetcher, web.url("/a"))).body == b"news"
        assert not any("cookie" in request.headers for request in (*web.requests, *other.requests))
