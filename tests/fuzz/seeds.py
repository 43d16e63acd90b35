"""What the fuzzer begins with: something sound for each way in, and words that matter there."""

import gzip
from pathlib import Path

from newstui.engine.messages import Failure, encoder
from support.images import painted

_FIXTURES = Path(__file__).parents[1] / "fixtures"

_RSS = (
    b'<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    b"<title>P &amp; Q</title><ttl>60</ttl><item><title>One &lt;b&gt;</title><guid>1</guid><link>/1?a=1&amp;b=2</link>"
    b"<author>a@b.example (Ada)</author><pubDate>Mon, 02 Nov 2026 10:00:00 GMT</pubDate>"
    b"<enclosure url='/a.mp3' length='9' type='audio/mpeg'/>"
    b"<content:encoded><![CDATA[<p>x <a href='y'>z</a>]]></content:encoded></item></channel></rss>"
)
_ATOM = (
    b'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://a.example/"><title type="html">P</title><entry><id>1</id>'
    b'<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">One</div></title><link href="1"/>'
    b"<updated>2026-11-02T00:00:00Z</updated><content>&lt;p&gt;x</content></entry></feed>"
)
_JSON = b'{"version":"https://jsonfeed.org/version/1.1","title":"P","items":[{"id":1,"title":"One","url":"/1","content_html":"<p>x"}]}'
_HTML = (
    b"<html lang=en><head><title>The quay | Harbour Post</title><meta property=og:site_name content='Harbour Post'>"
    b"<link rel=alternate type=application/rss+xml href=/feed><meta name=author content='Ada'></head><body><article>"
    b"<h1>The quay</h1><p>\xe2\x80\x9cIt will hold,\xe2\x80\x9d said Mara Lindqvist, who had been asked about it for the third"
    b" time that week, in the rain.</p><ul><li>one<li>two</ul><blockquote><p>quoted</p></blockquote><table><tr><th>a<td>b</table>"
    b"<pre>code\n  more</pre><img src=a.png alt=x><p>And a second paragraph, long enough to be taken for one, with a"
    b" <a href=//b.example/x>link</a> and <b>more</b>.</p></article></body></html>"
)
_OPML = (
    b'<opml version="2.0"><head><title>x</title></head><body><outline text="News"><outline type="rss" text="A" xmlUrl="https://a.example/f"'
    b' htmlUrl="https://a.example" category="/x,y" custom="1"/></outline><outline xmlUrl="b.example/f"/></body></opml>'
)
_URLS = b'# mine\nhttps://a.example/f "~A title" news "two words"\nfilter:x:https://b.example\n"query:x:y"\n!https://c.example\n'
_TOML = (
    b'[reading]\nmeasure = 76\n[keys]\n"mark.star" = ["s", "ctrl+s"]\n[retention]\nmax_size = "50 MB"\n'
    b'["https://news.example/"]\nsend = "basic"\nname = "ada"\nsecret = "x"\n[roles]\ntext = { fg = "#ffffff" }\n'
)

SEEDS: dict[str, list[bytes]] = {
    "feed": [_RSS, _ATOM, _JSON, _HTML],
    "page": [_HTML],
    "content": [b"<p>x <a href='y'>z</a>", _HTML, b"plain text\n\nwith lines"],
    "screen": [
        bytes(range(30, 38))
        + "Harbour news\n\n\u201cIt will hold,\u201d said Mara \u65b0\u805e e\u0301 \U0001f6a2 today.".encode()
    ],
    "opml": [_OPML],
    "urls": [_URLS],
    "addresses": [b"https://ada:pw@a.example:8443/f?key=1&x=2#y", b"feed:a.example", b"localhost:80/f", b"[::1]/f"],
    "config": [_TOML],
    "messages": [
        b'{"type":"wake"}',
        b'{"type":"progress","task":"refresh","done":1,"total":2}',
        encoder.encode(Failure("BadStatus", "x")),
    ],
    "text": ["a\u202eb\x1b]52;c;x\x07c\u0301\ufeff\u200d".encode(), b"\x9b31m"],
    "query": [b'"two words" -not AND OR NEAR(a b) col:x pre* \xc3\xa9'],
    "pages": [gzip.decompress((_FIXTURES / "databases" / "version-1.db.gz").read_bytes())[:40960]],
    "picture": [*(painted(60, 40, kind) for kind in ("PNG", "JPEG", "GIF", "WEBP")), painted(30, 30, mode="RGBA")],
}

WORDS: dict[str, list[bytes]] = {
    "feed": [
        b"<item>",
        b"<![CDATA[",
        b"]]>",
        b"&#x202e;",
        b"<!ENTITY a 'b'>",
        b"xml:base=",
        b"<guid>",
        b"<pubDate>",
        b"\xff\xfe",
    ],
    "page": [
        b"<p>",
        b"<blockquote>",
        b"<table>",
        b"<script>",
        b"&nbsp;",
        b"<base href=",
        b"<meta charset=utf-7>",
        b"<!--",
        b"<svg>",
    ],
    "content": [
        b"<p>",
        b"<br>",
        b"<pre>",
        b"<ol start=9>",
        b"<li>",
        b"`",
        b"*",
        b"_",
        b"[x](y)",
        b"\\",
        b"|",
        b"#",
        b"> ",
        b"&#8238;",
    ],
    "screen": [
        "\u65b0".encode(),
        "\u0301".encode(),
        "\U0001f468\u200d\U0001f469".encode(),
        b"\n\n",
        b"    ",
        "\u0e33".encode(),
        b"\xf0\x9f\x87\xa9",
    ],
    "opml": [b"<outline ", b"xmlUrl=", b"text=", b"&#10;", b"<body>", b"category="],
    "urls": [b'"', b"~", b"!", b"query:", b"exec:", b"filter:", b"#"],
    "addresses": [b"@", b":", b"//", b"?", b"#", b"%40", b"feed:", b"key=", b"&", b"[", b"]"],
    "config": [b"[keys]\n", b'"""', b"'''", b"= ", b"[[", b"{", b"inf", b"1979-05-27", b"retention", b"secret", b"#"],
    "messages": [b'{"type":"', b'"}', b"\x81", b"\xa4type", b"\xdf\xff", b"failure", b"error", b"Offline"],
    "text": ["\u202e".encode(), b"\x1b[", b"\x1b]", "\u0301".encode(), "\U000e0001".encode(), b"\x9d"],
    "query": [b'"', b"*", b"-", b"AND", b"NEAR", b"(", b")", b":", b"^", b"\x00"],
    "pages": [b"SQLite format 3\x00", b"\x0d", b"\x0a", b"\xff\xff\xff\xff\xff\xff\xff\xff\xff"],
    "picture": [b"\x89PNG\r\n\x1a\n", b"IHDR", b"\xff\xd8", b"\xff\xda", b"GIF89a", b"RIFF", b"\xff\xff\xff\xff", b"\x00\x00"],
}
