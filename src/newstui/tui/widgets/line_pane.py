"""A pane of lines that are drawn when they come into sight.

Not a ScrollView: its `virtual_size` lays the whole screen out anew whenever the number of lines changes, and its focus
repaints the whole widget. A pane here knows which line is at its top and refreshes just the rows that change, so that a
cursor step costs two rows on the wire.
"""

from typing import Literal

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from newstui.config.roles import Ground
from newstui.config.settings import ListSteps
from newstui.rendering.cells import cell_width
from newstui.rendering.feed_name import fit_name
from newstui.rendering.lines import EMPTY, Line, Role, Segment, line
from newstui.tui.counted_strip import counted
from newstui.tui.strips import Painter

Edge = Literal["left", "right"]
_EDGE = line("│", Role.BORDER)
_WHEEL = 3  # lines a step


class PaneClicked(Message):
    """A pane was clicked; `again` says that the cursor was there already."""

    def __init__(self, pane: "LinePane", again: bool) -> None:
        super().__init__()
        self.pane = pane
        self.again = again


class LinePane(Widget):
    """A head line, and below it `height` rows of `total` lines from `top` on."""

    GROUND = Ground.PANEL
    """What all of the pane's lines lie on."""
    HEAD = 1
    """Rows that the head takes."""
    FOOT = 0
    """Rows that the foot takes."""

    def __init__(self, painter: Painter, *, edge: Edge | None = None, id: str | None = None) -> None:
        super().__init__(id=id)
        self._painter = painter
        self.edge = edge
        """The side on which a thin line parts the pane from its neighbour."""
        self._strips: dict[int, Strip] = {}
        self._head: Line | None = None
        self._foot: Line | None = None
        self._fitted = Size(0, 0)
        self.top = 0
        """The line in the first row below the head."""
        self.ruled = True
        """Whether the head has a line drawn in it."""
        self.active = False
        """Whether keys go to this pane."""

    # What a pane is about; subclasses answer.

    @property
    def total(self) -> int:
        """How many lines there are."""
        return 0

    def head(self, width: int) -> Line:
        """The pane's head line."""
        return EMPTY

    def foot(self, width: int) -> Line:
        """The pane's last line."""
        return EMPTY

    def line(self, index: int, width: int) -> Line:
        """The line at an index below `total`."""
        return EMPTY

    # Geometry.

    @property
    def size(self) -> Size:
        """What the pane was laid out for, without the search that Textual's own answer takes: a pane has no border or padding."""
        return self.outer_size

    @property
    def inner_width(self) -> int:
        """Cells of a line."""
        return max(0, self.size.width - (1 if self.edge else 0))

    @property
    def height(self) -> int:
        """Rows for lines."""
        return max(1, self.size.height - self.HEAD - self.FOOT)

    @property
    def last_top(self) -> int:
        """The furthest that the pane can be scrolled."""
        return max(0, self.total - self.height)

    @property
    def current_row(self) -> int:
        """The row of the widget that matters now, for who cannot see the others."""
        return self.HEAD

    def scroll_top(self, top: int) -> bool:
        """Put the line at an index into the first row; whether anything moved."""
        top = max(0, min(top, self.last_top))
        if top == self.top:
            return False
        self.top = top
        self.refresh_rows(0, self.height)
        if self.FOOT:
            self.refresh_head()
        return True

    # Painting.

    def set_painter(self, painter: Painter) -> None:
        """Use another theme's styles."""
        self._painter = painter
        self.redraw()

    def set_active(self, active: bool) -> None:
        """Give the pane the keys, or take them away."""
        if active != self.active:
            self.active = active
            self.refresh_head()

    def redraw(self) -> None:
        """Forget every strip and paint the pane anew."""
        self._strips.clear()
        self.refresh()

    def redraw_line(self, index: int) -> None:
        """Paint one line anew, if it looks different now."""
        before = self._strips.pop(index, None)
        if not self.top <= index < self.top + self.height:
            return
        if before is None or index >= self.total or not self.inner_width or before != self._strip(index, self.inner_width):
            self.refresh_rows(index - self.top, 1)

    def refresh_rows(self, row: int, count: int) -> None:
        """Repaint rows below the head, as far as they are in sight."""
        first, end = max(0, row), min(self.height, row + count)
        if first < end and self.size.width:
            self.refresh(Region(0, self.HEAD + first, self.size.width, end - first))

    def refresh_head(self) -> None:
        """Repaint the head line and the foot, if they say something else now."""
        if not self.size.width:
            return
        if self.HEAD and self.head(self.inner_width) != self._head:
            self.refresh(Region(0, 0, self.size.width, self.HEAD))
        if self.FOOT and self.foot(self.inner_width) != self._foot:
            self.refresh(Region(0, self.size.height - self.FOOT, self.size.width, self.FOOT))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a part of the widget, so that what stands before it cuts them where they are to be cut."""
        return [counted(strip) for strip in super().render_lines(crop)]

    def render_line(self, y: int) -> Strip:
        """The strip in row `y` of the widget, its edge included."""
        size = self.size
        if size != self._fitted:
            self._fitted = size
            self._strips.clear()
            self.fit()
        width = max(0, size.width - (1 if self.edge else 0))
        if y < self.HEAD:
            self._head = self.head(width)
            strip = self._painter.strip(self._head, width, self.GROUND)
        elif self.FOOT and y >= size.height - self.FOOT:
            self._foot = self.foot(width)
            strip = self._painter.strip(self._foot, width, self.GROUND)
        else:
            strip = self._strip(self.top + y - self.HEAD, width)
        if self.edge is None:
            return strip
        edge = self._painter.strip(_EDGE, 1, self.GROUND)
        return Strip.join([edge, strip] if self.edge == "left" else [strip, edge])

    def _strip(self, index: int, width: int) -> Strip:
        if index >= self.total:
            return self._painter.strip(EMPTY, width, self.GROUND)
        strip = self._strips.get(index)
        if strip is None:
            if len(self._strips) > 2000:
                self._strips.clear()
            strip = self._strips[index] = self._painter.strip(self.line(index, width), width, self.GROUND)
        return strip

    def fit(self) -> None:
        """Take another size in, just before it is painted for the first time: nothing here asks for another paint."""
        self.top = max(0, min(self.top, self.last_top))

    def on_mouse_scroll_down(self) -> None:
        """The wheel scrolls without moving the cursor."""
        self.scroll_top(self.top + _WHEEL)

    def on_mouse_scroll_up(self) -> None:
        """The wheel scrolls without moving the cursor."""
        self.scroll_top(self.top - _WHEEL)

    def on_click(self, event: events.Click) -> None:
        """A click gives the pane the keys."""
        self.post_message(PaneClicked(self, self.clicked(event.y)))

    def clicked(self, y: int) -> bool:
        """Take a click in row `y`; whether what is there was chosen already."""
        return False

    def headline(self, width: int, title: str, right: str = "") -> Line:
        """A head: the pane's name, stronger where the keys go, a quiet rule, and something on the right."""
        end = f" {right} " if right else " "
        room = width - 3 - cell_width(end)
        name = fit_name(title, max(1, room))
        rule = max(0, width - 2 - cell_width(name) - cell_width(end))
        sign = ("─" if self.ruled else " ") * rule
        return Line.of(
            (
                Segment(" ", ()),
                Segment(name, (Role.ACCENT, Role.STRONG) if self.active else (Role.MUTED,)),
                Segment(" ", ()),
                Segment(sign, (Role.BORDER_FOCUS if self.active else Role.BORDER,)),
                Segment(end, (Role.COUNT,)),
            )
        ).padded(width, ())


