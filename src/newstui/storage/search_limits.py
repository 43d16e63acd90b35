"""What a search is kept to: feeds and folders by their names (in:NAME), and what the reader made of entries.

That is their tags (tag:NAME), their states (is:starred) and the words of their notes (note:WORD).
"""

from collections import defaultdict
from typing import NamedTuple

from newstui.storage.connection import Connection, Value
from newstui.storage.folding import fold
from newstui.storage.search_query import Limit, limits, matches

_STATES = {
    "starred": "e.starred = 1",
    "unread": "e.read = 0",
    "read": "e.read = 1",
    "noted": "e.id IN (SELECT entry_id FROM notes)",
    "cited": "e.id IN (SELECT entry_id FROM citations)",
    "tagged": "e.id IN (SELECT entry_id FROM tags)",
    "watched": "e.watched = 1",
}


class Condition(NamedTuple):
    """A condition on entries `e`, and its values."""

    sql: str
    values: tuple[Value, ...] = ()


def conditions(connection: Connection, query: str) -> list[Condition]:
    """What a query's limits ask of an entry.

    An entry stands in one feed: of several in:NAME it need fit one only, of several tag:NAME each.
    """
    asked = limits(query)
    if not asked:
        return []
    wanted, unwanted = ([one for one in asked if one.field == "in" and one.excluded is excluded] for excluded in (False, True))
    made: list[Condition] = []
    for among, no in ((wanted, ""), (unwanted, "NOT ")):
        if among:
            feeds = sorted({feed_id for limit in among for feed_id in feeds_called(connection, limit.name)})
            made.append(Condition(f"e.feed_id {no}IN ({','.join(map(str, feeds))})"))
    for limit in asked:
        no = "NOT " if limit.excluded else ""
        if limit.field == "tag":
            tags = tags_called(connection, limit.name)
            tagged = f"SELECT entry_id FROM tags WHERE tag IN ({','.join('?' * len(tags))})"
            made.append(Condition(f"e.id {no}IN ({tagged})", tuple(tags)))
        elif limit.field == "note":
            made.append(Condition(f"e.id {no}IN ({','.join(map(str, noted_so(connection, limit.name)))})"))
        elif limit.field != "in":
            made.append(Condition(f"{no}({_STATES[limit.state] if limit.state else '0'})"))
    return made


def unknown(connection: Connection, query: str) -> list[Limit]:
    """The limits of a query that mean no feed, no folder and no tag."""
    called = {"in": feeds_called, "tag": tags_called}
    return [one for one in limits(query) if one.field in called and not called[one.field](connection, one.name)]


def feeds_called(connection: Connection, name: str) -> set[int]:
    """The feeds of that title, and those in a folder of that name or path (News/World).

    Where none is called just so: those that have it in their title, or in the name of a folder above them.
    """
    wanted = _plain(name)
    feeds = connection.rows("SELECT id, sort_key, folder_id FROM feeds WHERE removed_at IS NULL")
    above = {row[0]: (fold(row[1]), row[2]) for row in connection.rows("SELECT id, name, parent_id FROM folders")}
    exact, near = set(), set()
    known: defaultdict[int | None, tuple[frozenset[str], tuple[str, ...]]] = defaultdict(lambda: (frozenset(), ()))
    for folder_id in above:
        names = _names(folder_id, above)
        paths = ("/".join(names[start : end + 1]) for end in range(len(names)) for start in (0, end))
        known[folder_id] = frozenset(map(_plain, paths)), tuple(map(_plain, names))
    for feed_id, title, folder_id in feeds:
        called, names = known[folder_id]
        if _plain(title) == wanted or wanted in called:
            exact.add(feed_id)
        elif wanted and any(wanted in one for one in (_plain(title), *names)):
            near.add(feed_id)
    return exact or near


def tags_called(connection: Connection, name: str) -> list[str]:
    """The tags in use that are called so, whatever their case."""
    used = (str(row[0]) for row in connection.rows("SELECT DISTINCT tag FROM tags"))
    return [tag for tag in used if _plain(tag) == _plain(name)]


def noted_so(connection: Connection, words: str) -> list[int]:
    """The entries in whose notes these words stand one after the other, the last of them or its beginning."""
    wanted = f'"{words}"' if " " in words else f"{words}*"
    return [row[0] for row in connection.rows("SELECT entry_id, note FROM notes") if matches(str(row[1]), wanted)]


def _names(folder_id: int, above: dict[int, tuple[str, int | None]]) -> tuple[str, ...]:
    """The names of a folder and those that it stands in, from the top down."""
    names: list[str] = []
    at: int | None = folder_id
    while at is not None and at in above and len(names) <= len(above):
        name, at = above[at]
        names.append(name)
    return tuple(reversed(names))


def _plain(name: str) -> str:
    """A name as it is compared: a query cannot have quotation marks in one."""
    return fold(name.replace('"', ""))
