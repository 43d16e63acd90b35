"""What an entry can be known by when its feed gives it another identity: its title, page, date and first words."""

import re
from collections.abc import Callable
from typing import Protocol

Look = tuple[str, ...]
"""What two entries have in common that are one."""

_COUNTING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_[ce]id|at_\w+|ref|cmp|source|s?rss)(?:=|$)", re.IGNORECASE)


class Likeable(Protocol):
    """An entry, as it arrives or as the cache holds it."""

    @property
    def title(self) -> str:
        """One line."""
        ...

    @property
    def url(self) -> str | None:
        """Where its page is."""
        ...

    @property
    def published(self) -> int | None:
        """Unix seconds."""
        ...

    @property
    def snippet(self) -> str:
        """Its first words."""
        ...


def by_title_page_and_date(entry: Likeable) -> Look | None:
    """Where it has no date, its first words stand in."""
    if not entry.title or not entry.url:
        return None
    return "tpd", entry.title, page_of(entry.url), entry.snippet if entry.published is None else str(entry.published)


def by_title_date_and_words(entry: Likeable) -> Look | None:
    """Whatever its page: a site that moved to another name, or a link that is another for each reader."""
    if not entry.title or entry.published is None:
        return None
    return "tdw", entry.title, str(entry.published), entry.snippet


def by_page_and_date(entry: Likeable) -> Look | None:
    """Says something only where no other entry has the page."""
    return ("pd", page_of(entry.url), str(entry.published)) if entry.url and entry.published is not None else None


def by_title_words_and_path(entry: Likeable) -> Look | None:
    """Whatever its date, and whatever stands behind the question mark of its address."""
    if not entry.title or not entry.snippet:
        return None
    return "twp", entry.title, entry.snippet, page_of(entry.url).partition("?")[0] if entry.url else ""


def page_of(url: str) -> str:
    """The page that an address leads to, however it is reached: without scheme, "www.", and what counts readers."""
    address = url.partition("#")[0].partition("://")[2].removeprefix("www.")
    path, _, query = address.partition("?")
    kept = [pair for pair in query.split("&") if pair and not _COUNTING.match(pair)]
    return f"{path.rstrip('/')}?{'&'.join(kept)}"


SURE: tuple[Callable[[Likeable], Look | None], ...] = (by_title_page_and_date, by_title_date_and_words)
"""Looks by which a single entry is known."""
