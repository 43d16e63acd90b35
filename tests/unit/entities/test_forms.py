"""Names and what stands around them: titles, letters, kinds of bodies, kin; short forms of bodies."""

import pytest

from support.analysing import analysed

NAMES: list[tuple[str, str, str]] = [
    ("Harbour Master Stella Vance: the port is open. Vance said it was late.", "Stella Vance", "PERSON"),
    ("Superintendent Joyce Kimball said it was late. Kimball laughed.", "Joyce Kimball", "PERSON"),
    ("Ch Supt Naomi Tran said it was early. Tran left.", "Naomi Tran", "PERSON"),
    ("Taoiseach Helen Cassidy said it was late. Cassidy left.", "Helen Cassidy", "PERSON"),
    ("Committee chair Dame Olive Strang said it was late.", "Olive Strang", "PERSON"),
    ("Mayor of Elmgate Sunita Deol said it was late. Deol left.", "Sunita Deol", "PERSON"),
    ("Holloway's mother, Janice, said it was late.", "Janice", "PERSON"),
    ("“She was hard on us,” recalled the violinist Peder Friis.", "Peder Friis", "PERSON"),
    ("If convicted, Kairys faces prison, his lawyer, Rasa Butkutė, said.", "Rasa Butkutė", "PERSON"),
    ("Drugmaker Orvane AG is in talks. Orvane said it was late.", "Orvane AG", "ORG"),
    ("Sinn Féin said no.", "Sinn Féin", "ORG"),
    ("The semi-official Tasnim agency reported that it was late.", "Tasnim", "ORG"),
    ("Queen Street was closed. Traffic was slow.", "Queen Street", "PLACE"),
]


@pytest.mark.parametrize(("text", "name", "kind"), NAMES)
def test_a_name_is_what_its_surroundings_say(text: str, name: str, kind: str) -> None:
    assert analysed(text).types().get(name) == kind


@pytest.mark.parametrize(
    ("text", "name", "forms"),
    [
        (
            "Secretary Gráinne Ní Bhriain was late. He met Ms Ní Bhriain on Sunday.",
            "Gráinne Ní Bhriain",
            {"Gráinne Ní Bhriain", "Ní Bhriain"},
        ),
        (
            "The Coastal Herald reported it. I told the Herald so. The Herald left.",
            "Coastal Herald",
            {"Coastal Herald", "Herald"},
        ),
        (
            "The European Commission would wait. The Commission said no.",
            "European Commission",
            {"European Commission", "Commission"},
        ),
        ("The European Union's mission was late. The EU said no.", "European Union", {"European Union", "EU"}),
        (
            "The Irish Nurses' Federation was late. The INF says no.",
            "Irish Nurses' Federation",
            {"Irish Nurses' Federation", "INF"},
        ),
        ("Halden Vos was late. Vos himself left.", "Halden Vos", {"Halden Vos", "Vos"}),
    ],
)
def test_a_short_form_goes_with_the_only_name_that_it_shortens(text: str, name: str, forms: set[str]) -> None:
    assert set(analysed(text).names()[name]) == forms


def test_the_house_is_not_the_white_house() -> None:
    names = analysed("The White House said no. The House said yes. The Senate Watch Committee met the Senate.").names()
    assert set(names["White House"]) == {"White House"}


def test_a_short_form_of_two_bodies_is_neither() -> None:
    names = analysed("The Coastal Herald and the Northport Herald met. The Herald said no.").names()
    assert set(names["Coastal Herald"]) == {"Coastal Herald"} and set(names["Northport Herald"]) == {"Northport Herald"}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ada Lind flew on Air Force One. One of the pilots said it was late.", None),
        ("The official IRNA news agency said it was late.", "IRNA"),
        ("The semi-official Tasnim agency reported that it was late.", "Tasnim"),
        ("Halden Vos was late. Vos himself tweeted: “It is late.”", "Halden Vos"),
    ],
)
def test_who_is_named_beside_a_word_for_it_speaks(text: str, speaker: str | None) -> None:
    assert analysed(text).statement("late").speaker == speaker
