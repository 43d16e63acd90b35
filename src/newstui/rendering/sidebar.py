"""The sidebar: who speaks in an article and how often, who and what it names, and all there is about the chosen one."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from newstui.model.analysis import Analysis, Entity, EntityType, Quotation
from newstui.rendering.ages import age
from newstui.rendering.cells import cell_width, fit
from newstui.rendering.lines import EMPTY, Line, Role, Roles, Segment, line
from newstui.rendering.marks import Marks, ascii_line, marks
from newstui.rendering.painting import ENTITY_ROLES, Highlights, content_role, entity_role
from newstui.rendering.quotation_text import content_text
from newstui.rendering.speakers import Speaker, speaker_roles, speakers_of
from newstui.rendering.wrapping import wrap_text

GROUPS = ((EntityType.PERSON, "People"), (EntityType.ORG, "Organisations"), (EntityType.PLACE, "Places"))
_SAID_ROWS = 2  # of each quotation of the chosen one


class SpeakerTarget(msgspec.Struct, frozen=True):
    """Enter chooses this speaker and goes to what it says first; again, to what it says next."""

    speaker: Speaker


class EntityTarget(msgspec.Struct, frozen=True):
    """Enter chooses this entity; again, it goes to where it is named next."""

    entity: Entity


class QuotationTarget(msgspec.Struct, frozen=True):
    """Enter goes to this quotation in the article."""

    quotation: Quotation


class EntryTarget(msgspec.Struct, frozen=True):
    """Enter opens another entry."""

    entry_id: int


Target = SpeakerTarget | EntityTarget | QuotationTarget | EntryTarget


class OtherArticle(msgspec.Struct, frozen=True):
    """Another article that names the chosen entity, `mentions` times."""

    entry_id: int
    title: str
    outlet: str
    published: datetime
    mentions: int


class SidebarRow(msgspec.Struct, frozen=True):
    """A row, and what Enter does on it; None where the cursor does not stop."""

    line: Line
    target: Target | None = None


def sidebar_rows(
    analysis: Analysis | None,
    text: str,
    *,
    width: int,
    highlights: Highlights = Highlights.ALL,
    chosen: Entity | None = None,
    speaker: Speaker | None = None,
    others: Sequence[OtherArticle] | None = None,
    now: datetime | None = None,
    waiting: str = "",
    ascii: bool = False,
) -> list[SidebarRow]:
    """The rows of the sidebar, `width` cells at most.

    The quotations that count are those that `highlights` shows. `others` is None while it is not known. `waiting` is said
    where there is no analysis ("Reading the article for names..."). Without a chosen entity or speaker the groups stand
    alone; with one, what is known of it stands first.
    """
    signs = marks(ascii)
    if analysis is None:
        rows = _said(waiting or "No article is open.", width, Role.FAINT)
    elif not analysis.entities and not analysis.quotations:
        rows = _said(_nothing(analysis), width, Role.FAINT)
    else:
        speakers = speakers_of(analysis, highlights)
        if speaker is None and chosen is not None:
            speaker = next((one for one in speakers if one.name == chosen.name), None)
        rows = []
        if chosen is not None or speaker is not None:
            rows += _about(chosen, speaker, analysis, text, width, others, now, signs)
        rows += _groups(analysis, speakers, width, chosen, speaker, signs)
        if analysis.reduced:
            rows += [SidebarRow(EMPTY), *_said("Found without the language model: expect gaps.", width, Role.WARNING)]
    rows = [row if row.line.cells <= width else SidebarRow(row.line.padded(width), row.target) for row in rows]
    return [SidebarRow(ascii_line(row.line), row.target) for row in rows] if ascii else rows


def _nothing(analysis: Analysis) -> str:
    if analysis.language not in ("en", ""):
        return "Names and quotations are found in English articles only."
    return "No people, organisations or places are named."


def _said(text: str, width: int, role: Role) -> list[SidebarRow]:
    return [SidebarRow(line(f" {piece}", role)) for piece in wrap_text(text, max(2, width - 2))]


def _groups(
    analysis: Analysis,
    speakers: Sequence[Speaker],
    width: int,
    chosen: Entity | None,
    speaker: Speaker | None,
    signs: Marks,
) -> Iterable[SidebarRow]:
    columns = _Columns.of(analysis, speakers, width, signs)
    colours = speaker_roles(analysis)
    sections: list[list[SidebarRow]] = []
    if speakers:
        rows = [SidebarRow(_heading("Speakers", str(sum(one.name is not None for one in speakers) or ""), width, columns.tail))]
        for one in speakers:
            here = speaker is not None and speaker.name == one.name
            role = one.role if one.name is not None else Role.MUTED
            said = f"{columns.sign}{len(one.quotations)}"
            rows.append(SidebarRow(columns.row(one.label, (role,), said, here, signs), SpeakerTarget(one)))
        sections.append(rows)
    for kind, heading in GROUPS:
        members = [entity for entity in analysis.entities if entity.type is kind]
        if not members:
            continue
        members.sort(key=lambda e: (-len(e.mentions), e.mentions[:1]))
        rows = [SidebarRow(_heading(heading, str(len(members)), width, columns.tail))]
        for entity in members:
            role = entity_role(entity, colours)
            made = columns.row(entity.name, (role,), str(len(entity.mentions)), entity == chosen, signs)
            rows.append(SidebarRow(made, EntityTarget(entity)))
        sections.append(rows)
    for number, rows in enumerate(sections):
        if number:
            yield SidebarRow(EMPTY)
        yield from rows


def _heading(text: str, right: str, width: int, tail: int = 1) -> Line:
    gap = max(1, width - 1 - tail - cell_width(text) - len(right))
    made = (Segment(f" {text}", (Role.HEADING,)), Segment(" " * gap, ()), Segment(right, (Role.COUNT,)))
    return Line.of((*made, Segment(" " * tail, ())))


class _Columns(msgspec.Struct, frozen=True):
    """What stands beside the names: less of it where names would be cut for it."""

    width: int
    sign: str
    """Before a count of quotations."""
    tail: int
    """Blank cells at the right edge."""

    @classmethod
    def of(cls, analysis: Analysis, speakers: Sequence[Speaker], width: int, signs: Marks) -> "_Columns":
        """The most that costs no name a letter that the least would show."""
        said = [(cell_width(one.label), len(str(len(one.quotations)))) for one in speakers]
        named = [(cell_width(entity.name), len(str(len(entity.mentions)))) for entity in analysis.entities]

        def cut(sign: str, tail: int) -> int:
            return sum(cells + count + len(sign) + tail + 2 > width for cells, count in said) + sum(
                cells + count + tail + 2 > width for cells, count in named
            )

        least = cut("", 0)
        options = ((signs.open_quote, 1), ("", 1), ("", 0))
        sign, tail = next(option for option in options if cut(*option) == least)
        return cls(width, sign, tail)

    def row(self, name: str, roles: Roles, count: str, chosen: bool, signs: Marks) -> Line:
        """A name and a count; a sign and a ground where it is the chosen one."""
        room = max(1, self.width - 2 - len(count) - self.tail)
        shown = fit(name, room, signs.ellipsis)
        return Line.of(
            (
                Segment(signs.folded if chosen else " ", (Role.ACCENT,)),
                Segment(shown, (*roles, Role.ENTITY_CHOSEN) if chosen else roles),
                Segment(" " * (room - cell_width(shown) + 1), ()),
                Segment(count + " " * self.tail, (Role.COUNT,)),
            )
        )


def _about(
    entity: Entity | None,
    speaker: Speaker | None,
    analysis: Analysis,
    text: str,
    width: int,
    others: Sequence[OtherArticle] | None,
    now: datetime | None,
    signs: Marks,
) -> list[SidebarRow]:
    """The chosen one: its name, what else it is called, what it says here, where else it is named."""
    room = max(2, width - 2)
    if speaker is not None:
        name = speaker.name or "Sources that are not named"
        target: Target = SpeakerTarget(speaker)
        role = speaker.role
    elif entity is not None:
        name, target, role = entity.name, EntityTarget(entity), ENTITY_ROLES[entity.type]
    else:
        return []
    rows = [SidebarRow(line(f" {piece}", role, Role.STRONG), target) for piece in wrap_text(name, room)]
    rows = [rows[0], *(SidebarRow(row.line) for row in rows[1:])]
    aliases = [alias for alias in entity.aliases if alias != entity.name] if entity is not None else []
    if aliases:
        rows += _said("also " + ", ".join(aliases), width, Role.MUTED)
    said = speaker.quotations if speaker is not None else ()
    if said:
        rows += [SidebarRow(EMPTY), SidebarRow(_heading("Says here", str(len(said)), width))]
    for quotation in said:
        pieces = list(wrap_text(content_text(quotation, text), max(2, width - 4)))
        if len(pieces) > _SAID_ROWS:
            pieces[_SAID_ROWS - 1] = fit(pieces[_SAID_ROWS - 1] + signs.ellipsis, max(2, width - 4), signs.ellipsis)
        for number, piece in enumerate(pieces[:_SAID_ROWS]):
            head = Segment(f" {signs.quote_bar} ", (Role.QUOTE_BLOCK_BAR,))
            made = Line.of((head, Segment(piece, (content_role(quotation.kind),))))
            rows.append(SidebarRow(made, QuotationTarget(quotation) if number == 0 else None))
    if entity is not None:
        rows += _elsewhere(width, others, now, signs)
    rows += [SidebarRow(EMPTY), SidebarRow(line(" " + signs.rule * max(0, width - 2), Role.BORDER))]
    return rows


def _elsewhere(width: int, others: Sequence[OtherArticle] | None, now: datetime | None, signs: Marks) -> list[SidebarRow]:
    rows = [SidebarRow(EMPTY), SidebarRow(_heading("Other articles", str(len(others)) if others else "", width))]
    if others is None:
        rows += _said("Looking" + signs.ellipsis, width, Role.FAINT)
    elif not others:
        rows += _said("Named in no other article.", width, Role.FAINT)
    for other in others or ():
        when = age(other.published, now) if now is not None else ""
        title = fit(other.title, max(1, width - 3 - (len(when) + 1 if when else 0)), signs.ellipsis)
        gap = " " * max(1, width - 2 - cell_width(title) - len(when))
        made = Line.of((Segment(f" {title}", (Role.TEXT,)), Segment(gap, ()), Segment(when, (Role.DATE,))))
        rows.append(SidebarRow(made, EntryTarget(other.entry_id)))
    return rows
