"""All there is about the chosen name: what it is called, how often it is named by day, what it says here and elsewhere, who
goes with it, which articles name it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from newstui.model.analysis import Entity
from newstui.model.entities import Dossier, Window
from newstui.model.lists import QuotationRow
from newstui.model.numbers import counted
from newstui.model.safe_text import SafeText
from newstui.model.spans import words_of
from newstui.rendering.ages import age
from newstui.rendering.cells import cell_width, fit
from newstui.rendering.feed_name import fit_name
from newstui.rendering.lines import EMPTY, Line, Role, Segment, line
from newstui.rendering.marks import Marks
from newstui.rendering.painting import ENTITY_ROLES, content_role
from newstui.rendering.quotation_text import content_text, doubt_of, doubt_words, lead_text, told
from newstui.rendering.sidebar_rows import (
    EntityTarget,
    EntryTarget,
    KnownTarget,
    QuotationTarget,
    SaidTarget,
    SidebarRow,
    SpeakerTarget,
    Target,
    heading,
    named_row,
    said,
)
from newstui.rendering.speakers import Speaker
from newstui.rendering.wrapping import wrap_text

_SAID_ROWS = 2  # of each quotation of the chosen one


def about(
    entity: Entity | None,
    speaker: Speaker | None,
    dossier: Dossier | None,
    text: str,
    width: int,
    now: datetime | None,
    signs: Marks,
) -> list[SidebarRow]:
    """The rows about an entity of the article, a speaker without one, or an entity that the article does not name."""
    room = max(2, width - 2)
    target: Target
    if dossier is not None:
        name, role = dossier.entity.name, ENTITY_ROLES[dossier.entity.type]
        target = KnownTarget(dossier.entity.id, name) if entity is None else EntityTarget(entity)
    elif entity is not None:
        name, target, role = entity.name, EntityTarget(entity), ENTITY_ROLES[entity.type]
    elif speaker is not None:
        name, role, target = SafeText(speaker.name or "Sources that are not named"), speaker.role, SpeakerTarget(speaker)
    else:
        return []
    if speaker is not None:
        target, role = SpeakerTarget(speaker), speaker.role
    rows = [SidebarRow(line(f" {piece}", Role.STRONG, role)) for piece in wrap_text(name, room)]
    rows[0] = SidebarRow(rows[0].line, target)
    rows += _called(entity, dossier, width)
    if dossier is not None and now is not None:
        rows += _how_often(dossier, width, now, signs)
    here = speaker.quotations if speaker is not None else ()
    if here:
        rows += [SidebarRow(EMPTY), SidebarRow(heading("Says here", str(len(here)), width))]
    for number, quotation in enumerate(here):
        if number:
            rows.append(SidebarRow(EMPTY))
        words = told(content_text(quotation, text), lead_text(quotation, text))
        rows += _quoted(words, QuotationTarget(quotation), content_role(quotation.kind), width, signs)
        if doubt := doubt_words(quotation.speaker, words_of(quotation.source, text), quotation.confidence):
            rows.append(SidebarRow(line(f"   {doubt}", Role.FAINT)))
    if dossier is not None:
        rows += _elsewhere(dossier, width, now, signs)
    elif entity is not None:
        rows += [SidebarRow(EMPTY), *said("Its place in the cache is still being found.", width, Role.FAINT)]
    return [*rows, SidebarRow(EMPTY), SidebarRow(line(" " + signs.rule * max(0, width - 2), Role.BORDER))]


def _called(entity: Entity | None, dossier: Dossier | None, width: int) -> list[SidebarRow]:
    name = dossier.entity.name if dossier is not None else entity.name if entity is not None else ""
    here = [entity.name, *entity.aliases] if entity is not None else []
    here = [one for one in dict.fromkeys(here) if one != name]
    elsewhere = [one for one in dossier.names if one != name and one not in here] if dossier is not None else []
    rows: list[SidebarRow] = []
    if here:
        rows += said(f"called {', '.join(here)} here", width, Role.MUTED)
    if elsewhere:
        rows += said("also " + ", ".join(elsewhere[:6]), width, Role.MUTED)
    if dossier is not None and entity is None:
        rows += said("not named in this article", width, Role.FAINT)
    return rows


def _how_often(dossier: Dossier, width: int, now: datetime, signs: Marks) -> list[SidebarRow]:
    row = dossier.entity
    counts = counted(row.articles, "article")
    if row.quotations:
        counts += f" {signs.dot} speaks {row.quotations}{'' if width < 24 else ' times' if row.quotations > 1 else ' time'}"
    rows = said(counts, width, Role.MUTED)
    days = max(7, min(28, width - 10))
    drawn = sparkline(dossier.days, now.date(), days, signs)
    if drawn:
        rows.append(SidebarRow(Line.of((Segment(" ", ()), *drawn, Segment(f" {days} days", (Role.FAINT,))))))
    return rows


def sparkline(counts: Mapping[date, int], last: date, days: int, signs: Marks) -> list[Segment]:
    """A bar a day, the last one at the right, a dot for a day without a mention; nothing where fewer than two days have one."""
    values = [counts.get(last - timedelta(days=days - 1 - number), 0) for number in range(days)]
    if sum(map(bool, values)) < 2:
        return []
    most, steps = max(values), len(signs.meter) - 1
    return [
        Segment(signs.meter[round((value - 1) * steps / max(1, most - 1))], (Role.ACCENT,))
        if value
        else Segment(signs.dot, (Role.FAINT,))
        for value in values
    ]


def _quoted(words: str, target: Target, role: Role, width: int, signs: Marks) -> list[SidebarRow]:
    room = max(2, width - 4)
    pieces = list(wrap_text(words, room))
    if len(pieces) > _SAID_ROWS:
        pieces[_SAID_ROWS - 1] = fit(pieces[_SAID_ROWS - 1] + signs.ellipsis, room, signs.ellipsis)
    rows = []
    for number, piece in enumerate(pieces[:_SAID_ROWS]):
        made = Line.of((Segment(f" {signs.quote_bar} ", (Role.QUOTE_BLOCK_BAR,)), Segment(piece, (role,))))
        rows.append(SidebarRow(made, target if number == 0 else None))
    return rows


def _elsewhere(dossier: Dossier, width: int, now: datetime | None, signs: Marks) -> list[SidebarRow]:
    rows: list[SidebarRow] = []
    if dossier.quotations:
        rows += [SidebarRow(EMPTY), SidebarRow(heading("Said lately", "", width))]
        for quotation in dossier.quotations:
            words = told(quotation.words, quotation.lead)
            place = SaidTarget(quotation.entry_id, quotation.number)
            rows += _quoted(words, place, content_role(quotation.kind), width, signs)
            rows.append(SidebarRow(_where(quotation, width, now, signs)))
    if dossier.related:
        rows += [SidebarRow(EMPTY), SidebarRow(heading("Often with", _window(dossier.window), width))]
        for one in dossier.related:
            target = KnownTarget(one.entity.id, one.entity.name)
            roles = (ENTITY_ROLES[one.entity.type],)
            rows.append(SidebarRow(named_row(one.entity.name, roles, str(one.shared), width, signs), target))
    others = dossier.articles
    rows += [SidebarRow(EMPTY), SidebarRow(heading("Other articles", "", width))]
    if not others:
        rows += said("Named in no other article that was analysed.", width, Role.FAINT)
    for other in others:
        when = age(other.entry.published, now) if now is not None else ""
        title = fit(other.entry.title, max(1, width - 3 - (len(when) + 1 if when else 0)), signs.ellipsis)
        gap = " " * max(1, width - 2 - cell_width(title) - len(when))
        made = Line.of((Segment(f" {title}", (Role.TEXT,)), Segment(gap, ()), Segment(when, (Role.DATE,))))
        rows.append(SidebarRow(made, EntryTarget(other.entry.id)))
    return rows


def _window(window: Window) -> str:
    return "" if window.is_whole else f"latest {window.looked_at}"


def _where(quotation: QuotationRow, width: int, now: datetime | None, signs: Marks) -> Line:
    when = age(quotation.published, now) if now is not None else ""
    doubt = doubt_of(quotation.speaker, quotation.source, quotation.confidence)
    rest = "".join(f" {signs.dot} {part}" for part in (when, doubt) if part)
    outlet = fit_name(quotation.outlet, max(1, width - 4 - cell_width(rest)), signs.ellipsis)
    return line(f"   {outlet}{rest}", Role.FAINT)
