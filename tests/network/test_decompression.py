"""Compressed bodies: what servers send, what they should not, and bombs."""

import gzip
import zlib
from collections.abc import AsyncIterator

import pytest

from newstui.network.decompression import LimitReached, Undecodable, read_body

TEXT = b"news of the day " * 1000


async def pieces(data: bytes, size: int = 100) -> AsyncIterator[bytes]:
    for at in range(0, len(data), size):
        yield data[at : at + size]


def raw_deflate(data: bytes) -> bytes:
    deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return deflater.compress(data) + deflater.flush()


@pytest.mark.parametrize(
    ("coding", "data"),
    [
        ("", TEXT),
        ("identity", TEXT),
        ("gzip", gzip.compress(TEXT)),
        ("GZIP ", gzip.compress(TEXT)),
        ("x-gzip", gzip.compress(TEXT[:5000]) + gzip.compress(TEXT[5000:])),
        ("gzip", gzip.compress(TEXT) + b"\0" * 300),
        ("gzip", gzip.compress(TEXT[:5000]) + b"\0" * 300 + gzip.compress(TEXT[5000:])),
        ("gzip", gzip.compress(TEXT) + b"<!-- served by cache 4 -->\n" * 20),
        ("gzip", gzip.compress(TEXT) + b"\x1f\n\x1f\x8b"),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", zlib.compress(TEXT) + b"<!-- served by cache 4 -->\n"),
        ("deflate", raw_deflate(TEXT)),
    ],
    ids=(
        "plain",
        "identity",
        "gzip",
        "GZIP",
        "x-gzip in two members",
        "gzip with padding",
        "gzip with padding between members",
        "gzip with text behind it",
        "gzip with scraps of another",
        "deflate",
        "deflate with text behind it",
        "raw deflate",
    ),
)
@pytest.mark.parametrize("size", [1, 100, 100_000])
async def test_bodies_come_out_whole(coding: str, data: bytes, size: int) -> None:
    assert await read_body(pieces(data, size), coding, len(TEXT)) == TEXT


@pytest.mark.parametrize("coding", ["gzip", "deflate", ""])
async def test_an_empty_body_is_empty(coding: str) -> None:
    assert await read_body(pieces(b""), coding, 10) == b""


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "compress", "\x1b[31m"])
async def test_codings_that_were_not_asked_for_are_refused(coding: str) -> None:
    with pytest.raises(Undecodable):
        await read_body(pieces(TEXT), coding, 10**6)


@pytest.mark.parametrize(
    "data",
    [b"no gzip", gzip.compress(TEXT)[:-20], gzip.compress(TEXT)[:40] + b"damage" * 9],
    ids=("no gzip", "cut", "damaged"),  # packed bytes hold the time: no name for a test
)
async def test_damaged_data_are_an_error(data: bytes) -> None:
    with pytest.raises(Undecodable):
        await read_body(pieces(data), "gzip", 10**6)


async def test_a_bomb_is_stopped_at_its_limit() -> None:
    bomb = gzip.compress(b"\0" * 20_000_000)
    read = 0

    async def counted() -> AsyncIterator[bytes]:
        nonlocal read
        async for piece in pieces(bomb, 1000):
            read += len(piece)
            yield piece

    with pytest.raises(LimitReached):
        await read_body(counted(), "gzip", 10_000)
    assert read == 1000
