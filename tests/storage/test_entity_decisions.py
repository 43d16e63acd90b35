"""What the reader decided of who is who: it holds against every later analysis, and each decision can be taken back."""

from collections.abc import Callable

from newstui.model.analysis import EntityType
from newstui.model.safe_text import SafeText
from support.cache import add_entries, add_feed, entry
from support.linked import LOC, ORG, PER, Named, Room

BANK: tuple[Named, ...] = (("Anna Berg", PER), ("Polar Institute", ORG), ("Bergen", LOC))
STAGE: tuple[Named, ...] = (("Anna Berg", PER), ("Blue Lantern Records", ORG), ("Toby Crane", PER))
OTHER: tuple[Named, ...] = (("Anna Berg", PER), ("Lisbon", LOC), ("Rui Cardoso", PER))


def everything(room: Room) -> dict[str, list[tuple[object, ...]]]:
    """All that is kept about who is who, but for decisions."""
    tables = ("entities", "aliases", "entity_articles", "casts", "entity_pins")
    return {table: sorted(room.db._connection.rows(f"SELECT * FROM {table}"), key=repr) for table in tables}


def test_a_merge_holds_when_articles_come_that_would_part_them(room: Room) -> None:
    first, second = room.name(*BANK), room.name(*STAGE)
    one, other = room.who("Anna Berg", first), room.who("Anna Berg", second)
    assert one != other
    room.db.entity_decisions.merge(other, one)
    assert room.who("Anna Berg", second) == one
    assert room.db.entities.get(one).articles == 2  # type: ignore[union-attr]
    room.name(*STAGE, entry_id=second)
    assert room.who("Anna Berg", second) == one
    assert room.who("Anna Berg", room.name(*OTHER)) == one


def test_a_name_that_was_taken_away_is_not_joined_again(room: Room) -> None:
    full = room.name(("Harbour Rescue Service", ORG, "HRS"), ("Northport", LOC))
    bare = room.name(("HRS", ORG), ("Northport", LOC))
    service = room.who("HRS", bare)
    assert service == room.who("Harbour Rescue Service", full)
    (alias,) = [name for name in room.db.entities.names(service) if name.name == "HRS"]
    assert room.db.entity_decisions.split(alias.id)
    assert room.who("HRS", bare) != service
    room.name(("HRS", ORG), ("Northport", LOC), entry_id=bare)
    again = room.name(("HRS", ORG), ("Northport", LOC), ("Harbour Rescue Service", ORG))
    assert room.who("HRS", bare) == room.who("HRS", again) != service
    assert room.who("Harbour Rescue Service", again) == service
    room.name(("Harbour Rescue Service", ORG, "HRS"), ("Northport", LOC))
    assert room.who("HRS", bare) != service


def test_an_article_that_was_told_apart_stays_apart(room: Room) -> None:
    first, second = room.name(*BANK), room.name(*BANK)
    berg = room.who("Anna Berg", first)
    assert berg == room.who("Anna Berg", second)
    assert room.db.entity_decisions.part(berg, [second])
    other = room.who("Anna Berg", second)
    assert other != berg
    room.name(*BANK, entry_id=second)
    assert (room.who("Anna Berg", first), room.who("Anna Berg", second)) == (berg, other)


def test_names_types_and_hiding_hold(room: Room) -> None:
    first = room.name(*BANK)
    berg = room.who("Anna Berg", first)
    room.db.entity_decisions.rename(berg, SafeText("Dr. Berg"))
    room.db.entity_decisions.set_type(berg, EntityType.ORG)
    room.db.entity_decisions.hide(room.who("Bergen", first), True)
    room.name(*BANK)
    found = room.db.entities.get(berg)
    assert found is not None
    assert (found.name, found.type, found.articles) == ("Dr. Berg", EntityType.ORG, 2)
    assert [row.name for row in room.db.entities.most_named(10)] == ["Dr. Berg", "Polar Institute"]
    assert [row.id for row in room.db.entities.named("Anna Berg")] == [berg]


def test_every_decision_can_be_taken_back(room: Room) -> None:
    first, second = room.name(*BANK), room.name(*STAGE)
    third = room.name(("Harbour Rescue Service", ORG, "HRS"), ("Northport", LOC))
    room.name(("HRS", ORG), ("Northport", LOC))
    one, other = room.who("Anna Berg", first), room.who("Anna Berg", second)
    service = room.who("Harbour Rescue Service", third)
    short = next(name.id for name in room.db.entities.names(service) if name.name == "HRS")
    decide = room.db.entity_decisions
    decisions: tuple[Callable[[], int | None], ...] = (
        lambda: decide.merge(one, other),
        lambda: decide.split(short),
        lambda: decide.part(one, [first]),
        lambda: decide.rename(one, SafeText("Berg")),
        lambda: decide.set_type(one, EntityType.PLACE),
        lambda: decide.hide(one, True),
    )
    for decision in decisions:
        before = everything(room)
        number = decision()
        assert number is not None
        assert everything(room) != before
        assert [made.id for made in decide.all()] == [number]
        assert decide.undo(number)
        assert everything(room) == before
    assert decide.all() == []


def test_an_article_told_apart_stays_so_when_its_feed_turns_out_to_be_another(room: Room) -> None:
    first, second = room.name(*BANK), room.name(*BANK)
    berg = room.who("Anna Berg", first)
    room.db.entity_decisions.part(berg, [second])
    db = room.db
    old = db.feeds.all()[0]
    identity = str(db._connection.value("SELECT identity FROM entries WHERE id = ?", (second,)))
    new, _ = add_feed(db, "Moved")
    (kept,) = add_entries(db, new, [entry(9, identity=identity)])
    db.feeds.set_url(old.id, new.url)
    assert db._connection.rows("SELECT entry_id, key FROM entity_pins") == [(kept, "anna berg")]
