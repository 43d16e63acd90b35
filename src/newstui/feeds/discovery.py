"""Which feeds a web page names, and where else one might be."""

import html
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from newstui.feeds.addresses import join, web_address
from newstui.feeds.encoding import to_utf8
from newstui.feeds.words import COMMENT, plain_title
from newstui.model.safe_text import SafeText

_TAG = re.compile(r"<(link|a|base)\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(?<![A-Za-z-])([A-Za-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_META = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_TYPES = (
    "application/atom+xml",
    "application/rss+xml",
    "application/feed+json",
    "application/rdf+xml",
    "application/json",
    "text/xml",
)
_LIKE_A_FEED = re.compile(r"(?:^|[/._=?-])(?:rss|atom|feeds?|index\.xml|feed\.json|rdf)(?:$|[/._=?&-])", re.IGNORECASE)
_ASIDE = re.compile(r"comment|kommentar|replies|podcast|/tag/|/author/", re.IGNORECASE)
_GUESSES = ("/feed", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/rss", "/feed.json", "/feeds/posts/default")
_LONGEST = 2_000_000
_MOST = 50


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that a page names."""

    url: str
    title: SafeText = SafeText("")
    media_type: str = ""


def find_feeds(page: bytes, *, url: str) -> list[FoundFeed]:
    """The feeds that an HTML page names, best first: its main feed before those of comments, authors and tags.

    Links in the page's text that look like a feed's count only where the head names none.
    """
    meta = _META.search(page[:4096])
    text = to_utf8(page[:_LONGEST], f"text/html; charset={meta[1].decode('ascii')}" if meta else None)[0].decode(
        "utf-8", "replace"
    )
    text = _SCRIPT.sub(" ", COMMENT.sub(" ", text))
    base = url
    named: dict[str, FoundFeed] = {}
    linked: dict[str, FoundFeed] = {}
    for match in _TAG.finditer(text):
        kind = match[1].lower()
        attributes = {
            part[1].lower(): html.unescape(part[2] or part[3] or part[4] or "") for part in _ATTRIBUTE.finditer(match[2])
        }
        target = attributes.get("href", "").strip()
        if kind == "base" and target:
            base = join(url, target)
            continue
        address = web_address(_without_feed_scheme(target), base) if target else None
        if address is None or address == url:
            continue
        media_type = attributes.get("type", "").split(";")[0].strip().lower()
        found = FoundFeed(address, plain_title(attributes.get("title", "")), media_type)
        if kind == "link":
            is_feed = media_type in _TYPES and (media_type != "application/json" or _LIKE_A_FEED.search(urlsplit(address).path))
            if is_feed and "alternate" in attributes.get("rel", "").lower().split():
                named.setdefault(address, found)
        elif media_type in _TYPES[:3] or _LIKE_A_FEED.search(urlsplit(address).path):
            linked.setdefault(address, found)
    feeds = list((named or linked).values())
    return sorted(feeds, key=lambda feed: bool(_ASIDE.search(feed.url) or _ASIDE.search(feed.title)))[:_MOST]


def guesses(url: str) -> list[str]:
    """Where a site's feed often stands, below the page's own folder and at the top of the site."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return []
    top = f"{parts.scheme}://{parts.netloc}"
    folder = parts.path.rstrip("/") if not re.search(r"\.\w{2,5}$", parts.path) else parts.path.rpartition("/")[0]
    below = [f"{top}{folder}{guess}" for guess in _GUESSES[:3]] if folder else []
    return [*below, *(top + guess for guess in _GUESSES)]


def subscription_address(text: str) -> str | None:
    """What a user typed as an address: "example.org", "feed://example.org/rss" and "feed:https://..." mean web addresses too."""
    text = _without_feed_scheme(text.strip().strip("<>\"'"))
    if not re.match(r"https?:", text, re.IGNORECASE):
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:(?![0-9])", text) or not re.match(r"[^\s/]+\.[^\s/]+|localhost\b|\[", text):
            return None
        text = "https://" + text
    return web_address(text)


def _without_feed_scheme(address: str) -> str:
    match = re.match(r"feed:(//)?(https?://)?", address, re.IGNORECASE)
    if match is None:
        return address
    return (match[2] or "https://") + address[match.end() :]
