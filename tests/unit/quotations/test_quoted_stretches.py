"""Quotation marks of every make, and what looks like them."""

import pytest

from newstui.language.passages import passages_of_text
from newstui.quotations import find_quoted, whole_quotations


def stretches(text: str) -> list[str]:
    return [q.span.of(text) for q in find_quoted(text, passages_of_text(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said “no way” twice.", ["“no way”"]),
        ('She said "no way" twice.', ['"no way"']),
        ("She said ''no way'' twice.", ["''no way''"]),
        ("She said ‘no way’ twice.", ["‘no way’"]),
        ("She said 'no way' twice.", ["'no way'"]),
        ("She said «no way» twice.", ["«no way»"]),
        ("She said „no way“ twice.", ["„no way“"]),
        ('She said “no way" twice.', ['“no way"']),
        ("“He told me ‘go home’ and left,” she said.", ["“He told me ‘go home’ and left,”"]),
        ("“I never read “The Heron” in school,” she said.", ["“I never read “The Heron” in school,”"]),
        ("“It ended badly.“ Nobody spoke.", ["“It ended badly.“"]),
        ("”It began well,” she said.", ["”It began well,”"]),
        ("“We start,” she said. “We go on.", ["“We start,”", "“We go on."]),
        ("The teachers’ union and the city’s mayor met in the ’90s.", []),
        ("The 'teachers' union' met.", ["'teachers' union'"]),
        ("He is 6'2\" tall and it's his dogs' bowl.", []),
        ("Rock 'n' roll isn't dead.", []),
        ("'He said: “Hurry, Ruth,”' she told them.", ["'He said: “Hurry, Ruth,”'"]),
        ("'Ours is the “Grey Heron”' was all that she said.", ["'Ours is the “Grey Heron”'"]),
    ],
)
def test_stretches(text: str, expected: list[str]) -> None:
    assert stretches(text) == expected


def test_a_quotation_over_paragraphs_goes_on() -> None:
    text = "“The harbour is ours.\n\n“It will stay ours,” she said."
    first, second = find_quoted(text, passages_of_text(text))
    assert first.continues
    assert not first.closed
    assert second.closed


def test_only_sentences_are_taken_out_of_their_frame() -> None:
    text = "“We lost the boat,” she said of “The Grey Heron,” calling it “a shame.” He said: “Never again.”"
    spans = whole_quotations(text, passages_of_text(text))
    assert [span.of(text) for span in spans] == ["“We lost the boat,”", "“Never again.”"]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("'Why not?' Keller asked.", ["'Why not?'"]),
        ("'I pitied him,' she replied.", ["'I pitied him,'"]),
        ("‘Never,’ countered the judge.", ["‘Never,’"]),
        ("'Bravo!' they all cried. 'Again!'", ["'Bravo!'"]),
        ("'Jaws,' the film, was loud.", []),
        ("'Yes' and 'no' are words, he said.", []),
        ("The dogs' bowl was empty, the cats' too.", []),
    ],
)
def test_a_few_words_in_single_marks_are_a_quotation_where_a_frame_follows(text: str, whole: list[str]) -> None:
    assert [span.of(text) for span in whole_quotations(text, passages_of_text(text))] == whole


def test_ten_thousand_marks_are_one_pass() -> None:
    for text in ('"' * 10_000, "“" * 10_000, "'" * 10_000, "“a” 'b' \"" * 3_000):
        for q in find_quoted(text, passages_of_text(text)):
            assert 0 <= q.span.start < q.span.end <= len(text)
