"""The patient path: feedparser's values as raw entries, for what the fast parser refuses or misreads."""

import html
import io
import warnings
from calendar import timegm
from datetime import UTC, datetime
from typing import Any

from newstui.feeds.addresses import join, resolve_links, web_address
from newstui.feeds.dates import parse_date
from newstui.feeds.document import FeedDocument, address_in_id
from newstui.feeds.entries import RawEntry
from newstui.feeds.raw import RawFeed


def read(document: FeedDocument) -> RawFeed:
    """The feed as feedparser reads it, without its sanitizer (content stays hostile until extraction) and its link rewriting."""
    import feedparser

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own deprecations, nothing that a reader could act on
        parsed = feedparser.parse(
            io.BytesIO(document.data),  # a stream: bare bytes would be tried as a file name first
            response_headers={"content-type": "application/xml; charset=utf-8"},  # no address: it would be joined to every id
            resolve_relative_uris=False,
            sanitize_html=False,
        )
        feed = parsed["feed"]
        return RawFeed(
            title=feed.get("title") or "",
            description=feed.get("subtitle") or "",
            site_url=web_address(feed.get("link"), document.base),
            entries=[_entry(entry, document) for entry in parsed["entries"]],
        )


def _entry(entry: Any, document: FeedDocument) -> RawEntry:
    detail = entry.get("title_detail") or {}
    link = entry.get("link") or ""
    if entry.get("guidislink") and not link.startswith(("http:", "https:")):
        link = address_in_id(document, link)  # in RSS, a GUID that claims to be an address by default
    return RawEntry(
        id=entry.get("id") or "",
        link=link,
        title=entry.get("title") or "",
        title_is_plain=document.root == "feed" and detail.get("type") == "text/plain" and "</" not in detail.get("value", ""),
        author=entry.get("author") or "",
        published=_date(entry, "published") or _date(entry, "created") or _date(entry, "updated"),
        updated=_date(entry, "updated"),
        content=_content(entry, document),
        base=document.base,
        enclosures=[(e.get("href") or "", e.get("type") or "", e.get("length")) for e in entry.get("enclosures") or ()],
        categories=[tag.get("label") or tag.get("term") or "" for tag in entry.get("tags") or ()],
    )


def _date(entry: Any, name: str) -> datetime | None:
    """Our own reading of a date, and feedparser's for the languages and calendars that only it knows."""
    text = dict.get(entry, name)
    if not isinstance(text, str):
        return None
    moment = parse_date(text)
    parsed = dict.get(entry, f"{name}_parsed")
    if moment is not None or parsed is None or len(text) < 8 or parsed.tm_year < 1900:
        return moment
    return datetime.fromtimestamp(timegm(parsed), UTC)


def _content(entry: Any, document: FeedDocument) -> str:
    """The fullest of contents and summary, as HTML."""
    fullest, base = "", document.base
    for part in [*(entry.get("content") or ()), entry.get("summary_detail") or {}]:
        value, kind = part.get("value") or "", part.get("type") or ""
        if kind == "text/plain" and "</" not in value:
            value = html.escape(value, quote=False)
        elif not kind.startswith("text/") and "html" not in kind:
            continue
        if len(value) > len(fullest):
            fullest, base = value, join(document.base, part.get("base") or "")
    return resolve_links(fullest, base) if document.has_bases else fullest
