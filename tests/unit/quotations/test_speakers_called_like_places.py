"""Who speaks where a surname is a place's name, too: the person, the place, or no answer."""

import pytest

from support.analysing import analysed

GOLD: list[tuple[str, str, str | None]] = [
    ("Priya Ivanova, a spokeswoman, spoke on Monday.\n\nIvanova noted: “It would be rash.”", "rash", "Priya Ivanova"),
    (
        "The company’s chief executive, Tom Jordan, later tweeted: “We are sorry.” Jordan added that refunds would come.",
        "refunds",
        "Tom Jordan",
    ),
    ("Michael Jordan, the player, spoke on Monday.\n\n“It was a long night,” Jordan said.", "long", "Michael Jordan"),
    ("Peter Lyon, an engineer, spoke on Monday. “The bridge is safe,” Lyon told reporters.", "safe", "Peter Lyon"),
    ("Jack London flew to London on Monday. Mr. London said that he was tired.", "tired", "Jack London"),
    ("Jordan said that it would send aid. Michael Jordan, the player, praised the plan.", "aid", "Jordan"),
    ("Jordan said that it would send aid.", "aid", "Jordan"),
    ("Denzel Washington, an actor, flew to Washington. Washington said that aid would come.", "aid", None),
    ("Jordan’s parliament met. Michael Jordan, the player, listened. “It was long,” Jordan said.", "long", None),
]


@pytest.mark.parametrize(("text", "part", "speaker"), GOLD)
def test_the_speaker(text: str, part: str, speaker: str | None) -> None:
    assert analysed(text).statement(part).speaker == speaker


def test_why_there_is_no_answer() -> None:
    found = analysed("Denzel Washington, an actor, flew to Washington. Washington said that aid would come.").statement("aid")
    assert found.reason == "“Washington” may mean the person or the place of that name"
    assert found.confidence < 0.5
