"""Downloading ahead: what could not be had is named, with why."""

from pathlib import Path

from newstui.model.events import ArticleFailed, ArticleStored, Progress
from newstui.model.wishes import WishKind
from support.newsroom import fill
from support.reader_app import Reading, reading


def _download(run: Reading, entry: int) -> None:
    run.reader.hear(Progress("prefetch", 0, 3))
    run.reader.hear(ArticleFailed(entry, "The page asks for a login."))
    run.reader.hear(Progress("prefetch", 3, 3, "2 articles downloaded; 1 failed."))


async def test_what_a_download_missed_is_named_with_why_and_tried_again(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path) as run:
        _download(run, room.snippet_only)
        assert run.status == "2 articles downloaded; 1 failed (w shows it, and why)."
        assert run.reader.status.status.mixed
        await run.press("!")
        assert "“Harbour news 0” was not downloaded: The page asks for a login." in run.dialog
        assert run.dialog.count("2 articles downloaded") == 1
        await run.press("escape", "w")
        assert "Fetch “Harbour news 0” Failed: The page asks for a login; asked just now." in run.dialog
        await run.press("r")
        await run.until(lambda: "login" not in run.dialog, "the retry")
        assert [(wish.kind, wish.payload["entry"]) for wish in run.wishes()] == [(WishKind.FETCH, room.snippet_only)]


async def test_what_was_missed_is_dropped_or_forgotten_once_it_is_there(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path) as run:
        _download(run, room.snippet_only)
        await run.press("w", "D")
        assert "Nothing waits" in run.dialog
        await run.press("escape")
        assert run.status.startswith("Dropped")
        _download(run, room.snippet_only)
        run.reader.hear(ArticleStored(room.snippet_only))
        await run.press("w")
        assert "Nothing waits" in run.dialog
        await run.press("escape")
        run.reader.hear(Progress("prefetch", 0, 1))
        run.reader.hear(Progress("prefetch", 1, 1, "1 article downloaded."))
        assert run.status == "1 article downloaded."


async def test_a_fetch_of_one_article_is_no_download(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path) as run:
        run.reader.hear(ArticleFailed(room.snippet_only, "The page asks for a login."))
        await run.press("w")
        assert "Nothing waits" in run.dialog
