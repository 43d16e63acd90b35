"""An article laid out: its header and margins, where every character stands, and that highlights never move it."""

from datetime import timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newstui.model.analysis import EntityType, QuotationKind, Strength
from newstui.model.articles import Article, ArticleOrigin
from newstui.model.documents import BlockKind
from newstui.model.safe_text import safe_lines, safe_text
from newstui.model.spans import TextSpan
from newstui.rendering.article import ArticleLayout, Highlights, lay_out
from newstui.rendering.cells import cell_width
from newstui.rendering.lines import Role
from support.documents import (
    NOW,
    Part,
    analysis,
    article,
    document,
    entity,
    item,
    link,
    paragraph,
    quotation,
    spans,
    table,
    title,
)

SAID = "“We will rebuild the lock,” Mayor Tom Merrow told reporters on Friday."
HEDGED = "The dam reportedly cracked in the night."
TOLD = "The board had warned of it for years, the union said, according to the Harbour Post."


def shown(layout: ArticleLayout) -> list[str]:
    return [line.text.strip() for line in layout.lines]


def words_with(layout: ArticleLayout, role: Role) -> str:
    return " ".join(s.text for line in layout.lines for s in line.segments if role in s.roles)


def sample() -> tuple[Article, ArticleLayout]:
    made = article(title("The lock closes"), SAID, HEDGED, TOLD)
    text = made.document.text
    found = analysis(
        text,
        quotation(
            text, QuotationKind.DIRECT, "“We will rebuild the lock,”", source="Mayor Tom Merrow", cue="told", speaker="Tom Merrow"
        ),
        quotation(text, QuotationKind.HEDGE, HEDGED, cue="reportedly", hedged=True),
        quotation(
            text,
            QuotationKind.INDIRECT,
            "The board had warned of it for years",
            source="the union",
            cue="said",
            speaker="the union",
            via="Harbour Post",
        ),
    )
    return made, lay_out(made, found, width=60, measure=50, now=NOW)


def test_an_article_without_a_title_says_so() -> None:
    layout = lay_out(article("It holds.", title=safe_text("")), width=60, now=NOW)
    assert words_with(layout, Role.TITLE) == "(without a title)"


def test_the_header_says_what_the_page_states() -> None:
    made = article(title("The lock closes"), " ".join(["word"] * 460))
    layout = lay_out(made, width=80, now=NOW.astimezone(timezone(timedelta(hours=1))))
    assert shown(layout)[:6] == ["", "Harbour Post", "", "The lock closes", "", "By Ada Vance · 8 March 2024, 15:02 · 2 min read"]


def test_what_is_not_stated_is_not_in_the_header() -> None:
    made = article("Some words.", byline=None, outlet=None, published=None)
    assert shown(lay_out(made, width=80))[:6] == ["", "harbour.example", "", "The lock closes", "", "1 min read"]
    assert "today, 14:02" in shown(lay_out(article("x", published=NOW.replace(hour=14, minute=2)), width=80, now=NOW))[5]
    assert "8.3.24" in shown(lay_out(article("x"), width=80, now=NOW, date_format="%-d.%-m.%y"))[5]


def test_a_byline_has_one_by() -> None:
    for byline in ("Ada Vance", "By Ada Vance", "by Ada Vance"):
        line = shown(lay_out(article("x", byline=byline), width=80))[5]
        assert line.casefold().startswith("by ada vance"), line


def test_a_text_that_is_not_the_pages_says_so() -> None:
    made = article("x", origin=ArticleOrigin.FEED, note="The page could not be fetched: the server answered 503.")
    assert any("Only the feed's text. The page could not be fetched:" in line for line in shown(lay_out(made, width=100)))
    assert any(Role.WARNING in segment.roles for line in lay_out(made, width=100).lines for segment in line.segments)
    plain = lay_out(article("x", origin=ArticleOrigin.FEED), width=100)
    assert any(line.endswith("min read · from the feed") for line in shown(plain))
    assert not any(Role.WARNING in segment.roles for line in plain.lines for segment in line.segments)


def test_the_measure_is_kept_and_centred() -> None:
    made = article(" ".join(["measure"] * 60))
    wide = lay_out(made, width=120, measure=70)
    assert wide.measure == 70
    assert {line.text[:25] for line in wide.lines if line.cells} == {" " * 25}
    assert lay_out(made, width=60, measure=100).measure == 57
    assert lay_out(made, width=90, measure=0).measure == 87
    assert all(line.cells <= 20 for line in lay_out(made, width=20).lines)


