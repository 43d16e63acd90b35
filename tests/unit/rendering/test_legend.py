"""Nothing is drawn that the legend does not explain."""

import pytest
from msgspec.structs import replace

from newstui.model.lists import FeedNode, NodeKind
from newstui.model.safe_text import SafeText
from newstui.rendering.entry_row import entry_line
from newstui.rendering.feed_row import feed_line
from newstui.rendering.legend import legend_lines
from newstui.rendering.marks import ASCII, UNICODE
from support.documents import NOW
from support.rows import entry_row

ENTRY = entry_row(1, "aa", outlet=SafeText("aa"), starred=True)
FEED = FeedNode(NodeKind.FEED, SafeText("aa"), 1)


@pytest.mark.parametrize("ascii", [False, True])
def test_every_mark_of_the_lists_and_the_feeds_is_explained(ascii: bool) -> None:
    drawn = ""
    for read in (False, True):
        for cached in (False, True):
            drawn += entry_line(replace(ENTRY, read=read, cached=cached), width=100, now=NOW, ascii=ascii).text[:4]
    changes: tuple[dict[str, object], ...] = (
        {},
        {"gone": True},
        {"error": "No."},
        {"error": "Odd.", "damaged": True},
        {"sample": True},
    )
    drawn += "".join(feed_line(replace(FEED, **change), width=30, ascii=ascii).text for change in changes)
    folder = replace(FEED, kind=NodeKind.FOLDER)
    drawn += "".join(feed_line(folder, width=30, folded=folded, ascii=ascii).text for folded in (True, False))
    marks = set(drawn) - set(" a")
    assert len(marks) >= 9
    explained = [line.text.strip().split("  ")[0] for line in legend_lines(100, ascii=ascii)]
    assert [mark for mark in sorted(marks) if not any(mark in words for words in explained)] == []


def test_marks_that_stand_in_one_place_differ_also_in_ascii() -> None:
    for there in (
        ("unread", "unread_remote", "cached", "read", "starred", "watched", "tag", "fewer", "branch"),
        ("folded", "unfolded", "problem", "damaged", "gone", "sample", "tag"),
        ("hedged", "relayed", "stance", "current_bar", "quote_bar", "picture"),
        ("kept", "watched"),
    ):
        for signs in (UNICODE, ASCII):
            drawn = [getattr(signs, name) for name in there]
            assert len(set(drawn)) == len(drawn), there
    assert ASCII.starred != "+"  # which counts the reports behind a row
    assert "v" not in (ASCII.folded, ASCII.unfolded)  # which says that there is more below


def test_the_modes_are_called_as_in_the_settings() -> None:
    words = " ".join(" ".join(line.text for line in legend_lines(120)).split())
    for said in ("statements what somebody said", "all statements, and", "direct only words in", "off nothing", "› statements"):
        assert said in words


def test_it_says_how_many_speakers_have_a_colour() -> None:
    for colours, words in ((6, "the six who speak most have a colour each"), (5, "the five who"), (0, "")):
        shown = " ".join(" ".join(line.text for line in legend_lines(160, colours=colours)).split())
        assert ("have a colour" in shown) is bool(words)
        assert words in shown


def test_what_the_shell_calls_the_kinds_is_told() -> None:
    words = " ".join(" ".join(line.text for line in legend_lines(120)).split())
    for said in ("own words “direct” in the shell", "partly own words “mixed” in", "paraphrased “indirect” in"):
        assert said in words
