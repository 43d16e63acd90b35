"""An article as styled lines: the measure, the header, every kind of block, and who said what laid over the text."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple, overload

from newstui.model.analysis import Analysis, Entity, Quotation
from newstui.model.articles import Article
from newstui.model.documents import Block
from newstui.model.spans import Spans, TextSpan
from newstui.rendering.blocks import block_rows
from newstui.rendering.cells import cell_width
from newstui.rendering.finding import find
from newstui.rendering.flow import Row, Stretch
from newstui.rendering.header import header_rows
from newstui.rendering.hyperlinks import Hyperlinks
from newstui.rendering.limits import shortfall
from newstui.rendering.lines import Line, Role, Segment
from newstui.rendering.marks import ascii_line, marks
from newstui.rendering.painting import (
    OVERLAY,
    Highlights,
    Paint,
    Runs,
    document_paints,
    entity_paints,
    gutter_marks,
    quotation_paints,
    shown,
)
from newstui.rendering.picture_cells import PictureBox
from newstui.rendering.remarks import NO_REMARKS, Remarks
from newstui.rendering.speakers import speaker_roles

__all__ = ["ArticleLayout", "Highlights", "QuotationStop", "lay_out"]

_GUTTER = 2  # cells left of the text for a sign and a blank
_NARROW = 30  # below this many cells the text takes them all

_OVERLAY_ORDER = {Role.MATCH: 1, Role.CURRENT: 2, Role.LETTER: 3}


class QuotationStop(NamedTuple):
    """A quotation that the reader can step to: the line it begins on, all it covers, and itself."""

    line: int
    extent: TextSpan
    quotation: Quotation


class _Lines(Sequence[Line]):
    """Lines that are painted when they are first looked at."""

    def __init__(self, layout: "ArticleLayout", known: dict[int, Line]) -> None:
        self._layout = layout
        self.known = known

    def __len__(self) -> int:
        return self._layout.height

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | Sequence[Line]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError(index)
        line = self.known.get(index)
        if line is None:
            line = self.known[index] = self._layout.paint(index)
        return line

    def __iter__(self) -> Iterator[Line]:
        return (self[i] for i in range(len(self)))


class ArticleLayout:
    """An article laid out for one width. Nothing in it changes; `overlay` gives a new one that shares what stayed the same."""

    def __init__(
        self,
        article: Article,
        analysis: Analysis | None,
        *,
        width: int,
        measure: int,
        rows: Sequence[Row],
        links: Mapping[int, str],
        pictures: Mapping[int, Block],
        boxes: Sequence[PictureBox],
        highlights: Highlights,
        chosen: Entity | None,
        ascii: bool,
    ) -> None:
        self.article = article
        self.analysis = analysis
        self.text = article.document.text
        self.width = width
        """Cells of a whole line, margins included."""
        self.measure = measure
        """Cells that the text itself may take."""
        self.left = (width - measure + 1) // 2 if width > measure + 2 * _GUTTER else min(_GUTTER, max(0, width - measure))
        """Cells before the text."""
        self.links = links
        """Each link's number and its address."""
        self.pictures = pictures
        """The line of what stands for each picture."""
        self.boxes = boxes
        """The lines and cells that are left for pictures."""
        self.highlights = highlights
        self.chosen = chosen
        self._rows = rows
        self._ascii = ascii
        self._overlays: dict[Role, Spans] = {}
        self.lines: Sequence[Line] = _Lines(self, {})

    @property
    def height(self) -> int:
        """How many lines there are."""
        return len(self._rows)

    # Where the text stands

    @cached_property
    def _places(self) -> tuple[list[int], list[int], list[int]]:
        """Starts, ends and lines of all stretches, by start."""
        places = sorted(
            (piece.start, piece.end, number)
            for number, row in enumerate(self._rows)
            for piece in row
            if isinstance(piece, Stretch)
        )
        return [p[0] for p in places], [p[1] for p in places], [p[2] for p in places]

    @cached_property
    def _anchors(self) -> list[int]:
        """For each line, the first offset that stands on it or below it; -1 above the text."""
        anchors: list[int] = []
        after = len(self.text)
        for row in reversed(self._rows):
            starts = [piece.start for piece in row if isinstance(piece, Stretch)]
            after = min(starts[0], after) if starts else after
            anchors.append(after)
        anchors.reverse()
        for number, row in enumerate(self._rows):
            if any(isinstance(piece, Stretch) for piece in row):
                break
            anchors[number] = -1
        return anchors

    def line_of(self, offset: int) -> int:
        """The line on which the character at `offset` of the canonical text stands; 0 for a negative offset."""
        starts, _, lines = self._places
        if offset < 0 or not starts:
            return 0
        return lines[max(0, bisect_right(starts, offset) - 1)]

    def offset_of(self, line: int) -> int:
        """The first character on `line` or below it: a place that stays the same in another layout. -1 above the text."""
        if not self._anchors:
            return -1
        return self._anchors[min(max(line, 0), self.height - 1)]

    def lines_of(self, span: TextSpan) -> list[int]:
        """The lines on which any of the span's characters stand, ascending."""
        starts, ends, lines = self._places
        first = max(0, bisect_right(starts, span.start) - 1)
        last = bisect_left(starts, span.end)
        return sorted({lines[i] for i in range(first, last) if starts[i] < span.end and ends[i] > span.start})

    def place_of(self, offset: int) -> tuple[int, int] | None:
        """The line and the cell in which a character of the text begins; None where it is not shown."""
        number, cell = self.line_of(offset), self.left
        for piece in self._rows[number] if self._rows else ():
            if isinstance(piece, Segment):
                cell += cell_width(piece.text)
            elif piece.start <= offset < piece.end:
                return number, cell + cell_width(self.text[piece.start : offset])
            else:
                cell += cell_width(self.text[piece.start : piece.end])
        return None

    def box_on(self, line: int) -> PictureBox | None:
        """The picture whose cells stand on a line, its `cell` counted from the line's beginning."""
        box = next((box for box in self.boxes if box.line <= line < box.line + box.rows), None)
        return box._replace(cell=self.left + box.cell) if box is not None else None

    # What can be stepped through

    @cached_property
    def quotations(self) -> tuple[QuotationStop, ...]:
        """The shown quotations in the order of the text."""
        if self.analysis is None:
            return ()
        found = shown(self.analysis.quotations, self.highlights)
        return tuple(QuotationStop(self.line_of(q.begins), q.extent, q) for q in found)

    def mention_lines(self, entity: Entity) -> tuple[int, ...]:
        """The line of each mention, in the order of the text (a line with two mentions stands there twice)."""
        return tuple(self.line_of(span.start) for span in entity.mentions)

    def find(self, query: str) -> Spans:
        """Where `query` stands in the text, whatever its case and accents."""
        return find(self.text, query)

    # Painting

    def overlay(self, role: Role, spans: Iterable[TextSpan]) -> "ArticleLayout":
        """The same layout with `role` on just these spans (instead of where `role` lay before); other lines are shared.

        CURRENT also draws a bar in the margin, and lies on the comma or blank between two of its spans too; MATCH lies under
        it, LETTER over it.
        """
        new = tuple(sorted(span for span in spans if span.length > 0))
        if role is Role.CURRENT:
            new = _joined(new, self.text)
        old = self._overlays.get(role, ())
        if new == old:
            return self
        other = ArticleLayout(
            self.article,
            self.analysis,
            width=self.width,
            measure=self.measure,
            rows=self._rows,
            links=self.links,
            pictures=self.pictures,
            boxes=self.boxes,
            highlights=self.highlights,
            chosen=self.chosen,
            ascii=self._ascii,
        )
        for name in ("_places", "_anchors", "quotations", "_paints", "_gutter", "_hyperlinks"):
            if name in self.__dict__:
                other.__dict__[name] = self.__dict__[name]
        other._overlays = {**self._overlays, role: new}
        changed = {line for span in {*old, *new} for line in self.lines_of(span)}
        known = self.lines.known if isinstance(self.lines, _Lines) else {}
        other.lines = _Lines(other, {number: line for number, line in known.items() if number not in changed})
        return other

    @cached_property
    def _paints(self) -> list[Paint]:
        paints = document_paints(self.article.document)
        speakers = speaker_roles(self.analysis) if self.analysis is not None else {}
        if self.analysis is not None:
            paints += quotation_paints(self.analysis.quotations, self.text, self.highlights, speakers)
        return paints + entity_paints(self.chosen, speakers)

    @cached_property
    def _hyperlinks(self) -> Hyperlinks:
        return Hyperlinks.of(self.article.document)

    @cached_property
    def _runs(self) -> Runs:
        over = [
            Paint(span, OVERLAY + _OVERLAY_ORDER.get(role, 0), role) for role, spans in self._overlays.items() for span in spans
        ]
        return Runs.of([*self._paints, *over])

    @cached_property
    def _gutter(self) -> dict[int, Role]:
        order = {Role.QUOTE_HEDGE: 0, Role.QUOTE_VIA: 1, Role.QUOTE_STANCE: 2}
        found: dict[int, Role] = {}
        for offset, role in gutter_marks(self.analysis, self.highlights):
            line = self.line_of(offset)
            if line not in found or order[role] < order[found[line]]:
                found[line] = role
        return found

    @cached_property
    def _current_lines(self) -> frozenset[int]:
        return frozenset(line for span in self._overlays.get(Role.CURRENT, ()) for line in self.lines_of(span))

    def paint(self, number: int) -> Line:
        """Make one line anew; `lines` keeps what it made."""
        segments = [*self._margin(number)]
        for piece in self._rows[number]:
            if isinstance(piece, Segment):
                segments.append(piece)
            else:
                painted = self._runs.segments(self.text, piece.start, piece.end, piece.roles)
                segments += self._hyperlinks.over(painted, piece.start) if self.links or self.pictures else painted
        line = Line.of(segments)
        return ascii_line(line) if self._ascii else line

    def _margin(self, number: int) -> Iterator[Segment]:
        signs = marks(self._ascii)
        role = self._gutter.get(number)
        if self.left < _GUTTER:
            yield Segment(" " * self.left)
            return
        if number in self._current_lines:
            yield Segment(" " * (self.left - _GUTTER))
            yield Segment(signs.current_bar, (Role.ACCENT,))
            yield Segment(" ")
        elif role is not None:
            sign = {Role.QUOTE_HEDGE: signs.hedged, Role.QUOTE_VIA: signs.relayed}.get(role, signs.stance)
            yield Segment(" " * (self.left - _GUTTER))
            yield Segment(sign, (Role.MUTED,))
            yield Segment(" ")
        elif self._rows[number]:
            yield Segment(" " * self.left)


