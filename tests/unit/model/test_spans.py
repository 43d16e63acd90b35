"""The words of spans, as every output says them."""

import pytest

from newstui.model.spans import TextSpan, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[The quay,] she said, [will\nhold]", "The quay, … will hold"),
        ("He [did], [not]  –  [say] so", "did not say"),
        ("[Jane  Roe]", "Jane Roe"),
        ("", ""),
    ],
)
def test_an_ellipsis_stands_where_words_are_left_out(text: str, words: str) -> None:
    bare, spans = "", []
    for piece in text.split("["):
        inner, bracket, outer = piece.rpartition("]")
        if bracket:
            spans.append(TextSpan(len(bare), len(bare) + len(inner)))
        bare += inner + outer
    assert words_of(tuple(spans), bare) == words
