"""What a source denies, disputes or never said is told from what it says."""

import pytest

from newstui.model.analysis import Strength
from newstui.rendering.plain import attribution
from support.analysing import analysed

DENIED = {
    "The ministry denied that the gates had failed.": "the ministry, denied (indirect): that the gates had failed",
    "Maria Smith never said she would go.": "Maria Smith, never said (indirect): she would go",
    "The mayor did not say the bridge was safe.": "The mayor, did not say (indirect, unclear who): the bridge was safe",
    "Officials rejected claims that the dam was unsafe.": "Officials, rejected (indirect): claims that the dam was unsafe",
    "The mayor refused to confirm that she knew.": "The mayor, refused to confirm (indirect, unclear who): that she knew",
    "Anna Vance denied “any wrongdoing” on her part.": "Anna Vance, denied (mixed): “any wrongdoing” on her part",
    "Anna Vance denied “any wrongdoing”.": "Anna Vance, denied (direct): “any wrongdoing”",
}
STANDS = {
    "The ministry admitted that the gates had failed.": "that the gates had failed",
    "The mayor not only said that the bridge was safe, she drove over it.": "that the bridge was safe",
    "“I did not go,” the mayor denied.": "“I did not go,”",
    "Maria Smith said she would never go.": "she would never go",
    "The gates would open, No 10 said.": "The gates would open",
}


@pytest.mark.parametrize("text", DENIED)
def test_what_is_denied_is_never_told_without_the_denial(text: str) -> None:
    found = analysed(text)
    told = [attribution(quotation, text) for quotation in found.analysis.quotations if quotation.denied]
    assert len(told) == len(found.analysis.quotations)
    assert any(line.startswith(DENIED[text]) for line in told), told


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("The ministry did not deny that the gates had failed.", "did not deny", "that the gates had failed"),
        ("The ministry would not deny the memo was genuine.", "would not deny", "the memo was genuine"),
        ("Vance neither confirmed nor denied that he had lied.", "neither confirmed nor denied", "that he had lied"),
        ("Vance could neither confirm nor deny the report.", "neither confirm nor deny", "the report"),
        ("Vance has not denied lying.", "has not denied", "lying"),
    ],
)
def test_a_denial_that_is_not_made_is_no_statement(text: str, cue: str, content: str) -> None:
    found = analysed(text)
    (quotation,) = found.analysis.quotations
    assert found.words(quotation)[1:] == (cue, content)
    assert quotation.strength is Strength.STANCE
    assert quotation.denied  # never told without these words


@pytest.mark.parametrize("text", STANDS)
def test_what_is_said_is_not_taken_for_denied(text: str) -> None:
    found = analysed(text)
    assert [found.words(quotation)[2] for quotation in found.analysis.quotations if not quotation.denied] == [STANDS[text]]
