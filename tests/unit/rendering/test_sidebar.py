"""The sidebar and the legend."""

from datetime import timedelta

import msgspec

from newstui.model.analysis import Analysis, EntityType, QuotationKind
from newstui.model.entities import Appearance, Dossier, Related, Window
from newstui.model.lists import EntityRow
from newstui.model.safe_text import SafeText
from newstui.rendering.legend import highlights_label, legend_lines
from newstui.rendering.lines import Role
from newstui.rendering.painting import Highlights
from newstui.rendering.sidebar import sidebar_rows
from newstui.rendering.sidebar_rows import EntityTarget, EntryTarget, KnownTarget, QuotationTarget, SaidTarget, SpeakerTarget
from newstui.rendering.speakers import speakers_of
from support.documents import NOW, analysis, entity, quotation
from support.rows import entry_row, quotation_row

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


def test_counts_stay_near_the_names_in_a_wide_pane() -> None:
    rows = [row.line.text.rstrip() for row in sidebar_rows(FOUND, TEXT, width=100) if row.line.text]
    assert {len(row) for row in rows} == {43}
    assert all(row[-1].isdigit() for row in rows)


ROW = EntityRow(5, SafeText("Tom Merrow"), EntityType.PERSON, 14, 40, 6)
PARTNER = EntityRow(6, SafeText("Ilse Marant"), EntityType.PERSON, 9, 20, 2)


def dossier(**changed: object) -> Dossier:
    said = quotation_row("“We shall see.”", "Tom Merrow")
    whole = Dossier(
        entity=ROW,
        names=(SafeText("T. Merrow"),),
        quotations=(said,),
        related=(Related(PARTNER, 7, 12.0),),
        articles=(Appearance(entry_row(7, "Merrow resigns", published=NOW - timedelta(days=2)), 3, 1),),
        days={NOW.date(): 4, NOW.date() - timedelta(days=2): 1},
        window=Window(14, 14),
    )
    return msgspec.structs.replace(whole, **changed)


def test_the_chosen_one_comes_first_with_all_there_is_about_it() -> None:
    rows = sidebar_rows(FOUND, TEXT, width=30, chosen=MERROW, dossier=dossier(), now=NOW)
    shown = [row.line.text.strip() for row in rows]
    assert shown[:3] == ["Tom Merrow", "called Merrow here", "also T. Merrow"]
    assert shown[3].startswith("14 articles")
    assert shown[4].startswith("·················▁·█")
    targets = [row.target for row in rows]
    assert QuotationTarget(SAID) in targets
    assert SaidTarget(8, 3) in targets
    assert KnownTarget(6, "Ilse Marant") in targets
    assert EntryTarget(7) in targets
    assert any(text.startswith("Ilse Marant") and text.endswith("7") for text in shown)
    assert any(text.startswith("Merrow resigns") and text.endswith("2d") for text in shown)
    alone = dossier(articles=(), related=(), quotations=(), days={})
    assert "Named in no other article" in "".join(texts(FOUND, chosen=MERROW, dossier=alone, now=NOW))


def test_one_that_the_article_does_not_name_says_so() -> None:
    shown = texts(FOUND, dossier=dossier(), now=NOW)
    assert shown[0] == "Tom Merrow"
    assert "not named in this article" in shown
    assert "Speakers                   1" in shown


def test_of_very_frequent_ones_it_says_how_much_was_looked_at() -> None:
    assert "Often with        latest 300" in texts(FOUND, dossier=dossier(window=Window(300, 50_000)), now=NOW)


def test_what_the_reader_decided_is_shown() -> None:
    cast = {
        "Tom Merrow": msgspec.structs.replace(ROW, name=SafeText("Old Tom"), renamed=True),
        "Harbour Board": EntityRow(7, SafeText("Harbour Board"), EntityType.PLACE, 1, 1, 0),
        "Idlib": EntityRow(8, SafeText("Idlib"), EntityType.PLACE, 1, 1, 0, hidden=True),
    }
    assert texts(FOUND, cast=cast) == [
        "Speakers                   1",
        "Old Tom                   “1",
        "",
        "People                     1",
        "Old Tom                    2",
        "",
        "Places                     1",
        "Harbour Board              1",
    ]


def test_a_long_name_is_shown_whole_where_it_can_be() -> None:
    text = "“It holds,” said Recep Tayyip Erdogan."
    found = analysis(
        text,
        quotation(text, QuotationKind.DIRECT, "“It holds,”", source="Recep Tayyip Erdogan", speaker="Recep Tayyip Erdogan"),
        entities=(entity(text, "Recep Tayyip Erdogan", EntityType.PERSON, "Recep Tayyip Erdogan"),),
    )
    for width in range(25, 34):
        assert sum("Recep Tayyip Erdogan" in row.line.text for row in sidebar_rows(found, text, width=width)) == 2
    for width in range(16, 34):  # what counts quotations says so at any width, and no count stands at the edge
        assert [row.line.text[-3:] for row in sidebar_rows(found, text, width=width) if row.target] == ["“1 ", " 1 "]


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
        rows = sidebar_rows(FOUND, TEXT, width=width, chosen=MERROW, dossier=dossier(), now=NOW, ascii=True)
        assert all(row.line.cells <= width and row.line.text.isascii() for row in rows)


def test_the_legend_shows_every_role_of_a_quotation() -> None:
    roles = {role for line in legend_lines(80) for segment in line.segments for role in segment.roles}
    assert {role for role in Role if role.startswith("quote_")} - roles == {Role.QUOTE_BLOCK_BAR}
    assert all(line.cells <= 30 for line in legend_lines(30))
    assert all(line.text.isascii() for line in legend_lines(80, ascii=True))
    assert "v goes from one to the next" in " ".join(line.text for line in legend_lines(120))
    assert len({highlights_label(mode) for mode in Highlights}) == len(Highlights)
