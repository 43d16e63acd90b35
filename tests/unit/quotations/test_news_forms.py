"""How news tells who said what, form by form, in short invented passages; the gold stands in the tests."""

import pytest

from newstui.model.analysis import QuotationKind, Strength
from support.analysing import analysed

BODY = "\n\nThe mayor opened the bridge on Monday, and many people came to see it there."


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("The drone reportedly struck a school in the north.", "reportedly", "The drone | struck a school in the north"),
        ("Reportedly, the mayor has left the city.", "Reportedly", "the mayor has left the city"),
        ("The brakes allegedly failed twice.", "allegedly", "The brakes | failed twice"),
        ("The mayor is said to be ill.", "is said", "The mayor | to be ill"),
    ],
)
def test_hedges_without_a_source(text: str, cue: str, content: str) -> None:
    (quotation,) = analysed(text).analysis.quotations
    assert quotation.kind is QuotationKind.HEDGE
    assert quotation.hedged and quotation.speaker is None
    assert analysed(text).words(quotation) == ("", cue, content)


def test_a_hedge_inside_what_somebody_says_is_theirs() -> None:
    found = analysed("The mayor was allegedly paid by the builders, police said.")
    assert [found.words(q)[0] for q in found.analysis.quotations] == ["police"]
    assert analysed("Police found an allegedly stolen car near the river.").analysis.quotations == ()
    assert not analysed("Ada Lind said that he “allegedly” took it.").statement("took it").hedged  # a word that is spoken of


def test_a_hedge_goes_no_further_than_its_own_claim() -> None:
    for text in ("The council met; the mayor allegedly fled.", "The vote is over: the mayor allegedly fled."):
        found = analysed(text)
        (quotation,) = found.analysis.quotations
        assert found.words(quotation) == ("", "allegedly", "the mayor | fled")


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("Per the bylaws, the plan needs a vote.", "the bylaws", "Per"),
        ("In her view, the plan was a mistake.", "her", "In | view"),
        ("As Ada Lind put it, the plan was dead.", "Ada Lind", "put"),
        ("The plan, as the mayor said, was dead.", "the mayor", "said"),
        ("On Twitter, she called the plan a disgrace.", "she", "called"),
        ("In a statement, the office said the plan was dead.", "the office", "said"),
        ("The plan was dead, Ada Lind tweeted.", "Ada Lind", "tweeted"),
        ("The poll found that the plan was dead.", "The poll", "found"),
        ("The letter reads: “We regret that the plan was dropped.”", "The letter", "reads"),
        ("The plan was dead, officials close to the council said.", "officials close to the council", "said"),
    ],
)
def test_sources_of_every_sort(text: str, source: str, cue: str) -> None:
    found = analysed(text)
    quotation = found.statement("plan")
    assert found.words(quotation)[:2] == (source, cue)
    assert quotation.strength is Strength.STATEMENT


def test_an_interview_in_questions_and_answers() -> None:
    found = analysed("Ada Lind is mayor.\n\nQ: Is the bridge safe?\n\nA: It is.\n\nQ: Who pays for it?\n\nA: The city does.")
    said = [found.words(q) for q in found.analysis.quotations if q.kind is QuotationKind.BLOCK]
    assert said == [
        ("Q", ":", "Is the bridge safe?"),
        ("A", ":", "It is."),
        ("Q", ":", "Who pays for it?"),
        ("A", ":", "The city does."),
    ]


def test_a_letter_is_said_by_who_signs_it() -> None:
    found = analysed("To the editor:\n\nYour report was wrong. I was on the ferry.\n\nNobody asked me.\n\nAda Lind, Northport")
    letter = found.statement("report was wrong")
    assert found.words(letter) == ("Ada Lind", "", "Your report was wrong. I was on the ferry. | Nobody asked me.")
    assert letter.speaker == "Ada Lind"
    assert letter.kind is QuotationKind.BLOCK


