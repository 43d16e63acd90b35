"""A pane of lines that are drawn when they come into sight.

Not a ScrollView: its `virtual_size` lays the whole screen out anew whenever the number of lines changes, and its focus
repaints the whole widget. A pane here knows which line is at its top and refreshes just the rows that change, so that a
cursor step costs two rows on the wire.
"""

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from newstui.rendering.lines import EMPTY, Line, Role, Roles, Segment
from newstui.tui.strips import Painter


class LinePane(Widget):
    """A head line, and below it `height` rows of `total` lines from `top` on."""

    GROUND: Roles = ()
    """What all of the pane's lines lie on."""
    HEAD = 1
    """Rows that the head takes."""

    def __init__(self, painter: Painter, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._painter = painter
        self._strips: dict[int, Strip] = {}
        self.top = 0
        """The line in the first row below the head."""
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

    def line(self, index: int, width: int) -> Line:
        """The line at an index below `total`."""
        return EMPTY

    # Geometry.

    @property
    def height(self) -> int:
        """Rows for lines."""
        return max(1, self.size.height - self.HEAD)

    @property
    def last_top(self) -> int:
        """The furthest that the pane can be scrolled."""
        return max(0, self.total - self.height)

    def scroll_top(self, top: int) -> bool:
        """Put the line at an index into the first row; whether anything moved."""
        top = max(0, min(top, self.last_top))
        if top == self.top:
            return False
        self.top = top
        self.refresh_rows(0, self.height)
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
        """Paint one line anew."""
        self._strips.pop(index, None)
        self.refresh_rows(index - self.top, 1)

    def refresh_rows(self, row: int, count: int) -> None:
        """Repaint rows below the head, as far as they are in sight."""
        first, end = max(0, row), min(self.height, row + count)
        if first < end and self.size.width:
            self.refresh(Region(0, self.HEAD + first, self.size.width, end - first))

    def refresh_head(self) -> None:
        """Repaint the head line."""
        if self.HEAD and self.size.width:
            self.refresh(Region(0, 0, self.size.width, self.HEAD))

    def render_line(self, y: int) -> Strip:
        """The strip in row `y` of the widget."""
        width = self.size.width
        if y < self.HEAD:
            return self._painter.strip(self.head(width), width, self.GROUND)
        index = self.top + y - self.HEAD
        if index >= self.total:
            return self._painter.strip(EMPTY, width, self.GROUND)
        strip = self._strips.get(index)
        if strip is None:
            if len(self._strips) > 2000:
                self._strips.clear()
            strip = self._strips[index] = self._painter.strip(self.line(index, width), width, self.GROUND)
        return strip

    def on_resize(self) -> None:
        """Another width makes other lines."""
        self._strips.clear()
        self.top = max(0, min(self.top, self.last_top))

    def headline(self, width: int, title: str, right: str = "") -> Line:
        """A head: the pane's name, stronger where the keys go, and something on the right."""
        from newstui.rendering.cells import cell_width, fit

        room = width - 2 - (cell_width(right) + 1 if right else 0)
        name = fit(title, max(1, room))
        role = Role.ACCENT if self.active else Role.FAINT
        gap = " " * max(1, width - 2 - cell_width(name) - cell_width(right))
        return Line.of((Segment(" ", ()), Segment(name, (role,)), Segment(gap, ()), Segment(right, (Role.FAINT,)), Segment(" ", ())))


class CursorPane(LinePane):
    """A pane with a cursor on one of its lines."""

    def __init__(self, painter: Painter, *, id: str | None = None) -> None:
        super().__init__(painter, id=id)
        self.cursor = 0

    def selection(self, index: int) -> Role | None:
        """What is laid over a line: the selection where the cursor is."""
        if index != self.cursor:
            return None
        return Role.SELECTION if self.active else Role.SELECTION_INACTIVE

    def set_active(self, active: bool) -> None:
        """Give the pane the keys, or take them away: the cursor's line looks different."""
        if active != self.active:
            super().set_active(active)
            self.redraw_line(self.cursor)

    def move_to(self, index: int) -> bool:
        """Put the cursor on a line and bring it into sight; whether it moved."""
        index = max(0, min(index, self.total - 1))
        if index == self.cursor or self.total == 0:
            self.reveal()
            return False
        before, self.cursor = self.cursor, index
        self.redraw_line(before)
        self.redraw_line(index)
        self.reveal()
        self.refresh_head()
        return True

    def reveal(self) -> None:
        """Scroll as little as needed to show the cursor; half a pane where it is far off."""
        if self.top <= self.cursor < self.top + self.height:
            return
        far = self.cursor < self.top - self.height or self.cursor >= self.top + 2 * self.height
        if far:
            self.scroll_top(self.cursor - self.height // 2)
        elif self.cursor < self.top:
            self.scroll_top(self.cursor)
        else:
            self.scroll_top(self.cursor - self.height + 1)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        super().on_resize()
        self.reveal()
