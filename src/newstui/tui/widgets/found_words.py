"""What the article pane marks on request: words that were looked for, and letters on the links in sight."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from newstui.rendering.lines import Line
from newstui.tui.strips import Painter
from newstui.tui.widgets.line_pane import LinePane

if TYPE_CHECKING:
    from newstui.rendering.article import ArticleLayout
    from newstui.tui.widgets.matches import Matches


class FoundWords(LinePane):
    """A pane with an article laid out in it."""

    def __init__(self, painter: Painter, *, id: str | None = None) -> None:
        super().__init__(painter, id=id)
        self.layout_: ArticleLayout | None = None
        self._matches: Matches | None = None
        self._letters: dict[int, str] = {}

    def _light(self) -> None:
        """Paint what is marked now; subclasses know what else is."""

    def find(self, query: str) -> int:
        """Mark where words stand; how often they do."""
        from newstui.tui.widgets.matches import Matches

        spans = self.layout_.find(query) if self.layout_ is not None else ()
        self._matches = Matches(query, spans) if spans else None
        self._light()
        return len(spans)

    def step_match(self, step: int) -> "Matches | None":
        """Go to another place that was found, first to the one at or below the top; None where nothing was looked for."""
        if self.layout_ is None or self._matches is None:
            return None
        lines = [self.layout_.line_of(span.start) for span in self._matches.spans]
        first = next((i for i, line in enumerate(lines) if line >= self.top), 0)
        self._matches = self._matches.stepped(step, first)
        self._light()
        self._bring_into_sight([lines[self._matches.at]])
        self.refresh_head()
        return self._matches

    def let_go_of_matches(self) -> bool:
        """Mark no words any more; whether any were marked."""
        marked, self._matches = self._matches is not None, None
        self._light()
        return marked

    def show_letters(self) -> dict[int, str]:
        """Put letters on the links in sight; by their numbers."""
        from newstui.rendering.link_hints import link_letters

        lines = self.layout_.lines[self.top : self.top + self.height] if self.layout_ is not None else ()
        self._letters = link_letters(lines)
        self.redraw()
        return self._letters

    def hide_letters(self) -> None:
        """Take the letters away."""
        self._letters = {}
        self.redraw()

    def lettered(self, line: Line) -> Line:
        """A line with the letters on its links, where they are shown."""
        if not self._letters:
            return line
        from newstui.rendering.link_hints import with_letters

        return with_letters(line, self._letters)

    def _bring_into_sight(self, lines: Sequence[int]) -> None:
        margin = min(3, self.height // 4)
        if lines[0] >= self.top + margin and lines[-1] < self.top + self.height - margin:
            return
        self.scroll_top(lines[0] - self.height // 3)
