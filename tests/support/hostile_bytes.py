"""What servers send to take a reader's time and memory: feeds and pages that are read slowly, or are much once they are read."""

import gzip
import struct
import zlib
from collections.abc import Callable, Mapping

_ITEM = "<item><guid>{0}</guid><title>Entry {0}</title><link>https://news.example/{0}</link><description>x</description></item>"


def _feed(content: str, *, before: str = "", channel: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<rss version="2.0"><channel><title>T</title>{channel}{content}</channel></rss>'.encode()


def _many(form: str) -> str:
    return " ".join(form.format(str(n)) for n in range(100_000))


def _laughs() -> bytes:
    """Entities of entities: a billion times three letters."""
    levels = "".join(f'<!ENTITY l{n} "' + f"&l{n - 1};" * 10 + '">' for n in range(1, 10))
    return _feed(_ITEM.format("&l9;"), before=f'<!DOCTYPE rss [<!ENTITY l0 "lol">{levels}]>')


def _quadratic() -> bytes:
    """One long entity, often."""
    return _feed(_ITEM.format("&a;" * 50_000), before='<!DOCTYPE rss [<!ENTITY a "' + "a" * 50_000 + '">]>')


def _outside() -> bytes:
    """Entities that stand in a file, or on a server."""
    outer = (
        '<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY w SYSTEM "http://127.0.0.1:9/">'
        '<!ENTITY % p SYSTEM "file:///etc/hosts">%p;'
    )
    return _feed(_ITEM.format("&f;&w;"), before=f"<!DOCTYPE rss [{outer}]>")


def _json_depth() -> bytes:
    return b'{"version":"https://jsonfeed.org/version/1.1","title":"T","items":' + b"[" * 200_000 + b"]" * 200_000 + b"}"


FEEDS: Mapping[str, Callable[[], bytes]] = {
    "a billion laughs": _laughs,
    "quadratic entities": _quadratic,
    "entities from outside": _outside,
    "10 MB of entries": lambda: _feed("".join(map(_ITEM.format, range(80_000)))),
    "10 MB in one entry": lambda: _feed(_ITEM.format("1").replace(">x<", f"><![CDATA[<p>{'word ' * 2_000_000}]]><")),
    "10 MB in one title": lambda: _feed(_ITEM.format("<![CDATA[" + "<b>" * 3_300_000 + "]]>")),
    "100,000 links": lambda: _feed(f"<item><guid>1</guid>{'<link>https://news.example/</link>' * 100_000}</item>"),
    "100,000 attributes": lambda: _feed(f"<item {_many('a{0}={0!r}')}><guid>1</guid></item>"),
    "100,000 namespaces": lambda: _feed(f"<item {_many('xmlns:a{0}={0!r}')}><guid>1</guid></item>"),
    "100,000 categories": lambda: _feed(f"<item><guid>1</guid>{'<category>a</category>' * 100_000}</item>"),
    "100,000 deep": lambda: _feed(f"<item><guid>1</guid>{'<a>' * 100_000}{'</a>' * 100_000}</item>"),
    "100,000 deep, never closed": lambda: _feed(f"<item><guid>1</guid>{'<a>' * 100_000}"),
    "HTML 100,000 deep": lambda: _feed(f"<item><guid>1</guid><description>{'&lt;div&gt;' * 100_000}</description></item>"),
    "JSON 200,000 deep": _json_depth,
    "comments without an end": lambda: _feed("<!--" * 1_000_000),
    "CDATA without an end": lambda: _feed("<item><![CDATA[" * 500_000),
    "tags without an end": lambda: b"<rss><channel><item " * 400_000,
    "quotes without an end": lambda: _feed('<item a="' * 60_000),
    "ampersands": lambda: _feed(_ITEM.format("&" * 3_000_000)),
    "half entities": lambda: _feed(_ITEM.format("&amp" * 1_000_000)),
    "blanks in a date": lambda: _feed(f"<item><guid>1</guid><pubDate>Mon, {' ' * 1_000_000}1</pubDate></item>"),
    "digits in a date": lambda: _feed(f"<item><guid>1</guid><pubDate>{'1' * 1_000_000}</pubDate></item>"),
    "dots in a date": lambda: _feed(f"<item><guid>1</guid><pubDate>2026-01-01T00:00:00.{'0' * 1_000_000}Z</pubDate></item>"),
    "blanks in a base address": lambda: _feed(f"<item xml:base='http://a/{'../' * 300_000}'><guid>1</guid><link>x</link></item>"),
    "combining marks": lambda: _feed(_ITEM.format("e" + "\u0301" * 1_000_000)),
    "doctypes": lambda: b"<!DOCTYPE " * 500_000,
    "only blanks": lambda: b" " * 10_000_000,
    "only zeros": lambda: b"\0" * 10_000_000,
    "one id for all": lambda: _feed("".join(_ITEM.format(n).replace(f"<guid>{n}<", "<guid>1<") for n in range(40_000))),
    "UTF-16 without a mark": lambda: _feed("".join(map(_ITEM.format, range(20_000)))).decode().encode("utf-16-le"),
}
"""Each is made to hurt one part of what reads feeds."""

_NOISE = b"<rss version='2.0'><channel><title>T</title>" + b"<item><title>x</title></item>" * 10
PACKED: Mapping[str, Callable[[], tuple[bytes, str]]] = {
    "a gzip bomb": lambda: (gzip.compress(_NOISE + b"\0" * 500_000_000, 9), "gzip"),
    "a deflate bomb": lambda: (zlib.compress(b" " * 500_000_000, 9), "deflate"),
    "gzip members without an end": lambda: (gzip.compress(b"") * 500_000, "gzip"),
}
"""A body, and what it is compressed as."""


def _page(content: str, *, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><title>T</title>{head}</head><body><article>{content}</article></body></html>".encode()


_WORDS = "<p>The old bridge will close on Monday, the council said, and nobody had asked for it before the winter came.</p>"

PAGES: Mapping[str, Callable[[], bytes]] = {
    "10 MB of paragraphs": lambda: _page(_WORDS * 87_000),
    "more than 10 MB": lambda: _page(_WORDS * 97_000),
    "10 MB in one paragraph": lambda: _page(f"<p>{'word ' * 1_990_000}</p>"),
    "10 MB in one word": lambda: _page(f"<p>{'w' * 9_900_000}</p>"),
    "100,000 links": lambda: _page(_WORDS * 20 + _many('<a href="/{0}">link {0}</a>')),
    "100,000 attributes": lambda: _page(_WORDS * 20 + f"<p {_many('a{0}={0!r}')}>x</p>"),
    "100,000 elements with an attribute": lambda: _page(_WORDS * 20 + '<span class="a b c" id="x">y</span>' * 100_000),
    "100,000 classes": lambda: _page(_WORDS * 20 + f'<div class="{_many("c{0}")}">x</div>'),
    "100,000 deep": lambda: _page(_WORDS * 20 + "<div>" * 100_000 + "x" + "</div>" * 100_000),
    "100,000 deep, never closed": lambda: _page("<div><span>" * 50_000 + _WORDS * 20),
    "5,000 quotations deep": lambda: _page("<blockquote>" * 5_000 + _WORDS * 20),
    "30,000 lists deep": lambda: _page("<ul><li>" * 30_000 + _WORDS * 20),
    "30,000 tables deep": lambda: _page("<table><tr><td>" * 30_000 + _WORDS * 20),
    "tables of 30,000 cells": lambda: _page(_WORDS * 20 + f"<table><tr>{'<td>x</td>' * 1000}</tr></table>" * 30),
    "a cell over a million rows": lambda: _page(
        _WORDS * 20 + "<table><tr><td rowspan=1000000 colspan=1000000>x</td></tr></table>"
    ),
    "stylings, crossed": lambda: _page(_WORDS * 20 + "<b><i>x</b>" * 10_000),
    "structured data 100,000 deep": lambda: _page(
        _WORDS * 20, head=f"<script type='application/ld+json'>{'[' * 100_000}{']' * 100_000}</script>"
    ),
    "a million meta": lambda: _page(_WORDS * 20, head='<meta property="og:title" content="x">' * 200_000),
    "comments without an end": lambda: _page(_WORDS * 20 + "<!--" * 1_000_000),
    "scripts without an end": lambda: _page(_WORDS * 20 + "<script" * 1_000_000),
    "quotes without an end": lambda: _page(_WORDS * 20 + '<a href="' * 500_000),
    "blanks": lambda: _page(_WORDS * 20 + f"<p>{' ' * 5_000_000}x</p>"),
    "line breaks": lambda: _page(_WORDS * 20 + "<br>" * 500_000),
    "asterisks and brackets": lambda: _page(_WORDS * 20 + f"<p>{'*_[(`' * 50_000}</p>"),
    "quotation marks": lambda: _page(_WORDS * 20 + f"<p>{'“' * 500_000}</p>"),
    "ampersands": lambda: _page(_WORDS * 20 + f"<p>{'&' * 3_000_000}</p>"),
    "a date of a million digits": lambda: _page(_WORDS * 20, head=f"<meta name='date' content='{'1' * 1_000_000}'>"),
    "a charset of a million letters": lambda: _page(_WORDS * 20, head=f"<meta charset='{'x' * 1_000_000}'>"),
    "a million base addresses": lambda: _page(_WORDS * 20, head='<base href="http://a/">' * 200_000),
    "combining marks": lambda: _page(f"<p>e{chr(0x301) * 2_000_000}</p>"),
    "only zeros": lambda: b"\0" * 10_000_000,
}
"""Each is made to hurt one part of what reads pages."""


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int, height: int, *more: bytes, colours: int = 6) -> bytes:
    """A PNG, all of it empty; of 36 million pixels in some kilobytes."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, colours, 0, 0, 0))
    packer = zlib.compressobj(9)
    line = bytes(1 + width * (4 if colours == 6 else 1))
    lines = b"".join(packer.compress(line) for _ in range(height if width * height < 50_000_000 else 10)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + _chunk(b"IDAT", lines) + _chunk(b"IEND", b"")


def _gif(frames: int) -> bytes:
    frame = b"\x21\xf9\x04\x00\x00\x00\x00\x00\x2c\x00\x00\x00\x00\x40\x00\x40\x00\x00\x02\x03\x84\x51\x05\x00"
    return b"GIF89a\x40\x00\x40\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff" + frame * frames + b"\x3b"


PICTURES: Mapping[str, Callable[[], bytes]] = {
    "36 million pixels in some kilobytes": lambda: _png(6000, 6000),
    "a promise of ten thousand million": lambda: _png(100_000, 100_000),
    "a promise of none": lambda: _png(0, 0),
    "a text that unpacks to 200 MB": lambda: _png(64, 64, _chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(200_000_000), 9))),
    "a colour profile that unpacks to 200 MB": lambda: _png(
        64, 64, _chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(200_000_000), 9))
    ),
    "100,000 texts": lambda: _png(64, 64, _chunk(b"tEXt", b"a\0b") * 100_000),
    "100,000 frames": lambda: _gif(100_000),
    "the end of a file in its middle": lambda: _png(3000, 3000)[:5000],
    "twelve megabytes of nothing": lambda: b"\xff\xd8\xff\xe0" + bytes(12_000_000),
    "segments without an end": lambda: b"\xff\xd8" + b"\xff\xe1\x00\x08Exif\0\0" * 500_000,
}
"""Each is made to hurt one part of what reads pictures."""
