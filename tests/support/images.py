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
