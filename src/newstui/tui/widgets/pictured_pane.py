"""What the article pane shows in the rows that pictures take."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment as RichSegment
from textual.strip import Strip

from newstui.tui.strips import Painter
from newstui.tui.widgets.found_words import FoundWords

if TYPE_CHECKING:
    from newstui.rendering.picture_cells import PictureBox

PictureRows = Callable[["PictureBox"], Sequence[Sequence[RichSegment]]]
"""Makes the rows of a picture's cells."""


def _nothing(boxes: "Sequence[PictureBox]") -> None:
    """Nobody asks where pictures stand."""


class PicturedPane(FoundWords):
    """A pane whose layout leaves room for pictures."""

    def __init__(self, painter: Painter, *, id: str | None = None) -> None:
        super().__init__(painter, id=id)
        self.picture_sizes: Mapping[str, tuple[int, int]] = {}
        """Width and height in pixels of the pictures that are shown, by their addresses."""
        self.on_placed: Callable[[Sequence[PictureBox]], None] = _nothing
        """Hears where pictures stand, whenever that changes."""
        self._picture_rows: PictureRows | None = None
        self._drawn: dict[PictureBox, Sequence[Sequence[RichSegment]]] = {}

    def set_pictures(self, sizes: Mapping[str, tuple[int, int]], rows: PictureRows | None) -> None:
        """Show these pictures where they stand in the article, their cells made by `rows`; without any, none."""
        self.picture_sizes, self._picture_rows = sizes, rows
        self._drawn.clear()
        self._lay_out()

    def set_painter(self, painter: Painter) -> None:
        """Use another theme's ground, too."""
        self._drawn.clear()
        super().set_painter(painter)

    def _lay_out(self) -> None:
        """Lay the article out anew; subclasses do."""

    def _strip(self, index: int, width: int) -> Strip:
        strip = super()._strip(index, width)
        layout = self.layout_
        if self._picture_rows is None or layout is None or (box := layout.box_on(index)) is None:
            return strip
        rows = self._drawn.get(box)
        if rows is None:
            rows = self._drawn[box] = self._picture_rows(box)
        picture = Strip(list(rows[index - box.line]), box.columns)
        return Strip.join([strip.crop(0, box.cell), picture, strip.crop(box.cell + box.columns, width)])
