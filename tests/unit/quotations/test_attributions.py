"""Who said what, in short invented passages: the gold first, as (source, cue, content)."""

import pytest

from newstui.model.analysis import QuotationKind, Strength
from support.analysing import analysed

DIRECT, MIXED, INDIRECT = QuotationKind.DIRECT, QuotationKind.MIXED, QuotationKind.INDIRECT

GOLD = [
    ("“The bridge is safe,” said Ada Lind.", "The bridge", DIRECT, ("Ada Lind", "said", "“The bridge is safe,”")),
    (
        "“The bridge is safe,” Ada Lind said. “We checked every bolt of it.”",
        "We checked",
        DIRECT,
        ("Ada Lind", "said", "“The bridge is safe,” | “We checked every bolt of it.”"),
    ),
    (
        "“The bridge,” she said, “is safe for all of us.”",
        "The bridge",
        DIRECT,
        ("she", "said", "“The bridge,” | “is safe for all of us.”"),
    ),
    (
        "Ada Lind, the city engineer, told reporters: “Nobody crosses it tonight.”",
        "Nobody",
        DIRECT,
        ("Ada Lind, the city engineer,", "told", "“Nobody crosses it tonight.”"),
    ),
    (
        "“It was cold,” recalled Bo Falk, a fisherman from the north coast.",
        "cold",
        DIRECT,
        ("Bo Falk, a fisherman from the north coast", "recalled", "“It was cold,”"),
    ),
    (
        "“Will the bridge hold?” asked Bo Falk.",
        "hold",
        DIRECT,
        ("Bo Falk", "asked", "“Will the bridge hold?”"),
    ),
    (
        "The mayor said that the bridge was “in a terrible state” and would close.",
        "terrible",
        MIXED,
        ("The mayor", "said", "that the bridge was “in a terrible state” and would close"),
    ),
    (
        "The mayor said the bridge would close on Friday.",
        "would close",
        INDIRECT,
        ("The mayor", "said", "the bridge would close on Friday"),
    ),
    (
        "The bridge would close on Friday, the mayor said.",
        "would close",
        INDIRECT,
        ("the mayor", "said", "The bridge would close on Friday"),
    ),
    (
        "According to the harbour office, the bridge would close.",
        "would close",
        INDIRECT,
        ("the harbour office", "According to", "the bridge would close"),
    ),
    (
        "The bridge would close, according to two people at the harbour office.",
        "would close",
        INDIRECT,
        ("two people at the harbour office", "according to", "The bridge would close"),
    ),
    ("The mayor has repeatedly denied the claim.", "the claim", INDIRECT, ("The mayor", "has repeatedly denied", "the claim")),
    (
        "The council called for a new vote on the budget.",
        "new vote",
        INDIRECT,
        ("The council", "called for", "a new vote on the budget"),
    ),
    ("She promised to repair the road.", "repair", INDIRECT, ("She", "promised", "to repair the road")),
    ("He urged drivers to stay at home.", "stay", INDIRECT, ("He", "urged", "drivers to stay at home")),
    ("The report shows that prices fell in May.", "prices", INDIRECT, ("The report", "shows", "that prices fell in May")),
    (
        "The mayor is confident that the bridge will hold.",
        "hold",
        INDIRECT,
        ("The mayor", "is confident", "that the bridge will hold"),
    ),
    (
        "The mayor’s claim that the bridge is safe was wrong.",
        "safe",
        INDIRECT,
        ("The mayor’s", "claim", "that the bridge is safe"),
    ),
    ("The plan was criticised by the union.", "The plan", INDIRECT, ("the union", "was criticised by", "The plan")),
    ("He called the plan “a slow disaster” on Friday.", "disaster", MIXED, ("He", "called", "the plan “a slow disaster”")),
    (
        "The crowd chanted “What bridge? What bridge?” all night.",
        "What",
        DIRECT,
        ("The crowd", "chanted", "“What bridge? What bridge?”"),
    ),
    (
        "“She taught us to read.” — Mia Holt, Northport",
        "taught",
        DIRECT,
        ("Mia Holt, Northport", "—", "“She taught us to read.”"),
    ),
    (
        "“This road was built for lorries, Ada Lind, the head of the office, told the Gazette.",
        "lorries",
        DIRECT,
        ("Ada Lind, the head of the office,", "told", "“This road was built for lorries"),
    ),
]


