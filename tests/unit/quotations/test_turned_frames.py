"""A quotation, a verb of saying and who says it, in this order: “...,” replied the mayor."""

import pytest

from newstui.model.analysis import Strength
from support.analysing import analysed

VERBS = "said replied asked recalled warned joked countered continued shouted recounted remarked added insisted admitted agreed"
WHO = (
    "the judge",
    "the mayor, Anna Marsh",
    "the violinist Anna Marsh",
    "a neighbour",
    "his lawyer",
    "one of the officials",
    "Anna Marsh",
    "she",
)


@pytest.mark.parametrize("verb", VERBS.split())
def test_whoever_stands_behind_the_verb_says_it(verb: str) -> None:
    for who in WHO:
        found = analysed(f"“Nobody told us that it was late,” {verb} {who}. “And it was dark.”")
        (quotation,) = found.analysis.quotations
        assert found.words(quotation) == (who, verb, "“Nobody told us that it was late,” | “And it was dark.”")
        assert quotation.strength is Strength.STATEMENT
        assert quotation.addressee is None


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("“Was it late?” asked the judge.", "the judge"),
        ("“It was late!” shouted somebody from the back.", "somebody"),
        ("“It was late,” added minister Anna Marsh.", "minister Anna Marsh"),
        ("“It was late,” sighed the judge, who had been up all night.", "the judge, who had been up all night"),
        ("“It was late,” interjected both of them.", "both of them"),
    ],
)
def test_after_one_sentence(text: str, source: str) -> None:
    found = analysed(text)
    assert found.words(found.statement("late"))[0] == source


def test_who_speaks_before_the_verb_keeps_what_stands_behind_it() -> None:
    found = analysed("“It was late,” she told the judge, and asked the mayor for time.")
    assert found.words(found.statement("late"))[:2] == ("she", "told")
    found = analysed("The judge said “no,” asked the mayor for time and left.")
    assert "the mayor" not in [found.words(q)[0] for q in found.analysis.quotations]


@pytest.mark.parametrize("verb", ["texted", "blogged", "beamed", "raged", "deadpanned", "confided", "fumed", "thundered"])
def test_verbs_that_only_news_uses(verb: str) -> None:
    for text in (f"“It was late,” Keller {verb}.", f"“It was late,” {verb} Keller.", f"Keller {verb}: “It was late, all of it.”"):
        found = analysed(text)
        assert found.words(found.statement("late"))[:2] == ("Keller", verb)


@pytest.mark.parametrize("text", ["Keller is blunter still: “We lost it all.”", "The mayor was clear: “We lost it all.”"])
def test_who_is_described_before_a_colon_speaks_after_it(text: str) -> None:
    found = analysed(text)
    (quotation,) = found.analysis.quotations
    assert found.words(quotation)[2] == "“We lost it all.”"
    assert found.words(quotation)[0] in ("Keller", "The mayor")


def test_things_that_are_described_do_not() -> None:
    for text in ("It was simple: “We lost it all.”", "The lesson is plain: “We lost it all.”"):
        assert all(not found[0] for found in map(analysed(text).words, analysed(text).analysis.quotations))