def _joined(spans: Spans, text: str) -> Spans:
    """Spans as one where neither letter nor digit stands between them."""
    joined: list[TextSpan] = []
    for span in spans:
        if joined and not any(character.isalnum() for character in text[joined[-1].end : span.start]):
            joined[-1] = TextSpan(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def text_measure(width: int, measure: int) -> int:
    """The cells that text may take in `width`: `measure` (0 = all), less where the margins need it; at least 2."""
    room = width - _GUTTER - 1 if width >= _NARROW else width
    return max(2, min(measure, room) if measure > 0 else room)


def lay_out(
    article: Article,
    analysis: Analysis | None = None,
    *,
    width: int,
    measure: int = 72,
    highlights: Highlights = Highlights.STATEMENTS,
    chosen: Entity | None = None,
    ascii: bool = False,
    now: datetime | None = None,
    date_format: str = "",
    remarks: Remarks = NO_REMARKS,
    pictures: Mapping[str, tuple[int, int]] = MappingProxyType({}),
    ruled: bool = True,
) -> ArticleLayout:
    """Lay an article out in `width` cells, its text in at most `measure` (0 = the width there is), centred.

    An analysis of another text (by its hash) must not be given: its spans would mark the wrong words. `now` gives the time
    zone for dates; without it they stand in their own. `remarks` are the reader's own, for the header. `pictures` are the
    width and height in pixels of those that room is left for, by their addresses. `ruled` draws a line below the header.
    """
    cells = text_measure(width, measure)
    signs = marks(ascii)
    head, title = header_rows(
        article,
        cells,
        signs=signs,
        now=now,
        date_format=date_format,
        missing=shortfall(analysis),
        remarks=remarks,
        ruled=ruled,
    )
    body = block_rows(article.document, cells, signs=signs, skip=title, sizes=pictures)
    rows = [*head, *body.rows]
    return ArticleLayout(
        article,
        analysis,
        width=width,
        measure=cells,
        rows=rows,
        links=body.links,
        pictures={len(head) + row: block for row, block in body.pictures.items()},
        boxes=[box._replace(line=len(head) + box.line) for box in body.boxes],
        highlights=highlights,
        chosen=chosen,
        ascii=ascii,
    )
