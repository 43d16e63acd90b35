"""The start, as a terminal at the end of a slow line sees it."""

from pathlib import Path

from support.newsroom import HEADLINE, fill
from support.pty_reader import PtyReader
from support.quiet import quiet


def test_the_first_screen_is_sent_once(tmp_path: Path) -> None:
    quiet(tmp_path)
    fill(tmp_path)
    with PtyReader(tmp_path) as term:
        term.until(HEADLINE[:20])
        while term.pump(1.0):  # until it is quiet
            pass
        assert term.sent.count(b"Feeds") == 1
        term.type("j")
        term.until("2/13")
