"""People say things, whatever they are called; pages and gates only do them, but for words in quotation marks."""

import pytest

from newstui.model.analysis import Strength
from support.analysing import analysed

PEOPLE = (
    "niece nephew cousin uncle fiancée roommate landlord landlady pontiff taoiseach magistrate provost chaplain "
    "co-founder referee umpire jockey paramedic vet agent rep playwright rabbi imam midwife soprano stewardess tenant"
)


@pytest.mark.parametrize("who", PEOPLE.split())
def test_people_say_things(who: str) -> None:
    for text, source in (
        (f"The {who} told reporters: “It was late.”", f"The {who}"),
        (f"“It was late,” said the {who}.", f"the {who}"),
        (f"Her {who}, Anna Marsh, said it was late.", f"Her {who}, Anna Marsh,"),
    ):
        found = analysed(text)
        quotation = found.statement("late")
        assert (found.words(quotation)[0], quotation.strength) == (source, Strength.STATEMENT)
        assert quotation.speaker == ("Anna Marsh" if "Anna" in source else None)


@pytest.mark.parametrize(
    "text",
    [
        "“It was late!” yelled hundreds of fans.",
        "“It was late,” whispered the people's champion.",
        "The wall read: “It is late, all of you.”",
        "His ex-wife, Anna Marsh, said it was late.",
        "Rob Banks and Ann Reed met. Banks said it was late.",
        "Her keeper of many years, Anna Marsh, said it was late.",
    ],
)
def test_words_in_marks_and_names_are_statements(text: str) -> None:
    found = analysed(text)
    assert found.statement("late").strength is Strength.STATEMENT


@pytest.mark.parametrize("text", ["The gate says it is late.", "Time will tell that it was late."])
def test_things_say_nothing(text: str) -> None:
    assert analysed(text).statement("late").strength is Strength.STANCE
