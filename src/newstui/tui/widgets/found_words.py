"""What the article pane marks on request: words that were looked for, and letters on what leads somewhere."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from newstui.model.spans import Spans
from newstui.rendering.lines import Line
from newstui.tui.strips import Painter
from newstui.tui.widgets.line_pane import LinePane

if TYPE_CHECKING:
    from newstui.rendering.article import ArticleLayout
    from newstui.rendering.letter_hints import LetterHints
    from newstui.tui.widgets.matches import Matches


class FoundWords(LinePane):
    """A pane with an article laid out in it."""

    def __init__(self, painter: Painter, *, id: str | None = None) -> None:
        super().__init__(painter, id=id)
        self.layout_: ArticleLayout | None = None
        self._matches: Matches | None = None
        self._letters: LetterHints | None = None

    def _light(self) -> None:
        """Paint what is marked now; subclasses know what else is."""

    def find(self, query: str) -> int:
        """Mark where words stand; how often they do."""
        from newstui.tui.widgets.matches import Matches

        spans = self.layout_.find(query) if self.layout_ is not None else ()
        self._matches = Matches(query, spans) if spans else None
        self._light()
        return len(spans)

    @property
    def found(self) -> int:
        """How many places are marked."""
        return len(self._matches.spans) if self._matches is not None else 0

    def mark_found(self, query: str, spans: Spans) -> None:
        """Mark what a search of all articles found; nobody went there yet."""
        from newstui.tui.widgets.matches import Matches

        self._matches = Matches(query, spans) if spans else None
        self._light()

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

    @property
    def matched_lines(self) -> list[int]:
        """The line of the place that was gone to, if one was."""
        if self.layout_ is None or self._matches is None or self._matches.at < 0:
            return []
        return [self.layout_.line_of(self._matches.spans[self._matches.at].start)]

    def let_go_of_matches(self) -> bool:
        """Mark no words any more; whether the reader had looked for them or gone to one."""
        marked, self._matches = self._matches is not None and self._matches.at >= 0, None
        self._light()
        return marked

    def show_letters(self, *, links_only: bool = False) -> "LetterHints":
        """Put letters on the links, names and pictures in sight."""
        from newstui.rendering.letter_hints import NO_LETTERS, letter_hints

        layout = self.layout_
        self._letters = (
            letter_hints(layout, self.top, self.top + self.height, links_only=links_only) if layout is not None else NO_LETTERS
        )
        self.redraw()
        return self._letters

    @property
    def has_letters(self) -> bool:
        """Whether letters are shown."""
        return self._letters is not None

    def hide_letters(self) -> None:
        """Take the letters away."""
        self._letters = None
        self.redraw()

    def lettered(self, index: int, line: Line) -> Line:
        """A line with the letters on it, where they are shown."""
        return line if self._letters is None else self._letters.over(index, line)

    def _bring_into_sight(self, lines: Sequence[int]) -> None:
        margin = min(3, self.height // 4)
        if lines[0] >= self.top + margin and lines[-1] < self.top + self.height - margin:
            return
        self.scroll_top(lines[0] - self.height // 3)
