"""From rendering's lines to Textual's strips: roles become styles here, and nowhere else."""

from collections.abc import Mapping

from rich.segment import Segment as RichSegment
from rich.style import Style
from textual.strip import Strip

from newstui.rendering.lines import Line, Roles
from newstui.rendering.marks import ascii_line


class Painter:
    """A theme's styles by role, and the strips made with them.

    Styles of the same roles are added up once; `ascii_only` is for terminals that show nothing else.
    """

    def __init__(self, styles: Mapping[str, Style], *, ascii_only: bool = False) -> None:
        self._styles = styles
        self._added: dict[tuple[Roles, Roles], Style] = {}
        self.ascii_only = ascii_only

    def style(self, roles: Roles, ground: Roles = ()) -> Style:
        """The style of a base role with others laid over it, all of it over `ground`."""
        key = (ground, roles)
        found = self._added.get(key)
        if found is None:
            found = Style.null()
            for role in (*ground, *roles):
                found = found + self._styles.get(role, Style.null())
            self._added[key] = found
        return found

    def strip(self, line: Line, width: int, ground: Roles = ()) -> Strip:
        """The line as a strip of exactly `width` cells; `ground` is what blanks and styles without a background lie on."""
        if line.cells != width:
            line = line.padded(width, line.segments[-1].roles[1:2] if line.segments and len(line.segments[-1].roles) > 1 else ())
        if self.ascii_only:
            line = ascii_line(line)
        return Strip([RichSegment(segment.text, self.style(segment.roles, ground)) for segment in line.segments], width)
