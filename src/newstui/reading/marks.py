"""The reader's decisions, written one after the other on a thread of their own, each safe on disk before it counts as made.

A future resolves when its decision has survived even a power cut, or with StorageError when it could not be written: then
nothing was changed. What can be undone is remembered as long as the reader runs.
"""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from newstui.errors import StorageError
from newstui.model.lists import Cursor, Scope
from newstui.model.numbers import counted
from newstui.model.safe_text import SafeText
from newstui.model.wishes import WishKind
from newstui.storage.database import Database

if TYPE_CHECKING:
    from newstui.reading.dossiers import Change

T = TypeVar("T")
_REMEMBERED = 200
"""Steps that can be undone."""


class Marked(msgspec.Struct, frozen=True):
    """What a mark changed; `words` says it ("Marked 12 entries read"), and is empty where nothing changed."""

    ids: tuple[int, ...]
    words: str


class Undone(msgspec.Struct, frozen=True):
    """What was undone: `words` says it ("Marked 12 entries read – undone"), also where what it concerned is gone by now.

    `ids` are the entries that it concerned.
    """

    words: str
    ids: tuple[int, ...] = ()
    feed_ids: tuple[int, ...] = ()


class _Step(msgspec.Struct, frozen=True):
    words: str
    back: Callable[[Database], object]
    ids: tuple[int, ...] = ()
    feed_ids: tuple[int, ...] = ()


