"""Stories and printings found in a cache, entry by entry."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from newstui.services.find_stories import StoryFinder
from newstui.storage.database import Database
from support.cache import article
from support.story_desk import REPORTS, Desk

SMOKE = "“The smoke was so thick that we could not see the lifeboats until they were beside us,”"
CUT = "“we could not see the lifeboats until they were beside us,”"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.db.close()


def test_two_outlets_reports_of_one_event_become_one_story(desk: Desk) -> None:
    ids = desk.tell_all()
    desk.settle()
    assert desk.story(ids["Post"]) == desk.story(ids["Gazette"]) is not None
    assert desk.story(ids["Echo"]) is None
    assert desk.db.stories.pending() == 0


def test_a_copy_joins_days_later_and_a_follow_up_does_not(desk: Desk) -> None:
    first = desk.tell("Post", *REPORTS["Post"])
    follow = desk.tell("Gazette", *REPORTS["Gazette"], hours=60)
    desk.settle()
    assert desk.story(follow) is None
    copy = desk.tell("Mirror", "Ferry on fire", REPORTS["Post"][1], hours=60)
    desk.settle()
    assert desk.story(first) == desk.story(copy) is not None


def test_one_outlet_tells_an_event_once(desk: Desk) -> None:
    ids = [desk.tell("Post", *REPORTS[name]) for name in ("Post", "Gazette")]
    desk.settle()
    assert [desk.story(one) for one in ids] == [None, None]


def test_the_order_in_which_reports_come_makes_no_difference(tmp_path: Path) -> None:
    third = ("Forty-one saved from ferry fire", REPORTS["Gazette"][1].replace("Lifeboats brought", "Rescuers took"))
    tellings = [("Post", *REPORTS["Post"]), ("Gazette", *REPORTS["Gazette"]), ("Daily", *third)]
    for number, order in enumerate(((0, 1, 2), (2, 0, 1), (1, 2, 0))):
        folder = tmp_path / str(number)
        folder.mkdir()
        desk = Desk(folder)
        ids = []
        for index in order:
            ids.append(desk.tell(*tellings[index]))
            desk.settle()
        assert len({desk.story(one) for one in ids}) == 1
        desk.db.close()


def test_an_entry_that_comes_to_tell_something_else_leaves_its_story(desk: Desk) -> None:
    ids = desk.tell_all()
    desk.settle()
    desk.db.articles.store(article(ids["Post"], "A recipe: roast the tomatoes with garlic, add stock and basil.", title="Soup"))
    desk.db._connection.execute(
        "UPDATE entries SET title = 'Soup for the summer', snippet = 'Tomatoes' WHERE id = ?", (ids["Post"],)
    )
    desk.db._connection.execute("UPDATE contents SET html = '<p>Roast the tomatoes.' WHERE entry_id = ?", (ids["Post"],))
    desk.settle()
    assert desk.story(ids["Post"]) is None
    assert desk.story(ids["Gazette"]) is None, "one entry alone is no story"


def test_looking_again_changes_nothing(desk: Desk) -> None:
    ids = desk.tell_all()
    desk.settle()
    before = [desk.story(one) for one in ids.values()], desk.db._connection.rows("SELECT * FROM fingerprints")
    desk.db._connection.execute("INSERT INTO story_queue(entry_id) SELECT id FROM entries")
    desk.settle()
    counted = desk.db.stories.counts([])[1]
    assert ([desk.story(one) for one in ids.values()], desk.db._connection.rows("SELECT * FROM fingerprints")) == before
    assert counted == len(ids)


def test_what_the_reader_takes_out_stays_out_until_that_is_undone(desk: Desk) -> None:
    ids = desk.tell_all()
    desk.settle()
    had = desk.db.stories.part(ids["Post"])
    assert sorted(had) == sorted([ids["Post"], ids["Gazette"]])
    desk.db._connection.execute("INSERT INTO story_queue(entry_id) SELECT id FROM entries")
    third = desk.tell("Mirror", *REPORTS["Gazette"], hours=1)
    desk.settle()
    assert desk.story(ids["Post"]) is None
    assert desk.story(ids["Gazette"]) == desk.story(third) is not None, "the others go on without it"
    assert desk.db.stories.part(ids["Post"]) == []
    desk.db.stories.rejoin(ids["Post"], had)
    assert desk.story(ids["Post"]) == desk.story(third)


def test_a_story_of_two_is_whole_again_when_parting_is_undone(desk: Desk) -> None:
    ids = desk.tell_all()
    desk.settle()
    had = desk.db.stories.part(ids["Post"])
    assert desk.story(ids["Gazette"]) is None
    desk.db.stories.rejoin(ids["Post"], had)
    assert desk.story(ids["Post"]) == desk.story(ids["Gazette"]) is not None


def test_a_quotation_is_known_again_whole_or_cut_and_who_printed_it_first(desk: Desk) -> None:
    later, first = desk.tell("Post", "A", "a", hours=5), desk.tell("Gazette", "B", "b", hours=1)
    desk.quote(later, SMOKE)
    desk.quote(first, CUT, "Otto Brenk")
    desk.settle()
    (saying,) = desk.db.stories.sayings(first).values()
    assert desk.db.stories.sayings(later) == {0: saying}
    assert [place[:2] for place in desk.db.stories.printings(saying)] == [(first, 0), (later, 0)]


def test_a_new_analysis_is_looked_at_anew(desk: Desk) -> None:
    one, other = desk.tell("Post", "A", "a"), desk.tell("Gazette", "B", "b")
    desk.quote(one, SMOKE)
    desk.quote(other, SMOKE)
    desk.settle()
    assert desk.db.stories.sayings(one)
    desk.quote(one, "“Nothing of the kind was ever said by anybody on board that day,”")
    desk.settle()
    assert desk.db.stories.sayings(one) == {}


def test_what_is_deleted_leaves_no_trace_after_a_sweep(desk: Desk) -> None:
    ids = desk.tell_all()
    desk.settle()
    desk.db.entries.delete([ids["Post"]])
    assert desk.db.stories.sweep() > 0
    left = desk.db._connection.rows("SELECT DISTINCT entry_id FROM fingerprints ORDER BY 1")
    assert [row[0] for row in left] == sorted([ids["Gazette"], ids["Echo"]])
    assert [row.id for row in desk.db.stories.entries(desk.story(ids["Gazette"]) or 0)] == [ids["Gazette"]]


def test_ten_thousand_equal_entries_are_no_story_of_ten_thousand(desk: Desk) -> None:
    ids = [desk.tell(f"Outlet {number}", "Please enable JavaScript", REPORTS["Post"][1]) for number in range(130)]
    desk.settle()
    sizes: dict[int | None, int] = {}
    for one in ids:
        sizes[desk.story(one)] = sizes.get(desk.story(one), 0) + 1
    assert max(size for story, size in sizes.items() if story is not None) <= 60


def test_hostile_texts_are_looked_at_like_others(desk: Desk) -> None:
    for number, words in enumerate(("", "<p>" * 5000, "a" * 100_000, "“" * 1000, "Ω" * 5000, "1 " * 9000)):
        desk.tell(f"Outlet {number}", words[:50], words)
    desk.settle()
    assert desk.db.stories.pending() == 0


def test_another_process_may_look_at_the_same(desk: Desk) -> None:
    desk.tell_all()
    waiting = desk.db.stories.waiting(10)
    with Database.open(desk.db.path) as other:
        finder = StoryFinder(other)
        while finder.find_some():
            pass
    assert not any(desk.db.stories.done(told.number) for told in waiting)


def test_what_another_scheme_made_is_made_anew(desk: Desk) -> None:
    ids = desk.tell_all()
    desk.settle()
    with desk.db.write():
        desk.db._connection.execute("UPDATE sketches SET scheme = 0")
    assert desk.db.stories.pending() == 0
    assert desk.finder.pending() == len(ids)
    desk.settle()
    assert desk.story(ids["Post"]) == desk.story(ids["Gazette"]) is not None
    assert desk.db.stories.counts([])[1] == len(ids), "no entry is counted twice"
    assert desk.finder.pending() == 0
