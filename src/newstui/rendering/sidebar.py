"""The sidebar: who and what an article names, how often each is quoted, and all there is about the chosen one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from newstui.model.analysis import Analysis, Entity, EntityType, Quotation
from newstui.rendering.ages import age
from newstui.rendering.cells import cell_width, fit
from newstui.rendering.lines import EMPTY, Line, Role, Segment, line
from newstui.rendering.marks import Marks, ascii_line, marks
from newstui.rendering.painting import ENTITY_ROLES, Highlights, content_role, shown
from newstui.rendering.quotation_text import content_text
from newstui.rendering.wrapping import wrap_text

GROUPS = ((EntityType.PERSON, "People"), (EntityType.ORG, "Organisations"), (EntityType.PLACE, "Places"))
_SAID_ROWS = 2  # of each quotation of the chosen entity


@dataclass(frozen=True, slots=True)
class EntityTarget:
    """Enter chooses this entity (or, if it is chosen, lets it go)."""

    entity: Entity


@dataclass(frozen=True, slots=True)
class QuotationTarget:
    """Enter goes to this quotation in the article."""

    quotation: Quotation


@dataclass(frozen=True, slots=True)
class EntryTarget:
    """Enter opens another entry."""

    entry_id: int


Target = EntityTarget | QuotationTarget | EntryTarget


@dataclass(frozen=True, slots=True)
class OtherArticle:
    """Another article that names the chosen entity, `mentions` times."""

    entry_id: int
    title: str
    outlet: str
    published: datetime
    mentions: int


@dataclass(frozen=True, slots=True)
class SidebarRow:
    """A row, and what Enter does on it; None where the cursor does not stop."""

    line: Line
    target: Target | None = None


def quotations_of(entity: Entity, analysis: Analysis) -> tuple[Quotation, ...]:
    """What the entity says in the article, stances included, in order."""
    return tuple(q for q in shown(analysis.quotations, Highlights.ALL) if q.speaker == entity.name)


def sidebar_rows(
    analysis: Analysis | None,
    text: str,
    *,
    width: int,
    chosen: Entity | None = None,
    others: Sequence[OtherArticle] | None = None,
    now: datetime | None = None,
    waiting: str = "",
    ascii: bool = False,
) -> list[SidebarRow]:
    """The rows of the sidebar, `width` cells at most.

    `others` is None while it is not known. `waiting` is said where there is no analysis ("Reading the article for names...").
    Without a chosen entity the groups stand alone; with one, what is known of it stands first.
    """
    signs = marks(ascii)
    if analysis is None:
        rows = _said(waiting or "No article is open.", width, Role.FAINT)
    elif not analysis.entities:
        rows = _said(_nothing(analysis), width, Role.FAINT)
    else:
        rows = _about(chosen, analysis, text, width, others, now, signs) if chosen is not None else []
        rows += _groups(analysis, width, chosen, signs)
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


def _groups(analysis: Analysis, width: int, chosen: Entity | None, signs: Marks) -> Iterable[SidebarRow]:
    quoted: dict[str, int] = {}
    for quotation in shown(analysis.quotations, Highlights.ALL):
        if quotation.speaker is not None:
            quoted[quotation.speaker] = quoted.get(quotation.speaker, 0) + 1
    most = max(len(entity.mentions) for entity in analysis.entities)
    first = chosen is None
    for kind, heading in GROUPS:
        members = [entity for entity in analysis.entities if entity.type is kind]
        if not members:
            continue
        if not first:
            yield SidebarRow(EMPTY)
        first = False
        yield SidebarRow(_heading(heading, str(len(members)), width))
        # Who speaks first, then who is named most; then as in the text.
        members.sort(key=lambda e: (-quoted.get(e.name, 0), -len(e.mentions), e.mentions[:1]))
        for entity in members:
            row = _entity(entity, quoted.get(entity.name, 0), most, width, entity == chosen, signs)
            yield SidebarRow(row, EntityTarget(entity))


def _heading(text: str, right: str, width: int) -> Line:
    gap = max(1, width - 2 - cell_width(text) - len(right))
    return Line.of(
        (Segment(f" {text}", (Role.HEADING,)), Segment(" " * gap, ()), Segment(right, (Role.COUNT,)), Segment(" ", ()))
    )


def _entity(entity: Entity, quotations: int, most: int, width: int, chosen: bool, signs: Marks) -> Line:
    """Name, how many quotations, a small bar and the number of mentions."""
    mentions = len(entity.mentions)
    said = f" {signs.open_quote}{quotations}" if quotations else ""
    said = " " * (4 - cell_width(said)) + said
    meter = signs.meter[(len(signs.meter) - 1) * mentions // max(most, 1)] if mentions else " "
    count = f"{mentions:>3} "
    head = f" {signs.folded if chosen else ' '}"
    room = max(1, width - len(head) - cell_width(said) - 2 - len(count))
    name = fit(entity.name, room, signs.ellipsis)
    role = ENTITY_ROLES[entity.type]
    return Line.of(
        (
            Segment(head, (Role.ACCENT,)),
            Segment(name, (role, Role.ENTITY_CHOSEN) if chosen else (role,)),
            Segment(" " * (room - cell_width(name)), ()),
            Segment(said, (Role.QUOTE_DIRECT,)) if said.strip() else Segment(said, ()),
            Segment(f" {meter}", (Role.FAINT,)),
            Segment(count, (Role.COUNT,)),
        )
    )


def _about(
    entity: Entity,
    analysis: Analysis,
    text: str,
    width: int,
    others: Sequence[OtherArticle] | None,
    now: datetime | None,
    signs: Marks,
) -> list[SidebarRow]:
    """The chosen entity: its name, what else it is called, what it says here, where else it is named."""
    role = ENTITY_ROLES[entity.type]
    room = max(2, width - 2)
    rows = [SidebarRow(line(f" {piece}", role, Role.STRONG), EntityTarget(entity)) for piece in wrap_text(entity.name, room)]
    aliases = [alias for alias in entity.aliases if alias != entity.name]
    if aliases:
        rows += _said("also " + ", ".join(aliases), width, Role.MUTED)
    said = quotations_of(entity, analysis)
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
    rows += [SidebarRow(EMPTY), SidebarRow(_heading("Other articles", str(len(others)) if others else "", width))]
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
    rows += [SidebarRow(EMPTY), SidebarRow(line(" " + signs.rule * max(0, width - 2), Role.BORDER))]
    return rows
