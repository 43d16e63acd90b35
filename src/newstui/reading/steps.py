"""What each decision of the reader changes in the cache, in words, and the way back."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from newstui.errors import StorageError
from newstui.model.lists import Cursor, Scope
from newstui.model.numbers import counted
from newstui.model.safe_text import SafeText
from newstui.storage.database import Database

if TYPE_CHECKING:
    from newstui.reading.dossiers import Change


class Step(msgspec.Struct, frozen=True):
    """A change that was made. Without words there was nothing to change."""

    words: str
    back: Callable[[Database], object]
    """Undoes it."""
    ids: tuple[int, ...] = ()
    """The entries that it concerns."""
    feed_ids: tuple[int, ...] = ()
    kept: bool = False
    """Whether the next start can undo it, too."""


NOTHING = Step("", lambda db: None)


class Steps:
    """Takes steps in a cache. Each raises StorageError where it cannot be written: then nothing was changed."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def set_read(self, ids: tuple[int, ...], read: bool) -> Step:
        """These entries are read, or unread."""
        changed = tuple(self._db.decisions.set_read(ids, read))
        words = f"Marked {_entries(changed)} {'read' if read else 'unread'}" if changed else ""
        return Step(words, lambda db: db.decisions.set_read(changed, not read), changed)

    def mark_scope_read(self, scope: Scope) -> Step:
        """A whole list is read."""
        return marked_read(self._db.decisions.mark_scope_read(scope), kept=True)

    def mark_older_read(self, scope: Scope, cursor: Cursor) -> Step:
        """What is older than a row of a list is read."""
        return marked_read(self._db.decisions.mark_older_read(scope, cursor.at, cursor.entry_id), kept=True)

    def mark_story_read(self, story: int) -> Step:
        """Every report of a story is read."""
        return marked_read(self._db.decisions.set_read([row.id for row in self._db.stories.entries(story)], True))

    def set_starred(self, ids: tuple[int, ...], starred: bool) -> Step:
        """These entries have a star, or none."""
        changed = tuple(self._db.decisions.set_starred(ids, starred))
        words = f"{'Starred' if starred else 'Took the star from'} {_entries(changed)}" if changed else ""
        return Step(words, lambda db: db.decisions.set_starred(changed, not starred), changed)

    def toggle_star(self, entry_id: int) -> Step:
        """The entry has a star if it had none."""
        row = self._db.entries.get(entry_id)
        return self.set_starred((entry_id,), not row.starred) if row else NOTHING

    def part(self, entry_id: int) -> Step:
        """The entry is none of its story."""
        had = self._db.stories.part(entry_id)
        words = "Took the entry out of its story" if had else ""
        return Step(words, lambda db: db.stories.rejoin(entry_id, had))

    def toggle_read(self, entry_id: int) -> Step:
        """The entry is read if it was not."""
        row = self._db.entries.get(entry_id)
        return self.set_read((entry_id,), not row.read) if row else NOTHING

    def set_tags(self, entry_id: int, tags: tuple[str, ...]) -> Step:
        """The entry has these tags. Raises StorageError where it is gone."""
        _must_be_there(self._db, entry_id)
        tags = tuple(self._db.decisions.as_in_use(tags))
        before = self._db.decisions.set_tags(entry_id, tags)
        words = "Changed the tags" if set(before) != set(tags) else ""
        return Step(words, lambda db: db.decisions.set_tags(entry_id, before), (entry_id,))

    def rename_tag(self, tag: str, name: str) -> Step:
        """A tag is called something else, or is one with another."""
        decisions = self._db.decisions
        with self._db.write():
            (name,) = decisions.as_in_use([name], other_than=tag)
            ids, others = tuple(decisions.tagged(tag)), decisions.tagged(name)
            if not ids or name == tag:
                return NOTHING
            decisions.replace_tag(ids, tag, name)
        had_both = frozenset(ids).intersection(others)

        def back(db: Database) -> None:
            with db.write():
                db.decisions.replace_tag([entry_id for entry_id in ids if entry_id not in had_both], name, tag)
                db.decisions.replace_tag(had_both, None, tag)

        words = f"Renamed the tag “{tag}” to “{name}”" if not others else f"The tag “{tag}” is one with “{name}” now"
        return Step(words, back, ids)

    def remove_tag(self, tag: str) -> Step:
        """No entry has the tag."""
        ids = tuple(self._db.decisions.tagged(tag))
        self._db.decisions.replace_tag(ids, tag, None)
        words = f"Took the tag “{tag}” from {_entries(ids)}" if ids else ""
        return Step(words, lambda db: db.decisions.replace_tag(ids, None, tag), ids)

    def set_note(self, entry_id: int, text: str) -> Step:
        """The entry has this note. Raises StorageError where it is gone."""
        _must_be_there(self._db, entry_id)
        before = self._db.decisions.note_of(entry_id)
        self._db.decisions.note(entry_id, text)
        words = "Changed the note" if before != text else ""
        return Step(words, lambda db: db.decisions.note(entry_id, before), (entry_id,))

    def decide(self, change: "Change") -> Step:
        """Somebody is somebody, or is not."""
        from newstui.reading.dossiers import decide  # which few decisions need

        made = decide(self._db, change)
        if made is None:
            return NOTHING
        number, words = made
        return Step(words, lambda db: db.entity_decisions.undo(number))

    def rename_feed(self, feed_id: int, title: SafeText | None) -> Step:
        """The feed has the reader's title, or its own."""
        feed = self._db.feeds.get(feed_id)
        if feed is None:
            return NOTHING
        self._db.feeds.rename(feed_id, title)
        renamed = self._db.feeds.get(feed_id)
        words = f"Renamed “{feed.title}” to “{renamed.title}”" if renamed and renamed.title != feed.title else ""
        return Step(words, lambda db: db.feeds.rename(feed_id, feed.own_title), feed_ids=(feed_id,))

    def move_feed(self, feed_id: int, to: int | Sequence[SafeText] | None, position: int | None) -> Step:
        """The feed stands in a folder. Raises SubscriptionError."""
        feed = self._db.feeds.get(feed_id)
        if feed is None:
            return NOTHING
        with self._db.write():
            folder_id, made = _folder_at(self._db, to)
            if folder_id == feed.folder_id and position is None:
                return NOTHING
            self._db.feeds.move(feed_id, folder_id, position)
        back = _moved_back(made, lambda db: db.feeds.move(feed_id, feed.folder_id, feed.position))
        return Step(f"Moved “{feed.title}”", back, feed_ids=(feed_id,))

    def move_folder(self, folder_id: int, to: int | Sequence[SafeText] | None, position: int | None) -> Step:
        """The folder stands in another one. Raises SubscriptionError."""
        folder = self._db.folders.get(folder_id)
        if folder is None:
            return NOTHING
        with self._db.write():
            parent_id, made = _folder_at(self._db, to)
            if parent_id == folder.parent_id and position is None:
                return NOTHING
            self._db.folders.move(folder_id, parent_id, position)
        back = _moved_back(made, lambda db: db.folders.move(folder_id, folder.parent_id, folder.position))
        return Step(f"Moved the folder “{folder.name}”", back)

    def remove_folder(self, folder_id: int) -> Step:
        """The folder is gone, what it held stands above."""
        folder = self._db.folders.get(folder_id)
        if folder is None:
            return NOTHING
        before = self._db.folders.arrangement()
        self._db.folders.remove(folder_id)
        return Step(f"Removed the folder “{folder.name}”", lambda db: db.folders.restore(before))

    def save_page(self, url: str, inside: str) -> Step:
        """There is an entry for the page."""
        page = self._db.saved_pages.save(url, datetime.now(UTC), inside=inside)
        return Step(f"Saved {url}" if page.new else "", lambda db: db.saved_pages.take_back(page.entry_id), (page.entry_id,))

    def remove_feed(self, feed_id: int) -> Step:
        """The feed is not subscribed to."""
        feed = self._db.feeds.get(feed_id)
        if feed is None or self._db.feeds.is_removed(feed_id):
            return NOTHING
        self._db.feeds.remove(feed_id)
        return Step(f"Removed “{feed.title}”", lambda db: db.feeds.restore(feed_id), feed_ids=(feed_id,))

    def rename_folder(self, folder_id: int, name: SafeText) -> Step:
        """The folder has another name. Raises SubscriptionError."""
        folder = self._db.folders.get(folder_id)
        if folder is None:
            return NOTHING
        self._db.folders.rename(folder_id, name)
        words = f"Renamed the folder “{folder.name}” to “{name}”" if name != folder.name else ""
        return Step(words, lambda db: db.folders.rename(folder_id, folder.name))


