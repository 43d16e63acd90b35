"""A macro is its keys, typed one after the other."""

from pathlib import Path

from newstui.config.keymap import build_keymap
from newstui.model.lists import Scope, SmartFeed
from newstui.tui.key_reader import MacroKey
from support.newsroom import fill
from support.reader_app import Reading, reading


def unread(run: Reading) -> int:
    return run.app.desk.library.unread(Scope(smart=SmartFeed.ALL))


async def test_counts_letters_and_sequences_work_in_a_macro(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / "config.toml").write_text(
        '[keys]\n"move.last" = ["G", "z z"]\n"view.zoom" = []\n'
        '[macros]\n"f6" = "` a"\n"f7" = "\' a"\n"f8" = "5 j"\n"f9" = "z z"\n'
    )
    async with reading(tmp_path) as run:
        await run.press("f8")
        assert run.reader.entries.cursor == 5
        await run.press("f9")
        assert run.reader.entries.cursor == run.reader.entries.items - 1
        await run.press("g", "enter", "f6")
        marked = run.reader.keeper.row
        assert marked is not None and "comes back here" in run.status
        await run.press("J")
        assert run.reader.keeper.row is not None and run.reader.keeper.row.id != marked.id
        await run.until(lambda: unread(run) == 11, "two entries that were opened")
        await run.press("f7")
        assert run.app.screen is run.reader and run.reader.keeper.row.id == marked.id
        assert unread(run) == 11  # the letter was no key of its own


async def test_what_follows_a_key_that_opens_a_dialog_goes_to_the_dialog(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / "config.toml").write_text('[macros]\n"f7" = "T h o t enter j"\n"f8" = "f8 j"\n')
    async with reading(tmp_path) as run:
        await run.press("f7")
        await run.until(lambda: run.app.desk.library.tags() == ["hot"], "the tag")
        await run.until(lambda: run.reader.entries.cursor == 1, "the key after it")
        await run.press("f8")
        assert run.status == "F8 ended at F8, which does nothing here." and run.reader.entries.cursor == 1


async def test_a_count_repeats_a_macro_and_escape_forgets_it(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / "config.toml").write_text('[macros]\n"f7" = "j j"\n')
    async with reading(tmp_path) as run:
        await run.press("3", "f7")
        assert run.reader.entries.cursor == 6
        await run.press("j")
        assert run.reader.entries.cursor == 7
        await run.press("enter", "5", "escape")
        assert run.reader.pane.value == "article"
        top = run.reader.article.top
        await run.press("j")
        assert run.reader.article.top - top <= 1


def test_a_macro_and_a_key_that_are_in_each_others_way_are_reported() -> None:
    problems = build_keymap({"mark.star": ["ctrl+x s"]}, {", h": ["j", "j"], "ctrl+x": ["j"]}).problems
    assert {(one.key[1], one.message) for one in problems} == {
        (", h", '"," was a key of find.previous (Previous match).'),
        ("ctrl+x", '"ctrl+x s" was a key of mark.star (Star).'),
    }
    (problem,) = build_keymap({}, {"ctrl+x": ["j"], "ctrl+x s": ["k"]}).problems
    assert "cannot be told from" in problem.message


def test_a_key_for_everywhere_takes_it_from_what_one_pane_had_by_default() -> None:
    keymap = build_keymap({"mark.star": ["x"]})
    (problem,) = keymap.problems
    assert '"x" was the key of feed.remove' in problem.message and [one.id for one in keymap.bound["x"]] == ["mark.star"]
    assert not build_keymap({"feed.move": ["m"]}).problems  # in one pane only: elsewhere the key stays what it is
    assert not build_keymap({"mark.star": ["x"], "feed.remove": ["x", "D"]}).problems


def test_a_macros_keys_are_those_that_a_terminal_sends() -> None:
    assert (MacroKey.of("space").character, MacroKey.of("/").character, MacroKey.of("enter").character) == (" ", "/", None)
