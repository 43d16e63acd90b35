"""The sample edition, the first thing that everybody sees: all of its statements are found, each with its right speaker."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from newstui.extraction.content import article_from_feed
from newstui.feeds.parse import parse_feed
from newstui.model.analysis import Analysis, Quotation, Strength
from newstui.model.feeds import SAMPLE_URL
from newstui.model.safe_text import SafeText
from newstui.sample import sample_feed
from newstui.services.analyse_text import analyse
from support.analysing import language_model

GOLD = tomllib.loads((Path(__file__).parents[1] / "fixtures" / "sample_statements.toml").read_text(encoding="utf-8"))["article"]
ENTRIES = {entry.title: entry for entry in parse_feed(sample_feed(), url=SAMPLE_URL).entries}


def read(title: str) -> tuple[str, Analysis]:
    entry = ENTRIES[SafeText(title)]
    article = article_from_feed(entry.content, title=entry.title, url=entry.url or SAMPLE_URL)
    return article.document.text, analyse(article.document, language_model())


def row(text: str, quotation: Quotation) -> dict[str, Any]:
    found: dict[str, Any] = {
        "kind": quotation.kind.value,
        "says": " | ".join(span.of(text) for span in quotation.content),
        "source": " | ".join(span.of(text) for span in quotation.source),
        "speaker": quotation.speaker or "",
    }
    if quotation.via:
        found["via"] = quotation.via
    if quotation.addressee:
        found["to"] = quotation.addressee
    if quotation.hedged:
        found["hedged"] = True
    return found


@pytest.mark.parametrize("gold", GOLD, ids=[article["title"][:30] for article in GOLD])
def test_every_statement_of_an_article(gold: dict[str, Any]) -> None:
    text, analysis = read(gold["title"])
    found = [row(text, q) for q in analysis.quotations if q.strength is Strength.STATEMENT]
    assert found == gold["statements"]


def test_no_article_is_left_out() -> None:
    assert {article["title"] for article in GOLD} == set(ENTRIES)
