"""A paragraph that is nothing but a quotation is marked, with a speaker where the one before tells of somebody."""

import pytest

from support.analysing import analysed

HEAD = "Gates of the sound\n\nLeopold Varga, the port minister, was questioned on Monday. "
SPEECH = "“There are going to be delays. Nobody asked us for money before the winter.”"


@pytest.mark.parametrize(
    "before",
    [
        "He defended his decision to close the gates.",
        "He had seen the letters, he said.",
        "The gates would “certainly hold” next year, he said.",
    ],
)
def test_it_is_of_whom_the_sentence_before_tells(before: str) -> None:
    quotation = analysed(f"{HEAD}{before}\n\n{SPEECH}\n\nThe sound is wide.").statement("Nobody asked us")
    assert quotation.speaker == "Leopold Varga" and quotation.confidence < 0.85


@pytest.mark.parametrize("before", ["It was cold.", "The gates stood open, and water came in.", "Few had come to the hall."])
def test_where_nobody_is_told_of_it_is_marked_without_a_speaker(before: str) -> None:
    quotation = analysed(f"{HEAD}{before}\n\n{SPEECH}\n\nThe sound is wide.").statement("Nobody asked us")
    assert quotation.speaker is None and quotation.source == () and quotation.confidence == 0


@pytest.mark.parametrize("title", ["“The Gates of the Sound”", "“Gates, Water, Wind and Other Songs”", "“Hold on!”"])
def test_a_title_or_a_cry_is_none(title: str) -> None:
    found = analysed(f"{HEAD}It was cold.\n\n{title}\n\nThe sound is wide.")
    assert not any(title[1:5] in found.words(quotation)[2] for quotation in found.analysis.quotations)


def test_what_follows_a_frame_with_a_part_of_a_sentence_is_of_the_same_speaker() -> None:
    found = analysed("Law\n\n“What is written” in that law matters, Ines Azzouz said. “There is worry that it will be used.”")
    quotation = found.statement("There is worry")
    assert quotation.speaker == "Ines Azzouz" and len(quotation.content) == 1


def test_a_verb_that_looks_like_a_noun_is_a_frame() -> None:
    found = analysed("Posts\n\nIn another post, Emery states, “Incredibly, some people think so.”")
    assert found.words(found.statement("Incredibly"))[:2] == ("Emery", "states")
