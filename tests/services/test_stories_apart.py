"""Events that are told alike, and stories that would grow without an end: what must stay apart."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from support.cache import article
from support.story_desk import Desk

CARROW = (
    "Man, 34, charged after stabbing in Carrow",
    "A 34-year-old man has been charged with attempted murder after a stabbing in Carrow on Thursday night. A 22-year-old was"
    " taken to hospital with serious injuries. Westmark Police said the accused would appear before magistrates on Saturday.",
)
DUNMERE = (
    "Woman, 51, charged after stabbing in Dunmere",
    "A 51-year-old woman has been charged with attempted murder after a stabbing in Dunmere on Wednesday night. A 40-year-old was"
    " taken to hospital with serious injuries. Westmark Police said the accused would appear before magistrates on Friday.",
)
AGENCY = (
    "Man charged over Carrow stabbing",
    "Police charged a man, 34, with attempted murder on Friday after another man was stabbed in Carrow the night before. The"
    " victim, 22, is in hospital with serious injuries.",
)
TRAILER = (
    " Follow all of our coverage of courts, councils and traffic by signing up to the free evening newsletter, which brings the"
    " biggest headlines from across the county straight to your inbox. Subscribers support independent reporters and read every"
    " article without advertising. Contact our newsdesk with photos, videos or tips."
)
SMALL_NEWS = (
    "Library opens on Sundays", "Badger found in swimming pool", "Bakery wins prize for rye bread", "Bridge closed for painting",
    "Choir seeks tenors", "Dentist retires after forty years", "Cyclist rides to Norway", "Pupils plant four hundred oaks",
    "Market hall gets roof", "Swans return to mill pond", "Bus fares rise again", "Clock on church tower stopped",
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.db.close()


def test_two_crimes_told_in_the_same_words_are_two_events(desk: Desk) -> None:
    dunmere = desk.tell("Post", *DUNMERE, hours=-18)
    carrow = desk.tell("Post", *CARROW)
    agency = desk.tell("Agency", *AGENCY, hours=1)
    second = desk.tell("Star", *DUNMERE, hours=-17)
    desk.settle()
    assert desk.story(carrow) == desk.story(agency) is not None
    assert desk.story(dunmere) == desk.story(second) is not None
    assert desk.story(carrow) != desk.story(dunmere)


def test_a_higher_number_of_dead_is_the_same_event(desk: Desk) -> None:
    words = (
        "{} people died when a coach overturned on the Lenz pass on Wednesday. It was carrying pensioners home from the lakes."
    )
    first = desk.tell("Agency", "Coach overturns on Lenz pass, nine dead", words.format("Nine"))
    later = desk.tell("Post", "Coach crash on Lenz pass kills 14", words.format("Fourteen"), hours=3)
    update = desk.tell("Agency", "Coach overturns on Lenz pass, 14 dead", words.format("Fourteen"), hours=4)
    desk.settle()
    assert desk.story(first) == desk.story(later) == desk.story(update) is not None


@pytest.mark.parametrize("backwards", [False, True])
def test_what_a_feed_says_in_every_entry_makes_no_story(desk: Desk, backwards: bool) -> None:
    news = SMALL_NEWS[::-1] if backwards else SMALL_NEWS
    ids = [desk.tell(("Mail", "Star")[n % 2], title, f"{title}.{TRAILER}", hours=n / 2) for n, title in enumerate(news)]
    desk.settle()
    assert [desk.story(one) for one in ids] == [None] * len(ids)


def test_with_such_a_trailer_one_event_is_still_one(desk: Desk) -> None:
    for number, title in enumerate(SMALL_NEWS):
        desk.tell(("Mail", "Star")[number % 2], title, f"{title}.{TRAILER}", hours=number / 2)
    ids = [desk.tell(outlet, *(CARROW[0], CARROW[1] + TRAILER), hours=7) for outlet in ("Mail", "Star")]
    desk.settle()
    assert desk.story(ids[0]) == desk.story(ids[1]) is not None


def test_entries_of_one_outlet_made_from_one_form_are_no_story(desk: Desk) -> None:
    towns = ("Aldermoor", "Brightwater", "Carrow", "Dunmere", "Eastvale", "Fernhill", "Granthaven", "Holloway")
    form = "{} - The council agreed on Monday to review school closures, a decision that could affect {} thousand residents."
    ids = [
        desk.tell(outlet, f"Council reviews school closures in {town}", form.format(town.upper(), 3 * number), hours=number / 2)
        for number, town in enumerate(towns)
        for outlet in ("Post", "Agency")
    ]
    desk.settle()
    stories = [desk.story(one) for one in ids]
    assert stories[::2] == stories[1::2], "both outlets tell of each town"
    assert len({*stories}) == len(towns)


@pytest.mark.parametrize("outlets", [2, 17])
def test_a_story_does_not_grow_link_by_link(desk: Desk, outlets: int) -> None:
    """Each report has much in common with the one before, and the last has nothing in common with the first."""
    words = [letter * 2 + "ending" for letter in "abcdefghijklmnopqrstuvwx"]
    ids = [
        desk.tell(
            f"Outlet {at % outlets}", " ".join(words[at : at + 4]), f"the {' and the '.join(words[at : at + 8])}.", hours=at / 4
        )
        for at in range(17)
    ]
    desk.settle()
    stories = [desk.story(one) for one in ids]
    assert any(one == other is not None for one, other in pairwise(stories)), "neighbours are alike enough"
    assert all(one is None or one != other for one, other in zip(stories, stories[8:]))


def test_a_running_topic_ends_as_a_story_after_forty_hours(desk: Desk) -> None:
    words = [letter * 2 + "ending" for letter in "abcdefghijklmnopqrst"]
    for number in range(24):
        told = Random(number).sample(words, len(words))  # the same words, and no run of them twice
        desk.tell(f"Outlet {number % 12}", "Flood in Orsa", f"the {' '.join(told)}.", hours=6 * number)
    desk.settle()
    spans = desk.db._connection.rows("SELECT max(sort_at) - min(sort_at) FROM entries WHERE story IS NOT NULL GROUP BY story")
    assert spans and max(span for (span,) in spans) <= 40 * 3600


@pytest.mark.parametrize("opened", range(3))
def test_a_story_stays_whole_when_the_text_of_one_of_its_entries_is_fetched(desk: Desk, opened: int) -> None:
    ids = [
        desk.tell("Post", *CARROW),
        desk.tell("Agency", *AGENCY, hours=1),
        desk.tell("Post", CARROW[0], CARROW[1].replace("serious", "severe"), hours=2),
    ]
    desk.settle()
    story = desk.story(ids[0])
    assert story is not None and {desk.story(one) for one in ids} == {story}
    paragraphs = [
        "The quay was full of people when the shouting began, and nobody thought much of it at first.",
        "Landlady Ilse Marant says that she had closed the shutters by then and was counting the till in the back room.",
        "A rope of blue and white hung across Dock Street all morning; a florist had laid out roses beside it.",
        "Neighbours want lamps along the water, and the council has promised an answer before the summer fair.",
    ]
    desk.db.articles.store(article(ids[opened], *paragraphs, title=CARROW[0]))
    desk.settle()
    assert {desk.story(one) for one in ids} == {story}
