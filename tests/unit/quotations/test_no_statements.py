"""What looks like somebody's statement and is none: what nobody said, what was done with more than words, what another denies."""

import pytest

from newstui.model.analysis import Strength
from support.analysing import Analysed, analysed


def statements(found: Analysed) -> list[tuple[str, str]]:
    return [
        (found.words(q)[0], found.words(q)[2])
        for q in found.analysis.quotations
        if q.strength is Strength.STATEMENT and not q.denied
    ]


@pytest.mark.parametrize(
    "text",
    [
        "She falsely claims that Keller said it was safe.",
        "The post falsely claimed that Keller said: “It is safe for all of us.”",
        "The post wrongly quoted Keller as saying that it was safe.",
        "It is not true that Keller said it was safe.",
        "It is false that Keller told MPs it was safe.",
        "A fake video shows Keller saying that it is safe.",
        "If Keller said it was safe, he lied.",
        "Even if Keller said it was safe, nobody believed him.",
        "Unless Keller says it is safe, we stay.",
        "If Keller said: “It is safe for all of us,” he lied.",
        "Keller never said it was safe.",
        "Keller never said this.",
    ],
)
def test_what_nobody_is_said_to_have_said(text: str) -> None:
    assert "Keller" not in [source for source, _ in statements(analysed(text))]


@pytest.mark.parametrize(
    "text",
    [
        "It is true that Keller said it was safe.",
        "Keller said that if it rains they go.",
        "“If it rains, we go,” Keller said.",
        "“It is safe,” Keller said, if only to calm them.",
        "Keller wrongly said it was safe.",
    ],
)
def test_what_somebody_did_say(text: str) -> None:
    assert [source for source, _ in statements(analysed(text))] == ["Keller"]


@pytest.mark.parametrize(
    "text",
    [
        "Keller claimed his third title on Sunday.",
        "Keller claimed victory.",
        "The storm claimed 12 lives.",
        "Keller declared three days of mourning.",
        "Keller declared a state of emergency.",
        "Keller reported the theft to police.",
        "They call her 'Nan'.",
        "They called him “the Iron Duke”.",
    ],
)
def test_what_is_done_is_not_said(text: str) -> None:
    assert statements(analysed(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Keller claimed that he had won.",
        "Keller claimed responsibility for the attack.",
        "Keller reported to police that the boat was stolen.",
        "Keller called it “a mistake”.",
        "Keller declared himself the winner.",
    ],
)
def test_what_is_said_with_the_same_verbs(text: str) -> None:
    assert [source for source, _ in statements(analysed(text))] == ["Keller"]


@pytest.mark.parametrize(
    "denial",
    [
        "which it denies",
        "which the firm has always denied",
        "a charge the government denies",
        "a claim he disputes",
        "an allegation that he has denied",
        "something the mayor has rejected",
    ],
)
def test_a_denial_in_passing_is_not_the_accusers(denial: str) -> None:
    assert statements(analysed(f"Marsh said inspectors had been bribed, {denial}.")) == [("Marsh", "inspectors had been bribed")]


def test_who_disputes_that_something_is_so() -> None:
    found = analysed("The union disputes that the gates were safe.")
    (quotation,) = found.analysis.quotations
    assert found.words(quotation) == ("The union", "disputes", "that the gates were safe")
    assert quotation.denied


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Nov 28 (Reuters) - The firm is in talks, three people said on Saturday.",
            ("three people", "The firm is in talks"),
        ),
        ("ROME—Pope Clement XV said on Sunday that it rained.", ("Pope Clement XV", "that it rained")),
        ("OSLO (AP) — The gates leak, Keller said.", ("Keller", "The gates leak")),
    ],
)
def test_a_dateline_is_nobodys(text: str, expected: tuple[str, str]) -> None:
    assert statements(analysed(text)) == [expected]


@pytest.mark.parametrize("joined", ["and accused", "but warned", ", and urged"])
def test_the_word_before_another_verb_is_no_part_of_what_is_said(joined: str) -> None:
    found = analysed(f"Keller told lawmakers that “every household will be better off” {joined} the opposition to wait.")
    assert statements(found)[0] == ("Keller", "that “every household will be better off”")