def test_every_part_of_a_quotation_has_its_role() -> None:
    _, layout = sample()
    assert words_with(layout, Role.QUOTE_DIRECT) == "“We will rebuild the lock,”"
    assert words_with(layout, Role.QUOTE_SOURCE) == "Mayor Tom Merrow the union"
    assert words_with(layout, Role.QUOTE_CUE).startswith("told")
    assert words_with(layout, Role.QUOTE_HEDGE).endswith("reportedly")


def test_the_margin_marks_what_is_unsure_and_what_is_passed_on() -> None:
    _, layout = sample()
    marked = {
        line.text.strip()[0]: line.text.strip()[2:] for line in layout.lines if line.text[layout.left - 2 : layout.left].strip()
    }
    assert marked["≈"] == HEDGED
    assert "the union" in marked["»"]


@pytest.mark.parametrize("highlights", list(Highlights))
def test_highlights_never_move_a_word(highlights: Highlights) -> None:
    made, layout = sample()
    plain = lay_out(made, width=60, measure=50, now=NOW, highlights=Highlights.OFF)
    marked = lay_out(made, layout.analysis, width=60, measure=50, now=NOW, highlights=highlights)
    assert [line.text[plain.left :] for line in marked.lines] == [line.text[plain.left :] for line in plain.lines]


def test_every_span_stands_in_the_cells_of_its_words() -> None:
    made, layout = sample()
    for stop in layout.quotations:
        for span in (*stop.quotation.content, *stop.quotation.source, *stop.quotation.cue):
            only = layout.overlay(Role.MATCH, [span])
            assert words_with(only, Role.MATCH).split() == span.of(made.document.text).split()


def test_stances_are_shown_only_where_all_is() -> None:
    made = article("Assad considers the rebels a threat. He said so.")
    text = made.document.text
    stance = quotation(
        text, QuotationKind.INDIRECT, "the rebels a threat", source="Assad", cue="considers", strength=Strength.STANCE
    )
    found = analysis(text, stance, quotation(text, QuotationKind.INDIRECT, "so", source="He", cue="said"))
    assert words_with(lay_out(made, found, width=80), Role.QUOTE_SOURCE) == "He"
    everything = lay_out(made, found, width=80, highlights=Highlights.ALL)
    assert words_with(everything, Role.QUOTE_STANCE).strip() == "the rebels a threat"
    assert [stop.quotation.strength for stop in everything.quotations] == [Strength.STANCE, Strength.STATEMENT]


def test_no_blank_hangs_over_where_one_role_meets_another() -> None:
    made = article("SOHR denied that the regime claims a corridor.")
    text = made.document.text
    outer = quotation(text, QuotationKind.INDIRECT, "that the regime claims a corridor", source="SOHR", cue="denied")
    inner = quotation(text, QuotationKind.INDIRECT, "a corridor", source="the regime", cue="claims")
    layout = lay_out(made, analysis(text, outer, inner), width=80)
    quoted = [s.text for s in layout.lines[-1].segments if any(role.startswith("quote_") for role in s.roles)]
    assert quoted == ["SOHR", "denied", "that", "the regime", "claims", "a corridor"]
    over = layout.overlay(Role.CURRENT, [outer.extent])
    assert words_with(over, Role.CURRENT).split() == text.rstrip(".").split()


def test_quotations_come_in_order_with_their_lines() -> None:
    made, layout = sample()
    assert [stop.line for stop in layout.quotations] == sorted(stop.line for stop in layout.quotations)
    assert [stop.quotation.begins for stop in layout.quotations] == sorted(stop.quotation.begins for stop in layout.quotations)
    for stop in layout.quotations:
        assert made.document.text[stop.extent.start :][:8] in layout.lines[stop.line].text


def test_mentions_of_the_chosen_entity() -> None:
    made = article("Merrow spoke. " + "Then it rained. " * 20 + "Merrow left.")
    text = made.document.text
    merrow = entity(text, "Tom Merrow", EntityType.PERSON, "Merrow", "Merrow")
    layout = lay_out(made, analysis(text, entities=[merrow]), width=60, chosen=merrow)
    assert words_with(layout, Role.ENTITY_CHOSEN) == "Merrow Merrow"
    assert len(layout.mention_lines(merrow)) == 2
    assert all("Merrow" in layout.lines[line].text for line in layout.mention_lines(merrow))


