"""The window's title: what is open and unread, and its own again when the reader has left."""

import signal
from pathlib import Path

from newstui.model.lists import FeedNode, NodeKind, SmartFeed
from newstui.model.safe_text import SafeText
from newstui.tui.window_title import window_title
from support.newsroom import HEADLINE
from support.processes import state_of
from support.pty_reader import PtyReader

_PUSH, _POP, _TITLE = b"\x1b[22;2t", b"\x1b[23;2t", b"\x1b]2;"


def test_the_window_tells_what_is_read_and_gets_its_own_title_back(folder: Path) -> None:
    with PtyReader(folder) as term:
        term.until(HEADLINE[:20])
        term.until(lambda: term.screen.title == "(13) newstui", "the title")
        term.type("\r")
        term.until(lambda: term.screen.title == f"(12) {HEADLINE} – newstui", "the article's title")
        term.type("\x1a")
        term.until(lambda: _POP in term.sent and state_of(term.process.pid) == "T", "the former title, and the stop")
        term.signal(signal.SIGCONT)
        term.until(lambda: term.screen.title.startswith("(12)"), "the title again")
        term.type("q")
        assert term.ended() == 0
        assert term.sent.count(_PUSH) == term.sent.count(_POP) == 2
        assert term.screen.title == "" and term.sent.rindex(_POP) > term.sent.rindex(_TITLE)


def test_without_titles_none_is_sent(folder: Path) -> None:
    config = folder / "config.toml"
    config.write_text(config.read_text() + "[terminal]\ntitle = false\n")
    with PtyReader(folder) as term:
        term.until(HEADLINE[:20])
        term.type("\r")
        term.until("“We cannot keep patching")
        term.type("q")
        assert term.ended() == 0
        assert _TITLE not in term.sent and _POP not in term.sent


def test_a_long_headline_is_cut_and_told_in_ascii_where_there_is_nothing_else() -> None:
    nodes = [FeedNode(NodeKind.SMART, SafeText("Unread"), smart=SmartFeed.UNREAD, unread=3)]
    title = window_title(nodes, SafeText("“Words” and more words " * 10))
    assert title.startswith("(3) “Words” and") and title.endswith("… – newstui") and len(title) < 90
    assert window_title(nodes, SafeText("“Zürich”"), ascii=True) == '(3) "Zurich" - newstui'
    assert window_title([], None) == "newstui"
