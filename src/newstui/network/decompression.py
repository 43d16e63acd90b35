"""Bodies decompressed piece by piece, never past the limit: a compression bomb costs no more memory than its limit allows.

httpx would decompress each piece whole, and as many codings on top of each other as a header names.
"""

import zlib
from collections.abc import AsyncIterator

ACCEPTED = "gzip, deflate"
"""The codings that are asked for."""

_GZIP = 16 + zlib.MAX_WBITS
_MEMBER = b"\x1f\x8b"
"""How each member of a gzip file begins (RFC 1952)."""
_STEP = 16 * 1024  # what a damaged piece takes with it at most, as it came


class Undecodable(Exception):
    """The bytes are not in the coding that the header names."""


class LimitReached(Exception):
    """There are more bytes than the limit."""


async def read_body(pieces: AsyncIterator[bytes], coding: str, max_bytes: int) -> bytes:
    """The whole body. `coding` is the Content-Encoding header; empty leaves the body as it comes.

    Raises LimitReached as soon as more than `max_bytes` come out, and Undecodable.
    """
    decoder = _decoder(coding)
    parts: list[bytes] = []
    size = 0
    async for piece in pieces:
        part = piece if decoder is None else decoder.decode(piece, max_bytes - size)
        size += len(part)
        if size > max_bytes:
            raise LimitReached
        parts.append(part)
    if decoder is not None and not decoder.complete:
        raise Undecodable("the compressed data break off")
    return b"".join(parts)


def decompressed(body: bytes, coding: str, max_bytes: int) -> tuple[bytes, bool]:
    """As `read_body`, for a body that is there already; and whether it is whole. One that breaks off gives what came before.

    Raises LimitReached, and Undecodable where nothing can be read.
    """
    decoder = _decoder(coding)
    if decoder is None:
        return body, True
    parts: list[bytes] = []
    size = 0
    damage: Undecodable | None = None
    for start in range(0, len(body), _STEP):
        try:
            part = decoder.decode(body[start : start + _STEP], max_bytes - size)
        except Undecodable as error:
            damage = error
            break
        size += len(part)
        if size > max_bytes:
            raise LimitReached
        parts.append(part)
    if not size and (damage or not decoder.complete):
        raise damage or Undecodable("the compressed data break off")
    return b"".join(parts), damage is None and decoder.complete


def coding_of(header: str) -> str:
    """A Content-Encoding header's coding, "" for none. Raises Undecodable for one that was not asked for."""
    coding = header.strip().lower()
    if coding in ("", "identity"):
        return ""
    if coding in ("gzip", "x-gzip", "deflate"):
        return coding
    raise Undecodable(f"it is compressed as “{coding[:40]}”, which was not asked for")


def _decoder(header: str) -> "_Decoder | None":
    coding = coding_of(header)
    return _Decoder(gzip=coding != "deflate") if coding else None


class _Decoder:
    """gzip of one or several members, or deflate with or without its zlib header (servers send either).

    What follows the last member is left out, as gzip(1) does.
    """

    def __init__(self, *, gzip: bool) -> None:
        self._wbits = _GZIP if gzip else None
        self._inflater = zlib.decompressobj(_GZIP)
        self._start = b""
        self._begun = False

    @property
    def complete(self) -> bool:
        """Whether the data ended where a member ends, or never began."""
        return self._inflater.eof or not (self._begun or self._start)

    def decode(self, piece: bytes, room: int) -> bytes:
        """What comes out of a piece: at most one byte more than there is room for."""
        if self._wbits is None:
            self._start += piece
            if len(self._start) < 2:
                return b""
            piece, self._start = self._start, b""
            self._wbits = zlib.MAX_WBITS if _has_zlib_header(piece) else -zlib.MAX_WBITS
            self._inflater = zlib.decompressobj(self._wbits)
        out: list[bytes] = []
        while piece and room >= 0:
            if self._inflater.eof:
                piece = self._next_member(piece)
                if not piece:
                    break
                self._inflater = zlib.decompressobj(self._wbits)
            try:
                part = self._inflater.decompress(piece, room + 1)
            except zlib.error as error:
                raise Undecodable("the compressed data are damaged") from error
            self._begun = True
            out.append(part)
            room -= len(part)
            piece = self._inflater.unconsumed_tail or self._inflater.unused_data
        return b"".join(out)

    def _next_member(self, piece: bytes) -> bytes:
        """What stands behind a member, from where the next one begins. Anything else there is none of the body's."""
        behind = (self._start + piece).lstrip(b"\0")
        another = self._wbits == _GZIP and behind.startswith(_MEMBER)
        self._start = b"" if another else behind[:2]
        return behind if another else b""


def _has_zlib_header(start: bytes) -> bool:
    """RFC 1950 2.2: the method is 8, and the first two bytes are a multiple of 31."""
    return start[0] & 0x0F == 8 and int.from_bytes(start[:2], "big") % 31 == 0
