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


def by_feeds(read: bool | None) -> Stretch:
    """The entries of all feeds, feed by feed: not in order of date. `read` (or unread) ones only, if it says so."""
    if read is None:
        return Stretch("entries e INDEXED BY entries_by_feed", "e.hidden = 0")
    return Stretch("entries e INDEXED BY entries_by_feed_read", "e.hidden = 0 AND e.read = ?", (read,))


def of_feed(feed_id: int, read: bool | None) -> Stretch:
    """A feed's entries."""
    return by_feeds(read).narrowed("e.feed_id = ?", feed_id)


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