def marked_read(ids: Sequence[int], *, kept: bool = False) -> Step:
    """These entries were marked read."""
    changed = tuple(ids)
    words = f"Marked {_entries(changed)} read" if changed else ""
    return Step(words, lambda db: db.decisions.set_read(changed, False), changed, kept=kept)


def _folder_at(db: Database, to: int | Sequence[SafeText] | None) -> tuple[int | None, list[int]]:
    """The folder that is meant, and the folders that had to be made for it."""
    if not isinstance(to, Sequence):
        return to, []
    known = {folder.id for folder in db.folders.all()}
    folder_id = db.folders.ensure(to).id
    return folder_id, [folder.id for folder in db.folders.all() if folder.id not in known]


def _moved_back(made: Sequence[int], back: Callable[[Database], None]) -> Callable[[Database], None]:
    """Take a move back, and with it the folders that were made for it, where nothing else stands in them by now."""

    def all_of_it(db: Database) -> None:
        with db.write():
            back(db)
            db.folders.remove_empty(made)

    return all_of_it


def _must_be_there(db: Database, entry_id: int) -> None:
    if not db.decisions.existing([entry_id]):
        raise StorageError("The entry is no longer in the cache: nothing was changed.")


def _entries(ids: Sequence[int]) -> str:
    return counted(len(ids), "entry", "entries")
