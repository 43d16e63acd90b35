"""Taking back what the reader said of who is who, in any order: as if it had never been said.

Decisions write the same places: an alias, a pin, a column of an entity. Each keeps what stood there before. One that is taken
back gives it to the next one that wrote there, or to the place itself where nobody did since. What a later merge only took along
because of it, that merge lets go; what a later split or part says of the very name or article holds.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from newstui.model.names import name_key
from newstui.storage.cast import ADD_APPEARANCE, appearances, forget, move
from newstui.storage.connection import Connection, Row, Value

COLUMNS = {"rename": "own_name", "type": "own_type", "hide": "hidden", "watch": "watched"}
"""Decisions about one column of an entity, and the column."""


class Made:
    """A decision as it is kept."""

    def __init__(self, connection: Connection, row: Row) -> None:
        self.id, self.kind, self.entity_id, self.other_id, self._kept = row
        self._from = self.entity_id
        self.before: dict[str, Any] = json.loads(self._kept)
        if self.kind in ("merge", "split"):  # where each alias stood; older ones say it of all together
            self.before["aliases"] = [[*alias, self.entity_id][:5] for alias in self.before["aliases"]]
        if self.kind == "part" and "cells" not in self.before:  # older ones: every pin of the articles
            pins = {(pin[0], pin[1]): pin[2] for pin in self.before.pop("pins")}
            named = connection.rows(
                f"SELECT name FROM aliases WHERE id IN ({','.join(str(int(new)) for new in self.before['names'])})"
            )
            keys = dict.fromkeys(name_key(name) for (name,) in named)
            self.before["cells"] = [[entry, key, pins.get((entry, key))] for entry in self.before["entries"] for key in keys]

    def keep(self, connection: Connection) -> None:
        """Store what became of it."""
        now = json.dumps(self.before)
        if (now, self.entity_id) != (self._kept, self._from):
            connection.execute(
                "UPDATE entity_decisions SET before = ?, entity_id = ? WHERE id = ?", (now, self.entity_id, self.id)
            )


def undo(connection: Connection, decision_id: int) -> bool:
    """Take a decision back, inside a transaction; False where there is no such decision."""
    rows = connection.rows(
        "SELECT id, kind, entity_id, other_id, before FROM entity_decisions WHERE id >= ? ORDER BY id", (decision_id,)
    )
    if not rows or rows[0][0] != decision_id:
        return False
    made, *later = (Made(connection, row) for row in rows)
    _Undo(connection, made, later).run()
    for other in later:
        other.keep(connection)
    connection.execute("DELETE FROM entity_decisions WHERE id = ?", (decision_id,))
    parts = connection.rows("SELECT before FROM entity_decisions WHERE kind = 'part'")
    lent = {int(old) for (before,) in parts for old in json.loads(before)["names"].values()}  # they will need these names again
    for entity_id in filter(None, (made.entity_id, made.other_id)):
        aliases = connection.rows("SELECT id FROM aliases WHERE entity_id = ?", (entity_id,))
        if not lent.intersection(row[0] for row in aliases):
            forget(connection, [entity_id])
    return True


class _Undo:
    def __init__(self, connection: Connection, made: Made, later: Sequence[Made]) -> None:
        self._db = connection
        self._made = made
        self._later = later

    def run(self) -> None:
        made = self._made
        if made.kind in ("merge", "split"):
            for alias in made.before["aliases"]:
                self._send_home(alias)
            for alias in made.before.get("held", ()):
                self._restore_origin(alias)
            for entry_id, key in made.before.get("pins", ()):
                self._restore_pin(entry_id, key, made.entity_id, _alias_of(self._db, made.entity_id, key))
            if made.before.get("watched"):
                self._restore_column(made.other_id, "watched", 0)
        elif made.kind == "part":
            self._join_again()
        else:
            self._restore_column(made.entity_id, COLUMNS[made.kind], made.before["value"])

    def _send_home(self, alias: list[Any]) -> None:
        for later in self._names_later():
            held = next((other for other in later.before["aliases"] if other[0] == alias[0]), None)
            if held is not None and later.kind == "split":
                held[1:], later.entity_id = alias[1:], alias[4]
                return
            _let_go(later, alias[0])
        there = self._db.value("SELECT 1 FROM entities WHERE id = ?", (alias[4],))
        send(self._db, [alias[0]], alias[4] if there else self._made.entity_id)
        self._db.execute("UPDATE aliases SET origin = ?, reason = ?, at = ? WHERE id = ?", (*alias[1:4], alias[0]))

    def _restore_origin(self, alias: list[Any]) -> None:
        for later in self._names_later():
            for other in (*later.before["aliases"], *later.before.get("held", ())):
                if other[0] == alias[0]:
                    other[1:4] = alias[1:4]
                    return
        self._db.execute("UPDATE aliases SET origin = ?, reason = ?, at = ? WHERE id = ?", (*alias[1:4], alias[0]))

    def _names_later(self) -> Iterable[Made]:
        return (later for later in self._later if later.kind in ("merge", "split"))

    def _restore_pin(self, entry_id: int, key: str, was: int | None, alias_id: int | None) -> None:
        """Give a pin back; an analysis that followed it meanwhile is given to an alias."""
        for later in self._later:
            if later.kind == "merge":
                later.before["pins"] = [pin for pin in later.before.get("pins", ()) if pin != [entry_id, key]]
            for cell in later.before["cells"] if later.kind == "part" else ():
                if cell[:2] == [entry_id, key]:
                    cell[2] = was
                    return
        place = (entry_id, key)
        pinned = self._db.value("SELECT entity_id FROM entity_pins WHERE entry_id = ? AND key = ?", place)
        self._db.execute("DELETE FROM entity_pins WHERE entry_id = ? AND key = ?", place)
        if was is not None:
            self._db.execute(
                "INSERT INTO entity_pins(entry_id, key, entity_id) SELECT e.id, ?, n.id FROM entries e, entities n"
                " WHERE e.id = ? AND n.id = ?",
                (key, entry_id, was),
            )
        if pinned is not None and alias_id is not None:
            rows = self._db.rows(
                "SELECT x.at, x.entry_id, x.alias_id, x.mentions, x.quotations, a.name FROM entries e"
                " CROSS JOIN entity_articles x ON x.entity_id = ? AND x.at = e.sort_at AND x.entry_id = e.id"
                " JOIN aliases a ON a.id = x.alias_id WHERE e.id = ?",
                (pinned, entry_id),
            )
            move_under(self._db, pinned, {row[2]: alias_id for row in rows}, [row[:5] for row in rows if name_key(row[5]) == key])

    def _restore_column(self, entity_id: int, column: str, value: Value) -> None:
        for later in self._later:
            if later.entity_id == entity_id and COLUMNS.get(later.kind) == column:
                later.before["value"] = value
                return
            if later.kind == "merge" and column == "watched" and later.other_id == entity_id and later.before.get("watched"):
                if not value:
                    return  # it is the merge that has it watched
                later.before["watched"] = 0
        self._db.execute(f"UPDATE entities SET {column} = ? WHERE id = ?", (value, entity_id))

    def _join_again(self) -> None:
        """An article's names mean whom they meant before: the namesake's are no longer there."""
        made = self._made
        old_of: dict[int, int] = {int(new): int(old) for new, old in made.before["names"].items()}
        back: dict[str, int] = {}
        target = made.entity_id
        for new, old in old_of.items():
            name = self._db.value("SELECT name FROM aliases WHERE id = ?", (new,))
            there = self._db.value("SELECT entity_id FROM aliases WHERE id = ?", (old,))
            if name is None:
                continue
            if there is None:  # nobody has that name any more: it goes back itself
                send(self._db, [new], made.entity_id)
                back[name_key(name)] = new
                continue
            target = there
            back[name_key(name)] = old
            source = self._db.value("SELECT entity_id FROM aliases WHERE id = ?", (new,))
            move_under(self._db, source, {new: old}, appearances(self._db, source, [new]))
            self._db.execute("DELETE FROM aliases WHERE id = ?", (new,))
            for later in self._later:
                if later.kind == "part":
                    later.before["names"] = {k: old if int(v) == new else v for k, v in later.before["names"].items()}
                elif later.kind in ("merge", "split"):
                    _let_go(later, new)
        for entry_id, key, was in made.before["cells"]:
            self._restore_pin(entry_id, key, was, back.get(key))
        left = self._db.rows("SELECT id FROM aliases WHERE entity_id = ?", (made.other_id,))
        send(self._db, [row[0] for row in left], target)
        for later in self._later:
            if later.kind == "part" and later.entity_id == made.other_id:
                later.entity_id = made.entity_id


def send(connection: Connection, alias_ids: Sequence[int], target: int) -> None:
    """Give aliases, with their appearances, to an entity, from wherever they stand."""
    for alias_id in alias_ids:
        source = connection.value("SELECT entity_id FROM aliases WHERE id = ?", (alias_id,))
        if source is not None and source != target:
            move(connection, source, target, appearances(connection, source, [alias_id]))
            connection.execute("UPDATE aliases SET entity_id = ? WHERE id = ?", (target, alias_id))


def move_under(connection: Connection, source: int, aliases: dict[int, int], rows: Sequence[Row]) -> None:
    """Move appearances of an entity, which stand under other aliases from then on, to those who have these."""
    for row in rows:
        old, new = row[2], aliases[row[2]]
        target = connection.value("SELECT entity_id FROM aliases WHERE id = ?", (new,))
        if target != source:
            move(connection, source, target, [row])
        if old == new:
            continue
        places = [(target, *row[:2], alias) for alias in (old, new)]
        at = " WHERE entity_id = ? AND at = ? AND entry_id = ? AND alias_id = ?"
        found = [
            one for place in places for one in connection.rows(f"SELECT mentions, quotations FROM entity_articles{at}", place)
        ]
        connection.execute_many(f"DELETE FROM entity_articles{at}", places)
        connection.execute(
            ADD_APPEARANCE,
            (*places[1], sum(one[0] for one in found), sum(one[1] for one in found)),
        )


def _let_go(later: Made, alias_id: int) -> None:
    for names in ("aliases", "held"):
        later.before[names] = [alias for alias in later.before.get(names, ()) if alias[0] != alias_id]


def _alias_of(connection: Connection, entity_id: int, key: str) -> int | None:
    rows = connection.rows("SELECT id, name FROM aliases WHERE entity_id = ? ORDER BY id", (entity_id,))
    return next((row[0] for row in rows if name_key(row[1]) == key), None)
