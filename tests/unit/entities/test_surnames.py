"""People of one surname in one article: a title, an office or who came first says who is meant; where nothing does, nobody is."""

import pytest

from newstui.entities.words import gender_of, given_names
from support.analysing import analysed

COUPLE = "Anna Marsh's husband, Tom Marsh, is ill. "
PAIR = "Sen. Lisa Moore met Rep. Ben Moore. "
WARD = "Clarence Woods, a driver, is tired. Patricia Woods, a lawyer, is not.\n\n"

SPEAKERS: list[tuple[str, str, str | None]] = [
    (COUPLE + "“He is weak,” Mrs Marsh said.", "weak", "Anna Marsh"),
    (COUPLE + "“I am weak,” Mr Marsh said.", "weak", "Tom Marsh"),
    (COUPLE + "“It is late,” Marsh said.", "late", None),
    (PAIR + "Moore, the senator, said it was late.", "late", "Lisa Moore"),
    (PAIR + "Rep. Moore said it was late.", "late", "Ben Moore"),
    (PAIR + "Moore said it was late.", "late", None),
    (PAIR + "Moore laughed. “It is late,” she said.", "late", "Lisa Moore"),
    (PAIR + "Moore laughed. “It is late,” they said.", "late", None),
    (WARD + "“She has an accent,” Mr. Woods said.", "accent", "Clarence Woods"),
    (WARD + "“I went to Howard,” Ms. Woods said.", "Howard", "Patricia Woods"),
    (WARD + "Their uncle, the Rev. Otis Woods, was there. “It is late,” Rev. Woods said.", "late", "Otis Woods"),
    (WARD + "Woods, who drove a bus, said it was late.", "late", None),
    ("Desmond Falk is on trial. Mr Falk denies it. His wife was there. Mrs Falk said it was late.", "late", "Mrs Falk"),
    ("Mr Falk and Mrs Falk run the inn. Mr Falk said it was full. Mrs Falk said it was late.", "late", "Mrs Falk"),
    ("Hilda Lund ran. Lund said it was late.\n\nBo Lund cooks.\n\nLund said it was early.", "early", "Hilda Lund"),
    ("Hilda Lund ran. Lund said it was late.\n\nBo Lund cooks. Lund said it was early.", "early", None),
    ("Clara Lund ran. Clara Lund fell. Clara Lund rose.\n\nTom Lund cooks.\n\nLund said it was early.", "early", "Clara Lund"),
    ("Bess Falk paints. “It is late,” Magnus Falk told the archive.", "late", "Magnus Falk"),
    ("Tom Falk spoke. Kate Lund laughed at Tom Falk. “No,” she said.", "No", "Kate Lund"),
    ("Michelle Falk sang. Mr. Falk said it was late.", "late", "Mr. Falk"),
]


@pytest.mark.parametrize(("text", "part", "speaker"), SPEAKERS)
def test_who_of_one_surname_speaks(text: str, part: str, speaker: str | None) -> None:
    assert analysed(text).statement(part).speaker == speaker


def test_a_surname_that_nobody_can_tell_is_in_nobodys_list() -> None:
    names = analysed(PAIR + "Moore said it was late. Moore laughed.").names()
    assert names["Lisa Moore"] == ["Lisa Moore"] and names["Ben Moore"] == ["Ben Moore"]


@pytest.mark.parametrize("before", ["Crooked", "Miss Universe", "Rip"])
def test_what_stands_before_a_full_name_is_none_of_it(before: str) -> None:
    names = analysed(f"{before} Hilda Lund lost. Hilda Lund said it was late. Hilda Lund left. Lund wept.").names()
    assert [name for name in names if "Lund" in name] == ["Hilda Lund"]


def test_a_given_name_says_a_gender_only_where_it_has_one() -> None:
    assert [gender_of(name) for name in ("Anna", "Tom", "Andrea", "Kim", "Ysolde")] == ["f", "m", "", "", ""]
    assert {"Anna", "Tom", "Kim"} <= given_names()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bess Falk paints. “It is late,” Magnus Falk told the archive.", "Magnus Falk"),
        ("“My father rowed,” Magnus Inkster told us. Inkster left. His niece Bess Inkster paints.", "Magnus Inkster"),
        ("Emeka Okonjo scored in the 94th minute as Rovers beat City. Okonjo, 23, said it was late.", "Emeka Okonjo"),
        ("Two members, Per Nyström and Kaisa Virtanen, favoured a cut. Nyström said it was late.", "Per Nyström"),
        ("On Monday Falk said it was late. But Falk left. Anna Falk wept.", "Anna Falk"),
        ("Although Falk said it was late, Anna Falk laughed.", "Anna Falk"),
    ],
)
def test_two_pieces_side_by_side_are_one_name(text: str, name: str) -> None:
    names = analysed(text).names()
    assert name in names
    assert not {"Magnus", "Emeka", "Per", "But Falk", "Monday Falk", "Although Falk"} & set(names)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Ann Price runs the line. Her husband, Keith, who drives the dray, was late. Mr Price said that it was late.",
            "Keith",
        ),
        ("Giles Marsh, who runs it, wants to sell. His mother, Rosamund, does not. Mrs Marsh said that it was late.", "Rosamund"),
        ("Neighbour Trish Cole, 54, said that it was late. Cole left.", "Trish Cole"),
    ],
)
def test_kin_that_has_a_given_name_alone_bears_the_surname(text: str, speaker: str) -> None:
    assert analysed(text).statement("late").speaker == speaker


HOUSE = "When Vernon and Peg Whitlock bought the house in 1973, the roof leaked. It still does.\n\n"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (HOUSE + "Mrs. Whitlock said it was late.", "Peg Whitlock"),
        (HOUSE + "Mr. Whitlock said it was late.", "Vernon Whitlock"),
        ("Coun Brian Shorrock was there. “It is late,” Coun Shorrock said.", "Brian Shorrock"),
        ("Daria Kovalenko saw off Hannah Prior on Court One. “It is late,” said a tearful Prior, 23.", "Hannah Prior"),
    ],
)
def test_couples_councillors_and_players(text: str, speaker: str) -> None:
    assert analysed(text).statement("late").speaker == speaker
