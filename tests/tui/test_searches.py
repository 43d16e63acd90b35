"""Searches that the configuration names are lists in the feed pane."""

from pathlib import Path

from newstui.tui.reloading import ConfigurationWatch
from support.cache import open_cache
from support.newsroom import fill
from support.reader_app import reading

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
