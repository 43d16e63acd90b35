"""Texts made to hurt: what is read at once stays small, and the rules' work grows with the text, not with its square."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from newstui.entities import find_entities
from newstui.language.passages import passages_of_text
from newstui.language.pieces import pieces_of
from newstui.model.safe_text import SafeText
from newstui.quotations import find_quotations, whole_quotations
from support.analysing import language_model

PROSE = "Ada Lind said that the bridge was closed on Friday. Bo Falk denied it. "
UNITS: dict[str, str] = {
    "no paragraph break": PROSE,
    "quotation marks": '"no way" ',
    "unbalanced marks": "“ ” ” ",
    "opening marks": "“Go on, ",
    "parentheses": "( Ada ) ",
    "paragraphs": "“We go on,” he said.\n\n“We stay.\n\n",
    "leads and blocks": "She said:\n\nno way at all here.\n\n",
    "turns": "LIND: no way.\n\nFALK: Yes.\n\n",
    "measures": "6'2\" tall ",
    "single marks around double ones": "‘We “go” on ",
    "frames in a row": "the bridge was closed, Ada Lind said, and ",
    "clauses in a row": "Ada Lind said that Bo Falk believed that ",
    "datelines": "OSLO — Ada Lind said no.\n\n",
    "names and bodies": "The Harbour Union met. The union said no. It said yes. ",
    "greetings": "To the editor:\n\nno way at all here\n\n",
}


@pytest.mark.parametrize("size", [3_000, 1_000_000])
def test_pieces_for_the_model_are_bounded(size: int) -> None:
    text = "“" + PROSE * (size // len(PROSE))
    passages = passages_of_text(text)
    masks = whole_quotations(text, passages)
    pieces = [p for passage in passages for p in pieces_of(text, passage.span, [m for m in masks if passage.span.covers(m)])]
    assert max(len(p.words) for p in pieces) <= 2_200
    assert sum(len(p.words) for p in pieces) <= 1.1 * len(text)


def test_a_cut_falls_between_sentences() -> None:
    text = PROSE * 100
    (passage,) = passages_of_text(text)
    pieces = list(pieces_of(text, passage.span, ()))
    assert len(pieces) > 3
    assert all(p.words.rstrip().endswith(".") for p in pieces)


@pytest.mark.parametrize("name", UNITS)
def test_the_rules_work_grows_with_the_text(name: str) -> None:
    unit = UNITS[name]
    small, large = (_work(unit * (size // len(unit))) for size in (3_000, 12_000))
    assert large < 6 * small  # four times the text; the square would be sixteen times


def test_ten_thousand_nested_parentheses() -> None:
    text = SafeText("(" * 10_000 + "Ada Lind said no." + ")" * 10_000)
    assert _work(text) < 100_000


def _work(text: str) -> int:
    """How many lines of Python the rules run through for a text; the model's own reading is not counted."""
    safe = SafeText(text)
    passages = passages_of_text(safe)
    parsed = language_model().parse(safe, passages, whole_quotations(safe, passages))
    return _lines_run(lambda: find_quotations(parsed, find_entities(parsed)))


def _lines_run(work: Callable[[], object]) -> int:
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
