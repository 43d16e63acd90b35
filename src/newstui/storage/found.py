"""What a search finds, and the best of it first.

A rank is no index's: everything that matches is ranked anew (BM25, as FTS5 counts it), and counted from a place on.
"""

from newstui.model.lists import Cursor
from newstui.storage.connection import Connection
from newstui.storage.search_limits import conditions
from newstui.storage.search_query import fts_query, limits, unwanted_query
from newstui.storage.stretches import Stretch

_FOUND = "search CROSS JOIN entries {0} ON {0}.id = search.rowid >> 24 AND {0}.indexed = search.rowid & 0xffffff"
"""The entries that a search matches; texts indexed once and replaced since do not count."""
_RANK = "bm25(search, 8.0, 4.0, 1.0, 1.0)"
"""A word in a title weighs eight times one in a text, in the author's name four times."""


def found(connection: Connection, query: str) -> Stretch | None:
    """The entries that a search finds; None where it has neither a word to find nor a feed, folder or tag to look in."""
    match = fts_query(query)
    if match:
        stretch = Stretch(_FOUND.format("e"), "search MATCH ? AND e.hidden = 0", (match,))
    elif all(limit.excluded for limit in limits(query)):
        return None
    else:
        stretch = Stretch("entries e", "e.hidden = 0")
        if unwanted := unwanted_query(query):
            having = f"SELECT o.id FROM {_FOUND.format('o')} WHERE search MATCH ?"
            stretch = stretch.narrowed(f"e.id NOT IN ({having})", unwanted)
    for condition in conditions(connection, query):
        stretch = stretch.narrowed(condition.sql, *condition.values)
    return stretch


def rank(query: str) -> str:
    """How well an entry fits a search, as SQL: the smaller the better. Where there are no words to find, the newest fit best."""
    return _RANK if fts_query(query) else "-e.sort_at"


def best(
    connection: Connection, query: str, place: Cursor | None, *, backwards: bool, limit: int, unread: bool = False
) -> list[int]:
    """The best entries of a search, or those after a place; `backwards`: the last ones, or those before it, from the end.

    Beyond a place that is gone there is nothing. `unread` leaves the read ones out.
    """
    ranked = _ranked(connection, query)[:: -1 if backwards else 1]
    if place is not None:
        at = next((i for i, (entry_id, _) in enumerate(ranked) if entry_id == place.entry_id), len(ranked))
        ranked = ranked[at + 1 :]
    return [entry_id for entry_id, read in ranked if not (unread and read)][:limit]


def better(connection: Connection, query: str, place: Cursor) -> int:
    """How many entries fit a search better than the one at a place; 0 where that is gone."""
    ranked = [entry_id for entry_id, _ in _ranked(connection, query)]
    return ranked.index(place.entry_id) if place.entry_id in ranked else 0


def _ranked(connection: Connection, query: str) -> list[tuple[int, bool]]:
    """Everything that a search finds, the newer first of what is as good: the entry, and whether it is read."""
    among = found(connection, query)
    if among is None:
        return []
    order = f"{rank(query)}, e.sort_at DESC, e.id DESC"
    rows = connection.rows(f"SELECT e.id, e.read FROM {among.source} WHERE {among.where} ORDER BY {order}", among.values)
    return [(row[0], bool(row[1])) for row in rows]
