"""The sidebar and the legend."""

from datetime import timedelta

from newstui.model.analysis import Analysis, EntityType, QuotationKind
from newstui.rendering.legend import highlights_label, legend_lines
from newstui.rendering.lines import Role
from newstui.rendering.painting import Highlights
from newstui.rendering.sidebar import (
    EntityTarget,
    EntryTarget,
    OtherArticle,
    QuotationTarget,
    SpeakerTarget,
    sidebar_rows,
)
from newstui.rendering.speakers import speakers_of
from support.documents import NOW, analysis, entity, quotation

TEXT = "“It holds,” Tom Merrow said in Idlib. Merrow left. The Harbour Board stayed in Idlib."
SAID = quotation(TEXT, QuotationKind.DIRECT, "“It holds,”", source="Tom Merrow", cue="said", speaker="Tom Merrow")
MERROW = entity(TEXT, "Tom Merrow", EntityType.PERSON, "Tom Merrow", "Merrow")
BOARD = entity(TEXT, "Harbour Board", EntityType.ORG, "Harbour Board")
IDLIB = entity(TEXT, "Idlib", EntityType.PLACE, "Idlib", "Idlib")
FOUND = analysis(TEXT, SAID, entities=(IDLIB, BOARD, MERROW))


def texts(found: Analysis | None, **options: object) -> list[str]:
    return [row.line.text.strip() for row in sidebar_rows(found, TEXT, width=30, **options)]  # type: ignore[arg-type]


def test_groups_with_their_counts() -> None:
    rows = sidebar_rows(FOUND, TEXT, width=30)
    assert [row.line.text for row in rows] == [
        " Speakers                   1 ",
        " Tom Merrow                “1 ",
        "",
        " People                     1 ",
        " Tom Merrow                 2 ",
        "",
        " Organisations              1 ",
        " Harbour Board              1 ",
        "",
        " Places                     1 ",
        " Idlib                      2 ",
    ]
    speaker = speakers_of(FOUND)[0]
    targets = [SpeakerTarget(speaker), EntityTarget(MERROW), EntityTarget(BOARD), EntityTarget(IDLIB)]
    assert [row.target for row in rows if row.target] == targets
    assert all(row.line.cells <= 30 for row in rows)


def test_the_chosen_one_comes_first_with_all_there_is_about_it() -> None:
    other = OtherArticle(7, "Merrow resigns", "Harbour Post", NOW - timedelta(days=2), 3)
    rows = sidebar_rows(FOUND, TEXT, width=30, chosen=MERROW, others=[other], now=NOW)
    shown = [row.line.text.strip() for row in rows]
    assert shown[:2] == ["Tom Merrow", "also Merrow"]
    assert QuotationTarget(SAID) in [row.target for row in rows]
    assert EntryTarget(7) in [row.target for row in rows]
    assert any(text.startswith("Merrow resigns") and text.endswith("2d") for text in shown)
    assert "Named in no other article." in texts(FOUND, chosen=MERROW, others=[])
    assert "Looking…" in texts(FOUND, chosen=MERROW)


def test_a_long_name_is_shown_whole_where_it_can_be() -> None:
    text = "“It holds,” said Recep Tayyip Erdogan."
    found = analysis(
        text,
        quotation(text, QuotationKind.DIRECT, "“It holds,”", source="Recep Tayyip Erdogan", speaker="Recep Tayyip Erdogan"),
        entities=(entity(text, "Recep Tayyip Erdogan", EntityType.PERSON, "Recep Tayyip Erdogan"),),
    )
    for width in range(23, 34):
        assert sum("Recep Tayyip Erdogan" in row.line.text for row in sidebar_rows(found, text, width=width)) == 2
    assert not any("Erdogan" in row.line.text for row in sidebar_rows(found, text, width=20))


def test_a_speaker_without_a_name_is_told_of_as_a_source() -> None:
    unnamed = quotation(TEXT, QuotationKind.DIRECT, "“It holds,”")
    rows = sidebar_rows(analysis(TEXT, unnamed), TEXT, width=30)
    assert [row.line.text.strip() for row in rows] == ["Speakers", "not named                 “1"]
    speaker = speakers_of(analysis(TEXT, unnamed))[0]
    about = [row.line.text.strip() for row in sidebar_rows(analysis(TEXT, unnamed), TEXT, width=30, speaker=speaker)]
    assert about[0] == "Sources that are not named"
    assert "Other articles" not in " ".join(about)


def test_empty_states_have_their_words() -> None:
    assert texts(None) == ["No article is open."]
    assert texts(None, waiting="Looking for names…") == ["Looking for names…"]
    assert " ".join(texts(analysis(TEXT))) == "No people, organisations or places are named."
    assert "without the language model" in " ".join(texts(analysis(TEXT, entities=(IDLIB,), reduced=True)))
    assert "English articles only" in " ".join(texts(Analysis("test", "", language="de")))


def test_narrow_and_ascii() -> None:
    for width in (8, 16, 22):
        rows = sidebar_rows(FOUND, TEXT, width=width, chosen=MERROW, others=[], now=NOW, ascii=True)
        assert all(row.line.cells <= width and row.line.text.isascii() for row in rows)


def test_the_legend_shows_every_role_of_a_quotation() -> None:
    roles = {role for line in legend_lines(80) for segment in line.segments for role in segment.roles}
    assert {role for role in Role if role.startswith("quote_")} - roles == {Role.QUOTE_BLOCK_BAR}
    assert all(line.cells <= 30 for line in legend_lines(30))
    assert all(line.text.isascii() for line in legend_lines(80, ascii=True))
    assert "v goes from one to the next" in " ".join(line.text for line in legend_lines(120))
    assert len({highlights_label(mode) for mode in Highlights}) == len(Highlights)
