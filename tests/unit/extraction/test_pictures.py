"""A picture's bytes to a small one, and every file that is none, or more than is taken in."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from newstui.errors import ExtractionError
from newstui.extraction.pictures import make_small
from newstui.model.pictures import CELLS, LARGEST
from support.images import painted


def _pixel(coarse: bytes, columns: int, x: int, y: int) -> tuple[int, ...]:
    at = 3 * (y * columns + x)
    return tuple(coarse[at : at + 3])


def _red(pixel: tuple[int, ...]) -> bool:
    return pixel[0] > 150 and max(pixel[1:]) < 80


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_what_the_web_has_becomes_small(kind: str) -> None:
    small = make_small(painted(1600, 800, kind))
    assert (small.width, small.height) == (LARGEST[0], 320)
    assert (small.columns, small.lines) == (CELLS[0], 60) and len(small.coarse) == 3 * small.columns * small.lines
    assert _red(_pixel(small.coarse, small.columns, 5, 30)) and not _red(_pixel(small.coarse, small.columns, 115, 30))
    with Image.open(BytesIO(small.image)) as shown:
        assert (shown.format, shown.size, shown.mode) == ("PNG", (640, 320), "P")
        assert len(small.image) < 100_000


def test_a_small_one_is_not_enlarged_and_a_clear_one_lies_on_white() -> None:
    small = make_small(painted(40, 20, mode="RGBA"))
    assert (small.width, small.height, small.columns, small.lines) == (40, 20, 40, 20)
    assert _pixel(small.coarse, 40, 39, 0) == (255, 255, 255)


def test_it_is_turned_as_the_camera_was_held_and_says_nothing_else() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # a quarter turn
    exif[0x010E] = "taken at home"
    small = make_small(painted(200, 100, "JPEG", exif=exif))
    assert (small.width, small.height) == (100, 200)
    assert b"home" not in small.image and _red(_pixel(small.coarse, small.columns, small.columns // 2, 2))


def _promising(width: int, height: int) -> bytes:
    """A PNG of some bytes that says that it is as large as this."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (_promising(50_000, 50_000), "more than is taken in"),
        (_promising(300, 300), "damaged"),
        (painted(400, 300)[:200], "damaged"),
        (painted(400, 300, "JPEG")[:900], "damaged"),
        (painted(1, 1), "too small"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "of a kind that is not shown"),
        (b"<html>Not here</html>", "of a kind that is not shown"),
        (painted(40, 40, "TIFF"), "of a kind that is not shown"),
        (b"", "of a kind that is not shown"),
    ],
)
def test_what_is_no_picture_says_so(data: bytes, words: str) -> None:
    with pytest.raises(ExtractionError, match=words):
        make_small(data)
