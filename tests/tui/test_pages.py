"""The pages over the reader: the help and the messages, and finding in them."""

from pathlib import Path

from support.newsroom import fill
from support.reader_app import reading


def _foot(lines: list[str]) -> str:
    return next(line for line in reversed(lines) if "╰" in line)


async def test_the_help_is_searched_by_words_and_by_keys(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path, size=(80, 24)) as run:
        await run.press("?")
        assert "/ finds · Ctrl+P finds and does · j k Space scroll · Esc" in _foot(run.lines)
        top = run.lines.index(next(line for line in run.lines if "╭" in line))
        await run.burst("/", "u", "n", "d", "o")  # the field has the keys at once
        assert "Undo the last mark" in run.dialog and "Go one line down" not in run.dialog
        assert "Esc ends the search" in _foot(run.lines)
        assert "╭" in run.lines[top], "the box moved while words were typed"
        await run.press("escape")
        assert "Go one line down" in run.dialog
        await run.press("ctrl+f", "X")
        assert "how the feeds fare" in run.dialog and "Undo" not in run.dialog
        await run.press("enter", "escape")
        assert "Go one line down" in run.dialog, "Esc ended more than the search"
        await run.press("/", "q", "z", "q")
        assert "No action has these words." in run.dialog
        await run.press("escape", "escape")
        assert run.app.screen is run.reader


async def test_what_was_found_in_the_help_can_be_scrolled(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path, size=(60, 16)) as run:
        await run.press("?", "/")
        await run.type("feed")
        before = run.dialog
        await run.press("down")
        assert run.dialog != before
        await run.press("enter", "G")
        assert "feed" in run.dialog and "scroll" in _foot(run.lines)
        await run.press("?")
        assert run.app.screen is run.reader


async def test_messages_are_searched(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        run.reader.say("The harbour answered.")
        run.reader.fail("The valley did not.")
        await run.press("!", "/")
        await run.type("VALLEY")
        assert "The valley did not." in run.dialog and "harbour" not in run.dialog
