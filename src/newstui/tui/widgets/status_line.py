"""The last row: where the reader is, what runs, what went wrong."""

from textual.strip import Strip
from textual.widget import Widget

from newstui.config.roles import Ground
from newstui.rendering.status import Status, status_line
from newstui.tui.strips import Painter


class StatusLine(Widget):
    """One row; it is painted only when its words change."""

    def __init__(self, painter: Painter, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._painter = painter
        self.status = Status("newstui")

    def set_painter(self, painter: Painter) -> None:
        """Use another theme's styles."""
        self._painter = painter
        self.refresh()

    def show(self, status: Status) -> None:
        """Tell this."""
        if status != self.status:
            self.status = status
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line."""
        width = self.size.width
        made = status_line(self.status, width=width, ascii=self._painter.ascii_only)
        return self._painter.strip(made, width, Ground.STATUS)
