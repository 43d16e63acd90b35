"""Opening entries, and leading out of the terminal."""

import asyncio
import re
from typing import TYPE_CHECKING

from textual import events

from newstui.config.actions import Pane
from newstui.errors import NewstuiError
from newstui.model.lists import NO_TITLE, Cursor, EntryRow, NodeKind
from newstui.model.safe_text import safe_text
from newstui.model.wishes import WishKind

if TYPE_CHECKING:
    from subprocess import Popen

    from newstui.tui.reader_screen import ReaderScreen

_LOOKS, _LOOK_SECONDS = 10, 0.2
"""So long a browser is watched: one that fails does so at once."""


class ReadActions:
    """From entry to entry, and to the browser."""

    def __init__(self, reader: "ReaderScreen") -> None:
        self._reader = reader
        self._commands: list[str] = []
        """What articles were piped to, the latest last."""

    def open(self, row: EntryRow, *, linked: bool = False) -> None:
        """Show an entry in the article pane and mark it read; `linked` if a link of the open article led to it."""
        reader = self._reader
        if reader.keeper.row is not None and reader.keeper.row.id != row.id:
            reader.jumps.leave()
            reader.jumps.led_to(row.id if linked else None)
        query = reader.lists.scope.query or ""
        reader.keeper.open(row, query)
        reader.show_pictures()
        if (number := reader.article.found) and (words := reader.keeper.sought or query):
            keymap = reader.desk.keymap
            places = "one place" if number == 1 else f"{number} places"
            reader.say(f"“{words}”: {places} in this article, {keymap.first('find.next')} goes to the next.")
        if not row.read and reader.desk.settings.reading.mark_read_on_open and not reader.desk.library.read_only:
            reader.groups.mark.mark_opened(row.id)
            if row.others and not row.unfolded and row.story is not None and reader.desk.settings.reading.mark_story_read:
                reader.run_worker(reader.groups.mark.mark_story(row.story), group="marks")
        reader.set_pane(Pane.ARTICLE)

    def next_unread(self, count: int = 1) -> None:
        """Open the next unread entry of the list, or the `count`-th from here."""
        self._unread(count, backwards=False)

    def previous_unread(self, count: int = 1) -> None:
        """Open the previous unread entry of the list, or the `count`-th from here."""
        self._unread(count, backwards=True)

    def _unread(self, count: int, *, backwards: bool) -> None:
        reader = self._reader
        row, here, wrapped = None, self._here(backwards=backwards), False
        library, scope, sort, folded = reader.desk.library, reader.lists.scope, reader.lists.sort, reader.lists.folding
        story = self._told_already()
        opening, left = reader.groups.mark.opening, min(count, 1000)
        while left:  # those passed over stay unread
            found = self._unread_below(row, backwards=backwards)
            if found is None:
                found = library.next_unread(scope, sort, here, backwards=backwards, around=False, folded=folded, but_not=story)
                if found is None and here is not None:
                    found = library.next_unread(scope, sort, None, backwards=backwards, folded=folded, but_not=story)
                    wrapped = wrapped or found is not None
                here = found.cursor if found is not None else here
                story = found.story if found is not None else story
            if found is None:
                break
            if found.id in opening and found != row:  # read already, though not yet on the disk
                opening = opening - {found.id}
                continue
            row, left = found, left - 1
        opened = reader.keeper.row
        if row is None or (opened is not None and row.id == opened.id):
            if backwards or not self._on_with_the_next_feed():
                reader.say(f"Everything in {reader.lists.title} is read.")
            return
        reader.lists.select(row)
        self.open(row)
        if wrapped:
            reader.say(f"Wrapped to the {'last' if backwards else 'first'} unread entry of {reader.lists.title}.")

    def _on_with_the_next_feed(self) -> bool:
        """From a feed or folder that is read to the next feed with something unread; False where there is none."""
        reader, node = self._reader, self._reader.lists.node
        if node is None or node.kind is NodeKind.SMART:
            return False
        nodes = list(reader.feeds.nodes)
        at = nodes.index(node)
        for other in (*nodes[at + 1 :], *nodes[:at]):
            if other.kind is not NodeKind.FEED or not other.unread:
                continue
            row = reader.desk.library.next_unread(other.scope, reader.lists.sort, None)
            if row is not None:
                done = reader.lists.title
                reader.lists.open(other.scope)
                reader.feeds.go_to(other.scope)
                reader.lists.select(row)
                self.open(row)
                reader.say(f"{done} is read; on with {other.title}.")
                return True
        return False

    def _told_already(self) -> int | None:
        """The story of the open entry: what is folded behind it is not the next thing to read."""
        reader = self._reader
        opened = reader.keeper.row if reader.pane in (Pane.ARTICLE, Pane.SIDEBAR) else None
        return opened.story if opened is not None else None

    def _unread_below(self, row: EntryRow | None, *, backwards: bool) -> EntryRow | None:
        """The next unread entry of the unfolded story in which the open entry (or this one) stands."""
        reader = self._reader
        if row is None and reader.pane in (Pane.ENTRIES, Pane.FEEDS):
            row = reader.entries.row
            if row is not None and not row.read and not backwards:
                return row if row.below else None
        row, window = row or reader.keeper.row, reader.entries.window
        at = window.index_of(row.id) if window is not None and row is not None else None
        while window is not None and at is not None:
            at += -1 if backwards else 1
            other = window.get(at)
            if other is None or not (other.below or (backwards and other.unfolded)):
                return None
            if not other.read:
                return other
        return None

    def _here(self, *, backwards: bool) -> Cursor | None:
        """The place to go on from: the open entry's, else the cursor's."""
        reader = self._reader
        if reader.pane in (Pane.ARTICLE, Pane.SIDEBAR) and reader.keeper.row is not None:
            opened, window = reader.keeper.row, reader.entries.window
            at = window.index_of(opened.id) if window is not None else None
            head = window.head(at) if window is not None and at is not None else None
            return (head or opened).cursor
        row = reader.entries.head_row
        if backwards:
            return row.cursor if row is not None else None
        # An unread entry under the cursor is itself the next one.
        at = reader.entries.cursor - 1
        before = reader.entries.window.head(at) if reader.entries.window and reader.entries.window.row(at) else None
        return (row.cursor if row.read else before.cursor if before else None) if row else None

    def next_entry(self, count: int = 1) -> None:
        """Open the entry below, without leaving the article."""
        self._step(count)

    def previous_entry(self, count: int = 1) -> None:
        """Open the entry above, without leaving the article."""
        self._step(-count)

    def _step(self, items: int) -> None:
        entries = self._reader.entries
        opened = self._reader.keeper.row
        if opened is not None and entries.window is not None and (at := entries.window.index_of(opened.id)) is not None:
            entries.move_to(at)
        if not entries.move_by(items):
            self._reader.say("This is the last entry." if items > 0 else "This is the first entry.")
            return
        if entries.row is not None:
            self.open(entries.row)

    # Out of the terminal.

    def browser(self) -> None:
        """Open the page, or over SSH show and copy its address."""
        url = self._address()
        if url:
            self.open_address(url)

    def open_address(self, url: str) -> None:
        """Open any address in the browser; over SSH show and copy it. Raises NewstuiError."""
        from newstui.tui.terminal.outside import browser_command, over_ssh, start, wait_for

        browser = self._reader.desk.settings.browser
        if over_ssh() and not browser.in_terminal:
            try:
                self._reader.copy(url)
            except NewstuiError:  # to show it is enough
                self._reader.say(f"A browser here would open at the far end: {url}")
            else:
                self._reader.say(f"Copied (a browser here would open at the far end): {url}")
            return
        words = browser_command(url, browser.command)
        program = words[0].rsplit("/", 1)[-1]
        if browser.in_terminal:
            with self._reader.app.suspend():
                status = wait_for(words)
            self._reader.say(f"{program} ended{f' with status {status}' if status else ''}: {url}")
            return
        process = start(words)
        self._reader.say(f"Opened with {program}: {url}")
        self._reader.run_worker(self._see(program, process), group="browser")

    async def _see(self, program: str, process: "Popen[bytes]") -> None:
        """Tell of a browser that fails at once."""
        for _ in range(_LOOKS):
            await asyncio.sleep(_LOOK_SECONDS)
            if (status := process.poll()) is not None:
                if status:
                    hint = " One that needs the terminal is given it with in_terminal = true in [browser]."
                    self._reader.fail(f"{program} ended with status {status}.{hint}")
                return

    def copy_link(self) -> None:
        """Copy the address."""
        url = self._address()
        if url:
            self.copy_address(url)

    def copy_address(self, url: str) -> None:
        """Copy any address. Raises NewstuiError, which says why it was not copied."""
        self._reader.copy(url)
        self._reader.say(f"Copied: {url}")

    def _address(self) -> str:
        """The address of the open article, or of the entry under the cursor."""
        reader = self._reader
        in_list = reader.pane in (Pane.ENTRIES, Pane.FEEDS)
        row = reader.entries.row if in_list else reader.keeper.row
        article = reader.article.article
        url = article.url if article is not None and row is not None and article.entry_id == row.id else ""
        url = url or (row.url or "" if row is not None else "")
        if not url:
            reader.say("No entry is chosen." if row is None else "This entry has no address.")
        return url

    def pipe(self) -> None:
        """Ask for a command, and give it the article's text."""
        from newstui.rendering.plain import plain_text
        from newstui.tui.screens.prompt import Prompt
        from newstui.tui.terminal.outside import give_text

        reader = self._reader
        article, analysis = reader.article.article, reader.article.analysis
        if article is None:
            reader.say("No article is open.")
            return

        def typed(command: str | None) -> None:
            if command is None:
                return
            self._commands = [*(one for one in self._commands if one != command), command]
            with reader.app.suspend():
                status = give_text(command, plain_text(article, analysis))
            reader.say(f"{f'Ended with status {status}' if status else 'The article went to'}: {safe_text(command)}")

        hint = "The article's text goes to its standard input: less, lp, wc -w, tee article.txt"
        reader.app.push_screen(Prompt(reader.desk, "Pipe to a command", hint, earlier=tuple(self._commands)), typed)

    def follow(self) -> None:
        """Read a link's number, then open the link."""
        layout = self._reader.article.layout_
        links = layout.links if layout is not None else {}
        if not links:
            self._reader.say("There are no links here.")
            return
        typed = ""
        most = max(links)

        def take(event: events.Key) -> bool:
            nonlocal typed
            if event.key in ("enter", "escape"):
                if event.key == "enter" and typed:
                    self.open_link(int(typed))
                return False
            if event.key == "backspace":
                typed = typed[:-1]
            elif event.character is not None and re.fullmatch("[0-9]", event.character) and (typed or event.character != "0"):
                typed += event.character
                if int(typed) * 10 > most:  # no longer number can begin with this
                    self.open_link(int(typed))
                    return False
            else:
                return False
            self._reader.key_reader.typed = f"link {typed or f'1–{most}'}"
            return True

        self._reader.key_reader.type_into(take, f"link 1–{most}")

    def open_link(self, number: int) -> None:
        """Open one of the article's links."""
        layout = self._reader.article.layout_
        url = layout.links.get(number) if layout is not None else None
        if url is None:
            self._reader.say(f"There is no link {number}.")
        else:
            self._reader.guard(lambda: self.open_address(url))

    def download(self) -> None:
        """Fetch the article again, or what is unread of the feed under the cursor."""
        reader = self._reader
        if reader.pane is Pane.FEEDS:
            node = reader.feeds.node
            if node is None or node.kind is NodeKind.SMART:
                keymap = reader.desk.keymap
                reader.say(
                    f"{keymap.first('read.download')} downloads what is unread of a feed or folder,"
                    f" {keymap.first('feed.prefetch')} of all feeds."
                )
            else:
                reader.wishes.send(WishKind.PREFETCH, feeds=reader.groups.feed.feeds_below(node))
                reader.say(f"Downloading unread articles of “{node.title}”.")
            return
        row = reader.entries.row if reader.pane is Pane.ENTRIES else reader.keeper.row
        if row is None:
            reader.say("No entry is chosen.")
        elif reader.keeper.row is not None and reader.keeper.row.id == row.id:
            reader.keeper.fetch_again()
            reader.say("Fetching the article.")
        else:
            reader.wishes.send(WishKind.FETCH, entry=row.id, again=True)
            reader.say(f"Fetching “{row.title or NO_TITLE}”.")
