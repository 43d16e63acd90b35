"""Entities found by a name."""

from collections.abc import Iterator
from itertools import chain

from newstui.model.analysis import EntityType
from newstui.model.names import name_key, short, sound
from newstui.storage.connection import Connection

_MOST = 500


def named(connection: Connection, name: str, *, speakers: bool = False, beginnings: bool = False) -> list[int]:
    """The entities of a name, the most often named first: of the whole name, else of a surname or acronym, else with its words.

    `speakers` takes those too that only speak, without being listed as entities, and of a single word everybody whose surname or
    acronym it is, beside whom articles call by nothing else. With `beginnings`, where nobody has the words,
    those are found in whose names they go on ("Merr" in Tom Merrow): for a name that is still being typed.
    """
    key = name_key(name)
    if not key:
        return []
    alike = _alike(connection, name, key, beginnings)
    if speakers and " " not in key:
        alike = chain(([*next(alike), *next(alike)],), alike)
    return next(filter(None, (_listed(connection, found, speakers) for found in alike)), [])


def _alike(connection: Connection, name: str, key: str, beginnings: bool) -> Iterator[list[int]]:
    """The entities of the whole name; of the surname or acronym; with its words; and with `beginnings`, with theirs."""
    kinds = (*EntityType, None)
    by_sound = _with(connection, "sound", [sound(name, kind) for kind in kinds])
    yield [entity_id for entity_id, alias in by_sound if name_key(alias) == key]
    words = f" {key} "
    by_short = _with(connection, "short", [number for kind in kinds if (number := short(name, kind)) is not None])
    yield [entity_id for entity_id, alias in by_short if words in f" {name_key(alias)} "]
    every = connection.rows(
        "SELECT entity_id, name FROM aliases WHERE name LIKE ? ESCAPE '!' LIMIT 5000", (f"%{_escaped(name.strip())}%",)
    )
    yield [entity_id for entity_id, alias in every if words in f" {name_key(alias)} "]
    if beginnings:
        yield [entity_id for entity_id, alias in every if f" {key}" in f" {name_key(alias)}"]


def _listed(connection: Connection, found: list[int], speakers: bool) -> list[int]:
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


def _escaped(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
