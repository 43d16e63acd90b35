"""The folders of the feed pane."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import msgspec

from newstui.errors import StorageError, SubscriptionError
from newstui.model.feeds import Folder
from newstui.model.safe_text import SafeText
from newstui.storage.connection import Connection, Row
from newstui.storage.feeds import next_position, place_in

_COLUMNS = "id, name, parent_id, position, extra"

DEEPEST = 32


def _folder(row: Row) -> Folder:
    return Folder(row[0], SafeText(row[1]), row[2], row[3], msgspec.json.decode(row[4]))


class Arrangement(NamedTuple):
    """Where folders, and the feeds in them, stood at one moment."""

    folders: tuple[Folder, ...]
    feeds: tuple[Row, ...]
    """The feed's number, its folder's, and its position there."""


class FolderTable:
    """The folders; of one name there is only one in a folder."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def all(self) -> list[Folder]:
        """Every folder, in the order of their places."""
        return [_folder(row) for row in self._db.rows(f"SELECT {_COLUMNS} FROM folders ORDER BY position, name, id")]

    def get(self, folder_id: int) -> Folder | None:
        """The folder; None where there is none."""
        row = self._db.row(f"SELECT {_COLUMNS} FROM folders WHERE id = ?", (folder_id,))
        return _folder(row) if row else None

    def ensure(self, path: Sequence[str]) -> Folder:
        """The folder at a path of names from the top down; what is missing of it is made.

        Raises SubscriptionError for an empty path or name, and for one that is too deep to be shown or exported.
        """
        if len(path) > DEEPEST:
            raise SubscriptionError(f"Folders can stand {DEEPEST} deep in each other at most.")
        if not path or not all(name.strip() for name in path):
            raise SubscriptionError("A folder needs a name.")
        parent: int | None = None
        with self._db.write():
            for name in path:
                found = self._db.value("SELECT id FROM folders WHERE parent_id IS ? AND name = ?", (parent, name))
                if found is None:
                    found = self._db.execute(
                        "INSERT INTO folders(name, parent_id, position) VALUES (?, ?, ?)",
                        (name, parent, next_position(self._db, parent)),
                    ).lastrowid
                parent = found
            return _folder(self._db.rows(f"SELECT {_COLUMNS} FROM folders WHERE id = ?", (parent,))[0])

    def rename(self, folder_id: int, name: SafeText) -> None:
        """Raises SubscriptionError where its folder holds another of that name."""
        if not name.strip():
            raise SubscriptionError("A folder needs a name.")
        with self._db.write(), _one_name(name):
            self._db.execute("UPDATE folders SET name = ? WHERE id = ?", (name, folder_id))

    def move(self, folder_id: int, parent_id: int | None, position: int | None = None) -> None:
        """Put a folder into another (None: the top), before what stands at `position` there, or last.

        Raises SubscriptionError where it would stand inside itself, or meet another of its name.
        """
        with self._db.write():
            folder = self.get(folder_id)
            if folder is None:
                return
            above = parent_id
            while above is not None:
                if above == folder_id:
                    raise SubscriptionError(f"The folder “{folder.name}” cannot stand inside itself.")
                above = self._db.value("SELECT parent_id FROM folders WHERE id = ?", (above,))
            place = place_in(self._db, parent_id, position)
            with _one_name(folder.name):
                self._db.execute("UPDATE folders SET parent_id = ?, position = ? WHERE id = ?", (parent_id, place, folder_id))

    def remove(self, folder_id: int) -> None:
        """Delete a folder; its feeds and folders go to its parent, where a folder of the same name takes in the other's."""
        with self._db.write():
            folder = self.get(folder_id)
            if folder is None:
                return
            for child_id, name in self._db.rows("SELECT id, name FROM folders WHERE parent_id = ?", (folder_id,)):
                twin = self._db.value(
                    "SELECT id FROM folders WHERE parent_id IS ? AND name = ? AND id <> ?", (folder.parent_id, name, folder_id)
                )
                if twin is None and name != folder.name:
                    self.move(child_id, folder.parent_id)
                elif twin is None:  # it bears the name of the folder that goes: make room first
                    self._db.execute("UPDATE folders SET name = name || char(0) WHERE id = ?", (folder_id,))
                    self.move(child_id, folder.parent_id)
                else:
                    self._empty_into(child_id, twin)
            self._db.execute("UPDATE feeds SET folder_id = ? WHERE folder_id = ?", (folder.parent_id, folder_id))
            self._db.execute("DELETE FROM folders WHERE id = ?", (folder_id,))

    def arrangement(self) -> Arrangement:
        """Where everything stands now."""
        feeds = self._db.rows("SELECT id, folder_id, position FROM feeds WHERE folder_id IS NOT NULL")
        return Arrangement(tuple(self.all()), tuple(feeds))

    def restore(self, before: Arrangement) -> None:
        """Bring back the folders that were there before and are gone, with what stood in them. Raises SubscriptionError."""
        with self._db.write():
            now = {folder.id for folder in self.all()}
            gone = {folder.id: folder for folder in before.folders if folder.id not in now}
            self._db.execute("PRAGMA defer_foreign_keys = ON")  # a folder may come back before the one that it stands in
            for folder in gone.values():
                with _one_name(folder.name):
                    self._db.execute(
                        f"INSERT INTO folders({_COLUMNS}) VALUES (?, ?, ?, ?, ?)",
                        (folder.id, folder.name, folder.parent_id, folder.position, msgspec.json.encode(folder.extra).decode()),
                    )
            for folder in before.folders:
                if folder.parent_id in gone and folder.id not in gone:
                    self._db.execute(
                        "UPDATE folders SET parent_id = ?, position = ? WHERE id = ?",
                        (folder.parent_id, folder.position, folder.id),
                    )
            for feed_id, folder_id, position in before.feeds:
                if folder_id in gone:
                    self._db.execute("UPDATE feeds SET folder_id = ?, position = ? WHERE id = ?", (folder_id, position, feed_id))

    def remove_empty(self, folder_ids: Iterable[int]) -> None:
        """Delete those of these folders that hold nothing."""
        with self._db.write():
            for folder_id in sorted(folder_ids, reverse=True):  # the inner ones were made last
                values = (folder_id,)
                inside = (
                    "EXISTS (SELECT 1 FROM feeds WHERE folder_id = ?1) OR EXISTS (SELECT 1 FROM folders WHERE parent_id = ?1)"
                )
                held = self._db.value(f"SELECT {inside}", values)
                if not held:
                    self._db.execute("DELETE FROM folders WHERE id = ?", values)

    def set_extra(self, folder_id: int, extra: dict[str, str]) -> None:
        """The OPML attributes that newstui does not know."""
        with self._db.write():
            self._db.execute("UPDATE folders SET extra = ? WHERE id = ?", (msgspec.json.encode(extra).decode(), folder_id))

    def _empty_into(self, source: int, target: int) -> None:
        for child_id, name in self._db.rows("SELECT id, name FROM folders WHERE parent_id = ?", (source,)):
            twin = self._db.value("SELECT id FROM folders WHERE parent_id = ? AND name = ?", (target, name))
            if twin is None:
                self.move(child_id, target)
            else:
                self._empty_into(child_id, twin)
        self._db.execute("UPDATE feeds SET folder_id = ? WHERE folder_id = ?", (target, source))
        self._db.execute("DELETE FROM folders WHERE id = ?", (source,))


@contextmanager
def _one_name(name: str) -> Iterator[None]:
    """Turns the index's refusal of a second folder of one name into words."""
    try:
        yield
    except StorageError as error:
        if isinstance(error.__cause__, sqlite3.IntegrityError):
            raise SubscriptionError(f"There is already a folder “{name}” here.", hint="Choose another name.") from error
        raise
