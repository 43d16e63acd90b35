"""The article pane: an article laid out, or a few lines that say why there is none."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from newstui.config.roles import Ground
from newstui.model.analysis import Analysis, Entity, Quotation
from newstui.model.articles import Article
from newstui.model.spans import TextSpan
from newstui.rendering.cells import fit
from newstui.rendering.lines import Line, Role
from newstui.rendering.painting import Highlights
from newstui.rendering.remarks import NO_REMARKS, Remarks
from newstui.tui.strips import Painter
from newstui.tui.widgets.notice import Notice, notice_lines
from newstui.tui.widgets.pictured_pane import PicturedPane

if TYPE_CHECKING:
    from newstui.rendering.article import ArticleLayout, QuotationStop
    from newstui.rendering.speakers import Speaker

_STEP = 5
"""Per cent: the head tells the place in such steps."""


class Look(NamedTuple):
    """How articles are laid out."""

    measure: int
    highlights: Highlights
    date_format: str = ""
    ascii_only: bool = False


class ArticleView(PicturedPane):
    """Shows one article. It lays out anew for a new width, an analysis or a look, and keeps the place by text offset."""

    GROUND = Ground.ARTICLE

    def __init__(self, painter: Painter, look: Look, *, id: str | None = None) -> None:
        super().__init__(painter, id=id)
        self.look = look
        self.alone = False
        """Whether no list beside it shows which article it is; the head names it then, once its title is out of sight."""
        self.chosen: Entity | None = None
        self.speaker: Speaker | None = None
        """Whose quotations are stepped through; None: everybody's."""
        self._article: Article | None = None
        self._analysis: Analysis | None = None
        self._notice: Notice | None = None
        self._notice_lines: list[Line] = []
        self._state = ""
        self._remarks = NO_REMARKS
        self._current: Quotation | None = None
        self._mention_line = -1
        self._wanted: int | None = None  # a place to go to as soon as the width is known
        self._anchor: tuple[int, int] | None = None
        """The line put at the top by the last layout, and the offset it was chosen for: so no resize moves the place."""

    # What is shown.

    def show(
        self,
        article: Article,
        analysis: Analysis | None,
        *,
        offset: int = 0,
        state: str = "",
        remarks: Remarks | None = None,
    ) -> None:
        """Show another article from a text offset on; `state` says what is still being done, for the head line."""
        self._remarks = self._remarks if remarks is None else remarks
        self._article, self._analysis, self._notice, self._state = article, analysis, None, state
        self.chosen = self.speaker = self._current = self._matches = None
        self.layout_ = self._anchor = None
        self.top = 0
        self._wanted = offset
        self._lay_out()

    def update_article(self, article: Article, analysis: Analysis | None, *, state: str = "") -> None:
        """Show a better text or analysis of the same article; the place is kept."""
        if self._article is None or self._article.document.text != article.document.text:
            self._current = self._matches = self._anchor = None
        if analysis is not None and self.chosen is not None:
            self.chosen = next((entity for entity in analysis.entities if entity.name == self.chosen.name), None)
        if analysis is not None and self._current is not None:
            self._current = next((quotation for quotation in analysis.quotations if quotation == self._current), None)
        self._article, self._analysis, self._state = article, analysis, state
        self._lay_out()

    def set_state(self, state: str) -> None:
        """What is still being done, for the head line."""
        if state != self._state:
            self._state = state
            self.refresh_head()

    def set_remarks(self, remarks: Remarks) -> None:
        """The reader's own tags and note, for the header."""
        if remarks != self._remarks:
            self._remarks = remarks
            if self.layout_ is not None:
                self._lay_out()

    def show_notice(self, notice: Notice) -> None:
        """Show words instead of an article."""
        if self._notice == notice:
            return
        self._article = self._analysis = self.layout_ = self._current = self._matches = self._wanted = None
        self.chosen = self.speaker = None
        self._notice, self._notice_lines, self._state, self.top = notice, notice_lines(notice, self.inner_width), "", 0
        self.redraw()

    def set_look(self, look: Look) -> None:
        """Change measure, highlights or signs."""
        self.look = look
        self._lay_out()

    def set_highlights(self, highlights: Highlights) -> None:
        """Show other highlights."""
        self.set_look(self.look._replace(highlights=highlights))

    def choose(self, entity: Entity | None, speaker: "Speaker | None" = None) -> None:
        """Mark every mention of an entity, and step only through what a speaker says; None lets go."""
        self.speaker = speaker
        if entity != self.chosen:
            self.chosen = entity
            self._lay_out()
        self.refresh_head()

    @property
    def article(self) -> Article | None:
        """The article that is shown."""
        return self._article

    @property
    def analysis(self) -> Analysis | None:
        """Its analysis, if there is one."""
        return self._analysis

    # Places.

    @property
    def text_offset(self) -> int:
        """The text offset of the first line in sight; 0 at the top."""
        if self._wanted is not None:
            return self._wanted
        if self._anchor is not None and self._anchor[0] == self.top:
            return self._anchor[1]
        return max(0, self.layout_.offset_of(self.top)) if self.layout_ and self.top else 0

    def go_to_offset(self, offset: int) -> None:
        """Put the line of a text offset at the top."""
        if self.layout_ is not None:
            self.scroll_top(self.layout_.line_of(offset) if offset > 0 else 0)
            self.refresh_head()

    def scroll_by(self, lines: int) -> bool:
        """Scroll; whether anything moved."""
        moved = self.scroll_top(self.top + lines)
        if moved:
            self.refresh_head()
        return moved

    def page_by(self, pages: int) -> bool:
        """Scroll by pages that share a line; whether anything moved."""
        return self.scroll_by(pages * max(1, self.height - 2))

    @property
    def position(self) -> str:
        """How far down: "All", "Top", "Bot", or in between how much of the way, as pagers say it; in steps, so that the head
        stays as it is while one reads on line by line."""
        if self.total <= self.height:
            return "All"
        if self.top in (0, self.last_top):
            return "Bot" if self.top else "Top"
        return f"{max(_STEP, self.top * 100 // self.last_top // _STEP * _STEP)}%"

    # Quotations and mentions.

    @property
    def current(self) -> Quotation | None:
        """The quotation that was stepped to last."""
        return self._current

    def quotation_in_sight(self) -> Quotation | None:
        """The quotation that was stepped to, else the first one in sight."""
        if self._current is not None or self.layout_ is None:
            return self._current
        return next((stop.quotation for stop in self.layout_.quotations if self.top <= stop.line < self.top + self.height), None)

    @property
    def focused(self) -> Quotation | None:
        """The quotation that was stepped to, while any of it is in sight."""
        if self.layout_ is None or self._current is None:
            return None
        lines = self.layout_.lines_of(self._current.extent)
        return self._current if any(self.top <= line < self.top + self.height for line in lines) else None

    @property
    def current_row(self) -> int:
        """That of the words that were found, or of the quotation that was stepped to."""
        lines = self.matched_lines or [stop.line for stop in self.stops if stop.quotation is self.focused]
        row = lines[0] - self.top if lines else 0
        return self.HEAD + (row if 0 <= row < self.height else 0)

    @property
    def stops(self) -> "Sequence[QuotationStop]":
        """The quotations to step through: all that are shown, or the chosen speaker's."""
        if self.layout_ is None or self.speaker is None:
            return self.layout_.quotations if self.layout_ is not None else ()
        name = self.speaker.name
        return [stop for stop in self.layout_.quotations if stop.quotation.speaker == name]

    def step_quotation(self, step: int, *, around: bool = False) -> Quotation | None:
        """Go to the next (1) or previous (-1) quotation; None where there is no further one.

        `around` goes on with the first one after the last.
        """
        stops = self.stops
        at = next((i for i, stop in enumerate(stops) if stop.quotation is self._current), None)
        if at is not None:
            at += step
        elif step > 0:
            at = next((i for i, stop in enumerate(stops) if stop.line >= self.top), len(stops))
        else:
            at = max((i for i, stop in enumerate(stops) if stop.line < self.top), default=-1)
        if around and stops:
            at %= len(stops)
        if not 0 <= at < len(stops):
            return None
        self.go_to_quotation(stops[at].quotation)
        return self._current

    def go_to_quotation(self, quotation: Quotation) -> None:
        """Mark a quotation and bring it into sight."""
        if self.layout_ is None:
            return
        self._current, self._matches = quotation, None
        self._light()
        self._bring_into_sight(self.layout_.lines_of(quotation.extent) or [self.layout_.line_of(quotation.extent.start)])
        self.refresh_head()

    def step_mention(self, step: int, *, around: bool = False) -> bool:
        """Go to the next or previous line with a mention of the chosen entity; `around` goes on with the first."""
        if self.layout_ is None or self.chosen is None:
            return False
        lines = sorted(set(self.layout_.mention_lines(self.chosen)))
        here: int | None = (
            self._mention_line
            if self._mention_line in lines and self.top <= self._mention_line < self.top + self.height
            else None
        )
        if step > 0:
            ahead = [line for line in lines if (line > here if here is not None else line >= self.top)]
        else:
            ahead = [line for line in lines if (line < here if here is not None else line < self.top)][::-1]
        if not ahead and around:
            ahead = lines
        if not ahead:
            return False
        self._mention_line = ahead[0]
        self._bring_into_sight([ahead[0]])
        self.refresh_head()
        return True

    def _lit(self, layout: "ArticleLayout") -> "ArticleLayout":
        """The layout with what was found, and where the reader stands: on a match, else on a quotation."""
        found = self._matches
        match = found.spans[found.at : found.at + 1] if found is not None and found.at >= 0 else ()
        layout = layout.overlay(Role.MATCH, found.spans if found is not None else ())
        return layout.overlay(Role.CURRENT, match or _parts(self._current)).overlay(Role.LETTER, match)

    def _light(self) -> None:
        if self.layout_ is None:
            return
        before = self.layout_
        after = self.layout_ = self._lit(before)
        changed = [i for i in range(self.top, min(self.top + self.height, after.height)) if after.lines[i] != before.lines[i]]
        self._strips.clear()
        for index in changed:
            self.redraw_line(index)

    # Lines.

    @property
    def total(self) -> int:
        return self.layout_.height if self.layout_ else len(self._notice_lines)

    def head(self, width: int) -> Line:
        if self.layout_ is None:
            return self.headline(width, "Article")
        stops = self.stops
        at = next((i + 1 for i, stop in enumerate(stops) if stop.quotation is self._current), 0)
        parts = [self._state] if self._state else []
        if stops:
            signs = '"" ' if self.look.ascii_only else "“” "
            if self.speaker is not None:
                signs += f"{fit(self.speaker.label, max(8, width // 3))} "
            parts.append(f"{signs}{at}/{len(stops)}" if at else f"{signs}{len(stops)}")
        parts.append(self.position)
        named = self._article if self.alone and self.top > 3 else None
        return self.headline(width, named.title if named is not None else "Article", "  ".join(parts))

    def line(self, index: int, width: int) -> Line:
        return self.lettered(index, self.layout_.lines[index]) if self.layout_ else self._notice_lines[index]

    def fit(self) -> None:
        if self._article is not None:
            if self.layout_ is None or self.layout_.width != self.inner_width:
                self._make_layout()
        elif self._notice is not None:
            self._notice_lines = notice_lines(self._notice, self.inner_width)
        super().fit()

    def _lay_out(self) -> None:
        """Lay the article out anew and paint the lines that differ; before a width is known, only remember the place."""
        if self._article is None:
            return
        if not self.inner_width:
            self._wanted = self.text_offset
            return
        before, top = self.layout_, self.top
        after = self._make_layout()
        if before is None or not _same_rows(before, after) or self.top != top:
            self.redraw()
            return
        self._strips.clear()
        self.refresh_head()
        for index in range(self.top, min(self.top + self.height, self.total)):
            if after.lines[index] != before.lines[index]:
                self.redraw_line(index)

    def _make_layout(self) -> "ArticleLayout":
        from newstui.rendering.article import lay_out  # with all that lays out blocks: an empty pane needs none of it

        assert self._article is not None
        before, offset = self.layout_, self.text_offset
        layout = lay_out(
            self._article,
            self._analysis,
            width=self.inner_width,
            measure=self.look.measure,
            highlights=self.look.highlights,
            chosen=self.chosen,
            ascii=self.look.ascii_only,
            now=datetime.now().astimezone(),
            date_format=self.look.date_format,
            remarks=self._remarks,
            pictures=self.picture_sizes,
            ruled=self.ruled,
        )
        self.on_placed(layout.boxes)
        self.layout_ = self._lit(layout)
        if self._wanted is not None or before is None or not _same_rows(before, layout):
            self.top = max(0, min(layout.line_of(offset) if offset > 0 else 0, self.last_top))
            self._anchor = (self.top, offset)
        self._wanted = None
        self.top = max(0, min(self.top, self.last_top))
        return self.layout_


def _same_rows(before: "ArticleLayout", after: "ArticleLayout") -> bool:
    """Whether the same text stands on the same rows of two layouts."""
    return before.width == after.width and before.height == after.height and before.text == after.text


def _parts(quotation: Quotation | None) -> tuple[TextSpan, ...]:
    return (*quotation.content, *quotation.source, *quotation.cue) if quotation else ()
