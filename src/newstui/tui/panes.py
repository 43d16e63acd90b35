"""The reader screen's four panes: made as the configuration wants them, and put on the screen as there is room."""

from typing import TYPE_CHECKING

from newstui.config.actions import Pane
from newstui.rendering.painting import Highlights
from newstui.tui.arrangement import WIDE, Arrangement, arrange
from newstui.tui.desk import Desk
from newstui.tui.strips import Painter
from newstui.tui.widgets.article_view import ArticleView, Look
from newstui.tui.widgets.entity_sidebar import EntitySidebar
from newstui.tui.widgets.entry_list import EntryList
from newstui.tui.widgets.feed_tree import FeedTree
from newstui.tui.widgets.line_pane import CursorPane, LinePane

if TYPE_CHECKING:
    from newstui.tui.reader_screen import ReaderScreen


class Panes:
    """Feeds, entries, the article and the names in it."""

    def __init__(self, desk: Desk) -> None:
        settings, painter = desk.settings, desk.painter
        highlights = Highlights(desk.place.chosen("highlights", settings.reading.highlights))
        look = Look(settings.reading.measure, highlights, settings.reading.date_format, desk.ascii_only)
        self._desk = desk
        self.feeds = FeedTree(painter, edge="right", id="feeds")
        self.entries = EntryList(painter, edge="right", id="entries")
        self.entries.rows_wanted = settings.appearance.list_rows
        self.article = ArticleView(painter, look, id="article")
        self.sidebar = EntitySidebar(painter, edge="left", id="sidebar")
        self.sidebar.set_highlights(highlights)
        self._by_name: dict[Pane, LinePane] = {
            Pane.FEEDS: self.feeds,
            Pane.ENTRIES: self.entries,
            Pane.ARTICLE: self.article,
            Pane.SIDEBAR: self.sidebar,
        }
        for widget in self._by_name.values():
            widget.ruled = not settings.appearance.linear
        self.take_settings()

    def __getitem__(self, pane: Pane) -> LinePane:
        return self._by_name[pane]

    def name_of(self, widget: LinePane) -> Pane:
        """Which pane a widget is."""
        return next(pane for pane, one in self._by_name.items() if one is widget)

    def take_settings(self) -> None:
        """Take in what may change while the reader runs."""
        for widget in self._by_name.values():
            if isinstance(widget, CursorPane):
                widget.steps = self._desk.settings.appearance.list_steps

    def set_painter(self, painter: Painter) -> None:
        """Paint them in another theme."""
        for widget in self._by_name.values():
            widget.set_painter(painter)

    def give_keys(self, pane: Pane) -> None:
        """Give one the keys, and take them from the others."""
        for name, widget in self._by_name.items():
            widget.set_active(name is pane)


class PaneFrame:
    """Which panes stand on the screen now."""

    def __init__(self, reader: "ReaderScreen") -> None:
        self._reader = reader
        self._now: Arrangement | None = None

    def lay_out(self) -> None:
        """Show and size the panes for the terminal's size; does nothing where nothing changes."""
        reader = self._reader
        width, height = reader.app.size
        wanted = reader.sidebar_wanted if width >= WIDE else reader.pane is Pane.SIDEBAR
        new = arrange(
            width,
            height,
            pane=reader.pane,
            zoomed=reader.zoomed,
            sidebar=wanted,
            feed_lines=reader.feeds.items,
            linear=reader.desk.settings.appearance.linear,
        )
        if new != self._now:
            self._now = new
            with reader.app.batch_update():
                self._apply(new)

    def _apply(self, new: Arrangement) -> None:
        reader = self._reader
        reader.query_one("#body").display = reader.status.display = new.fits
        reader.small.display = not new.fits
        lists = reader.query_one("#lists")
        lists.display = bool(new.lists)
        if new.lists:
            lists.styles.width = new.lists
            reader.feeds.styles.height = new.feeds or 0
        reader.feeds.display = bool(new.feeds)
        reader.entries.display = new.entries
        reader.article.display, reader.article.alone = new.article, not new.lists
        reader.sidebar.display = bool(new.sidebar)
        reader.sidebar.styles.width = new.sidebar or 1
        reader.sidebar.set_class(new.over and not new.single, "-over")
        reader.feeds.edge = reader.entries.edge = None if new.single else "right"
        reader.sidebar.edge = None if new.single or new.over else "left"

    @property
    def fits(self) -> bool:
        """Whether there is room for the panes: else a notice stands there, and nobody sees what a key does."""
        return self._now is None or self._now.fits

    @property
    def shown(self) -> list[Pane]:
        """The panes that Tab goes round."""
        if self._now is None or self._now.single:
            return list(Pane)
        order = [Pane.FEEDS, Pane.ENTRIES, Pane.ARTICLE] if self._now.lists else [Pane.ARTICLE]
        return [*order, Pane.SIDEBAR] if self._now.sidebar else order

    @property
    def covered(self) -> bool:
        """Whether the sidebar, where it is shown, lies over the article or stands in its place."""
        return self._now is not None and (self._now.over or self._now.single)
