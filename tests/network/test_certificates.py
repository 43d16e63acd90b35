"""Certificates are always checked: a bad one is refused and named, and no setting changes that."""

import re
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from newstui.config.settings import Settings
from newstui.errors import NetworkError
from newstui.network.fetcher import Fetched, Fetcher, Limits
from support.certificates import Authority
from support.command_line import CommandLine
from support.web_server import Answer, WebServer


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """An authority that this process and those that it starts trust, as a user lets newstui trust a company's own."""
    made = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.file))
    return made


@pytest_asyncio.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    made = Fetcher(limits=Limits(silence_seconds=30, connect_seconds=30))
    yield made
    await made.close()


async def get(fetcher: Fetcher, url: str) -> Fetched:
    return await fetcher.get(url, accept="*/*", max_bytes=10_000, allow_private=True)


async def test_a_sound_certificate_of_an_authority_that_was_added_is_taken(authority: Authority, fetcher: Fetcher) -> None:
    with WebServer(authority.server("localhost")) as web:
        web.pages["/feed"] = Answer(b"news")
        assert (await get(fetcher, web.url("/feed", host="localhost"))).body == b"news"


@pytest.mark.parametrize(
    ("name", "days", "own", "words"),
    [
        ("localhost", 2, True, "self-signed certificate"),
        ("news.example", 2, False, "Hostname mismatch"),
        ("localhost", 0, False, "certificate has expired"),
    ],
    ids=["self-signed", "wrong host", "expired"],
)
async def test_a_bad_one_is_refused_and_named(
    authority: Authority, fetcher: Fetcher, name: str, days: int, own: bool, words: str
) -> None:
    with WebServer(authority.server(name, days=days, own=own)) as web:
        web.pages["/feed"] = Answer(b"news")
        with pytest.raises(NetworkError, match=words) as error:
            await get(fetcher, web.url("/feed", host="localhost"))
        assert "The certificate of https://localhost" in error.value.message and not error.value.passing
        assert web.requests == []


async def test_an_authority_that_nobody_trusts_is_not_believed(tmp_path: Path, fetcher: Fetcher) -> None:
    with WebServer(Authority(tmp_path).server("localhost")) as web, pytest.raises(NetworkError, match="issuer"):
        await get(fetcher, web.url("/feed", host="localhost"))


async def test_a_redirect_to_a_bad_one_is_refused(authority: Authority, fetcher: Fetcher) -> None:
    with WebServer() as plain, WebServer(authority.server("localhost", own=True)) as web:
        plain.pages["/feed"] = Answer.redirect(web.url("/feed", host="localhost"))
        with pytest.raises(NetworkError, match="certificate"):
            await get(fetcher, plain.url("/feed"))
        assert web.requests == []


def test_the_refusal_is_told_where_the_feed_is(authority: Authority, tmp_path: Path) -> None:
    newstui = CommandLine(tmp_path / "data")
    with WebServer(authority.server("localhost", own=True)) as web:
        outcome = newstui("add", web.url("/feed", host="localhost"))
        assert outcome.status == 1 and "certificate" in outcome.err and "Traceback" not in outcome.err
        assert web.requests == []


def test_nothing_turns_the_check_off(fetcher: Fetcher) -> None:
    names = [
        f"{part}.{key}" for part, values in Settings()._asdict().items() if hasattr(values, "_asdict") for key in values._asdict()
    ]
    assert "network.proxy" in names
    assert not [name for name in names if re.search("verif|insecure|certif|tls|ssl", name)]
    assert fetcher._clients is not None
    fetcher._clients._make(secure=True, proxy="", guarded=False)
    context = fetcher._clients._tls
    assert context is not None and context.verify_mode is ssl.CERT_REQUIRED and context.check_hostname
