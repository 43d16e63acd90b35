"""Surnames that are places, too: a bare one means the person, the place, or nobody knows."""

import pytest

from newstui.entities.places import place_table
from support.analysing import analysed


@pytest.mark.parametrize(
    ("full", "surname"),
    [
        ("Priya Ivanova", "Ivanova"),
        ("Sergei Ivanov", "Ivanov"),
        ("Olga Kirova", "Kirova"),
        ("Michael Jordan", "Jordan"),
        ("Whitney Houston", "Houston"),
        ("Jack London", "London"),
        ("Carla Berlin", "Berlin"),
        ("Peter Lyon", "Lyon"),
        ("Denzel Washington", "Washington"),
        ("Dawn French", "French"),
        ("Claire Danes", "Danes"),
    ],
)
def test_a_bare_surname_is_the_person_that_the_article_introduced(full: str, surname: str) -> None:
    found = analysed(f"{full}, a lawyer, spoke on Monday.\n\nThe roof leaks, {surname} said. {surname} laughed.")
    assert found.names() == {full: [full, surname, surname]}
    assert found.types() == {full: "PERSON"}


@pytest.mark.parametrize(
    "place",
    [
        "He flew to Jordan in May.",
        "The road was built in Jordan.",
        "Then Jordan’s parliament met.",
        "The king of Jordan was there.",
        "Relations between Jordan and Syria are good.",
        "The ambassador met him in Amman, Jordan.",
    ],
)
def test_the_place_stays_a_place_beside_its_namesake(place: str) -> None:
    names = analysed(f"Tom Jordan, a lawyer, spoke on Monday. {place}").names()
    assert names["Jordan"] == ["Jordan"]
    assert names["Tom Jordan"] == ["Tom Jordan"]


@pytest.mark.parametrize(
    "person",
    [
        "Mr. Jordan was late.",
        "Then Jordan’s wife came.",
        "The Jordan campaign had no money.",
        "Jordan, who is ill, was late.",
        "Jordan, 45, was late.",
        "Jordan, star of many films, was late.",
    ],
)
def test_what_only_people_have_makes_it_the_person_wherever_the_place_was_named(person: str) -> None:
    names = analysed(f"Tom Jordan, a lawyer, flew to Jordan on Monday. {person}").names()
    assert names["Tom Jordan"] == ["Tom Jordan", "Jordan"]
    assert names["Jordan"] == ["Jordan"]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [("Trade with London, England, was slow.", 2), ("He came to London and Paris.", 2), ("In Manchester, London laughed.", 1)],
)
def test_a_place_stands_with_its_country_or_with_another_place(text: str, mentions: int) -> None:
    names = analysed(f"Jack London, a lawyer, spoke on Monday. {text}").names()
    assert len(names["Jack London"]) + len(names.get("London", ())) == 2
    assert ("London" in names) == (mentions == 2)


def test_whom_one_trusts_in_is_no_place() -> None:
    names = analysed("Tom Jordan, a lawyer, spoke on Monday. Voters have faith in Jordan.").names()
    assert names == {"Tom Jordan": ["Tom Jordan", "Jordan"]}


def test_what_stands_before_the_person_was_introduced_is_the_place() -> None:
    names = analysed("Washington will send aid. Denzel Washington, an actor, praised the plan.").names()
    assert names["Washington"] == ["Washington"]


def test_a_people_has_an_article_or_a_noun_and_its_namesake_has_none() -> None:
    names = analysed(
        "Dawn French, a comedian, spoke. The French like her. French said that French wine is made in France."
    ).names()
    assert names["Dawn French"] == ["Dawn French", "French"]
    assert names["France"] == ["French", "French", "France"]


def test_nobody_is_named_where_it_may_be_the_person_or_the_place() -> None:
    names = analysed("Denzel Washington, an actor, flew to Washington on Monday. Washington welcomed the plan.").names()
    assert names["Denzel Washington"] == ["Denzel Washington"]
    assert names["Washington"] == ["Washington"]


def test_a_headline_goes_by_the_text_below_it() -> None:
    told = "# Jordan denies doping\n\nMichael Jordan, the player, spoke on Monday."
    assert analysed(told).names() == {"Michael Jordan": ["Jordan", "Michael Jordan"]}
    assert analysed(f"{told} He lives in Jordan.").names()["Jordan"] == ["Jordan"]


def test_an_initial_or_a_suffix_is_no_first_name() -> None:
    names = analysed("Mr. J. Jordan spoke on Monday. Mr. Jordan Jr. listened. Jordan will send aid.").names()
    assert names["Jordan"][-1:] == ["Jordan"]


def test_a_surname_is_nobodys_right_after_a_second_bearer_was_named() -> None:
    names = analysed(
        "Michael Jordan, a lawyer, spoke first. Jordan was calm. Mark Jordan, his brother, spoke next. Jordan was not."
    ).names()
    assert names["Michael Jordan"] == ["Michael Jordan", "Jordan"]
    assert names["Mark Jordan"] == ["Mark Jordan"]


@pytest.mark.parametrize("part", ["Midtown Manhattan", "North Florida", "Breitbart London", "State of Virginia", "Say Mexico"])
def test_what_is_hardly_a_full_name_takes_no_place_from_its_place(part: str) -> None:
    place = part.split()[-1]
    names = analysed(
        f"Voters of {part} spoke on Monday. {place} is proud. {place} has more voters, some say, than {part}."
    ).names()
    assert names[place].count(place) >= 2


@pytest.mark.parametrize("words", ["Ivanova", "Ivanov", "Kirova", "Merson", "Torin"])
def test_a_name_that_only_sounds_like_a_city_is_not_the_city(words: str) -> None:
    assert place_table().canonical(words) is None


@pytest.mark.parametrize(
    ("words", "name"), [("Kiev", "Kyiv"), ("Kharkov", "Kharkiv"), ("Teheran", "Tehran"), ("Calcutta", "Kolkata")]
)
def test_another_spelling_of_a_city_is_the_city(words: str, name: str) -> None:
    assert place_table().canonical(words) == name


def test_a_city_is_called_as_the_article_writes_it_but_for_another_spelling() -> None:
    found = analysed("Rebels took Kandahar. Trade with Sao Paulo and Kharkov was slow.")
    assert {"Kandahar", "Sao Paulo", "Kharkiv"} <= set(found.names())
