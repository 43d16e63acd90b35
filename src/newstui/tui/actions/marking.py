"""Marks: shown when they are on the disk, so that none that was shown is ever lost."""

from asyncio import wrap_future
from concurrent.futures import Future
from typing import TYPE_CHECKING

from msgspec.structs import replace

from newstui.config.actions import Pane
from newstui.errors import NewstuiError
from newstui.model.lists import EntryRow, NodeKind
from newstui.reading.marks import Marked

if TYPE_CHECKING:
    from newstui.tui.reader_screen import ReaderScreen


class MarkActions:
    """Stars, read and unread, undo."""

    def __init__(self, reader: "ReaderScreen") -> None:
        self._reader = reader
        self.opening: frozenset[int] = frozenset()
        """Entries that were opened, but are not yet marked read on the disk."""

    def mark_opened(self, entry_id: int) -> None:
        """Mark an entry read that was opened; opening is not a decision, so undo passes it over."""
        future = self._reader.desk.marks.set_read([entry_id], True, undoable=False)
        self.opening |= {entry_id}
        self._reader.run_worker(self._opened(future, entry_id), group="marks")

    async def _opened(self, future: "Future[Marked]", entry_id: int) -> None:
        await self._written(future, (entry_id,), silent=True)
        self.opening -= {entry_id}

    async def story_read(self) -> None:
        """Mark all reports of the entry's event read."""
        row = self._row()
        if row is None:
            return
        if row.story is None:
            self._reader.say("Nobody else tells of this event.")
            return
        await self.mark_story(row.story)

    async def mark_story(self, story: int) -> None:
        """Mark a story's entries read."""
        marked = await self._written(self._reader.desk.marks.mark_story_read(story), ())
        if marked is not None:
            self._reader.lists.reread(marked.ids)
            self._refresh_open(marked.ids)

    async def star(self) -> None:
        """Give a star, or take it."""
        row = self._row()
        if row is not None:
            await self._written(self._reader.desk.marks.toggle_star(row.id), (row.id,))

    async def read(self) -> None:
        """Mark read or unread."""
        row = self._row()
        if row is not None:
            await self._written(self._reader.desk.marks.toggle_read(row.id), (row.id,))

    async def all_read(self) -> None:
        """Mark the whole list read; in the feed pane, the feed, folder or list under the cursor."""
        reader = self._reader
        node = reader.feeds.node if reader.pane is Pane.FEEDS else None
        scope = reader.lists.scope if node is None else node.scope
        marked = await self._written(reader.desk.marks.mark_all_read(scope), (), many=True)
        if marked is None:
            return
        if scope == reader.lists.scope:
            reader.lists.patch_where(lambda row: not row.read, lambda row: replace(row, read=True))
        elif node is not None and node.kind is not NodeKind.SMART:
            feeds = set(reader.groups.feed.feeds_below(node))
            reader.lists.patch_where(lambda row: row.feed_id in feeds and not row.read, lambda row: replace(row, read=True))
        else:
            reader.lists.reload(force=True)

    async def older_read(self) -> None:
        """Mark read what is older than the entry."""
        reader = self._reader
        row = self._row()
        if row is None:
            return
        marked = await self._written(reader.desk.marks.mark_older_read(reader.lists.scope, row.cursor), (), many=True)
        if marked is not None:
            place = (row.cursor.at, row.id)
            reader.lists.patch_where(lambda other: (other.cursor.at, other.id) < place, lambda other: replace(other, read=True))

    def tags(self) -> None:
        """Ask for the entry's tags."""
        from newstui.model.remarks import as_tags
        from newstui.tui.name_completion import complete_tags
        from newstui.tui.screens.prompt import Prompt

        reader, row = self._reader, self._row()
        if row is None:
            return
        used = reader.desk.library.tags()
        hint = "words with commas between them" + (f"; there are: {', '.join(used[:20])}" if used else "; none takes them away")

        def typed(words: str | None) -> None:
            if words is not None:
                marked = reader.desk.marks.set_tags(row.id, as_tags(words))
                reader.run_worker(self._remarked(marked, row.id), group="actions")

        def complete(words: str) -> str:
            return complete_tags(words, used)

        shown = ", ".join(row.tags)
        reader.app.push_screen(
            Prompt(reader.desk, "Tags", hint, shown, may_be_empty=True, complete=complete if used else None), typed
        )

    def note(self) -> None:
        """Write to the entry."""
        from newstui.tui.screens.note import NoteScreen

        reader, row = self._reader, self._row()
        if row is None:
            return

        def keep(text: str) -> None:
            written = reader.desk.marks.set_note(row.id, text)
            if reader.is_running:
                reader.run_worker(self._remarked(written, row.id), group="actions")

        reader.app.push_screen(NoteScreen(reader.desk, row.title, reader.desk.library.note(row.id), keep))

    async def _remarked(self, future: "Future[Marked]", entry_id: int) -> None:
        """Show tags or a note when they are on the disk."""
        marked = await self._written(future, (entry_id,), silent=True)
        if marked is not None:
            if marked.words:
                self._reader.say(f"{marked.words}; {self._undo_key} takes it back.")
            self._reader.lists.reread((entry_id,))
            self._refresh_open((entry_id,))
            self._reader.guard(self._reader.keeper.reread)

    async def undo(self) -> None:
        """Take the last mark back."""
        reader = self._reader
        undone = await wrap_future(reader.desk.marks.undo())
        if undone is None:
            reader.say("There is nothing to undo.")
            return
        reader.lists.reread(undone.ids)
        reader.lists.reload_tree()
        if reader.lists.bring_back():
            reader.feeds.go_to(reader.lists.scope)
        elif undone.feed_ids or not undone.ids:  # feeds or folders
            reader.lists.reload(force=True)
        self._refresh_open(undone.ids)
        opened = reader.keeper.row
        if opened is not None and opened.id in undone.ids and reader.desk.library.entry(opened.id) is None:  # a saved page
            reader.groups.page.let_go()
        if not undone.ids and not undone.feed_ids:
            reader.keeper.read_names_again()
        reader.say(f"{undone.words}.")
        reader.settle()

    # How marks are made.

    def show(self, entry_ids: tuple[int, ...]) -> None:
        """Show these entries as they are marked now."""
        self._reader.lists.reread(entry_ids)
        self._refresh_open(entry_ids)
        self._reader.settle()

    def _row(self) -> EntryRow | None:
        """The entry that a mark is about: the open one in the article, else the one under the cursor, as they are now."""
        reader = self._reader
        in_article = reader.pane in (Pane.ARTICLE, Pane.SIDEBAR) and reader.keeper.row is not None
        row = reader.keeper.row if in_article else reader.entries.row
        if row is None:
            reader.say("No entry is chosen.")
            return None
        shown = reader.entries.window.index_of(row.id) if reader.entries.window else None
        return (
            reader.entries.window.get(shown) if reader.entries.window and shown is not None else reader.desk.library.entry(row.id)
        )

    async def _written(
        self, future: "Future[Marked]", entry_ids: tuple[int, ...], *, silent: bool = False, many: bool = False
    ) -> Marked | None:
        """Wait until a mark is on disk, then show it. Of `many` at a time it is said how to get them back."""
        try:
            marked = await wrap_future(future)
        except NewstuiError as error:
            self._reader.fail(error)
            return None
        self.show(entry_ids)
        if not silent:
            back = f"; {self._undo_key} takes it back" if many and marked.words else ""
            self._reader.say(f"{marked.words or 'Nothing to mark'}{back}.")
        return marked

    @property
    def _undo_key(self) -> str:
        return self._reader.desk.keymap.first("mark.undo")

    def _refresh_open(self, entry_ids: tuple[int, ...]) -> None:
        row = self._reader.keeper.row
        if row is not None and row.id in entry_ids:
            self._reader.keeper.row = self._reader.desk.library.entry(row.id) or row
