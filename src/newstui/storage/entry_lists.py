"""Entry lists: pages by key, counts and places, for every scope and order, each a walk over an index.

A list is one or more *runs* after each other (the unread and the read, in that order), each newest first. A run is read
from one index, or merged from several feeds' stretches of an index (a folder of few feeds). By outlet, the feeds are walked in
the order of their titles, and in each its stretch of an index; only starred, watched and tagged entries and search results are
sorted anew, and search results ranked anew where the best are to come first.
"""

import sys
import time
from collections.abc import Callable
from functools import partial

from newstui.model.lists import Cursor, EntryRow, Scope, SmartFeed, Sort
from newstui.storage.connection import Connection, Value
from newstui.storage.entry_rows import entry_rows
from newstui.storage.found import best, better, found
from newstui.storage.story_lists import Fold, folds
from newstui.storage.stretches import Stretch, beyond, beyond_by_outlet, by_feeds, of_all, of_feed

_MERGED_FEEDS = 48
"""Up to so many feeds of a folder are merged; of more, the list of all is walked and the others' entries passed over."""


def local_midnight() -> int:
    """When the reader's day began, Unix seconds."""
    now = time.localtime()
    return int(time.mktime((now.tm_year, now.tm_mon, now.tm_mday, 0, 0, 0, 0, 0, -1)))


