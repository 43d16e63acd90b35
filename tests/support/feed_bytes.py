"""RSS feeds of so many items, as bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a feed."""

    guid: str
    title: str
    link: str
    content: str = "A short text."
    date: str = "Mon, 02 Nov 2026 09:30:00 GMT"


def rss(items: Sequence[Item], *, title: str = "Tidewater Gazette", extra: str = "") -> bytes:
    """An RSS 2.0 feed; `extra` goes into the channel as it is."""
    inner = "".join(
        f'<item><guid isPermaLink="false">{escape(item.guid)}</guid><title>{escape(item.title)}</title>'
        f"<link>{escape(item.link)}</link><pubDate>{item.date}</pubDate>"
        f"<description>{escape(item.content)}</description></item>"
        for item in items
    )
    head = f"<title>{escape(title)}</title><link>https://tidewater.example/</link><description>News</description>{extra}"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{head}{inner}</channel></rss>'.encode()
