"""Tab in a field for names."""

import pytest

from newstui.tui.name_completion import complete_search, complete_tags, completed

TAGS = ["Alpha", "alphabet", "Budget", "Über"]


@pytest.mark.parametrize(
    ("start", "whole"), [("al", "Alpha"), ("ALPHAB", "alphabet"), ("b", "Budget"), ("ü", "Über"), ("x", "x"), ("", "")]
)
def test_a_name_goes_on_as_far_as_it_is_sure(start: str, whole: str) -> None:
    assert completed(start, TAGS) == whole


@pytest.mark.parametrize(
    ("typed", "whole"),
    [("bud", "Budget"), ("Alpha, b", "Alpha, Budget"), ("budget,#b", "budget,#b"), ("alpha, al", "alpha, alphabet"), ("", "")],
)
def test_the_last_tag_is_completed_among_those_not_given_yet(typed: str, whole: str) -> None:
    assert complete_tags(typed, TAGS) == whole


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("tide in:har", 'tide in:"Harbour Post" '),
        ("in:c", "in:Coast "),
        ('in:"va', 'in:"Valley '),
        ("in:v", 'in:"Valley '),
        ("-tag:la", "-tag:later "),
        ("tag:c", "tag:c"),
        ("in:Coast ti", "in:Coast ti"),
        ("within:c", "within:c"),
        ("in:", "in:"),
    ],
)
def test_what_a_search_is_kept_to_is_completed(typed: str, whole: str) -> None:
    assert complete_search(typed, ["Harbour Post", "Valley Post", 'Valley "Gazette"', "Coast"], ["later"]) == whole
