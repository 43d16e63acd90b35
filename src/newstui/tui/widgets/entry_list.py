"""The entry list: as long as it may be, only some hundred rows of it are in memory."""

from collections.abc import Callable
from datetime import datetime

from newstui.model.lists import EntryRow, Found
from newstui.rendering.cells import cell_width
from newstui.rendering.entry_row import entry_line, entry_lines
from newstui.rendering.feed_row import short_count
from newstui.rendering.found_row import found_line
from newstui.rendering.lines import EMPTY, Line, Role, Segment
from newstui.rendering.wrapping import wrap_text
from newstui.tui.entry_window import EntryWindow
from newstui.tui.strips import Painter
from newstui.tui.widgets.line_pane import CursorPane, Edge

_EXACT_FROM = 30
"""From this width on a list's numbers are written in full."""
_HEAD_ROOM = 7
"""Cells of the head besides its words: blanks, and a bit of its line."""
_ONE_LINE_FROM = 76
"""From this width on an entry fits into one line; below, its outlet and age stand under its title."""


class EntryList(CursorPane):
    """Shows a window of a list. Rows beyond the window are read when the cursor gets near them."""

    def __init__(self, painter: Painter, *, edge: Edge | None = None, id: str | None = None) -> None:
        super().__init__(painter, edge=edge, id=id)
        self._window: EntryWindow | None = None
        self._find: Callable[[EntryRow], Found] | None = None
        self._found: dict[int, Found] = {}
        self._title = ""
        self._more = 0
        self._reload_key = ""
        self._empty = ""
        self._outlets = True
        self._now = datetime.now().astimezone()
        self.item_lines = 2
        self.rows_wanted = "auto"
        """How many rows an entry has, as the setting says it."""

    @property
    def items(self) -> int:
        return self._window.total if self._window else 0

    @property
    def total(self) -> int:
        return self.items * self.item_lines if self.items else len(self._empty_lines(self.inner_width))

    @property
    def window(self) -> EntryWindow | None:
        """The rows in memory."""
        return self._window

    @property
    def row(self) -> EntryRow | None:
        """The entry under the cursor."""
        return self._window.row(self.cursor) if self._window else None

    @property
    def head_row(self) -> EntryRow | None:
        """The entry under the cursor, or the one below whose row it stands unfolded."""
        return self._window.head(self.cursor) if self._window else None

    def show(
        self,
        window: EntryWindow,
        title: str,
        *,
        cursor: int = 0,
        empty: str = "",
        outlets: bool = True,
        find: Callable[[EntryRow], Found] | None = None,
    ) -> None:
        """Show a list, named in the head; `empty` says why there is nothing in it, `outlets` whether rows name theirs.

        `find` says of a search's result where the words stand: a row below each entry shows it.
        """
        self._outlets, self._find, self._found = outlets, find, {}
        self._fit_items()
        self._window, self._title, self._more, self._empty = window, title, 0, empty
        self.cursor, self.top = max(0, min(cursor, window.total - 1)), 0
        self._now = datetime.now().astimezone()
        self.reveal()
        self._reach()
        self.redraw()

    def replace(self, window: EntryWindow, cursor: int, *, empty: str = "", outlets: bool = True) -> None:
        """Show the same list read anew: the cursor keeps its row of the screen, and only what differs is painted."""
        offset = self.cursor * self.item_lines - self.top
        before = dict(self._strips), self.top
        self._window, self._empty, self._more, self._outlets = window, empty, 0, outlets
        self._found = {}
        self.cursor = max(0, min(cursor, window.total - 1))
        self.top = max(0, min(self.cursor * self.item_lines - offset, self.last_top))
        self._now = datetime.now().astimezone()
        self._reach()
        self._strips.clear()
        for row in range(self.height):
            old = before[0].get(before[1] + row)
            if old is None or self.top + row >= self.total or old != self._strip(self.top + row, self.inner_width):
                self.refresh_rows(row, 1)
        self.reveal()
        self.refresh_head()

    def patch(self, entry_id: int, change: Callable[[EntryRow], EntryRow]) -> bool:
        """Change a row, if it is in memory; whether it was."""
        item = self._window.patch(entry_id, change) if self._window else None
        if item is not None:
            self.redraw_item(item)
        return item is not None

    def patch_all(self, change: Callable[[EntryRow], EntryRow]) -> None:
        """Change every row in memory."""
        if self._window:
            self._window.rows = [change(row) for row in self._window.rows]
            self.redraw()

    def set_rows(self, wanted: str) -> None:
        """Give an entry as many rows as the setting says."""
        if wanted != self.rows_wanted:
            self.rows_wanted = wanted
            self.fit()
            self.redraw()

    def set_more(self, more: int, key: str) -> None:
        """How many entries have come that are not shown yet, and the key that shows them, for the head line."""
        if more != self._more:
            self._more, self._reload_key = more, key
            self.refresh_head()

    def scroll_top(self, top: int) -> bool:
        self._reach(top)
        return super().scroll_top(top)

    def _reach(self, top: int | None = None) -> None:
        """Read the rows that will be in sight, before they are painted."""
        if self._window:
            first = (self.top if top is None else max(0, min(top, self.last_top))) // self.item_lines
            self._window.reach(first, first + self.height // self.item_lines + 2)

    def fit(self) -> None:
        self._fit_items()
        super().fit()
        self._reach()

    def _fit_items(self) -> None:
        """Give each entry its rows, and one more to what a search found."""
        wide = self.inner_width >= _ONE_LINE_FROM
        item_lines = {"one": 1, "two": 2}.get(self.rows_wanted, 1 if wide else 2) + (1 if self._find is not None else 0)
        if item_lines != self.item_lines:
            self.top = self.top // self.item_lines * item_lines
            self.item_lines = item_lines

    def head(self, width: int) -> Line:
        shown = str if width >= _EXACT_FROM else short_count
        count = f"{shown(self.cursor + 1)}/{shown(self.items)}" if self.items else ""
        if not self._more:
            return self.headline(width, self._title, count)
        words, key = f"{shown(self._more)} more", f", {self._reload_key}"
        fits = cell_width(self._title) + len(f"{words}{key} {count}") <= width - _HEAD_ROOM
        return self.headline(width, self._title, f"{words}{key if fits else ''} {count}".strip())

    def line(self, index: int, width: int) -> Line:
        if not self.items:
            return self._empty_lines(width)[index]
        item, part = divmod(index, self.item_lines)
        row = self._window.get(item) if self._window else None
        if row is None:
            return EMPTY
        selected = self.selection(item)
        ascii, outlets = self._painter.ascii_only, self._outlets
        found = self._found_in(row)
        if found is not None and part == self.item_lines - 1:
            return found_line(found, width=width, selected=selected, ascii=ascii)
        made = entry_line if self.item_lines == (1 if found is None else 2) else entry_lines
        matched = found.title if found is not None else ()
        lines = made(row, width=width, now=self._now, selected=selected, show_outlet=outlets, matched=matched, ascii=ascii)
        return lines if isinstance(lines, Line) else lines[part]

    def _found_in(self, row: EntryRow) -> Found | None:
        if self._find is None:
            return None
        found = self._found.get(row.id)
        if found is None:
            found = self._found[row.id] = self._find(row)
        return found

    def _empty_lines(self, width: int) -> list[Line]:
        if not self._empty or width < 4:
            return []
        return [EMPTY, *(Line.of((Segment(f"  {text}", (Role.FAINT,)),)) for text in wrap_text(self._empty, max(4, width - 4)))]
