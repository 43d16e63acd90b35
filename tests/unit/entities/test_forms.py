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
    ("Prosecutor Yasmin Threlfall KC said it was late.", "Yasmin Threlfall", "PERSON"),
    ("Sinn Féin's spokeswoman, Gráinne Devlin TD, said it was late.", "Gráinne Devlin", "PERSON"),
    ("Striker Emeka Nwosu said it was late.", "Emeka Nwosu", "PERSON"),
    ("Witness Kofi Darko, a doorman, said it was late.", "Kofi Darko", "PERSON"),
    ("Trinamool MP Sukanta Ghoshal said it was late.", "Sukanta Ghoshal", "PERSON"),
    ("Cllr Peebles asked for a report.", "Peebles", "PERSON"),
    ("Inés Carvajal said the mayor, Rubén Soto, was late. Soto left. She warned Soto.", "Rubén Soto", "PERSON"),
    ("My sister Pilar was late.", "Pilar", "PERSON"),
    ("Shares in Lumenar, which makes heat pumps, rose 6 per cent.", "Lumenar", "ORG"),
    ("Norvane shares fell on Wednesday after Norvane cut its forecast.", "Norvane", "ORG"),
    ("The petition was signed, according to network operator Northgrid.", "Northgrid", "ORG"),
    ("Steelmaker Rheinwerk would shed 900 jobs. Its works council was angry.", "Rheinwerk", "ORG"),
    ("Ruth Mendel, an analyst at Cabot Hill, left.", "Cabot Hill", "ORG"),
    ("It was quoted by the daily Novy Cas.", "Novy Cas", "ORG"),
    ("Letters obtained by the Evening Courier were burnt.", "Evening Courier", "ORG"),
    ("Engineers Australia called it a shambles.", "Engineers Australia", "ORG"),
    ("Achterberg left the Copper Kettle in Lyme Parva on Friday.", "Copper Kettle", "ORG"),
    ("Drones struck the port of Tamarsk overnight.", "Tamarsk", "PLACE"),
    ("The river Ashe burst its banks on Friday.", "Ashe", "PLACE"),
    ("Lok Sabha members left.", "Lok Sabha", "ORG"),
    ("The director, Caspar Onwudiwe, lets them breathe.", "Caspar Onwudiwe", "PERSON"),
    ("Later, the leader of the Popular Front, Nino Barabadze, said that it was late.", "Nino Barabadze", "PERSON"),
    ("The bidder, Nordbryg, confirmed that it had made an approach.", "Nordbryg", "ORG"),
    ("Rail operator CoastLine says no trains will run west.", "CoastLine", "ORG"),
    ("The Bakers' Guild, for a start. It was late.", "Bakers' Guild", "ORG"),
    ("Torvane Semiconductor forecast a loss. Torvane fell.", "Torvane Semiconductor", "ORG"),
    ("Skipper Haskett admitted it was late. Vale had led through Finn Haskett's curler.", "Finn Haskett", "PERSON"),
    ("Grandson Callum, 22, said the family were proud.", "Callum", "PERSON"),
    ("Rapper Kid Dorsal, who toured in 2022, weighed in.", "Kid Dorsal", "PERSON"),
    ("In a statement to the Elmgate Register, Voss said that he was late. Colby Voss left.", "Elmgate Register", "ORG"),
    ("The premiers of New South Wales and Punjab said it was late.", "New South Wales", "PLACE"),
    ("Odisha said that it would not pay.", "Odisha", "PLACE"),
]


@pytest.mark.parametrize(("text", "name", "kind"), NAMES)
def test_a_name_is_what_its_surroundings_say(text: str, name: str, kind: str) -> None:
    assert analysed(text).types().get(name) == kind


@pytest.mark.parametrize(
    ("text", "name", "forms"),
    [
        (
            "The Bank of Norland met. The Bank cut its rate. The Bank of Norland closed.",
            "Bank of Norland",
            {"Bank of Norland", "Bank"},
        ),
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


@pytest.mark.parametrize(
    "text",
    [
        "Steinhauer told them that the Schuldenbremse must be respected.",
        "We will wait until the Mittelstand is on its knees.",
        "The Taoiseach was late.",
    ],
)
def test_a_german_noun_or_an_irish_office_is_no_name(text: str) -> None:
    assert {"Schuldenbremse", "Mittelstand", "Taoiseach"}.isdisjoint(analysed(text).names())


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Edie Marsh was at home. Edie said it was late.", "Edie Marsh"),
        ("Giles Pemberton met Hal Pemberton. Giles said it was late.", "Giles Pemberton"),
        ("Will Marsh was at home. Will it be late? He said it was late.", "Will Marsh"),
        ("Torvane Semiconductor fell. Torvane said it was late.", "Torvane Semiconductor"),
        ("The Bakers' Guild, for a start. It argues that it was late.", "Bakers' Guild"),
        ("Rail operator CoastLine was sorry. It said it was late.", "CoastLine"),
        ("In a statement to the Elmgate Register, Voss said that it was late. Colby Voss left.", "Colby Voss"),
    ],
)
def test_a_part_of_a_name_means_who_bears_it(text: str, speaker: str | None) -> None:
    assert analysed(text).statement("late").speaker == speaker


def test_members_of_a_parliament_are_no_body() -> None:
    assert "MPs" not in analysed("MPs vote on Friday. MPs said it was late.").names()
