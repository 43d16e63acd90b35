"""Entities found by a name."""

from collections.abc import Iterator
from itertools import chain, islice

from newstui.model.analysis import EntityType
from newstui.model.names import name_key, short, sound
from newstui.storage.connection import Connection

_MOST = 500
_WHOLE = 3
"""The first so many ways of being alike go by whole words."""


def speakers_named(connection: Connection, name: str) -> list[int]:
    """Who speaks under a name, the most often named first: of the whole name, else of a surname or acronym, else with its words.

    Those who only speak, without being listed as entities, are among them. Of a single word it is everybody whose surname or
    acronym it is, beside whom articles call by nothing else.
    """
    key = name_key(name)
    if not key:
        return []
    alike: Iterator[list[int]] = islice(_alike(connection, name, key), _WHOLE)
    if " " not in key:
        alike = chain(([*next(alike), *next(alike)],), alike)
    return next(filter(None, (_listed(connection, found, speakers=True) for found in alike)), [])


def named(connection: Connection, name: str, *, typed: bool = False) -> list[int]:
    """The entities of a name: of the whole name, then of a surname or acronym, then with its words; the most often named first.

    Where there are none, or with `typed`, for a name that is still being typed, those follow in whose names its words go on
    ("Merr" in Tom Merrow).
    """
    key = name_key(name)
    if not key:
        return []
    alike = (_listed(connection, found) for found in _alike(connection, name, key))
    ids = list(chain.from_iterable(islice(alike, _WHOLE)))
    if typed or not ids:
        ids += next(alike)
    return list(dict.fromkeys(ids))


def _alike(connection: Connection, name: str, key: str) -> Iterator[list[int]]:
    """The entities of the whole name; of the surname or acronym; with its words; and in whose names those go on."""
    kinds = (*EntityType, None)
    by_sound = _with(connection, "sound", [sound(name, kind) for kind in kinds])
    yield [entity_id for entity_id, alias in by_sound if name_key(alias) == key]
    words = f" {key} "
    by_short = _with(connection, "short", [number for kind in kinds if (number := short(name, kind)) is not None])
    yield [entity_id for entity_id, alias in by_short if words in f" {name_key(alias)} "]
    every = connection.rows(
        "SELECT entity_id, name FROM aliases WHERE name LIKE ? ESCAPE '!' LIMIT 5000", (f"%{escaped(name.strip())}%",)
    )
    yield [entity_id for entity_id, alias in every if words in f" {name_key(alias)} "]
    yield [entity_id for entity_id, alias in every if f" {key}" in f" {name_key(alias)}"]


def _listed(connection: Connection, found: list[int], *, speakers: bool = False) -> list[int]:
    """Those of the entities that stand in an article, the most often named first; with `speakers`, who only speaks, too."""
    if not found:
        return []
    found = list(dict.fromkeys(found))[:_MOST]
    marks = ",".join("?" * len(found))
    kept = "" if speakers else " AND type <> ''"
    rows = connection.rows(
        f"SELECT id FROM entities WHERE id IN ({marks}) AND articles > 0{kept} ORDER BY hidden, articles DESC, id", found
    )
    return [row[0] for row in rows]


def _with(connection: Connection, column: str, numbers: list[int]) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for number in numbers:
        rows = connection.rows(f"SELECT entity_id, name FROM aliases WHERE {column} = ? LIMIT {_MOST}", (number,))
        found += [(row[0], row[1]) for row in rows]
    return found


def escaped(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