class Marks:
    """Writes decisions in the order in which they were made. Opening the cache waits for the first one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._database: Database | None = None
        self._steps: deque[_Step] = deque(maxlen=_REMEMBERED)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="marks")

    def close(self) -> None:
        """Write what is still to be written, then close the cache."""
        self._thread.shutdown(wait=True)
        if self._database:
            self._database.close()
            self._database = None

    # Marks

    def set_read(self, ids: Sequence[int], read: bool, *, undoable: bool = True) -> Future[Marked]:
        """Mark entries read or unread."""
        return self._soon(self._set_read, tuple(ids), read, undoable)

    def set_starred(self, ids: Sequence[int], starred: bool) -> Future[Marked]:
        """Star entries, or take their stars."""
        return self._soon(self._set_starred, tuple(ids), starred)

    def toggle_star(self, entry_id: int) -> Future[Marked]:
        """Star an entry that has none, or take its star."""
        return self._soon(self._toggle_star, entry_id)

    def toggle_read(self, entry_id: int) -> Future[Marked]:
        """Mark an entry read that is unread, or unread that is read."""
        return self._soon(self._toggle_read, entry_id)

    def mark_all_read(self, scope: Scope) -> Future[Marked]:
        """Mark a whole list read."""
        return self._soon(self._marked_read, lambda db: db.decisions.mark_scope_read(scope))

    def mark_story_read(self, story: int) -> Future[Marked]:
        """Mark every report of a story read, in whatever list it stands."""
        return self._soon(
            self._marked_read, lambda db: db.decisions.set_read([row.id for row in db.stories.entries(story)], True)
        )

    def part(self, entry_id: int) -> Future[Marked]:
        """Take an entry out of its story, for good: it is not told of the same event."""
        return self._soon(self._part, entry_id)

    def mark_older_read(self, scope: Scope, cursor: Cursor) -> Future[Marked]:
        """Mark read what is older than a row of a list, the row itself left as it is."""
        return self._soon(self._marked_read, lambda db: db.decisions.mark_older_read(scope, cursor.at, cursor.entry_id))

    def set_position(self, entry_id: int, offset: int) -> Future[None]:
        """Where the reader left the article."""
        return self._soon(lambda db: db.decisions.set_position(entry_id, offset))

    def set_tags(self, entry_id: int, tags: Sequence[str]) -> Future[Marked]:
        """Give an entry these tags and no others."""
        return self._soon(self._set_tags, entry_id, tuple(tags))

    def rename_tag(self, tag: str, name: str) -> Future[Marked]:
        """Call a tag something else on every entry that has it; the name of another one makes one of the two."""
        return self._soon(self._rename_tag, tag, name)

    def remove_tag(self, tag: str) -> Future[Marked]:
        """Take a tag from every entry that has it."""
        return self._soon(self._remove_tag, tag)

    def cite(self, entry_id: int) -> Future[None]:
        """A quotation of the entry was copied."""
        return self._soon(lambda db: db.decisions.cite(entry_id))

    def set_note(self, entry_id: int, text: str) -> Future[Marked]:
        """The reader's note to an entry; an empty one goes."""
        return self._soon(self._set_note, entry_id, text)

    def decide(self, change: "Change") -> Future[Marked]:
        """Say who is who among the entities."""
        return self._soon(self._decide, change)

    def withdraw(self, decision_id: int) -> Future[bool]:
        """Take an earlier decision about an entity back; False where it was taken back already."""
        return self._soon(lambda db: db.entity_decisions.undo(decision_id))

    def undo(self) -> Future[Undone | None]:
        """Take back the last step that can be undone; None where there is none."""
        return self._soon(self._undo)

    # Subscriptions

    def rename_feed(self, feed_id: int, title: SafeText | None) -> Future[Marked]:
        """The reader's own title for a feed; None takes it away."""
        return self._soon(self._rename_feed, feed_id, title)

    def move_feed(self, feed_id: int, folder: int | Sequence[SafeText] | None, position: int | None = None) -> Future[Marked]:
        """Put a feed into a folder (None: the top), by its number, or by its path of names: what is missing of that is made.

        No words: it stands there already. May end in SubscriptionError.
        """
        return self._soon(self._move_feed, feed_id, folder, position)

    def remove_feed(self, feed_id: int) -> Future[Marked]:
        """Unsubscribe; undoing brings the feed back with all its entries and marks."""
        return self._soon(self._remove_feed, feed_id)

    def rename_folder(self, folder_id: int, name: SafeText) -> Future[Marked]:
        """May end in SubscriptionError: another folder has that name."""
        return self._soon(self._rename_folder, folder_id, name)

    def move_folder(self, folder_id: int, parent: int | Sequence[SafeText] | None, position: int | None = None) -> Future[Marked]:
        """Put a folder into another one: see `move_feed`."""
        return self._soon(self._move_folder, folder_id, parent, position)

    def remove_folder(self, folder_id: int) -> Future[Marked]:
        """Delete a folder; what it holds goes to the folder above."""
        return self._soon(self._remove_folder, folder_id)

    # Wishes

    def wish(self, kind: WishKind, **payload: object) -> Future[int]:
        """Ask the engine for something: puts it into the queue and answers the wish's id. Then wake the engine."""
        return self._soon(lambda db: db.wishes.add(kind, payload, datetime.now(UTC)))

    def retry_wish(self, wish_id: int) -> Future[None]:
        """Let a failed wish be tried again at once."""
        return self._soon(lambda db: db.wishes.retry(wish_id))

    def drop_wish(self, wish_id: int) -> Future[None]:
        """Take a wish back."""
        return self._soon(lambda db: db.wishes.drop(wish_id))

    # On the thread

    def _soon(self, work: Callable[..., T], *values: object) -> Future[T]:
        # Whoever waits may be cancelled while the reader ends; what was decided must not be, although its turn has not come.
        decided: Future[T] = Future()
        decided.set_running_or_notify_cancel()

        def decide() -> None:
            try:
                decided.set_result(self._write(work, *values))
            except BaseException as error:
                decided.set_exception(error)

        self._thread.submit(decide)
        return decided

    def _write(self, work: Callable[..., T], *values: object) -> T:
        if self._database is None:
            self._database = Database.open(self._path, durable=True)
        return work(self._database, *values)

    def _remember(self, step: _Step) -> Marked:
        if step.words:
            self._steps.append(step)
        return Marked(step.ids, step.words)

    def _undo(self, db: Database) -> Undone | None:
        if not self._steps:
            return None
        step = self._steps[-1]
        left = db.decisions.existing(step.ids)
        gone = any(db.feeds.get(feed_id) is None for feed_id in step.feed_ids)
        if not gone and (left or not step.ids):
            step.back(db)
        self._steps.pop()  # only now: a write that failed can be tried again
        if gone or (step.ids and not left):
            what = "the feed is" if gone else "it is" if len(step.ids) == 1 else "they are"
            return Undone(f"{step.words} – cannot be undone: {what} no longer in the cache", step.ids, step.feed_ids)
        rest = f" for {left:,} of {len(step.ids):,}, the others are no longer in the cache" if left < len(step.ids) else ""
        return Undone(f"{step.words} – undone{rest}", step.ids, step.feed_ids)

    def _set_read(self, db: Database, ids: tuple[int, ...], read: bool, undoable: bool) -> Marked:
        changed = tuple(db.decisions.set_read(ids, read))
        words = f"Marked {_entries(changed)} {'read' if read else 'unread'}" if changed else ""
        step = _Step(words, lambda db: db.decisions.set_read(changed, not read), changed)
        return self._remember(step) if undoable else Marked(changed, words)

    def _marked_read(self, db: Database, mark: Callable[[Database], list[int]]) -> Marked:
        changed = tuple(mark(db))
        words = f"Marked {_entries(changed)} read" if changed else ""
        return self._remember(_Step(words, lambda db: db.decisions.set_read(changed, False), changed))

    def _set_starred(self, db: Database, ids: tuple[int, ...], starred: bool) -> Marked:
        changed = tuple(db.decisions.set_starred(ids, starred))
        words = f"{'Starred' if starred else 'Took the star from'} {_entries(changed)}" if changed else ""
        return self._remember(_Step(words, lambda db: db.decisions.set_starred(changed, not starred), changed))

    def _toggle_star(self, db: Database, entry_id: int) -> Marked:
        row = db.entries.get(entry_id)
        return self._set_starred(db, (entry_id,), not row.starred) if row else Marked((), "")

    def _part(self, db: Database, entry_id: int) -> Marked:
        had = db.stories.part(entry_id)
        words = "Took the entry out of its story" if had else ""
        return self._remember(_Step(words, lambda db: db.stories.rejoin(entry_id, had)))

    def _toggle_read(self, db: Database, entry_id: int) -> Marked:
        row = db.entries.get(entry_id)
        return self._set_read(db, (entry_id,), not row.read, True) if row else Marked((), "")

    def _set_tags(self, db: Database, entry_id: int, tags: tuple[str, ...]) -> Marked:
        _must_be_there(db, entry_id)
        tags = tuple(db.decisions.as_in_use(tags))
        before = db.decisions.set_tags(entry_id, tags)
        words = "Changed the tags" if set(before) != set(tags) else ""
        return self._remember(_Step(words, lambda db: db.decisions.set_tags(entry_id, before), (entry_id,)))

    def _rename_tag(self, db: Database, tag: str, name: str) -> Marked:
        decisions = db.decisions
        with db.write():
            (name,) = decisions.as_in_use([name], other_than=tag)
            ids, others = tuple(decisions.tagged(tag)), decisions.tagged(name)
            if not ids or name == tag:
                return Marked((), "")
            decisions.replace_tag(ids, tag, name)
        had_both = frozenset(ids).intersection(others)

        def back(db: Database) -> None:
            with db.write():
                db.decisions.replace_tag([entry_id for entry_id in ids if entry_id not in had_both], name, tag)
                db.decisions.replace_tag(had_both, None, tag)

        words = f"Renamed the tag “{tag}” to “{name}”" if not others else f"The tag “{tag}” is one with “{name}” now"
        return self._remember(_Step(words, back, ids))

    def _remove_tag(self, db: Database, tag: str) -> Marked:
        ids = tuple(db.decisions.tagged(tag))
        db.decisions.replace_tag(ids, tag, None)
        words = f"Took the tag “{tag}” from {_entries(ids)}" if ids else ""
        return self._remember(_Step(words, lambda db: db.decisions.replace_tag(ids, None, tag), ids))

    def _set_note(self, db: Database, entry_id: int, text: str) -> Marked:
        _must_be_there(db, entry_id)
        before = db.decisions.note_of(entry_id)
        db.decisions.note(entry_id, text)
        words = "Changed the note" if before != text else ""
        return self._remember(_Step(words, lambda db: db.decisions.note(entry_id, before), (entry_id,)))

    def _decide(self, db: Database, change: "Change") -> Marked:
        from newstui.reading.dossiers import decide

        made = decide(db, change)
        if made is None:
            return Marked((), "")
        number, words = made
        return self._remember(_Step(words, lambda db: db.entity_decisions.undo(number)))

    def _rename_feed(self, db: Database, feed_id: int, title: SafeText | None) -> Marked:
        feed = db.feeds.get(feed_id)
        if feed is None:
            return Marked((), "")
        db.feeds.rename(feed_id, title)
        renamed = db.feeds.get(feed_id)
        words = f"Renamed “{feed.title}” to “{renamed.title}”" if renamed and renamed.title != feed.title else ""
        return self._remember(_Step(words, lambda db: db.feeds.rename(feed_id, feed.own_title), feed_ids=(feed_id,)))

    def _move_feed(self, db: Database, feed_id: int, to: int | Sequence[SafeText] | None, position: int | None) -> Marked:
        feed = db.feeds.get(feed_id)
        if feed is None:
            return Marked((), "")
        with db.write():
            folder_id, made = _folder_at(db, to)
            if folder_id == feed.folder_id and position is None:
                return Marked((), "")
            db.feeds.move(feed_id, folder_id, position)
        back = _moved_back(made, lambda db: db.feeds.move(feed_id, feed.folder_id, feed.position))
        return self._remember(_Step(f"Moved “{feed.title}”", back, feed_ids=(feed_id,)))

    def _move_folder(self, db: Database, folder_id: int, to: int | Sequence[SafeText] | None, position: int | None) -> Marked:
        folder = db.folders.get(folder_id)
        if folder is None:
            return Marked((), "")
        with db.write():
            parent_id, made = _folder_at(db, to)
            if parent_id == folder.parent_id and position is None:
                return Marked((), "")
            db.folders.move(folder_id, parent_id, position)
        back = _moved_back(made, lambda db: db.folders.move(folder_id, folder.parent_id, folder.position))
        return self._remember(_Step(f"Moved the folder “{folder.name}”", back))

    def _remove_folder(self, db: Database, folder_id: int) -> Marked:
        folder = db.folders.get(folder_id)
        if folder is None:
            return Marked((), "")
        before = db.folders.arrangement()
        db.folders.remove(folder_id)
        return self._remember(_Step(f"Removed the folder “{folder.name}”", lambda db: db.folders.restore(before)))

    def _remove_feed(self, db: Database, feed_id: int) -> Marked:
        feed = db.feeds.get(feed_id)
        if feed is None or db.feeds.is_removed(feed_id):
            return Marked((), "")
        db.feeds.remove(feed_id)
        return self._remember(_Step(f"Removed “{feed.title}”", lambda db: db.feeds.restore(feed_id), feed_ids=(feed_id,)))

    def _rename_folder(self, db: Database, folder_id: int, name: SafeText) -> Marked:
        folder = db.folders.get(folder_id)
        if folder is None:
            return Marked((), "")
        db.folders.rename(folder_id, name)
        words = f"Renamed the folder “{folder.name}” to “{name}”" if name != folder.name else ""
        return self._remember(_Step(words, lambda db: db.folders.rename(folder_id, folder.name)))


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
