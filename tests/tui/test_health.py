"""How the feeds fare: what is wrong with each, and acting on it there."""

from pathlib import Path

import pytest

from newstui.config.actions import Pane
from newstui.model.wishes import WishKind
from support.cache import NOON, open_cache
from support.newsroom import fill
from support.reader_app import reading


async def test_what_is_wrong_with_a_feed_is_acted_on_where_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_TTY", "/dev/pts/9")  # an address is copied there, and no browser opens
    room = fill(tmp_path)
    with open_cache(tmp_path) as db:
        db.feeds.record_failure(room.valley, at=NOON, error="The server took too long.", due_at=None)
    (tmp_path / "config.toml").write_text('[keys]\n"feed.remove" = "x"\n')
    async with reading(tmp_path) as run:
        await run.press("X")
        assert "Enter list · r ask again · x remove · u undo · o site · y copy link · Esc" in run.text
        assert "Feeds: 2, 1 failed" in run.text
        await run.press("y")
        assert run.app.clipboard == "https://valley.example/feed" and "Copied: https://valley.example/feed" in run.text
        await run.press("o")
        assert "https://valley.example" in run.status
        await run.press("r")
        assert [wish.payload for wish in run.wishes() if wish.kind is WishKind.REFRESH] == [{"feeds": [room.valley]}]
        assert run.status == "Asking Valley Gazette for news."
        await run.press("x")
        await run.until(lambda: "Feeds: 1, none failed" in run.text, "the removal")
        assert "took too long" not in run.dialog and "u brings it back" in run.text
        await run.press("u")
        await run.until(lambda: "took too long" in run.dialog, "the undo")
        await run.press("g", "j", "enter")
        assert run.app.screen is run.reader
        assert run.reader.lists.title == "Harbour Post" and run.reader.pane is Pane.ENTRIES
        await run.press("X", "X")
        assert run.app.screen is run.reader
        with open_cache(tmp_path) as db:
            db.feeds.record_failure(room.harbour, at=NOON, error="It is gone.", due_at=None, gone=True)
        await run.press("X")
        assert run.dialog.index("gone for good") < run.dialog.index("took too long")
        assert "r asks anyway" in run.dialog


async def test_with_no_feeds_the_page_of_their_health_says_so(tmp_path: Path) -> None:
    with open_cache(tmp_path):
        pass
    async with reading(tmp_path, size=(60, 20)) as run:
        await run.press("X", "j", "D", "enter", "y")
        assert run.dialog == "There are no feeds yet."
