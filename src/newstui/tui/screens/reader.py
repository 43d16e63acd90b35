"""The reader screen: feeds, entries, the article and its names, and the status line below them."""

import inspect
from asyncio import wrap_future
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.timer import Timer

from newstui.errors import NewstuiError
from newstui.model.lists import Scope, Sort
from newstui.model.wishes import WishKind, WishState
from newstui.rendering.article import Highlights
from newstui.rendering.legend import highlights_label
from newstui.rendering.status import Status
from newstui.tui.actions.application import ApplicationActions
from newstui.tui.actions.feeds import FeedActions
from newstui.tui.actions.lists import ListActions
from newstui.tui.actions.marking import MarkActions
from newstui.tui.actions.moving import MoveActions
from newstui.tui.actions.quotations import QuotationActions
from newstui.tui.actions.reading import ReadActions
from newstui.tui.actions.view import ViewActions
from newstui.tui.activity import Activity
from newstui.tui.arrangement import WIDE, Arrangement, arrange
from newstui.tui.article_keeper import ArticleKeeper
from newstui.tui.commands import BY_ID, Action, Pane
from newstui.tui.desk import Desk
from newstui.tui.list_keeper import ListKeeper
from newstui.tui.screens.greetings import choose_an_entry, welcome
from newstui.tui.screens.hints import hints
from newstui.tui.screens.places import begin, place_of
from newstui.tui.state import Place
from newstui.tui.strips import Painter
from newstui.tui.widgets.article_view import ArticleView, Look
from newstui.tui.widgets.entity_sidebar import EntitySidebar
from newstui.tui.widgets.entry_list import EntryList
from newstui.tui.widgets.feed_tree import FeedTree
from newstui.tui.widgets.line_pane import LinePane, PaneClicked
from newstui.tui.widgets.status_line import StatusLine
from newstui.tui.widgets.too_small import TooSmall

if TYPE_CHECKING:
    from newstui.model.events import Event
    from newstui.tui.reloading import ConfigurationWatch

T = TypeVar("T")
ActionGroup: TypeAlias = (
    MoveActions | ReadActions | QuotationActions | MarkActions | ListActions | FeedActions | ViewActions | ApplicationActions
)

_SETTLE = 0.4  # seconds in which changes of the cache are gathered before lists are read anew
_WATCH = 1.0  # seconds between looks at the cache for what others changed
_SAVE_EVERY = 5  # looks between saves of the place in an article
_LONGEST_COUNT = 9999


