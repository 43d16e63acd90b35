"""Puts an arrangement on the screen: shows, hides and sizes the reader screen's panes."""

from typing import TYPE_CHECKING

from newstui.config.actions import Pane
from newstui.tui.arrangement import WIDE, Arrangement, arrange

if TYPE_CHECKING:
    from newstui.tui.reader_screen import ReaderScreen


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
