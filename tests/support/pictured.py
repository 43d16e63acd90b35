"""A cache whose newest article has a picture in it."""

from pathlib import Path

from msgspec.structs import replace

from newstui.extraction.pictures import make_small
from newstui.model.documents import BlockKind
from newstui.model.pictures import StoredPicture
from support.cache import NOON, article, open_cache
from support.images import painted
from support.newsroom import fill

PICTURE = "https://harbour.example/lock.jpg"


def with_picture(folder: Path, *, url: str = PICTURE, there: bool = True, picture: bytes = b"") -> int:
    """Make the cache, with the picture in it if it is to be `there`; the article's entry."""
    room = fill(folder)
    with open_cache(folder) as db:
        stored = article(room.story, "It begins here.", "The lock in March", "It goes on.", title="Locks")
        blocks = list(stored.document.blocks)
        blocks[2] = replace(blocks[2], kind=BlockKind.PICTURE, target=url)
        db.articles.store(replace(stored, document=replace(stored.document, blocks=tuple(blocks))))
        if there:
            db.pictures.store(room.story, StoredPicture(url, make_small(picture or painted(1200, 600, "JPEG"))), NOON)
    return room.story
