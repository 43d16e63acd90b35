"""Entities of short invented articles: grouped, typed, without junk."""

from itertools import pairwise

import pytest

from support.analysing import analysed

ARTICLE = """Ferry Talks Fail in Oslo

Danish President Jon Dahl met Ada Lind, the head of the Harbour Rescue Service (HRS), in Oslo on Friday.

Dahl’s talks with Lind failed, the Northport Gazette reported. HRS had asked for two more boats for Jutland province.

The Danes want peace, said Zoë Müller of the Voice of the Coast (VOC), and Muller knows them. VOC has 40 members in Denmark.

The United States sent an envoy in June. The U.S. had no comment. Americans were not asked.
"""


def test_mentions_are_gathered() -> None:
    names = analysed(ARTICLE).names()
    assert set(names["Jon Dahl"]) == {"Jon Dahl", "Dahl"}
    assert set(names["Ada Lind"]) == {"Ada Lind", "Lind"}
    assert set(names["Harbour Rescue Service"]) == {"Harbour Rescue Service", "HRS"}
    assert set(names["Zoë Müller"]) == {"Zoë Müller", "Muller"}
    assert set(names["Voice of the Coast"]) == {"Voice of the Coast", "VOC"}


def test_peoples_go_with_their_country() -> None:
    names = analysed(ARTICLE).names()
    assert set(names["Denmark"]) == {"Denmark", "Danish", "Danes"}
    assert set(names["United States"]) == {"United States", "U.S.", "Americans"}


def test_types() -> None:
    types = analysed(ARTICLE).types()
    assert types["Jon Dahl"] == "PERSON"
    assert types["Harbour Rescue Service"] == "ORG"
    assert types["Oslo"] == "PLACE"


def test_days_numbers_and_headline_fragments_are_no_entities() -> None:
    found = analysed(ARTICLE).names()
    assert not {"Friday", "June", "40", "two", "Ferry Talks Fail", "Ferry"} & set(found)


def test_two_people_of_one_surname_stay_two() -> None:
    found = analysed("Ada Lind met Olga Lind in Oslo. Olga Lind spoke first, and Ada Lind listened to her.").names()
    assert {"Ada Lind", "Olga Lind"} <= set(found)


def test_a_person_of_a_body_is_no_body() -> None:
    found = analysed("Anders Lindqvist of Brightwater Lines called it a distraction: “This letter changes nothing.”")
    assert found.names() == {"Anders Lindqvist": ["Anders Lindqvist"], "Brightwater Lines": ["Brightwater Lines"]}
    assert {q.speaker for q in found.analysis.quotations} == {"Anders Lindqvist"}
    assert "Bank of Halvern" in analysed("The Bank of Halvern was closed on Friday, and its clients stood outside.").names()


def test_mentions_are_disjoint_and_in_the_text() -> None:
    found = analysed(ARTICLE)
    spans = sorted(m for e in found.analysis.entities for m in e.mentions)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert spans[-1].end <= len(ARTICLE)


def test_names_are_found_without_a_model() -> None:
    found = analysed(ARTICLE, model=False)
    assert found.analysis.reduced
    assert "Jon Dahl" in " ".join(found.names())


def test_the_words_around_a_name_say_what_it_is() -> None:
    found = analysed(
        "Casimir Tolland lost the club in March. Ulla Greave, who teaches law in Oslo, saw it coming. "
        "Tolland did not, and Tolland paid for it, the Gazette reported. The Polytechnic Trust bought it."
    ).types()
    assert found["Casimir Tolland"] == "PERSON"
    assert found["Ulla Greave"] == "PERSON"
    assert found["Gazette"] == "ORG"
    assert found["Polytechnic Trust"] == "ORG"


LANDER = """Moon Lander Fails as Sun Storm Hits Orbit

By Orbit Desk

The Moon was bright on Tuesday when the lander of the European Space Agency (ESA) fell silent. The Sun had thrown a storm.

“We lost it,” said Petra Vance, who leads the mission. Vance said that engines had failed on the Moon. Orbit Desk has asked ESA.

Engineers in Kiev watched. The antenna was built in Kyiv. Reporting by Orbit Desk; editing by Lena Fox
"""


def test_bylines_desks_and_the_moon_are_nobody() -> None:
    found = analysed(LANDER).names()
    assert not {"Orbit Desk", "Lena Fox", "Moon", "Sun"} & set(found)
    assert set(found["Petra Vance"]) == {"Petra Vance", "Vance"}
    assert set(found["European Space Agency"]) == {"European Space Agency", "ESA"}


