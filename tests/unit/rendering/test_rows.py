"""Rows of the lists and the status line: exact widths, and what gives way when there is little room."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from newstui.model.lists import EntryRow, FeedNode, Found, NodeKind
from newstui.model.safe_text import SafeText, safe_text
from newstui.model.spans import TextSpan
from newstui.rendering.cells import cell_width
from newstui.rendering.entry_row import entry_line, entry_lines
from newstui.rendering.feed_name import fit_name
from newstui.rendering.feed_row import feed_line, short_count
from newstui.rendering.found_row import found_line
from newstui.rendering.lines import Role
from newstui.rendering.status import Status, Task, status_line
from support.documents import NOW
from support.rows import entry_row

ENTRY = entry_row(
    1, "Board votes to close the old lock after a winter of storms", starred=True, published=NOW - timedelta(hours=3)
)


def test_an_entry_says_everything_where_there_is_room() -> None:
    line = entry_line(ENTRY, width=100, now=NOW)
    assert line.text.split("  ")[0] == " ●★ Board votes to close the old lock after a winter of storms"
    assert line.text.rstrip().endswith("3h")
    assert "Harbour Post" in line.text
    assert "Harbour Post" not in entry_line(ENTRY, width=100, now=NOW, show_outlet=False).text


def test_outlet_then_age_give_way_to_the_title() -> None:
    assert entry_line(ENTRY, width=40, now=NOW).text == " ●★ Board votes to close the old lo… 3h "
    old = replace(ENTRY, published=NOW - timedelta(days=900), read=True, starred=False, cached=False)
    assert entry_line(old, width=24, now=NOW).text == "    Board votes to clo… "


def test_marks_tell_read_from_unread_and_cached_from_not() -> None:
    def signs(**changes: bool) -> str:
        return entry_line(replace(ENTRY, **changes), width=80, now=NOW).text[1:3]

    assert signs() == "●★"
    assert signs(cached=False, starred=False) == "○ "
    assert signs(read=True) == "·★"
    assert signs(read=True, cached=False) == " ★"
    assert entry_line(ENTRY, width=80, now=NOW, ascii=True).text.isascii()


def test_selection_lies_over_the_whole_row_and_matches_are_marked() -> None:
    line = entry_line(ENTRY, width=80, now=NOW, selected=Role.SELECTION, matched=[TextSpan(0, 5), TextSpan(52, 58)])
    assert all(segment.roles[-1] is Role.SELECTION for segment in line.segments)
    assert "".join(s.text for s in line.segments if Role.MATCH in s.roles).startswith("Board")


def test_a_selected_entrys_further_rows_are_marked_as_its_own() -> None:
    def selected(width: int, role: Role | None) -> list[str]:
        lines = [
            *entry_lines(ENTRY, width=width, now=NOW, selected=role),
            found_line(Found((), SafeText("a lock"), ()), width=width, selected=role),
        ]
        return ["".join(s.text for s in line.segments if Role.SELECTION in s.roles) for line in lines]

    first, *further = selected(32, Role.SELECTION)
    assert len(first) == 32
    assert further == [" ", " "]  # few cells: with the whole row a step of the cursor would cost twice as many bytes
    assert selected(32, None) == ["", "", ""]
    assert [line.cells for line in entry_lines(ENTRY, width=3, now=NOW, selected=Role.SELECTION)] == [3, 3]


def test_two_rows_for_narrow_lists() -> None:
    short = replace(ENTRY, title=SafeText("Lock closes"), others=2)
    assert [line.text for line in entry_lines(short, width=32, now=NOW)] == [
        " ●★ Lock closes                 ",
        "    Harbour Post +2          3h ",
    ]


def test_a_long_title_goes_on_in_the_second_row_and_leaves_the_outlet_some_room() -> None:
    def rows(width: int, **changes: object) -> list[str]:
        return [line.text for line in entry_lines(replace(ENTRY, **changes), width=width, now=NOW)]

    assert rows(32) == [" ●★ Board votes to close the    ", "    old lock afte…  Harbour… 3h "]
    assert rows(32, others=2)[1] == "    old lock af…  Harbou… +2 3h "
    assert rows(46) == [" ●★ Board votes to close the old lock after a ", "    winter of storms          Harbour Post 3h "]
    assert rows(32, published=NOW - timedelta(days=900))[1].endswith(" Sep ’21 ")  # no day, and no other row's year alone
    assert rows(20) == [" ●★ Board votes to… ", "    Harbour Post 3h "]  # nothing can be broken in so little


def test_in_a_feeds_own_list_the_second_row_is_the_titles_rest_or_what_the_entry_is_about() -> None:
    def rows(entry: EntryRow) -> list[str]:
        return [made.text for made in entry_lines(entry, width=32, now=NOW, show_outlet=False)]

    long = replace(ENTRY, title=SafeText("Board votes to close the outer lock for most of the winter season"))
    assert rows(long) == [" ●★ Board votes to close the    ", "    outer lock for most of…  3h "]
    short = replace(ENTRY, title=SafeText("Lock closes"), author=SafeText("Ada Vance"), snippet=SafeText("It is old."))
    assert rows(short)[1] == "    Ada Vance                3h "
    assert rows(replace(short, author=None))[1] == "    It is old.               3h "
    found = entry_lines(long, width=32, now=NOW, show_outlet=False, matched=[TextSpan(15, 35)])
    marked = "".join(s.text for line in found for s in line.segments if Role.MATCH in s.roles)
    assert marked == "close the outer lock"[: len("close the")] + "outer lock"


@given(st.text().map(safe_text), st.text().map(safe_text), st.integers(1, 130), st.booleans())
def test_an_entry_is_exactly_as_wide_as_it_should_be(title: SafeText, outlet: SafeText, width: int, ascii: bool) -> None:
    entry = replace(ENTRY, title=title, outlet=outlet)
    pairs = [
        line for outlets in (True, False) for line in entry_lines(entry, width=width, now=NOW, show_outlet=outlets, ascii=ascii)
    ]
    for line in (entry_line(entry, width=width, now=NOW, ascii=ascii), *pairs):
        assert line.cells == cell_width(line.text) == width


def test_a_line_without_a_place_begins_at_its_edge() -> None:
    assert status_line(Status(place="", hints=(("h", "back"),)), width=20).text == " h back             "
    assert status_line(Status(place=""), width=4).text == "    "


def feed(title: str = "Harbour Post", **changes: object) -> FeedNode:
    return replace(FeedNode(NodeKind.FEED, SafeText(title), id=1, depth=1, unread=12), **changes)


def test_feeds_of_one_host_that_never_told_their_names_are_told_apart() -> None:
    one, other = (f"https://www.news.example/feeds/{name}/rss.xml" for name in ("harbour", "valley"))
    rows = [feed_line(feed(url, error="x", unread=0), width=26).text for url in (one, other)]
    assert [row.split()[0] for row in rows] == ["news.e…our/rss.xml", "news.e…ley/rss.xml"]
    assert all("://" not in row and "www." not in row and "news." in row for row in rows)
    entries = [
        entry_lines(replace(ENTRY, title=SafeText("Short"), outlet=SafeText(url)), width=30, now=NOW)[1].text
        for url in (one, other)
    ]
    assert entries[0] != entries[1] and "://" not in entries[0]
    assert fit_name("https://a.example/", 20) == "a.example"


def test_a_feed_shows_its_count_and_what_is_wrong() -> None:
    assert feed_line(feed(), width=30).text == "     Harbour Post          12 "
    assert feed_line(feed("A feed with a very long title", error="503"), width=30).text == "     A feed with a very… ! 12 "
    assert "✗" in feed_line(feed(gone=True), width=30).text
    assert "◦" in feed_line(feed(sample=True), width=30).text
    folder = FeedNode(NodeKind.FOLDER, SafeText("News"), id=1, unread=0)
    assert feed_line(folder, width=12, folded=True).text == " ▸ News     "
    assert feed_line(folder, width=12, folded=False, ascii=True).text == " - News     "


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "0"), (999, "999"), (1240, "1.2k"), (9999, "9.9k"), (12345, "12k"), (999_999, "999k"), (1_250_000, "1.2M")],
)
def test_counts_take_four_cells(number: int, shown: str) -> None:
    assert short_count(number) == shown


@given(st.text().map(safe_text), st.integers(1, 60), st.integers(0, 9), st.integers(0, 10**7), st.booleans())
def test_a_feed_is_exactly_as_wide_as_it_should_be(title: SafeText, width: int, depth: int, unread: int, ascii: bool) -> None:
    line = feed_line(feed(title, depth=depth, unread=unread, error="x"), width=width, ascii=ascii)
    assert line.cells == cell_width(line.text) == width


BUSY = Status(
    "Unread",
    position="3 of 120",
    online=False,
    tasks=(Task("Refreshing", 12, 40),),
    waiting=2,
    mode="statements",
    error="Harbour Post could not be refreshed: the server answered 503. It is tried again at 14:30.",
)


def test_what_is_said_of_one_row_moves_nothing_in_the_status_line() -> None:
    hints = (("Enter", "read"), ("n", "next unread"), ("/", "search"), ("?", "help"))
    status = Status("Unread", hints=hints)
    told = replace(status, row_hint=("+", "also in Post, Gazette"))
    without, beside = status_line(status, width=100).text.rstrip(), status_line(told, width=100).text.rstrip()
    assert beside == f"{without}  + also in Post, Gazette"
    narrow = status_line(told, width=64).text
    assert "+ also in Post, Gazette" in narrow and "? help" not in narrow  # it stays longest
    assert narrow.startswith(" Unread  Enter read  n next unread")


def test_the_status_line_keeps_what_matters_most() -> None:
    wide = status_line(BUSY, width=200).text
    for words in (
        "Unread",
        "3 of 120",
        "! Harbour Post",
        "14:30.",
        "Refreshing",
        "12 of 40",
        "2 waiting",
        "statements",
        "○ offline",
    ):
        assert words in wide
    at_80 = status_line(BUSY, width=80).text
    assert "statements" not in at_80
    assert "12 of 40" in at_80
    at_40 = status_line(BUSY, width=40).text
    assert "! Harbour" in at_40
    assert "offline" in at_40
    assert at_40.startswith(" Unread")


def test_what_is_as_usual_and_how_it_is_highlighted_go_before_any_word_or_key() -> None:
    hints = (("Enter", "read"), ("n", "next unread"), ("/", "search"), ("?", "help"))
    status = Status("Unread", mode="all", online=True, hints=hints)
    assert status_line(status, width=90).text.rstrip().endswith("highlights: all  ● online")
    at_60 = status_line(status, width=60).text
    assert "? help" in at_60 and "highlights" not in at_60 and " all" not in at_60
    said = replace(status, message="Copied: https://harbour.example/news/" + "x" * 20)
    assert said.message in status_line(said, width=70).text and "highlights" not in status_line(said, width=70).text


def test_hints_stand_where_there_is_nothing_to_report() -> None:
    status = Status("All", online=True, hints=(("Enter", "open"), ("?", "help")))
    assert status_line(status, width=60).text == " All  Enter open  ? help" + " " * 27 + "● online "
    assert "12 marked read.  Enter open  ? help" in status_line(replace(status, message="12 marked read."), width=60).text
    assert "help" not in status_line(replace(status, message="12 entries of this list were marked read."), width=44).text
    assert "12 marked read." in status_line(replace(status, message="12 marked read."), width=60).text


@given(st.text().map(safe_text), st.text().map(safe_text), st.integers(1, 130), st.booleans())
def test_the_status_is_exactly_as_wide_as_it_should_be(place: str, error: str, width: int, ascii: bool) -> None:
    line = status_line(replace(BUSY, place=place, error=error), width=width, ascii=ascii)
    assert line.cells == cell_width(line.text) == width
    assert not ascii or line.text.isascii()


def test_why_a_search_found_an_entry_stands_below_it_the_match_in_sight() -> None:
    words = SafeText("The harbour board met for three hours on Monday and voted to close the old lock for the winter.")
    found = Found((), words, (TextSpan(71, 79),))
    line = found_line(found, width=40)
    assert line.text == "    … close the old lock for the winte… "
    assert [s.text for s in line.segments if Role.MATCH in s.roles] == ["old lock"]
    assert found_line(found, width=130).text == f"    {words}".ljust(130)
    assert found_line(Found((), SafeText("No match here."), ()), width=20).text == "    No match here.  "


@given(st.text().map(safe_text), st.integers(0, 40), st.integers(0, 40), st.integers(1, 130), st.booleans())
def test_such_a_row_is_exactly_as_wide_as_it_should_be(words: SafeText, start: int, cells: int, width: int, ascii: bool) -> None:
    end = min(len(words), start + cells)
    line = found_line(Found((), words, (TextSpan(start, end),) if start < end else ()), width=width, ascii=ascii)
    assert line.cells == cell_width(line.text) == width
