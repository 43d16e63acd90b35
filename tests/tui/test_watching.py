"""Watching names: marked where they stand, listed, told of when a new article names one, and taken back."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newstui.config.settings import Settings
from newstui.model.analysis import EntityType
from newstui.model.events import AnalysisStored
from newstui.model.lists import Scope, SmartFeed
from newstui.model.safe_text import SafeText
from newstui.services.analyse_text import ANALYSER_VERSION
from newstui.tui import watching
from newstui.tui.watching import alert, news_words
from support.cache import add_entries, analysis, article, entry, named, open_cache
from support.newsroom import HEADLINE, fill
from support.reader_app import Reading, reading


def more(folder: Path, number: int, *, days_ago: int = 0) -> int:
    """One more article that names her comes in and is analysed."""
    now = datetime.now(UTC) - timedelta(days=days_ago)
    with open_cache(folder) as db:
        feed = db.feeds.all()[0]
        (entry_id,) = add_entries(db, feed, [entry(900 + number, title=f"More {number}", published=now)], now)
        stored = article(entry_id, "Mara Lindqvist spoke again.", title=f"More {number}")
        db.articles.store(stored)
        found = [named(stored.document.text, "Mara Lindqvist", EntityType.PERSON)]
        db.analyses.store(entry_id, analysis(stored.document, [], found, ANALYSER_VERSION))
    return entry_id


async def watch_her(run: Reading) -> None:
    """Watch the first speaker of the story."""
    await run.press("enter", "tab", "*")
    await run.until(lambda: "is watched" in run.status, "the decision")


async def test_a_name_is_watched_in_the_sidebar_marked_listed_and_let_go(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path, size=(160, 50)) as run:
        assert "Watched" not in run.text
        await watch_her(run)
        assert run.status == "“Mara Lindqvist” is watched; u undoes it."
        assert "◉Mara Lindqvist" in run.text
        run.reader.cache_watch._reload()
        await run.press("h")
        assert any(line.strip().startswith("Watched") for line in run.lines)
        assert any("◉" in line and HEADLINE[:20] in line for line in run.lines)
        run.reader.go_to(Scope(smart=SmartFeed.WATCHED))
        await run.press()
        assert [row.id for row in run.reader.entries.window.rows] == [room.story]  # type: ignore[union-attr]
        await run.press("u")
        await run.until(lambda: "undone" in run.status, "the undo")
        run.reader.cache_watch._reload()
        await run.press()
        assert "◉" not in run.text


async def test_a_new_article_is_told_of_once_a_minute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "GATHER", 0.01)
    settings = Settings()
    settings = settings._replace(terminal=settings.terminal._replace(watched="bell"))
    fill(tmp_path)
    async with reading(tmp_path, settings=settings) as run:
        sent: list[str] = []
        monkeypatch.setattr(run.app, "send", sent.append)
        await watch_her(run)
        first = more(tmp_path, 1)
        run.reader.hear(AnalysisStored(first, first=True))
        await run.until(lambda: run.status == "Mara Lindqvist is named in “More 1”.", "the words")
        assert sent == ["\x07"]
        for number in (2, 3):
            run.reader.hear(AnalysisStored(more(tmp_path, number), first=True))
        run.reader.hear(AnalysisStored(first))  # read again by better rules: no news
        timer = run.reader.watching._timer
        assert timer is not None and timer._interval > 50 and sent == ["\x07"]
        timer.stop()
        run.reader.watching.tell()
        assert run.status == "Mara Lindqvist is named in 2 new articles." and sent == ["\x07"] * 2


async def test_what_is_read_or_names_nobody_watched_is_no_news(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path) as run:
        run.reader.hear(AnalysisStored(room.story, first=True))
        assert run.reader.watching._timer is None
        await watch_her(run)
        run.reader.hear(AnalysisStored(room.story, first=True))  # it is open
        run.reader.hear(AnalysisStored(more(tmp_path, 1, days_ago=5), first=True))  # a feed's past
        assert run.reader.watching._timer is None
        run.reader.hear(AnalysisStored(more(tmp_path, 2, days_ago=1), first=True))
        assert run.reader.watching._timer is not None


def test_the_words_and_what_the_terminal_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    a, b, c, d = (SafeText(name) for name in ("Ann", "Bo", "Cy", "Di"))
    assert news_words([a], 1, SafeText("Bridge closes")) == "Ann is named in “Bridge closes”."
    assert news_words([a, b], 1) == "Ann and Bo are named in a new article."
    assert news_words([a, b, c, d], 12) == "Ann, Bo and 2 others are named in 12 new articles."
    words = news_words([a], 2)
    assert (alert(words, "words"), alert(words, "bell")) == ("", "\x07")
    assert alert(words, "notification") == "\x1b]9;newstui: Ann is named in 2 new articles.\x07"