@pytest.mark.parametrize("credit", ["Photo: J. Vance", "(AP Photo/Jon Vance)", "Photograph by: Jon Vance/Reuters"])
def test_a_pictures_credit_names_nobody_and_a_caption_does(credit: str) -> None:
    found = analysed(f"{LANDER}\n\n{credit}\n\nPhoto: Maria Smith speaks in Oslo on Friday.").names()
    assert set(found["Petra Vance"]) == {"Petra Vance", "Vance"}
    assert not {"J. Vance", "Jon Vance", "Reuters", "AP"} & set(found)
    assert "Maria Smith" in found


def test_an_initial_joins_only_the_given_name_that_begins_with_it() -> None:
    found = analysed(
        "Lander lost\n\nPetra Vance spoke in Oslo. J. Vance was there, too. P. Vance, as Vance is often called, left first."
    ).names()
    assert set(found["Petra Vance"]) == {"Petra Vance", "P. Vance", "Vance"}
    assert found["J. Vance"] == ["J. Vance"]


def test_a_surname_of_the_moon_is_a_name() -> None:
    found = analysed("Moon Jae-in met Ada Lind in Oslo. “We agree,” Moon said. Moon left for Seoul.").names()
    assert "Moon Jae-in" in found


def test_a_city_in_two_spellings_is_one() -> None:
    found = analysed(LANDER).names()
    assert set(found["Kyiv"]) == {"Kiev", "Kyiv"}


@pytest.mark.parametrize(
    ("text", "name", "mentions"),
    [
        ("CARROW SOUND (AP) - The ferry to Carrow Sound was late.", "Carrow Sound", {"CARROW SOUND", "Carrow Sound"}),
        ("ALDERMOOR — The gates of Aldermoor are old. Aldermoor sleeps.", "Aldermoor", {"ALDERMOOR", "Aldermoor"}),
        ("ALDERMOOR, Nov. 3 (Reuters) – The gates are old.", "Aldermoor", {"ALDERMOOR"}),
        ("PARIS, March 3 – The gates of the Seine are old.", "Paris", {"PARIS"}),
        ("WESTPORT, Conn. (AP) — The vote is late. Westport has voted twice.", "Westport", {"WESTPORT", "Westport"}),
        ("NEW YORK/LONDON (Reuters) - Shares fell on Monday.", "London", {"LONDON"}),
        ("Carrow Sound (AP) — The ferry was late.", "Carrow Sound", {"Carrow Sound"}),
        ("ST. MARYS, Ga. (AP) — The river fell. St. Marys is dry.", "St. Marys", {"ST. MARYS", "St. Marys"}),
        ("LINCOLN, Neb. — Abraham Lincoln is loved here.", "Lincoln", {"LINCOLN"}),
    ],
)
def test_a_dateline_is_a_place_by_its_usual_spelling(text: str, name: str, mentions: set[str]) -> None:
    found = analysed(text)
    assert set(found.names()[name]) == mentions
    assert found.types()[name] == "PLACE"
    assert not {"AP", "Reuters"} & found.names().keys()


def test_a_dateline_stays_a_place_where_somebody_is_called_like_it() -> None:
    found = analysed("ALDERMOOR — Ada Aldermoor, who leads the council, spoke. Mrs. Aldermoor said no. Aldermoor said yes.")
    assert found.types() == {"Ada Aldermoor": "PERSON", "Aldermoor": "PLACE"}


@pytest.mark.parametrize(
    "text", ["NATO — the alliance — will wait.", "NOTE TO EDITORS — The talks end on Monday.", "BREAKING — A dam broke."]
)
def test_capitals_before_a_dash_are_not_always_a_place(text: str) -> None:
    assert "PLACE" not in analysed(text).types().values()


NAMES_AS_MODIFIERS = (
    "Ada Holmlund spoke in Northport. The Holmlund campaign spent a million. The Holmlund administration will cut taxes, and"
    " Holmlund’s wife, Olga, agreed. A Holmlund rally drew crowds, the Holmlund camp said."
)


def test_a_person_whose_name_stands_before_a_noun_is_a_person() -> None:
    types = analysed(NAMES_AS_MODIFIERS).types()
    assert types["Ada Holmlund"] == "PERSON"


def test_a_surname_has_the_type_of_the_full_name() -> None:
    found = analysed(
        "Karl Brandvik won. The Brandvik said nothing of note, the Brandvik wrote. Brandvik shares his house with Olga Lind."
    )
    assert found.types()["Karl Brandvik"] == "PERSON"


def test_states_by_their_short_forms_are_the_states() -> None:
    names = analysed(
        "Senator Ada Lind (D-Mass.) met voters in Springfield, Ill., and in N.H. and in Illinois. It was Calif. weather."
    ).names()
    assert {"Massachusetts", "Illinois", "New Hampshire"} <= set(names)
    assert {"Ill.", "Illinois"} <= set(names["Illinois"])
    assert not {"Mass", "Ill", "N.H.", "Calif"} & set(names)


