"""The start, as a terminal at the end of a slow line sees it."""

from pathlib import Path

from support.newsroom import HEADLINE
from support.pty_reader import PtyReader


def test_the_first_screen_is_sent_once(folder: Path) -> None:
    with PtyReader(folder) as term:
        term.until(HEADLINE[:20])
        term.type("j")
        term.until("2/13")
        term.settle()
        assert term.sent.count(b"Feeds") == 1
