"""Frames that stand in what they frame, and clauses and subjects that a parser hangs elsewhere."""

import pytest

from newstui.model.analysis import Strength
from support.analysing import analysed


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("It was, Doyle joked, the ugliest goal since her own days.", "Doyle", "It was | the ugliest goal since her own days"),
        (
            "Ann Roe did not dispute it. Honesty, she told the Courier, was somebody else's department.",
            "she",
            "Honesty | was somebody else's department",
        ),
        (
            "Its barrister, Hugh Tennant, told the chair, Lord Imrie, that the agency was “truly sorry”.",
            "Its barrister, Hugh Tennant,",
            "that the agency was “truly sorry”",
        ),
        (
            "Ray Dupree tells anyone who will listen that towns die when traffic leaves.",
            "Ray Dupree",
            "that towns die when traffic leaves",
        ),
        (
            "Standing between her colleagues in a gymnasium, the host, Prime Minister Solvei Anker of Hjaltland, told "
            "reporters that nobody would leave.",
            "the host, Prime Minister Solvei Anker of Hjaltland,",
            "that nobody would leave",
        ),
        (
            "Reached at her home in Toledo, Ohio, the wife of one of them said she had learned of it.",
            "the wife of one of them",
            "she had learned of it",
        ),
        (
            "Ada Lind described the elder as “very quick” and the younger as “very sad”.",
            "Ada Lind",
            "the elder as “very quick” and the younger as “very sad”",
        ),
        ("The latest test, North Korea said, was its biggest yet.", "North Korea", "The latest test | was its biggest yet"),
        (
            "The union called the offer “an insult” and the date “a joke”.",
            "The union",
            "the offer “an insult” and the date “a joke”",
        ),
        (
            "Ann Roe called her vote in favor of the war a mistake, but left.",
            "Ann Roe",
            "her vote in favor of the war a mistake",
        ),
    ],
)
def test_who_says_what(text: str, source: str, content: str) -> None:
    found = analysed(text)
    said = [found.words(q) for q in found.analysis.quotations if q.strength is Strength.STATEMENT]
    assert (source, content) in [(words[0], words[2]) for words in said]


@pytest.mark.parametrize(
    "text",
    [
        "When the bell rang, Doyle joked, and the children ran.",
        "The gates, as Doyle said, were old.",
        "Doyle told the chair, Lord Imrie, a story that bored them.",
    ],
)
def test_commas_alone_make_no_frame(text: str) -> None:
    found = analysed(text)
    assert all(q.rule not in ("aside", "lost clause") for q in found.analysis.quotations)


@pytest.mark.parametrize(
    ("text", "part", "speaker", "via"),
    [
        (
            "Envoy Thomas Roe spoke. According to the Ledger, he has called the talks “a mess”.",
            "the talks",
            "Thomas Roe",
            "Ledger",
        ),
        ("According to Ann Roe, Bo Falk called it “a mess”.", "it “a mess”", "Bo Falk", "Ann Roe"),
        ("According to Ann Roe, the talks were “a mess”.", "a mess", "Ann Roe", None),
        ("Doctors Without Borders said that wards were full.", "wards", "Doctors Without Borders", None),
        ("The prime minister left. No 10 said that wards were full.", "wards", "No 10", None),
        ("The bus was full. No 10 said nothing to the driver. He said that wards were full.", "wards", None, None),
    ],
)
def test_sources_beside_others(text: str, part: str, speaker: str | None, via: str | None) -> None:
    quotation = analysed(text).statement(part)
    assert (quotation.speaker, quotation.via) == (speaker, via)


def test_no_more_than_that_can_be_rejected() -> None:
    found = analysed("The prime minister slept. No 10 rejected that.")
    assert [found.words(q) for q in found.analysis.quotations] == [("No 10", "rejected", "that")]
