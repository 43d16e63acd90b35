"""Names over the whole cache, as the reader walks and corrects them."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from newstui.config.actions import Pane
from newstui.config.settings import Settings
from newstui.rendering.sidebar_rows import EntryTarget
from newstui.tui.screens.entity_page import EntityPage
from newstui.tui.widgets.footed_rows import FootedRows
from support.cache import add_entries, add_feed, analysis, article, entry, named, open_cache, said
from support.linked import LOC, ORG, PER, Room
from support.reader_app import Reading, reading


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_cache(tmp_path) as db:
        room = Room(db)
        room.name(("Ilse Marant", PER), ("Halden", LOC), ("Harbour Board", ORG))
        room.name(("Ilse Marant", PER), ("Tom Merrow", PER), ("Halden", LOC))
        room.name(("Tom Merrow", PER), ("Harbour Board", ORG), ("Halden", LOC))
    return tmp_path


async def choose(run: Reading, name: str) -> None:
    """Open the newest article and choose a name in its sidebar."""
    await run.press("enter", "tab")
    assert run.reader.pane is Pane.SIDEBAR
    await go_to(run, name)
    await run.press("enter")


async def go_to(run: Reading, words: str, pane: str = "sidebar") -> None:
    """Put the sidebar's cursor on the first row with these words that it stops on."""
    sidebar = run.reader.sidebar
    row = next(i for i, one in enumerate(sidebar.rows) if one.target is not None and words in one.line.text)
    sidebar.move_to(row)
    await run.pilot.pause()


def chosen(run: Reading) -> str:
    """The name that is marked in the article."""
    entity = run.reader.article.chosen
    return entity.name if entity is not None else ""


def sidebar_text(run: Reading) -> str:
    return "\n".join(row.line.text for row in run.reader.sidebar.rows)


async def test_from_name_to_name_and_article_and_back(folder: Path) -> None:
    async with reading(folder, size=(160, 50)) as run:
        await choose(run, "Tom Merrow")
        first = run.reader.keeper.row
        assert chosen(run) == "Tom Merrow"
        await go_to(run, "Ilse Marant")
        await run.press("enter")
        assert "not named in this article" in sidebar_text(run)
        assert chosen(run) == ""
        await go_to(run, "Entry 2")
        await run.press("enter")
        assert run.reader.keeper.row != first
        assert chosen(run) == "Ilse Marant"
        await run.press("backspace")
        assert run.reader.keeper.row is not None and first is not None and run.reader.keeper.row.id == first.id
        assert "not named in this article" in sidebar_text(run)
        await run.press("backspace")
        assert chosen(run) == "Tom Merrow"
        await run.press("backspace", "backspace")
        assert "no name to go back to" in run.status


async def test_backspace_goes_to_where_one_was_also_after_other_articles(folder: Path) -> None:
    async with reading(folder, size=(160, 50)) as run:
        await choose(run, "Tom Merrow")
        await go_to(run, "Ilse Marant")
        await run.press("enter")
        first, window = run.reader.keeper.row, run.reader.entries.window
        assert first is not None and window is not None
        one, other = (row for row in window.rows if row.id != first.id)
        run.reader.groups.read.open(one)
        run.reader.groups.read.open(other)
        await run.press("backspace")
        assert run.reader.keeper.row is not None and run.reader.keeper.row.id == one.id


async def test_the_page_tells_what_happened(folder: Path) -> None:
    async with reading(folder, size=(120, 40)) as run:
        run.reader.groups.entity.open_page(run.app.desk.library.entities("Halden")[0])
        await run.press("&", "escape")
        hints = run.lines[-1]
        await run.press("X")
        assert "X does nothing here" in run.lines[-1]
        run.reader.fail("Nobody can write there.")
        await run.press()
        assert "Nobody can write there." in run.lines[-1]
        run.reader.say("")
        await run.press()
        assert run.lines[-1] == hints


async def test_a_name_is_renamed_hidden_merged_and_each_is_undone(folder: Path) -> None:
    async with reading(folder, size=(160, 50)) as run:
        await choose(run, "Tom Merrow")
        await run.press("E")
        await run.press(*["backspace"] * 10)
        await run.type("Old Tom")
        await run.press("enter")
        await run.until(lambda: "Old Tom" in sidebar_text(run), "renaming")
        await run.press("u")
        await run.until(lambda: "Old Tom" not in sidebar_text(run), "undoing the name")
        await go_to(run, "Harbour Board")
        await run.press("H")
        await run.until(lambda: "Harbour Board" not in sidebar_text(run), "hiding")
        await run.press("u")
        await run.until(lambda: "Harbour Board" in sidebar_text(run), "showing again")
        await go_to(run, "Tom Merrow")
        await run.press("=")
        await run.press(*["backspace"] * 8)
        await run.type("Ilse Marant")
        await run.press("enter")
        await run.until(lambda: "is “Ilse Marant”" in run.status, "merging")
        assert [row.name for row in run.app.desk.library.entities("Tom Merrow")] == ["Ilse Marant"]
        await run.press("u")
        await run.until(lambda: len(run.app.desk.library.entities("Tom Merrow")) == 1 and "undone" in run.status, "parting")
        assert [row.name for row in run.app.desk.library.entities("Tom Merrow")] == ["Tom Merrow"]


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (160, 50)])
async def test_the_page_names_its_keys_at_any_size(folder: Path, size: tuple[int, int]) -> None:
    async with reading(folder, size=size) as run:
        row = run.app.desk.library.entities("Halden")[0]
        run.reader.groups.entity.open_page(row)
        await run.press()
        assert "Enter open" in run.lines[-1] and "Tab next list" in run.lines[-1]


