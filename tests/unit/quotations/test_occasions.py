"""What is said in a letter, at a hearing, on Sunday: the clause that follows is what is said, whatever the parser hangs it on."""

import pytest

from newstui.model.analysis import Strength
from support.analysing import analysed

OCCASIONS = (
    "in a statement",
    "in a speech",
    "in a letter to the council",
    "in a report",
    "in a message",
    "in a press release",
    "in a lawsuit",
    "at a hearing",
    "at a hearing in March",
    "in a book",
    "in an interview",
    "at a rally in Leeds",
    "on Sunday",
    "on X",
)


@pytest.mark.parametrize("where", OCCASIONS)
def test_what_is_said_there(where: str) -> None:
    for who, verb in (
        ("Keller", "said"),
        ("The ministry", "wrote"),
        ("Keller", "warned"),
        ("The minister", "announced"),
        ("The chair, Anna Marsh,", "announced"),
        ("Anna Marsh, the chair,", "insisted"),
    ):
        found = analysed(f"{who} {verb} {where} that the figures were wrong.")
        quotation = found.statement("figures")
        assert found.words(quotation) == (who, verb, "that the figures were wrong")
        assert quotation.strength is Strength.STATEMENT


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Keller told MPs in a letter that the figures were wrong.", "Keller", "that the figures were wrong"),
        ("Keller wrote in a statement that Marsh had lied.", "Keller", "that Marsh had lied"),
        ("Keller said in a letter that he “was sorry”.", "Keller", "that he “was sorry”"),
        (
            "Anna Marsh, who is 61, added on Sunday that the figures were wrong.",
            "Anna Marsh, who is 61,",
            "that the figures were wrong",
        ),
        ("“It was late,” Keller said in a letter that Marsh read.", "Keller", "“It was late,”"),
    ],
)
def test_beside_other_things(text: str, source: str, content: str) -> None:
    found = analysed(text)
    assert [(found.words(q)[0], found.words(q)[2]) for q in found.analysis.quotations] == [(source, content)]


@pytest.mark.parametrize(
    "text",
    [
        "Keller said in a letter that was leaked on Monday.",
        "She said in an interview that will be broadcast on Monday.",
        "The man, told on Monday that the figures were wrong, left.",
        "The plan, announced on Monday, failed.",
    ],
)
def test_what_only_looks_like_it(text: str) -> None:
    assert analysed(text).analysis.quotations == ()


def test_a_semicolon_begins_another_statement() -> None:
    found = analysed("Keller told the committee the war was over; Marsh added on Sunday that it was not; Falk said it was late.")
    assert [(found.words(q)[0], found.words(q)[2]) for q in found.analysis.quotations] == [
        ("Keller", "the war was over"),
        ("Marsh", "that it was not"),
        ("Falk", "it was late"),
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "The port was shut for three days, a parliamentary report alleged on Monday.",
            [("a parliamentary report", "The port was shut for three days")],
        ),
        ("The port was shut for three days, a lawyer claimed.", [("a lawyer", "The port was shut for three days")]),
        (
            "Officials said 40 people died, while the EU's mission said it had counted 60.",
            [("Officials", "40 people died"), ("the EU's mission", "it had counted 60")],
        ),
        ("Keller said that he left, while the band played.", [("Keller", "that he left, while the band played")]),
        ("He sold the boat, a vessel claimed by both sides.", []),
        ("He met Keller, a man accused of theft.", []),
    ],
)
def test_frames_at_the_end_of_a_sentence(text: str, rows: list[tuple[str, str]]) -> None:
    found = analysed(text)
    assert [(found.words(q)[0], found.words(q)[2]) for q in found.analysis.quotations] == rows
