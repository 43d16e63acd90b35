"""The comparison: every printing of a quotation, the earliest first; Enter opens one where it stands."""

from collections.abc import Sequence
from datetime import datetime

from textual.widget import Widget

from newstui.config.actions import Action
from newstui.model.printings import Printed, Printing
from newstui.rendering.lines import EMPTY, Line
from newstui.rendering.printings import printing_lines
from newstui.tui.desk import Desk
from newstui.tui.screens.dialog import Dialog
from newstui.tui.screens.wrapped_list import WrappedList


class _Printings(WrappedList):
    def __init__(self, desk: Desk, printed: Printed) -> None:
        super().__init__(desk.painter)
        self._desk, self.printed = desk, printed
        self.cursor = printed.all.index(printed.here)

    @property
    def items(self) -> int:
        return len(self.printed.all)

    def item_lines_at(self, item: int, width: int) -> Sequence[Line]:
        lines = printing_lines(
            self.printed.all[item],
            self.printed,
            width=width,
            now=datetime.now().astimezone(),
            date_format=self._desk.settings.reading.date_format,
        )
        return lines if item == self.items - 1 else [*lines, EMPTY]


class ComparisonScreen(Dialog[Printing]):
    """Answers the printing that is to be opened."""

    def __init__(self, desk: Desk, printed: Printed) -> None:
        super().__init__(desk, "The same words elsewhere", "Enter opens it there · Esc")
        self._list = _Printings(desk, printed)

    def content(self) -> list[Widget]:
        """The printings."""
        return [self._list]

    def act(self, action: Action) -> None:
        """Move, open."""
        if self._list.move(action):
            return
        if action.id == "move.open":
            self.dismiss(self._list.printed.all[self._list.cursor])
        elif action.id == "quote.compare":
            self.dismiss(None)
