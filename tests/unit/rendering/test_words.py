"""What leaves as plain words: the copied quotation, plain text, Markdown, ages and dates, ASCII, finding."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from newstui.model.analysis import QuotationKind
from newstui.model.articles import ArticleOrigin
from newstui.model.documents import BlockKind
from newstui.model.safe_text import safe_text
from newstui.rendering.ages import AGE_CELLS, age, ago, full_date
from newstui.rendering.cells import cell_width
from newstui.rendering.finding import find
from newstui.rendering.markdown import markdown_text
from newstui.rendering.marks import to_ascii
from newstui.rendering.painting import Highlights, shown
from newstui.rendering.plain import plain_text
from newstui.rendering.quotation_text import quotation_text
from support.documents import NOW, Part, analysis, article, item, link, paragraph, quotation, table, title

CREDIT = "in “The lock closes”, Harbour Post, 8 March 2024, https://harbour.example/lock"


def test_a_direct_quotation_is_copied_with_who_where_and_when() -> None:
    made = article("“It holds,” said Merrow, “and it is called ‘the wall’.”")
    text = made.document.text
    said = quotation(
        text,
        QuotationKind.DIRECT,
        "“It holds,”",
        "“and it is called ‘the wall’.”",
        source="Merrow",
        cue="said",
        speaker="Tom Merrow",
    )
    assert quotation_text(said, made) == f"“It holds,” … “and it is called ‘the wall’.” — Tom Merrow, {CREDIT}"
    one = quotation(text, QuotationKind.DIRECT, "“It holds,”", speaker="Tom Merrow")
    assert quotation_text(one, made) == f"“It holds” — Tom Merrow, {CREDIT}"


def test_two_pieces_keep_their_marks() -> None:
    made = article("“It holds,” said Merrow, “and it will.”")
    said = quotation(
        made.document.text, QuotationKind.DIRECT, "“It holds,”", "“and it will.”", source="Merrow", cue="said", confidence=0.2
    )
    assert quotation_text(said, made) == f"“It holds,” … “and it will.” — Merrow, {CREDIT}"


def test_an_unclosed_mark_goes_and_inner_marks_become_single() -> None:
    made = article("“This is a so-called “corridor” for the press, Merrow told us.")
    said = quotation(
        made.document.text, QuotationKind.DIRECT, "“This is a so-called “corridor” for the press", source="Merrow", confidence=0.2
    )
    assert quotation_text(said, made) == f"“This is a so-called ‘corridor’ for the press” — Merrow, {CREDIT}"


@pytest.mark.parametrize(
    ("content", "copied"),
    [
        ("«Ça tient»", "“Ça tient”"),
        ("„Es hält“", "“Es hält”"),
        ('"It holds"', "“It holds”"),
        ('"It holds', "“It holds”"),
        ("“It ‘holds’”", "“It ‘holds’”"),
        ("“A” and “B”", "“‘A’ and ‘B’”"),
        ("It holds", "“It holds”"),
        ("“It holds.\n\n“It will.”", "“It holds. It will.”"),
    ],
)
def test_outer_marks_are_made_alike(content: str, copied: str) -> None:
    made = replace(article(content, url="", outlet=None, published=None), title=safe_text(""))
    assert quotation_text(quotation(made.document.text, QuotationKind.DIRECT, content), made) == copied


def test_nobody_is_quoted_with_words_that_are_not_theirs() -> None:
    made = article("Merrow said the dam holds, the Post reported.")
    said = quotation(
        made.document.text, QuotationKind.INDIRECT, "the dam holds", source="Merrow", cue="said", speaker="Tom Merrow", via="Post"
    )
    assert quotation_text(said, made) == f"Merrow said the dam holds — Tom Merrow, in reported speech, via Post, {CREDIT}"


@pytest.mark.parametrize(
    ("speaker", "confidence", "credited"),
    [
        ("Tom Merrow", 0.95, "Tom Merrow"),
        ("Tom Merrow", 0.8, "Tom Merrow, likely the speaker"),
        ("Tom Merrow", 0.5, "Tom Merrow, perhaps the speaker"),
        (None, 0.4, "He, unclear who"),
        (None, 0.2, "He"),
    ],
)
def test_doubt_about_who_spoke_goes_along_with_the_words(speaker: str | None, confidence: float, credited: str) -> None:
    made = article("He said the dam holds.")
    said = quotation(
        *(made.document.text, QuotationKind.INDIRECT, "the dam holds"),
        source="He",
        cue="said",
        speaker=speaker,
        confidence=confidence,
    )
    assert quotation_text(said, made) == f"He said the dam holds — {credited}, in reported speech, {CREDIT}"


def test_words_told_as_unsure_or_denied_are_not_copied_as_if_they_were_sure() -> None:
    made = article("“It holds,” Merrow reportedly said.")
    content = made.document.text, QuotationKind.DIRECT, "“It holds,”"
    hedged = quotation(*content, source="Merrow", cue="reportedly said", hedged=True, confidence=0.2)
    assert quotation_text(hedged, made) == f"“It holds” — Merrow, told as unsure, {CREDIT}"
    denied = quotation(*content, source="Merrow", cue="reportedly said", denied=True, confidence=0.2)
    assert quotation_text(denied, made) == f"[reportedly said] “It holds” — Merrow, {CREDIT}"


def test_block_quotations_over_several_paragraphs_become_one_line() -> None:
    made = article("Merrow said:", paragraph("It holds.", quote=1), paragraph("It will.", quote=1), url="")
    said = quotation(made.document.text, QuotationKind.BLOCK, "It holds.", "It will.", source="Merrow", speaker="Tom Merrow")
    assert quotation_text(said, made) == "“It holds. It will.” — Tom Merrow, in “The lock closes”, Harbour Post, 8 March 2024"


def test_plain_text_reads_from_top_to_bottom() -> None:
    made = article(
        title("The lock closes"),
        paragraph("“It holds,” said Merrow of the lock.", link("lock", "https://a.example")),
        item("First."),
        item("Second.", depth=2),
        paragraph("Never.", quote=1),
        table(("Year", "Ships"), ("2022", "98")),
        Part(BlockKind.PICTURE, "The lock"),
        Part(BlockKind.PICTURE, "", target="https://b.example/p.jpg"),
        Part(BlockKind.CODE, "shut()\nopen()"),
        Part(BlockKind.RULE, ""),
    )
    text = made.document.text
    said = quotation(text, QuotationKind.DIRECT, "“It holds,”", source="Merrow", cue="said", speaker="Tom Merrow", hedged=True)
    assert plain_text(made, analysis(text, said)).split("\n") == [
        "The lock closes",
        "Harbour Post",
        "By Ada Vance",
        "8 March 2024, 14:02",
        "1 min read",
        "",
        "“It holds,” said Merrow (1) of the lock [1].",
        "",
        "* First.",
        "  * Second.",
        "",
        "> Never.",
        "",
        "Year: 2022; Ships: 98.",
        "",
        "Picture: The lock",
        "",
        "Picture [2]",
        "",
        "    shut()",
        "    open()",
        "",
        "* * *",
        "",
        "Who said what",
        "",
        "(1) Tom Merrow (direct, told as unsure): “It holds,”",
        "",
        "Links",
        "",
        "[1] https://a.example",
        "[2] https://b.example/p.jpg",
        "",
    ]
    assert plain_text(article("word " * 40), width=None).split("\n")[6].count("word") == 40
    assert max(map(len, plain_text(article("word " * 40), width=30).split("\n"))) <= 30


def test_statements_of_one_source_are_numbered_as_they_stand_in_the_text() -> None:
    text = "Merrow said it holds, and added that it leaks. So it does, he said, the Post wrote."
    first = quotation(text, QuotationKind.INDIRECT, "it holds", source="Merrow", cue="said")
    second = quotation(text, QuotationKind.INDIRECT, "that it leaks", source="Merrow", cue="added")
    outer = quotation(text, QuotationKind.INDIRECT, "So it does, he said", source="the Post", cue="wrote")
    inner = quotation(text, QuotationKind.INDIRECT, "So it does", source="he", cue="said, the")
    found = analysis(text, second, outer, inner, first)
    assert shown(found.quotations, Highlights.ALL) == [first, second, outer, inner]
    printed = plain_text(article(text), found, width=None)
    assert "it holds (1), and added that it leaks (2). So it does, he said, the (3) Post wrote (4)." in printed
    assert [line[:3] for line in printed.split("\n") if line.startswith("(")] == ["(1)", "(2)", "(3)", "(4)"]


def test_markdown_begins_with_title_and_facts_and_shows_text_as_it_is() -> None:
    made = article("Some *words*.", title=safe_text("A [title] with *stars*"), origin=ArticleOrigin.FEED, note="No page.")
    assert markdown_text(made) == (
        "# A \\[title\\] with \\*stars\\*\n\n"
        "Harbour Post · By Ada Vance · 8 March 2024, 14:02 · <https://harbour.example/lock>\n\n"
        "> Only the feed's text. No page.\n\n"
        "Some *words*.\n"
    )
    text = made.document.text
    listed = markdown_text(made, analysis(text, quotation(text, QuotationKind.INDIRECT, "Some *words*", speaker="Ada")))
    assert listed.endswith("## Who said what\n\n1. Ada (indirect): Some \\*words\\*\n")


def test_hostile_markdown_is_harmless() -> None:
    made = article("x")
    hostile = replace(made, document=replace(made.document, markdown="a\x1b]52;c;eA==\x07b\x9b2Jc"))
    assert "\x1b" not in markdown_text(hostile)
    assert "\x9b" not in markdown_text(hostile)


@pytest.mark.parametrize(
    ("before", "short", "words"),
    [
        (timedelta(seconds=20), "now", "just now"),
        (timedelta(minutes=1), "1m", "1 minute ago"),
        (timedelta(minutes=59), "59m", "59 minutes ago"),
        (timedelta(hours=3), "3h", "3 hours ago"),
        (timedelta(days=1, hours=2), "1d", "yesterday"),
        (timedelta(days=6), "6d", "6 days ago"),
        (timedelta(days=8), "1 Mar", "on 1 March 2024"),
        (timedelta(days=200), "Aug 2023", "on 22 August 2023"),
        (timedelta(minutes=-30), "now", "just now"),
        (timedelta(days=-3), "12 Mar", "just now"),
    ],
)
def test_ages(before: timedelta, short: str, words: str) -> None:
    assert age(NOW - before, NOW) == short
    assert len(short) <= AGE_CELLS
    assert age(NOW - before, NOW, short=True) == short.replace(" 2023", " ’23")
    assert ago(NOW - before, NOW) == words


def test_dates_stand_in_the_readers_time_zone() -> None:
    late = datetime(2024, 3, 8, 23, 30, tzinfo=UTC)
    east = timezone(timedelta(hours=9))
    assert full_date(late, NOW.astimezone(east)) == "9 March 2024, 08:30"
    assert full_date(NOW, NOW) == "today, 18:30"
    assert full_date(datetime(2024, 1, 2, tzinfo=UTC), NOW) == "2 January 2024"
    assert ago(None, NOW) == "never"
    assert age(None, NOW) == ""


@given(st.text())
def test_ascii_takes_as_many_cells(text: str) -> None:
    plain = to_ascii(text)
    assert plain.isascii()
    assert cell_width(plain) == cell_width(text) or not text.isprintable()


def test_ascii_stays_readable() -> None:
    assert to_ascii("“Erdoğan” — Łódź, 5 €") == '"Erdogan" - Lodz, 5 E'
    assert to_ascii("All ── 2/8") == "All -- 2/8"
    assert to_ascii("新闻") == "????"
    assert to_ascii("a\U00016f51") == "a?"  # a Miao vowel sign, which takes a cell of the letter's own


def test_finding() -> None:
    text = "The Straße, the “café” and\nthe cafe."
    assert [span.of(text) for span in find(text, "CAFE")] == ["café", "cafe"]
    assert [span.of(text) for span in find(text, "and the")] == ["and\nthe"]
    assert [span.of(text) for span in find(text, '"cafe"')] == ["“café”"]
    assert [span.of(text) for span in find(text, "straße")] == ["Straße"]
    assert find(text, ".*") == ()
