"""Pictures made for tests."""

from io import BytesIO
from typing import Any

from PIL import Image


def painted(width: int, height: int, kind: str = "PNG", *, mode: str = "RGB", **options: Any) -> bytes:
    """A file with a picture: red in its left half, blue in its right one."""
    image = Image.new(mode, (width, height), (200, 30, 30) if mode == "RGB" else (200, 30, 30, 255))
    image.paste((30, 30, 200) if mode == "RGB" else (0, 0, 0, 0), (width // 2, 0, width, height))
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def landscape(width: int, height: int) -> bytes:
    """A file with a picture that is another one at each place: colours that change over its width and height, and bars."""
    image = Image.new("RGB", (width, height))
    pixels = [
        (255 * x // width, 255 * y // height, 200 if (x * 12 // width + y * 9 // height) % 2 else 40)
        for y in range(height)
        for x in range(width)
    ]
    image.putdata(pixels)
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
