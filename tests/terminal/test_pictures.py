"""Pictures in a terminal: sent once to one that draws them, and not a byte of one to any other."""

import re
import shlex
import shutil
import signal
import stat
import sys
from base64 import standard_b64decode
from collections.abc import Sequence
from pathlib import Path

import pytest
from pyte.screens import Char

from newstui.tui.terminal import kitty_pictures as kitty
from newstui.tui.terminal.abilities import places_pictures
from newstui.tui.terminal.answers import Answers
from newstui.tui.terminal.grid import Grid
from newstui.tui.terminal.placeholders import PLACEHOLDER, without_pictures
from newstui.tui.terminal.tmux import way_through
from support.cache import open_cache
from support.images import painted
from support.pictured import PICTURE, with_picture
from support.pty_reader import PtyReader
from support.quiet import quiet
from support.web_server import Answer, WebServer

_SENT = re.compile(rb"\x1b_G([^;\x1b]*)(?:;([^\x1b]*))?\x1b\\")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A story with a picture in it, which is in the cache, and a reader that asks no feed by itself."""
    quiet(tmp_path)
    with_picture(tmp_path)
    return tmp_path


class KittyReader(PtyReader):
    """A terminal that takes pictures; the emulator, which knows none, is fed without them."""

    def __init__(self, folder: Path, version: str = "0.41.1", *, term: str = "xterm-kitty", command: Sequence[str] = ()) -> None:
        super().__init__(folder, environment={"TERM": term, "KITTY_WINDOW_ID": "1", "TMUX": ""}, command=command)
        self._version = version
        self.commands: list[dict[str, str]] = []
        self.images: dict[str, bytes] = {}
        self._rest, self._open = b"", ""
        feed = self.emulator.feed

        def taken(data: bytes | str) -> None:
            feed(self._taken(data.encode() if isinstance(data, str) else data))

        self.emulator.feed = taken  # type: ignore[method-assign]

    def _taken(self, data: bytes) -> bytes:
        if b"\x1b[>q" in data:
            self.type(f"\x1bP>|kitty({self._version})\x1b\\")
        data = self._rest + data
        begun = data.rfind(b"\x1b_G")
        self._rest, data = (data[begun:], data[:begun]) if begun >= 0 and b"\x1b\\" not in data[begun:] else (b"", data)
        for keys, payload in _SENT.findall(data):
            command = dict(part.split("=") for part in keys.decode().split(","))
            self._open = command.get("i", self._open)
            if payload:
                self.images[self._open] = self.images.get(self._open, b"") + payload
            if "a" in command:
                self.commands.append(command)
        return _SENT.sub(b"", data)

    def rows(self) -> list[list[Char]]:
        """The cells that pictures take, row by row."""
        lines = (self.screen.buffer[y] for y in range(self.screen.lines))
        found = ([line[x] for x in range(self.screen.columns) if PLACEHOLDER in line[x].data] for line in lines)
        return [row for row in found if row]


def _open(term: PtyReader) -> None:
    term.until("Harbour bridge")
    term.type("\r")
    term.until("▣ The lock in March")


def test_it_is_sent_once_and_placed_by_text(folder: Path) -> None:
    number = kitty.number_of(PICTURE)
    with KittyReader(folder) as term:
        _open(term)
        assert not term.commands
        term.type("Z")
        term.until(lambda: len(term.commands) == 2 and len(term.rows()) == int(term.commands[1]["r"]), "the picture's cells")
        sent, placed = term.commands
        assert (sent["a"], sent["f"], sent["i"], sent["q"]) == ("t", "100", str(number), "2")
        assert standard_b64decode(term.images[str(number)]).startswith(b"\x89PNG")
        cells = term.rows()[0]
        assert (placed["a"], placed["U"], placed["c"], placed["r"]) == ("p", "1", str(len(cells)), str(len(term.rows())))
        assert {cell.fg for cell in cells} == {"{:02x}{:02x}{:02x}".format(*kitty.colour_of(number))}
        shown = "".join(cell.data for cell in cells)
        assert shown == kitty.cells(0, len(cells))
        term.type("jjkk?")
        term.until("Moving about")
        term.type("\x1b")
        term.until(lambda: "Moving about" not in term.text, "the article")
        assert len(term.commands) == 2  # what is scrolled and covered is not sent again
        term.signal(signal.SIGSTOP)
        term.signal(signal.SIGCONT)
        term.until(lambda: [command["a"] for command in term.commands[2:]] == ["t", "p"], "the same to a terminal that forgot it")
        del term.commands[2:]
        term.resize(80, 24)
        term.until(lambda: len(term.commands) > 2, "another size")
        assert [command["a"] for command in term.commands[2:]] == ["p"] and term.commands[-1]["i"] == str(number)
        term.type("Z")
        term.until(lambda: term.commands[-1].get("a") == "d" and PLACEHOLDER not in term.text, "hiding it")
        assert term.commands[-1]["i"] == str(number)
        term.type("Z")
        term.until(lambda: PLACEHOLDER in term.text, "the picture again")
        term.type("q")
        assert term.ended() == 0
        assert term.commands[-1]["a"] == "d"
    assert PLACEHOLDER not in (folder / "screen.snapshot").read_text(errors="replace")


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"TERM": "xterm-kitty", "TMUX": "/tmp/tmux,1,0"},
        {"COLORTERM": ""},
        {"NO_COLOR": "1", "TERM": "xterm-kitty"},
        {"TERM": "linux", "COLORTERM": ""},
    ],
)
def test_who_does_not_draw_them_is_sent_none(folder: Path, environment: dict[str, str]) -> None:
    with PtyReader(folder, environment=environment) as term:
        _open(term)
        term.type("Z")
        shown = not environment or "TMUX" in environment
        term.until("▀" if shown else "No pictures here")
        term.type("q")
        assert term.ended() == 0
        assert b"\x1b_G" not in term.sent and PLACEHOLDER.encode() not in term.sent
        assert ("▀".encode() in term.sent) is shown


def test_a_kitty_that_cannot_place_them_by_text_gets_blocks(folder: Path) -> None:
    with KittyReader(folder, "0.26.5") as term:  # Debian 12's shows a box for each cell
        _open(term)
        term.type("Z")
        term.until("▀")
        assert not term.commands and PLACEHOLDER not in term.text
        term.type("q")
        assert term.ended() == 0


@pytest.mark.skipif(shutil.which("tmux") is None, reason="there is no tmux")
@pytest.mark.parametrize(
    ("passes", "version", "sharp"), [("on", "0.41.1", True), ("off", "0.41.1", False), ("on", "0.26.5", False)]
)
def test_tmux_hands_them_to_a_kitty_where_it_may(folder: Path, passes: str, version: str, sharp: bool) -> None:
    config = folder / "tmux.conf"
    config.write_text(f"set -g allow-passthrough {passes}\nset -g default-terminal tmux-256color\nset -g status off\n")
    reader = [sys.executable, "-m", "newstui", "--data-dir", str(folder), "--config", str(folder / "config.toml")]
    tmux = ["tmux", "-u", "-T", "RGB", "-S", str(folder / "tmux"), "-f", str(config), "new", shlex.join(reader)]
    with KittyReader(folder, version, term="xterm-256color", command=tmux) as term:
        _open(term)
        term.type("Z")
        term.until(lambda: (PLACEHOLDER if sharp else "▀") in term.text, "the picture")
        if sharp:
            number = str(kitty.number_of(PICTURE))
            term.until(lambda: len(term.commands) == 2, "what tmux hands on")
            assert [command["i"] for command in term.commands] == [number, number]
            assert standard_b64decode(term.images[number]).startswith(b"\x89PNG")
            assert {cell.fg for cell in term.rows()[0]} == {"{:02x}{:02x}{:02x}".format(*kitty.colour_of(int(number)))}
        assert bool(term.commands) is sharp and b"\x1bP0;1;0q" not in term.sent
        term.type("q")
        assert term.ended() == 0


@pytest.mark.parametrize(
    ("clients", "way"),
    [
        (["1\tkitty(0.41.1)\txterm-kitty\tbpaste,title"], "kitty"),
        (["2\tghostty 1.1.0\txterm-256color\tRGB,title"], "kitty"),
        (["1\tghostty 1.1.0\txterm-256color\ttitle"], ""),  # colours would say another picture
        (["1\tkitty(0.41.1)\txterm-kitty\tRGB", "1\tXTerm(379)\txterm-256color\tRGB"], ""),  # who else looks on
        (["0\tfoot(1.13)\tfoot\tRGB,sixel"], "sixel"),
        (["0\tfoot(1.13)\tfoot\tRGB,sixel", "0\tXTerm(379)\txterm\t256"], ""),
        (["0\t\txterm\t"], ""),
        ([], ""),
    ],
)
def test_all_terminals_that_show_tmux_have_to_take_them(tmp_path: Path, clients: list[str], way: str) -> None:
    tmux = tmp_path / "tmux"
    tmux.write_text("#!/bin/sh\n" + "".join(f"printf '%s\\n' '{client}'\n" for client in clients))
    tmux.chmod(tmux.stat().st_mode | stat.S_IXUSR)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(tmp_path), prepend=":")
        assert way_through({"TMUX": "/tmp/x,1,0", "TMUX_PANE": "%1"}) == way
        assert way_through({"TERM": "tmux-256color"}) == ""  # at the near end of SSH: nobody to be asked


def test_the_terminals_name_is_no_key() -> None:
    answers = Answers()
    assert answers.take("a\x1bP>|kit", 0.0, True) == ("a", 0)
    assert answers.take("ty(0.41.1)\x1b\\\x1b[0nb", 0.0, True) == ("b", 1)
    assert answers.program == "kitty(0.41.1)"
    assert places_pictures("kitty(0.28.0)") and not places_pictures("kitty(0.26.5)") and not places_pictures("")


def test_a_screen_is_kept_without_what_only_this_terminal_was_handed() -> None:
    grid = Grid(10, 2)
    grid.read(f"\x1b[1;1Hab\x1b[38;2;1;2;3m{kitty.cells(0, 4)}\x1b[mcd")
    bare = without_pictures(grid)
    assert ["".join(row) for row in bare.chars] == ["ab    cd  ", " " * 10]
    assert bare.looks[0] == [0] * 10 and without_pictures(bare) is bare
    assert PLACEHOLDER in grid.chars[0][2]


def test_the_key_has_it_fetched_by_the_engine_and_shown(tmp_path: Path) -> None:
    quiet(tmp_path)
    with WebServer() as web:
        web.pages["/lock.jpg"] = Answer(painted(900, 400, "JPEG"), content_type="image/jpeg")
        entry = with_picture(tmp_path, url=web.url("/lock.jpg"), there=False)
        with open_cache(tmp_path) as db:
            row = db.entries.get(entry)
            assert row is not None
            db.feeds.set_url(row.feed_id, web.url("/feed.xml"))  # else this machine is not asked
        with PtyReader(tmp_path) as term:
            _open(term)
            assert not web.requests
            term.type("Z")
            term.until("▀", "the picture")
            assert web.paths() == ["/lock.jpg"]
            term.type("ZZ")  # hidden, and shown from the cache
            term.until(lambda: "1 picture." in term.text and "▀" in term.text, "the picture again")
            assert len(web.requests) == 1
            term.type("q")
            assert term.ended() == 0
