"""Feeds: asking them for news, adding, removing, naming, moving them."""

import re
from asyncio import wrap_future
from os.path import isfile
from typing import TYPE_CHECKING

from newstui.config.actions import Pane
from newstui.model.feeds import folder_paths
from newstui.model.lists import FeedNode, NodeKind
from newstui.model.safe_text import SafeText, safe_text
from newstui.model.wishes import WishKind
from newstui.tui.activity import ELSEWHERE

if TYPE_CHECKING:
    from newstui.tui.reader_screen import ReaderScreen
    from newstui.tui.screens.folder_choice import FolderPath

_ADDRESS = re.compile(r"(?:feed:(?://)?)?(?:https?://\S|[^\s/]+\.[^\s/]|localhost\b|\[)", re.IGNORECASE)
"""How what may be a web address begins; what it really is, the engine finds out."""
_STOPPED = frozenset(("refresh", "prefetch"))
"""Tasks that can be stopped."""


class FeedActions:
    """What the feed pane's keys do, and what the engine is asked for."""

    def __init__(self, reader: "ReaderScreen") -> None:
        self._reader = reader

    # News.

    def refresh(self) -> None:
        """Ask this feed, or this folder's feeds, for news."""
        reader = self._reader
        node = reader.feeds.node if reader.pane is Pane.FEEDS else reader.lists.node
        if reader.pane is Pane.FEEDS and node is not None and node.kind is NodeKind.SMART:
            self.refresh_all()
            return
        if node is None or node.kind is NodeKind.SMART:
            row = reader.keeper.row if reader.pane is Pane.ARTICLE else reader.entries.row
            node = next((n for n in reader.feeds.nodes if row and n.kind is NodeKind.FEED and n.id == row.feed_id), None)
        if node is None:
            self.refresh_all()
            return
        if node.sample:
            reader.say("The sample edition has no news: it is always the same.")
            return
        if node.saved:
            reader.say(f"Nothing is asked for “{node.title}”: {self._key('read.download')} fetches one of them again.")
            return
        reader.wishes.send(WishKind.REFRESH, feeds=self.feeds_below(node))
        reader.say(self._now_or_later(f"Asking {node.title} for news."))

    def ask(self, feed_id: int, name: str) -> None:
        """Ask one feed for news."""
        self._reader.wishes.send(WishKind.REFRESH, feeds=[feed_id])
        self._reader.say(self._now_or_later(f"Asking {name} for news."))

    def refresh_all(self) -> None:
        """Ask all feeds for news."""
        if not self._reader.desk.library.has_subscriptions():
            self._reader.say(f"There are no feeds to ask: {self._key('feed.add')} adds one.")
            return
        self._reader.wishes.send(WishKind.REFRESH)
        self._reader.say(self._now_or_later("Asking all feeds for news."))

    def prefetch(self) -> None:
        """Fetch what is unread, for reading offline."""
        self._reader.wishes.send(WishKind.PREFETCH)
        self._reader.say(self._now_or_later("Downloading unread articles for reading offline."))

    def _now_or_later(self, words: str) -> str:
        """What is done now; or that it waits, where there is no network."""
        activity = self._reader.activity
        if not activity.holder:
            return f"{words.removesuffix('.')}: another newstui does it."
        if activity.online is not False:
            return words
        return f"There is no network: this waits for one ({self._key('feed.queue')} shows it)."

    def cancel(self) -> None:
        """Stop what runs."""
        reader = self._reader
        tasks = reader.activity.tasks
        if ELSEWHERE in tasks:
            reader.say("Another newstui does that: it is stopped there.")
            return
        if reader.desk.engine is None or not tasks:
            reader.say("Nothing is running.")
            return
        if not tasks.keys() & _STOPPED:
            reader.say("What runs ends by itself: only a refresh or a download can be stopped.")
            return
        reader.desk.engine.cancel()
        for task in _STOPPED:
            tasks.pop(task, None)
        reader.say("Stopped. What was done stays.")

    def feeds_below(self, node: FeedNode) -> list[int]:
        """The ids of a feed, or of a folder's feeds."""
        if node.kind is NodeKind.FEED:
            return [node.id] if node.id is not None else []
        found: list[int] = []
        inside = False
        for other in self._reader.feeds.nodes:
            if inside and other.depth <= node.depth:
                break
            if inside and other.kind is NodeKind.FEED and other.id is not None:
                found.append(other.id)
            inside = inside or other.scope == node.scope
        return found

    # Coming and going.

    def add(self) -> None:
        """Ask for an address and subscribe to it."""
        from newstui.tui.screens.prompt import Prompt

        hint = "the address of a feed or of its site; or the path of an OPML or urls file"
        self._reader.app.push_screen(Prompt(self._reader.desk, "Add a feed", hint), self.add_address)

    def add_address(self, typed: str | None) -> None:
        """Subscribe to an address, or import a file by its path."""
        if not typed:
            return
        if typed.startswith(("~", "/", "./")) and "://" not in typed:
            self._import(typed)
            return
        reader = self._reader
        if not _ADDRESS.match(typed):
            reader.fail(f"{safe_text(typed)} is not a web address. Give one that begins with http:// or https://.")
            return
        url = typed
        if "@" in url:
            url = reader.guard(lambda: self.without_password(typed if "://" in typed else f"https://{typed}")) or ""
            if not url:
                return
        node = reader.feeds.node
        folder = {"folder": node.id} if reader.pane is Pane.FEEDS and node is not None and node.kind is NodeKind.FOLDER else {}
        reader.awaiting_feed = True
        reader.wishes.send(WishKind.SUBSCRIBE, url=url, **folder)
        reader.say(f"Looking for a feed at {safe_text(url)} …")

    def without_password(self, url: str) -> str:
        """The address without its user and password, which go where only their owner can read them, and into no wish."""
        from newstui.config.secrets import SecretStore

        config = self._reader.desk.config_file
        return SecretStore(config.with_name("secrets.toml")).split(url) if config is not None else url

    def import_file(self) -> None:
        """Ask for a file and import it."""
        from newstui.tui.screens.prompt import Prompt
        from newstui.tui.typed_paths import complete_path

        hint = "the path of an OPML file, or of newsboat's urls file"
        self._reader.app.push_screen(
            Prompt(self._reader.desk, "Import subscriptions", hint, complete=complete_path), self._import
        )

    def _import(self, typed: str | None) -> None:
        from newstui.tui.typed_paths import typed_path

        if not typed:
            return
        path = typed_path(typed)
        if not isfile(path):  # noqa: PTH113 - Path.is_file raises where a name is too long
            self._reader.fail(f"There is no file {safe_text(str(path))}.")
            return
        self._reader.wishes.send(WishKind.IMPORT, path=str(path))
        self._reader.say(f"Importing {safe_text(path.name)}.")

    def sample(self) -> None:
        """Put the sample edition into the list."""
        self._reader.awaiting_feed = True
        self._reader.wishes.send(WishKind.SAMPLE)
        self._reader.say("Getting the sample edition ready.")

    async def remove(self) -> None:
        """Remove the feed under the cursor, or the folder (its feeds stay), or take the tag from all entries."""
        reader = self._reader
        node = self._node(or_tag=True)
        if node is not None and node.tag is not None:
            await reader.groups.tag.remove(node.tag)
        if node is None or node.id is None:
            return
        if node.kind is NodeKind.FOLDER:
            words = f"{(await wrap_future(reader.desk.marks.remove_folder(node.id))).words}; its feeds stay"
        else:
            words = (await wrap_future(reader.desk.marks.remove_feed(node.id))).words
        self._changed(f"{words}. {self._key('mark.undo')} brings it back.")

    async def remove_feed(self, feed_id: int) -> None:
        """Remove a feed, wherever the cursor is."""
        marked = await self._reader.finished(self._reader.desk.marks.remove_feed(feed_id))
        if marked is not None and marked.words:
            self._changed(f"{marked.words}. {self._key('mark.undo')} brings it back.")

    def rename(self) -> None:
        """Give the feed, folder or tag another name."""
        from newstui.tui.screens.prompt import Prompt

        node = self._node(or_tag=True)
        if node is not None and node.tag is not None:
            self._reader.groups.tag.rename(node.tag)
        if node is None or node.id is None:
            return
        node_id = node.id
        hint = "empty: the feed's own name" if node.kind is NodeKind.FEED else "without a slash, and of no folder beside it"

        def renamed(typed: str | None) -> None:
            if node.kind is NodeKind.FOLDER and typed and "/" in typed and typed != node.title:  # elsewhere it means a path
                self._reader.fail(f"A folder's name has no slash: {self._key('feed.move')} moves it into another folder.")
            elif typed is not None and (typed or node.kind is NodeKind.FEED):
                self._reader.run_worker(self._rename(node, node_id, safe_text(typed)), group="actions")

        self._reader.app.push_screen(
            Prompt(self._reader.desk, f"Rename {node.title}", hint, node.title, may_be_empty=True), renamed
        )

    async def _rename(self, node: FeedNode, node_id: int, name: SafeText) -> None:
        marks = self._reader.desk.marks
        future = marks.rename_feed(node_id, name or None) if node.kind is NodeKind.FEED else marks.rename_folder(node_id, name)
        marked = await self._reader.finished(future)
        if marked is not None:
            self._changed(f"{marked.words or 'The name stays'}.")

    def move(self) -> None:
        """Choose a folder for the feed or the folder, or name a new one."""
        from newstui.tui.screens.folder_choice import FolderChoice, FolderPath

        reader = self._reader
        node = self._node()
        if node is None or node.id is None:
            return
        folders = {folder.id: folder for folder in reader.desk.library.folders()}
        paths = folder_paths(folders.values())
        if node.kind is NodeKind.FOLDER:  # not into itself, nor into what it holds
            own, current = paths[node.id], folders[node.id].parent_id
            paths = {folder_id: path for folder_id, path in paths.items() if path[: len(own)] != own}
        else:
            feed = reader.desk.library.feed(node.id)
            current = feed.folder_id if feed is not None else None

        def chosen(folder: FolderPath | None) -> None:
            if folder is not None:
                reader.run_worker(self._move(node, folder), group="actions")

        reader.app.push_screen(FolderChoice(reader.desk, f"Move {node.title} to", paths, current=current), chosen)

    async def _move(self, node: FeedNode, to: "FolderPath") -> None:
        marks, reader = self._reader.desk.marks, self._reader
        assert node.id is not None
        where = f"into “{to.words}”" if to.names else "out of its folder"
        move = marks.move_feed if node.kind is NodeKind.FEED else marks.move_folder
        marked = await reader.finished(move(node.id, to.folder_id or to.names or None))
        if marked is not None and not marked.words:
            reader.say(f"“{node.title}” stands there already.")
        elif marked is not None:
            self._changed(f"{marked.words} {where}. {self._key('mark.undo')} takes it back.")

    # What there is to know.

    def errors(self) -> None:
        """Show how the feeds fare, those that failed first."""
        from newstui.tui.screens.health import show_health

        show_health(self._reader)

    def queue(self) -> None:
        """Show what waits."""
        from newstui.tui.screens.queue import QueueScreen

        reader = self._reader
        screen = QueueScreen(reader.desk, reader.activity.missed)

        def closed(_: None) -> None:
            if screen.dropped:  # what was said of it is over
                reader.say("Dropped: it is not asked for any more." if screen.dropped == 1 else f"{screen.dropped} dropped.")
            reader.settle()

        reader.app.push_screen(screen, closed)

    def _node(self, *, or_tag: bool = False) -> FeedNode | None:
        """The feed or folder (or tag) that an action of the feed pane is about; from elsewhere, that of the list."""
        reader = self._reader
        node = reader.feeds.node if reader.pane is Pane.FEEDS else reader.lists.node
        if node is not None and node.query is not None:
            reader.say(f"“{node.title}” is a search of your configuration: it is changed there, in [searches].")
            return None
        if node is None or (node.kind is NodeKind.SMART and not (or_tag and node.tag is not None)):
            reader.say(f"Choose a feed{', a folder or a tag' if or_tag else ' or a folder'} first.")
            return None
        return node

    def _changed(self, words: str) -> None:
        reader = self._reader
        reader.lists.reload_tree()
        if reader.lists.leave_lost():
            reader.feeds.go_to(reader.lists.scope)
        else:
            reader.lists.reload(force=True)
        if reader.keeper.row is None or not reader.desk.library.feeds():
            reader.show_empty()
        reader.lay_out()
        reader.say(words)

    def _key(self, action_id: str) -> str:
        return self._reader.desk.keymap.first(action_id)
