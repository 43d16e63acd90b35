"""The rows of a name's page: titles and counts among rows that lead somewhere, with a foot that tells keys, or what happened."""

from collections.abc import Callable

from newstui.rendering.lines import EMPTY, Line, Role
from newstui.rendering.sidebar_rows import SidebarRow, Target
from newstui.rendering.status import Status, status_line
from newstui.tui.activity import Told
from newstui.tui.strips import Painter
from newstui.tui.widgets.line_pane import CursorPane


class StopRows(CursorPane):
    """The page's rows; the cursor stops on those that Enter opens."""

    FOOT = 1

    def __init__(
        self,
        painter: Painter,
        make: Callable[[int], list[SidebarRow]],
        title: str,
        keys: tuple[tuple[str, str], ...],
        told: Callable[[], Told | None],
    ) -> None:
        super().__init__(painter)
        self.active = True
        self.rows: list[SidebarRow] = []
        self._make = make
        self._title, self._keys, self._told = title, keys, told

    @property
    def items(self) -> int:
        return len(self.rows)

    @property
    def target(self) -> Target | None:
        """What Enter opens."""
        return self.rows[self.cursor].target if self.cursor < len(self.rows) else None

    def set_title(self, title: str) -> None:
        self._title = title
        self.refresh_head()

    def lay_out(self, *, from_top: bool = False) -> None:
        if self.inner_width:
            self.rows = self._make(self.inner_width)
            self.cursor = self._stop(0 if from_top else self.cursor)
            self.top = 0 if from_top else max(0, min(self.top, self.last_top))
            self.redraw()

    def _stop(self, item: int) -> int:
        stops = [i for i, row in enumerate(self.rows) if row.target is not None]
        return next((i for i in stops if i >= item), stops[-1] if stops else 0)

    def move_to(self, item: int) -> bool:
        stops = [i for i, row in enumerate(self.rows) if row.target is not None]
        if not stops:
            return self.scroll_top(self.top + (1 if item > self.cursor else -1))
        if item >= self.cursor:
            goal = next((i for i in stops if i >= item), stops[-1])
        else:
            goal = next((i for i in reversed(stops) if i <= item), stops[0])
        moved = super().move_to(goal)
        if goal == stops[0]:
            self.scroll_top(0)
        return moved

    def fit(self) -> None:
        self.rows = self._make(self.inner_width) if self.inner_width else []
        self.cursor = self._stop(self.cursor)
        super().fit()

    def head(self, width: int) -> Line:
        return self.headline(width, self._title)

    def foot(self, width: int) -> Line:
        told = self._told()
        message, error = (told.words if told and told.error is wrong else "" for wrong in (False, True))
        return status_line(
            Status(place="", hints=self._keys, message=message, error=error), width=width, ascii=self._painter.ascii_only
        )

    def line(self, index: int, width: int) -> Line:
        row = self.rows[index]
        selected = self.selection(index) if row.target is not None else None
        if row.line is EMPTY:
            return EMPTY
        return row.line.padded(width, ()).with_role(selected) if selected is Role.SELECTION else row.line
