"""What a first start shows: how to get news, help, and out again."""

from pathlib import Path

import pytest

from newstui.config.actions import Pane
from newstui.config.keymap import build_keymap
from newstui.tui.screens.greetings import choose_an_entry, sample_greeting, welcome
from newstui.tui.widgets.notice import Notice, notice_lines
from support.newsroom import fill
from support.reader_app import reading

_KEYS = build_keymap()


@pytest.mark.parametrize(
    "notice",
    [sample_greeting(_KEYS), welcome(_KEYS, sample_coming=True), welcome(_KEYS, sample_coming=False), choose_an_entry(_KEYS)],
)
def test_each_page_of_the_empty_article_pane_says_it_also_in_the_smallest_pane(notice: Notice) -> None:
    shown = [line.text.split() for line in notice_lines(notice, 51)[:22]]  # 80 by 24: beside the lists, below the head
    assert ["R", "ask", "all", "feeds", "for", "news"] in shown
    assert ["q", "quit"] in shown and ["?", "show", "every", "key"] in shown


@pytest.mark.parametrize("pane", list(Pane))
async def test_the_last_line_says_it_in_every_pane(tmp_path: Path, pane: Pane) -> None:
    fill(tmp_path)
    async with reading(tmp_path, size=(80, 24)) as run:
        if pane is Pane.SIDEBAR:
            await run.press("enter", "e", "tab")
        run.reader.set_pane(pane)
        await run.press()
        for words in ("R refresh", "? help", "q quit"):
            assert words in run.lines[-1]
