"""The reader screen: feeds, entries, the article and its names, and the status line below them."""

from asyncio import wrap_future
from collections.abc import Callable
from concurrent.futures import Future
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar, cast

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from newstui.config.actions import BY_ID, Pane
from newstui.errors import DamagedDatabase, NewstuiError
from newstui.model.lists import NodeKind, Scope, Sort
from newstui.tui.actions.groups import ActionGroups
from newstui.tui.activity import Activity
from newstui.tui.article_keeper import ArticleKeeper
from newstui.tui.cache_watch import EVERY, CacheWatch
from newstui.tui.desk import Desk
from newstui.tui.key_reader import KeyReader
from newstui.tui.list_keeper import ListKeeper
from newstui.tui.panes import PaneFrame, Panes
from newstui.tui.screens.greetings import empty_notice, sample_coming
from newstui.tui.screens.places import begin, keep_position, place_of
from newstui.tui.state import Place
from newstui.tui.status_teller import StatusTeller
from newstui.tui.strips import Painter
from newstui.tui.widgets.covered import Covered
from newstui.tui.widgets.line_pane import PaneClicked
from newstui.tui.widgets.status_line import StatusLine
from newstui.tui.widgets.too_small import TooSmall

if TYPE_CHECKING:
    from newstui.model.events import Event
    from newstui.tui.app import NewsApp
    from newstui.tui.jumps import Jumps
    from newstui.tui.pictures import Pictures
    from newstui.tui.search_counts import SearchCounts
    from newstui.tui.watching import WatchNews
    from newstui.tui.wishes import Wishes

T = TypeVar("T")


