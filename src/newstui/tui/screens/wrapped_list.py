"""A dialog's list whose items take as many lines as their words need."""

from collections.abc import Sequence

from textual.geometry import Size

from newstui.rendering.lines import EMPTY, Line
from newstui.tui.screens.dialog import DialogList
from newstui.tui.strips import Painter


class WrappedList(DialogList):
    """Lays its items out for a width, once; `forget` after they changed."""

    def __init__(self, painter: Painter) -> None:
        super().__init__(painter)
        self._laid: tuple[int, list[Line], list[int]] = (-1, [], [0])

    def item_lines_at(self, item: int, width: int) -> Sequence[Line]:
        """An item's lines in `width` cells, at least one."""
        return (EMPTY,)

    def forget(self) -> None:
        """Lay the items out anew, and paint them."""
        self._laid = (-1, [], [0])
        self.cursor = max(0, min(self.cursor, self.items - 1))
        self.refresh(layout=True)
        self.redraw()

    def _lay_out(self, width: int) -> tuple[list[Line], list[int]]:
        """All lines, and where each item begins, with the end."""
        if width != self._laid[0]:
            lines: list[Line] = []
            starts = [0]
            for item in range(self.items):
                lines += self.item_lines_at(item, width)
                starts.append(len(lines))
            self._laid = (width, lines, starts)
        return self._laid[1], self._laid[2]

    def get_content_height(self, container: object, viewport: Size, width: int) -> int:
        return self.room(max(1, len(self._lay_out(width)[0])), viewport)

    @property
    def total(self) -> int:
        return len(self._lay_out(self.inner_width)[0])

    def line(self, index: int, width: int) -> Line:
        lines, starts = self._lay_out(width)
        chosen = self.items and starts[self.cursor] <= index < starts[self.cursor + 1]
        return self.marked(self.cursor, lines[index], width) if chosen else lines[index].padded(width, ())

    def _extent(self, item: int) -> tuple[int, int]:
        starts = self._lay_out(self.inner_width)[1]
        return starts[min(item, len(starts) - 1)], starts[min(item + 1, len(starts) - 1)]

    def redraw_item(self, item: int) -> None:
        for index in range(*self._extent(item)):
            self.redraw_line(index)

    def page_by(self, pages: int) -> bool:
        """To the item that stands a page further."""
        starts = self._lay_out(self.inner_width)[1]
        goal = starts[self.cursor] + pages * max(1, self.height - 1)
        item = next((item for item in range(self.items) if starts[item + 1] > goal), self.items - 1)
        return self.move_to(item if item != self.cursor else self.cursor + pages)

    def _revealing_top(self) -> int:
        first, end = self._extent(self.cursor)
        if self.top <= first and end <= self.top + self.height:
            return self.top
        return first if first < self.top or end - first > self.height else end - self.height

    def clicked(self, y: int) -> bool:
        starts = self._lay_out(self.inner_width)[1]
        item = next((item for item in range(self.items) if starts[item + 1] > self.top + y - self.HEAD), None)
        return item is not None and not self.move_to(item)