@pytest.mark.parametrize(("text", "part", "kind", "expected"), GOLD, ids=[g[0][:40] for g in GOLD])
def test_attribution(text: str, part: str, kind: QuotationKind, expected: tuple[str, str, str]) -> None:
    found = analysed(text)
    quotation = found.statement(part)
    assert found.words(quotation) == expected
    assert quotation.kind is kind


def test_paragraphs_of_one_quotation_are_one() -> None:
    found = analysed(
        "Ada Lind said: “The harbour is ours.\n\n“It will stay ours.\n\n“That is all.”\n\nThe crowd went home after that."
    )
    assert found.words(found.statement("That is all"))[2] == "“The harbour is ours. | “It will stay ours. | “That is all.”"
    assert len(found.analysis.quotations) == 1


def test_a_paragraph_of_speech_goes_on_after_the_frame() -> None:
    found = analysed("“We lost the boat in the storm,” Ada Lind said.\n\n“It was the best one we had in the harbour.”")
    assert found.statement("best one").speaker == "Ada Lind"


def test_a_block_after_a_colon_needs_no_marks() -> None:
    found = analysed(
        "Ada Lind is the minister of ports.\n\nThe ministry declared:\n\n"
        "No ship leaves before noon. We expect calm.\n\nThe crews waited."
    )
    block = found.statement("No ship leaves")
    assert block.kind is QuotationKind.BLOCK
    assert found.words(block) == ("The ministry", "declared", "No ship leaves before noon. We expect calm.")


def test_a_transcript_gives_each_turn_its_speaker() -> None:
    text = "LIND: Is the bridge safe?\n\nFALK: It is, and it was.\n\nNobody should worry.\n\nLIND: Thank you."
    found = analysed(text)
    assert [found.words(q)[0] for q in found.analysis.quotations] == ["LIND", "FALK", "LIND"]
    assert found.words(found.statement("worry"))[2] == "It is, and it was. | Nobody should worry."


def test_headlines_speak_with_a_colon() -> None:
    body = "\n\nThe mayor opened the bridge on Monday, and many people came to see it."
    left = analysed("Denmark: Harbour Talks Have Failed" + body).statement("Harbour Talks")
    right = analysed("Two men held after fire in the harbour: police" + body)
    assert left.kind is QuotationKind.HEADLINE
    assert left.speaker == "Denmark"
    assert right.words(right.statement("Two men"))[0] == "police"
    assert analysed("Exclusive: Harbour Talks Have Failed" + body).analysis.quotations == ()


def test_a_relay_is_told_from_the_speaker() -> None:
    found = analysed("Ada Lind is the mayor of Northport.\n\nShe claimed the bridge is safe, the Northport Gazette reported.")
    claim = found.statement("the bridge is safe")
    assert found.words(claim) == ("She", "claimed", "the bridge is safe")
    assert claim.speaker == "Ada Lind"
    assert claim.via == "Northport Gazette"


def test_hedges_are_marked() -> None:
    found = analysed("The mayor reportedly said that the bridge would close. The bridge is said to be unsafe.")
    assert found.statement("would close").hedged
    unsourced = found.statement("unsafe")
    assert unsourced.kind is QuotationKind.HEDGE
    assert unsourced.source == ()
    assert unsourced.speaker is None


def test_stances_are_told_from_statements() -> None:
    found = analysed("The mayor believes that the bridge is safe. The mayor announced that it would open.")
    assert found.statement("is safe").strength is Strength.STANCE
    assert found.statement("would open").strength is Strength.STATEMENT


@pytest.mark.parametrize(
    "text",
    [
        "He read “The Grey Heron” and “A Winter at Sea” on the ferry.",
        "The so-called “smart” benches were built in 2019.",
        "Bo “The Rock” Falk won the race by six seconds.",
        "He is 6'2\" tall and weighs 90 kilos.",
        "It's the dogs' dinner.",
        "The ferry left at noon with 40 people aboard.",
    ],
)
def test_no_quotations(text: str) -> None:
    found = analysed(text)
    assert [found.words(q) for q in found.analysis.quotations] == []


def test_what_is_said_inside_a_quotation_is_the_speakers() -> None:
    found = analysed("“The mayor said that he knew nothing of it, and I believe that he lied,” Ada Lind said.")
    assert len(found.analysis.quotations) == 1