class CursorPane(LinePane):
    """A pane of items with a cursor on one of them; an item takes `item_lines` lines."""

    def __init__(self, painter: Painter, *, edge: Edge | None = None, id: str | None = None) -> None:
        super().__init__(painter, edge=edge, id=id)
        self.cursor = 0
        self.item_lines = 1
        self.steps: ListSteps = "auto"
        """How far the list moves when the cursor gets to its end."""

    @property
    def items(self) -> int:
        """How many items there are."""
        return 0

    @property
    def total(self) -> int:
        return self.items * self.item_lines

    @property
    def current_row(self) -> int:
        return self.HEAD + self.cursor * self.item_lines - self.top

    @property
    def last_top(self) -> int:
        """The furthest that the pane can be scrolled: no item is cut at its top."""
        return max(0, self._whole(self.total - self.height))

    def _whole(self, top: int) -> int:
        """The next line at or below `top` with which an item begins."""
        return -(-top // self.item_lines) * self.item_lines

    def selection(self, item: int) -> Role | None:
        """What is laid over an item: the selection where the cursor is."""
        if item != self.cursor:
            return None
        return Role.SELECTION if self.active else Role.SELECTION_INACTIVE

    def set_active(self, active: bool) -> None:
        """Give the pane the keys, or take them away: the cursor's item looks different."""
        if active != self.active:
            super().set_active(active)
            self.redraw_item(self.cursor)

    def redraw_item(self, item: int) -> None:
        """Paint one item anew."""
        for index in range(item * self.item_lines, (item + 1) * self.item_lines):
            self.redraw_line(index)

    def move_to(self, item: int) -> bool:
        """Put the cursor on an item and bring it into sight; whether it moved."""
        item = max(0, min(item, self.items - 1))
        if item == self.cursor or self.items == 0:
            self.reveal()
            return False
        before, self.cursor = self.cursor, item
        self.redraw_item(before)
        self.redraw_item(item)
        self.reveal()
        self.refresh_head()
        return True

    def move_by(self, items: int) -> bool:
        """Move the cursor; whether it moved."""
        return self.move_to(self.cursor + items)

    def page_by(self, pages: int) -> bool:
        """Move the cursor by pages; whether it moved."""
        return self.move_by(pages * max(1, self.height // self.item_lines - 1))

    def reveal(self) -> None:
        """Show the cursor: scroll as little as needed, or a page; to the middle where it is more than a pane off."""
        self.scroll_top(self._revealing_top())

    def _revealing_top(self) -> int:
        first = self.cursor * self.item_lines
        end = first + self.item_lines
        if self.top <= first and end <= self.top + self.height:
            return self.top
        if first < self.top - self.height or end > self.top + 2 * self.height:
            return self._whole(first - self.height // 2)
        if self._turns_pages:  # one item stays in sight, and none is passed over
            page = (self.height // self.item_lines - 1) * self.item_lines
            if first < self.top:
                return min(first, max(self.top - page, self._whole(end + self.item_lines - self.height)))
            return max(self._whole(end - self.height), min(self.top + page, first - self.item_lines))
        return first if first < self.top else self._whole(end - self.height)

    @property
    def _turns_pages(self) -> bool:
        """Beside other panes, where a terminal cannot scroll, each step would be the whole list anew over the line."""
        return self.steps == "page" or (self.steps == "auto" and self.edge is not None)

    def fit(self) -> None:
        """Keep the cursor in sight."""
        super().fit()
        self.top = max(0, min(self._revealing_top(), self.last_top))

    def clicked(self, y: int) -> bool:
        item = (self.top + y - self.HEAD) // self.item_lines
        return y >= self.HEAD and item < self.items and not self.move_to(item)
