"""Themes on every screen, and what does not fit."""

from pathlib import Path

import pytest

from newstui.config.themes import ThemeCatalogue
from support.newsroom import fill
from support.reader_app import reading, with_theme

_THEMES = list(ThemeCatalogue().files())


@pytest.mark.parametrize("name", _THEMES)
async def test_every_theme_paints_every_screen(tmp_path: Path, name: str) -> None:
    fill(tmp_path)
    async with reading(tmp_path, settings=with_theme(name)) as run:
        await run.press("enter", "]")
        assert "“We cannot keep" in run.text
        for key in ("?", "a", "ctrl+p", "t", "w"):
            await run.press(key)
            assert "Esc" in run.text
            await run.press("escape")


async def test_a_theme_is_tried_kept_or_given_up(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        before = run.app.desk.theme.name
        await run.press("t", "j")
        assert run.app.desk.theme.name != before
        await run.press("escape")
        assert run.app.desk.theme.name == before
        await run.press("t", "j", "enter")
        kept = run.app.desk.theme.name
        assert kept != before
    async with reading(tmp_path) as run:
        assert run.app.desk.theme.name == kept


async def test_a_broken_theme_is_named_and_does_not_stop_the_start(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "mine.toml").write_text('appearance = "dark"\n[colours]\ntext = "pinkish"\n')
    async with reading(tmp_path, settings=with_theme("mine")) as run:
        assert "mine.toml:3" in run.status


@pytest.mark.parametrize("size", [(160, 50), (120, 40), (100, 30), (80, 24), (60, 20), (40, 15)])
async def test_no_row_is_longer_than_the_screen_and_every_pane_can_be_reached(tmp_path: Path, size: tuple[int, int]) -> None:
    fill(tmp_path)
    async with reading(tmp_path, size=size) as run:
        await run.press("enter")
        assert "Harbour bridge" in run.text
        seen = set()
        for _ in range(5):
            seen.add(run.reader.pane)
            assert all(strip.cell_length == size[0] for strip in run.app.screen._compositor.render_strips())
            await run.press("tab")
        assert len(seen) >= 3
        await run.press("e")
        await run.press("e")


async def test_configuration_and_themes_are_read_again_when_they_change(tmp_path: Path) -> None:
    fill(tmp_path)
    mine = tmp_path / "themes" / "mine.toml"
    mine.parent.mkdir()
    mine.write_text('extends = "night-ferry"\n')
    config = tmp_path / "config.toml"
    async with reading(tmp_path) as run:
        config.write_text('[reading]\nmeasure = 60\n[appearance]\ntheme = "mine"\n[keys]\n"app.help" = "f1"\n')
        run.reader.cache_watch.look()
        assert run.app.desk.theme.name == "mine"
        assert run.reader.article.look.measure == 60
        await run.press("f1")
        assert "Moving about" in run.text
        await run.press("escape")
        mine.write_text('extends = "night-ferry"\n[colours]\ntext = "#12345"\n')
        run.reader.cache_watch.look()
        assert "mine.toml:3" in run.status
        config.write_text("[reading]\nmeasure = 6\n")
        run.reader.cache_watch.look()
        assert "config.toml:2: reading.measure" in run.status
        assert run.reader.article.look.measure == 60
        config.write_text('[keys]\n"mark.star" = "w"\n"mark.read" = "w"\n')
        run.reader.cache_watch.look()
        assert '"w" is given to both' in run.status
