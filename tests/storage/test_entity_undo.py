"""Decisions about who is who are taken back in any order, and what is left holds as if they had never been made."""

import json
import random
from typing import Any

import pytest

from newstui.model.safe_text import SafeText
from newstui.storage.database import Database
from support.linked import LOC, ORG, PER, Named, Room

NAMES: tuple[Named, ...] = (
    ("Anna Berg", PER), ("Berg", PER), ("Anna B. Berg", PER), ("Toby Crane", PER), ("Crane", PER), ("Polar Institute", ORG),
    ("PI", ORG), ("Blue Lantern Records", ORG), ("Bergen", LOC),
)  # fmt: skip


def names_of(room: Room, entity_id: int) -> tuple[list[str], int]:
    """What an entity is called, and in how many articles it is named."""
    found = room.db.entities.get(entity_id)
    return [name.name for name in room.db.entities.names(entity_id)], found.articles if found else 0


def everything(room: Room) -> dict[str, object]:
    """All that is kept about who is who, but for decisions."""
    rows = room.db._connection.rows
    tables = ("entities", "aliases", "entity_articles", "entity_pins")
    found: dict[str, object] = {table: sorted(rows(f"SELECT * FROM {table}"), key=repr) for table in tables}
    casts = rows("SELECT entry_id, members FROM casts ORDER BY entry_id")
    return {**found, "casts": [(entry, sorted(json.loads(members))) for entry, members in casts]}


def wrong(db: Database) -> list[tuple[Any, ...]]:
    """What does not fit together: counts, casts, and appearances under a name that is another one's."""
    rows = db._connection.rows
    found = rows(
        "SELECT e.id FROM entities e LEFT JOIN entity_articles x ON x.entity_id = e.id GROUP BY e.id"
        " HAVING e.articles <> count(DISTINCT x.entry_id) OR e.mentions <> coalesce(sum(x.mentions), 0)"
    )
    found += rows(
        "SELECT x.entry_id FROM entity_articles x LEFT JOIN aliases a ON a.id = x.alias_id WHERE a.entity_id IS NOT x.entity_id"
    )
    for entry, members in rows("SELECT entry_id, members FROM casts"):
        named = {row[0] for row in rows("SELECT entity_id FROM entity_articles WHERE entry_id = ?", (entry,))}
        found += [(entry,)] if named != set(json.loads(members)) else []
    return found + rows("PRAGMA foreign_key_check")


def test_a_merge_before_another_one_gives_a_name_back_with_its_articles(room: Room) -> None:
    anna, bella, carla = (room.who(name, room.name((name, PER))) for name in ("Anna Berg", "Bella Dorn", "Carla Ems"))
    first = room.db.entity_decisions.merge(bella, anna)
    second = room.db.entity_decisions.merge(anna, carla)
    assert first is not None and second is not None
    room.db.entity_decisions.undo(first)
    assert names_of(room, bella) == (["Bella Dorn"], 1)
    assert names_of(room, carla) == (["Anna Berg", "Carla Ems"], 2)
    room.db.entity_decisions.undo(second)
    assert [names_of(room, one) for one in (anna, bella, carla)] == [
        (["Anna Berg"], 1), (["Bella Dorn"], 1), (["Carla Ems"], 1),
    ]  # fmt: skip


def test_a_name_that_was_taken_away_after_a_merge_stays_away(room: Room) -> None:
    anna, bella = (room.who(name, room.name((name, PER))) for name in ("Anna Berg", "Bella Dorn"))
    before = everything(room)
    merge = room.db.entity_decisions.merge(bella, anna)
    alias = next(name.id for name in room.db.entities.names(anna) if name.name == "Bella Dorn")
    split = room.db.entity_decisions.split(alias)
    assert merge is not None and split is not None
    room.db.entity_decisions.undo(merge)
    assert names_of(room, anna) == (["Anna Berg"], 1) and names_of(room, bella) == ([], 0)
    room.db.entity_decisions.undo(split)
    assert everything(room) == before


def test_two_namesakes_of_one_article_are_taken_back_one_after_the_other(room: Room) -> None:
    both: tuple[Named, ...] = (("Anna Berg", PER), ("Polar Institute", ORG))
    first, _ = room.name(*both), room.name(*both)
    before = everything(room)
    one = room.db.entity_decisions.part(room.who("Anna Berg", first), [first])
    two = room.db.entity_decisions.part(room.who("Polar Institute", first), [first])
    assert one is not None and two is not None
    assert room.db.entity_decisions.undo(one) and room.db.entity_decisions.undo(two)
    assert everything(room) == before


