"""One registry: every action can be done, found and read about."""

from pathlib import Path

import pytest

from newstui.config.actions import ACTIONS, BY_ID, Pane, by_group
from newstui.config.keymap import build_keymap, label
from newstui.tui.screens.pages import help_lines
from newstui.tui.screens.palette import commands
from support.newsroom import fill
from support.reader_app import reading

_PROMISED = {
    "j": "move.down", "k": "move.up", "down": "move.down", "up": "move.up", "g": "move.first", "G": "move.last",
    "space": "move.page_down", "b": "move.page_up", "enter": "move.open", "l": "move.open", "h": "move.back",
    "escape": "move.back", "tab": "move.next_pane", "n": "read.next_unread", "p": "read.previous_unread",
    "J": "read.next_entry", "K": "read.previous_entry", "]": "quote.next", "[": "quote.previous", "}": "quote.next_mention",
    "{": "quote.previous_mention", "e": "view.sidebar", "o": "read.browser", "y": "read.copy_link", "c": "quote.copy",
    "f": "read.follow", "s": "mark.star", "m": "mark.read", "A": "mark.all_read", "O": "mark.older_read", "u": "mark.undo",
    "r": "feed.refresh", "R": "feed.refresh_all", "d": "read.download", "a": "feed.add", "/": "list.search", "z": "view.zoom",
    "v": "quote.highlights", "t": "view.theme", "?": "app.help", "ctrl+p": "app.palette", "q": "app.quit",
}  # fmt: skip


@pytest.mark.parametrize(("key", "action_id"), _PROMISED.items())
def test_promised_keys_do_what_they_promise(key: str, action_id: str) -> None:
    action = build_keymap().resolve(key, key if len(key) == 1 else None, Pane.ARTICLE)
    assert action is not None
    assert action.id == action_id


def test_ids_are_unique_and_every_action_says_what_it_does() -> None:
    assert len(BY_ID) == len(ACTIONS)
    for action in ACTIONS:
        assert action.help.endswith(".") and action.help[0].isupper(), action.id
        assert action.title and not action.title.endswith("."), action.id
        assert action.keys, action.id
    assert len({action.title for action in ACTIONS}) == len(ACTIONS)
    assert [action for actions in by_group().values() for action in actions]


async def test_every_action_can_be_done_found_and_read_about(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        found = {command.title: command for command in commands(run.reader)}
        shown = "\n".join(line.text for line in help_lines(run.app.desk, 100))
        for action in ACTIONS:
            group, name = action.id.split(".")
            assert callable(getattr(run.reader.groups[group], name)), action.id
            assert found[action.title].help == action.help
            assert action.help in shown or action.panes
            assert all(label(key) in shown for key in action.keys)


async def test_the_help_says_where_a_key_means_it(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        shown = " ".join(" ".join(line.text for line in help_lines(run.app.desk, 100)).split())
        assert "Remove the feed, folder or tag; undo brings a feed back with its marks. (in Feeds)" in shown
        assert "Take a name away: it means somebody else. (in Names)" in shown
        assert "also those folded behind it. (not in Feeds)" in shown
        assert "Star the entry, or take its star away. " in shown


async def test_where_there_is_little_room_what_a_key_does_stands_below_it(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        lines = [line.text for line in help_lines(run.app.desk, 36)]
        at = lines.index("Space  PgDn")
        assert lines[at + 1].startswith("  Go a page down; at an article's")
        assert all(line.cells <= 36 for line in help_lines(run.app.desk, 36))
