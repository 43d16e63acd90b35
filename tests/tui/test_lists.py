"""Lists: feeds and folders, long lists, searching, sorting, what others change."""

from datetime import timedelta
from pathlib import Path

import pytest

from newstui.config.actions import Pane
from newstui.config.settings import Settings
from newstui.model.events import FeedRefreshed, Progress
from newstui.model.lists import Cursor, EntryRow, Scope, SmartFeed, Sort
from newstui.reading.lists import Library
from newstui.tui.entry_window import KEPT, PAGE, EntryWindow
from newstui.tui.screens.pages import help_lines
from support.cache import NOON, add_entries, add_feed, entry, open_cache
from support.newsroom import HEADLINE, fill
from support.reader_app import reading


class _Counted:
    """A list of the library, with the pages that were read."""

    def __init__(self, library: Library, scope: Scope) -> None:
        self._library, self._scope = library, scope
        self.pages = 0

    def count(self) -> int:
        return self._library.count(self._scope)

    def page(
        self, *, after: Cursor | None = None, before: Cursor | None = None, last: bool = False, limit: int = PAGE
    ) -> list[EntryRow]:
        self.pages += 1
        return self._library.page(self._scope, Sort.DATE, after=after, before=before, last=last, limit=limit)

    def position(self, cursor: Cursor) -> int:
        return self._library.position(self._scope, Sort.DATE, cursor)


@pytest.fixture(scope="module")
def long_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("long")
    with open_cache(folder) as db:
        feed = db.feeds.add("https://long.example/feed")
        add_entries(db, feed, [entry(n) for n in range(1234)])
    return folder / "newstui.db"


def test_a_window_walks_a_long_list_both_ways(long_cache: Path) -> None:
    library = Library(long_cache)
    source = _Counted(library, Scope(smart=SmartFeed.ALL))
    window = EntryWindow(source)
    assert len(window) == 1234
    for index in (*range(1234), *range(1233, -1, -1)):
        row = window.row(index)
        assert row is not None and row.title == f"Entry {1233 - index}", index
        assert len(window.rows) <= KEPT + 3 * PAGE
    assert window.row(1234) is None
    assert source.pages < 40
    library.close()


def test_jumps_to_either_end_read_one_page(long_cache: Path) -> None:
    library = Library(long_cache)
    source = _Counted(library, Scope(smart=SmartFeed.ALL))
    window = EntryWindow(source)
    row = window.row(1233)
    assert row is not None and row.title == "Entry 0"
    row = window.row(0)
    assert row is not None and row.title == "Entry 1233"
    assert source.pages == 3
    library.close()


def test_a_window_around_a_place(long_cache: Path) -> None:
    library = Library(long_cache)
    source = _Counted(library, Scope(smart=SmartFeed.ALL))
    middle = EntryWindow(source).row(600)
    assert middle is not None
    window, index = EntryWindow.around(source, middle.cursor)
    assert index == 600
    assert window.row(600) == middle
    for index in range(1234):
        row = window.row(index)
        assert row is not None and row.title == f"Entry {1233 - index}"
    library.close()


