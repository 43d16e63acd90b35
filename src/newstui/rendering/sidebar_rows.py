"""What the sidebar is made of: its rows, and what Enter does on them."""

import msgspec

from newstui.model.analysis import Entity, Quotation
from newstui.rendering.cells import cell_width, fit
from newstui.rendering.lines import Line, Role, Roles, Segment, line
from newstui.rendering.marks import Marks
from newstui.rendering.speakers import Speaker
from newstui.rendering.wrapping import wrap_text

NAMES_MOST = 44
"""Cells of a name and its count together: further apart, the eye loses the row between them."""


class SpeakerTarget(msgspec.Struct, frozen=True):
    """Enter chooses this speaker and goes to what it says first; again, to what it says next."""

    speaker: Speaker


class EntityTarget(msgspec.Struct, frozen=True):
    """Enter chooses this entity of the article; again, it goes to where it is named next."""

    entity: Entity


class KnownTarget(msgspec.Struct, frozen=True):
    """Enter chooses this entity, whether or not the article names it."""

    entity_id: int
    name: str


class QuotationTarget(msgspec.Struct, frozen=True):
    """Enter goes to this quotation in the article."""

    quotation: Quotation


class SaidTarget(msgspec.Struct, frozen=True):
    """Enter opens an entry at one of its quotations, by its number in the analysis."""

    entry_id: int
    number: int


class EntryTarget(msgspec.Struct, frozen=True):
    """Enter opens another entry."""

    entry_id: int


Target = SpeakerTarget | EntityTarget | KnownTarget | QuotationTarget | SaidTarget | EntryTarget


class SidebarRow(msgspec.Struct, frozen=True):
    """A row, and what Enter does on it; None where the cursor does not stop."""

    line: Line
    target: Target | None = None


def said(text: str, width: int, role: Role) -> list[SidebarRow]:
    """Words over as many rows as they take."""
    return [SidebarRow(line(f" {piece}", role)) for piece in wrap_text(text, max(2, width - 2))]


def heading(text: str, right: str, width: int) -> Line:
    """A section's name, and a number or a word at the right."""
    width = min(width, NAMES_MOST)
    gap = max(1, width - 2 - cell_width(text) - len(right))
    made = (Segment(" ", ()), Segment(text, (Role.HEADING, Role.STRONG)), Segment(" " * gap, ()), Segment(right, (Role.COUNT,)))
    return Line.of((*made, Segment(" ", ())))


def named_row(
    name: str, roles: Roles, count: str, width: int, signs: Marks, *, chosen: bool = False, watched: bool = False
) -> Line:
    """A name and a count; a sign and a ground where it is the chosen one, another sign where it is watched."""
    room = max(1, min(width, NAMES_MOST) - 3 - len(count))
    shown = fit(name, room, signs.ellipsis)
    return Line.of(
        (
            Segment(signs.kept if chosen else signs.watched if watched else " ", (Role.ACCENT,)),
            Segment(shown, (*roles, Role.ENTITY_CHOSEN) if chosen else roles),
            Segment(" " * (room - cell_width(shown) + 1), ()),
            Segment(count + " ", (Role.COUNT,)),
        )
    )
