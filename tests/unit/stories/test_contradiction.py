"""What two entries tell differently, and how much it says."""

import pytest

from newstui.stories.contradiction import OTHER_EVENT, contradiction
from newstui.stories.figures import AGE, DAY, MOST_FIGURES, figures_of, unit_of
from newstui.stories.sketches import Sketch, sketch
from newstui.stories.terms import terms_of


def made(title: str, text: str) -> Sketch:
    return sketch(title, text, terms_of(title, text), {}, 0)


def ages(text: str) -> set[int]:
    return {figure & 0xFFFF for figure in figures_of("", text) if unit_of(figure) == AGE}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A 34-year-old man and a woman, 51, were held.", {34, 51}),
        ("Ilse Marant (41) and a boy of 9 were hurt; he is aged 10.", {41, 9, 10}),
        ("Ein 27-jähriger Mann, 27, und une femme de 30 ans.", {27, 30}),
        ("It cost 34 million, and 12 of 20 came on 5 May.", set()),
    ],
)
def test_ages_are_known(text: str, told: set[int]) -> None:
    assert ages(text) == told


def test_numbers_are_the_same_in_words_and_in_figures() -> None:
    assert figures_of("", "Nine people died.") == figures_of("", "9 people died.") != ()
    assert figures_of("", "1,600 homes burned") == figures_of("", "1600 homes burned")


def test_days_are_known_in_the_possessive_too() -> None:
    (day,) = figures_of("", "After Monday’s fire")
    assert unit_of(day) == DAY
    assert figures_of("", "On Monday, fire") == (day,)


@pytest.mark.parametrize(
    "text", ["", "7", "7 7 7", "9" * 5000 + " dead", "² ² dead", "\ud800 1 \ud800", "(", "1 (", ") 2 )", "٣ dead, ٣, x"]
)
def test_odd_texts_are_read(text: str) -> None:
    assert len(figures_of(text, text)) <= MOST_FIGURES


def test_what_stands_far_down_is_not_counted() -> None:
    assert figures_of("", "word " * 200 + "9 dead on Monday") == ()


def test_other_names_in_both_titles_are_another_event() -> None:
    one = made("Council approves homes in Eastvale", "Plans for homes on an old airfield were approved.")
    other = made("Council approves homes in Marlport", "Plans for homes on an old dairy were approved.")
    assert contradiction(one, one) == 0
    assert contradiction(one, other) >= OTHER_EVENT


def test_a_name_that_the_other_has_further_down_is_none_that_it_lacks() -> None:
    one = made("Ferry burns off Selby", "The ferry Astrid burned.")
    other = made("Passengers saved from the Astrid", "She lay off Selby when fire broke out.")
    assert contradiction(one, other) < OTHER_EVENT / 2


def test_one_difference_is_not_enough() -> None:
    one = made("Coach overturns on Lenz pass", "Nine people died on Monday.")
    more = made("Coach overturns on Lenz pass", "Fourteen people died on Monday.")
    assert 0 < contradiction(one, more) < OTHER_EVENT


def test_age_and_number_together_are() -> None:
    one = made("Robber sentenced in Carrow", "A man, 34, got nine years.")
    other = made("Robber sentenced in Carrow", "A man, 51, got two years.")
    assert contradiction(one, other) >= OTHER_EVENT