def test_nested_attributions_and_relays() -> None:
    nested = analysed("Ada Lind said that Bo Falk had told her that the boat was gone.")
    assert nested.statement("boat was gone").speaker == "Bo Falk"
    assert [q.speaker for q in nested.analysis.quotations] == ["Ada Lind", "Bo Falk"]
    outer = analysed("The lamp was never lit, Ada Lind told the keepers, the Northport Gazette reported.")
    lamp = outer.statement("The lamp was never lit")
    assert outer.words(lamp) == ("Ada Lind", "told", "The lamp was never lit")
    assert lamp.via is not None and "Gazette" in lamp.via
    assert lamp.addressee == "the keepers"
    before = analysed("The Northport Gazette reported that Ada Lind claimed the ferry was late.")
    late = before.statement("the ferry was late")
    assert (late.speaker, late.via) == ("Ada Lind", "Northport Gazette")


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("'Bridge is safe': mayor", "mayor", "'Bridge is safe'"),
        ("Bridge to close for a year: council", "council", "Bridge to close for a year"),
        ("Mayor says bridge is safe", "Mayor", "bridge is safe"),
    ],
)
def test_headlines(text: str, source: str, content: str) -> None:
    found = analysed(text + BODY)
    assert found.words(found.analysis.quotations[0])[::2] == (source, content)


@pytest.mark.parametrize(
    "text",
    [
        "'We will not go,' said Ada Lind, 'until the ferry's fixed.'",
        "“We will not go,” said Ada Lind, “until the ferry's fixed.”",
        '"We will not go," said Ada Lind, "until the ferry\'s fixed."',
        "''We will not go,'' said Ada Lind, ''until the ferry's fixed.''",
        "«We will not go,» said Ada Lind, «until the ferry's fixed.»",
        "„We will not go,“ said Ada Lind, „until the ferry's fixed.“",
        "“We will not go,\" said Ada Lind, “until the ferry's fixed.”",
    ],
)
def test_every_kind_of_marks(text: str) -> None:
    found = analysed(text)
    (quotation,) = found.analysis.quotations
    assert quotation.speaker == "Ada Lind"
    assert quotation.kind is QuotationKind.DIRECT
    assert "We will not go" in found.words(quotation)[2] and "until the ferry's fixed" in found.words(quotation)[2]


@pytest.mark.parametrize(
    "text",
    [
        "This page explains the marks and the keys.",
        "The marks are still there: bold, italics and underlines tell them apart.",
        "Jonas Field has been on leave since Monday; he did not answer his telephone.",
        "Some quotations stand in a block of their own:\n\nA bar runs down their side, and they carry no marks.",
        "The sluices are opened by Sunday night.",
        "Who says that the bridge is safe?",
        "An officer came to question the caretaker.",
        "Asked what came next, the mayor did not hesitate.",
        "A “bridge loan” is a loan that is repaid within a year.",
        'Bo Falk, nicknamed “Iron Bo”, is 6\'2" and lives in a 12" wide boat.',
        "The so-called “green” ferry runs on “Harbour Blues”, a new fuel.",
    ],
)
def test_what_a_reader_would_not_call_a_statement(text: str) -> None:
    found = analysed(text)
    assert [found.words(q) for q in found.analysis.quotations if q.strength is Strength.STATEMENT] == []


def test_a_block_may_follow_a_lead_whose_verb_is_no_reporting_one() -> None:
    found = analysed("The hall fell silent.\n\nThen the three judges went further:\n\nThe licence counted houses. It is void.")
    assert found.words(found.statement("It is void"))[:2] == ("the three judges", "went")


def test_the_terms_of_speaking_are_no_statement() -> None:
    found = analysed("The officials, who asked not to be named, said the talks had failed.")
    assert [found.words(q)[2] for q in found.analysis.quotations if q.strength is Strength.STATEMENT] == ["the talks had failed"]
