"""Sketches: what is kept of an entry."""

import pytest

from newstui.stories.resemblance import Likeness, is_copy, is_new_version, likeness, margin
from newstui.stories.sketches import KEPT, Sketch, decode, keys_near, keys_of, sketch
from newstui.stories.terms import terms_of

NOON = 1_772_452_800
HOUR = 3600
FIRE = (
    "Ferry burns off Selby",
    "All 41 people on the ferry Astrid were saved after a fire in its engine room off Selby Point, the coastguard said."
    " Two of the crew had burns, and the passengers were brought to Norholm by lifeboats before noon.",
)
SAME_FIRE = (
    "Passengers saved from burning ferry Astrid",
    "Lifeboats brought 41 people from the burning ferry Astrid to Norholm. Fire had broken out in the engine room off Selby"
    " Point. The coastguard told of two crew members with burns.",
)
TIMETABLE = (
    "Norholm Line announces winter timetable",
    "Four sailings a day link Selby and Norholm from November, one fewer than last winter. Fares rise by four percent.",
)


def made(telling: tuple[str, str]) -> Sketch:
    return sketch(*telling, terms_of(*telling), {}, 0)


def test_a_sketch_survives_its_bytes_and_stays_small() -> None:
    one = made(FIRE)
    assert decode(one.encode()) == one
    long = made((FIRE[0], " ".join(f"word{n} Name{n}" for n in range(3000))))
    assert len(long.terms) == KEPT
    assert len(long.encode()) < 256


@pytest.mark.parametrize("text", ["", "Word", "Two words", "\ud800 \u202e", "…"])
def test_a_text_of_hardly_any_words_has_a_sketch(text: str) -> None:
    one = made((text, ""))
    assert decode(one.encode()) == one
    assert margin(likeness(one, one, 0)) < 0


def test_two_reports_of_one_event_resemble_each_other_and_another_event_there_does_not() -> None:
    assert margin(likeness(made(FIRE), made(SAME_FIRE), 2 * HOUR)) > 0
    assert margin(likeness(made(FIRE), made(TIMETABLE), 2 * HOUR)) < 0


def test_reports_of_later_days_are_not_of_the_same_event_but_copies_are() -> None:
    assert margin(likeness(made(FIRE), made(SAME_FIRE), 50 * HOUR)) < 0
    copied = likeness(made(FIRE), made((FIRE[0], FIRE[1].removesuffix(" before noon."))), 50 * HOUR)
    assert is_copy(copied)
    assert margin(copied) > 0


def test_entries_of_one_event_share_keys_over_midnight() -> None:
    assert set(keys_of(made(FIRE), NOON)) & set(keys_near(made(SAME_FIRE), NOON + 20 * HOUR))
    assert not set(keys_of(made(FIRE), NOON)) & set(keys_near(made(SAME_FIRE), NOON + 30 * 24 * HOUR))


def test_copies_share_keys_at_any_distance() -> None:
    assert set(keys_of(made(FIRE), NOON)) & set(keys_near(made(FIRE), NOON + 30 * 24 * HOUR))


def test_words_that_many_entries_have_tell_less() -> None:
    terms = terms_of(*FIRE)
    before = sketch(*FIRE, terms, {}, 0)
    common = before.terms[0]
    after = sketch(*FIRE, terms, {common: 900}, 1000)
    weight = dict(zip(before.terms, before.weights))[common]
    assert dict(zip(after.terms, after.weights)).get(common, 0) < weight


def test_texts_made_from_one_form_are_not_copies() -> None:
    """Weather, results, filings: the sentences are the same, what they tell of and whom they name is not."""
    form = Likeness(words=0.1, names=0.1, shared=3, copied=0.5, hours=1.0)
    assert not is_copy(form) and margin(form) < 0
    assert is_copy(Likeness(words=0.4, names=0.8, shared=8, copied=0.5, hours=1.0))


def test_an_outlet_prints_an_event_again_only_with_the_same_text_or_names() -> None:
    update = Likeness(words=0.4, names=0.8, shared=8, copied=0.5, hours=1.0)
    assert is_new_version(update)
    assert not is_new_version(Likeness(words=0.3, names=0.4, shared=6, copied=0.5, hours=1.0))
