"""Who is quoted says it, and who quotes passes it on; "citing an aide" says by what it is known, and not what."""

import pytest

from support.analysing import analysed

QUOTED = {
    "'The talks were over,' IRNA quoted Rostami as saying.": ("Rostami", "'The talks were over,'", "IRNA"),
    "“The talks were over,” AFP quoted the minister as saying.": ("the minister", "“The talks were over,”", "AFP"),
    "TASS quoted Marsh as saying that the talks were over.": ("Marsh", "that the talks were over", "TASS"),
    "State media cited Marsh as saying the talks were over.": ("Marsh", "the talks were over", "State media"),
    "Keller was quoted by TASS as saying that the talks were over.": ("Keller", "that the talks were over", "TASS"),
    "Keller was quoted as saying by the official IRNA agency that the talks were over.": (
        "Keller",
        "that the talks were over",
        "IRNA",
    ),
    "Keller was quoted as saying that the talks were over.": ("Keller", "that the talks were over", None),
    "The talks were over, TASS quoted Keller as saying on Monday.": ("Keller", "The talks were over", "TASS"),
    "The paper quoted Keller as saying: “The talks are over.”": ("Keller", "“The talks are over.”", "The paper"),
    "Keller, quoted by the BBC, said the talks were over.": ("Keller, quoted by the BBC,", "the talks were over", "BBC"),
    "The talks were over, Keller said, as cited by Al Jazeera.": ("Keller", "The talks were over", "Al Jazeera"),
    "As reported by Bloomberg, Keller said the talks were over.": ("Keller", "the talks were over", "Bloomberg"),
    "Keller said in remarks first reported by Axios that the talks were over.": ("Keller", "that the talks were over", "Axios"),
    "According to eyewitnesses quoted by Reuters, a school had collapsed.": (
        "eyewitnesses quoted by Reuters",
        "a school had collapsed",
        "Reuters",
    ),
}
CITING = {
    "Reuters reported, citing an aide, that the talks were over.": "that the talks were over",
    "Reuters reported that the talks were over, citing an aide.": "that the talks were over",
    "Reuters, citing two European diplomats, said that the talks were over.": "that the talks were over",
    "The talks were over, Reuters said, citing two aid workers.": "The talks were over",
    "Reuters said the talks were over, without citing sources.": "the talks were over",
    "Citing unnamed officials, Reuters reported that the talks were over.": "that the talks were over",
}


@pytest.mark.parametrize("text", QUOTED)
def test_who_is_quoted_says_it(text: str) -> None:
    found = analysed(text)
    (quotation,) = found.analysis.quotations
    source, _, content = found.words(quotation)
    assert (source, content, quotation.via) == QUOTED[text]


@pytest.mark.parametrize("text", CITING)
def test_what_is_cited_is_no_content(text: str) -> None:
    found = analysed(text)
    assert [(found.words(q)[0], found.words(q)[2]) for q in found.analysis.quotations] == [("Reuters", CITING[text])]


def test_who_resigns_citing_something_says_nothing() -> None:
    assert analysed("Keller resigned, citing ill health.").analysis.quotations == ()


@pytest.mark.parametrize(
    "text",
    [
        "The talks were over, according to Keller, the Times reported.",
        "According to Keller, the talks were over, the Times reported.",
    ],
)
def test_according_to_one_another_reports(text: str) -> None:
    found = analysed(text)
    (quotation,) = [q for q in found.analysis.quotations if found.words(q)[0] == "Keller"]
    assert (found.words(quotation)[2].casefold(), quotation.via) == ("the talks were over", "Times")
    (other,) = [q for q in found.analysis.quotations if found.words(q)[0] == "the Times"]
    assert other.via is None
