"""The reader's decisions, written one after the other on a thread of their own, each safe on disk before it counts as made.

A future resolves when its decision has survived even a power cut, or with StorageError when it could not be written: then
nothing was changed. What can be undone is remembered as long as the reader runs; the last marking of a whole list, longer.
"""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from newstui.model.lists import Cursor, Scope
from newstui.model.safe_text import SafeText
from newstui.model.wishes import WishKind
from newstui.storage.database import Database

if TYPE_CHECKING:
    from newstui.reading.dossiers import Change
    from newstui.reading.last_marking import LastMarking
    from newstui.reading.steps import Step, Steps

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


class Marks:
    """Writes decisions in the order in which they were made. Opening the cache waits for the first one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._database: Database | None = None
        self._steps: deque[Step] = deque(maxlen=_REMEMBERED)
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
        chosen = tuple(ids)
        return self._take(lambda steps: steps.set_read(chosen, read), undoable=undoable)

    def set_starred(self, ids: Sequence[int], starred: bool) -> Future[Marked]:
        """Star entries, or take their stars."""
        chosen = tuple(ids)
        return self._take(lambda steps: steps.set_starred(chosen, starred))

    def toggle_star(self, entry_id: int) -> Future[Marked]:
        """Star an entry that has none, or take its star."""
        return self._take(lambda steps: steps.toggle_star(entry_id))

    def toggle_read(self, entry_id: int) -> Future[Marked]:
        """Mark an entry read that is unread, or unread that is read."""
        return self._take(lambda steps: steps.toggle_read(entry_id))

    def mark_all_read(self, scope: Scope) -> Future[Marked]:
        """Mark a whole list read."""
        return self._take(lambda steps: steps.mark_scope_read(scope))

    def mark_story_read(self, story: int) -> Future[Marked]:
        """Mark every report of a story read, in whatever list it stands."""
        return self._take(lambda steps: steps.mark_story_read(story))

    def part(self, entry_id: int) -> Future[Marked]:
        """Take an entry out of its story, for good: it is not told of the same event."""
        return self._take(lambda steps: steps.part(entry_id))

    def mark_older_read(self, scope: Scope, cursor: Cursor) -> Future[Marked]:
        """Mark read what is older than a row of a list, the row itself left as it is."""
        return self._take(lambda steps: steps.mark_older_read(scope, cursor))

    def set_position(self, entry_id: int, offset: int) -> Future[None]:
        """Where the reader left the article."""
        return self._soon(lambda db: db.decisions.set_position(entry_id, offset))

    def set_tags(self, entry_id: int, tags: Sequence[str]) -> Future[Marked]:
        """Give an entry these tags and no others."""
        chosen = tuple(tags)
        return self._take(lambda steps: steps.set_tags(entry_id, chosen))

    def rename_tag(self, tag: str, name: str) -> Future[Marked]:
        """Call a tag something else on every entry that has it; the name of another one makes one of the two."""
        return self._take(lambda steps: steps.rename_tag(tag, name))

    def remove_tag(self, tag: str) -> Future[Marked]:
        """Take a tag from every entry that has it."""
        return self._take(lambda steps: steps.remove_tag(tag))

    def cite(self, entry_id: int) -> Future[None]:
        """A quotation of the entry was copied."""
        return self._soon(lambda db: db.decisions.cite(entry_id))

    def set_note(self, entry_id: int, text: str) -> Future[Marked]:
        """The reader's note to an entry; an empty one goes."""
        return self._take(lambda steps: steps.set_note(entry_id, text))

    def decide(self, change: "Change") -> Future[Marked]:
        """Say who is who among the entities."""
        return self._take(lambda steps: steps.decide(change))

    def withdraw(self, decision_id: int) -> Future[bool]:
        """Take an earlier decision about an entity back; False where it was taken back already."""
        return self._soon(lambda db: db.entity_decisions.undo(decision_id))

    def undo(self) -> Future[Undone | None]:
        """Take back the last step that can be undone; None where there is none."""
        return self._soon(self._undo)

    # Subscriptions

    def rename_feed(self, feed_id: int, title: SafeText | None) -> Future[Marked]:
        """The reader's own title for a feed; None takes it away."""
        return self._take(lambda steps: steps.rename_feed(feed_id, title))

    def move_feed(self, feed_id: int, folder: int | Sequence[SafeText] | None, position: int | None = None) -> Future[Marked]:
        """Put a feed into a folder (None: the top), by its number, or by its path of names: what is missing of that is made.

        No words: it stands there already. May end in SubscriptionError.
        """
        return self._take(lambda steps: steps.move_feed(feed_id, folder, position))

    def remove_feed(self, feed_id: int) -> Future[Marked]:
        """Unsubscribe; undoing brings the feed back with all its entries and marks."""
        return self._take(lambda steps: steps.remove_feed(feed_id))

    def rename_folder(self, folder_id: int, name: SafeText) -> Future[Marked]:
        """May end in SubscriptionError: another folder has that name."""
        return self._take(lambda steps: steps.rename_folder(folder_id, name))

    def move_folder(self, folder_id: int, parent: int | Sequence[SafeText] | None, position: int | None = None) -> Future[Marked]:
        """Put a folder into another one: see `move_feed`."""
        return self._take(lambda steps: steps.move_folder(folder_id, parent, position))

    def remove_folder(self, folder_id: int) -> Future[Marked]:
        """Delete a folder; what it holds goes to the folder above."""
        return self._take(lambda steps: steps.remove_folder(folder_id))

    def save_page(self, url: str, *, inside: str = "") -> Future[Marked]:
        """Keep the page at a web address as an entry, which is still to be fetched; undoing lets go of it again.

        No words: the page is there already, as an entry of whatever feed. `inside`: see `newstui.storage.saved_pages`.
        """
        return self._take(lambda steps: steps.save_page(url, inside))

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

    def _take(self, take: Callable[["Steps"], "Step"], *, undoable: bool = True) -> Future[Marked]:
        def taken(db: Database) -> Marked:
            from newstui.reading.steps import Steps  # which no start needs

            step = take(Steps(db))
            if step.words and undoable:
                self._steps.append(step)
                if step.kept:
                    self._last.keep(step.ids)
            return Marked(step.ids, step.words)

        return self._soon(taken)

    def _soon(self, work: Callable[[Database], T]) -> Future[T]:
        # Whoever waits may be cancelled while the reader ends; what was decided must not be, although its turn has not come.
        decided: Future[T] = Future()
        decided.set_running_or_notify_cancel()

        def decide() -> None:
            try:
                decided.set_result(self._write(work))
            except BaseException as error:
                decided.set_exception(error)

        self._thread.submit(decide)
        return decided

    def _write(self, work: Callable[[Database], T]) -> T:
        if self._database is None:
            self._database = Database.open(self._path, durable=True)
        return work(self._database)

    @property
    def _last(self) -> "LastMarking":
        from newstui.reading.last_marking import LastMarking

        return LastMarking(self._path)

    def _undo(self, db: Database) -> Undone | None:
        if not self._steps and (ids := self._last.ids()):
            from newstui.reading.steps import marked_read

            self._steps.append(marked_read(ids, kept=True))
        if not self._steps:
            return None
        step = self._steps[-1]
        left = db.decisions.existing(step.ids)
        gone = any(db.feeds.get(feed_id) is None for feed_id in step.feed_ids)
        if not gone and (left or not step.ids):
            step.back(db)
        self._steps.pop()  # only now: a write that failed can be tried again
        if step.kept:
            self._last.keep(next((before.ids for before in reversed(self._steps) if before.kept), ()))
        if gone or (step.ids and not left):
            what = "the feed is" if gone else "it is" if len(step.ids) == 1 else "they are"
            return Undone(f"{step.words} – cannot be undone: {what} no longer in the cache", step.ids, step.feed_ids)
        rest = f" for {left:,} of {len(step.ids):,}, the others are no longer in the cache" if left < len(step.ids) else ""
        return Undone(f"{step.words} – undone{rest}", step.ids, step.feed_ids)
