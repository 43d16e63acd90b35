"""The reader in many kinds of terminals, and one that goes away: what is sent suits them, and nothing stays behind."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from newstui.tui.terminal.abilities import PLAINEST, Abilities
from newstui.tui.terminal.colours import colour_depth
from support.newsroom import HEADLINE
from support.processes import children, family, lives, state_of
from support.pty_reader import PtyReader
from support.waiting import wait_until

_RGB, _INDEXED = re.compile(rb"[34]8;2;"), re.compile(rb"[34]8;5;")
_BASIC = re.compile(rb"\x1b\[(?:[0-9;]*;)?(?:3[0-7]|4[0-7]|9[0-7]|10[0-7])(?:;[0-9;]*)?m")


@pytest.mark.parametrize(
    ("term", "colorterm", "depth"),
    [
        ("xterm-256color", "truecolor", "true"),
        ("xterm-256color", "", "256"),
        ("tmux-256color", "", "256"),
        ("xterm", "", "16"),
        ("screen", "truecolor", "16"),
        ("linux", "", "16"),
        ("vt100", "", "none"),
        ("never-heard-of", "", "16"),
    ],
)
def test_an_article_is_read_in_any_terminal(folder: Path, term: str, colorterm: str, depth: str) -> None:
    environment = {"TERM": term, "COLORTERM": colorterm}
    with PtyReader(folder, size=(100, 30), environment=environment) as reader:
        reader.until(HEADLINE[:20])
        reader.type("\r")
        reader.until(lambda: "“We cannot keep patching" in reader.text and "declined to" in reader.text, "the article")
        reader.type("z  b")
        reader.until(lambda: "Feeds" not in reader.text and "%" in reader.text, "full width")
        reader.type("q")
        assert reader.ended() == 0
        assert reader.modes == reader.modes_before
        found = (bool(_RGB.search(reader.sent)), bool(_INDEXED.search(reader.sent)))
        assert found == {"true": (True, False), "256": (False, True)}.get(depth, (False, False))
        if depth in ("16", "none"):
            assert bool(_BASIC.search(reader.sent)) == (depth == "16")
        assert bool(re.search(rb"\x1b\[(?:[0-9;]*;)?3(?:;[0-9;]*)?m", reader.sent)) == (term != "screen")  # which reverses it
        if term in ("linux", "vt100", "screen"):
            assert b"\x1b[>" not in reader.sent and b"$p" not in reader.sent and b"\x1b[5n" not in reader.sent


def _asked(term: str) -> Abilities:
    """What is known of a terminal: of one in each process."""
    words = f"from newstui.tui.terminal.abilities import abilities; print(*map(int, abilities({{'TERM': {term!r}}})))"
    told = subprocess.run([sys.executable, "-c", words], capture_output=True, check=True, text=True)
    return Abilities(*(flag == "1" for flag in told.stdout.split()))


def test_what_a_terminal_can_do_comes_from_terminfo() -> None:
    assert _asked("xterm-256color") == Abilities()
    assert not _asked("screen").erase_coloured
    assert not _asked("vt100").lines
    assert _asked("never-heard-of") == PLAINEST._replace(questions=True, titles=True)


@pytest.mark.parametrize("setting", ["true", "256", "16", "none"])
def test_the_setting_overrides_the_environment(setting: str) -> None:
    assert colour_depth({"TERM": "vt100", "NO_COLOR": "1"}, setting) == setting
    assert colour_depth({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}) == "none"


def test_a_dumb_terminal_is_refused_with_a_way_on(folder: Path) -> None:
    with PtyReader(folder, environment={"TERM": "dumb"}) as reader:
        assert reader.ended() == 1
        assert b"read ENTRY --plain" in reader.sent and b"\x1b" not in reader.sent
        assert reader.modes == reader.modes_before


def test_a_terminal_that_is_too_small_is_told_so_and_grows(folder: Path) -> None:
    with PtyReader(folder, size=(39, 12)) as reader:
        reader.until("newstui needs 40 columns")
        reader.resize(40, 15)
        reader.until("Harbour bridge")
        for columns, rows in ((160, 50), (41, 16), (120, 40), (39, 14), (80, 24)) * 3:  # a window that is dragged
            reader.resize(columns, rows)
        reader.until(lambda: "Feeds" in reader.text and HEADLINE[:15] in reader.text and "help" in reader.text, "80 columns")
        reader.type("q")
        assert reader.ended() == 0


def test_stopped_from_outside_and_continued_it_paints_anew(folder: Path) -> None:
    with PtyReader(folder, size=(100, 30)) as reader:
        reader.until(HEADLINE[:20])
        reader.signal(signal.SIGSTOP)
        reader.until(lambda: state_of(reader.process.pid) == "T", "the stop")
        reader.emulator.feed("\x1b[2J\x1b[Hsomebody else wrote here")
        sent = len(reader.sent)
        reader.signal(signal.SIGCONT)
        reader.until(lambda: HEADLINE[:20] in reader.text and "somebody else" not in reader.text, "the repaint")
        assert b"\x1b[2J" in reader.sent[sent:]
        reader.type("j")
        reader.until("2/13")
        reader.type("q")
        assert reader.ended() == 0
        assert reader.modes == reader.modes_before


@pytest.mark.parametrize("end", ["SIGTERM", "SIGHUP", "closed"])
def test_nothing_is_left_behind(folder: Path, end: str) -> None:
    with PtyReader(folder, size=(100, 30)) as reader:
        reader.until(HEADLINE[:20])
        reader.type("\r")
        reader.until(lambda: "declined to" in reader.text, "the article")
        reader.until(lambda: children(reader.process.pid), "the engine")
        started = family(reader.process.pid)[1:]
        if end == "closed":
            reader.hang_up()
        else:
            reader.signal(signal.Signals[end])
        assert reader.ended() == 0
        wait_until(lambda: not any(map(lives, started)))
    with PtyReader(folder, size=(100, 30)) as reader:
        reader.until("declined to")  # the same entry
        reader.type("q")
        assert reader.ended() == 0


def test_for_a_screen_reader_there_is_one_pane_and_the_cursor_is_where_it_matters(folder: Path) -> None:
    (folder / "config.toml").write_text((folder / "config.toml").read_text() + "[appearance]\nlinear = true\n")
    with PtyReader(folder, size=(120, 40)) as reader:
        reader.until(HEADLINE)
        assert "Feeds" not in reader.text and "│" not in reader.text and "─" not in reader.text
        reader.until(lambda: HEADLINE in reader.screen.display[reader.screen.cursor.y], "the cursor on the entry")
        reader.type("j")
        reader.until(lambda: "2/13" in reader.text and "news" in reader.screen.display[reader.screen.cursor.y], "the next entry")
        assert not reader.screen.cursor.hidden
        reader.type("k\r")
        reader.until("declined to")
        assert "2/13" not in reader.text
        reader.type("q")
        assert reader.ended() == 0
