"""Real pages, where they are there: the seed article, and the measures that the project wants."""

from datetime import UTC, datetime

import pytest

from benchmarks import extraction
from newstui.extraction.page import extract_article
from newstui.model.documents import BlockKind
from support.shared import shared_path


@pytest.mark.shared
def test_the_seed_page_is_read_whole_and_clean() -> None:
    folder = shared_path("seed")
    article = extract_article(
        (folder / "page.html").read_bytes(), url="http://127.0.0.1:8765/page.html", content_type="text/html"
    )
    text = article.document.text
    assert article.title == "Turkey to Russia: Syrian Offensive Triggering ‘Humanitarian Crisis’"
    assert (article.byline, article.outlet) == ("World Desk", "The Daily Wire Sample")
    assert article.published == datetime(2019, 8, 23, 21, 40, tzinfo=UTC)
    lines = [line for line in (folder / "article.txt").read_text("utf-8").split("\n") if line.strip()]
    body = [b for b in article.document.blocks if b.kind is BlockKind.PARAGRAPH]
    assert [b.span.of(text) for b in body] == lines[2:30]
    assert len(body) == 28
    assert sum(b.quote_depth == 1 for b in body) == 2
    for words in (
        "Politics",
        "Share",
        "Tweet",
        "112 comments",
        "newsletter",
        "inbox",
        "cookies",
        "commenting",
        "Markets slip",
        "Privacy",
        "Copyright",
    ):
        assert words not in text


@pytest.mark.shared
def test_real_pages_meet_the_measures() -> None:
    shared = shared_path("pages").parent
    results = extraction.measure_all(shared)
    assert extraction.mean_f1(results) >= extraction.F1_WANTED
    assert {kind: extraction.kept_share(results, kind) >= extraction.KEPT_WANTED for kind in extraction.KINDS} == dict.fromkeys(
        extraction.KINDS, True
    )
    assert [r.page for r in results if not (r.title and r.byline and r.date)] == []
