"""A second reader: what it asks for is done by the engine of the first, and told from what the cache shows."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from newstui.config.actions import Pane
from newstui.model.events import Ready
from newstui.model.feeds import Validators
from newstui.model.wishes import WishKind
from support.cache import add_entries, article, entry, open_cache
from support.newsroom import fill
from support.reader_app import Reading, reading


async def test_the_end_of_a_refresh_that_another_newstui_does_is_told(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path) as run:
        run.reader.hear(Ready(holder=False))
        await run.press("R")
        assert run.status == "Asking all feeds for news: another newstui does it."
        await run.until(lambda: run.reader.activity.tasks, "the task")
        run.reader.cache_watch.look()
        assert "Refreshing" in run.lines[-1]
        await run.press("C")
        assert run.status == "Another newstui does that: it is stopped there."
        with open_cache(tmp_path) as db:
            now = datetime.now(UTC)
            wish = db.wishes.next(now)
            assert wish is not None and wish.kind is WishKind.REFRESH
            add_entries(db, room.harbour, [entry(100), entry(101)], now)
            db.feeds.record_success(
                room.harbour, at=now, validators=Validators(), due_at=None, feed_title="Harbour Post",
                site_url=None, update_minutes=None, changed=True,
            )  # fmt: skip
            db.feeds.record_failure(room.valley, at=now, error="The server took too long.", due_at=None)
            db.wishes.done(wish.id)
        run.reader.cache_watch.look()
        assert run.status == "2 new entries; 1 feed failed (X shows why)."
        assert not run.reader.activity.tasks and "Refreshing" not in run.lines[-1]


async def test_the_end_of_a_download_that_another_newstui_does_is_told(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        run.reader.hear(Ready(holder=False))
        first, second, *_ = run.app.desk.library.without_article(None, 200)
        await run.press("P")
        await run.until(lambda: run.reader.activity.tasks, "the task")
        run.reader.cache_watch.look()
        assert "Downloading" in run.lines[-1]
        with open_cache(tmp_path) as db:
            now = datetime.now(UTC)
            wish = db.wishes.next(now)
            assert wish is not None and wish.kind is WishKind.PREFETCH
            db.articles.store(article(first, "It holds.", at=now))
            db.articles.record_failure(second, "The page asks for a login.", now)
            db.wishes.done(wish.id)
        run.reader.cache_watch.look()
        assert run.status == "1 article downloaded; 1 failed (w shows it, and why)."
        assert not run.reader.activity.tasks and "Downloading" not in run.lines[-1]


async def test_one_that_finds_no_network_says_so_and_one_that_is_taken_over_is_told_by_this_engine(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        run.reader.hear(Ready(holder=False))
        await run.press("R")
        await run.until(lambda: run.reader.activity.tasks, "the task")
        with open_cache(tmp_path) as db:
            wish = db.wishes.next(datetime.now(UTC))
            assert wish is not None
            db.wishes.fail(wish.id, "There is no network; 2 feeds wait for it.", not_before=datetime.now(UTC))
        run.reader.cache_watch.look()
        assert run.status == "There is no network; 2 feeds wait for it." and not run.reader.activity.tasks
        await run.press("R")
        await run.until(lambda: run.reader.activity.tasks, "the second task")
        run.reader.hear(Ready(holder=True))
        assert not run.reader.activity.tasks and not run.reader.cache_watch.along
        await run.press("R")
        assert run.reader.activity.message == "Asking all feeds for news."


async def test_a_page_that_another_newstui_could_not_get_is_no_longer_said_to_come(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path) as run:
        run.reader.hear(Ready(holder=False))
        row = run.app.desk.library.entry(room.snippet_only)
        assert row is not None
        run.reader.groups.read.open(row)
        run.reader.set_pane(Pane.ARTICLE)
        assert run.reader.keeper.comes
        now = datetime.now(UTC)
        await _fails(run, tmp_path, room.snippet_only, "Overloaded.", now)
        await run.press("d")
        assert "fetching…" in run.text and run.reader.keeper.comes
        await _fails(run, tmp_path, room.snippet_only, "Unplugged.", now + timedelta(minutes=1))


async def _fails(run: Reading, folder: Path, entry_id: int, why: str, at: datetime) -> None:
    with open_cache(folder) as db:
        db.articles.record_failure(entry_id, why, at)
    run.reader.cache_watch.look()
    await run.until(lambda: why in run.text, "the failure")
    assert "fetching…" not in run.text and not run.reader.keeper.comes
