"""Live blogs, fact checks and roundups of posts: what stands before an entry, and who writes without a name."""

import pytest

from newstui.model.analysis import QuotationKind
from support.analysing import analysed


@pytest.mark.parametrize("time", ["18.42", "9:05", "2:45 p.m. ET —", "14:10 GMT", "7am", "17.31 –"])
def test_the_time_of_an_entry_is_no_part_of_what_is_said(time: str) -> None:
    found = analysed(f"{time} The trains will not run, councils have confirmed.")
    assert found.words(found.statement("trains"))[2] == "The trains will not run"
    found = analysed(f"{time} Mayor Ada Lind said that the trains will not run.")
    assert found.words(found.statement("trains"))[0] == "Mayor Ada Lind"


def test_a_number_that_a_sentence_begins_with_stays() -> None:
    found = analysed("18.42 per cent of the trains were late, Ada Lind said.")
    assert found.words(found.statement("trains"))[2] == "18.42 per cent of the trains were late"


def test_the_parts_of_a_fact_check_are_no_speakers() -> None:
    found = analysed(
        "CLAIM: A video shows the governor asleep.\n\nRATING: Altered. The clip was cut from a speech.\n\n"
        "THE FACTS: The clip has been seen often. “He said it out loud,” wrote one user, whose post was shared."
    )
    assert not [q for q in found.analysis.quotations if q.kind is QuotationKind.BLOCK]
    assert found.words(found.statement("out loud"))[:2] == ("one user, whose post was shared", "wrote")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Another user, @ann_roe, was kinder, writing: “The bridge is old and nobody talks about it.”", "@ann_roe"),
        ("“The bridge is old and nobody cares,” @ann_roe posted on X.", "@ann_roe"),
        ("A user wrote: “The bridge is old and nobody talks about it.”", None),
    ],
)
def test_an_account_speaks_by_its_name(text: str, speaker: str | None) -> None:
    assert analysed(text).statement("bridge").speaker == speaker


def test_a_co_author_is_one_person() -> None:
    found = analysed("The bridge will hold, according to Lind's co-author, Bo Falk. Nobody has tried.")
    quotation = found.statement("bridge")
    assert found.words(quotation) == ("Lind's co-author, Bo Falk", "according to", "The bridge will hold")
    assert quotation.speaker == "Bo Falk"


def test_a_short_sentence_with_a_number_is_speech_and_no_title() -> None:
    found = analysed("Mayor Ada Lind laughed. “Son, everything colors my view,” she said. “I'm 70.”")
    assert found.statement("I'm 70").speaker == "Ada Lind"