def test_what_came_since_the_list_was_counted_pushes_no_row_from_its_place(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        feed = db.feeds.add("https://long.example/feed")
        add_entries(db, feed, [entry(n) for n in range(500)])
        library = Library(tmp_path / "newstui.db")
        source = _Counted(library, Scope(smart=SmartFeed.ALL))
        middle = EntryWindow(source).row(150)
        assert middle is not None
        window, index = EntryWindow.around(source, middle.cursor)
        add_entries(db, feed, [entry(n) for n in range(500, 600)])
    row = window.row(0)
    assert (index, window.start) == (150, 0) and row is not None and row.title == "Entry 499"
    assert window.row(150) == middle
    library.close()


def test_a_list_that_shrank_ends_where_it_ends(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        feed = db.feeds.add("https://long.example/feed")
        ids = add_entries(db, feed, [entry(n) for n in range(250)])
        library = Library(tmp_path / "newstui.db")
        window = EntryWindow(_Counted(library, Scope(smart=SmartFeed.ALL)))
        db.entries.delete(ids[:120])
    assert window.row(129) is not None
    assert window.row(130) is None
    assert len(window) == 130
    library.close()


async def test_feeds_and_folders_open_their_lists(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("h")
        assert run.reader.pane is Pane.FEEDS
        await run.press("G", "enter")
        assert run.reader.lists.title == "Valley Gazette"
        assert "Valley news 11" in run.text and "Harbour news" not in "\n".join(line[:38] for line in run.lines[10:])
        await run.press("h", "g", "j", "j", "j", "j")
        assert run.reader.feeds.node is not None and run.reader.feeds.node.title == "Coast"
        await run.press("h")
        assert all(node.title != "Harbour Post" for node in run.reader.feeds._shown_nodes)
        await run.press("l")
        assert run.reader.lists.title == "Coast"
        assert run.reader.entries.items == 7


async def test_the_list_scrolls_to_its_end_and_back(tmp_path: Path) -> None:
    fill(tmp_path, entries=300)
    async with reading(tmp_path) as run:
        await run.press("G")
        assert run.reader.entries.cursor == 300
        assert "Harbour news 0" in run.text
        await run.press("g")
        assert HEADLINE[:20] in run.text
        await run.press("space", "space")
        assert run.reader.entries.row is not None and run.reader.entries.row.title in run.text


@pytest.mark.parametrize(("setting", "onward"), [("auto", True), ("page", True), ("line", False)])
async def test_a_list_beside_others_turns_its_pages(tmp_path: Path, setting: str, onward: bool) -> None:
    fill(tmp_path, entries=300)
    (tmp_path / "config.toml").write_text(f'[appearance]\nlist_steps = "{setting}"\n')
    async with reading(tmp_path) as run:
        entries = run.reader.entries
        while entries.top == 0:
            await run.press("j")
        page = entries.height // entries.item_lines
        assert entries.top == (entries.cursor - 1 if onward else entries.cursor - page + 1) * entries.item_lines
        below = entries.top + entries.height
        await run.press("space")
        assert entries.top <= below, "a page down passes over nothing"
        await run.press("g", *["j"] * page, "k", "k")
        assert entries.top == (0 if onward else entries.item_lines)


async def test_searching_finds_and_esc_goes_back(tmp_path: Path) -> None:
    fill(tmp_path)
    with open_cache(tmp_path) as db:
        while db.search.index_batch():
            pass
    async with reading(tmp_path) as run:
        await run.press("/")
        await run.type("chandlery")
        await run.press("enter")
        await run.until(lambda: run.reader.lists.scope.query == "chandlery", "the search")
        assert run.reader.entries.items == 1
        assert "1 entry found, newest first" in run.status
        await run.press("escape")
        assert run.reader.lists.scope == Scope(smart=SmartFeed.UNREAD)
        await run.press("/")
        await run.type("zzzzz")
        await run.press("enter")
        await run.until(lambda: "Nothing found. Esc goes back." in run.text, "the answer")
    async with reading(tmp_path, size=(80, 24)) as run:
        run.reader.groups.list.show("zzzzz")
        await run.press()
        assert any("  Nothing found. Esc goes" in line for line in run.lines) and any("  back." in line for line in run.lines)


async def test_a_result_shows_where_the_words_stand_and_the_article_has_them_marked(tmp_path: Path) -> None:
    fill(tmp_path)
    with open_cache(tmp_path) as db:
        while db.search.index_batch():
            pass
    async with reading(tmp_path) as run:
        run.reader.groups.list.show("north quay")
        await run.press()
        assert run.reader.entries.item_lines == 3
        assert any("on the north quay were" in line[:40] for line in run.lines)
        await run.press("enter")
        assert "2 places in this article, ; goes to the next" in run.status  # each of the words
        await run.press("h")
        assert run.reader.pane is Pane.ENTRIES  # nobody went to a place, so nothing is to be left first
        await run.press("enter", ";")
        assert "1 of 2" in run.status
        await run.press("h", "h", "h")
        assert run.reader.lists.scope.query is None and run.reader.entries.item_lines == 2


async def test_what_was_found_can_be_ordered_by_how_well_it_fits(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        titles = ["Ferry", "A long report of the day in which a ferry is one of many things", "Ferry, ferry, ferry"]
        entries = [entry(n, title=title, published=NOON + timedelta(hours=n)) for n, title in enumerate(titles)]
        add_entries(db, add_feed(db, "Post")[0], entries)
        while db.search.index_batch():
            pass
    async with reading(tmp_path) as run:
        run.reader.groups.list.show("ferry")

        def shown() -> list[str]:
            window = run.reader.entries.window
            return [row.title for row in window.rows] if window else []

        assert shown() == titles[::-1]
        await run.press("S")
        assert run.reader.lists.head == "“ferry”, best first" and shown()[-1] == titles[1]
        assert "best first" in run.text
        await run.press("G", "n")  # what is read stays in its place
        assert shown()[-1] == titles[1] and len(shown()) == 3
        await run.press("escape", "escape")
        assert run.reader.lists.sort is Sort.DATE


async def test_sorting_keeps_the_cursor_on_its_entry(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("j", "j")
        assert run.reader.entries.row is not None
        chosen = run.reader.entries.row.id
        for sort in (Sort.OUTLET, Sort.UNREAD, Sort.DATE):
            await run.press("S")
            assert run.reader.lists.sort is sort
            assert run.reader.entries.row is not None and run.reader.entries.row.id == chosen


async def test_what_cron_brings_shows_up_by_itself(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("j", "j", "j")
        here = run.reader.entries.row
        assert here is not None
        with open_cache(tmp_path) as db:
            add_entries(db, room.valley, [entry(900, title="Fresh from cron", published=here.published)])
        run.reader.cache_watch.look()
        await run.until(lambda: run.reader.entries.items == 14, "the new entry")
        assert run.reader.entries.row is not None and run.reader.entries.row.id == here.id
        await run.press("g")
        assert "Fresh from cron" in run.text


async def test_a_refresh_is_told(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path) as run:
        run.reader.hear(Progress("refresh", 1, 2))
        assert "Refreshing" in run.reader.status.status.tasks[0].name
        run.reader.hear(FeedRefreshed(room.harbour, 3, 0))
        run.reader.hear(Progress("refresh", 2, 2))
        assert run.status == "3 new entries."
        assert run.reader.status.status.tasks == ()


async def test_a_feeds_own_list_does_not_repeat_its_name(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        assert sum("Valley Gazette" in line[:30] for line in run.lines) > 3
        await run.press("h", "G", "enter")
        assert run.reader.lists.title == "Valley Gazette"
        assert sum("Valley Gazette" in line[:30] for line in run.lines[:-1]) == 2  # its node, and the list's head
        assert "Content of entry" in run.text


async def test_with_a_single_feed_no_list_repeats_its_name(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        add_feed(db, "Lonely Post", 8)
    async with reading(tmp_path) as run:
        assert run.reader.lists.scope.feed_id is None
        assert sum("Lonely Post" in line[:30] for line in run.lines) == 1
        with open_cache(tmp_path) as db:
            add_feed(db, "Other Post", 2)
        run.reader.settle()
        await run.until(lambda: sum("Lonely Post" in line[:30] for line in run.lines) > 3, "the names")


async def test_going_round_the_end_of_the_unread_is_said(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("enter", "m")
        await run.until(lambda: "unread" in run.status, "the mark")
        await run.press("p")
        assert run.reader.keeper.row is not None and run.reader.keeper.row.title == "Harbour news 0"
        assert run.status == "Wrapped to the last unread entry of Unread."
        await run.press("n")
        assert run.status == "Wrapped to the first unread entry of Unread."
        await run.press("n")
        assert "Wrapped" not in run.status


async def test_the_previous_unread_is_the_one_above_the_cursor(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("j", "j", "p")
        assert run.reader.keeper.row is not None and run.reader.keeper.row.title == "Valley news 11"


async def test_a_new_search_replaces_the_old_one_which_the_arrow_calls_back(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("/")
        await run.type("valley")
        await run.press("enter", "/")
        await run.type("bridge")
        await run.press("enter")
        assert run.reader.lists.scope.query == "bridge"
        await run.press("/", "up", "up", "enter")
        assert run.reader.lists.scope.query == "valley"
        await run.press("/", "down", "enter")  # beyond the newest: an empty field, which searches nothing
        assert run.reader.lists.scope.query == "valley"


@pytest.mark.parametrize(("width", "words"), [(120, "─ 14 more, Ctrl+L 1/13"), (80, " Unread ────── 14 more 1/13")])
async def test_that_more_has_come_leaves_the_lists_name_its_room(tmp_path: Path, width: int, words: str) -> None:
    fill(tmp_path)
    async with reading(tmp_path, size=(width, 24)) as run:
        await run.press("m")
        await run.until(lambda: "Marked 1 entry read" in run.status, "the mark")
        with open_cache(tmp_path) as db:
            add_feed(db, "Other Post", 14)
        run.reader.settle()
        await run.until(lambda: words in run.text, "the note")
        await run.press("ctrl+l")
        assert "1/26" in run.text and " more" not in run.text.splitlines()[run.reader.entries.region.y]


async def test_a_search_is_kept_to_the_feed_folder_or_tag_at_hand(tmp_path: Path) -> None:
    room = fill(tmp_path)
    with open_cache(tmp_path) as db:
        while db.search.index_batch():
            pass
        db.decisions.set_tags(room.story, ["to do"])
    async with reading(tmp_path) as run:
        run.reader.go_to(Scope(feed_id=room.valley))
        await run.press("\\")
        assert "Search in Valley Gazette" in run.text and "in:feed or folder, tag:name" in run.dialog
        await run.type("content")
        await run.press("enter")
        assert run.reader.lists.title == '“in:"Valley Gazette" content”' and run.reader.entries.items == 6
        await run.press("\\")
        await run.type("-7")
        await run.press("enter")
        assert run.reader.entries.items == 5
        await run.press("escape", "escape")
        run.reader.feeds.go_to(Scope(tag="to do"))
        await run.press("h", "\\", "enter")
        assert run.reader.lists.scope == Scope(query='tag:"to do"') and run.reader.entries.items == 1
        await run.press("/")
        await run.type("in:co")
        await run.press("tab")
        await run.type("news")
        await run.press("enter")
        assert run.reader.lists.scope == Scope(query="in:Coast news") and run.reader.entries.items == 6
        await run.press("/")
        await run.type("news in:abroad")
        await run.press("enter")
        assert run.status == "Nothing is called so: in:abroad. Esc goes back."
        await run.press("/")
        await run.type('"zebra crossing')
        await run.press("enter")
        assert run.status.startswith('"zebra crossing has no second quotation mark')
        await run.press("/")
        await run.type("is:not")
        await run.press("tab", "enter")
        assert run.reader.lists.scope == Scope(query="is:noted") and run.status == "Nothing found. Esc goes back."


async def test_the_starred_are_counted_also_when_all_are_read(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("s", "m")
        await run.until(lambda: any(line.split()[:2] == ["Starred", "1"] for line in run.lines), "the count")


async def test_the_palette_says_that_nothing_fits(tmp_path: Path) -> None:
    async with reading(tmp_path) as run:
        await run.press("ctrl+p")
        await run.type("qqqq")
        assert "Nothing is called that." in run.dialog
        await run.press("enter")
        assert run.app.screen is run.reader


async def test_the_palette_completes_and_takes_words_after_a_command(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press(":")
        await run.type("sear")
        await run.press("down", "down", "tab")
        await run.type("valley")
        assert "search valley" in run.dialog and "list what has these words" in run.dialog
        await run.press("enter")
        await run.until(lambda: run.reader.lists.scope.query == "valley", "the search")
        await run.press(":")
        await run.type("hel")
        await run.press("tab")
        assert run.dialog.startswith("Help")
        await run.press("enter")
        await run.until(lambda: "Moving about" in run.text, "the help")
        await run.press("escape", ":")
        await run.type("tag nothing")
        await run.press("enter")
        assert run.status == "Nothing has the tag “nothing”."


async def test_sequences_and_macros_of_the_configuration_are_followed(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / "config.toml").write_text('[keys]\nmark.star = ["s", "ctrl+x s"]\n[macros]\n"ctrl+n" = "n ]"\n"ctrl+g" = "? j"\n')
    async with reading(tmp_path) as run:
        assert run.status == ""
        await run.press("ctrl+x")
        assert "Ctrl+X" in run.lines[-1] and "s Star" in run.lines[-1]
        await run.press("s")
        await run.until(lambda: "Starred 1 entry" in run.status, "the star")
        await run.press("ctrl+x", "q")
        assert run.status.startswith("Ctrl+X q does nothing")
        await run.press("ctrl+n")
        assert run.reader.keeper.row is not None and run.reader.article.focused is not None
        await run.press("ctrl+g")
        assert "Your macros" in "\n".join(line.text for line in help_lines(run.app.desk, 80))
        assert "Keys" in run.dialog or run.app.screen is not run.reader


async def test_a_long_list_tells_exactly_where_the_cursor_is(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        feed, _ = add_feed(db, "Times")
        add_entries(db, feed, [entry(n) for n in range(1234)])
    async with reading(tmp_path, size=(120, 40)) as run:
        await run.press("1", "2", "3", "3", "j")
        assert "1234/1234" in run.text
    async with reading(tmp_path, size=(80, 24)) as run:
        assert "/1.2k" in run.text


async def test_leaving_a_search_leads_back_to_the_row_it_was_begun_from(tmp_path: Path) -> None:
    fill(tmp_path)
    with open_cache(tmp_path) as db:
        while db.search.index_batch():
            pass
    async with reading(tmp_path) as run:
        await run.press("5", "j")
        row = run.reader.entries.row
        await run.press("/")
        await run.type("Valley")
        await run.press("enter", "j", "enter", "h")
        assert run.reader.lists.scope.query == "Valley" and run.reader.keeper.row is not None
        await run.press("escape")
        assert run.reader.entries.row == row


async def test_a_count_repeats_pages_too(tmp_path: Path) -> None:
    fill(tmp_path, entries=80)
    async with reading(tmp_path, size=(120, 40)) as run:
        await run.press("space")
        page = run.reader.entries.cursor
        await run.press("g", "2", "space")
        assert run.reader.entries.cursor == 2 * page > 0


async def test_a_list_has_the_whole_width_and_one_row_an_entry_when_it_is_asked_for(tmp_path: Path) -> None:
    fill(tmp_path)
    title = "Harbour bridge to close for a year"
    async with reading(tmp_path, size=(120, 40)) as run:
        assert run.reader.entries.item_lines == 2
        await run.press("j", "z")
        assert run.reader.entries.size.width == 120 and run.reader.entries.item_lines == 1 and run.reader.entries.cursor == 1
        assert any(title in line and "Harbour Post" in line for line in run.lines)
        await run.press("enter")
        assert run.reader.article.size.width == 120
        await run.press("h", "k", "z")
        assert run.reader.entries.row is not None and run.reader.entries.cursor == 0
        assert run.reader.entries.size.width < 60 and run.reader.article.size.width


async def test_how_many_rows_an_entry_has_is_a_setting_taken_in_while_the_reader_runs(tmp_path: Path) -> None:
    fill(tmp_path)
    settings = Settings()
    one = settings._replace(appearance=settings.appearance._replace(list_rows="one"))
    async with reading(tmp_path, settings=one) as run:
        assert run.reader.entries.item_lines == 1
        await run.press("G", "k")
        cursor = run.reader.entries.cursor
        (tmp_path / "config.toml").write_text('[appearance]\nlist_rows = "two"\n')
        await run.until(lambda: run.reader.entries.item_lines == 2, "two rows an entry")
        assert run.reader.entries.cursor == cursor