def test_an_overlay_paints_only_its_own_lines_anew() -> None:
    _, layout = sample()
    before = list(layout.lines)
    stop = layout.quotations[0]
    over = layout.overlay(Role.CURRENT, [stop.extent])
    touched = set(over.lines_of(stop.extent))
    assert all((over.lines[i] is before[i]) == (i not in touched) for i in range(layout.height))
    assert all("▌" in over.lines[i].text for i in touched)
    assert list(layout.lines) == before
    moved = over.overlay(Role.CURRENT, [layout.quotations[1].extent])
    assert "▌" not in moved.lines[min(touched)].text
    assert list(moved.overlay(Role.CURRENT, []).lines) == before
    assert layout.overlay(Role.CURRENT, []) is layout


def test_where_the_reader_stands_is_one_stretch_and_not_a_row_of_words() -> None:
    made = article("“It holds,” the minister, Tom Merrow, said. Nobody believed him, he said.")
    text = made.document.text
    found = analysis(text, quotation(text, QuotationKind.DIRECT, "“It holds,”", source="Tom Merrow", cue="said"))
    layout = lay_out(made, found, width=100)
    parts = (*found.quotations[0].content, *found.quotations[0].source, *found.quotations[0].cue)
    over = layout.overlay(Role.CURRENT, parts)
    lit = [s.text for line in over.lines for s in line.segments if Role.CURRENT in s.roles]
    assert "".join(lit) == "“It holds,”Tom Merrow, said"


def test_find_ignores_case_and_accents_and_marks_what_it_found() -> None:
    made = article("President Erdoğan met ERDOGAN’s envoy.")
    layout = lay_out(made, width=60)
    found = layout.find("erdogan")
    assert [span.of(made.document.text) for span in found] == ["Erdoğan", "ERDOGAN"]
    assert words_with(layout.overlay(Role.MATCH, found), Role.MATCH) == "Erdoğan ERDOGAN"
    assert layout.find("") == layout.find("nobody") == ()


def test_a_place_survives_another_width() -> None:
    made = article(title("The lock closes"), *(f"Paragraph {n} " + "tells of the lock and the sea gate. " * 8 for n in range(12)))
    wide, narrow = lay_out(made, width=110, measure=90), lay_out(made, width=44)
    for line in range(wide.height):
        offset = wide.offset_of(line)
        there = narrow.line_of(offset)
        assert there == 0 if offset < 0 else narrow.offset_of(there) <= offset
    assert [wide.line_of(wide.offset_of(line)) for line in range(3)] == [0, 0, 0]


def test_links_have_the_same_numbers_at_every_width() -> None:
    made = article(
        paragraph("The board and the town agree.", link("board", "https://a.example"), link("town", "https://b.example")),
        paragraph("Again the board.", link("board", "https://a.example")),
        Part(BlockKind.PICTURE, "The lock in March", target="https://c.example/p.jpg"),
        Part(BlockKind.PICTURE, "", target="https://c.example/q.jpg"),
    )
    layout = lay_out(made, width=80)
    assert layout.links == {
        1: "https://a.example",
        2: "https://b.example",
    }
    assert [block.target for block in layout.pictures.values()] == ["https://c.example/p.jpg", "https://c.example/q.jpg"]
    assert all("▣" in layout.lines[line].text for line in layout.pictures)
    text = "\n".join(shown(layout))
    assert "The board[1] and the town[2] agree." in text
    assert "Again the board[1]." in text
    assert "▣ The lock in March\n" in text
    assert text.endswith("▣ Picture")
    assert lay_out(made, width=20).links == layout.links
    assert words_with(layout, Role.LINK) == "board town board"


def test_blocks_look_like_what_they_are() -> None:
    made = article(
        Part(BlockKind.HEADING, "What was decided", depth=2),
        item("The lock closes on the first of March, and nobody knows what comes after it."),
        item("Boats go round.", depth=2, marker="◦"),
        paragraph("We were never asked.", quote=1, quote_id=7),
        paragraph("Never.", quote=1, quote_id=7),
        Part(BlockKind.CODE, "shut(gate)\n    " + "x" * 40),
        Part(BlockKind.RULE, ""),
    )
    layout = lay_out(made, width=46)
    rows = [line.text[layout.left :].rstrip() for line in layout.lines]
    body = rows[rows.index("What was decided") :]
    assert body == [
        "What was decided",
        "",
        "• The lock closes on the first of March,",
        "  and nobody knows what comes after it.",
        "  ◦ Boats go round.",
        "",
        "▎ We were never asked.",
        "▎",
        "▎ Never.",
        "",
        "┆ shut(gate)",
        "┆     " + "x" * 37,
        "↪ xxx",
        "",
        " " * 14 + "─" * 14,
    ]


