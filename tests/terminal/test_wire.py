"""What is sent to lead from one screen to another, read by an emulator that knows nothing of newstui."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newstui.tui.terminal.abilities import PLAINEST, Abilities
from newstui.tui.terminal.grid import UNKNOWN, Grid
from newstui.tui.terminal.looks import Look, change, look_of, number_of, styled
from newstui.tui.terminal.pen import Pen
from newstui.tui.terminal.wire import difference
from support.emulator import Emulator

WIDTH, HEIGHT = 24, 9
XTERM = Abilities()
KINDS = {
    "xterm": XTERM,
    "tmux": Abilities(erase_coloured=False),
    "vt100": Abilities(erase_coloured=False, columns=False, lines=False, questions=False),
    "unknown": PLAINEST,
    "margins": Abilities(margins=True),
}
STYLES = ("", "1", "3;38;2;200;100;50", "48;2;30;30;60", "1;4;32;48;5;17", "7", "9;31", "38;5;200;48;2;30;30;60", "4")
TEXTS = (
    "a",
    " ",
    "  ",
    "          ",
    "words and more",
    "──────────────",
    "│",
    "漢字",
    "é",
    "e\u0301",
    "“Ja”",
    "....",
    "שלום",
    "🙂",
    "x🙂y",
    "a漢",
)

_spot = st.tuples(st.integers(0, WIDTH - 1), st.integers(0, HEIGHT - 1), st.sampled_from(STYLES), st.sampled_from(TEXTS))
_scroll = st.tuples(st.integers(0, HEIGHT - 1), st.integers(0, HEIGHT), st.integers(-4, 4))


def frame(*spots: tuple[int, int, str, str]) -> str:
    """Spots as Textual sends them."""
    return "".join(f"\x1b[{y + 1};{x + 1}H\x1b[{style}m{text}\x1b[0m" for x, y, style, text in spots)


def full(style: str, words: str = "") -> str:
    """A frame over all of the screen."""
    return frame(*((0, y, style, f"{words}{y if words else ''}".ljust(WIDTH)) for y in range(HEIGHT)))


def check(shown: Emulator, wanted: Grid) -> None:
    """The emulator shows the grid."""
    stock = Emulator(wanted.width, wanted.height)
    stock.feed(b"\x1b[?7l" + wanted.frame().encode())
    assert shown.cells() == stock.cells()


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, deadline=None)
@given(
    ground=st.sampled_from(("48;2;30;30;60", "")),
    screens=st.lists(st.tuples(st.booleans(), st.lists(_spot, max_size=12), st.lists(_scroll, max_size=1)), max_size=5),
)
def test_any_screen_becomes_any_other(
    kind: str, ground: str, screens: list[tuple[bool, list[tuple[int, int, str, str]], list[tuple[int, int, int]]]]
) -> None:
    shown, wanted = Emulator(WIDTH, HEIGHT), Grid(WIDTH, HEIGHT)
    wanted.read(full(ground, "line "))
    sent, pen = difference(None, wanted, Pen(), KINDS[kind])
    shown.feed("\x1b[?7l" + sent)
    check(shown, wanted)
    for anew, spots, moves in screens:
        before = wanted.copy()
        for first, end, by in moves:
            wanted.chars[first:end] = (
                [before.chars[(y + by) % HEIGHT][:] for y in range(first, min(end, HEIGHT))] if first < end else []
            )
            wanted.looks[first:end] = (
                [before.looks[(y + by) % HEIGHT][:] for y in range(first, min(end, HEIGHT))] if first < end else []
            )
        wanted.read(frame(*spots))
        sent, pen = difference(None if anew else before, wanted, pen, KINDS[kind])
        shown.feed(sent)
        check(shown, wanted)


def _panes(up: int) -> Grid:
    """Three panes, the middle one scrolled up by some lines."""
    grid = Grid(WIDTH * 2, HEIGHT)
    for y in range(HEIGHT):
        middle = f"{(y + up) * 7919} {(y + up) * 104729}" if 0 < y < HEIGHT - 1 else "─" * 12
        grid.read(frame((0, y, "48;2;30;30;60", f"feeds and lists{y} ".ljust(17)), (17, y, "2", "│")))
        grid.read(frame((18, y, "38;5;200", middle.ljust(18)[:18]), (36, y, "2", "│"), (37, y, "", f"names {y}".ljust(11))))
    return grid


@pytest.mark.parametrize("up", [-5, -3, -1, 1, 2, 4])
def test_a_pane_is_scrolled_alone_where_the_terminal_has_margins(up: int) -> None:
    old, new = _panes(5), _panes(5 + up)
    begun, first = difference(None, old, Pen(), KINDS["margins"])
    sent, pen = difference(old, new, first, KINDS["margins"])
    shown = Emulator(WIDTH * 2, HEIGHT)
    shown.feed("\x1b[?7l" + begun + sent)
    check(shown, new)
    if abs(up) < 4:
        assert "\x1b[?69h\x1b[19;36s" in sent and sent.count("\x1b[?69h") == sent.count("\x1b[?69l") == 1
        assert len(sent) < len(difference(old, new, first, XTERM)[0])
    shown.feed(difference(new, old, pen, KINDS["margins"])[0])
    check(shown, old)


@settings(max_examples=200, deadline=None)
@given(first=st.sampled_from(STYLES), second=st.lists(st.sampled_from([*STYLES, "22", "24", "39", "49", "0;1", "2"]), max_size=3))
def test_the_way_between_looks_is_never_wrong(first: str, second: list[str]) -> None:
    old = new = styled(0, first)
    for parameters in second:
        new = styled(new, parameters)
    shown, told = Emulator(4, 1), Emulator(4, 1)
    shown.feed(f"{change(0, old)}a{change(old, new)}b")
    told.feed("".join(f"\x1b[{parameters}m" for parameters in ("", first)) + "a" + "".join(f"\x1b[{p}m" for p in second) + "b")
    assert shown.cells() == told.cells()


def test_what_is_the_same_costs_nothing() -> None:
    grid = Grid(WIDTH, HEIGHT)
    grid.read(full("1", "line "))
    assert difference(grid, grid.copy(), Pen(0, 0), XTERM) == ("", Pen(0, 0))
    other = grid.copy()
    other.read(frame((3, 3, "1;31", "   ")))  # nobody sees the colour of a blank
    other.read(frame((4, 3, "1", " ")))
    moved = grid.copy()
    moved.read(frame((3, 3, "1", "   ")))
    assert difference(moved, other, Pen(0, 0), XTERM)[0] == ""


def test_lines_that_move_are_moved_by_the_terminal() -> None:
    old, new = Grid(60, 20), Grid(60, 20)
    for y in range(20):
        old.read(frame((0, y, "", f"{y * 7919} words of a line that is as long as a line in an article")))
        new.read(frame((0, y, "", f"{(y + 1) * 7919} words of a line that is as long as a line in an article")))
    sent, _ = difference(old, new, Pen(), XTERM)
    assert len(sent) < 100
    shown = Emulator(60, 20)
    shown.feed(difference(None, old, Pen(), XTERM)[0] + sent)
    check(shown, new)


def _prose(first: int, style: str) -> Grid:
    grid = Grid(60, 20)
    for y in range(20):
        words = f"{(y + first) * 7919} words of a line" if (y + first) % 3 else ""
        grid.read(frame((0, y, style, words.ljust(60))))
    return grid


def test_what_scrolls_into_sight_is_erased_only_where_its_ground_is_not_sure() -> None:
    for style, erased in (("", 0), ("48;2;30;30;60", 4)):
        old, new = _prose(0, style), _prose(12, style)
        begun, pen = difference(None, old, Pen(), XTERM)
        first, pen = difference(old, _prose(1, style), pen, XTERM)  # the region stays set
        sent, _ = difference(_prose(1, style), new, pen, XTERM)
        assert "M" in sent and "\n" * 11 not in sent  # so many lines are moved by number
        assert sent.count("\x1b[K") >= erased if erased else "\x1b[K" not in sent
        shown = Emulator(60, 20)
        shown.feed(f"\x1b[?7l{begun}{first}{sent}")
        check(shown, new)


def test_a_cell_whose_width_is_disputed_moves_nothing_behind_it() -> None:
    old, new = Grid(20, 1), Grid(20, 1)
    old.read(frame((0, 0, "", "abcdefghijkl")))
    new.read(frame((0, 0, "", "❤\ufe0f tail 🙂 end")))
    sent, _ = difference(old, new, Pen(0, 0), XTERM)
    assert "\x1b[" in sent.split("❤\ufe0f", 1)[1][:3]  # the cursor is put where the next cell is, not left to the terminal
    assert "\x1b[" in sent.split("🙂", 1)[1][:3]


def test_half_a_wide_character_never_stays() -> None:
    grid = Grid(6, 1)
    grid.read(frame((0, 0, "", "漢字漢")))
    grid.read(frame((1, 0, "", "a")))
    grid.read(frame((4, 0, "", "b")))
    assert grid.chars[0] == [" ", "a", "字", "", "b", " "]


def test_a_screen_can_be_told_as_a_frame() -> None:
    grid = Grid(WIDTH, HEIGHT)
    for style in STYLES:
        grid.read(frame((STYLES.index(style), STYLES.index(style), style, "漢 e\u0301 text")))
    again = Grid(WIDTH, HEIGHT, fill=UNKNOWN)
    assert again.read(grid.frame())
    assert (again.chars, again.looks) == (grid.chars, grid.looks)


def test_links_are_kept() -> None:
    grid = Grid(10, 1)
    grid.read("\x1b[1;1H\x1b]8;id=1;https://example.org\x1b\\\x1b[4mlink\x1b[0m\x1b]8;;\x1b\\ more")
    sent, _ = difference(Grid(10, 1), grid, Pen(0, 0), XTERM)
    sent = re.sub(r"id=\w+", "id=1", sent)
    assert "\x1b[4m\x1b]8;id=1;https://example.org\x1b\\link" in sent
    assert sent.count("\x1b]8;;\x1b\\") == 1
    assert number_of(grid_look(grid, 0)) == grid.looks[0][0]


def grid_look(grid: Grid, x: int) -> Look:
    """The look of a cell in the first row."""
    return look_of(grid.looks[0][x])


def test_a_screen_of_many_colours_is_not_weighed_colour_by_colour() -> None:
    old, new = Grid(100, 30), Grid(100, 30)
    for y in range(20):
        new.read(f"\x1b[{y + 1};1H" + "".join(f"\x1b[38;2;{x};{y};9;48;2;9;{y};{x}m▀" for x in range(90)))
    before = change.cache_info()
    sent, _ = difference(old, new, Pen(), Abilities())
    after = change.cache_info()
    assert sent.count("▀") == 1800
    assert after.hits + after.misses - before.hits - before.misses < 10 * 1800  # its square is what it took once
