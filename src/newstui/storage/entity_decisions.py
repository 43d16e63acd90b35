"""What the reader says of who is who. To be written through a durable connection; no analysis overturns it.

Each decision is kept with what an undo needs. A name that the reader joined or took away is marked as joined by hand: the
linker follows it and never looks for another bearer of it.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from newstui.model.analysis import EntityType
from newstui.model.entities import Decision
from newstui.model.names import name_key, short, sound
from newstui.model.safe_text import SafeText
from newstui.model.storable import storable
from newstui.storage.cast import appearances, forget, move
from newstui.storage.connection import Connection, Row, Value
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
            self._give([row[0] for row in aliases], entity_id, into, "you joined it")
            # Neither name looks for another bearer from now on.
            held = self._aliases("entity_id = ? AND origin <> 'hand'", (into,))
            self._db.execute("UPDATE aliases SET origin = 'hand' WHERE entity_id = ? AND origin <> 'hand'", (into,))
            watched = self._db.execute(
                "UPDATE entities SET watched = 1 WHERE id = ? AND watched = 0 AND (SELECT watched FROM entities WHERE id = ?)",
                (into, entity_id),
            ).rowcount
            before = {"aliases": aliases, "held": held, "watched": watched}
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
            self._give([alias[0] for alias in taken], entity_id, new, "you took it from another one")
            words = f"“{name}” is not “{self._named(entity_id)}”"
            return self._keep("split", entity_id, new, words, {"aliases": taken})

    def part(self, entity_id: int, entry_ids: Sequence[int]) -> int | None:
        """In these articles the name means somebody else, a namesake of its own."""
        with self._db.write():
            marks = ",".join("?" * len(entry_ids))
            rows = [row for row in appearances(self._db, entity_id) if row[1] in set(entry_ids)]
            shown = self._db.row(f"SELECT {_NAME}, coalesce(own_type, type) FROM entities WHERE id = ?", (entity_id,))
            if not rows or shown is None:
                return None
            new = self._make(*shown)
            aliases: dict[int, int] = {}
            for alias_id in dict.fromkeys(row[2] for row in rows):
                name, kind = self._db.rows("SELECT name, type FROM aliases WHERE id = ?", (alias_id,))[0]
                aliases[alias_id] = self._alias(new, name, kind)
            pins = self._db.rows(f"SELECT entry_id, key, entity_id FROM entity_pins WHERE entry_id IN ({marks})", entry_ids)
            for row in rows:
                self._db.execute(
                    "INSERT OR REPLACE INTO entity_pins(entry_id, key, entity_id) VALUES (?, ?, ?)",
                    (row[1], name_key(self._name_of(row[2])), new),
                )
            self._move_as(entity_id, new, rows, aliases)
            number = len(dict.fromkeys(row[1] for row in rows))
            where = "an article" if number == 1 else f"{number} articles"
            before = {"pins": pins, "entries": list(entry_ids), "names": {str(new): old for old, new in aliases.items()}}
            return self._keep("part", entity_id, new, f"another “{shown[0]}” in {where}", before)

    def rename(self, entity_id: int, name: SafeText | None) -> int | None:
        """What the reader calls it; None goes back to what articles call it."""
        return self._set("rename", entity_id, "own_name", storable(name) if name else None)

    def set_type(self, entity_id: int, kind: EntityType | None) -> int | None:
        """What the reader takes it for; None goes back to what articles take it for."""
        return self._set("type", entity_id, "own_type", kind.value if kind else None)

    def hide(self, entity_id: int, hidden: bool) -> int | None:
        """Leave it out of lists, or show it again."""
        return self._set("hide", entity_id, "hidden", int(hidden))

    def watch(self, entity_id: int, watched: bool) -> int | None:
        """Mark the entries that name it and tell of new ones, or no longer."""
        return self._set("watch", entity_id, "watched", int(watched))

    def undo(self, decision_id: int) -> bool:
        """Take a decision back, whatever came after it; False where there is no such decision."""
        with self._db.write():
            row = self._db.row("SELECT kind, entity_id, other_id, before FROM entity_decisions WHERE id = ?", (decision_id,))
            if row is None:
                return False
            kind, entity_id, other_id, before = row[0], row[1], row[2], json.loads(row[3])
            if kind in ("merge", "split"):
                source = other_id
                moved = [alias[0] for alias in before["aliases"]]
                self._move(source, entity_id, moved)
                for alias in (*before["aliases"], *before.get("held", ())):
                    self._db.execute("UPDATE aliases SET origin = ?, reason = ?, at = ? WHERE id = ?", (*alias[1:], alias[0]))
                if before.get("watched"):  # and nothing else was said of that since
                    self._db.execute(
                        "UPDATE entities SET watched = 0 WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM entity_decisions d"
                        " WHERE d.kind = 'watch' AND d.entity_id = ?1 AND d.id > ?2)",
                        (other_id, decision_id),
                    )
            elif kind == "part":
                self._join_again(entity_id, other_id, before)
            else:
                column = {"rename": "own_name", "type": "own_type", "hide": "hidden", "watch": "watched"}[kind]
                self._db.execute(f"UPDATE entities SET {column} = ? WHERE id = ?", (before["value"], entity_id))
            self._db.execute("DELETE FROM entity_decisions WHERE id = ?", (decision_id,))
            if other_id is not None and kind != "merge":
                forget(self._db, [other_id])
            return True

    def all(self, limit: int = 200, entity_id: int | None = None) -> list[Decision]:
        """What was decided (about one entity), the newest first."""
        among = "" if entity_id is None else " WHERE entity_id = ? OR other_id = ?"
        rows = self._db.rows(
            f"SELECT id, kind, entity_id, other_id, words, at FROM entity_decisions{among} ORDER BY id DESC LIMIT ?",
            (limit,) if entity_id is None else (entity_id, entity_id, limit),
        )
        return [Decision(row[0], row[1], row[2], row[3], SafeText(row[4]), from_unix(int(row[5]))) for row in rows]

    # How it is done.

    def _set(self, kind: str, entity_id: int, column: str, value: Value) -> int | None:
        with self._db.write():
            row = self._db.row(f"SELECT {column}, {_NAME} FROM entities WHERE id = ?", (entity_id,))
            if row is None or row[0] == value:
                return None
            self._db.execute(f"UPDATE entities SET {column} = ? WHERE id = ?", (value, entity_id))
            if kind == "rename":
                words = f"“{row[1]}” is called “{value!s}”" if value else f"“{row[1]}” has its own name again"
            elif kind == "type":
                words = f"“{row[1]}” is {_KINDS[value]}" if value else f"“{row[1]}” is what articles take it for"
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

    def _give(self, alias_ids: Sequence[int], source: int, target: int, reason: str) -> None:
        self._move(source, target, alias_ids)
        marks = ",".join("?" * len(alias_ids))
        self._db.execute(
            f"UPDATE aliases SET origin = 'hand', reason = ?, at = ? WHERE id IN ({marks})",
            (reason, to_unix(datetime.now(UTC)), *alias_ids),
        )

    def _move(self, source: int, target: int, alias_ids: Sequence[int]) -> None:
        marks = ",".join("?" * len(alias_ids))
        move(self._db, source, target, appearances(self._db, source, alias_ids))
        self._db.execute(f"UPDATE aliases SET entity_id = ? WHERE id IN ({marks})", (target, *alias_ids))

    def _make(self, name: str, kind: str) -> int:
        return int(self._db.execute("INSERT INTO entities(name, type) VALUES (?, ?)", (name, kind)).lastrowid or 0)

    def _alias(self, entity_id: int, name: str, kind: str) -> int:
        known = EntityType(kind) if kind else None
        made = self._db.execute(
            "INSERT INTO aliases(entity_id, name, type, sound, short, origin, reason, at) VALUES (?, ?, ?, ?, ?, 'auto', ?, ?)",
            (entity_id, name, kind, sound(name, known), short(name, known), "you told it apart", to_unix(datetime.now(UTC))),
        )
        return int(made.lastrowid or 0)

    def _move_as(self, source: int, target: int, rows: Sequence[Row], aliases: dict[int, int]) -> None:
        """Move appearances, which stand under other aliases from then on."""
        move(self._db, source, target, rows)
        self._db.execute_many(
            "UPDATE OR REPLACE entity_articles SET alias_id = ? WHERE entity_id = ? AND at = ? AND entry_id = ? AND alias_id = ?",
            [(aliases[row[2]], target, row[0], row[1], row[2]) for row in rows],
        )

    def _join_again(self, entity_id: int, other_id: int, before: dict[str, Any]) -> None:
        names: dict[int, int] = {int(new): int(old) for new, old in before["names"].items()}
        rows = appearances(self._db, other_id)
        self._move_as(other_id, entity_id, rows, {row[2]: names[row[2]] if row[2] in names else row[2] for row in rows})
        self._db.execute("DELETE FROM entity_pins WHERE entity_id = ?", (other_id,))
        for pin in before["pins"]:
            self._db.execute("INSERT OR REPLACE INTO entity_pins(entry_id, key, entity_id) VALUES (?, ?, ?)", pin)
        marks = ",".join("?" * len(names))
        self._db.execute(f"DELETE FROM aliases WHERE entity_id = ? AND id IN ({marks})", (other_id, *names))
        self._db.execute("UPDATE aliases SET entity_id = ? WHERE entity_id = ?", (entity_id, other_id))


_KINDS: dict[Value, str] = {"PERSON": "a person", "ORG": "an organisation", "PLACE": "a place"}
