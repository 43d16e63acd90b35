"""Finds a name of the whole cache while it is typed."""

from textual import events
from textual.widget import Widget
from textual.widgets import Input

from newstui.model.analysis import EntityType
from newstui.model.lists import EntityRow
from newstui.rendering.cells import cell_width, fit
from newstui.rendering.lines import Line, Role, Segment
from newstui.rendering.painting import ENTITY_ROLES
from newstui.tui.desk import Desk
from newstui.tui.screens.dialog import Dialog, DialogList
from newstui.tui.strips import Painter

KINDS = {EntityType.PERSON: "person", EntityType.ORG: "organisation", EntityType.PLACE: "place"}
_ROWS = 12


class _Found(DialogList):
    def __init__(self, painter: Painter) -> None:
        super().__init__(painter)
        self.rows: list[EntityRow] = []

    @property
    def items(self) -> int:
        return len(self.rows)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        return _ROWS

    def show(self, rows: list[EntityRow]) -> None:
        self.rows = rows
        self.cursor = self.top = 0
        self.redraw()

    def line(self, index: int, width: int) -> Line:
        row = self.rows[index]
        what = f"{KINDS[row.type]}, {row.articles} article{'' if row.articles == 1 else 's'}"
        name = fit(row.name, max(1, width - cell_width(what) - 4))
        gap = " " * max(1, width - 2 - cell_width(name) - cell_width(what))
        made = Line.of(
            (Segment(f" {name}", (ENTITY_ROLES[row.type],)), Segment(gap, ()), Segment(what, (Role.MUTED,)), Segment(" ", ()))
        ).padded(width, ())
        selected = self.selection(index)
        return made.with_role(selected) if selected else made


class EntityPick(Dialog[EntityRow]):
    """Ends with an entity, None where it was given up."""

    AUTO_FOCUS = "Input"
    DEFAULT_CSS = """
    EntityPick #box { width: 72; }
    EntityPick Input { border: none; height: 1; padding: 0 1; margin-bottom: 1; background: $boost; color: $foreground; }
    EntityPick Input:focus { border: none; background-tint: $foreground 0%; }
    """

    def __init__(self, desk: Desk, title: str, *, other_than: EntityRow | None = None) -> None:
        super().__init__(desk, title, "↑ ↓ · Enter · Esc" if not desk.ascii_only else "Up Down - Enter - Esc")
        self._other_than = other_than
        self._found = _Found(desk.painter)

    def content(self) -> list[Widget]:
        """A field, and whom it finds."""
        # Whoever is looked for is often a namesake.
        first = self._other_than.name.split()[-1] if self._other_than is not None else ""
        field = Input(first, placeholder="a name", select_on_focus=True)
        field.cursor_blink = False
        self._find(first)
        return [field, self._found]

    def _find(self, typed: str) -> None:
        rows = self.desk.library.dossiers.search(typed)
        own = self._other_than.id if self._other_than is not None else None
        self._found.show([row for row in rows if row.id != own])

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find whom the letters name."""
        self._find(event.value)
        self.tell(self._foot if self._found.items or not event.value.strip() else "Nobody of that name · Esc")

    def on_input_submitted(self) -> None:
        """Enter."""
        self.dismiss(self._found.rows[self._found.cursor] if self._found.items else None)

    def pressed(self, event: events.Key) -> None:
        """Arrows move among those found; everything else is text."""
        match event.key:
            case "escape" | "ctrl+c":
                self.dismiss(None)
            case "down" | "ctrl+n":
                self._found.move_by(1)
            case "up":
                self._found.move_by(-1)
            case "pagedown":
                self._found.page_by(1)
            case "pageup":
                self._found.page_by(-1)
            case _:
                return
        event.stop()
        event.prevent_default()