class ReaderScreen(Screen[None]):
    """Puts the panes on the screen and has what fills them; keys and the mouse come in here."""

    AUTO_FOCUS = ""
    ALLOW_SELECT = False
    BLANK = True
    DEFAULT_CSS = """
    ReaderScreen { layout: vertical; overflow: hidden; }
    ReaderScreen #body { width: 1fr; height: 1fr; layout: horizontal; overflow: hidden; layers: base over; }
    ReaderScreen #lists { width: 1fr; height: 1fr; layout: vertical; overflow: hidden; }
    ReaderScreen #entries, ReaderScreen #article { width: 1fr; height: 1fr; }
    ReaderScreen #sidebar { height: 1fr; }
    ReaderScreen #sidebar.-over { layer: over; dock: right; }
    ReaderScreen #status { height: 1; }
    ReaderScreen #small { width: 1fr; height: 1fr; display: none; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        place = desk.place
        self.panes = Panes(desk)
        self.feeds, self.entries = self.panes.feeds, self.panes.entries
        self.article, self.sidebar = self.panes.article, self.panes.sidebar
        self.status = StatusLine(desk.painter, id="status")
        self.small = TooSmall(desk.painter, id="small")
        self.groups = ActionGroups(self)
        self.lists = ListKeeper(
            desk.library,
            self.feeds,
            self.entries,
            Sort(place.chosen("sort", desk.settings.feeds.sort)),
            key=self._key,
            folding=desk.settings.feeds.fold_stories,
            searches=desk.settings.searches,
            unread_found=place.unread_found or {},
            sample_coming=lambda: sample_coming(self),
        )
        self.keeper = ArticleKeeper(
            desk.library,
            self.article,
            self.sidebar,
            key=self._key,
            wish=lambda kind, **payload: self.wishes.send(kind, **payload),
            save_place=partial(keep_position, self),
            analysed=self.groups.analysed,
        )
        self.activity = Activity()
        self.frame = PaneFrame(self)
        self.key_reader = KeyReader(self)
        self.cache_watch = CacheWatch(self)
        self.pane = Pane.ENTRIES
        self.zoomed = False
        self.sidebar_wanted = place.chosen("sidebar", desk.settings.reading.sidebar)
        self.awaiting_feed = False
        """Whether the reader asked for a feed that is to be opened when it is there, and has done nothing else since."""
        self.heard_above: Callable[[], None] | None = None
        """Called when there is something to tell while another screen covers the status line."""
        self._teller = StatusTeller(self)
        self.first_start = place == Place()
        """Whether nothing was ever read in this data folder, and no feed has come in yet."""

    def compose(self) -> ComposeResult:
        """The panes; `arrange` says which are shown."""
        with Covered(id="body"):
            with Covered(id="lists"):
                yield self.feeds
                yield self.entries
            yield self.article
            yield self.sidebar
        yield self.status
        yield self.small

    @property
    def news_app(self) -> "NewsApp":
        """The application, which has the terminal."""
        return cast("NewsApp", self.app)

    @cached_property
    def wishes(self) -> "Wishes":
        """What the engine is asked for."""
        from newstui.tui.wishes import Wishes  # the first paint needs none

        return Wishes(self)

    @cached_property
    def watching(self) -> "WatchNews":
        """Tells of new articles that name somebody who is watched."""
        from newstui.tui.watching import WatchNews  # the first analysis needs it

        return WatchNews(self)

    @cached_property
    def search_counts(self) -> "SearchCounts":
        """Counts what is unread of the configuration's searches."""
        from newstui.tui.search_counts import SearchCounts  # which few configurations have

        return SearchCounts(self)

    @cached_property
    def pictures(self) -> "Pictures":
        """The open article's pictures."""
        from newstui.tui.pictures import Pictures  # which few articles need

        return Pictures(self)

    @property
    def has_shown_pictures(self) -> bool:
        """Whether any article's pictures were shown."""
        return "pictures" in vars(self)

    def show_pictures(self) -> None:
        """An article was opened or changed: its pictures are shown, hidden, or nobody wants any."""
        if self.desk.settings.reading.pictures != "off" or self.has_shown_pictures:
            self.pictures.opened()

    # Beginning and end.

    def on_mount(self) -> None:
        """Show the lists as the reader left them."""
        try:
            begin(self)
        except DamagedDatabase as damage:
            self.news_app.give_up(damage)
            return
        except NewstuiError as error:
            self.fail(error)
        self.set_interval(EVERY, self.cache_watch.look)

    def place(self) -> Place:
        """Where the reader is, for the next start."""
        return place_of(self)

    def save(self) -> None:
        """Keep the place in the article."""
        self.guard(self.keeper.save)

    def show_empty(self) -> None:
        """Words for the article pane while no entry is open."""
        self.first_start = self.first_start and all(node.kind is NodeKind.SMART for node in self.feeds.nodes)
        self.keeper.show_notice(empty_notice(self))

    @cached_property
    def jumps(self) -> "Jumps":
        """Places in articles to come back to."""
        from newstui.tui.jumps import Jumps  # which no start needs

        return Jumps(self, self.desk.place.marks or {})

    @property
    def entries_coming(self) -> bool:
        """Whether there is nothing to read yet, but will be in a moment."""
        return not self.entries.items and bool(self.guard(lambda: sample_coming(self)))

    def on_screen_resume(self) -> None:
        """A dialog was closed."""
        self.key_reader.release()

    # Panes.

    def on_resize(self) -> None:
        """Lay the panes out for the terminal's size; letters on what was in sight end with it."""
        if self.article.has_letters:
            self.article.hide_letters()
            self.key_reader.stop_typing()
        self.lay_out()

    def lay_out(self) -> None:
        """Show and size the panes as they should be now."""
        self.frame.lay_out()

    def go_to(self, scope: Scope) -> None:
        """Show a list of the feed pane."""
        self.lists.open(scope)
        self.feeds.go_to(scope)
        self.set_pane(Pane.ENTRIES)

    def set_painter(self, painter: Painter) -> None:
        """Paint in another theme."""
        self.panes.set_painter(painter)
        self.status.set_painter(painter)
        self.small.set_painter(painter)

    def set_pane(self, pane: Pane) -> None:
        """Give a pane the keys."""
        self.pane = pane
        self.panes.give_keys(pane)
        self.lay_out()
        self.update_status()

    def on_pane_clicked(self, message: PaneClicked) -> None:
        """The mouse: give the pane the keys; a click on the cursor's item opens it."""
        pane = self.panes.name_of(message.pane)
        opens = self.pane is pane and message.again
        self.set_pane(pane)
        if opens:
            self.groups.perform(BY_ID["move.open"])

    # Keys.

    def on_key(self, event: events.Key) -> None:
        """Run what the key means here, unless a screen was opened since it was typed."""
        event.stop()
        event.prevent_default()
        if self.app.screen is self:
            self.key_reader.take(event)
        else:
            self.news_app.typed.give_back(event)

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text is for a field, if one was opened since; nothing here takes any."""
        event.stop()
        if self.app.screen is not self:
            self.news_app.typed.give_back(event)

    def _key(self, action_id: str) -> str:
        return self.desk.keymap.first(action_id)

    def copy(self, text: str) -> None:
        """Copy a text. Raises NewstuiError, which says why it was not copied."""
        self.news_app.copy(text)

    # Words.

    def say(self, message: str) -> None:
        """Tell something in the status line."""
        self.activity.say(message)
        self.update_status()

    def fail(self, error: NewstuiError | str) -> None:
        """Tell an error in the status line."""
        self.activity.fail(str(error))
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

    def update_status(self) -> None:
        """Paint the status line, if it has other words now."""
        self._teller.tell()

    # What changes by itself.

    def hear(self, event: "Event") -> None:
        """The engine sent an event."""
        from newstui.tui.hearing import hear  # with the kinds of events, which nothing needs before the first one comes

        hear(self, event)

    def engine_changed(self, running: bool, words: str) -> None:
        """The engine started or ended."""
        self.activity.engine(running, words)
        if running:
            self.wishes.begin()
        elif self.keeper.row is None:
            self.guard(self.show_empty)
        self.update_status()

    def settle(self) -> None:
        """Read the lists anew soon."""
        self.cache_watch.settle()
