"""What the reader says of who is who. To be written through a durable connection; no analysis overturns it.

Each decision is kept with what an undo needs. A name that the reader joined or took away is marked as joined by hand: the
linker follows it and never looks for another bearer of it.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from newstui.model.analysis import EntityType
from newstui.model.entities import Decision
from newstui.model.names import name_key, short, sound
from newstui.model.safe_text import SafeText
from newstui.model.storable import storable
from newstui.storage.cast import appearances
from newstui.storage.connection import Connection, Row, Value
from newstui.storage.entity_undo import COLUMNS, move_under, send, undo
from newstui.storage.times import from_unix, to_unix

_NAME = "coalesce(own_name, name)"


class EntityDecisionTable:
    """Merges, splits, names, types, hiding. Each method answers the decision's number, None where nothing changed."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def merge(self, entity_id: int, into: int) -> int | None:
        """Two are one: all names and articles of the first go to the second."""
        with self._db.write():
            one, other = self._named(entity_id), self._named(into)
            if entity_id == into or one is None or other is None:
                return None
            aliases = self._aliases("entity_id = ?", (entity_id,))
            self._give([row[0] for row in aliases], into, "you joined it")
            # Neither name looks for another bearer from now on.
            held = self._aliases("entity_id = ? AND origin <> 'hand'", (into,))
            self._db.execute("UPDATE aliases SET origin = 'hand' WHERE entity_id = ? AND origin <> 'hand'", (into,))
            watched = self._db.execute(
                "UPDATE entities SET watched = 1 WHERE id = ? AND watched = 0 AND (SELECT watched FROM entities WHERE id = ?)",
                (into, entity_id),
            ).rowcount
            pins = self._db.rows("SELECT entry_id, key FROM entity_pins WHERE entity_id = ?", (entity_id,))
            self._db.execute("UPDATE entity_pins SET entity_id = ? WHERE entity_id = ?", (into, entity_id))
            before = {"aliases": aliases, "held": held, "watched": watched, "pins": pins}
            return self._keep("merge", entity_id, into, f"“{one}” is “{other}”", before)

    def split(self, alias_id: int) -> int | None:
        """A name means somebody else: it goes with its articles to an entity of its own."""
        with self._db.write():
            row = self._db.row("SELECT entity_id, name, type FROM aliases WHERE id = ?", (alias_id,))
            if row is None:
                return None
            entity_id, name, kind = row
            key = name_key(name)
            every = self._aliases("entity_id = ?", (entity_id,))
            taken = [alias for alias in every if name_key(self._name_of(alias[0])) == key]
            if len(taken) == len(every):
                return None  # it has no other name
            new = self._make(name, kind)
            self._give([alias[0] for alias in taken], new, "you took it from another one")
            words = f"“{name}” is not “{self._named(entity_id)}”"
            return self._keep("split", entity_id, new, words, {"aliases": taken})

    def part(self, entity_id: int, entry_ids: Sequence[int]) -> int | None:
        """In these articles the name means somebody else, a namesake of its own."""
        with self._db.write():
            rows = [row for row in appearances(self._db, entity_id) if row[1] in set(entry_ids)]
            shown = self._db.row(f"SELECT {_NAME}, coalesce(own_type, type) FROM entities WHERE id = ?", (entity_id,))
            if not rows or shown is None:
                return None
            new = self._make(*shown)
            aliases: dict[int, int] = {}
            for alias_id in dict.fromkeys(row[2] for row in rows):
                name, kind = self._db.rows("SELECT name, type FROM aliases WHERE id = ?", (alias_id,))[0]
                aliases[alias_id] = self._alias(new, name, kind)
            cells: dict[tuple[int, str], int | None] = {}
            for row in rows:
                place = (row[1], name_key(self._name_of(row[2])))
                pinned = self._db.value("SELECT entity_id FROM entity_pins WHERE entry_id = ? AND key = ?", place)
                cells.setdefault(place, pinned)
                self._db.execute("INSERT OR REPLACE INTO entity_pins(entry_id, key, entity_id) VALUES (?, ?, ?)", (*place, new))
            move_under(self._db, entity_id, aliases, rows)
            number = len(dict.fromkeys(row[1] for row in rows))
            where = "an article" if number == 1 else f"{number} articles"
            before = {
                "cells": [[*place, pinned] for place, pinned in cells.items()],
                "entries": list(entry_ids),
                "names": {str(new): old for old, new in aliases.items()},
            }
            return self._keep("part", entity_id, new, f"another “{shown[0]}” in {where}", before)

    def rename(self, entity_id: int, name: SafeText | None) -> int | None:
        """What the reader calls it; None goes back to what articles call it."""
        return self._set("rename", entity_id, storable(name) if name else None)

    def set_type(self, entity_id: int, kind: EntityType | None) -> int | None:
        """What the reader takes it for; None goes back to what articles take it for."""
        return self._set("type", entity_id, kind.value if kind else None)

    def hide(self, entity_id: int, hidden: bool) -> int | None:
        """Leave it out of lists, or show it again."""
        return self._set("hide", entity_id, int(hidden))

    def watch(self, entity_id: int, watched: bool) -> int | None:
        """Mark the entries that name it and tell of new ones, or no longer."""
        return self._set("watch", entity_id, int(watched))

    def undo(self, decision_id: int) -> bool:
        """Take a decision back, whatever came after it; False where there is no such decision."""
        with self._db.write():
            return undo(self._db, decision_id)

    def all(self, limit: int = 200, entity_id: int | None = None) -> list[Decision]:
        """What was decided (about one entity), the newest first."""
        among = "" if entity_id is None else " WHERE entity_id = ? OR other_id = ?"
        rows = self._db.rows(
            f"SELECT id, kind, entity_id, other_id, words, at FROM entity_decisions{among} ORDER BY id DESC LIMIT ?",
            (limit,) if entity_id is None else (entity_id, entity_id, limit),
        )
        return [Decision(row[0], row[1], row[2], row[3], SafeText(row[4]), from_unix(int(row[5]))) for row in rows]

    # How it is done.

    def _set(self, kind: str, entity_id: int, value: Value) -> int | None:
        column = COLUMNS[kind]
        with self._db.write():
            row = self._db.row(f"SELECT {column}, {_NAME} FROM entities WHERE id = ?", (entity_id,))
            if row is None or row[0] == value:
                return None
            self._db.execute(f"UPDATE entities SET {column} = ? WHERE id = ?", (value, entity_id))
            if kind == "rename":
                words = f"“{row[1]}” is called “{value!s}”" if value else f"“{row[1]}” has its own name again"
            elif kind == "type":
                words = (
                    f"“{row[1]}” is {EntityType(str(value)).indefinite}" if value else f"“{row[1]}” is what articles take it for"
                )
            elif kind == "hide":
                words = f"“{row[1]}” is {'hidden' if value else 'shown'}"
            else:
                words = f"“{row[1]}” is {'watched' if value else 'no longer watched'}"
            return self._keep(kind, entity_id, None, words, {"value": row[0]})

    def _keep(self, kind: str, entity_id: int, other_id: int | None, words: str, before: dict[str, object]) -> int:
        kept = self._db.execute(
            "INSERT INTO entity_decisions(kind, entity_id, other_id, words, before, at) VALUES (?, ?, ?, ?, ?, ?)",
            (kind, entity_id, other_id, words, json.dumps(before), to_unix(datetime.now(UTC))),
        )
        return int(kept.lastrowid or 0)

    def _named(self, entity_id: int) -> str | None:
        name = self._db.value(f"SELECT {_NAME} FROM entities WHERE id = ?", (entity_id,))
        return None if name is None else str(name)

    def _name_of(self, alias_id: int) -> str:
        return str(self._db.value("SELECT name FROM aliases WHERE id = ?", (alias_id,)))

    def _aliases(self, condition: str, values: Sequence[Value]) -> list[Row]:
        return self._db.rows(f"SELECT id, origin, reason, at FROM aliases WHERE {condition}", values)

    def _give(self, alias_ids: Sequence[int], target: int, reason: str) -> None:
        send(self._db, alias_ids, target)
        marks = ",".join("?" * len(alias_ids))
        self._db.execute(
            f"UPDATE aliases SET origin = 'hand', reason = ?, at = ? WHERE id IN ({marks})",
            (reason, to_unix(datetime.now(UTC)), *alias_ids),
        )

    def _make(self, name: str, kind: str) -> int:
        return int(self._db.execute("INSERT INTO entities(name, type) VALUES (?, ?)", (name, kind)).lastrowid or 0)

    def _alias(self, entity_id: int, name: str, kind: str) -> int:
        known = EntityType(kind) if kind else None
        made = self._db.execute(
            "INSERT INTO aliases(entity_id, name, type, sound, short, origin, reason, at) VALUES (?, ?, ?, ?, ?, 'auto', ?, ?)",
            (entity_id, name, kind, sound(name, known), short(name, known), "you told it apart", to_unix(datetime.now(UTC))),
        )
        return int(made.lastrowid or 0)
