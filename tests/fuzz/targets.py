"""The ways in, each a function of bytes that fails where an invariant does. Property tests, the fuzzer and the crashes that were
found all go through them."""

import re
import sqlite3
import tempfile
import zlib
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from fuzz.screen import screen
from newstui.config.load import read_settings
from newstui.config.log_file import without_secrets
from newstui.config.secrets import SecretStore
from newstui.config.themes import ThemeCatalogue
from newstui.engine.messages import replies, requests
from newstui.engine.protocol import decode_command, decode_event
from newstui.errors import ConfigError, ExtractionError, FeedError, NewstuiError, SubscriptionError
from newstui.extraction.content import article_from_feed
from newstui.extraction.page import extract_article
from newstui.extraction.pictures import make_small
from newstui.feeds.discovery import find_feeds, guesses, subscription_address
from newstui.feeds.newsboat import read_urls
from newstui.feeds.opml import read_opml, write_opml
from newstui.feeds.parse import parse_feed
from newstui.model.articles import Article, ArticleOrigin, ExtractedArticle
from newstui.model.credentials import Credential, CredentialKind, split_address
from newstui.model.documents import BlockKind, Document
from newstui.model.pictures import LARGEST
from newstui.model.safe_text import SafeText, safe_lines, safe_text
from newstui.model.subscriptions import FeedOutline, FolderOutline
from newstui.rendering.article import lay_out
from newstui.rendering.cells import cell_width
from newstui.rendering.picture_cells import half_blocks, size_in_cells
from newstui.storage.pages import records
from newstui.storage.search_query import fts_query

URL = "https://news.example/feeds/all.xml"
_NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b]")


def _safe(*texts: str | None) -> None:
    for text in texts:
        if text is not None:
            assert text == safe_text(text), f"not safe: {text!r}"
            text.encode()


def _web(*urls: str | None) -> None:
    for url in urls:
        if url is not None:
            assert urlsplit(url).scheme in ("http", "https"), f"no web address: {url!r}"
            assert not _CONTROLS.search(url), f"controls in an address: {url!r}"


def feed(data: bytes) -> None:
    """Bytes to a feed, and to the feeds that a page names."""
    for address in find_feeds(data, url=URL):
        _web(address.url)
    try:
        found = parse_feed(data, url=URL, content_type="application/xml")
    except FeedError:
        return
    _safe(found.title, found.description, *found.problems)
    _web(found.site_url, found.self_url)
    for entry in found.entries:
        _safe(entry.title, entry.author, entry.snippet, *entry.categories)
        _web(entry.url)
        assert len(entry.snippet) <= 300
        assert all(date is None or date.tzinfo is not None for date in (entry.published, entry.updated))
    msgspec.msgpack.encode(found)


def page(data: bytes) -> None:
    """Bytes to an article, and to the screen."""
    try:
        found = extract_article(data, url=URL, content_type="text/html")
    except ExtractionError:
        return
    _article(found)


def content(data: bytes) -> None:
    """A feed's own HTML to an article, and to the screen."""
    html = data.decode("utf-8", "replace")
    try:
        found = article_from_feed(html, title=safe_text(html[:60]), url=URL, byline=None, published=None)
    except ExtractionError:
        return
    _article(found)


def _article(found: ExtractedArticle) -> None:
    _safe(found.title, found.byline, found.outlet)
    _web(found.url)
    _document(found.document)
    msgspec.msgpack.encode(found)
    _screen(found.title, found.document)


def _document(document: Document) -> None:
    text = document.text
    bare = list(text)
    for block in document.blocks:
        if block.kind is BlockKind.TABLE:  # a tab parts its cells
            bare[block.span.start : block.span.end] = text[block.span.start : block.span.end].replace("\t", " ")
    assert "".join(bare) == safe_lines("".join(bare)), "the text is not safe"
    end = 0
    for block in document.blocks:
        assert end <= block.span.start <= block.span.end <= len(text), f"a block out of place: {block.span} of {len(text)}"
        end = block.span.end
        for inline in block.inlines:
            assert block.span.start <= inline.span.start <= inline.span.end <= block.span.end, "an inline out of its block"


def _screen(title: SafeText, document: Document) -> None:
    article = Article(1, ArticleOrigin.PAGE, URL, title, document, _NOW)
    for width in (24, 80):
        layout = lay_out(article, width=width, measure=60, now=_NOW)
        for line in list(layout.lines)[:400]:
            assert not _CONTROLS.search(line.text), f"controls on the screen: {line.text!r}"
            assert line.cells == cell_width(line.text) <= width, f"{line.cells} cells of {width}: {line.text!r}"


