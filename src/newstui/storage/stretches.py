"""Stretches: what of the entries one index holds, in order of date; lists are walks over one or several of them."""

import msgspec

from newstui.model.lists import Cursor
from newstui.storage.connection import Value


class Stretch(msgspec.Struct, frozen=True):
    """Entries that one index holds in order of date."""

    source: str
    where: str
    values: tuple[Value, ...] = ()

    def narrowed(self, condition: str, *values: Value) -> "Stretch":
        """Those of them that a condition on `e` holds for."""
        return Stretch(self.source, f"{self.where} AND {condition}", (*self.values, *values))


def of_feed(feed_id: int, read: bool | None) -> Stretch:
    """A feed's entries; `read` (or unread) ones only, if it says so."""
    if read is None:
        return Stretch("entries e INDEXED BY entries_by_feed", "e.feed_id = ? AND e.hidden = 0", (feed_id,))
    where = "e.feed_id = ? AND e.hidden = 0 AND e.read = ?"
    return Stretch("entries e INDEXED BY entries_by_feed_read", where, (feed_id, read))


def by_feeds(read: bool | None) -> Stretch:
    """As `of_feed`, for many feeds: not in order of date."""
    one = of_feed(0, read)
    return Stretch(one.source, one.where.removeprefix("e.feed_id = ? AND "), one.values[1:])


def of_all(read: bool | None) -> Stretch:
    """The entries of all feeds."""
    if read is None:
        return Stretch("entries e INDEXED BY entries_by_date", "e.hidden = 0")
    return Stretch("entries e INDEXED BY entries_by_read", "e.hidden = 0 AND e.read = ?", (read,))


def beyond(stretch: Stretch, place: Cursor, backwards: bool) -> Stretch:
    """What comes after a place in the order of date, newest first (`backwards`: before it)."""
    return stretch.narrowed(f"(e.sort_at, e.id) {'>' if backwards else '<'} (?, ?)", place.at, place.entry_id)


def beyond_by_outlet(stretch: Stretch, place: Cursor, backwards: bool) -> Stretch:
    """As `beyond`, in the order of the feeds' titles; the stretch is joined with feeds `f`."""
    feeds, dates = ("<", ">") if backwards else (">", "<")
    return stretch.narrowed(
        f"((f.sort_key, f.id) {feeds} (?, ?) OR (f.id = ? AND (e.sort_at, e.id) {dates} (?, ?)))",
        *(place.feed_key, place.feed_id, place.feed_id, place.at, place.entry_id),
    )
