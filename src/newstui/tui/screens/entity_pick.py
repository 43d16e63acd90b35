"""Finds a name of the whole cache while it is typed."""

from newstui.model.lists import EntityRow
from newstui.model.numbers import counted
from newstui.rendering.cells import cell_width, fit
from newstui.rendering.lines import Line, Role, Segment
from newstui.rendering.painting import ENTITY_ROLES
from newstui.tui.desk import Desk
from newstui.tui.screens.finder import Finder, FoundList


class _Found(FoundList[EntityRow]):
    def line(self, index: int, width: int) -> Line:
        row = self.found[index]
        what = f"{row.type.noun}, {counted(row.articles, 'article')}"
        name = fit(row.name, max(1, width - cell_width(what) - 4))
        gap = " " * max(1, width - 2 - cell_width(name) - cell_width(what))
        made = Line.of(
            (Segment(f" {name}", (ENTITY_ROLES[row.type],)), Segment(gap, ()), Segment(what, (Role.MUTED,)), Segment(" ", ()))
        )
        return self.marked(index, made, width)


class EntityPick(Finder[EntityRow]):
    """Ends with an entity, None where it was given up."""

    DEFAULT_CSS = """
    EntityPick #box { width: 72; }
    """

    def __init__(self, desk: Desk, title: str, *, other_than: EntityRow | None = None) -> None:
        keys = "↑ ↓ · Enter · Esc" if not desk.ascii_only else "Up Down - Enter - Esc"
        # Whoever is looked for is often a namesake.
        first = other_than.name.split()[-1] if other_than is not None else ""
        super().__init__(desk, title, keys, _Found(desk.painter), asks_for="a name", first=first)
        self._other_than = other_than
        self._show(first)

    def _show(self, typed: str) -> None:
        rows = self.desk.library.dossiers.search(typed)
        own = self._other_than.id if self._other_than is not None else None
        self._found.show([row for row in rows if row.id != own])

    def find(self, typed: str) -> None:
        """Find whom the letters name."""
        self._show(typed)
        self.tell(self._foot if self._found.items or not typed.strip() else "Nobody of that name · Esc")