def opml(data: bytes) -> None:
    """Bytes to subscriptions, which survive being written and read again."""
    try:
        found = read_opml(data)
    except SubscriptionError:
        return
    _outlines(found.children)
    again = read_opml(write_opml(found))
    assert _addresses(again.children) == _addresses(found.children)


def urls(data: bytes) -> None:
    """Bytes to subscriptions, as newsboat writes them."""
    with suppress(SubscriptionError):
        _outlines(read_urls(data).children)


def _outlines(children: Iterable[FeedOutline | FolderOutline]) -> None:
    for child in children:
        if isinstance(child, FeedOutline):
            _safe(child.title, child.feed_title, *child.tags)
        else:
            _safe(child.name)
            _outlines(child.children)


def _addresses(children: Iterable[FeedOutline | FolderOutline]) -> list[str]:
    found: list[str] = []
    for child in children:
        found += [child.url] if isinstance(child, FeedOutline) else _addresses(child.children)
    return found


def addresses(data: bytes) -> None:
    """What somebody typed as an address; secrets come out of it, and out of what is said of it."""
    text = data.decode("utf-8", "replace")
    found = subscription_address(text)
    if found is not None:
        _web(found, *guesses(found))
        clean, credential = split_address(found)
        assert split_address(clean)[1] is None, "a password stays"
        if credential is not None and len(credential.secret) > 8:
            assert credential.secret not in repr(credential)
        secret = Credential(CredentialKind.QUERY, "key", "pl4nted-s3cret")
        asked = secret.address(clean)
        assert "pl4nted-s3cret" not in secret.without(asked)
        assert b"pl4nted" not in secret.scrub(asked.encode())
        assert "pl4nted-s3cret" not in without_secrets(f"GET {asked}")
    without_secrets(text)


def config(data: bytes) -> None:
    """A configuration, a theme and a file of secrets, each of these bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "secrets.toml"
        path.write_bytes(data)
        path.chmod(0o600)
        for problem in read_settings(path).problems:
            assert isinstance(problem, ConfigError) and str(problem)
        with suppress(ConfigError):
            ThemeCatalogue(path.parent).load_file(path)
        with suppress(ConfigError):
            SecretStore(path).entries()
            SecretStore(path).drop("https://news.example/")


def messages(data: bytes) -> None:
    """Lines and frames between processes."""
    for decode in (decode_command, decode_event):
        with suppress(ValueError):  # msgspec's errors are
            decode(data)
    with suppress(ValueError):
        requests.decode(data)
    with suppress(ValueError):
        reply = replies.decode(data)
        if hasattr(reply, "raised"):
            assert isinstance(reply.raised(), NewstuiError)


def text(data: bytes) -> None:
    """Text to SafeText: once is enough, and nothing dangerous is left."""
    raw = data.decode("utf-8", "surrogatepass" if data[:1] == b"\xed" else "replace") if data[:1] != b"\xed" else str(data)
    once, lines = safe_text(raw), safe_lines(raw)
    assert safe_text(once) == once and safe_lines(lines) == lines
    assert not _CONTROLS.search(once) and "\n" not in once and not _CONTROLS.search(lines)
    assert cell_width(once) >= 0


def query(data: bytes) -> None:
    """What somebody typed as a search: SQLite understands it, whatever it is."""
    match = fts_query(data.decode("utf-8", "replace"))
    if match:
        with closing(sqlite3.connect(":memory:")) as raw:
            raw.execute("CREATE VIRTUAL TABLE search USING fts5(title, author, content, article)")
            raw.execute("SELECT count(*) FROM search WHERE search MATCH ?", (match,)).fetchone()


def picture(data: bytes) -> None:
    """Bytes to a small picture, and to cells."""
    try:
        small = make_small(data)
    except ExtractionError:
        return
    assert small.width <= LARGEST[0] and small.height <= LARGEST[1] and len(small.coarse) == 3 * small.columns * small.lines
    columns, rows = size_in_cells(small.width, small.height, 40)
    assert [len(row) for row in half_blocks(small, columns, rows)] == [columns] * rows


def pages(data: bytes) -> None:
    """A damaged database, read without SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "newstui.db"
        path.write_bytes(data)
        path.with_name("newstui.db-wal").write_bytes(zlib.compress(data)[:64] + data[:9000])
        for record in records(path):
            assert record.values


TARGETS: dict[str, Callable[[bytes], None]] = {
    "feed": feed,
    "page": page,
    "content": content,
    "screen": screen,
    "opml": opml,
    "urls": urls,
    "addresses": addresses,
    "config": config,
    "messages": messages,
    "text": text,
    "query": query,
    "pages": pages,
    "picture": picture,
}

LONGEST = 10.0
"""Seconds that one input may take; hundreds of times what is usual."""
