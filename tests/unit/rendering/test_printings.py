"""What is said of a quotation's other printings."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from newstui.model.analysis import QuotationKind
from newstui.model.printings import Printed, Printing
from newstui.model.safe_text import SafeText
from newstui.rendering.lines import Role
from newstui.rendering.printings import Wording, also, printing_lines, wording
from support.cache import NOON

WHOLE = "“Inflation is on its way back to target, but the job is not finished,”"
CUT = "“The job is not finished,”"
OTHER = "the work was not done yet"


def printing(number: int, outlet: str, words: str, speaker: str = "Petra Lindahl", *, named: bool = True) -> Printing:
    return Printing(
        entry_id=number,
        number=0,
        outlet=SafeText(outlet),
        title=SafeText("A title"),
        url=None,
        published=NOON + timedelta(hours=number),
        kind=QuotationKind.DIRECT,
        words=SafeText(words),
        speaker=SafeText(speaker),
        named=named,
    )


def printed(here: int, *printings: Printing) -> Printed:
    return Printed(printings[here], printings)


@pytest.mark.parametrize(
    ("here", "there", "kind"),
    [
        (WHOLE, WHOLE.replace("“", '"').upper(), Wording.SAME),
        (WHOLE, CUT, Wording.CUT),
        (CUT, WHOLE, Wording.LONGER),
        (CUT, OTHER, Wording.OTHER),
        ("“”", "“”", Wording.SAME),
    ],
)
def test_wordings_are_compared_word_by_word(here: str, there: str, kind: Wording) -> None:
    assert wording(here, there) is kind


def test_it_says_where_who_was_first_and_what_is_different() -> None:
    told = also(printed(1, printing(1, "Ledger", WHOLE), printing(2, "Post", CUT), printing(3, "Wire", CUT, "Otto Brenk")))
    assert told == ("also in Ledger (first), longer; Wire, attributed to Otto Brenk there", "also in 2 outlets")


def test_doubt_about_the_speaker_is_told_of_each_printing() -> None:
    likely = replace(printing(2, "Post", CUT, "Otto Brenk"), confidence=0.8)
    made = printed(0, printing(1, "Ledger", CUT), likely)
    assert also(made).words == "first here; also in Post, attributed to Otto Brenk there, likely the speaker"
    assert printing_lines(likely, made, width=80, now=NOON)[1].text == "  said by Otto Brenk, likely the speaker"


def test_the_first_one_says_that_it_was_first() -> None:
    told = also(printed(0, printing(1, "Ledger", CUT), printing(2, "Post", CUT)))
    assert told == ("first here; also in Post", "also in Post")


def test_other_words_are_quoted_and_a_name_against_no_name_is_no_difference() -> None:
    told = also(printed(1, printing(1, "Ledger", OTHER, "the governor", named=False), printing(2, "Post", CUT)))
    assert told.words == "also in Ledger (first) as “the work was not done yet”"


def test_an_outlet_is_named_once_and_many_are_counted() -> None:
    several = [printing(n, outlet, CUT) for n, outlet in enumerate(("A", "Here", "B", "B", "C", "D", "Here"))]
    assert also(printed(1, *several)).words == "also in A (first), B, and 2 more"
    assert also(printed(1, *several)).short == "also in 4 outlets"


def test_what_only_this_outlet_printed_again_is_told_too() -> None:
    assert also(printed(0, printing(1, "Ledger", CUT), printing(2, "Ledger", CUT))).words == "first here; also in Ledger"


@pytest.mark.parametrize("width", [12, 40, 80])
def test_the_comparison_marks_the_words_that_differ(width: int) -> None:
    made = printed(1, printing(1, "Ledger", WHOLE, "Otto Brenk"), printing(2, "Post", CUT))
    lines = printing_lines(made.all[0], made, width=width, now=NOON)
    marked = " ".join(s.text.strip() for line in lines for s in line.segments if Role.MATCH in s.roles)
    assert " ".join(marked.split()) == "Inflation is on its way back to target, but"
    assert any(Role.WARNING in s.roles for s in lines[1].segments), "another speaker stands out"
    assert "first" in lines[0].text
    here = printing_lines(made.here, made, width=width, now=NOON)
    assert "you are here" in here[0].text
    assert not any(Role.MATCH in s.roles for line in here for s in line.segments)
