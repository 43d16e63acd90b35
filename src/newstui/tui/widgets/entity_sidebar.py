"""The sidebar: who speaks in the article, who and what it names, what the chosen one says, where else it is named."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from newstui.model.analysis import Analysis, Entity
from newstui.rendering.lines import EMPTY, Line, Role
from newstui.rendering.painting import Highlights
from newstui.rendering.sidebar import sidebar_rows
from newstui.rendering.sidebar_rows import EntityTarget, SidebarRow, Target
from newstui.rendering.speakers import Speaker
from newstui.tui.strips import Painter
from newstui.tui.widgets.line_pane import CursorPane, Edge

if TYPE_CHECKING:
    from newstui.model.entities import Dossier
    from newstui.model.lists import EntityRow


class EntitySidebar(CursorPane):
    """Rows of which the cursor stops on those that Enter can do something with."""

    def __init__(self, painter: Painter, *, edge: Edge | None = None, id: str | None = None) -> None:
        super().__init__(painter, edge=edge, id=id)
        self._rows: list[SidebarRow] = []
        self._analysis: Analysis | None = None
        self._text = ""
        self._waiting = ""
        self._highlights = Highlights.STATEMENTS
        self._chosen: Entity | None = None
        self._speaker: Speaker | None = None
        self._dossier: Dossier | None = None
        self._cast: Mapping[str, EntityRow] = {}

    @property
    def items(self) -> int:
        return len(self._rows)

    @property
    def target(self) -> Target | None:
        """What Enter would act on."""
        return self._rows[self.cursor].target if self.cursor < len(self._rows) else None

    @property
    def entities(self) -> list[Entity]:
        """The entities in the order in which they are shown."""
        return list(dict.fromkeys(row.target.entity for row in self._rows if isinstance(row.target, EntityTarget)))

    def show(
        self, analysis: Analysis | None, text: str, *, waiting: str = "", cast: "Mapping[str, EntityRow] | None" = None
    ) -> None:
        """Show an article's names; `cast` says who each is in the cache, `waiting` is said while there is no analysis."""
        same = analysis is not None and analysis is self._analysis
        self._analysis, self._text, self._waiting, self._cast = analysis, text, waiting, cast or {}
        if not same:
            self._chosen = self._speaker = self._dossier = None
        self._lay_out()

    def set_highlights(self, highlights: Highlights) -> None:
        """Count the quotations that these highlights show."""
        self._highlights = highlights
        self._lay_out()

    def choose(self, entity: Entity | None, speaker: Speaker | None, dossier: "Dossier | None") -> None:
        """Show all there is about an entity or a speaker; `dossier` is what the cache knows of it."""
        before = (self._chosen, self._speaker, self._dossier.entity.id if self._dossier is not None else None)
        after = (entity, speaker, dossier.entity.id if dossier is not None else None)
        self._chosen, self._speaker, self._dossier = entity, speaker, dossier
        self._lay_out()
        if before != after and after != (None, None, None):
            self.move_to(0)
            self.scroll_top(0)

    def move_to(self, item: int) -> bool:
        """Put the cursor on the nearest row it may stop on, looking in the direction of the move first."""
        stops = [i for i, row in enumerate(self._rows) if row.target is not None]
        if not stops:
            return self.scroll_top(self.top + (1 if item > self.cursor else -1))
        if item >= self.cursor:
            goal = next((i for i in stops if i >= item), stops[-1])
        else:
            goal = next((i for i in reversed(stops) if i <= item), stops[0])
        if goal == stops[0]:
            self.scroll_top(0)  # the heading above the first stop
        return super().move_to(goal)

    def _lay_out(self) -> None:
        before, self._rows = self._rows, self._made_rows()
        if self._rows == before:
            return
        self._stop_somewhere()
        self.top = max(0, min(self.top, self.last_top))
        self.redraw()

    def _stop_somewhere(self) -> None:
        """Put the cursor on a row that it may stop on, if there is one."""
        at = min(self.cursor, max(0, len(self._rows) - 1))
        self.cursor = next((i for i in range(at, len(self._rows)) if self._rows[i].target), 0)

    def _made_rows(self) -> list[SidebarRow]:
        if not self.inner_width:
            return []
        return sidebar_rows(
            self._analysis,
            self._text,
            width=self.inner_width,
            highlights=self._highlights,
            chosen=self._chosen,
            speaker=self._speaker,
            dossier=self._dossier,
            cast=self._cast,
            now=datetime.now().astimezone(),
            waiting=self._waiting,
            ascii=self._painter.ascii_only,
        )

    def fit(self) -> None:
        self._rows = self._made_rows()
        self._stop_somewhere()
        super().fit()

    def head(self, width: int) -> Line:
        count = len(self._analysis.entities) if self._analysis else 0
        return self.headline(width, "Names", str(count) if count else "")

    def line(self, index: int, width: int) -> Line:
        row = self._rows[index]
        selected = self.selection(index) if row.target is not None and self.active else None
        made = row.line if row.line is not EMPTY else EMPTY
        return made.padded(width, ()).with_role(selected) if selected is Role.SELECTION else made
