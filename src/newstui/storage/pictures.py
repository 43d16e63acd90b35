"""Articles' pictures, made small, as long as their entries are there."""

import zlib
from collections.abc import Collection
from datetime import datetime

from newstui.model.pictures import SmallPicture, StoredPicture
from newstui.storage.connection import Connection
from newstui.storage.times import to_unix


class PictureTable:
    """At most one picture an entry and address, or why there is none."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def of(self, entry_id: int) -> list[StoredPicture]:
        """What there is of an entry's pictures."""
        rows = self._db.rows(
            "SELECT url, why, width, height, image, columns, lines, coarse FROM pictures WHERE entry_id = ?", (entry_id,)
        )
        return [
            StoredPicture(url, None if why else SmallPicture(width, height, image, columns, lines, zlib.decompress(coarse)), why)
            for url, why, width, height, image, columns, lines, coarse in rows
        ]

    def known(self, entry_id: int) -> set[str]:
        """The addresses that were tried, whatever came of it."""
        return {row[0] for row in self._db.rows("SELECT url FROM pictures WHERE entry_id = ?", (entry_id,))}

    def store(self, entry_id: int, picture: StoredPicture, at: datetime) -> None:
        """Put a picture in the place of its former one; nothing where the entry is no longer there."""
        small = picture.small
        values = (
            (small.width, small.height, small.image, small.columns, small.lines, zlib.compress(small.coarse, 6))
            if small is not None
            else (0, 0, b"", 0, 0, b"")
        )
        with self._db.write():
            self._db.execute(
                "INSERT OR REPLACE INTO pictures(entry_id, url, why, at, width, height, image, columns, lines, coarse)"
                " SELECT id, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM entries WHERE id = ?",
                (picture.url, picture.why, to_unix(at), *values, entry_id),
            )

    def forget_failures(self, entry_id: int) -> None:
        """What could not be had may be tried again."""
        with self._db.write():
            self._db.execute("DELETE FROM pictures WHERE entry_id = ? AND why <> ''", (entry_id,))

    def keep_only(self, entry_id: int, urls: Collection[str]) -> None:
        """Delete what no longer stands in the article."""
        with self._db.write():
            for url in self.known(entry_id) - set(urls):
                self._db.execute("DELETE FROM pictures WHERE entry_id = ? AND url = ?", (entry_id, url))
