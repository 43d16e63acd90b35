"""Whom the reader watches: which entries name one is always known, whatever happens to names and articles."""

from newstui.model.lists import Scope, SmartFeed
from newstui.storage.database import Database
from support.cache import article
from support.linked import LOC, ORG, PER, Named, Room

ANNA: Named = ("Anna Berg", PER)
TOBY: Named = ("Toby Crane", PER)
BANK: Named = ("Polar Institute", ORG)
TOWN: Named = ("Lisbon", LOC)


def marked(db: Database) -> set[int]:
    """The entries of the list of the watched, which the rows' marks agree with."""
    rows = db.lists.page(Scope(smart=SmartFeed.WATCHED))
    every = db.lists.page(Scope(smart=SmartFeed.ALL))
    assert {row.id for row in rows} == {row.id for row in every if row.watched}
    assert db.lists.count(Scope(smart=SmartFeed.WATCHED)) == len(rows)
    named = {row.id for row in every if any(one.entity.watched for one in db.entities.cast_of(row.id))}
    assert named == {row.id for row in rows}
    return named


def test_who_is_watched_marks_what_names_it_before_and_after(room: Room) -> None:
    db = room.db
    old, other = room.name(ANNA, BANK), room.name(TOBY, TOWN)
    assert not db.entities.watches_any() and not marked(db)
    anna = room.who("Anna Berg", old)
    decision = db.entity_decisions.watch(anna, True)
    assert decision is not None and marked(db) == {old}
    assert db.entity_decisions.watch(anna, True) is None
    assert db.entity_decisions.all(1)[0].words == "“Anna Berg” is watched"
    new = room.name(ANNA, BANK, TOWN)
    assert marked(db) == {old, new} and db.entities.watched_in([old, new, other]) == ["Anna Berg"]
    db.entity_decisions.undo(decision)
    assert not marked(db) and not db.entities.watches_any()


def test_with_two_watched_the_mark_goes_with_the_last(room: Room) -> None:
    db = room.db
    both, one = room.name(ANNA, TOWN), room.name(TOWN, BANK)
    for name in ("Anna Berg", "Lisbon"):
        db.entity_decisions.watch(room.who(name, both), True)
    assert marked(db) == {both, one}
    db.entity_decisions.watch(room.who("Lisbon", both), False)
    assert marked(db) == {both}
    db.entity_decisions.watch(room.who("Anna Berg", both), False)
    assert not marked(db)


def test_an_article_that_is_read_anew_names_others(room: Room) -> None:
    db = room.db
    entry = room.name(ANNA, BANK)
    db.entity_decisions.watch(room.who("Anna Berg", entry), True)
    db.articles.store(article(entry, "Toby Crane. Polar Institute.", title=""))
    room.name(TOBY, BANK, entry_id=entry)
    assert not marked(db) and db.entities.watches_any()  # who is watched stays, though no article names it now
    again = room.name(ANNA, BANK)
    assert marked(db) == {again}


def test_merging_and_parting_keep_the_watch(room: Room) -> None:
    db = room.db
    first, second = room.name(ANNA, BANK), room.name(TOBY, TOWN)
    anna, toby = room.who("Anna Berg", first), room.who("Toby Crane", second)
    db.entity_decisions.watch(anna, True)
    merge = db.entity_decisions.merge(anna, toby)
    assert merge is not None and marked(db) == {first, second}
    db.entity_decisions.undo(merge)
    assert marked(db) == {first}
    assert db.entities.get(toby).watched is False  # type: ignore[union-attr]
    merge = db.entity_decisions.merge(toby, anna)
    assert merge is not None and marked(db) == {first, second}
    db.entity_decisions.undo(merge)
    assert marked(db) == {first}
    third = room.name(ANNA, BANK)
    part = db.entity_decisions.part(anna, [third])
    assert part is not None and marked(db) == {first}
    db.entity_decisions.undo(part)
    assert marked(db) == {first, third}


def test_a_watch_that_was_decided_after_a_merge_outlives_its_undo(room: Room) -> None:
    db = room.db
    first, second = room.name(ANNA, BANK), room.name(TOBY, TOWN)
    anna, toby = room.who("Anna Berg", first), room.who("Toby Crane", second)
    db.entity_decisions.watch(anna, True)
    merge = db.entity_decisions.merge(anna, toby)
    db.entity_decisions.watch(toby, False)
    db.entity_decisions.watch(toby, True)
    assert merge is not None
    db.entity_decisions.undo(merge)
    assert marked(db) == {first, second}


def test_who_is_watched_is_not_joined_to_another_unasked(room: Room) -> None:
    db = room.db
    bare = room.name(("HRS", ORG), ("Northport", LOC))
    watched = room.who("HRS", bare)
    db.entity_decisions.watch(watched, True)
    room.name(("Harbour Rescue Service", ORG, "HRS"), ("Northport", LOC))
    assert db.entities.get(watched) is not None
    assert bare in marked(db)


def test_deleting_the_entry_leaves_nothing_marked(room: Room) -> None:
    db = room.db
    entry = room.name(ANNA, BANK)
    db.entity_decisions.watch(room.who("Anna Berg", entry), True)
    db._connection.execute("DELETE FROM entries WHERE id = ?", (entry,))
    assert not marked(db) and db.entities.watches_any()
