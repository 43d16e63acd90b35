"""Pictures in a terminal that draws sixels: over their blocks when the screen is still, and gone before anything else happens."""

import random
import re
import signal
import struct
import termios
from collections.abc import Callable
from fcntl import ioctl
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from newstui.extraction.pictures import make_small
from newstui.extraction.sixel import encode
from newstui.model.pictures import SmallPicture
from newstui.rendering.picture_cells import size_in_cells
from newstui.tui.terminal.abilities import Abilities
from newstui.tui.terminal.answers import Answers
from newstui.tui.terminal.canvas import Canvas
from newstui.tui.terminal.grid import Grid
from newstui.tui.terminal.looks import PICTURE
from newstui.tui.terminal.output import ANSWER, QUESTION
from newstui.tui.terminal.overlay import Overlay, Patch, patches
from newstui.tui.terminal.pen import Pen
from newstui.tui.terminal.sixels import Sixels, Studio
from newstui.tui.terminal.wire import difference
from support.drawing import Drawing
from support.emulator import Emulator
from support.images import landscape
from support.pictured import with_picture
from support.pty_reader import PtyReader
from support.quiet import quiet

CELL = (10, 20)
_QUESTION = re.compile(rb"\x1b\[5n|\x1b\[c|\x1b\[>q|\x1b\[16t|\x1b\[\?1;\d;\d+S")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A story with a picture in it, which is in the cache, and a reader that asks no feed by itself."""
    quiet(tmp_path)
    with_picture(tmp_path, picture=landscape(600, 400))
    return tmp_path


class SixelReader(PtyReader):
    """A terminal that draws sixels, and answers what it is asked."""

    def __init__(
        self,
        folder: Path,
        *,
        size: tuple[int, int] = (120, 40),
        pixels: bool = True,
        attributes: str = "62;4;22",
        name: str = "foot(1.13)",
        **environment: str,
    ) -> None:
        self._pixels = pixels
        self._asked = b""
        self._answers: dict[bytes, str] = {
            QUESTION.encode(): ANSWER,
            b"\x1b[c": f"\x1b[?{attributes}c",
            b"\x1b[>q": f"\x1bP>|{name}\x1b\\",
            b"\x1b[16t": f"\x1b[6;{CELL[1]};{CELL[0]}t",
            b"\x1b[?1;1;0S": "\x1b[?1;0;16S",
            b"\x1b[?1;3;256S": "\x1b[?1;0;256S",
        }
        super().__init__(folder, size=size, environment=environment)
        feed = self.emulator.feed

        def answered(data: bytes | str) -> None:
            data = data.encode() if isinstance(data, str) else data
            self._asked = (self._asked + data)[-len(data) - 12 :]
            found = list(_QUESTION.finditer(self._asked))
            if found:
                self._asked = self._asked[found[-1].end() :]
            feed(data)
            for question in found:
                self.type(self._answers[question[0]])

        self.emulator.feed = answered  # type: ignore[method-assign]

    def _set_size(self, size: tuple[int, int]) -> None:
        pixels = (size[0] * CELL[0], size[1] * CELL[1]) if self._pixels else (0, 0)
        ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], *pixels))

    @property
    def drawings(self) -> list[Drawing]:
        """What lies over cells, from the top."""
        return sorted(set(self.screen.covered.values()), key=lambda drawing: drawing.place[1])

    @property
    def blocks(self) -> set[tuple[int, int]]:
        """Column and row of the cells that have blocks."""
        lines = ((y, self.screen.buffer[y]) for y in range(self.screen.lines))
        return {(x, y) for y, line in lines for x in range(self.screen.columns) if line[x].data == "▀"}

    def until_drawn(self) -> None:
        """Read until the picture lies over all of its blocks, and over nothing else."""
        self.until(lambda: self.blocks and set(self.screen.covered) == self.blocks, "the picture, drawn")

    def until_bare(self, condition: Callable[[], object] | str) -> None:
        """Read until something is so; nothing is drawn then but over blocks."""
        self.until(condition)
        assert set(self.screen.covered) <= self.blocks


def _open(term: PtyReader) -> None:
    term.until("Harbour bridge")
    term.type("\r")
    term.until("It begins here")


def _assert_shows(drawings: list[Drawing], small: SmallPicture, columns: int, rows: int, first: int) -> None:
    """Whether the drawings show these rows of cells of the picture, from the row `first` on."""
    size = columns * CELL[0], rows * CELL[1]
    wanted = Image.open(BytesIO(small.image)).convert("RGB").resize(size, Image.Resampling.BICUBIC)
    top = first * CELL[1]
    for drawing in drawings:
        assert drawing.width == size[0] and drawing.height % CELL[1] == 0
        for y in range(0, drawing.height, 3):
            for x in range(2, drawing.width, 9):
                pixel, real = drawing.pixels[y][x], wanted.getpixel((x, top + y))
                assert pixel is not None and isinstance(real, tuple)
                assert max(abs(a - b) for a, b in zip(pixel, real, strict=True)) < 60, (x, top + y)
        top += drawing.height


def test_it_is_drawn_over_its_blocks_and_gone_before_anything_moves(folder: Path) -> None:
    small = make_small(landscape(600, 400))
    with SixelReader(folder, size=(120, 20)) as term:  # which the article does not fit on
        _open(term)
        assert not term.emulator.drawings
        term.type("Z")
        term.until_drawn()
        columns, rows = size_in_cells(600, 400, len({x for x, _ in term.blocks}))
        _assert_shows(term.drawings, small, columns, rows, 0)

        count = len(term.emulator.drawings)
        term.type("j" * 20)  # to the end of the article: the picture is cut at its top
        term.until("It goes on")
        term.until_drawn()
        left = len({y for _, y in term.blocks})
        assert 2 < left < rows and len(term.emulator.drawings) > count
        _assert_shows(term.drawings, small, columns, rows, rows - left)

        term.type("?")
        term.until_bare("Moving about")
        term.type("\x1b")
        term.until(lambda: "Moving about" not in term.text, "the article")
        term.until_drawn()
        term.type("Z")
        term.until_bare(lambda: not term.blocks)
        assert not term.screen.covered
        term.type("Z")
        term.until_drawn()
        term.type("J")
        term.until_bare(lambda: not term.blocks)
        assert not term.screen.covered and not term.screen.moved_under_drawings
        term.type("K")
        term.until("It begins here")
        term.type("Zq")
        assert term.ended() == 0
        assert not term.screen.covered
        assert b"\x1b[?1;3;256S" in term.sent  # it said that it had 16 colours


def test_a_stop_and_another_size_leave_nothing_behind(folder: Path) -> None:
    with SixelReader(folder, pixels=False) as term:  # which has to be asked for the size of a cell
        _open(term)
        term.type("Z")
        term.until_drawn()
        count = len(term.emulator.drawings)
        term.signal(signal.SIGSTOP)
        term.signal(signal.SIGCONT)
        term.until(lambda: len(term.emulator.drawings) > count, "the same again")
        term.until_drawn()
        term.resize(80, 24)
        term.screen.covered.clear()  # a terminal's own affair: the reader takes nothing for known
        term.until(lambda: max(x for x, _ in term.blocks) < 80 if term.blocks else False, "another size")
        term.until_drawn()
        term.type("q")
        assert term.ended() == 0
        assert not term.screen.covered


@pytest.mark.parametrize(
    ("answers", "environment", "setting"),
    [
        ({"attributes": "1;2"}, {}, "auto"),
        ({"attributes": "4;6"}, {}, "auto"),  # a VT132
        ({}, {"TMUX": "/tmp/tmux,1,0"}, "auto"),
        ({}, {"ZELLIJ": "0"}, "auto"),
        ({"name": "Konsole 23.08.1"}, {}, "auto"),
        ({}, {}, "blocks"),
    ],
)
def test_who_does_not_draw_or_is_not_trusted_keeps_the_blocks(
    folder: Path, answers: dict[str, str], environment: dict[str, str], setting: str
) -> None:
    with (folder / "config.toml").open("a") as config:
        config.write(f'[terminal]\npictures = "{setting}"\n')
    with SixelReader(folder, **answers, **environment) as term:  # type: ignore[arg-type]
        _open(term)
        term.type("Z")
        term.until("▀")
        term.fall_silent(1.0)
        assert not term.emulator.drawings
        term.type("q")
        assert term.ended() == 0


def test_a_terminal_that_answers_nothing_more_is_drawn_nothing(folder: Path) -> None:
    with SixelReader(folder) as term:
        _open(term)
        del term._answers[QUESTION.encode()]
        term._answers[QUESTION.encode()] = ""
        term.type("Z")
        term.until("▀")
        term.fall_silent(1.0)
        assert not term.emulator.drawings


def test_what_the_terminal_says_of_its_drawing_is_no_key() -> None:
    answers = Answers()
    assert answers.take("a\x1b[?62;", 0.0, True) == ("a", 0)
    assert answers.take(f"4;22c\x1b[6;20;10t\x1b[?1;0;1024S\x1b[?2;0;1000;800S{ANSWER}b", 0.01, True) == ("b", 1)
    drawing = answers.drawing
    assert (drawing.sixels, drawing.cell, drawing.colours, drawing.widest) == (True, (10, 20), 256, 1000)
    assert answers.take("\x1b[?2;3;0S\x1b[6~", 1.0, True) == ("\x1b[6~", 0)
    assert drawing.widest == 1000


def _grid(numbers: list[int], rows: int, *, width: int = 30, high: int = 24, top: int = 2) -> Grid:
    grid = Grid(width, high)
    for at, number in enumerate(numbers):
        for row in range(rows):
            grid.read(f"\x1b[{top + row + 1};{2 + 10 * at}H\x1b]8;id=1;{PICTURE}{number}:{row}\x1b\\{'▀' * 8}\x1b]8;;\x1b\\")
    return grid


def _studio(*numbers: int, rows: int = 10) -> Studio:
    studio = Studio(lambda: None)
    studio.have(dict.fromkeys(numbers, (b"", 8, rows)))
    studio.canvas = Canvas(CELL)
    return studio


def test_rows_that_can_be_seen_whole_are_drawn_in_strips() -> None:
    grid = _grid([7], 10)
    assert patches(grid, _studio(7)) == [Patch(7, 0, 6, 1, 2, 8), Patch(7, 6, 4, 1, 8, 8)]
    grid.put(3, 5, ["x"], [0])
    assert patches(grid, _studio(7)) == [Patch(7, 0, 3, 1, 2, 8), Patch(7, 4, 6, 1, 6, 8)]
    assert patches(grid, _studio(8)) == []
    side_by_side = _grid([7, 8], 3)
    assert patches(side_by_side, _studio(7, 8)) == [Patch(7, 0, 3, 1, 2, 8), Patch(8, 0, 3, 11, 2, 8)]


def test_the_last_row_is_left_alone() -> None:
    assert patches(_grid([7], 10, high=8), _studio(7)) == [Patch(7, 0, 5, 1, 2, 8)]


def test_a_picture_wider_than_the_terminal_draws_stays_blocks() -> None:
    studio = _studio(7)
    studio.canvas = Canvas(CELL, 256, 79)
    assert patches(_grid([7], 3), studio) == []


@pytest.mark.parametrize("seed", range(6))
def test_whatever_comes_next_all_cells_are_as_they_should_be(seed: int) -> None:
    """Screens in which pictures move, are covered and change colour, drawn over or not, beside text that changes and scrolls."""
    chance = random.Random(seed)
    width, high, rows = 44, 24, 9
    studio = _studio()
    sizes = {7: 8, 8: 2}  # cells in a row
    images = {number: make_small(landscape(10 * columns, 20 * rows)).image for number, columns in sizes.items()}
    studio.have({number: (image, sizes[number], rows) for number, image in images.items()})
    for number, image in images.items():
        for skipped in (0, 2, 4):
            colours, *bands = encode(image, 10 * sizes[number], 20 * rows, skipped, 256)
            studio.keep((image, 10 * sizes[number], 20 * rows, skipped, 256), Sixels(colours, tuple(bands)))
    overlay, far = Overlay(studio), Emulator(width, high)
    far.feed("\x1b[?7l")
    shown: Grid | None = None
    pen, drawn = Pen(), 0
    places = {7: (14, 2), 8: (26, 4)}
    below = beside = 0
    covered, tinted, words = False, 0, "lock"
    for _ in range(150):
        match chance.randrange(9):
            case 0:
                places[7] = (14, places[7][1] + chance.choice((-2, -1, 1, 2)))
            case 1:
                below += chance.choice((-1, 1, 2))
            case 2:
                beside += chance.choice((-1, 1))
            case 3:
                words = chance.choice(("lock", "bridge", "漢字", "🙂 👍🏽", ""))
            case 4:
                covered = not covered
            case 5:
                tinted = 1 - tinted
            case 6 if chance.random() < 0.3:
                shown = None
        new = Grid(width, high)
        for y in range(high - 1):
            new.read(f"\x1b[{y + 1};1H\x1b[3{(y + beside) % 7}mname {y + beside}\x1b[m\x1b[{y + 1};12H│\x1b[{y + 1};42H│")
        for y in range(4, 14):
            new.read(f"\x1b[{y + 1};24H{words[-2:] or '  '}\x1b[{y + 1};29H{words}")
        for y in range(15, high - 1):
            new.read(f"\x1b[{y + 1};1Hline {y + below} of an article as long as the screen")
        for number, (x, top) in places.items():
            for row in range(rows):
                if 0 <= (y := row + top) < high - 1:
                    look = f"\x1b[38;2;{row};{tinted};9m\x1b]8;id=1;{PICTURE}{number}:{row}\x1b\\"
                    new.read(f"\x1b[{y + 1};{x + 1}H{look}{'▀' * sizes[number]}\x1b]8;;\x1b\\")
        for y in range(5, 9) if covered else ():
            new.read(f"\x1b[{y};17H\x1b[m\x1b[44m   dialog   ")
        sent, pen = overlay.difference(shown, new, pen, Abilities(margins=bool(seed % 2)))
        far.feed(sent)
        shown, plain = new, Emulator(width, high)
        plain.feed("\x1b[?7l" + difference(None, new, Pen(), Abilities())[0])
        assert far.cells() == plain.cells()
        wanted = patches(new, studio)
        for _ in range(chance.randrange(2 * len(wanted) + 1)):
            drawing, pen = overlay.next(pen)
            far.feed(drawing)
        assert far.cells() == plain.cells()
        over = {
            (x, y) for one in overlay.drawn for y in range(one.y, one.y + one.rows) for x in range(one.x, one.x + one.columns)
        }
        assert set(far.screen.covered) == over and set(overlay.drawn) <= set(wanted)
        assert {drawing.place for drawing in far.screen.covered.values()} == {(one.x, one.y) for one in overlay.drawn}
        assert (overlay.due() is None) is (len(overlay.drawn) == len(wanted))
        drawn += len(far.screen.covered)
    assert drawn > 1000 and not far.screen.moved_under_drawings
