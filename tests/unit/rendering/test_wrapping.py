"""Lines break where a reader expects it, and never lose or tear anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstui.model.safe_text import safe_lines
from newstui.rendering.cells import cell_width, character_cells
from newstui.rendering.wrapping import wrap, wrap_balanced, wrap_text


def lines(text: str, width: int) -> list[str]:
    return list(wrap_text(text, width))


def test_breaks_at_blanks_hyphens_and_dashes() -> None:
    assert lines("the board voted to close the lock", 12) == ["the board", "voted to", "close the", "lock"]
    assert lines("the al-Qaeda-linked fighters", 14) == ["the al-Qaeda-", "linked", "fighters"]
    assert lines("the vote—late as ever—came", 10) == ["the vote—", "late as", "ever—came"]
    assert lines("between 2010-2012 and", 13) == ["between", "2010-2012 and"]


def test_what_belongs_together_stays_together() -> None:
    assert lines("about 5\u00a0% of it", 8) == ["about", "5\u00a0% of", "it"]
    assert lines("he said “no” twice", 11) == ["he said", "“no” twice"]


def test_a_word_longer_than_a_line_breaks_where_an_address_may() -> None:
    assert lines("see https://harbour.example/minutes/2024/march.html now", 24) == [
        "see",
        "https://harbour.example/",
        "minutes/2024/march.html",
        "now",
    ]
    assert lines("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]


def test_east_asian_text_breaks_between_characters_but_not_before_closing_signs() -> None:
    assert lines("北京市政府星期三宣布，将关闭", 20) == ["北京市政府星期三宣", "布，将关闭"]
    for width in range(8, 30):
        for line in lines("他说：“没有其他选择。”然后离开了（据报道）。", width)[1:]:
            assert line[0] not in "，。”）："


def test_line_feeds_break_and_blank_lines_stay() -> None:
    assert lines("one\n\ntwo three", 5) == ["one", "", "two", "three"]
    assert wrap("", 10) == [(0, 0)]


def test_a_short_last_word_gets_company() -> None:
    assert lines("the members of the board went to it", 32) == ["the members of the board went", "to it"]
    assert lines("a bb", 3) == ["a", "bb"]


def test_balanced_lines_are_no_more_and_more_even() -> None:
    text = "Harbour board votes to close the old lock after a winter of storms"
    assert [text[s:e] for s, e in wrap_balanced(text, 60)] == [
        "Harbour board votes to close the",
        "old lock after a winter of storms",
    ]


@given(st.text(st.characters(codec="utf-8"), max_size=200), st.integers(2, 40))
def test_no_line_is_too_wide_and_nothing_but_blanks_is_lost(raw: str, width: int) -> None:
    text = safe_lines(raw)
    for wrapper in (wrap, wrap_balanced):
        at = 0
        for start, end in wrapper(text, width):
            assert start >= at
            assert text[at:start].strip(" \n") == ""
            assert cell_width(text[start:end]) <= width
            if start < end and start > 0 and text[start - 1] not in " \n":
                assert character_cells(text)[start] > 0 or not any(character_cells(text[:start])), "a mark begins a line"
            at = end
        assert text[at:].strip(" \n") == ""


@pytest.mark.parametrize("width", [2, 3, 5])
def test_flags_and_accents_are_whole_in_the_narrowest_lines(width: int) -> None:
    text = "🇩🇪🇫🇷é" + "e\u0323\u0301" * 5
    assert "".join(lines(text, width)) == text
    assert all(cell_width(line) <= width for line in lines(text, width))
    assert not any(line.startswith(("\u0323", "\u0301", "🇪", "🇷")) for line in lines(text, width))
