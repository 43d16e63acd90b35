"""Who is who over many articles, as the cache keeps it."""

from support.linked import LOC, ORG, PER, Named, Room

MINISTER: tuple[Named, ...] = (("David Keller", PER), ("Treasury", ORG), ("Oslo", LOC))
STRIKER: tuple[Named, ...] = (("David Keller", PER), ("Harrow Rovers", ORG), ("Paul Brandt", PER))


def test_namesakes_in_other_company_stay_two(room: Room) -> None:
    first, second, third = room.name(*MINISTER), room.name(*STRIKER), room.name(*MINISTER)
    assert room.who("David Keller", first) == room.who("David Keller", third) != room.who("David Keller", second)


def test_a_bare_surname_joins_only_where_the_company_decides(room: Room) -> None:
    minister, striker = room.name(*MINISTER), room.name(*STRIKER)
    near = room.name(("Keller", PER), ("Treasury", ORG))
    alone = room.name(("Keller", PER), ("Toronto", LOC))
    assert room.who("Keller", near) == room.who("David Keller", minister)
    assert room.who("Keller", alone) not in {room.who("David Keller", minister), room.who("David Keller", striker)}


def test_a_bare_surname_of_two_in_the_same_company_joins_neither(room: Room) -> None:
    both = room.name(*MINISTER), room.name(("Julia Keller", PER), *MINISTER[1:])
    bare = room.name(("Keller", PER), *MINISTER[1:])
    assert room.who("Keller", bare) not in {room.who("David Keller", both[0]), room.who("Julia Keller", both[1])}


def test_whom_everybody_knows_is_one_in_any_company(room: Room) -> None:
    first, *_ = [room.name(*MINISTER) for _ in range(8)]
    assert room.who("David Keller", room.name(*STRIKER)) == room.who("David Keller", first)


def test_a_town_is_nobody_for_one_name_in_common(room: Room) -> None:
    first = room.name(("Ilse Halden", PER), ("Harbour Board", ORG))
    room.name(("Tom Merrow", PER), ("Oslo", LOC))
    town = room.name(("Halden", LOC), ("Harbour Board", ORG))
    assert room.who("Halden", town) != room.who("Ilse Halden", first)


def test_an_initial_that_contradicts_the_given_name_joins_nobody(room: Room) -> None:
    minister = room.name(*MINISTER)
    fitting = room.name(("D. Keller", PER), ("Treasury", ORG), ("Oslo", LOC))
    other = room.name(("J. Keller", PER), ("Treasury", ORG), ("Oslo", LOC))
    assert room.who("D. Keller", fitting) == room.who("David Keller", minister) != room.who("J. Keller", other)


def test_a_surname_met_first_is_joined_when_the_full_name_comes(room: Room) -> None:
    bare = room.name(("Keller", PER), ("Treasury", ORG), ("Oslo", LOC))
    full = room.name(*MINISTER)
    assert room.who("Keller", bare) == room.who("David Keller", full)
    (joined,) = room.db.entities.joined()
    assert (joined.alias.name, joined.entity.name) == ("Keller", "David Keller")
    assert "Treasury" in joined.alias.reason


def test_initials_are_joined_to_what_they_stand_for(room: Room) -> None:
    full = room.name(("Harbour Rescue Service", ORG, "HRS"), ("Northport", LOC))
    alone = room.name(("HRS", ORG), ("Geneva", LOC))
    assert room.who("HRS", alone) == room.who("Harbour Rescue Service", full)


def test_spellings_of_one_name_are_joined_but_mario_is_not_maria(room: Room) -> None:
    one = room.name(("Sergei Volkonsky", PER), ("Riga", LOC))
    other = room.name(("Sergey Volkonskiy", PER), ("Riga", LOC))
    assert room.who("Sergei Volkonsky", one) == room.who("Sergey Volkonskiy", other)
    twins = room.name(("Mario Kim", PER), ("Maria Kim", PER), ("Seoul", LOC))
    later = room.name(("Maria Kim", PER), ("Seoul", LOC))
    assert room.who("Maria Kim", later) == room.who("Maria Kim", twins) != room.who("Mario Kim", twins)


