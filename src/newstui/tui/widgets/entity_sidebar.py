"""The sidebar: who speaks in the article, who and what it names, what the chosen one says, where else it is named."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from newstui.model.analysis import Analysis, Entity
from newstui.rendering.lines import Line
from newstui.rendering.painting import Highlights
from newstui.rendering.sidebar import sidebar_rows
from newstui.rendering.sidebar_rows import EntityTarget, SidebarRow
from newstui.rendering.speakers import Speaker
from newstui.tui.strips import Painter
from newstui.tui.widgets.line_pane import Edge
from newstui.tui.widgets.stop_rows import StopRows

if TYPE_CHECKING:
    from newstui.model.entities import Dossier
    from newstui.model.lists import EntityRow


class EntitySidebar(StopRows):
    """Who is in the open article, and all there is about the chosen one."""

    def __init__(self, painter: Painter, *, edge: Edge | None = None, id: str | None = None) -> None:
        super().__init__(painter, edge=edge, id=id)
        self._analysis: Analysis | None = None
        self._text = ""
        self._waiting = ""
        self._highlights = Highlights.STATEMENTS
        self._chosen: Entity | None = None
        self._speaker: Speaker | None = None
        self._dossier: Dossier | None = None
        self._cast: Mapping[str, EntityRow] = {}

    @property
    def entities(self) -> list[Entity]:
        """The entities in the order in which they are shown."""
        return list(dict.fromkeys(row.target.entity for row in self.rows if isinstance(row.target, EntityTarget)))

    def show(
        self, analysis: Analysis | None, text: str, *, waiting: str = "", cast: "Mapping[str, EntityRow] | None" = None
    ) -> None:
        """Show an article's names; `cast` says who each is in the cache, `waiting` is said while there is no analysis."""
        same = analysis is not None and analysis is self._analysis
        self._analysis, self._text, self._waiting, self._cast = analysis, text, waiting, cast or {}
        if not same:
            self._chosen = self._speaker = self._dossier = None
        self.lay_out()

    def set_highlights(self, highlights: Highlights) -> None:
        """Count the quotations that these highlights show."""
        self._highlights = highlights
        self.lay_out()

    def choose(self, entity: Entity | None, speaker: Speaker | None, dossier: "Dossier | None") -> None:
        """Show all there is about an entity or a speaker; `dossier` is what the cache knows of it."""
        before = (self._chosen, self._speaker, self._dossier.entity.id if self._dossier is not None else None)
        after = (entity, speaker, dossier.entity.id if dossier is not None else None)
        self._chosen, self._speaker, self._dossier = entity, speaker, dossier
        self.lay_out()
        if before != after and after != (None, None, None):
            self.move_to(0)
            self.scroll_top(0)

    def made_rows(self, width: int) -> list[SidebarRow]:
        return sidebar_rows(
            self._analysis,
            self._text,
            width=width,
            highlights=self._highlights,
            chosen=self._chosen,
            speaker=self._speaker,
            dossier=self._dossier,
            cast=self._cast,
            now=datetime.now().astimezone(),
            waiting=self._waiting,
            ascii=self._painter.ascii_only,
        )

    def head(self, width: int) -> Line:
        count = len(self._analysis.entities) if self._analysis else 0
        return self.headline(width, "Names", str(count) if count else "")
