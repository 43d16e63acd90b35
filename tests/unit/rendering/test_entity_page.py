"""The page of one entity, and what is exported of it."""

import csv
import json
from datetime import timedelta

import pytest
from msgspec.structs import replace

from newstui.model.analysis import EntityType, QuotationKind, Strength
from newstui.model.entities import AliasRow, Appearance
from newstui.model.lists import EntityRow
from newstui.model.safe_text import SafeText
from newstui.rendering.entity_export import Collected, export_text
from newstui.rendering.entity_page import EntityView, Tab, page_rows
from newstui.rendering.sidebar_rows import EntryTarget, SaidTarget
from support.documents import NOW
from support.rows import entry_row, quotation_row

ROW = EntityRow(5, SafeText("Ilse Marant"), EntityType.PERSON, 14, 40, 6)
ALIAS = AliasRow(1, SafeText("Marant"), "auto", SafeText("its surname"), NOW, 3)
SAID = quotation_row("=“We shall see.”", "Ilse Marant", hedged=True, via=SafeText("Reuters"), outlet=SafeText("Gazette [x]"))
ENTRY = entry_row(7, "Marant resigns", url="https://news.example/<7>")


def view(tab: Tab, **changed: object) -> EntityView:
    told = {
        "row": ROW,
        "names": (ALIAS,),
        "outlets": ((1, "Harbour Post", 9), (2, "Gazette", 5)),
        "days": {NOW.date(): 4, NOW.date() - timedelta(days=20): 1},
        "all_days": True,
        "tab": tab,
        "said": (SAID,),
        "articles": (Appearance(ENTRY, 3, 1),),
    }
    return EntityView(**{**told, **changed})  # type: ignore[arg-type]


def words(tab: Tab, **changed: object) -> str:
    return "\n".join(row.line.text for row in page_rows(view(tab, **changed), 100, NOW))


def test_each_list_leads_where_its_rows_say() -> None:
    assert [row.target for row in page_rows(view(Tab.SAID), 100, NOW) if row.target] == [SaidTarget(8, 3)]
    assert [row.target for row in page_rows(view(Tab.ARTICLES), 100, NOW) if row.target] == [EntryTarget(7)]
    assert "Nobody is quoted about this name in the cache." in words(Tab.ABOUT)


def test_the_head_tells_names_outlets_weeks_relays_and_filters() -> None:
    shown = words(Tab.SAID, outlet="Gazette", between="from 2026-01-01")
    assert "person · 14 articles · 40 mentions · 6 quotations" in shown
    assert "Marant (3)" in shown
    assert "Harbour Post (9), Gazette (5)" in shown
    assert "Reuters (1)" in shown
    assert "Gazette and from 2026-01-01" in shown
    assert "of the newest articles only" in words(Tab.SAID, all_days=False)


@pytest.mark.parametrize("width", [40, 80, 160])
def test_it_fits_and_is_drawn_in_ascii(width: int) -> None:
    for tab in Tab:
        rows = page_rows(view(tab), width, NOW, ascii=True)
        assert all(row.line.cells <= width and row.line.text.isascii() for row in rows)


def test_exports_hold_everything_and_nothing_runs_in_a_spreadsheet() -> None:
    found = Collected(ROW, (ALIAS,), (Appearance(ENTRY, 3, 1),), (SAID,), ())
    said, named = (json.loads(line) for line in export_text(found, "jsonl").splitlines())
    assert (said["words"], said["via"], said["entry"]) == ("=“We shall see.”", "Reuters", 8)
    assert (said["row"], said["kind"], said["hedged"]) == ("said", "direct", True)
    assert (named["row"], named["mentions"]) == ("article", 3)
    row = next(csv.DictReader(export_text(found, "csv").splitlines()))
    assert (row["words"], row["hedged"]) == ("'=“We shall see.”", "true")
    text = export_text(found, "md")
    assert "Gazette \\[x\\]" in text
    assert "(<https://news.example/%3C7%3E>)" in text


