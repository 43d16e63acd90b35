"""What is shown in a terminal too small for the reader."""

from textual.strip import Strip
from textual.widget import Widget

from newstui.config.roles import Ground
from newstui.rendering.lines import EMPTY, Line, Role, Segment
from newstui.rendering.wrapping import wrap_text
from newstui.tui.arrangement import SMALLEST
from newstui.tui.strips import Painter


class TooSmall(Widget):
    """A polite notice in the middle of whatever room there is."""

    def __init__(self, painter: Painter, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._painter = painter

    def set_painter(self, painter: Painter) -> None:
        """Use another theme's styles."""
        self._painter = painter
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """A line of the notice."""
        width, height = self.size
        here = self.app.size
        words = f"newstui needs {SMALLEST[0]} columns and {SMALLEST[1]} lines; this terminal has {here.width} and {here.height}."
        lines = list(wrap_text(words, max(2, width - 2)))[:height]
        at = y - (height - len(lines)) // 2
        shown = Line.of((Segment(lines[at].center(max(0, width)), (Role.MUTED,)),)) if 0 <= at < len(lines) else EMPTY
        return self._painter.strip(shown, width, Ground.ARTICLE)