async def test_whom_nobody_knows_is_said_to_be_nobody_and_ctrl_c_gives_up(folder: Path) -> None:
    async with reading(folder) as run:
        await run.press("@")
        assert "Halden" in run.dialog
        await run.type("Zzyzx")
        assert "Nobody of that name" in run.text
        await run.press("ctrl+c")
        assert run.app.screen is run.reader
        for key in ("/", "a", "ctrl+p", "?"):
            await run.press(key)
            assert run.app.screen is not run.reader
            await run.press("ctrl+c")
            assert run.app.screen is run.reader


async def test_the_pages_help_tells_of_its_own_keys_alone(folder: Path) -> None:
    async with reading(folder, size=(120, 60)) as run:
        row = run.app.desk.library.entities("Halden")[0]
        run.reader.groups.entity.open_page(row)
        await run.press("?")
        assert "Keep the name's page to one outlet." in run.text and "Leave newstui" in run.text
        assert "Open the next unread entry." not in run.text and "Find words in the open article" not in run.text


async def test_the_page_lists_filters_exports_and_opens(folder: Path) -> None:
    async with reading(folder, size=(120, 40)) as run:
        await choose(run, "Halden")
        await run.press("i")
        assert "place · 3 articles" in run.text
        assert "Entry 1" in run.text and "Entry 3" in run.text
        await run.press("Y")
        await run.type("2020-01-01")
        await run.press("enter")
        assert "No article has this name there." in run.text
        assert "from 2020-01-01 to 2020-01-01" in run.text
        await run.press("Y")
        await run.press(*["backspace"] * 30)
        await run.press("enter")
        assert "Entry 3" in run.text
        await run.press("W", "down", "enter")
        await run.press(*["backspace"] * 30)
        await run.type(str(folder / "halden.csv"))
        await run.press("enter")
        await run.until((folder / "halden.csv").exists, "the export")
        assert (folder / "halden.csv").read_text().count("\narticle,Halden") == 3
        await run.press("j", "enter")
        assert run.reader.keeper.row is not None and run.reader.keeper.row.title == "Entry 2"
        assert chosen(run) == "Halden"


async def test_backspace_leads_back_to_the_row_of_the_page(folder: Path) -> None:
    async with reading(folder, size=(80, 24)) as run:
        await run.press("@")
        await run.type("halden")
        await run.press("enter", "j", "enter")
        assert run.reader.keeper.row is not None and run.reader.keeper.row.title == "Entry 2"
        assert chosen(run) == "Halden"
        await run.press("backspace")
        page = run.app.screen
        assert isinstance(page, EntityPage) and "place · 3 articles" in run.text
        assert page.query_one(FootedRows).target == EntryTarget(run.reader.keeper.row.id)
        await run.press("j", "enter")
        assert run.reader.keeper.row is not None and run.reader.keeper.row.title == "Entry 1"
        await run.press("backspace", "backspace")
        assert run.app.screen is run.reader


async def test_the_page_is_found_again_as_it_was_kept(folder: Path) -> None:
    async with reading(folder, size=(120, 40)) as run:
        run.reader.groups.entity.open_page(run.app.desk.library.entities("Halden")[0])
        await run.press("Y")
        await run.type("2020-01-01 2030-01-01")
        await run.press("enter", "j", "enter", "backspace")
        assert "from 2020-01-01 to 2030-01-01" in run.text


async def test_a_quotation_and_its_link_are_copied_from_the_page(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        feed, _ = add_feed(db, "Times")
        (entry_id,) = add_entries(db, feed, [entry(1)])
        text = "“We shall see,” said Ilse Marant."
        stored = article(entry_id, text, title="")
        db.articles.store(stored)
        words = said(text, "“We shall see,”", "Ilse Marant", "said", "Ilse Marant")
        found = analysis(stored.document, [replace(words, confidence=0.8)], [named(text, "Ilse Marant")])
        db.analyses.store(entry_id, found)
    async with reading(tmp_path, size=(80, 24)) as run:
        run.reader.groups.entity.open_page(run.app.desk.library.entities("Ilse Marant")[0])
        await run.press()
        assert "likely the speaker · own words · Times" in run.text
        await run.press("c")
        assert "Copied: “We shall see” — Ilse Marant, likely the speaker" in run.lines[-1]
        await run.press("y")
        assert "Copied: https://" in run.lines[-1]
        await run.press("tab", "tab", "c")
        assert "There is no quotation here" in run.lines[-1]


async def test_what_was_joined_is_shown_with_its_reason_and_can_be_undone(folder: Path) -> None:
    with open_cache(folder) as db:
        bare = Room.joining(db, ("Merrow", PER), ("Halden", LOC), ("Harbour Board", ORG))
        merrow = db.entities.named("Tom Merrow")[0].id
        assert [row.entity.id for row in db.entities.cast_of(bare) if row.name == "Merrow"] == [merrow]
    async with reading(folder, size=(120, 40)) as run:
        await run.press("&")
        assert "“Merrow” is “Tom Merrow”" in run.text
        assert "its surname; " in run.text
        await run.press("D")
        await run.until(lambda: "“Merrow” is not “Tom Merrow”" in run.text, "taking the name away")
        await run.press("D")
        await run.until(lambda: "Taken back." in run.text, "taking it back")
        await run.press("escape")
    own = Settings(keys={"entity.split": ("B",)})
    async with reading(folder, size=(120, 40), settings=own) as run:
        await run.press("&")
        assert "B undo this one" in run.text
        await run.press("B")
        await run.until(lambda: "“Merrow” is not “Tom Merrow”" in run.text, "taking the name away by a key of one's own")


async def test_a_name_is_found_from_anywhere(folder: Path) -> None:
    async with reading(folder, size=(80, 24)) as run:
        await run.press("@")
        await run.type("harbour board")
        await run.press("enter")
        assert "organisation · 2 articles" in run.text
