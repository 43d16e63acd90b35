"""Whom "she" means by what the passages around it tell: who is introduced there, who acts, who stands in parentheses."""

import pytest

from support.analysing import analysed

GOLD: list[tuple[str, str, str | None]] = [
    (
        "As Judge Alma Whitcomb once wrote, “The law does not promise you a shorter drive.” The state agreed.\n\n"
        "Then I met Josie Lane, who is 84 and whose kitchen is in the way. She was told by letter. “They misspelt it,” she said.",
        "misspelt",
        "Josie Lane",
    ),
    (
        "Bogdan Wilk lit lamps.\n\nThe mayor, Konrad Lis, was late. “I grew up under those lamps,” he said.\n\n"
        "At seven Wilk lit the last one. We stood and looked down the hill.\n\n“There,” he said. “Now it is evening.”",
        "Now it is evening",
        "Bogdan Wilk",
    ),
    (
        "Nell Roe (a luminous Thandeka Mbatha) keeps the books. Her brother wants to burn them. She says that paper burns.",
        "paper burns",
        "Nell Roe",
    ),
    (
        "Imogen Stroud wrote the play. Stroud was late.\n\n"
        "The interval, my companion said, came too late. The ice cream, she added, did not come at all.",
        "did not come",
        None,
    ),
    (
        "Ann Marr, who is a lawyer, asked for mercy.\n\n"
        "A daughter came. In it, she said that the car was old. “My mother died ashamed,” she told the judge.",
        "ashamed",
        None,
    ),
    (
        "Margarethe Lund leads the group.\n\n“There are no trucks,” said one resident, a teacher. The road is long, she said.",
        "The road",
        None,
    ),
    ("Luis Ferreira fumed. “The referee told my captain that it was late,” the Portuguese said.", "it was late", "Luis Ferreira"),
    ("Luis Ferreira fumed. The talks failed. “The door is open,” the Portuguese said.", "The door", "Portugal"),
    ("Researchers wrote a study for the Rowan Council. The paper concludes that it was late.", "it was late", None),
    ("The Gazette wrote of it. The paper said that it was late.", "it was late", "Gazette"),
    (
        "Giles Marsh, who runs the mill, wants to sell. His brother, Hal Marsh, does not. "
        "Their mother came late. Mrs Marsh said that it was late.",
        "it was late",
        "Mrs Marsh",
    ),
]


@pytest.mark.parametrize(("text", "part", "speaker"), GOLD, ids=[text[:40] for text, _, _ in GOLD])
def test_who_is_meant(text: str, part: str, speaker: str | None) -> None:
    assert analysed(text).statement(part).speaker == speaker


def test_what_a_relay_passes_on_is_whoever_did_it() -> None:
    found = analysed("Tyler Mack was found in the yard. He has denied taking the money, police said.")
    quotation = found.statement("taking the money")
    assert (quotation.speaker, quotation.via) == ("Tyler Mack", "police")
    found = analysed("Ann Roe left. She hopes to win the cup, an aide said.")
    assert [found.words(q)[0] for q in found.analysis.quotations] == ["an aide"]


def test_single_marks_that_run_over_paragraphs_are_one_speech() -> None:
    found = analysed(
        "Edie Marsh told the Comet: ‘He said, “Give us your rings.” I said, “Or else what, love?”\n\n"
        "‘He didn't like that one bit. The first thing that came to hand was a haddock.’\n\nThe dogs' bowl was empty."
    )
    assert found.statement("haddock").speaker == "Edie Marsh"
    assert [found.words(q)[0] for q in found.analysis.quotations] == ["Edie Marsh"]
