"""What the configuration asks for holds at the next look at it, or at the next start; what a key changed stays until then."""

from pathlib import Path

from newstui.model.lists import Sort
from newstui.rendering.painting import Highlights
from newstui.tui.reloading import ConfigurationWatch
from newstui.tui.state import read_place, write_place
from support.newsroom import fill
from support.reader_app import Reading, reading


def configure(folder: Path, words: str) -> None:
    (folder / "config.toml").write_text(words)


def look_again(run: Reading, folder: Path, words: str) -> None:
    watch = ConfigurationWatch(run.app, folder / "config.toml")
    configure(folder, words)
    watch.look()


async def test_a_running_reader_takes_order_highlights_and_names_over(tmp_path: Path) -> None:
    fill(tmp_path)
    configure(tmp_path, "")
    async with reading(tmp_path) as run:
        await run.press("enter")
        assert "Names" in run.text
        look_again(run, tmp_path, '[feeds]\nsort = "outlet"\n[reading]\nhighlights = "off"\nsidebar = false\n')
        await run.press()
        assert run.reader.lists.sort is Sort.OUTLET
        assert run.reader.article.look.highlights is Highlights.OFF
        assert "Names" not in run.text
        assert run.status.startswith("The configuration was read again.")


async def test_what_waits_for_the_next_start_is_named(tmp_path: Path) -> None:
    fill(tmp_path)
    configure(tmp_path, "")
    async with reading(tmp_path, size=(160, 40)) as run:
        look_again(run, tmp_path, '[appearance]\nmouse = true\nascii = "on"\n')
        await run.press()
        assert "From the next start on: mouse, ascii." in run.status
        look_again(run, tmp_path, "[appearance]\nlinear = true\n")
        await run.press()
        assert "From the next start on: linear." in run.status
        await run.press("tab")
        assert "Feeds" in run.text and "Article" in run.text and not run.app.desk.settings.appearance.linear


async def test_a_key_holds_until_the_configuration_says_something_else(tmp_path: Path) -> None:
    fill(tmp_path)
    configure(tmp_path, "")
    async with reading(tmp_path) as run:
        await run.press("S", "enter", "v", "e")
        chosen = run.reader.lists.sort, run.reader.article.look.highlights
        assert chosen[1] is Highlights.ALL and not run.reader.sidebar_wanted
    async with reading(tmp_path) as run:
        assert (run.reader.lists.sort, run.reader.article.look.highlights) == chosen and not run.reader.sidebar_wanted
    configure(tmp_path, '[feeds]\nsort = "unread"\n[reading]\nhighlights = "direct"\n')
    async with reading(tmp_path) as run:
        assert run.reader.lists.sort is Sort.UNREAD
        assert run.reader.article.look.highlights is Highlights.DIRECT and not run.reader.sidebar_wanted


async def test_letters_of_two_readers_over_one_cache_are_all_kept(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("enter", "`", "q")
        place = read_place(tmp_path / "place.json")
        write_place(tmp_path / "place.json", place._replace(marks={"z": [1, 0]}))  # of the other reader, which was left first
    assert set(read_place(tmp_path / "place.json").marks or {}) == {"q", "z"}
