"""Feeds: wished for, added, named, moved, removed and brought back."""

from pathlib import Path

import pytest

from newstui.config.actions import Pane
from newstui.model.articles import ArticleOrigin
from newstui.model.events import FeedFailed, FeedRefreshed, Network, Progress, SubscriptionsChanged
from newstui.model.feeds import Validators
from newstui.model.lists import Scope, SmartFeed
from newstui.model.wishes import WishKind
from newstui.tui.engine_link import EngineLink
from newstui.tui.screens.prompt import Prompt
from support.cache import NOON, add_feed, article, open_cache
from support.newsroom import fill
from support.reader_app import Reading, reading


def _titles(run: Reading) -> list[str]:
    return [node.title for node in run.reader.feeds.nodes[4:]]


async def test_without_feeds_the_reader_greets(tmp_path: Path) -> None:
    async with reading(tmp_path) as run:
        assert "Welcome to newstui" in run.text
        for words in ("sample edition", "add a feed", "import OPML"):
            assert words in run.text
        await run.press("ctrl+e")
        await run.until(lambda: [wish.kind for wish in run.wishes()] == [WishKind.SAMPLE], "the wish")


async def test_at_the_very_first_start_the_reader_says_that_the_sample_edition_is_coming(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        db.wishes.add(WishKind.SAMPLE, {}, NOON)
    async with reading(tmp_path) as run:
        assert "sample edition is being laid out" in " ".join(line[:36].strip() for line in run.lines)
        assert "No feeds yet" not in run.text and "add a feed" in run.text
        with open_cache(tmp_path) as db:
            wish = db.wishes.next(NOON)
            assert wish is not None
            db.wishes.done(wish.id)
            add_feed(db, "Sample", 8, local=True)
        run.reader.settle()
        await run.until(lambda: "is there to try" in run.text, "the greeting with the sample")
        assert "1/8" in run.text


async def test_what_is_typed_before_the_first_entries_are_there_is_done_when_they_are(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        db.wishes.add(WishKind.SAMPLE, {}, NOON)
    async with reading(tmp_path) as run:
        await run.press("3", "j", "s", "A", "D", "enter", "?")
        assert "Moving about" in run.text  # what needs no entry is done at once
        with open_cache(tmp_path) as db:
            wish = db.wishes.next(NOON)
            assert wish is not None
            add_feed(db, "Sample", 8, local=True)
            db.wishes.done(wish.id)
        run.reader.settle()
        await run.until(lambda: run.reader.entries.items, "the entries")
        assert run.reader.article.article is None  # not behind a dialog
        await run.press("escape")
        await run.until(lambda: run.reader.keeper.row, "the article")
        row = run.reader.keeper.row
        assert row is not None and (row.title, run.reader.pane) == ("Entry 4", Pane.ARTICLE)
        await run.until(lambda: (shown := run.app.desk.library.entry(row.id)) and shown.starred, "the star")
        assert run.app.desk.library.unread(Scope(smart=SmartFeed.ALL)) == 7
        assert len(run.app.desk.library.feeds()) == 1


async def test_what_was_typed_for_entries_that_do_not_come_is_forgotten(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        wish = db.wishes.add(WishKind.SAMPLE, {}, NOON)
    async with reading(tmp_path) as run:
        await run.press("enter")
        assert run.status == "Open: done as soon as the first entries are here."
        with open_cache(tmp_path) as db:
            db.wishes.fail(wish, "The disk is full.")
        run.reader.settle()
        await run.until(lambda: "is forgotten" in run.status, "the words")


async def test_a_sample_edition_that_failed_is_not_waited_for(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        db.wishes.add(WishKind.SAMPLE, {}, NOON)
        wish = db.wishes.next(NOON)
        assert wish is not None
        db.wishes.fail(wish.id, "The disk is full.", not_before=None)
    async with reading(tmp_path) as run:
        assert "There are no feeds yet" in run.text and "is being laid out" not in run.text


async def test_with_only_the_sample_edition_the_reader_greets_until_something_is_opened(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        add_feed(db, "Sample", 8, local=True)
    async with reading(tmp_path) as run:
        assert "Welcome to newstui" in run.text and "on the left" in run.text
        assert "Entry 7" in run.text and "remove the sample" in run.text
        await run.press("enter")
        assert "Welcome to newstui" not in run.text and "Content of entry 7." in run.text
        await run.press("h", "h", "G", "D")
        await run.until(lambda: "There are no feeds yet" in run.text, "the welcome")
        await run.press("u")
        await run.until(lambda: "is there to try" in run.text, "the greeting with the sample")
        await run.press("R")
        assert "There are no feeds to ask" in run.status


async def test_a_feed_is_added_and_shown_when_it_is_there(tmp_path: Path) -> None:
    async with reading(tmp_path) as run:
        await run.press("a")
        await run.type("news.example/a b[oops]q?j")
        assert isinstance(run.app.screen, Prompt)
        await run.press("enter")
        await run.until(lambda: run.wishes(), "the wish")
        assert run.wishes()[0].payload == {"url": "news.example/a b[oops]q?j"}
        with open_cache(tmp_path) as db:
            feed = db.feeds.add("https://news.example/feed", feed_title="News [/oops] [b]bold[/b]")
        run.reader.hear(SubscriptionsChanged(feed.id))
        await run.press()
        assert run.reader.lists.title == "News [/oops] [b]bold[/b]"
        assert "News [/oops] [b]bold" in run.text


async def test_a_feed_that_comes_late_takes_nobody_away_from_what_is_read(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("a")
        await run.type("news.example/feed")
        await run.press("enter", "enter")
        before, row = run.reader.lists.title, run.reader.keeper.row
        assert row is not None and run.reader.pane is Pane.ARTICLE
        with open_cache(tmp_path) as db:
            feed = db.feeds.add("https://news.example/feed", feed_title="Late News")
        run.reader.hear(SubscriptionsChanged(feed.id))
        await run.press()
        assert (run.reader.lists.title, run.reader.keeper.row, run.reader.pane) == (before, row, Pane.ARTICLE)
        assert run.status == "Added Late News."


@pytest.mark.parametrize("typed", ["hello world", "ftp://x.example/feed", "news"])
async def test_what_is_no_address_is_refused_at_once(tmp_path: Path, typed: str) -> None:
    async with reading(tmp_path) as run:
        await run.press("a")
        await run.type(typed)
        await run.press("enter")
        assert run.status.startswith(f"{typed} is not a web address.")
        assert run.wishes() == []


async def test_a_path_is_imported(tmp_path: Path) -> None:
    urls = tmp_path / "urls"
    urls.write_text("https://news.example/feed\n")
    async with reading(tmp_path) as run:
        await run.press("a")
        await run.type(str(urls))
        await run.press("enter")
        await run.until(lambda: run.wishes(), "the wish")
        assert run.wishes()[0].kind is WishKind.IMPORT
        assert run.wishes()[0].payload == {"path": str(urls)}
        await run.press("I")
        await run.type("/nowhere/urls")
        await run.press("enter")
        assert run.status == "There is no file /nowhere/urls."
        await run.press("I")
        await run.burst("/", *"x" * 300, "enter")
        await run.until(lambda: run.status.startswith("There is no file /xxx"), "the words")


async def test_esc_gives_a_dialog_up(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        for key in ("a", "/", "I", "?", "L", "t", "w", "X", "ctrl+p"):
            await run.press(key)
            assert run.app.screen is not run.reader, key
            await run.press("escape")
            assert run.app.screen is run.reader, key
        assert run.wishes() == []


async def test_refreshing_wishes_for_the_right_feeds(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("R")
        await run.until(lambda: len(run.wishes()) == 1, "the wish")
        assert run.wishes()[0].payload == {}
        await run.press("r")  # the list is of all feeds: the feed of the entry under the cursor
        await run.until(lambda: len(run.wishes()) == 2, "the wish")
        assert run.wishes()[1].payload == {"feeds": [room.harbour]}
        await run.press("h", "G", "r")
        await run.until(lambda: len(run.wishes()) == 3, "the wish")
        assert run.wishes()[2].payload == {"feeds": [room.valley]}
        await run.press("d")
        await run.until(lambda: len(run.wishes()) == 4, "the wish")
        assert (run.wishes()[3].kind, run.wishes()[3].payload) == (WishKind.PREFETCH, {"feeds": [room.valley]})


async def test_in_the_feed_pane_keys_mean_what_the_cursor_is_on(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("g", "h", "G")  # the list of all is shown, the cursor stands on a feed
        node = run.reader.feeds.node
        assert node is not None and node.id == room.valley
        await run.press("A")
        await run.until(lambda: "6 entries" in run.status, "the marks")
        library = run.app.desk.library
        assert library.unread(Scope(feed_id=room.valley)) == 0 and library.unread(Scope(smart=SmartFeed.ALL)) == 7
        await run.press("g", "d")
        assert not run.wishes() and "downloads what is unread of a feed or folder" in run.status
        await run.press("r")
        await run.until(lambda: [wish.payload for wish in run.wishes()] == [{}], "the wish for all")
        assert run.status == "Asking all feeds for news."


async def test_a_feed_is_removed_and_brought_back(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("D")
        assert "in the feeds pane" in run.status
        await run.press("h", "G", "x")
        await run.until(lambda: "Removed “Valley Gazette”" in run.status, "the removal")
        assert "Valley Gazette" not in _titles(run)
        assert "Valley news" not in run.text
        await run.press("u")
        await run.until(lambda: "Valley Gazette" in _titles(run), "the undo")
        assert "Valley news 11" in run.text


async def test_undo_brings_back_the_list_of_a_removed_feed_and_the_cursor_in_it(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path) as run:
        run.reader.go_to(Scope(feed_id=room.valley))
        await run.press("j", "j", "h", "D")
        await run.until(lambda: run.reader.lists.scope == Scope(smart=SmartFeed.ALL), "the list of all")
        await run.press("u")
        await run.until(lambda: run.reader.lists.scope == Scope(feed_id=room.valley), "the list")
        row, node = run.reader.entries.row, run.reader.feeds.node
        assert row is not None and row.title == "Valley news 9"
        assert node is not None and node.id == room.valley and run.reader.pane is Pane.FEEDS
        await run.press("D")
        await run.until(lambda: "Removed" in run.status, "the removal")
        run.reader.go_to(Scope(smart=SmartFeed.UNREAD))
        await run.press("u")
        await run.until(lambda: "Valley Gazette" in _titles(run), "the undo")
        assert run.reader.lists.scope == Scope(smart=SmartFeed.UNREAD)  # nobody is taken away from where he went


async def test_a_feed_is_renamed_and_moved(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("h", "G", "E")
        await run.press(*["backspace"] * len("Gazette"))
        await run.type("Paper")
        await run.press("enter")
        await run.until(lambda: "Valley Paper" in _titles(run), "the new name")
        await run.press("M")
        assert run.dialog.index("No folder") < run.dialog.index("it is here now") < run.dialog.index("Coast")
        await run.type("coa")
        await run.press("enter")
        await run.until(lambda: next(n for n in run.reader.feeds.nodes if n.title == "Valley Paper").depth == 1, "the move")
        assert run.reader.pane is Pane.FEEDS and "into “Coast”" in run.status
        await run.press("M")
        await run.type("Inland/Hills")
        assert "New folder “Inland / Hills”" in run.dialog and "No folder" not in run.dialog
        await run.press("enter")
        await run.until(lambda: "Hills" in _titles(run), "the folder")
        feed = run.app.desk.library.feed(room.valley)
        assert feed is not None and feed.own_title == "Valley Paper"
        await run.press("M", "up", "up", "up", "enter")
        await run.until(lambda: next(n for n in run.reader.feeds.nodes if n.title == "Valley Paper").depth == 0, "the move")
        assert "out of its folder" in run.status
        await run.press("M", "ctrl+c")
        assert run.app.screen is run.reader


async def test_only_a_refresh_or_a_download_is_stopped(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("C")
        assert run.status == "Nothing is running."
        run.app.desk.engine = EngineLink(["none"], tmp_path / "log")
        run.reader.hear(Progress("index", 1, 9))
        await run.press("C")
        assert "only a refresh or a download" in run.status and "index" in run.reader.activity.tasks
        run.reader.hear(Progress("refresh", 1, 9))
        await run.press("C")
        assert run.status.startswith("Stopped.") and list(run.reader.activity.tasks) == ["index"]
        run.app.desk.engine = None


async def test_a_folder_is_moved_but_not_into_itself_and_back(tmp_path: Path) -> None:
    fill(tmp_path)
    with open_cache(tmp_path) as db:
        db.folders.ensure(["Inland", "Hills"])
    async with reading(tmp_path) as run:
        inland = next(n for n in run.reader.feeds.nodes if n.title == "Inland")
        run.reader.feeds.go_to(inland.scope)
        await run.press("h", "M")
        assert "Coast" in run.dialog and "Hills" not in run.dialog
        await run.type("coast")
        await run.press("enter")
        await run.until(lambda: next(n for n in run.reader.feeds.nodes if n.title == "Hills").depth == 2, "the move")
        await run.press("u")
        await run.until(lambda: next(n for n in run.reader.feeds.nodes if n.title == "Hills").depth == 1, "the undo")


async def test_a_folder_is_not_renamed_to_what_is_a_path_everywhere_else(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        coast = next(n for n in run.reader.feeds.nodes if n.title == "Coast")
        run.reader.feeds.go_to(coast.scope)
        await run.press("h", "E")
        await run.type("/South")
        await run.press("enter")
        assert run.status == "A folder's name has no slash: M moves it into another folder."
        assert [folder.name for folder in run.app.desk.library.folders()] == ["Coast"]
        await run.press("M")
        await run.type("Q")
        await run.press("enter")
        await run.until(lambda: "Q" in _titles(run), "the folder that was made")
        assert next(n for n in run.reader.feeds.nodes if n.title == "Coast").depth == 1


async def test_failed_feeds_say_why_and_when_they_are_asked_again(tmp_path: Path) -> None:
    room = fill(tmp_path)
    with open_cache(tmp_path) as db:
        from datetime import UTC, datetime, timedelta

        now = datetime.now(UTC)
        db.feeds.record_failure(room.valley, at=now, error="The server took too long.", due_at=now + timedelta(hours=2))
        db.feeds.record_success(
            room.harbour, at=now, validators=Validators(), due_at=None, feed_title="Harbour Post",
            site_url=None, update_minutes=None, changed=False,
        )  # fmt: skip
    async with reading(tmp_path) as run:
        await run.press("X")
        assert "The server took too long." in run.text
        assert "will be asked again " in run.text and "1 failed" in run.text
        assert "answered just now" in run.text and "6 entries" in run.text
        assert run.text.index("Valley Gazette", run.text.index("1 failed")) < run.text.rindex("harbour.example")


async def test_failed_feeds_are_counted_alike_everywhere_and_damaged_ones_apart(tmp_path: Path) -> None:
    room = fill(tmp_path)
    with open_cache(tmp_path) as db:
        from datetime import UTC, datetime

        now = datetime.now(UTC)
        db.feeds.record_failure(room.valley, at=now, error="The server took too long.", due_at=now)
        db.feeds.record_success(
            room.harbour, at=now, validators=Validators(), due_at=None, feed_title="Harbour Post",
            site_url=None, update_minutes=None, changed=False, problem="The file breaks off.",
        )  # fmt: skip
    async with reading(tmp_path) as run:
        run.reader.hear(FeedFailed(room.valley))
        run.reader.hear(Progress("refresh", 1, 1))
        assert run.status == "Nothing new; 1 feed failed (X shows why)."  # the other one was not asked
        run.reader.hear(FeedFailed(room.valley))
        run.reader.hear(FeedRefreshed(room.harbour, 0, 0))
        run.reader.hear(Progress("refresh", 2, 2))
        assert run.status == "Nothing new; 1 feed failed, 1 damaged but read (X shows why)."
        assert run.reader.status.status.mixed  # not painted as if all had gone well
        assert any("Harbour Post ≠" in line for line in run.lines) and any("Valley Gazette !" in line for line in run.lines)
        await run.press("X")
        assert "Feeds: 2, 1 failed, 1 damaged but read" in run.text
        assert run.dialog.index("took too long") < run.dialog.index("Damaged, but read: The file breaks off.")


async def test_the_queue_shows_retries_and_drops_wishes(tmp_path: Path) -> None:
    room = fill(tmp_path)
    with open_cache(tmp_path) as db:
        from datetime import UTC, datetime

        wish = db.wishes.add(WishKind.FETCH, {"entry": room.snippet_only}, datetime.now(UTC))
        db.wishes.fail(wish, "The page is gone.")
        db.wishes.add(WishKind.SUBSCRIBE, {"url": "https://x.example/\x1b]0;pwned\x07feed"}, datetime.now(UTC))
        db.wishes.add(WishKind.SUBSCRIBE, {"url": "https://x.example/" + "long/" * 40 + "end"}, datetime.now(UTC))
    async with reading(tmp_path) as run:
        assert "1 failed: w" in run.lines[-1] and "waiting" not in run.lines[-1]
        await run.press("w")
        assert "Fetch “Harbour news 0”" in run.text
        assert "Failed: The page is gone; asked" in run.text and "r to try again, D to drop it." in run.text
        assert "long/end" in run.text  # wrapped, not cut
        assert "pwned" not in run.text and "\x1b" not in run.text
        await run.press("r")
        await run.until(lambda: "The page is gone." not in run.text, "the retry")
        await run.press("D")
        await run.until(lambda: len(run.wishes()) == 2, "the drop")
        await run.until(lambda: "Fetch “Harbour news 0”" not in run.text, "the list")
        assert "Subscribe to https://x.example/feed" in run.text
        await run.press("D")
        await run.until(lambda: len(run.wishes()) == 1, "the second drop")
        await run.press("D")
        await run.until(lambda: "Nothing waits" in run.dialog, "an empty queue")
        run.reader.activity.fail("It refused the connection. Tried again at 08:30.")
        await run.press("escape")
        assert run.status == "3 dropped."  # what was said of them is over


async def test_what_an_added_feed_brought_is_not_counted_with_the_next_refresh(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path) as run:
        run.reader.hear(FeedRefreshed(room.valley, 20, 0))
        run.reader.hear(Progress("refresh", 0, 1))
        run.reader.hear(FeedRefreshed(room.valley, 3, 0))
        run.reader.hear(Progress("refresh", 1, 1))
        assert run.status == "3 new entries."


@pytest.mark.parametrize("words", ["next unread", "goto gaz", "theme pine"])
async def test_the_palette_finds_and_does(tmp_path: Path, words: str) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("ctrl+p")
        await run.type(words.replace("goto", "go to"))
        await run.press("enter")
        await run.press()
        assert run.app.screen is run.reader
        match words:
            case "next unread":
                assert run.reader.keeper.row is not None
            case "goto gaz":
                assert run.reader.lists.title == "Valley Gazette"
            case _:
                assert run.app.desk.theme.name == "pine-lamp"


async def test_without_a_network_it_is_said_that_what_was_asked_for_waits(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path) as run:
        run.reader.hear(Network(online=False))
        for key in ("P", "R", "r"):
            await run.press(key)
            assert run.status == "There is no network: this waits for one (w shows it)."
        run.reader.hear(Progress("refresh", 2, 2, "2 feeds: 2 not asked."))
        assert "Nothing new" not in run.status
        run.reader.hear(Network(online=True))
        for feed_id in (room.harbour, room.valley):
            with open_cache(tmp_path) as db:
                db.feeds.record_failure(feed_id, at=NOON, error="news.example refused the connection.", due_at=None, gone=False)
            run.reader.hear(FeedFailed(feed_id))
        run.reader.hear(Progress("refresh", 2, 2))
        assert run.status == "Nothing new; all 2 feeds failed: news.example refused the connection (X shows why)."


async def test_the_feeds_text_says_that_it_is_no_more_and_the_page_is_asked_for(tmp_path: Path) -> None:
    room = fill(tmp_path)
    with open_cache(tmp_path) as db:
        db.articles.store(article(room.snippet_only, "Only this.", origin=ArticleOrigin.FEED))
    async with reading(tmp_path) as run:
        run.reader.hear(Network(online=False))
        row = run.app.desk.library.entry(room.snippet_only)
        assert row is not None
        run.reader.groups.read.open(row)
        await run.press()
        assert "Only the feed's text. There is no network: the article" in run.text
        await run.until(lambda: WishKind.FETCH in [wish.kind for wish in run.wishes()], "the wish")
        run.reader.hear(Network(online=True))
        await run.press()
        assert "Only the feed's text. The article is being fetched…" in run.text