def test_a_table_stands_in_columns_and_falls_apart_when_there_is_no_room() -> None:
    made = article(
        table(("Year", "Ships", "Comment"), ("2022", "1,204", "A quiet year"), ("2023", "98", "The gate failed twice"))
    )
    layout = lay_out(made, width=80)
    rows = [line.text[layout.left :] for line in layout.lines]
    assert rows[-4:] == [
        "Year  Ships  Comment",
        "────  ─────  ─────────────────────",
        "2022  1,204  A quiet year",
        "2023     98  The gate failed twice",
    ]
    narrow = lay_out(made, width=33)
    assert [line.text[narrow.left :] for line in narrow.lines][-2:] == ["2023     98  The gate failed", "             twice"]
    tiny = [line.text for line in lay_out(made, width=15).lines]
    assert tiny[-5:] == ["Year: 2023", "Ships: 98", "Comment", "The gate failed", "twice"]


def test_ascii_shows_nothing_else() -> None:
    made, layout = sample()
    plain = lay_out(made, layout.analysis, width=60, measure=50, now=NOW, ascii=True)
    assert all(line.text.isascii() for line in plain.lines)
    assert [line.cells for line in plain.lines] == [line.cells for line in layout.lines]
    assert any(line.text.strip().startswith("~ ") for line in plain.lines)
    over = plain.overlay(Role.CURRENT, [plain.quotations[0].extent])
    assert any(line.text.strip().startswith("> ") for line in over.lines)


def test_a_book_is_laid_out_as_well() -> None:
    made = article(*(SAID * 20 for _ in range(400)))
    text = made.document.text
    layout = lay_out(made, width=100)
    last = TextSpan(len(text) - 5, len(text))
    assert text.split()[-1] in layout.lines[-1].text
    assert layout.lines_of(last) == [layout.height - 1]
    assert layout.line_of(len(text)) == layout.height - 1


def test_an_empty_article_has_its_header() -> None:
    layout = lay_out(Article(1, ArticleOrigin.PAGE, "", safe_text(""), document(), NOW), width=40)
    assert layout.line_of(5) == 0
    assert layout.offset_of(3) == -1
    assert "1 min read" in shown(layout)
    assert layout.quotations == ()


KINDS = st.sampled_from(
    [BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.CODE, BlockKind.PICTURE, BlockKind.TITLE]
)
WORDS = st.text(st.characters(codec="utf-8"), max_size=80).map(safe_lines)
PARTS = st.one_of(
    st.builds(
        Part,
        KINDS,
        WORDS,
        depth=st.integers(0, 8),
        quote_depth=st.integers(0, 6),
        quote_id=st.integers(0, 2),
        marker=st.sampled_from(["•", "123."]),
    ),
    st.lists(st.lists(WORDS.map(safe_text), min_size=1, max_size=5), min_size=1, max_size=4).map(lambda rows: table(*rows)),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PARTS, max_size=5), st.integers(2, 120), st.integers(0, 100), st.booleans())
def test_no_line_is_wider_than_the_screen_whatever_the_text(parts: list[Part], width: int, measure: int, ascii: bool) -> None:
    made = article(*parts, title=safe_text("新闻 " + (parts[0].words if parts else "")), byline=safe_text("x" * 90))
    layout = lay_out(made, width=width, measure=measure, ascii=ascii)
    text = made.document.text
    for line in layout.lines:
        assert line.cells == cell_width(line.text) <= width
        assert "\n" not in line.text
    whole = layout.overlay(Role.MATCH, [TextSpan(0, len(text))])
    if not ascii and not any(part.rows for part in parts):
        assert words_with(whole, Role.MATCH).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    places = [layout.offset_of(line) for line in range(layout.height)]
    assert places == sorted(places)
    assert all(0 <= layout.line_of(offset) < layout.height for offset in range(-1, len(text) + 2))


def test_spans_of_the_test_helpers_are_right() -> None:
    assert spans("a b a", "a", "a") == (TextSpan(0, 1), TextSpan(4, 5))
