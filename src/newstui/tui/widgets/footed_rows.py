"""The rows of a page of its own: between the page's name and a foot that tells keys, or what happened."""

from collections.abc import Callable

from newstui.rendering.lines import Line
from newstui.rendering.sidebar_rows import SidebarRow
from newstui.rendering.status import Status, status_line
from newstui.tui.activity import Told
from newstui.tui.strips import Painter
from newstui.tui.widgets.stop_rows import StopRows


class FootedRows(StopRows):
    """A page's rows, which `make` makes for a width."""

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
        self._make = make
        self._title, self._keys, self._told = title, keys, told

    def set_title(self, title: str) -> None:
        """Call the page otherwise."""
        self._title = title
        self.refresh_head()

    def made_rows(self, width: int) -> list[SidebarRow]:
        return self._make(width)

    def head(self, width: int) -> Line:
        return self.headline(width, self._title)

    def foot(self, width: int) -> Line:
        told = self._told()
        message, error = (told.words if told and told.error is wrong else "" for wrong in (False, True))
        return status_line(
            Status(place="", hints=self._keys, message=message, error=error), width=width, ascii=self._painter.ascii_only
        )
