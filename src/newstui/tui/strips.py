"""From rendering's lines to Textual's strips: roles become styles here, and nowhere else."""

from collections.abc import Mapping

from rich.segment import Segment as RichSegment
from rich.style import Style
from textual.strip import Strip

from newstui.config.roles import Ground
from newstui.rendering.lines import Line, Roles, Segment
from newstui.rendering.marks import ascii_line


class Painter:
    """A theme's styles by role, and the strips made with them.

    Styles of the same roles are added up once; `ascii_only` is for terminals that show nothing else, `links` for those whose
    links can be clicked.
    """

    def __init__(
        self, styles: Mapping[str, Style], grounds: Mapping[Ground, Style], *, ascii_only: bool = False, links: bool = False
    ) -> None:
        self._styles = styles
        self._grounds = grounds
        self._added: dict[tuple[Ground, Roles], Style] = {}
        self.ascii_only = ascii_only
        self._links = links

    def style(self, roles: Roles, ground: Ground) -> Style:
        """The style of a base role with others laid over it, all of it over a ground."""
        found = self._added.get((ground, roles))
        if found is None:
            found = self._grounds[ground]
            for role in roles:
                found = found + self._styles[role]
            self._added[ground, roles] = found
        return found

    def strip(self, line: Line, width: int, ground: Ground) -> Strip:
        """The line as a strip of exactly `width` cells, on a ground."""
        if line.cells != width:
            line = line.padded(width, ())
        if self.ascii_only:
            line = ascii_line(line)
        if self._links and any(segment.link for segment in line.segments):
            return Strip([RichSegment(s.text, self._linked(s, ground)) for s in line.segments], width)
        return Strip([RichSegment(segment.text, self.style(segment.roles, ground)) for segment in line.segments], width)

    def _linked(self, segment: Segment, ground: Ground) -> Style:
        style = self.style(segment.roles, ground)
        return style.update_link(segment.link) if segment.link else style
