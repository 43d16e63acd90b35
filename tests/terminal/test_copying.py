"""Copying: what the terminal, tmux and GNU screen are sent, and what is said where it cannot be."""

import re
import stat
from base64 import b64decode
from pathlib import Path

import pytest

from newstui.config.settings import TerminalSettings
from newstui.errors import NewstuiError
from newstui.tui.terminal.between import Between, between, passed
from newstui.tui.terminal.clipboard import MOST, clipboard_sequence, copy

AUTO = TerminalSettings()


def copied(variables: dict[str, str], text: str = "What she said", asked: TerminalSettings = AUTO) -> str:
    """What the terminal is sent."""
    sent: list[str] = []
    copy(text, asked, variables, sent.append)
    return "".join(sent)


def test_the_text_goes_through_the_terminal() -> None:
    sent = copied({"TERM": "xterm-256color"}, "“Zitat”, sagt sie\nund geht")
    match = re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07", sent)
    assert match and b64decode(match[1]).decode() == "“Zitat”, sagt sie\nund geht"


def test_through_tmux_it_goes_both_ways() -> None:
    plain = copied({"TERM": "xterm-256color"})
    sent = copied({"TERM": "tmux-256color", "TMUX": "/tmp/x,1,0", "PATH": "/nowhere"})
    assert sent == plain + "\x1bPtmux;\x1b" + plain + "\x1b\\"


def test_tmux_itself_takes_the_text_where_it_is_there(tmp_path: Path) -> None:
    tmux = tmp_path / "tmux"
    tmux.write_text(f'#!/bin/sh\n[ "$*" = "load-buffer -w -" ] && /bin/cat > "{tmp_path}/buffer"\n')
    tmux.chmod(tmux.stat().st_mode | stat.S_IXUSR)
    inside = {"TERM": "tmux-256color", "TMUX": "x", "PATH": str(tmp_path)}
    assert copied(inside) == "" and (tmp_path / "buffer").read_text() == "What she said"
    assert copied(inside, asked=AUTO._replace(copy="terminal")).startswith("\x1b]52;")
    tmux.write_text("#!/bin/sh\nexit 1\n")  # one that knows no -w
    assert copied(inside).startswith("\x1b]52;")


def test_through_screen_it_goes_in_parts_that_screen_keeps() -> None:
    text = "word " * 400
    sent = copied({"TERM": "screen.xterm-256color", "STY": "1.pts"}, text)
    parts = re.findall(r"\x1bP(.*?)\x1b\\", sent, re.DOTALL)
    assert "".join(f"\x1bP{part}\x1b\\" for part in parts) == sent and max(map(len, parts)) <= 256
    assert "".join(parts) == clipboard_sequence(text, Between.NOTHING)


def test_what_stands_between_is_known() -> None:
    assert between({"TERM": "screen-256color", "TMUX": "x"}) is Between.TMUX
    assert between({"TERM": "tmux-256color"}) is Between.TMUX  # over SSH
    assert between({"TERM": "screen"}) is Between.SCREEN
    assert between({"TERM": "xterm"}) is Between.NOTHING
    assert passed("\x1b]9;x\x07", Between.NOTHING) == "\x1b]9;x\x07"


def test_what_is_too_long_is_not_cut_but_refused() -> None:
    assert copied({"TERM": "xterm-256color"}, "a" * MOST)
    with pytest.raises(NewstuiError, match="Not copied: 150 kB are too much for a terminal, which takes 74 kB"):
        copied({"TERM": "xterm-256color"}, "é" * 75_000)


def test_off_is_off() -> None:
    with pytest.raises(NewstuiError, match="copying is off"):
        copied({"TERM": "xterm-256color"}, asked=AUTO._replace(copy="off"))


def test_a_terminal_that_takes_nothing_is_told_of() -> None:
    with pytest.raises(NewstuiError, match="this terminal takes no text"):
        copied({"TERM": "xterm-256color", "VTE_VERSION": "7600", "PATH": "/nowhere"})
    # At the far end of SSH that is another terminal's affair; and whoever knows better says so.
    assert copied({"TERM": "xterm-256color", "VTE_VERSION": "7600", "PATH": "/nowhere", "SSH_TTY": "/dev/pts/1"})
    assert copied({"TERM": "linux", "PATH": "/nowhere"}, asked=AUTO._replace(copy="terminal"))


def test_a_program_takes_the_text(tmp_path: Path) -> None:
    program = tmp_path / "wl-copy"
    program.write_text(f'#!/bin/sh\n/bin/cat > "{tmp_path}/taken"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    assert copied({"TERM": "linux", "PATH": str(tmp_path), "WAYLAND_DISPLAY": "wayland-0"}, "all of it") == ""
    taken = tmp_path / "taken"
    assert taken.read_text() == "all of it"
    assert copied({"PATH": "/bin"}, "é" * 75_000, AUTO._replace(copy_command=(str(program),))) == ""
    assert taken.read_text() == "é" * 75_000


def test_a_program_that_is_not_there_or_fails_is_named() -> None:
    with pytest.raises(NewstuiError, match="no-such-program could not be started"):
        copied({}, asked=AUTO._replace(copy_command=("no-such-program",)))
    with pytest.raises(NewstuiError, match=r"false failed \(status 1\)"):
        copied({}, asked=AUTO._replace(copy_command=("false",)))