def test_analysing_anew_changes_nobody_and_leaves_nothing_behind(room: Room) -> None:
    first, second = room.name(*MINISTER), room.name(*STRIKER)
    before = [(row.entity.id, row.name, row.mentions) for one in (first, second) for row in room.db.entities.cast_of(one)]
    room.name(*MINISTER, entry_id=first)
    room.name(*STRIKER, entry_id=second)
    assert [(row.entity.id, row.name, row.mentions) for one in (first, second) for row in room.db.entities.cast_of(one)] == before
    room.db.entries.delete([first, second])
    room.db.retention.prune()
    assert room.db.entities.most_named(10) == []
    assert room.db._connection.value("SELECT count(*) FROM entities") == 0
    assert room.db._connection.value("SELECT count(*) FROM aliases") == 0


def test_related_ones_are_those_that_chance_does_not_explain(room: Room) -> None:
    for number in range(12):
        room.name(("Norway", LOC), (f"Somebody No{'abcdefghijkl'[number]}", PER))
    for _ in range(3):
        room.name(*MINISTER, ("Norway", LOC))
    keller = room.db.entities.named("David Keller")[0]
    related, window = room.db.entities.related(keller.id, 3)
    assert [(one.entity.name, one.shared) for one in related[:2]] == [("Treasury", 3), ("Oslo", 3)]
    assert window.is_whole


def test_other_initials_and_half_alike_surnames_are_others(room: Room) -> None:
    one = room.name(("George W. Bush", PER), ("Congress", ORG), ("Texas", LOC))
    other = room.name(("George HW Bush", PER), ("Congress", ORG), ("Texas", LOC))
    assert room.who("George W. Bush", one) != room.who("George HW Bush", other)
    hahn = room.name(("Julia Hahn", PER), ("Breitbart News", ORG), ("Halden", LOC))
    bare = room.name(("Hanahan", PER), ("Breitbart News", ORG), ("Halden", LOC))
    assert room.who("Julia Hahn", hahn) != room.who("Hanahan", bare)


def test_a_dateline_in_capitals_is_the_same_place_and_does_not_name_it(room: Room) -> None:
    first = room.name(("BRUSSELS", LOC), ("Brussels", LOC), ("Ada Lind", PER))
    later = room.name(("Brussels", LOC), ("Ada Lind", PER))
    assert {row.entity.id for row in room.db.entities.cast_of(first)} == {
        row.entity.id for row in room.db.entities.cast_of(later)
    }
    assert [row.name for row in room.db.entities.named("Brussels")] == ["Brussels"]


def test_the_exact_name_comes_first_and_hides_nobody_who_bears_it(room: Room) -> None:
    room.name(("Rosa Varga", PER), ("Leopold Varga", PER))
    room.name(("Leopold Varga", PER), ("Varga Brothers", ORG))
    room.name(("Varga", LOC), ("Vargas", LOC))
    assert [row.name for row in room.db.entities.named("varga")] == ["Varga", "Leopold Varga", "Rosa Varga", "Varga Brothers"]
    assert [row.name for row in room.db.entities.named("varga", typed=True)][4:] == ["Vargas"]
    assert [row.name for row in room.db.entities.named("leopold varga")] == ["Leopold Varga"]


def test_a_name_is_found_by_its_words_else_by_their_beginnings(room: Room) -> None:
    room.name(*MINISTER)
    assert [row.name for row in room.db.entities.named("keller")] == ["David Keller"]
    assert [row.name for row in room.db.entities.named("Kel")] == ["David Keller"]
    assert [row.name for row in room.db.entities.named("david kel")] == ["David Keller"]
    assert room.db.entities.named("eller") == []
