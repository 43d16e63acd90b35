"""Pictures of articles, made small: what a terminal can be shown."""

import msgspec

from newstui.model.documents import BlockKind, Document

MOST = 12
"""Pictures of one article that are fetched and shown."""
LARGEST = (640, 480)
"""Pixels that a stored picture has at most: what a column of text takes on most screens."""
SMALLEST = 8
"""Pixels: what is narrower or lower is there to count readers, or to draw a line."""
CELLS = (120, 120)
"""Pixels of the coarse copy at most: one a column, two a row."""


class SmallPicture(msgspec.Struct, frozen=True):
    """A picture made small, without what its file said besides: place, camera, comments."""

    width: int
    """Pixels of `image`."""
    height: int
    image: bytes
    """PNG of at most 256 colours."""
    columns: int
    """Pixels of `coarse`."""
    lines: int
    coarse: bytes
    """Three bytes a pixel (RGB), row by row."""


def picture_addresses(document: Document) -> list[str]:
    """The addresses of an article's pictures, in the order of the text."""
    found = (block.target for block in document.blocks if block.kind is BlockKind.PICTURE)
    return [url for url in dict.fromkeys(found) if url.startswith(("http://", "https://"))][:MOST]


class StoredPicture(msgspec.Struct, frozen=True):
    """What the cache has of an article's picture."""

    url: str
    small: SmallPicture | None
    why: str = ""
    """Why there is none, in words."""
