"""A stored picture becomes sixels that show it."""

import random
from io import BytesIO

import pytest
from PIL import Image

from newstui.errors import ExtractionError
from newstui.extraction.pictures import make_small
from newstui.extraction.sixel import MOST_BYTES, encode
from support.drawing import Drawing
from support.images import landscape, painted

_CELL = (10, 20)


def _drawn(lines: list[bytes], width: int, height: int) -> Drawing:
    sent = b'\x1bP0;1;0q"1;1;%d;%d%s%s\x1b\\' % (width, height, lines[0], b"-".join(lines[1:]))
    return Drawing(sent, (0, 0), _CELL)


@pytest.mark.parametrize("first", [0, 2, 5])
def test_it_shows_the_picture_from_a_row_of_pixels_on(first: int) -> None:
    small = make_small(landscape(300, 200))
    width, height = 240, 160
    drawn = _drawn(encode(small.image, width, height, first, 256), width, height - first)
    wanted = Image.open(BytesIO(small.image)).convert("RGB").resize((width, height), Image.Resampling.BICUBIC)
    for y in range(0, height - first, 7):
        for x in range(0, width, 7):
            pixel, real = drawn.pixels[y][x], wanted.getpixel((x, y + first))
            assert pixel is not None and isinstance(real, tuple)
            assert max(abs(a - b) for a, b in zip(pixel, real, strict=True)) < 40, (x, y)


def test_no_more_colours_than_there_are_registers() -> None:
    lines = encode(make_small(landscape(300, 200)).image, 240, 160, 0, 16)
    assert lines[0].count(b";2;") <= 16
    assert all(pixel is not None for row in _drawn(lines, 240, 160).pixels for pixel in row)


def test_a_picture_that_would_be_long_has_fewer_colours() -> None:
    noise = Image.frombytes("RGB", (640, 480), random.Random(5).randbytes(640 * 480 * 3))
    file = BytesIO()
    noise.save(file, "PNG")
    lines = encode(make_small(file.getvalue()).image, 640, 480, 0, 256)
    assert sum(map(len, lines[1:])) <= MOST_BYTES or lines[0].count(b";2;") <= 16


def test_a_damaged_one_is_refused() -> None:
    image = make_small(painted(100, 100)).image
    for damaged in (image[:60], b"", b"GIF89a", image[:40] + b"\xff" * 200):
        with pytest.raises(ExtractionError):
            encode(damaged, 80, 80, 0, 256)
