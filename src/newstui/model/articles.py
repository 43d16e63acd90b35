"""Articles: a page's extracted text, and how it came into the cache."""

from datetime import datetime
from enum import StrEnum

import msgspec

from newstui.model.documents import Document
from newstui.model.feeds import Feed
from newstui.model.safe_text import SafeText

PAGE_BYTES_MAX = 10_000_000
"""A page that has more, unpacked, is neither fetched nor read."""


class ArticleOrigin(StrEnum):
    """What an article's text was made from."""

    PAGE = "page"
    FEED = "feed"
    """The feed's own content: the page was not fetched, or gave no article."""
    FILE = "file"


class ExtractedArticle(msgspec.Struct, frozen=True):
    """What extraction found in a page. A field is None where the page does not state it; nothing is guessed."""

    title: SafeText
    document: Document
    byline: SafeText | None = None
    outlet: SafeText | None = None
    published: datetime | None = None
    """Aware, UTC."""
    language: str | None = None
    """ISO 639-1, as the page declares it or as the text shows it."""
    url: str | None = None
    """The canonical address, where the page names one."""


class Article(msgspec.Struct, frozen=True):
    """An article in the cache."""

    entry_id: int
    origin: ArticleOrigin
    url: str
    title: SafeText
    document: Document
    stored_at: datetime
    byline: SafeText | None = None
    outlet: SafeText | None = None
    published: datetime | None = None
    language: str | None = None
    note: str = ""
    """Why this is not the page's text, in words for the reader ("The page could not be fetched: ..."); empty if it is."""


def as_of_feed(article: Article, feed: Feed | None) -> Article:
    """The article under its outlet's best name: what the page calls itself, else the feed's title, the reader's own first.

    Pages that name no outlet were stored with their host's name or with the feed's title of that day.
    """
    if feed is None or feed.saved or not feed.title or feed.title == article.outlet or "://" in feed.title:
        return article
    from urllib.parse import urlsplit  # takes longer than all of this module, and a start needs it not

    plain = (article.outlet or "").casefold().removeprefix("www.")
    hosts = {(urlsplit(url).hostname or "").removeprefix("www.") for url in (article.url, feed.site_url or "", feed.url) if url}
    unnamed = not plain or plain in hosts or article.outlet == feed.feed_title
    return msgspec.structs.replace(article, outlet=feed.title) if unnamed else article
