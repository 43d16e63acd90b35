"""What stands behind a dialog, as it is there."""

from rich.segment import Segment
from textual.css.styles import RulesMap
from textual.screen import Screen
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from newstui.tui.counted_strip import counted


class Behind(Visual):
    """The rows of another screen, without its links.

    The library's own way counts the cells of each row anew, not as they were counted for it, and fills up or cuts what differs.
    """

    def __init__(self, screen: Screen[object]) -> None:
        self._screen = screen

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """All rows."""
        return [counted(_without_links(strip)) for strip in self._screen._compositor.render_strips()]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """All there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """That of the screen."""
        return self._screen.size.height


def _without_links(strip: Strip) -> Strip:
    return Strip([Segment(text, style and style.clear_meta_and_links()) for text, style, _ in strip], strip.cell_length)
