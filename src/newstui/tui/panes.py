"""The reader screen's four panes: made as the configuration wants them, and what is done to all of them alike."""

from newstui.config.actions import Pane
from newstui.rendering.painting import Highlights
from newstui.tui.desk import Desk
from newstui.tui.strips import Painter
from newstui.tui.widgets.article_view import ArticleView, Look
from newstui.tui.widgets.entity_sidebar import EntitySidebar
from newstui.tui.widgets.entry_list import EntryList
from newstui.tui.widgets.feed_tree import FeedTree
from newstui.tui.widgets.line_pane import CursorPane, LinePane


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
