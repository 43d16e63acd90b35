"""Who hears or is told something does not say it."""

import pytest

from newstui.model.analysis import Strength
from support.analysing import analysed


@pytest.mark.parametrize(
    ("text", "content", "hearer"),
    [
        ("The court heard that Keller took the money.", "that Keller took the money", "The court"),
        ("The inquest heard Keller had died at once.", "Keller had died at once", "The inquest"),
        ("Keller took the money, the court heard.", "Keller took the money", "the court"),
        ("The jury was told that Keller took the money.", "that Keller took the money", "The jury"),
        ("The jury was told Keller took the money.", "Keller took the money", "The jury"),
        ("The jury was told: “He took the money.”", "“He took the money.”", "The jury"),
        ("“He took the money,” the jury was told.", "“He took the money,”", "the jury"),
        ("MPs were told that the gates had failed.", "that the gates had failed", "MPs"),
        ("Ex-mayor 'took cash in cake boxes', court told", "Ex-mayor 'took cash in cake boxes'", "court"),
        ("Jury told mayor 'lied to council'", "mayor | 'lied to council'", "Jury"),
    ],
)
def test_nobody_is_named(text: str, content: str, hearer: str) -> None:
    found = analysed(text)
    (quotation,) = found.analysis.quotations
    source, _, said = found.words(quotation)
    assert (source, said, quotation.addressee, quotation.speaker) == ("", content, hearer, None)
    assert quotation.strength is Strength.STATEMENT


def test_who_told_them_may_be_named() -> None:
    found = analysed("The court was told by Marsh that Keller took the money.")
    (quotation,) = found.analysis.quotations
    assert found.words(quotation) == ("Marsh", "was told by", "that Keller took the money")
    assert quotation.addressee == "The court"


def test_whom_something_is_said_to_is_named_without_the_preposition() -> None:
    (quotation,) = analysed("“We will pay,” the bank offered to its clients.").analysis.quotations
    assert quotation.addressee == "its clients"


def test_a_court_also_says_things() -> None:
    found = analysed("The court said that Keller took the money. The court told Keller that he was late.")
    assert [found.words(q)[0] for q in found.analysis.quotations] == ["The court", "The court"]
    assert analysed("Residents were told to leave.").analysis.quotations == ()
