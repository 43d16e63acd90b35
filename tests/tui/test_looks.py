"""Themes on every screen, and what does not fit."""

from pathlib import Path

import pytest

from newstui.config.settings import Settings
from newstui.config.themes import ThemeCatalogue
from newstui.model.safe_text import SafeText
from newstui.tui.activity import Activity
from newstui.tui.screens.dialog import DialogList
from newstui.tui.terminal.colours import Colours
from support.cache import open_cache
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
        await run.press("t")
        assert f"{before.replace('-', ' ').capitalize()} (in use)" in run.dialog
        await run.press("escape")
        await run.press("t", "j")
        assert run.app.desk.theme.name != before
        await run.press("escape")
        assert run.app.desk.theme.name == before
        await run.press("t", "j", "enter")
        kept = run.app.desk.theme.name
        assert kept != before
    async with reading(tmp_path) as run:
        assert run.app.desk.theme.name == kept


@pytest.mark.parametrize(("colours", "only"), [("16", "Terminal"), ("none", "Monochrome")])
async def test_with_few_colours_only_what_can_be_told_apart_is_offered(tmp_path: Path, colours: Colours, only: str) -> None:
    fill(tmp_path)
    settings = Settings(appearance=Settings().appearance._replace(colours=colours))
    async with reading(tmp_path, settings=settings) as run:
        before = run.app.desk.theme.name
        await run.press("t")
        assert only in run.dialog and "Window seat" not in run.dialog
        await run.press("j", "enter")
        assert run.app.desk.theme.name == before == only.lower()
        run.app.use_theme_named("window-seat")
        assert run.app.desk.theme.name == before and "colours" in run.status


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
        config.write_text("[reading]\nmeasure = 6\n")
        run.reader.cache_watch.look()
        assert "config.toml:2: reading.measure" in run.status
        assert run.reader.article.look.measure == 60
        config.write_text('[keys]\nmark.star = "w"\n"mark.read" = "w"\n')
        run.reader.cache_watch.look()
        await run.press("!")
        assert 'config.toml:3: keys.mark.read: "w" is given to both' in run.dialog


async def test_what_is_wrong_in_the_configuration_is_told_with_its_line_until_it_is_mended(tmp_path: Path) -> None:
    fill(tmp_path)
    mine = tmp_path / "themes" / "mine.toml"
    mine.parent.mkdir()
    mine.write_text('extends = "night-ferry"\n[colours]\ntext = "#12345"\n')
    config = tmp_path / "config.toml"
    config.write_text('[appearance]\ntheme = "mine"\n')
    async with reading(tmp_path) as run:
        assert "mine.toml:3" in run.status and run.app.desk.theme.name == "night-ferry"
        mine.write_text('extends = "night-ferry"\n')
        run.reader.cache_watch.look()
        assert run.status.startswith("It is mended") and not run.reader.status.status.error
        assert run.app.desk.theme.name == "mine"
        config.write_text('[appearance]\ntheme = "night-fery"\n')
        run.reader.cache_watch.look()
        assert 'config.toml:2: appearance.theme: There is no theme "night-fery"' in run.status
        assert "night-ferry" in run.status and run.app.desk.theme.name == "mine"
        config.write_text('[appearance]\ntheme = "night-ferry"\n[keys]\n"view.theme" = "j"\n"mark.sta" = "s"\n')
        run.reader.cache_watch.look()
        assert 'config.toml:4: keys.view.theme: "j" was the key of move.down' in run.status and "2 problems" in run.status
        config.write_text("[appearance")
        run.reader.cache_watch.look()
        assert "config.toml:1: This is not TOML" in run.status
        config.write_text("")
        run.reader.cache_watch.look()
        assert run.status.startswith("It is mended") and not run.reader.status.status.error
    config.write_text('[appearance]\ntheme = "night-fery"\n[keys]\nmark.sta = "s"\n')
    async with reading(tmp_path) as run:
        assert "config.toml:2: appearance.theme" in run.status
        await run.press("!")
        assert "config.toml:4: keys.mark.sta: There is no action" in run.dialog


def test_the_same_words_in_a_row_are_kept_once() -> None:
    activity = Activity()
    for words in ("One.", "One.", "Two.", "One."):
        activity.note(words)
    assert [told.words for told in activity.told] == ["One.", "Two.", "One."]


async def test_messages_can_be_read_again_in_full(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path, size=(80, 24)) as run:
        run.reader.fail("The feed at https://far.example/feed could not be read: " + "it went wrong " * 12 + "at the very end.")
        await run.press("s")
        await run.until(lambda: run.reader.activity.told[-1].words == "Starred 1 entry.", "the star")
        run.reader.fail("Another thing went wrong, " + "in many words, " * 10 + "which the line cannot show.")
        await run.press()
        assert "…" in run.lines[-1] and "!" in run.lines[-1].split("…")[1]
        await run.press("!")
        words = run.dialog
        assert words.index("which the line cannot show.") < words.index("Starred 1 entry.") < words.index("at the very end.")
        await run.press("!")
        assert run.app.screen is run.reader and run.status == ""


async def test_the_feeds_begin_at_their_top_and_say_how_many_are_below(tmp_path: Path) -> None:
    fill(tmp_path)
    with open_cache(tmp_path) as db:
        for number in range(30):
            db.feeds.add(f"https://f{number}.example/feed", feed_title=SafeText(f"Feed {number}"))
    async with reading(tmp_path, size=(80, 24)) as run:
        assert run.lines[1].split()[0] == "All"
        last = run.reader.feeds.size.height - 1
        assert "↓ 30 more" in run.lines[last] and run.lines[last + 1].startswith(" Unread ─")
        await run.press("h", "G")
        assert "more" not in run.lines[last][:26] and "Feed 29" in run.lines[last - 1]


async def test_where_the_names_lie_over_the_article_they_cover_all_of_it(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path, size=(80, 24)) as run:
        await run.press("enter", "e")
        assert "Mara Lindqvist" in run.text and "cannot keep patching" not in run.text
        await run.press("e")
        assert "cannot keep patching" in run.text


async def test_a_message_leaves_room_for_the_keys_and_goes_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newstui.tui.status_teller._FADES", 0.01)
    fill(tmp_path)
    async with reading(tmp_path, size=(80, 24)) as run:
        run.reader.say("Short.")
        await run.press()
        await run.until(lambda: "Short." not in run.lines[-1], "the message to go")
        assert "Enter read" in run.lines[-1]
        run.reader.fail("An error stays.")
        await run.press()
        assert "An error stays.  Enter read" in run.lines[-1]


async def test_the_help_keeps_its_place_when_the_terminal_becomes_narrower(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path, size=(120, 30)) as run:
        await run.press("?", *["pagedown"] * 2)
        text = run.app.screen.query_one(DialogList)
        before = text.top / text.total
        await run.pilot.resize_terminal(60, 30)
        await run.press()
        assert before > 0.2 and abs(text.top / text.total - before) < 0.05
