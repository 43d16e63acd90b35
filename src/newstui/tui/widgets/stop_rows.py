"""Rows of which some lead somewhere: the cursor stops on those alone, and the others are scrolled past."""

from newstui.rendering.lines import Line, Role
from newstui.rendering.sidebar_rows import SidebarRow, Target
from newstui.tui.strips import Painter
from newstui.tui.widgets.line_pane import CursorPane, Edge


class StopRows(CursorPane):
    """Rows of which the cursor stops on those that Enter can do something with. Subclasses make the rows."""

    def __init__(self, painter: Painter, *, edge: Edge | None = None, id: str | None = None) -> None:
        super().__init__(painter, edge=edge, id=id)
        self.rows: list[SidebarRow] = []
        self._sought: Target | None = None

    def made_rows(self, width: int) -> list[SidebarRow]:
        """The rows for so many cells, at least one."""
        return []

    @property
    def items(self) -> int:
        return len(self.rows)

    @property
    def target(self) -> Target | None:
        """What Enter would act on."""
        return self.rows[self.cursor].target if self.cursor < len(self.rows) else None

    def seek(self, target: Target) -> None:
        """Put the cursor on the row that leads there: at once, or as soon as there are rows."""
        self._sought = target
        if self.rows:
            self.move_to(self._found(self.cursor))

    def _found(self, item: int) -> int:
        """The row that is sought, else `item`."""
        sought, self._sought = self._sought, None
        return next((i for i, row in enumerate(self.rows) if sought is not None and row.target == sought), item)

    def lay_out(self, *, from_top: bool = False) -> None:
        """Make the rows anew and paint them, if they are others now; `from_top` begins with the first one."""
        before, self.rows = self.rows, self._made()
        if self.rows == before and not from_top:
            return
        self.cursor = self._stop_at(0 if from_top else self.cursor)
        self.top = 0 if from_top else max(0, min(self.top, self.last_top))
        self.redraw()

    def move_to(self, item: int) -> bool:
        """Put the cursor on the nearest row it may stop on, looking in the direction of the move first."""
        stops = self._stops
        if not stops:
            return self.scroll_top(self.top + (1 if item > self.cursor else -1))
        if item >= self.cursor:
            goal = self._stop_at(item)
        else:
            goal = next((i for i in reversed(stops) if i <= item), stops[0])
        if goal == stops[0]:
            self.scroll_top(0)  # what stands above the first stop
        return super().move_to(goal)

    @property
    def _stops(self) -> list[int]:
        return [i for i, row in enumerate(self.rows) if row.target is not None]

    def _stop_at(self, item: int) -> int:
        """The first row from `item` on that the cursor may stop on, else the last one."""
        stops = self._stops
        return next((i for i in stops if i >= item), stops[-1] if stops else 0)

    def _made(self) -> list[SidebarRow]:
        return self.made_rows(self.inner_width) if self.inner_width else []

    def fit(self) -> None:
        self.rows = self._made()
        self.cursor = self._stop_at(self._found(self.cursor) if self.rows else self.cursor)
        super().fit()

    def line(self, index: int, width: int) -> Line:
        row = self.rows[index]
        if row.target is None or self.selection(index) is not Role.SELECTION:
            return row.line
        return row.line.padded(width, ()).with_role(Role.SELECTION)