def test_a_column_goes_back_to_what_the_decisions_that_are_left_say(room: Room) -> None:
    anna = room.who("Anna Berg", room.name(("Anna Berg", PER)))
    before = everything(room)
    decide = room.db.entity_decisions
    older = decide.rename(anna, SafeText("First")), decide.watch(anna, True)
    newer = decide.rename(anna, SafeText("Second")), decide.watch(anna, False)
    for number in older:
        assert number is not None and decide.undo(number)
    found = room.db.entities.get(anna)
    assert found is not None and (found.name, found.watched) == ("Second", False)
    for number in newer:
        assert number is not None and decide.undo(number)
    assert everything(room) == before


def test_a_namesake_that_turns_out_to_be_another_one_is_that_one_in_its_article(room: Room) -> None:
    bank: tuple[Named, ...] = (("Anna Berg", PER), ("Polar Institute", ORG), ("Bergen", LOC))
    stage: tuple[Named, ...] = (("Anna Berg", PER), ("Blue Lantern Records", ORG), ("Toby Crane", PER))
    first, second, third = room.name(*bank), room.name(*bank), room.name(*stage)
    banker, singer = room.who("Anna Berg", first), room.who("Anna Berg", third)
    room.db.entity_decisions.part(banker, [second])
    namesake = room.who("Anna Berg", second)
    merge = room.db.entity_decisions.merge(namesake, singer)
    room.name(*bank, entry_id=second)
    assert room.who("Anna Berg", second) == singer
    assert merge is not None and room.db.entity_decisions.undo(merge)
    assert room.who("Anna Berg", second) == namesake and not wrong(room.db)
    room.name(*bank, entry_id=second)
    assert room.who("Anna Berg", second) == namesake


@pytest.mark.parametrize("seed", range(24))
def test_whatever_was_decided_nothing_of_it_is_left(room: Room, seed: int) -> None:
    choice = random.Random(seed)
    decide = room.db.entity_decisions
    entries = [room.name(*choice.sample(NAMES, choice.randint(2, 4))) for _ in range(choice.randint(2, 5))]
    before = everything(room)
    for _ in range(choice.randint(4, 10)):
        rows = room.db._connection.rows
        one, other = (choice.choice(rows("SELECT id FROM entities WHERE articles > 0"))[0] for _ in range(2))
        entry = choice.choice(entries)
        match choice.choice(("merge", "split", "part", "part", "rename", "watch", "undo")):
            case "merge":
                decide.merge(one, other)
            case "split":
                decide.split(choice.choice(rows("SELECT id FROM aliases"))[0])
            case "part":
                decide.part(choice.choice(room.db.entities.cast_of(entry)).entity.id, [entry])
            case "rename":
                decide.rename(one, SafeText(choice.choice("ABC")))
            case "watch":
                decide.watch(one, choice.random() < 0.6)
            case _ if decide.all():
                decide.undo(choice.choice(decide.all()).id)
        assert not wrong(room.db)
    left = [made.id for made in decide.all()]
    choice.shuffle(left)
    for number in left:
        assert decide.undo(number) and not wrong(room.db)
    assert everything(room) == before


def test_decisions_of_before_can_be_taken_back_too(room: Room) -> None:
    """Older ones say less of what stood there before."""
    first, second = room.name(("Anna Berg", PER), ("Oslo", LOC)), room.name(("Carla Ems", PER))
    before, decide, db = everything(room), room.db.entity_decisions, room.db._connection
    part = decide.part(room.who("Anna Berg", first), [first])
    merge = decide.merge(room.who("Anna Berg", first), room.who("Carla Ems", second))
    for number in (part, merge):
        kept = json.loads(str(db.value("SELECT before FROM entity_decisions WHERE id = ?", (number,))))
        kept.pop("cells", None)
        if "aliases" in kept:
            kept["aliases"] = [alias[:4] for alias in kept["aliases"]]
        kept["pins"] = []
        db.execute("UPDATE entity_decisions SET before = ? WHERE id = ?", (json.dumps(kept), number))
    assert part is not None and merge is not None and decide.undo(part) and not wrong(room.db)
    assert decide.undo(merge) and everything(room) == before
