"""Links on the wire: each cell leads where it should, whatever was shown before, and nothing else stands in a link."""

import re
from pathlib import Path

import hypothesis
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from newstui.config.settings import Settings
from newstui.tui.terminal.abilities import Abilities, takes_links
from newstui.tui.terminal.grid import Grid
from newstui.tui.terminal.looks import look_of
from newstui.tui.terminal.pen import Pen
from newstui.tui.terminal.wire import difference
from support.cache import open_cache
from support.documents import article, link, paragraph
from support.emulator import Emulator
from support.newsroom import fill
from support.reader_app import reading

WIDTH, HEIGHT = 20, 5
_COLOURS = {
    "": (39, "default"),
    "https://example.org/a": (31, "red"),
    "https://example.org/b?x=1": (32, "green"),
    "http://other.example/": (34, "blue"),
}
_LINK = re.compile(r"\x1b\]8;[^;]*;([^\x1b]*)\x1b\\")
_STYLE = re.compile(r"\x1b\[[0-9;]*m")
_spot = st.tuples(
    st.integers(0, WIDTH - 1),
    st.integers(0, HEIGHT - 1),
    st.sampled_from(sorted(_COLOURS)),
    st.sampled_from(("word", " ", "a longer link", "漢字")),
)


class LinkEmulator(Emulator):
    """Carries a link as a colour, of which there is none else, so that a cell tells where a click on it leads."""

    link = ""

    def feed_linked(self, sent: str) -> None:
        """Feed what was sent."""
        for at, part in enumerate(_LINK.split(sent)):
            if at % 2:
                self.link = part
            else:
                self.feed(f"\x1b[{_COLOURS[self.link][0]}m{_STYLE.sub('', part)}")

    def link_at(self, x: int, y: int) -> str:
        """Where a click on the cell leads."""
        return next(link for link, (_, name) in _COLOURS.items() if self.screen.buffer[y][x].fg == name)


def _frame(*spots: tuple[int, int, str, str]) -> str:
    return "".join(f"\x1b[{y + 1};{x + 1}H\x1b]8;id=7;{link}\x1b\\{text}\x1b]8;;\x1b\\" for x, y, link, text in spots)


@hypothesis.settings(max_examples=150, deadline=None)
@given(screens=st.lists(st.tuples(st.booleans(), st.lists(_spot, max_size=6)), max_size=5))
def test_every_cell_leads_where_it_should(screens: list[tuple[bool, list[tuple[int, int, str, str]]]]) -> None:
    shown, wanted, pen = LinkEmulator(WIDTH, HEIGHT), Grid(WIDTH, HEIGHT), Pen()
    before: Grid | None = None
    for anew, spots in screens:
        wanted.read(_frame((0, 0, "", "x"), *spots))
        sent, pen = difference(None if anew else before, wanted, pen, Abilities(scroll=False))
        before = wanted.copy()
        shown.feed_linked(sent)
        assert not shown.link and not look_of(pen.look).link
        for y in range(HEIGHT):
            for x in range(WIDTH):
                if wanted.chars[y][x] not in ("", " "):
                    assert shown.link_at(x, y) == look_of(wanted.looks[y][x]).link.partition(";")[2], (x, y, sent)


def test_one_address_is_one_link_over_two_lines() -> None:
    grid = Grid(WIDTH, HEIGHT)
    grid.read(
        "\x1b[1;1H\x1b]8;id=11;https://a.example/\x1b\\one\x1b]8;;\x1b\\\x1b[2;1H\x1b]8;id=12;https://a.example/\x1b\\two\x1b]8;;\x1b\\"
    )
    sent, _ = difference(Grid(WIDTH, HEIGHT), grid, Pen(0, 0), Abilities())
    assert len(set(re.findall(r"\x1b\]8;(id=\w+);https", sent))) == 1


def test_terminals_that_take_links_are_known() -> None:
    assert takes_links({"TERM": "xterm-kitty"}) and takes_links({"TERM": "foot"})
    assert takes_links({"TERM": "xterm-256color", "VTE_VERSION": "7600"})
    assert not takes_links({"TERM": "xterm-256color", "VTE_VERSION": "5000"})
    assert takes_links({"TERM": "tmux-256color", "TMUX": "x", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.4a"})
    assert not takes_links({"TERM": "tmux-256color", "TMUX": "x", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.3a"})
    assert not takes_links({"TERM": "screen", "STY": "1.x", "TERM_PROGRAM": "WezTerm"})
    assert not takes_links({"TERM": "xterm-256color"}) and not takes_links({}) and not takes_links({"TERM": "linux"})


async def test_an_articles_links_can_be_clicked_where_they_are_wanted(tmp_path: Path) -> None:
    room = fill(tmp_path)
    with open_cache(tmp_path) as db:
        words = paragraph("Read the report on the bridge.", link("the report", "https://report.example/a"))
        db.articles.store(replace(article(words), entry_id=room.story))
    for wanted in ("on", "off"):
        settings = Settings()
        settings = settings._replace(terminal=settings.terminal._replace(links=wanted))
        async with reading(tmp_path, settings=settings) as run:
            await run.press("enter")
            strips = run.app.screen._compositor.render_strips()
            linked = [segment.text for strip in strips for segment in strip if segment.style and segment.style.link]
            assert linked == (["the report", "[1]"] if wanted == "on" else [])
            await run.press("h")
