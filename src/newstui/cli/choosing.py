"""Which entries a command lists: those of which everything is so that it was asked for, newest first."""

import time
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from newstui.model.days import ends
from newstui.model.lists import Cursor, EntryRow, Scope, SmartFeed, Sort
from newstui.model.safe_text import safe_text

if TYPE_CHECKING:
    from newstui.storage.database import Database

PAGE = 500
HITS_PAGE = 2000
"""Hits read at a time: for each page everything that matches is sorted anew."""


class Chosen(NamedTuple):
    """Entries of which all of this holds."""

    scope: Scope
    """A feed's list, a folder's, or that of all feeds."""
    query: str | None
    tag: str | None
    unread: bool
    starred: bool
    watched: bool
    since: int | None
    """Unix seconds, as `before`."""
    before: int | None

    def rows(self, cache: "Database") -> Iterator[EntryRow]:
        """They, newest first: of the lists that hold them, what is likely the shortest is walked, its rows asked for the rest."""
        scope = self.scope
        feeds = set(cache.lists.feeds_within(scope.folder_id)) if scope.folder_id is not None else {scope.feed_id}
        anywhere = scope.smart is not None
        if self.query is not None:
            scope = Scope(query=safe_text(self.query))
        elif self.tag is not None:
            scope = Scope(tag=self.tag)
        elif anywhere:
            kinds = ((self.starred, SmartFeed.STARRED), (self.watched, SmartFeed.WATCHED), (self.unread, SmartFeed.UNREAD))
            scope = Scope(smart=next((smart for asked, smart in kinds if asked), SmartFeed.ALL))
        for row in _rows(cache, scope, unread=self.unread, before=self.before):
            if self.since is not None and row.cursor.at < self.since:
                return
            if (
                (anywhere or row.feed_id in feeds)
                and (self.tag is None or self.tag in row.tags)
                and (row.starred or not self.starred)
                and (row.watched or not self.watched)
            ):
                yield row


def earlier(until: datetime | None, age: int | None) -> int | None:
    """The moment before which entries are to be dated, Unix seconds; None for whenever."""
    moments = []
    if until is not None:
        moments.append(int(ends(until).timestamp()))
    if age is not None:
        moments.append(int(time.time()) - age)
    return min(moments, default=None)


def _rows(cache: "Database", scope: Scope, *, unread: bool, before: int | None = None) -> Iterator[EntryRow]:
    place = None if before is None else Cursor(before, 0, 0, "", False)
    size = PAGE if scope.query is None else HITS_PAGE
    while rows := cache.lists.page(scope, Sort.DATE, after=place, limit=size, unread=unread):
        yield from rows
        place = rows[-1].cursor
