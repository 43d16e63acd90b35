"""Stories in the entry list: folded, unfolded, walked through, marked."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newstui.config.actions import Pane
from newstui.config.settings import FeedSettings, ReadingSettings, Settings
from newstui.model.analysis import Analysis
from newstui.model.hashing import text_hash
from newstui.model.lists import Scope, SmartFeed, Sort
from newstui.reading.lists import Library
from newstui.services.analyse_text import ANALYSER_VERSION
from newstui.services.find_stories import StoryFinder
from newstui.tui.entry_window import EntryWindow
from newstui.tui.story_rows import ListRows
from support.cache import add_entries, add_feed, article, entry, open_cache, said
from support.reader_app import Reading, reading

OUTLETS = ("Post", "Gazette", "Echo", "Meridian")


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """Four outlets: each tells of the fire and of something else."""
    at = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=2)
    with open_cache(tmp_path) as db:
        fire: list[int] = []
        for number, outlet in enumerate(OUTLETS):
            feed, _ = add_feed(db, outlet)
            items = [
                entry(number, title=f"Ferry burns, says {outlet}", published=at, identity=f"fire {outlet}"),
                entry(number, title=f"Weather in {outlet}", published=at - timedelta(minutes=30), identity=f"weather {outlet}"),
            ]
            fire.append(add_entries(db, feed, items, at + timedelta(hours=1))[0])
        db.stories.put(fire, 1)
    return tmp_path


def titles(run: Reading) -> list[str]:
    window = run.reader.entries.window
    assert window is not None
    return [str(row.title) for row in window.rows]


FOLDED = ["Ferry burns, says Meridian", *(f"Weather in {outlet}" for outlet in reversed(OUTLETS))]
UNFOLDED = [*(f"Ferry burns, says {outlet}" for outlet in reversed(OUTLETS)), *FOLDED[1:]]


async def test_a_story_is_one_row_that_says_how_many_more_there_are(told: Path) -> None:
    async with reading(told) as run:
        assert titles(run) == FOLDED
        assert "Meridian +3" in run.text
        await run.press("j", "k")
        assert "+ also in Post, Gazette, Echo" in run.lines[-1]
        assert "1/5" in run.text


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_it_unfolds_below_its_row_and_folds_again(told: Path, size: tuple[int, int]) -> None:
    async with reading(told, size=size) as run:
        await run.press("+")
        assert titles(run) == UNFOLDED
        assert "−3" in run.text and "└ Ferry burns" in run.text and "1/8" in run.text
        assert "Also in Post, Gazette, Echo" in run.status
        await run.press("j", "j", "+")
        assert titles(run) == FOLDED
        assert run.reader.entries.cursor == 0, "the cursor is on the row into which its entry was folded"


async def test_an_entry_below_is_opened_like_any_other(told: Path) -> None:
    async with reading(told) as run:
        await run.press("+", "j", "j", "enter")
        assert run.reader.keeper.row is not None and run.reader.keeper.row.title == "Ferry burns, says Gazette"
        window = run.reader.entries.window
        assert window is not None
        await run.until(lambda: [row.read for row in window.rows[:4]] == [False, False, True, False], "the mark")
        await run.press("J")
        assert run.reader.keeper.row.title == "Ferry burns, says Post"


async def test_next_unread_goes_from_story_to_story_and_at_last_to_what_is_folded(told: Path) -> None:
    async with reading(told) as run:
        met = []
        for _ in range(8):
            await run.press("n")
            assert run.reader.keeper.row is not None
            met.append(str(run.reader.keeper.row.title))
            await run.until(lambda: run.reader.desk.library.entry(run.reader.keeper.row.id).read)  # type: ignore[union-attr]
        assert met[:5] == FOLDED
        assert sorted(met) == sorted(UNFOLDED), "every entry was met once"
        await run.press("n")
        assert "is read" in run.status


async def test_next_unread_walks_through_what_is_unfolded(told: Path) -> None:
    async with reading(told) as run:
        await run.press("+")
        met = []
        for _ in range(5):
            await run.press("n")
            assert run.reader.keeper.row is not None
            met.append(str(run.reader.keeper.row.title))
        assert met == UNFOLDED[:5]


async def test_the_article_says_who_else_tells_of_its_event(told: Path) -> None:
    async with reading(told) as run:
        await run.press("enter")
        assert "Also told by Post, Gazette, Echo" in run.text
        await run.press("J")
        assert "Also told by" not in run.text


async def test_opening_marks_only_what_is_shown(told: Path) -> None:
    async with reading(told) as run:
        await run.press("enter")
        await run.until(lambda: run.reader.desk.library.unread(Scope(smart=SmartFeed.ALL)) == 7)


async def test_a_story_is_marked_read_at_once_and_undone(told: Path) -> None:
    async with reading(told) as run:
        await run.press("M")
        await run.until(lambda: "Marked 4 entries read" in run.status)
        assert run.reader.desk.library.unread(Scope(smart=SmartFeed.ALL)) == 4
        await run.press("u")
        await run.until(lambda: "undone" in run.status)
        assert run.reader.desk.library.unread(Scope(smart=SmartFeed.ALL)) == 8
        window = run.reader.entries.window
        assert window is not None and window.rows[0].others == 3, "the row keeps its mark"


async def test_the_setting_lets_opening_mark_the_whole_story(told: Path) -> None:
    async with reading(told, settings=Settings(reading=ReadingSettings(mark_story_read=True))) as run:
        await run.press("enter")
        await run.until(lambda: run.reader.desk.library.unread(Scope(smart=SmartFeed.ALL)) == 4)
        await run.press("u")
        await run.until(lambda: run.reader.desk.library.unread(Scope(smart=SmartFeed.ALL)) > 4)


async def test_an_entry_is_taken_out_of_its_story_and_put_back(told: Path) -> None:
    async with reading(told) as run:
        await run.press("-")
        await run.until(lambda: "Took the entry out" in run.status)
        assert titles(run)[:2] == ["Ferry burns, says Meridian", "Ferry burns, says Echo"]
        assert "+2" in run.text and "+3" not in run.text
        await run.press("-")
        assert "stands alone already" in run.status
        await run.press("u")
        await run.until(lambda: "undone" in run.status)
        assert titles(run) == FOLDED


async def test_folding_can_be_switched_off_by_key_and_by_setting(told: Path) -> None:
    async with reading(told) as run:
        await run.press("F")
        assert len(titles(run)) == 8 and "+3" not in run.text
        await run.press("F")
        assert titles(run) == FOLDED
    async with reading(told, settings=ALL_ROWS) as run:
        assert len(titles(run)) == 8


async def test_a_report_that_comes_in_takes_the_cursor_along(told: Path) -> None:
    async with reading(told) as run:
        await run.press("j")
        with open_cache(told) as db:
            feed, _ = add_feed(db, "Late")
            (late,) = add_entries(
                db, feed, [entry(0, title="Ferry burns, says Late", published=datetime.now(UTC))], datetime.now(UTC)
            )
            db.stories.put([late], 1)
        await run.press("ctrl+l")
        assert titles(run)[0] == "Ferry burns, says Late"
        assert run.reader.entries.row is not None and run.reader.entries.row.title == "Weather in Meridian"
        assert "+4" in run.text


async def test_the_next_start_finds_the_row_into_which_the_open_entry_is_folded(told: Path) -> None:
    async with reading(told) as run:
        await run.press("+", "j", "j", "enter")
        assert run.reader.keeper.row is not None and run.reader.keeper.row.title == "Ferry burns, says Gazette"
        await run.press("h", "h", "k", "enter", "G")  # the list of all, and its end
        run.reader.keeper.open(run.reader.keeper.row)
    async with reading(told) as run:
        assert run.reader.entries.row is not None and run.reader.entries.row.title == "Ferry burns, says Meridian"


async def test_what_the_marks_are_about_is_said_where_there_is_no_story(told: Path) -> None:
    async with reading(told) as run:
        await run.press("j", "+")
        assert "Nobody else" in run.status
        await run.press("M")
        assert "Nobody else" in run.status
        assert run.reader.pane is Pane.ENTRIES


def test_a_window_over_a_long_folded_list_loses_no_row(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        ids: list[int] = []
        for number in range(8):
            feed, _ = add_feed(db, f"Feed {number}")
            ids += add_entries(db, feed, [entry(n, title=f"{number} {n}") for n in range(150)])
        at = {row.id: row.cursor.at for row in db.lists.rows(ids)}
        ordered = sorted(ids, key=lambda i: (-at[i], -i))
        for story, start in enumerate(range(0, 1200, 6), start=1):
            db.stories.put(ordered[start : start + 4], story)
    library = Library(tmp_path / "newstui.db")
    scope = Scope(smart=SmartFeed.ALL)
    for unfolded in ((), (1, 20, 21, 100, 200), range(1, 201)):
        source = ListRows(library, scope, Sort.DATE, folding=True, unfolded=tuple(unfolded))
        window = EntryWindow(source)
        total = window.total
        assert total == 600 + 3 * len(tuple(unfolded))
        down = [window.row(index) for index in range(total)]
        up = [window.row(index) for index in range(total - 1, -1, -1)]
        assert None not in down and down == up[::-1]
        assert window.total == total and len({row.id for row in down if row}) == total
        if len(tuple(unfolded)) == 200:
            assert {row.id for row in down if row} == set(ids)
        for index in range(0, total, 37):
            head = EntryWindow(source)
            row = head.row(index)
            assert row is not None
            place = next(down[i] for i in range(index, -1, -1) if not down[i].below)  # type: ignore[union-attr]
            again, at_index = EntryWindow.around(source, place.cursor)  # type: ignore[union-attr]
            assert again.place_of(row, at_index) == index
    library.close()


ALL_ROWS = Settings(feeds=FeedSettings(fold_stories=False))
SAID = "“The smoke was so thick that we could not see the lifeboats until they were beside us,”"
CUT = "“We could not see the lifeboats until they were beside us,”"


@pytest.fixture
def quoted(tmp_path: Path) -> Path:
    """Three articles that print one quotation; the Gazette cuts it, the Echo gives it to somebody else."""
    with open_cache(tmp_path) as db:
        for number, (outlet, words, speaker) in enumerate(
            (("Post", SAID, "Ilse Marant"), ("Gazette", CUT, "Ilse Marant"), ("Echo", CUT, "Otto Brenk"))
        ):
            feed, _ = add_feed(db, outlet)
            items = [entry(number, title=f"Ferry burns, says {outlet}", published=datetime.now(UTC) - timedelta(hours=9))]
            (entry_id,) = add_entries(db, feed, items, datetime.now(UTC))
            made = article(entry_id, *("A paragraph of something else." for _ in range(40)), f"{words} {speaker} said.")
            db.articles.store(made)
            quotation = said(made.document.text, words, speaker, "said", speaker)
            db.analyses.store(entry_id, Analysis(ANALYSER_VERSION, text_hash(made.document.text), (quotation,)))
        finder = StoryFinder(db)
        while finder.find_some():
            pass
    return tmp_path


async def test_a_quotation_says_where_else_it_was_printed(quoted: Path) -> None:
    async with reading(quoted, size=(160, 40), settings=ALL_ROWS) as run:
        await run.press("j", "enter", "]")
        assert run.reader.keeper.row is not None and run.reader.keeper.row.title == "Ferry burns, says Gazette"
        assert "also in Post (first), longer; Echo, attributed to Otto Brenk there =" in run.lines[-1]
    async with reading(quoted, size=(80, 24), settings=ALL_ROWS) as run:
        assert run.reader.keeper.row is not None
        await run.press("]")
        assert "also in 2 outlets =" in run.lines[-1]


async def test_the_comparison_opens_another_article_at_the_quotation(quoted: Path) -> None:
    async with reading(quoted, settings=ALL_ROWS) as run:
        await run.press("j", "enter", "]", "=")
        assert "The same words elsewhere" in run.text and "said by Otto Brenk" in run.text and "you are here" in run.text
        await run.press("k", "enter")
        assert run.reader.keeper.row is not None and run.reader.keeper.row.title == "Ferry burns, says Post"
        assert run.reader.article.focused is not None, "the quotation is in sight, and is the one stood on"
        assert run.reader.article.top > 0
        await run.press("=", "escape")
        assert run.reader.keeper.row.title == "Ferry burns, says Post"


async def test_what_was_printed_only_here_says_so(told: Path) -> None:
    async with reading(told) as run:
        await run.press("enter", "=")
        assert "no quotation in sight" in run.status