class EntryLists:
    """Reads entry lists."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._today: Callable[[], int] = local_midnight

    def rows(self, ids: list[int]) -> list[EntryRow]:
        """The rows of these entries, in this order."""
        return entry_rows(self._db, ids)

    def page(
        self,
        scope: Scope,
        sort: Sort = Sort.DATE,
        *,
        after: Cursor | None = None,
        before: Cursor | None = None,
        last: bool = False,
        limit: int = 100,
        unread: bool = False,
        folded: bool = False,
        but_not: int | None = None,
    ) -> list[EntryRow]:
        """Up to `limit` rows of a list: the first ones, those after or before a place, or the `last` ones; in list order.

        `unread` leaves out the read ones, `but_not` a story. `folded` folds stories where the list does that.
        """
        backwards = last or before is not None
        place = before if backwards else after
        if sort is Sort.RELEVANCE and scope.query is not None:
            ids = best(self._db, scope.query, place, backwards=backwards, limit=limit, unread=unread)
            folded = False
        elif sort is Sort.OUTLET and scope.feed_id is None:
            ids = self._by_outlet(scope, place, backwards, limit, unread)
            folded = False
        else:
            folded = folded and folds(scope, sort)
            ids = self._by_runs(scope, sort, place, backwards, limit, unread, folded, but_not)
        rows = self.rows(ids[::-1] if backwards else ids)
        return self._with_others(scope, sort, rows) if folded else rows

    def count(self, scope: Scope, sort: Sort = Sort.DATE, *, folded: bool = False) -> int:
        """How many entries the list holds; how many rows it has, if it is `folded`."""
        number = self._number(scope, unread=scope.smart is SmartFeed.UNREAD)
        if folded and folds(scope, sort):
            number -= sum(self._fold(scope, read).behind(self._db) for read in self._runs(scope, sort, unread=False))
        return number

    def story(self, scope: Scope, sort: Sort, story: int) -> list[list[EntryRow]]:
        """A story's rows in a folded list, run by run, the one that is shown first."""
        runs = self._runs(scope, sort, unread=False) if folds(scope, sort) else []
        return [self.rows(self._fold(scope, read).rows_of(self._db, story)) for read in runs]

    def unread(self, scope: Scope) -> int:
        """How many of them are unread."""
        return self._number(scope, unread=True)

    def position(self, scope: Scope, sort: Sort, place: Cursor, *, folded: bool = False) -> int:
        """How many rows stand before a place."""
        if sort is Sort.RELEVANCE and scope.query is not None:
            return better(self._db, scope.query, place)
        if sort is Sort.OUTLET and scope.feed_id is None:
            return self._position_by_outlet(scope, place)
        total = 0
        folded = folded and folds(scope, sort)
        for read in self._runs(scope, sort, unread=False):
            stretches = self._stretches(scope, read, in_order=False)
            if read is False and place.read and sort is Sort.UNREAD and scope.smart is not SmartFeed.UNREAD:
                total += self._size(stretches) - (self._fold(scope, read).behind(self._db) if folded else 0)
                continue
            total += self._size([beyond(s, place, backwards=True) for s in stretches])
            total -= self._fold(scope, read).behind(self._db, place) if folded else 0
            break
        return total

    def next_unread(
        self,
        scope: Scope,
        sort: Sort,
        after: Cursor | None = None,
        *,
        backwards: bool = False,
        around: bool = True,
        folded: bool = False,
        but_not: int | None = None,
    ) -> EntryRow | None:
        """The next unread row after a place (`backwards`: before it); None where all is read.

        Past the end it begins anew, if it may go `around`. In a folded list it goes from story to story, and not to the rest
        of the story `but_not`; only when nothing else is unread, to what is folded behind rows.
        """
        for fold, other in ((True, but_not), (False, None)) if folded else ((False, None),):
            first = partial(self.page, scope, sort, limit=1, unread=True, folded=fold, but_not=other)
            found = first(before=after) if after and backwards else first(after=after) if after else []
            if not found and (after is None or around):
                found = first(last=backwards)
            if found or not around:
                return found[0] if found else None
        return None

    def unread_ids(self, scope: Scope, older_than: tuple[int, int] | None = None) -> list[int]:
        """The unread entries of a list; with (date, id) only those that come later in the order of date."""
        ids: list[int] = []
        for stretch in self._stretches(scope, read=False, in_order=False):
            if older_than:
                stretch = stretch.narrowed("(e.sort_at, e.id) < (?, ?)", *older_than)
            ids += (r[0] for r in self._db.rows(f"SELECT e.id FROM {stretch.source} WHERE {stretch.where}", stretch.values))
        return ids

    def ids(self, scope: Scope, *, before: int | None = None) -> list[int]:
        """All entries of a list, newest first; only those dated `before` a moment, Unix seconds."""
        stretches = self._stretches(scope, read=None)
        if before is not None:
            stretches = [stretch.narrowed("e.sort_at < ?", before) for stretch in stretches]
        return self._newest(stretches, backwards=False, limit=sys.maxsize)

    def feeds_within(self, folder_id: int) -> list[int]:
        """The feeds of a folder and its subfolders."""
        rows = self._db.rows(
            "WITH RECURSIVE within(id) AS (VALUES (?) UNION SELECT f.id FROM folders f JOIN within ON f.parent_id = within.id)"
            " SELECT id FROM feeds WHERE removed_at IS NULL AND folder_id IN within",
            (folder_id,),
        )
        return [row[0] for row in rows]

    # Runs

    def _by_runs(
        self,
        scope: Scope,
        sort: Sort,
        place: Cursor | None,
        backwards: bool,
        limit: int,
        unread: bool,
        folded: bool,
        but_not: int | None,
    ) -> list[int]:
        runs = self._runs(scope, sort, unread)
        parted = sort is Sort.UNREAD and scope.smart is not SmartFeed.UNREAD
        if place and parted:  # only its own run and those that follow it
            runs = [read for read in runs if read is place.read or bool(read) is not backwards]
        if backwards:
            runs = runs[::-1]
        ids: list[int] = []
        for read in runs:
            stretches = self._stretches(scope, read)
            if place and (not parted or read is place.read):
                stretches = [beyond(s, place, backwards) for s in stretches]
            if folded:
                own = read if parted or scope.smart is SmartFeed.UNREAD else None  # the list's run, whatever is asked of it
                shown = self._fold(scope, own).shown
                stretches = [s.narrowed(shown) for s in stretches]
            if but_not is not None:
                stretches = [s.narrowed("e.story IS NOT ?", but_not) for s in stretches]
            ids += self._newest(stretches, backwards, limit - len(ids))
            if len(ids) >= limit:
                break
        return ids

    def _runs(self, scope: Scope, sort: Sort, unread: bool) -> list[bool | None]:
        if unread or scope.smart is SmartFeed.UNREAD:
            return [False]
        return [False, True] if sort is Sort.UNREAD else [None]

    def _stretches(self, scope: Scope, read: bool | None, *, in_order: bool = True) -> list[Stretch]:
        if scope.feed_id is not None:
            return [of_feed(scope.feed_id, read)]
        if scope.folder_id is not None:
            feeds = self.feeds_within(scope.folder_id)
            if len(feeds) <= _MERGED_FEEDS:
                return [of_feed(feed_id, read) for feed_id in feeds]
            among = f"e.feed_id IN ({','.join(map(str, feeds))})"
            return [(of_all(read) if in_order else by_feeds(read)).narrowed(among)]
        if scope.query is not None:
            hits = found(self._db, scope.query)
            stretches = [hits] if hits is not None else []
            return stretches if read is None else [s.narrowed("e.read = ?", read) for s in stretches]
        if scope.tag is not None:
            tagged = "tags t INDEXED BY tags_by_tag CROSS JOIN entries e ON e.id = t.entry_id"
            stretch = Stretch(tagged, "t.tag = ? AND e.hidden = 0", (scope.tag,))
            return [stretch if read is None else stretch.narrowed("e.read = ?", read)]
        if scope.smart is SmartFeed.STARRED:
            starred = Stretch("entries e INDEXED BY entries_starred", "e.hidden = 0 AND e.starred = 1")
            return [starred if read is None else starred.narrowed("e.read = ?", read)]
        if scope.smart is SmartFeed.WATCHED:
            watched = Stretch("entries e INDEXED BY entries_watched", "e.hidden = 0 AND e.watched = 1")
            return [watched if read is None else watched.narrowed("e.read = ?", read)]
        if scope.smart is SmartFeed.TODAY:
            return [of_all(read).narrowed("e.sort_at >= ?", self._today())]
        return [of_all(False if scope.smart is SmartFeed.UNREAD else read)]

    def _newest(self, stretches: list[Stretch], backwards: bool, limit: int) -> list[int]:
        if not stretches or limit <= 0:
            return []
        way = "ASC" if backwards else "DESC"
        sql = " UNION ALL ".join(f"SELECT e.sort_at, e.id FROM {s.source} WHERE {s.where}" for s in stretches)
        values = [value for s in stretches for value in s.values]
        return [row[1] for row in self._db.rows(f"{sql} ORDER BY 1 {way}, 2 {way} LIMIT ?", (*values, limit))]

    def _size(self, stretches: list[Stretch]) -> int:
        return sum(int(self._db.value(f"SELECT count(*) FROM {s.source} WHERE {s.where}", s.values)) for s in stretches)

    def _number(self, scope: Scope, *, unread: bool) -> int:
        if _is_scattered(scope) or scope.smart is SmartFeed.TODAY:
            return self._size(self._stretches(scope, False if unread else None))
        within, values = self._kept_counts(scope)
        column = "unread" if unread else "total"
        return int(
            self._db.value(
                f"SELECT coalesce(sum(c.{column}), 0) FROM feeds f CROSS JOIN counts c ON c.feed_id = f.id WHERE {within}", values
            )
        )

    def _kept_counts(self, scope: Scope) -> tuple[str, tuple[Value, ...]]:
        """The feeds whose kept counts make up a list's."""
        within = "f.removed_at IS NULL"
        if scope.feed_id is not None:
            return f"{within} AND f.id = ?", (scope.feed_id,)
        if scope.folder_id is not None:
            feeds = ",".join(map(str, self.feeds_within(scope.folder_id)))
            return f"{within} AND f.id IN ({feeds or 'NULL'})", ()  # an empty IN () leaves no plan for INDEXED BY
        return within, ()

    # Stories

    def _fold(self, scope: Scope, read: bool | None) -> Fold:
        feeds = None if scope.folder_id is None else tuple(self.feeds_within(scope.folder_id))
        return Fold(read, feeds, self._today() if scope.smart is SmartFeed.TODAY else None)

    def _with_others(self, scope: Scope, sort: Sort, rows: list[EntryRow]) -> list[EntryRow]:
        runs = self._runs(scope, sort, unread=False)
        if len(runs) == 1:
            return self._fold(scope, runs[0]).with_others(self._db, rows)
        parts = [self._fold(scope, read).with_others(self._db, [row for row in rows if row.read is read]) for read in runs]
        return [row for part in parts for row in part]

    # By outlet

    def _by_outlet(self, scope: Scope, place: Cursor | None, backwards: bool, limit: int, unread: bool) -> list[int]:
        read = False if unread or scope.smart is SmartFeed.UNREAD else None
        if _is_scattered(scope):
            return self._sorted_by_outlet(scope, read, place, backwards, limit)
        ids: list[int] = []
        if place and self._holds(scope, place.feed_id):
            here = beyond(self._of_day(scope, of_feed(place.feed_id, read)), place, backwards)
            ids = self._newest([here], backwards, limit)
        if len(ids) < limit:
            ids += self._feeds_beyond(scope, read, place, backwards, limit - len(ids))
        return ids

    def _holds(self, scope: Scope, feed_id: int) -> bool:
        """Whether a list has the entries of a feed: a folder may have lost one since."""
        return scope.folder_id is None or feed_id in self.feeds_within(scope.folder_id)

    def _of_day(self, scope: Scope, stretch: Stretch) -> Stretch:
        """A stretch, or what of it is of today where that is what the list is of."""
        return stretch.narrowed("e.sort_at >= ?", self._today()) if scope.smart is SmartFeed.TODAY else stretch

    def _feeds_beyond(self, scope: Scope, read: bool | None, place: Cursor | None, backwards: bool, limit: int) -> list[int]:
        entries = self._of_day(scope, by_feeds(read)).narrowed("e.feed_id = f.id")
        where, values = self._kept_counts(scope)
        bound: tuple[Value, ...] = ()
        if place:
            where += f" AND (f.sort_key, f.id) {'<' if backwards else '>'} (?, ?)"
            bound = (place.feed_key, place.feed_id)
        feeds, dates = ("DESC", "ASC") if backwards else ("ASC", "DESC")
        sql = (
            f"SELECT e.id FROM feeds f INDEXED BY feeds_by_title CROSS JOIN {entries.source} ON {entries.where} WHERE {where}"
            f" ORDER BY f.sort_key {feeds}, f.id {feeds}, e.sort_at {dates}, e.id {dates} LIMIT ?"
        )
        return [row[0] for row in self._db.rows(sql, (*entries.values, *values, *bound, limit))]

    def _sorted_by_outlet(self, scope: Scope, read: bool | None, place: Cursor | None, backwards: bool, limit: int) -> list[int]:
        ids: list[int] = []
        feeds, dates = ("DESC", "ASC") if backwards else ("ASC", "DESC")
        for stretch in self._stretches(scope, read):
            if place:
                stretch = beyond_by_outlet(stretch, place, backwards)
            sql = (
                f"SELECT e.id FROM {stretch.source} CROSS JOIN feeds f ON f.id = e.feed_id WHERE {stretch.where}"
                f" ORDER BY f.sort_key {feeds}, f.id {feeds}, e.sort_at {dates}, e.id {dates} LIMIT ?"
            )
            ids += (row[0] for row in self._db.rows(sql, (*stretch.values, limit)))
        return ids

    def _position_by_outlet(self, scope: Scope, place: Cursor) -> int:
        read = False if scope.smart is SmartFeed.UNREAD else None
        if _is_scattered(scope) or scope.smart is SmartFeed.TODAY:
            total = 0
            for stretch in self._stretches(scope, read):
                before = beyond_by_outlet(stretch, place, backwards=True)
                joined = f"{before.source} CROSS JOIN feeds f ON f.id = e.feed_id"
                total += int(self._db.value(f"SELECT count(*) FROM {joined} WHERE {before.where}", before.values))
            return total
        where, values = self._kept_counts(scope)
        earlier = self._db.value(
            f"SELECT coalesce(sum(c.{'total' if read is None else 'unread'}), 0) FROM feeds f CROSS JOIN counts c"
            f" ON c.feed_id = f.id WHERE {where} AND (f.sort_key, f.id) < (?, ?)",
            (*values, place.feed_key, place.feed_id),
        )
        if not self._holds(scope, place.feed_id):
            return int(earlier)
        return int(earlier) + self._size([beyond(of_feed(place.feed_id, read), place, backwards=True)])


def _is_scattered(scope: Scope) -> bool:
    """Whether no index holds the list in an order of its own: it is sorted anew."""
    return scope.query is not None or scope.tag is not None or scope.smart in (SmartFeed.STARRED, SmartFeed.WATCHED)
