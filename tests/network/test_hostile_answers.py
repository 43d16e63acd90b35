"""Answers that lie about their length, or come in crumbs, or without an end: a body within its bounds, or an error in words."""

import zlib
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from newstui.errors import AddressRefused, NetworkError, TooLarge
from newstui.network.fetcher import Fetcher
from support.web_server import Answer, WebServer

MOST = 200_000


@pytest_asyncio.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    made = Fetcher()
    yield made
    await made.close()


async def get(fetcher: Fetcher, web: WebServer, answer: Answer, *, most: int = MOST) -> bytes:
    web.pages["/feed"] = answer
    return (await fetcher.get(web.url("/feed"), accept="*/*", max_bytes=most, allow_private=True)).body


def raw(head: str, body: bytes = b"") -> Answer:
    return Answer(raw=f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n{head}\r\n".encode() + body)


async def test_a_body_in_crumbs_is_put_together(web: WebServer, fetcher: Fetcher) -> None:
    assert await get(fetcher, web, Answer(chunks=[b"x"] * 5_000)) == b"x" * 5_000


async def test_crumbs_without_an_end_are_cut(web: WebServer, fetcher: Fetcher) -> None:
    with pytest.raises(TooLarge):
        await get(fetcher, web, Answer(chunks=[b"x"], repeat=True), most=2_000)


async def test_one_chunk_of_ten_megabytes_is_read_where_that_is_allowed(web: WebServer, fetcher: Fetcher) -> None:
    body = b"x" * 10_000_000
    assert await get(fetcher, web, Answer(chunks=[body]), most=len(body)) == body
    with pytest.raises(TooLarge):
        await get(fetcher, web, Answer(chunks=[body]), most=len(body) - 1)


async def test_packed_crumbs_that_unpack_to_much_are_cut(web: WebServer, fetcher: Fetcher) -> None:
    packed = zlib.compress(b"\0" * 50_000_000)
    crumbs = [packed[at : at + 50] for at in range(0, len(packed), 50)]
    with pytest.raises(TooLarge):
        await get(fetcher, web, Answer(chunks=crumbs, headers={"Content-Encoding": "deflate"}))


@pytest.mark.parametrize(
    "answer",
    [
        raw("Transfer-Encoding: chunked\r\n", b"ffffffffffffffff\r\nx"),
        raw("Transfer-Encoding: chunked\r\n", b"-5\r\nx\r\n0\r\n\r\n"),
        raw("Transfer-Encoding: chunked\r\n", b"zz\r\nx\r\n0\r\n\r\n"),
        raw("Transfer-Encoding: chunked\r\n", b"5\r\nx"),
        raw("Transfer-Encoding: chunked\r\n", b"1;" + b"e" * 1_000_000 + b"\r\nx\r\n0\r\n\r\n"),
        raw("Content-Length: 500\r\n", b"short"),
        raw("Content-Length: -1\r\n", b"x"),
        raw("Content-Length: 99999999999999999999\r\n", b"x"),
        raw("Content-Length: 5\r\nContent-Length: 6\r\n", b"12345"),
        raw("X: " + "y" * 10_000_000 + "\r\n"),
        raw("".join(f"X-{n}: y\r\n" for n in range(100_000))),
        raw("no header at all\r\n"),
        Answer(raw=b"HTTP/1.1 100 Continue\r\n\r\n" * 100_000),
        Answer(raw=b"HTTP/9.9 wonderful\r\n\r\n"),
        Answer(raw=b"\xff" * 100_000),
        Answer(raw=b"HTTP/1.1 999 What\r\n\r\n"),
        Answer(status=302, headers={"Location": "http://[::1"}),
        Answer(status=302, headers={"Location": "x" * 50_000}),
    ],
    ids=lambda answer: (answer.raw or str(answer.headers).encode())[:80].decode("latin-1").replace("\r\n", " ")[-40:],
)  # fmt: skip
async def test_what_is_no_answer_is_told(web: WebServer, fetcher: Fetcher, answer: Answer) -> None:
    with pytest.raises(NetworkError) as error:
        await get(fetcher, web, answer)
    assert web.url("/") in str(error.value) and len(str(error.value)) < 600 and "Traceback" not in str(error.value)


async def test_what_stands_behind_the_length_is_not_the_body(web: WebServer, fetcher: Fetcher) -> None:
    assert (
        await get(fetcher, web, raw("Content-Length: 5\r\nConnection: close\r\n", b"newsHTTP/1.1 200 OK\r\n\r\nforged"))
        == b"newsH"
    )
    assert await get(fetcher, web, Answer(b"next")) == b"next"


async def test_a_head_that_is_folded_or_odd_breaks_nothing(web: WebServer, fetcher: Fetcher) -> None:
    odd = "ETag: \x01\x02\r\nCache-Control: max-age=99999999999999\r\nRetry-After: x\r\nLast-Modified: \xff\r\n"
    try:
        assert await get(fetcher, web, raw(f"{odd}Content-Length: 1\r\n", b"x")) == b"x"
    except NetworkError as error:
        assert web.url("/feed") in str(error)


async def test_ten_thousand_redirects_end(web: WebServer, fetcher: Fetcher) -> None:
    def on(request: object) -> Answer:
        return Answer.redirect(f"/{len(web.requests)}", status=301)

    for number in range(30):
        web.pages[f"/{number}"] = on
    with pytest.raises((NetworkError, AddressRefused), match="circle"):
        await fetcher.get(web.url("/0"), accept="*/*", max_bytes=MOST, allow_private=True)
    assert len(web.requests) < 15