def test_markdown_says_whose_words_they_are_and_how_they_stand() -> None:
    paraphrase = replace(
        SAID, kind=QuotationKind.INDIRECT, hedged=False, via=None, denial=SafeText("denied"), lead=SafeText("denied")
    )
    plan = replace(SAID, strength=Strength.STANCE, hedged=False, via=None)
    rumour = replace(SAID, kind=QuotationKind.HEDGE, speaker=None, via=None)
    text = export_text(Collected(ROW, (), (), (SAID, paraphrase, plan), (rumour,)), "md")
    assert "Ilse Marant: own words, told as unsure, relayed by Reuters (Gazette" in text
    assert "- \\[denied\\] =“We shall see.”  \n  Ilse Marant: paraphrased (Gazette" in text
    assert "Ilse Marant: a view or a plan, not a statement (Gazette" in text
    assert "not named: told as unsure (Gazette" in text


def test_exports_keep_the_words_for_sources_without_a_name_and_the_verb_of_what_is_no_clause() -> None:
    official = replace(SAID, speaker=None, source=SafeText("Another official"), via=None, hedged=False, confidence=0.2)
    demand = replace(SAID, lead=SafeText("demanded"), cue=SafeText("demanded"), words=SafeText("an inquiry"))
    found = Collected(ROW, (), (), (demand,), (official,))
    text = export_text(found, "md")
    assert "- \\[demanded\\] an inquiry" in text
    assert "Another official: own words (Gazette" in text
    said, about = csv.DictReader(export_text(found, "csv").splitlines())
    assert (said["cue"], about["speaker"], about["source"]) == ("demanded", "", "Another official")


def test_exports_have_the_reporting_words_also_where_the_words_stand_without_them() -> None:
    said = replace(SAID, cue=SafeText("told"), lead=SafeText(""))
    (row,) = csv.DictReader(export_text(Collected(ROW, (), (), (said,), ()), "csv").splitlines())
    assert row["cue"] == "told"


DOUBTED = replace(SAID, hedged=False, via=None, confidence=0.8, reason=SafeText("“he” is the person spoken of just before"))


def test_doubt_about_the_speaker_is_in_every_export() -> None:
    unnamed = replace(DOUBTED, speaker=None, source=SafeText("He"), confidence=0.4)
    found = Collected(ROW, (), (), (DOUBTED, replace(DOUBTED, confidence=0.95)), (unnamed,))
    text = export_text(found, "md")
    assert "Ilse Marant: likely the speaker, own words (Gazette" in text
    assert "Ilse Marant: own words (Gazette" in text
    assert "He: unclear who, own words (Gazette" in text
    likely, sure, unclear = csv.DictReader(export_text(found, "csv").splitlines())
    assert (likely["doubt"], sure["doubt"], unclear["doubt"]) == ("likely the speaker", "", "unclear who")
    told = json.loads(export_text(found, "jsonl").splitlines()[0])
    assert (told["doubt"], told["confidence"]) == ("likely the speaker", 0.8)
    assert told["reason"] == "“he” is the person spoken of just before"


def test_the_page_says_whose_words_they_are_and_how_sure_that_is() -> None:
    assert "likely the speaker · own words · Gazette" in words(Tab.SAID, said=(DOUBTED,))
    paraphrase = replace(SAID, kind=QuotationKind.INDIRECT)
    assert "    paraphrased · told as unsure · via Reuters · Gazette" in words(Tab.SAID, said=(paraphrase,))
    assert "Ilse Marant · likely the speaker · own words" in words(Tab.ABOUT, about=(DOUBTED,))


def test_markdown_counts_in_words() -> None:
    row = replace(ROW, type=EntityType.ORG, articles=1, quotations=1)
    text = export_text(Collected(row, (), (Appearance(ENTRY, 1, 1),), (), ()), "md")
    assert "organisation, 1 article, 1 quotation\n" in text
    assert text.endswith("1 mention\n")


def test_exports_give_the_address_that_they_are_told() -> None:
    found = Collected(ROW, (), (Appearance(ENTRY, 3, 1),), (SAID,), (), {7: "https://a.example/", 8: "https://b.example/"}.get)
    said, named = (json.loads(line) for line in export_text(found, "jsonl").splitlines())
    assert (said["link"], named["link"]) == ("https://b.example/", "https://a.example/")
    quoted, listed = export_text(found, "md").split("## Articles")
    assert "(<https://b.example/>))" in quoted and "(<https://a.example/>)" in listed
