"""Cells are counted as the terminal counts them, and no character is torn."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcwidth

from newstui.rendering.cells import (
    cell_positions,
    cell_width,
    character_cells,
    cut,
    fit,
    fit_middle,
    fit_sentence,
    is_narrow,
    pad,
)


def test_what_is_taken_for_narrow_is_narrow() -> None:
    everything = (chr(code) for code in range(0x20, 0x30000) if not 0xD800 <= code < 0xE000)
    assert [c for c in everything if is_narrow(c) and (wcwidth(c) != 1 or unicodedata.category(c).startswith("C"))] == []


def test_wide_and_joined_characters() -> None:
    assert cell_width("news") == 4
    assert cell_width("新闻") == 4
    assert cell_width("e\u0301a") == 2
    assert cell_width("🇩🇪🇫🇷") == 4
    assert cell_width("👍🏽!") == 3
    assert cell_positions("“plain”—text…") is None
    assert cell_positions("a新") == [0, 1, 3]


def test_cut_and_fit_never_tear_a_character() -> None:
    assert cut("新闻", 3) == "新"
    assert cut("e\u0301a", 1) == "e\u0301"
    assert fit("Harbour board", 10) == "Harbour b…"
    assert fit("Harbour - board", 10) == "Harbour…"
    assert fit("新闻报道", 5) == "新闻…"
    assert fit("ab", 0) == ""
    assert pad("新", 4) == "新  "
    assert pad("3h", 4, right=True) == "  3h"


@given(st.text(), st.integers(0, 40))
def test_fit_stays_within_its_cells(text: str, cells: int) -> None:
    assert cell_width(fit(text, cells)) <= cells
    assert cell_width(text) == sum(character_cells(text))
    assert text.startswith(cut(text, cells))


def test_a_vowel_sign_takes_a_cell_and_stays_with_its_letter() -> None:
    assert character_cells("हिन्दी") == [2, 0, 1, 0, 2, 0]
    assert cut("हिन्दी", 1) == "" and cut("हिन्दी", 4) == "हिन्"
    assert character_cells("\u093fa") == [1, 1]


@given(st.text(), st.integers(0, 40))
def test_what_is_cut_in_its_middle_fits_and_keeps_both_ends_whole(text: str, cells: int) -> None:
    shown = fit_middle(text, cells)
    assert cell_width(shown) <= cells
    if shown != text and cells > 2:
        start, _, end = shown.partition("…") if "…" not in text else ("", "", "")
        assert text.startswith(start) and text.endswith(end)
        assert not end or character_cells(text)[len(text) - len(end)] > 0


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (70, "Moved “Brightwater Dispatch 0023” into “Coast”; u takes it back."),
        (56, "Moved “Brightwater Disp…” into “Coast”; u takes it back."),
        (51, "Moved “Brightwater…” into “Coast”; u takes it back."),
        (40, "Moved “Brightwater…” into “Coast”; u ta…"),
        (4, "Mov…"),
    ],
)
def test_a_sentence_is_shortened_in_what_it_quotes_before_its_end(cells: int, shown: str) -> None:
    assert fit_sentence("Moved “Brightwater Dispatch 0023” into “Coast”; u takes it back.", cells) == shown
    assert cell_width(fit_sentence("“新闻新闻新闻新闻”, “新闻新闻新闻新闻”", cells)) <= cells
