"""Styled lines: what rendering gives and the screen shows. A segment says what it is (its roles), never how it looks."""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from newstui.config.roles import Role as Role
from newstui.rendering.cells import cell_width, cut

Roles = tuple[Role, ...]
"""A base role, then what is laid over it: a later role's style goes over an earlier one's."""


class Segment(NamedTuple):
    """A stretch of a line with one look."""

    text: str
    roles: Roles = (Role.TEXT,)
    link: str = ""
    """The address that a click on it opens, as `newstui.rendering.hyperlinks.clickable` gives it."""


class Line(msgspec.Struct, frozen=True):
    """One row of the screen. `cells` is its width; nothing in it breaks a line."""

    segments: tuple[Segment, ...]
    cells: int

    @classmethod
    def of(cls, segments: Iterable[Segment]) -> "Line":
        """A line of these segments; empty ones go, neighbours of the same roles and link are joined."""
        joined: list[Segment] = []
        for segment in segments:
            if not segment.text:
                continue
            if joined and joined[-1][1:] == segment[1:]:
                joined[-1] = Segment(joined[-1].text + segment.text, *segment[1:])
            else:
                joined.append(segment)
        return cls(tuple(joined), sum(cell_width(s.text) for s in joined))

    @property
    def text(self) -> str:
        """The line's characters."""
        return "".join(segment.text for segment in self.segments)

    def with_role(self, role: Role) -> "Line":
        """The same line with `role` laid over all of it."""
        return Line(tuple(Segment(s.text, (*s.roles, role), s.link) for s in self.segments), self.cells)

    def padded(self, width: int, roles: Roles = (Role.TEXT,)) -> "Line":
        """The line filled with blanks to `width` cells, or cut there."""
        if self.cells == width:
            return self
        if self.cells < width:
            return Line.of((*self.segments, Segment(" " * (width - self.cells), roles)))
        kept, room = [], width
        for segment in self.segments:
            text = cut(segment.text, room)
            kept.append(Segment(text, *segment[1:]))
            room -= cell_width(text)
            if text != segment.text:
                break
        # A wide character on the edge leaves a cell open.
        return Line.of((*kept, Segment(" " * room, roles)))


EMPTY = Line((), 0)
"""A blank line."""


def line(text: str, *roles: Role) -> Line:
    """A line of one segment."""
    return Line.of((Segment(text, roles or (Role.TEXT,)),))
