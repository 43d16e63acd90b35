"""The fast path: fastfeedparser's values as raw entries."""

import html
import re
from datetime import datetime
from functools import cache
from types import ModuleType
from typing import Any

from newstui.feeds.addresses import join, resolve_links, web_address
from newstui.feeds.dates import iso_date
from newstui.feeds.document import FeedDocument, address_in_id
from newstui.feeds.entries import RawEntry
from newstui.feeds.raw import RawFeed

_WRAPPER = re.compile(r"\A\s*<[^>]*>|</[^>]*>\s*\Z")
_HTML_TYPES = ("html", "text/html", "xhtml", "application/xhtml+xml")
_PLAIN_TYPES = ("text", "text/plain")


@cache
def library() -> ModuleType:
    """fastfeedparser with our reading of dates.

    Its own fills the missing parts of a date from today's and takes a GUID such as "12" for a date; there is no setting.
    """
    import fastfeedparser.main

    fastfeedparser.main._parse_date = iso_date
    module: ModuleType = fastfeedparser.main
    return module


def read(document: FeedDocument) -> RawFeed | None:
    """The feed as fastfeedparser reads it; None where it refuses."""
    wants_media = b"<media:description" in document.data
    try:
        parsed = library().parse(document.data, include_media=wants_media)
    except Exception:  # it documents ValueError, but its lxml layer and hostile bytes raise more; feedparser comes next
        return None
    feed = parsed["feed"]
    return RawFeed(
        title=feed.get("title") or "",
        description=feed.get("subtitle") or "",
        site_url=web_address(feed.get("link"), document.base),
        entries=[_entry(entry, document) for entry in parsed["entries"]],
    )


def _entry(entry: dict[str, Any], document: FeedDocument) -> RawEntry:
    published, updated = entry.get("published"), entry.get("updated")
    enclosures = [(e.get("url") or "", e.get("type") or "", e.get("length")) for e in entry.get("enclosures") or ()]
    for link in entry.get("links") or ():
        if link.get("rel") == "enclosure":
            enclosures.append((link.get("href") or "", link.get("type") or "", link.get("length")))
    return RawEntry(
        id=entry.get("id") or "",
        link=entry.get("link") or address_in_id(document, entry.get("id") or ""),
        title=entry.get("title") or "",
        author=entry.get("author") or "",
        published=datetime.fromisoformat(published) if published else None,
        updated=datetime.fromisoformat(updated) if updated else None,
        content=_content(entry, document),
        base=document.base,
        enclosures=enclosures,
        categories=[tag.get("label") or tag.get("term") or "" for tag in entry.get("tags") or ()],
    )


def _content(entry: dict[str, Any], document: FeedDocument) -> str:
    """The fuller of content and description, as HTML."""
    content: str = entry.get("description") or ""
    base = document.base
    for part in entry.get("content") or ():
        value: str = part["value"] or ""
        kind: str = (part["type"] or "").partition(";")[0].strip().lower()
        if kind in _PLAIN_TYPES:
            value = value if "</" in value else html.escape(value, quote=False)
        elif "xhtml" in kind:
            value = _WRAPPER.sub("", value).strip()
        elif kind not in _HTML_TYPES:
            continue
        if len(value) >= len(content):
            content = value
            base = join(base, part["base"]) if part["base"] else base
    if not content:
        described = (media["description"] for media in entry.get("media_content") or () if media.get("description"))
        content = html.escape(next(described, ""), quote=False)
    return resolve_links(content, base) if document.has_bases and content else content