def test_places_in_capitals_are_the_places() -> None:
    names = analysed("Reports came from IOWA and from NEW HAMPSHIRE. In Iowa, they were late.").names()
    assert set(names["Iowa"]) == {"IOWA", "Iowa"}
    assert "NEW HAMPSHIRE" in names["New Hampshire"]


def test_a_name_without_its_prefix_or_its_owner() -> None:
    text = (
        "Ada Holmlund met Jon Patrick in Oslo. The pro-Holmlund group paid. Holmlund’s Avenue Capital Group paid too, and"
        " Holmlund and Patrick laughed."
    )
    names = analysed(text).names()
    assert not [name for name in names if "pro-" in name or "’s " in name or " and " in name]
    assert "Holmlund" in names["Ada Holmlund"]


def test_what_the_model_overlooked_is_named_where_its_words_say_what_it_is() -> None:
    types = analysed("The Desert Relief Union sent forty lorries from Amman on Thursday.").types()
    assert types["Desert Relief Union"] == "ORG"


@pytest.mark.parametrize("outlet", ["Bloomberg", "Der Spiegel", "Le Monde", "El País", "Xinhua", "Bild", "Süddeutsche Zeitung"])
def test_well_known_outlets_are_organisations(outlet: str) -> None:
    found = analysed(f"{outlet} reported that the bank would fail. {outlet} stood by it. The bank sued {outlet} on Monday.")
    assert found.types()[outlet] == "ORG"


def test_whoever_is_called_like_an_outlet_is_a_person() -> None:
    assert analysed("Mayor Bloomberg spoke on Monday. Bloomberg said he would run.").types() == {"Bloomberg": "PERSON"}
    found = analysed("Michael Bloomberg spoke on Monday. “I will run,” Bloomberg told Bloomberg News.").types()
    assert found == {"Michael Bloomberg": "PERSON", "Bloomberg News": "ORG"}


@pytest.mark.parametrize(
    "text",
    [
        "“If that is a penalty, I'm a Dutchman,” said the coach.",
        "Ada Lind lost to the Serb on Friday.",
        "It was late. A Briton was hurt.",
        "The young Spaniard was late.",
    ],
)
def test_who_is_called_by_a_country_is_no_country(text: str) -> None:
    assert "PLACE" not in analysed(text).types().values()


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The German chancellor was late.", "Germany"),
        ("The Germans were late.", "Germany"),
        ("The Dutch were late.", "Netherlands"),
        ("The German and French governments were late.", "Germany"),
        ("The American-led force was late.", "United States"),
    ],
)
def test_a_people_and_its_adjective_are_its_country(text: str, country: str) -> None:
    assert country in analysed(text).names()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("In a document spotted by The Verge, Lumenar says that it is warm. Lumenar denied it.", {"Verge", "Lumenar"}),
        ("Citing Reuters, the BBC said it was late.", {"Reuters", "BBC"}),
        ("The pope wept. Quoting Matthew, he said that it was late.", {"Matthew"}),
        ("Thanking Ada Lind, the mayor said it was late.", {"Ada Lind"}),
    ],
)
def test_a_name_has_no_comma_and_begins_with_no_participle(text: str, names: set[str]) -> None:
    assert set(analysed(text).names()) == names


def test_a_body_keeps_its_comma() -> None:
    assert (
        "Ministry of Housing, Building and Planning"
        in analysed("The Ministry of Housing, Building and Planning said it was late.").names()
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("“It is safe,” said Transport Minister Ngozi Okafor.", {"Ngozi Okafor"}),
        ("Storm Edda has sunk two boats off Oslo. Edda will go on until Friday.", {"Oslo"}),
        ("Mme Claire Dubois met M. Jean Petit in Lyon on Friday.", {"Claire Dubois", "Jean Petit", "Lyon"}),
        ("Herr Max Vogel and Frau Greta Lorenz were in Lyon on Friday.", {"Max Vogel", "Greta Lorenz", "Lyon"}),
        ("Señora Lucia Ramos met Signor Paolo Conti in Lyon.", {"Lucia Ramos", "Paolo Conti", "Lyon"}),
    ],
)
def test_a_portfolio_a_storm_and_a_title_are_no_names(text: str, names: set[str]) -> None:
    assert set(analysed(f"Talks go on\n\n{text}").names()) == names


def test_a_companys_first_word_alone_is_the_company() -> None:
    found = analysed("Talks go on\n\nBrightwater Lines lowered its offer. Brightwater said the offer was final.")
    assert found.names() == {"Brightwater Lines": ["Brightwater Lines", "Brightwater"]}
    others = "Talks go on\n\nOrion Freight met Orion Foods on Friday. Orion said the offer was final."
    assert not {"Orion"} & {form for name, forms in analysed(others).names().items() if name != "Orion" for form in forms}
    town = analysed("Talks go on\n\nBrightwater Lines is moving. In Brightwater, crews said the offer was final.").names()
    assert "Brightwater" not in town.get("Brightwater Lines", [])
