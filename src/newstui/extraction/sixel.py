"""A stored picture as sixels, for terminals that draw those (vt100.net/docs/vt3xx-gp/chapter14.html).

    python -m newstui.extraction.sixel WIDTH HEIGHT FIRST COLOURS < picture.png

A process of its own, so that the reader decodes nothing and its keys wait for nothing. It writes the colours on a line, then the
bands from the pixel row FIRST on, one a line. A band is six pixels high, a row of cells is often no multiple of that: so whoever
begins with another row of cells needs bands that begin there.
"""

import re
import resource
import sys
from collections.abc import Sequence

from newstui.errors import ExtractionError

BAND = 6
"""Pixels."""
MOST_BYTES = 400_000
"""Of a picture. One that has more is given fewer colours."""
_FEWEST = 16
_SECONDS = 10  # of the processor
_RUN = re.compile(rb"(.)\1{3,}", re.DOTALL)


def encode(image: bytes, width: int, height: int, first: int, colours: int) -> list[bytes]:
    """The colours, then the bands. Raises ExtractionError."""
    from newstui.extraction.pictures import in_colours

    while True:
        painted = in_colours(image, width, height, colours)
        bands = [_band(painted.rows[at : at + BAND], width) for at in range(first, height, BAND)]
        if sum(map(len, bands)) <= MOST_BYTES or colours <= _FEWEST:
            return [_registers(painted.colours), *bands]
        colours = max(_FEWEST, colours // 2)


def _registers(colours: Sequence[tuple[int, int, int]]) -> bytes:
    """What sets the terminal's colour registers, in per cent."""
    parts = (";".join(str(round(value / 2.55)) for value in colour) for colour in colours)
    return "".join(f"#{number};2;{values}" for number, values in enumerate(parts)).encode()


def _band(rows: Sequence[bytes], width: int) -> bytes:
    """Up to six rows of pixels: for each colour a character for every column, whose bits say which of its pixels have it."""
    of_colour: dict[int, bytearray] = {}
    for bit, row in enumerate(rows):
        for x, colour in enumerate(row):
            line = of_colour.get(colour)
            if line is None:
                line = of_colour[colour] = bytearray(b"?" * width)
            line[x] += 1 << bit
    return b"$".join(b"#%d%s" % (colour, _RUN.sub(_counted, line.rstrip(b"?"))) for colour, line in of_colour.items())


def _counted(run: "re.Match[bytes]") -> bytes:
    return b"!%d%s" % (len(run[0]), run[1])


def main() -> int:
    """Encode what comes on the standard input."""
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))  # also when nobody waits for it any more
    width, height, first, colours = map(int, sys.argv[1:5])
    try:
        lines = encode(sys.stdin.buffer.read(), width, height, first, colours)
    except ExtractionError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.buffer.write(b"\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
