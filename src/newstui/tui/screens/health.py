"""How the feeds fare, those with something wrong first; each can be asked again, opened, removed."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.widget import Widget

from newstui.config.actions import Action
from newstui.model.feeds import Feed
from newstui.model.lists import Scope
from newstui.rendering.feed_health import feed_health
from newstui.rendering.feed_name import feed_name
from newstui.rendering.lines import EMPTY, Line, Role, Segment
from newstui.tui.desk import Desk
from newstui.tui.screens.dialog import Dialog
from newstui.tui.screens.wrapped_list import WrappedList

if TYPE_CHECKING:
    from newstui.tui.reader_screen import ReaderScreen

_NOTHING = "There are no feeds yet."


class _Feeds(WrappedList):
    """The failed ones first, then those whose file is broken."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.painter)
        self._desk = desk
        self._read_from: list[Feed] | None = None
        self._counts: dict[int, tuple[int, int]] = {}
        self._made: dict[int, tuple[Feed, tuple[int, int], int, list[Line]]] = {}
        self.feeds: list[Feed] = []

    @property
    def items(self) -> int:
        return len(self.feeds)

    @property
    def feed(self) -> Feed | None:
        """The one under the cursor."""
        return self.feeds[self.cursor] if self.cursor < len(self.feeds) else None

    def read(self) -> bool:
        """Read the feeds; the cursor stays on its feed. Whether anything changed. Raises StorageError."""
        found = [feed for feed in self._desk.library.feeds() if not feed.local]
        if found == self._read_from:
            return False
        here = self.feed
        self._read_from, self._counts = found, self._desk.library.feed_counts()
        self.feeds = sorted(found, key=lambda feed: (not feed.failed, not feed.damaged))
        self.cursor = next((i for i, feed in enumerate(self.feeds) if here and feed.id == here.id), self.cursor)
        self.forget()
        return True

    def get_content_height(self, container: object, viewport: Size, width: int) -> int:
        return super().get_content_height(container, viewport, width) if self.feeds else 1

    @property
    def total(self) -> int:
        return super().total if self.feeds else 1

    def line(self, index: int, width: int) -> Line:
        return super().line(index, width) if self.feeds else Line.of((Segment(_NOTHING, (Role.MUTED,)),))

    def item_lines_at(self, item: int, width: int) -> Sequence[Line]:
        feed = self.feeds[item]
        counts = self._counts.get(feed.id, (0, 0))
        made = self._made.get(feed.id)
        if made is None or made[:3] != (feed, counts, width):  # while a refresh runs, few of many feeds change
            lines = feed_health(
                feed,
                unread=counts[0],
                total=counts[1],
                dates=self._desk.library.feed_dates(feed.id),
                now=datetime.now().astimezone(),
                width=width,
                ask_key=self._desk.keymap.first("feed.refresh"),
                ascii=self._desk.ascii_only,
            )
            made = self._made[feed.id] = (feed, counts, width, lines)
        return made[3] if item == self.items - 1 else [*made[3], EMPTY]


class HealthScreen(Dialog[int]):
    """Ends with the id of the feed whose list is wanted. What the reader screen tells meanwhile stands below the box."""

    def __init__(self, reader: "ReaderScreen") -> None:
        super().__init__(reader.desk, "Feeds", "Esc")
        self._reader = reader
        self._list = _Feeds(reader.desk)
        self._before = self._told

    def content(self) -> list[Widget]:
        """The feeds."""
        return [self._list]

    def on_mount(self) -> None:
        """Read the feeds, now and while they are looked at."""
        self._reader.heard_above = self._heard
        self._read()
        self.call_after_refresh(self._say_how)
        self.set_interval(1.0, self._read)

    def on_unmount(self) -> None:
        """The status line is in sight again."""
        self._reader.heard_above = None

    @property
    def _told(self) -> str:
        return self._reader.activity.error or self._reader.activity.message

    def _heard(self) -> None:
        if self._told == self._before:
            return
        self._before = self._told
        self._read()
        if self._told:
            self.tell(self._told)
        else:
            self._say_how()

    def _say_how(self) -> None:
        ways = (
            ("move.open", "list"),
            ("feed.refresh", "ask again"),
            ("feed.remove", "remove"),
            ("mark.undo", "undo"),
            ("read.browser", "site"),
            ("read.copy_link", "copy link"),
        )
        keys = self.desk.keymap
        named = [f"{keys.first(action)} {what}" for action, what in ways if keys.first(action)] if self._list.feeds else []
        self.name_keys((*named, "Esc"))

    def _read(self) -> None:
        if not self._reader.guard(self._list.read):
            return
        feeds = self._list.feeds
        failed, damaged = sum(feed.failed for feed in feeds), sum(feed.damaged for feed in feeds)
        parts = [f"Feeds: {len(feeds)}", f"{failed or 'none'} failed", f"{damaged} damaged but read" if damaged else ""]
        self.entitle(", ".join(part for part in parts if part) if feeds else "Feeds")

    def act(self, action: Action) -> None:
        """Move; or do with the feed under the cursor what the key does in the feed pane."""
        if self._list.move(action):
            return
        feed, reader = self._list.feed, self._reader
        match action.id:
            case "feed.errors":
                self.dismiss(None)
            case "mark.undo" | "feed.refresh_all":
                reader.groups.perform(action)
            case "move.open" if feed is not None:
                self.dismiss(feed.id)
            case "feed.refresh" if feed is not None:
                reader.groups.feed.ask(feed.id, feed_name(feed.title))
            case "feed.remove" if feed is not None:
                reader.run_worker(reader.groups.feed.remove_feed(feed.id), group="actions")
            case "read.browser" if feed is not None:
                reader.guard(lambda: reader.groups.read.open_address(feed.site_url or feed.url))
            case "read.copy_link" if feed is not None:
                reader.guard(lambda: reader.groups.read.copy_address(feed.url))
            case _:
                pass


def show_health(reader: "ReaderScreen") -> None:
    """Show how the feeds fare, and go to the list of the one that was chosen."""

    def chosen(feed_id: int | None) -> None:
        if feed_id is not None:
            reader.go_to(Scope(feed_id=feed_id))

    reader.app.push_screen(HealthScreen(reader), chosen)
