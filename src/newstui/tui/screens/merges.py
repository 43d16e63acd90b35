"""Which names were joined without asking, and why; what the reader decided: each can be undone here."""

from asyncio import wrap_future
from datetime import datetime
from typing import TYPE_CHECKING

from textual.widget import Widget

from newstui.config.actions import Action, Pane
from newstui.errors import NewstuiError
from newstui.model.entities import Decision, Joined
from newstui.reading.dossiers import Split
from newstui.rendering.ages import ago
from newstui.rendering.cells import fit
from newstui.rendering.lines import EMPTY, Line, Role, Segment
from newstui.tui.screens.dialog import Dialog, DialogList
from newstui.tui.strips import Painter

if TYPE_CHECKING:
    from newstui.tui.reader_screen import ReaderScreen

_MOST = 200


class _Made(DialogList):
    def __init__(self, painter: Painter) -> None:
        super().__init__(painter)
        self.rows: list[Decision | Joined] = []
        self.item_lines = 2

    @property
    def items(self) -> int:
        return len(self.rows)

    @property
    def total(self) -> int:
        return max(1, self.items * self.item_lines)

    @property
    def row(self) -> Decision | Joined | None:
        """What the cursor is on."""
        return self.rows[self.cursor] if self.rows else None

    def show(self, rows: list[Decision | Joined]) -> None:
        self.rows = rows
        self.cursor = max(0, min(self.cursor, self.items - 1))
        self.refresh(layout=True)
        self.redraw()

    def line(self, index: int, width: int) -> Line:
        if not self.rows:
            words = "No name was joined to another one so far, and you decided nothing."
            return Line.of((Segment(words, (Role.MUTED,)),)) if index == 0 else EMPTY
        row, now = self.rows[index // 2], datetime.now().astimezone()
        if isinstance(row, Decision):
            first, second = f"{row.words[:1].upper()}{row.words[1:]}", f"  you said so {ago(row.at, now)}"
        else:
            when = f", {ago(row.alias.joined_at, now)}" if row.alias.joined_at is not None else ""
            first, second = f"“{row.alias.name}” is “{row.entity.name}”", f"  {row.alias.reason}{when}"
        role = Role.TEXT if index % 2 == 0 else Role.MUTED
        return self.marked(index // 2, Line.of((Segment(fit(first if index % 2 == 0 else second, width), (role,)),)), width)


class MergesScreen(Dialog[None]):
    """Shows decisions, then automatic joins, each with its reason; the remove key undoes one."""

    PANE = Pane.SIDEBAR

    def __init__(self, reader: "ReaderScreen") -> None:
        key = reader.desk.keymap.first("entity.split")
        super().__init__(reader.desk, "Merges", f"{key} undo this one · Esc")
        self._reader = reader
        self._list = _Made(reader.desk.painter)

    def content(self) -> list[Widget]:
        """The list."""
        return [self._list]

    def on_mount(self) -> None:
        """Read what was joined."""
        self._read()

    def _read(self) -> None:
        dossiers = self.desk.library.dossiers
        self._list.show([*dossiers.decisions(limit=_MOST), *dossiers.joined(limit=_MOST)])

    def act(self, action: Action) -> None:
        """Move, or undo what the cursor is on."""
        row = self._list.row
        if self._list.move(action):
            return
        if action.id == "entity.merges":
            self.dismiss(None)
        elif row is not None and action.id == "entity.split":
            self.run_worker(self._undo(row))

    async def _undo(self, row: Decision | Joined) -> None:
        marks = self.desk.marks
        try:
            if isinstance(row, Decision):
                await wrap_future(marks.withdraw(row.id))
                words = "Taken back."
            else:
                marked = await wrap_future(marks.decide(Split(row.alias.id)))
                words = f"{marked.words}." if marked.words else "It is its only name: nothing to take away."
        except NewstuiError as error:
            self.tell(str(error))
            return
        self._reader.keeper.read_names_again()
        self._read()
        self.tell(words)