class ReaderScreen(Screen[None]):
    """Asks the library, sends wishes, and tells the panes what to show."""

    AUTO_FOCUS = ""
    ALLOW_SELECT = False
    DEFAULT_CSS = """
    ReaderScreen { layout: vertical; overflow: hidden; }
    ReaderScreen #body { height: 1fr; layers: base over; }
    ReaderScreen #lists { height: 1fr; }
    ReaderScreen #entries, ReaderScreen #article { width: 1fr; height: 1fr; }
    ReaderScreen #sidebar { height: 1fr; }
    ReaderScreen #sidebar.-over { layer: over; dock: right; }
    ReaderScreen #status { height: 1; }
    ReaderScreen #small { width: 1fr; height: 1fr; display: none; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        place, reading = desk.place, desk.settings.reading
        highlights = Highlights(place.highlights or reading.highlights)
        look = Look(reading.measure, highlights, reading.date_format, desk.ascii_only)
        self.feeds = FeedTree(desk.painter, edge="right", id="feeds")
        self.entries = EntryList(desk.painter, edge="right", id="entries")
        self.article = ArticleView(desk.painter, look, id="article")
        self.sidebar = EntitySidebar(desk.painter, edge="left", id="sidebar")
        self.status = StatusLine(desk.painter, id="status")
        self.small = TooSmall(desk.painter, id="small")
        self.lists = ListKeeper(desk.library, self.feeds, self.entries, Sort(place.sort or desk.settings.feeds.sort))
        self.keeper = ArticleKeeper(desk.library, self.article, self.sidebar, wish=self.wish, save_place=self._save_position)
        self.activity = Activity()
        self.groups_read = ReadActions(self)
        self.groups_mark = MarkActions(self)
        self.groups_quote = QuotationActions(self)
        self.groups_feed = FeedActions(self)
        self.groups: dict[str, ActionGroup] = {
            "move": MoveActions(self),
            "read": self.groups_read,
            "quote": self.groups_quote,
            "mark": self.groups_mark,
            "list": ListActions(self),
            "feed": self.groups_feed,
            "view": ViewActions(self),
            "app": ApplicationActions(self),
        }
        self.pane = Pane.ENTRIES
        self.zoomed = False
        self.sidebar_wanted = reading.sidebar
        self.awaiting_feed = False
        """Whether the reader asked for a feed that is to be opened when it is there."""
        self._arrangement: Arrangement | None = None
        self._count = ""
        self._typing: Callable[[events.Key], bool] | None = None
        self._typed = ""
        self._settling: Timer | None = None
        self._looks = 0
        self._waiting = 0
        self._asked = False
        self.watcher: ConfigurationWatch | None = None
        """Looks whether the configuration changed, where there is a file to watch."""

    def compose(self) -> ComposeResult:
        """The panes; `arrange` says which are shown."""
        with Horizontal(id="body"):
            with Vertical(id="lists"):
                yield self.feeds
                yield self.entries
            yield self.article
            yield self.sidebar
        yield self.status
        yield self.small

    @property
    def panes(self) -> dict[Pane, LinePane]:
        """The pane widgets."""
        return {Pane.FEEDS: self.feeds, Pane.ENTRIES: self.entries, Pane.ARTICLE: self.article, Pane.SIDEBAR: self.sidebar}

    # Beginning and end.

    def on_mount(self) -> None:
        """Show the lists as the reader left them."""
        self.guard(lambda: begin(self))
        self.set_interval(_WATCH, self._watch)

    def place(self) -> Place:
        """Where the reader is, for the next start."""
        return place_of(self)

    def save(self) -> None:
        """Keep the place in the article."""
        self.guard(self.keeper.save)

    def show_empty(self) -> None:
        """Words for the article pane while no entry is open."""
        library, keymap = self.desk.library, self.desk.keymap
        if library.has_subscriptions():
            self.keeper.show_notice(choose_an_entry(keymap))
        else:
            self.keeper.show_notice(welcome(keymap, sample=bool(library.feeds())))

    # Panes.

    def on_resize(self) -> None:
        """Lay the panes out for the terminal's size."""
        self.lay_out()

    def lay_out(self) -> None:
        """Show and size the panes; does nothing where nothing changes."""
        width, height = self.app.size
        wanted = self.sidebar_wanted if width >= WIDE else self.pane is Pane.SIDEBAR
        new = arrange(width, height, pane=self.pane, zoomed=self.zoomed, sidebar=wanted, feed_lines=self.feeds.items)
        old, self._arrangement = self._arrangement, new
        if new == old:
            return
        with self.app.batch_update():
            self.query_one("#body").display = self.status.display = new.fits
            self.small.display = not new.fits
            lists = self.query_one("#lists")
            lists.display = bool(new.lists)
            if new.lists:
                lists.styles.width = new.lists
                self.feeds.styles.height = new.feeds or 0
            self.feeds.display = bool(new.feeds)
            self.entries.display = new.entries
            self.article.display = new.article
            self.sidebar.display = bool(new.sidebar)
            self.sidebar.styles.width = new.sidebar or 1
            self.sidebar.set_class(new.over and not new.single, "-over")
            self.feeds.edge = self.entries.edge = None if new.single else "right"
            self.sidebar.edge = None if new.single else "left"

    @property
    def shown_panes(self) -> list[Pane]:
        """The panes that Tab goes round."""
        arrangement = self._arrangement
        if arrangement is None or arrangement.single:
            return list(Pane)
        order = [Pane.FEEDS, Pane.ENTRIES, Pane.ARTICLE] if arrangement.lists else [Pane.ARTICLE]
        return [*order, Pane.SIDEBAR] if arrangement.sidebar else order

    @property
    def covered(self) -> bool:
        """Whether the sidebar lies over the article."""
        return self._arrangement is not None and (self._arrangement.over or self._arrangement.single)

    def go_to(self, scope: Scope) -> None:
        """Show a list of the feed pane."""
        self.lists.open(scope)
        self.feeds.go_to(scope)
        self.set_pane(Pane.ENTRIES)

    def set_painter(self, painter: Painter) -> None:
        """Paint in another theme."""
        for pane in self.panes.values():
            pane.set_painter(painter)
        self.status.set_painter(painter)
        self.small.set_painter(painter)

    def set_pane(self, pane: Pane) -> None:
        """Give a pane the keys."""
        self.pane = pane
        for name, widget in self.panes.items():
            widget.set_active(name is pane)
        self.lay_out()
        self.update_status()

    def on_pane_clicked(self, message: PaneClicked) -> None:
        """The mouse: give the pane the keys; a click on the cursor's item opens it."""
        pane = next(pane for pane, widget in self.panes.items() if widget is message.pane)
        opens = self.pane is pane and message.again
        self.set_pane(pane)
        if opens:
            self.perform(BY_ID["move.open"])

    # Keys.

    def on_key(self, event: events.Key) -> None:
        """Run what the key means here."""
        event.stop()
        event.prevent_default()
        if self._typing is not None:
            if self._typing(event):
                self.update_status()
            else:
                self.stop_typing()
            return
        character = event.character if event.is_printable else None
        if character is not None and character.isdigit() and (self._count or character != "0"):
            self._count = str(min(int(self._count + character), _LONGEST_COUNT))
            self._typed = self._count
            self.update_status()
            return
        action = self.desk.keymap.resolve(event.key, character, self.pane)
        count, self._count = int(self._count or 1), ""
        if self._typed:
            self._typed = ""
            self.update_status()
        if action is not None:
            self.perform(action, count)
        elif elsewhere := self.desk.keymap.elsewhere(event.key, character):
            self.say(f"{elsewhere.title}: in the {' or '.join(sorted(elsewhere.panes))} pane.")
        elif character is not None:
            self.say(f"{character} does nothing here; {self.desk.keymap.first('app.help')} shows the keys.")

    def type_into(self, take: Callable[[events.Key], bool], typed: str) -> None:
        """Send the next keys to `take`, until it answers False; `typed` is shown meanwhile."""
        self._typing, self._typed = take, typed
        self.update_status()

    def show_typed(self, typed: str) -> None:
        """What has been typed so far."""
        self._typed = typed

    def stop_typing(self) -> None:
        """Keys are actions again."""
        self._typing, self._typed = None, ""
        self.update_status()

    def perform(self, action: Action, count: int = 1) -> None:
        """Do what an action of the registry says; an error becomes words in the status line."""
        group, name = action.id.split(".")
        method = getattr(self.groups[group], name)
        if group in ("move", "read", "quote"):
            self.activity.message = ""  # what was said has been read

        async def finish(waiting: "object") -> None:
            try:
                await waiting  # type: ignore[misc]
            except NewstuiError as error:
                self.fail(error)
            self.update_status()

        try:
            result = method(count) if action.repeats else method()
        except NewstuiError as error:
            self.fail(error)
            return
        if inspect.isawaitable(result):
            self.run_worker(finish(result), group="actions")
        self.update_status()

    async def finished(self, future: "Future[T]") -> T | None:
        """Wait for a decision to be on disk; an error becomes words in the status line."""
        try:
            return await wrap_future(future)
        except NewstuiError as error:
            self.fail(error)
            return None

    def guard(self, work: Callable[[], T]) -> T | None:
        """Do something with the cache; an error becomes words in the status line."""
        try:
            return work()
        except NewstuiError as error:
            self.fail(error)
            return None

    # Decisions and wishes.

    def wish(self, kind: WishKind, **payload: object) -> None:
        """Put a wish into the queue and wake the engine."""
        self.run_worker(self._wish(kind, payload), group="wishes")

    async def _wish(self, kind: WishKind, payload: dict[str, object]) -> None:
        try:
            await wrap_future(self.desk.marks.wish(kind, **payload))
        except NewstuiError as error:
            self.fail(error)
            return
        if self.desk.engine is not None:
            self.desk.engine.wake()
        self.count_wishes()
        self.update_status()

    def _save_position(self, entry_id: int, offset: int) -> None:
        self.lists.patch(entry_id, lambda row: replace(row, position=offset), own=False)
        future: Future[None] = self.desk.marks.set_position(entry_id, offset)
        future.add_done_callback(self._position_saved)

    def _position_saved(self, future: "Future[None]") -> None:
        error = future.exception()
        if isinstance(error, NewstuiError) and self.is_attached:
            self.app.call_from_thread(self.fail, error)

    def count_wishes(self) -> None:
        """Count what waits: what failed, and what there is no network for."""
        wishes = self.guard(self.desk.library.wishes) or []
        self._waiting = sum(
            wish.state is WishState.FAILED or wish.not_before is not None or self.activity.online is False for wish in wishes
        )

    # Words.

    def say(self, message: str) -> None:
        """Tell something in the status line."""
        self.activity.say(message)
        self.update_status()

    def fail(self, error: NewstuiError | str) -> None:
        """Tell an error in the status line."""
        self.activity.fail(str(error))
        self.update_status()

    def update_status(self) -> None:
        """Paint the status line, if it has other words now."""
        article = self.article.article
        self.status.show(
            Status(
                place=self.lists.title,
                online=self.activity.online,
                tasks=tuple(self.activity.tasks.values())[:2],
                waiting=self._waiting,
                message=self.activity.message,
                error=self.activity.error,
                typed=self._typed,
                mode=highlights_label(self.article.look.highlights) if article is not None else "",
                hints=hints(self.pane, self.desk.keymap),
            )
        )

    # What changes by itself.

    def hear(self, event: "Event") -> None:
        """The engine sent an event."""
        from newstui.tui.hearing import hear  # with the kinds of events, which nothing needs before the first one comes

        hear(self, event)

    def show_new_feed(self, feed_id: int) -> None:
        """Go to a feed that was asked for and has come."""
        self.lists.reload_tree()
        scope = Scope(feed_id=feed_id)
        if any(node.scope == scope for node in self.feeds.nodes):
            self.lists.open(scope)
            self.feeds.go_to(scope)
            if self.keeper.row is None:
                self.show_empty()
            self.set_pane(Pane.ENTRIES)
            self.say(f"Added {self.lists.title}.")
        self.lay_out()

    def engine_changed(self, running: bool, words: str) -> None:
        """The engine started or ended."""
        self.activity.engine(running, words)
        if running and not self._asked and self.desk.settings.feeds.refresh_on_start:
            self._asked = True
            if self.guard(self.desk.library.has_subscriptions):
                self.wish(WishKind.REFRESH, due=True)
        self.update_status()

    def settle(self) -> None:
        """Read the lists anew soon; changes in between are gathered."""
        if self._settling is None:
            self._settling = self.set_timer(_SETTLE, self._settled)

    def _settled(self) -> None:
        self._settling = None
        self.guard(self._reload)

    def _reload(self) -> None:
        had_feeds = bool(self.feeds.nodes[4:])
        self.lists.reload_tree()
        self.lists.reload()
        self.keeper.reread()
        if self.keeper.row is None and bool(self.feeds.nodes[4:]) != had_feeds:
            self.show_empty()
        self.count_wishes()
        self.lay_out()
        self.update_status()

    def _watch(self) -> None:
        """Look whether anybody changed the cache: cron, another reader, our own decisions."""
        self._looks += 1
        if self._looks % _SAVE_EVERY == 0:
            self.save()
        if self.guard(self.desk.library.changed):
            self.settle()
        if self.watcher is not None:
            self.watcher.look()
