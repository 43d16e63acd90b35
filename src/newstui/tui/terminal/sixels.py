"""Pictures as sixels: made by a process each time one is needed in another way, and kept a while."""

import subprocess
import sys
from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock, Thread
from typing import NamedTuple

from newstui.tui.terminal.canvas import Canvas

BAND = 6
"""Pixels that a row of sixels is high."""
_KEPT = 8  # encoded pictures, of some 200 kB each
_SECONDS = 10.0
_FEWEST_COLUMNS = 2  # a single cell may be written again to get to the one behind it
_MOST_PIXELS = 2_500_000  # a picture of more takes too long: it stays blocks
_SIXELS = range(63, 127)
_CUTS = tuple(
    bytes(63 + (code - 63 & (1 << rows) - 1) if code in _SIXELS else code for code in range(256)) for rows in range(BAND)
)
"""What cuts a band down to so many rows of pixels, as `bytes.translate` wants it."""


class Sixels(NamedTuple):
    """A picture, or what of it stands below its first rows of pixels."""

    colours: bytes
    bands: tuple[bytes, ...]

    def drawing(self, first: int, width: int, height: int) -> str:
        """What draws `height` rows of pixels from the band `first` on; what is below them stays as it is."""
        count, over = divmod(height, BAND)
        bands = list(self.bands[first : first + count + (over > 0)])
        if over and len(bands) > count:
            bands[-1] = bands[-1].translate(_CUTS[over])
        return f'\x1bP0;1;0q"1;1;{width};{height}{self.colours.decode()}{b"-".join(bands).decode()}\x1b\\'


Way = tuple[bytes, int, int, int, int]
"""PNG, width and height in pixels, how many of its first rows are left out, and the colours at most."""


class Studio:
    """The pictures that may be drawn, by their numbers, and their sixels as far as they were made."""

    def __init__(self, on_ready: Callable[[], None]) -> None:
        """`on_ready` hears, in another thread, when some were made."""
        self._on_ready = on_ready
        self._lock = Lock()
        self._pictures: dict[int, tuple[bytes, int, int]] = {}
        self._made: OrderedDict[Way, Sixels] = OrderedDict()
        self._hopeless: set[bytes] = set()
        self._busy = False
        self.canvas: Canvas | None = None
        """None where it is not known, or the terminal draws none."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return self.canvas is None or not self._pictures

    def have(self, pictures: Mapping[int, tuple[bytes, int, int]]) -> None:
        """Have these (PNG, columns, rows), and no others."""
        self._pictures = dict(pictures)

    def columns(self, number: int) -> int:
        """The cells that a picture is wide; 0 where it is not to be drawn."""
        canvas, picture = self.canvas, self._pictures.get(number)
        if canvas is None or picture is None or picture[0] in self._hopeless:
            return 0
        _, columns, rows = picture
        width, height = columns * canvas.cell[0], rows * canvas.cell[1]
        too_wide = bool(canvas.widest) and width > canvas.widest
        return 0 if too_wide or width * height > _MOST_PIXELS or columns < _FEWEST_COLUMNS else columns

    def drawing(self, number: int, row: int, rows: int) -> str | None:
        """What draws some rows of cells of a picture; None where its sixels have still to be made, which begins now."""
        canvas, picture = self.canvas, self._pictures.get(number)
        if canvas is None or picture is None:
            return None
        image, columns, all_rows = picture
        width, high = columns * canvas.cell[0], canvas.cell[1]
        first, skipped = divmod(row * high, BAND)
        way = (image, width, all_rows * high, skipped, canvas.colours)
        with self._lock:
            if way in self._made:
                self._made.move_to_end(way)
                return self._made[way].drawing(first, width, rows * high)
            if not self._busy:
                self._busy = True
                Thread(target=self._make, args=(way,), name="sixels", daemon=True).start()
        return None

    def _make(self, way: Way) -> None:
        made = _encoded(way)
        with self._lock:
            self._busy = False
            if made is None:
                self._hopeless.add(way[0])
        if made is not None:
            self.keep(way, made)
        self._on_ready()

    def keep(self, way: Way, made: Sixels) -> None:
        """Have sixels for as long as there is room."""
        with self._lock:
            self._made[way] = made
            while len(self._made) > _KEPT:
                self._made.popitem(last=False)


def _encoded(way: Way) -> Sixels | None:
    image, *numbers = way
    command = [sys.executable, "-m", "newstui.extraction.sixel", *map(str, numbers)]
    try:
        done = subprocess.run(command, input=image, capture_output=True, timeout=_SECONDS, check=True, start_new_session=True)
    except (OSError, subprocess.SubprocessError):
        return None
    colours, *bands = done.stdout.split(b"\n")
    return Sixels(colours, tuple(bands))
