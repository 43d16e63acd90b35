"""Searches that the configuration names are lists in the feed pane."""

from pathlib import Path

from newstui.tui.reloading import ConfigurationWatch
from newstui.tui.state import read_place
from support.cache import add_entries, entry, open_cache
from support.newsroom import fill
from support.reader_app import Reading, reading

SEARCHES = '[searches]\n"Valley only" = "valley -harbour"\n'


def _filled(folder: Path, configuration: str) -> None:
    fill(folder)
    with open_cache(folder) as db:
        while db.search.index_batch():
            pass
    (folder / "config.toml").write_text(configuration)


async def test_a_named_search_is_a_list_that_is_opened_left_and_found_again(tmp_path: Path) -> None:
    _filled(tmp_path, SEARCHES)
    async with reading(tmp_path) as run:
        assert "/Valley only" in run.text
        await run.press("h", "g", "j", "j", "j", "j")
        node = run.reader.feeds.node
        assert node is not None and node.title == "Valley only"
        await run.press("enter")
        assert run.reader.entries.items == 6 and run.reader.lists.title == "Valley only"
        await run.press("/")
        await run.type("bridge")
        await run.press("enter", "escape")
        assert (run.reader.lists.title, run.reader.pane.value) == ("Valley only", "entries")
        await run.press("escape")
        assert (run.reader.lists.title, run.reader.pane.value) == ("Valley only", "feeds")
    async with reading(tmp_path) as run:
        assert run.reader.lists.title == "Valley only" and run.reader.entries.items == 6


def _numbers(run: Reading) -> list[int]:
    return [node.unread for node in run.reader.feeds.nodes if node.query is not None]


async def test_a_named_search_tells_how_much_of_it_is_unread(tmp_path: Path) -> None:
    _filled(tmp_path, SEARCHES + '"In the valley" = "in:valley"\nNothing = "dragons"\n')
    async with reading(tmp_path) as run:
        await run.until(lambda: _numbers(run) == [6, 6, 0], "the numbers")
        await run.until(lambda: any(line.split()[:3] == ["/Valley", "only", "6"] for line in run.lines), "the row")
        await run.press("j", "m")
        await run.until(lambda: _numbers(run) == [5, 5, 0], "the numbers after a mark")
        with open_cache(tmp_path) as db:
            add_entries(db, db.feeds.all()[-1], [entry(99, title="Valley again")])
            while db.search.index_batch():
                pass
        await run.until(lambda: _numbers(run) == [6, 6, 0], "the numbers after a refresh by another process")
    kept = read_place(tmp_path / "place.json")
    assert kept.unread_found == {"valley -harbour": 6, "in:valley": 6, "dragons": 0}
    async with reading(tmp_path) as run:
        assert _numbers(run) == [6, 6, 0]  # before they are counted again


async def test_it_is_marked_read_from_the_feed_pane_and_comes_and_goes_with_the_configuration(tmp_path: Path) -> None:
    _filled(tmp_path, "")
    async with reading(tmp_path) as run:
        watch = ConfigurationWatch(run.app, tmp_path / "config.toml")
        (tmp_path / "config.toml").write_text(SEARCHES)
        watch.look()
        await run.press("h", "g", "j", "j", "j", "j", "A")
        await run.until(lambda: "Marked 6 entries read" in run.status, "the marks")
        (tmp_path / "config.toml").write_text("[searches]\nNothing = 5\n")
        watch.look()
        assert 'it takes what you would type after /, such as "ferry -bridge"' in run.status and "/Valley only" in run.text
        (tmp_path / "config.toml").write_text("")
        watch.look()
        await run.press()
        assert "/Valley only" not in run.text
