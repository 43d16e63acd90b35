"""The page of one entity: its names, when and where it is named, and everything said by it and about it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

import msgspec

from newstui.model.analysis import unsure
from newstui.model.entities import AliasRow, Appearance
from newstui.model.lists import EntityRow, QuotationRow
from newstui.model.numbers import counted
from newstui.rendering.ages import age
from newstui.rendering.attribution import manner_of
from newstui.rendering.cells import cell_width, fit, pad
from newstui.rendering.dossier import sparkline
from newstui.rendering.feed_name import fit_name
from newstui.rendering.lines import EMPTY, Line, Role, Segment, line
from newstui.rendering.marks import Marks, ascii_line, marks
from newstui.rendering.painting import content_role
from newstui.rendering.quotation_text import UNSURE, doubt_words, told
from newstui.rendering.sidebar_rows import EntryTarget, SaidTarget, SidebarRow
from newstui.rendering.wrapping import wrap_text

_WEEKS = 26
_QUOTED_ROWS = 3
_ROW_MOST = 120  # cells of an article's row: further to the right the eye loses it
_OUTLET_MOST = 24


class Tab(StrEnum):
    """What the lower part of the page lists."""

    SAID = "Said by"
    ABOUT = "Said about"
    ARTICLES = "Articles"


_NOTHING = {
    Tab.SAID: "Nothing is quoted",
    Tab.ABOUT: "Nobody is quoted about this name",
    Tab.ARTICLES: "No article has this name",
}


class EntityView(msgspec.Struct, frozen=True):
    """What the page shows now."""

    row: EntityRow
    names: Sequence[AliasRow]
    outlets: Sequence[tuple[int, str, int]]
    days: Mapping[date, int]
    all_days: bool
    """Every article of the time was counted, not only the newest ones."""
    tab: Tab
    said: Sequence[QuotationRow] = ()
    about: Sequence[QuotationRow] = ()
    articles: Sequence[Appearance] = ()
    more: bool = False
    """There is more to list than what was read so far."""
    outlet: str = ""
    between: str = ""
    """The filters, in words."""


def page_rows(view: EntityView, width: int, now: datetime, *, ascii: bool = False) -> list[SidebarRow]:
    """The rows of the page, `width` cells at most; the cursor stops on what Enter opens."""
    signs = marks(ascii)
    rows = [*_head(view, width, now, signs), SidebarRow(EMPTY), SidebarRow(_tabs(view, width, signs)), SidebarRow(EMPTY)]
    listed: list[SidebarRow] = []
    if view.tab is Tab.ARTICLES:
        for appearance in view.articles:
            listed += _article(appearance, width, now, signs)
    else:
        for quotation in view.said if view.tab is Tab.SAID else view.about:
            listed += [SidebarRow(EMPTY)] if listed else []
            listed += _quotation(quotation, view.tab is Tab.ABOUT, width, now, signs)
    if not listed:
        where = "there" if view.outlet or view.between else "in the cache"
        listed = [SidebarRow(line(f" {_NOTHING[view.tab]} {where}.", Role.FAINT))]
    if view.more:
        listed.append(SidebarRow(line(f" Further down there is more{signs.ellipsis}", Role.FAINT)))
    rows = [SidebarRow(row.line.padded(width) if row.line.cells > width else row.line, row.target) for row in (*rows, *listed)]
    return [SidebarRow(ascii_line(row.line), row.target) for row in rows] if ascii else rows


def _head(view: EntityView, width: int, now: datetime, signs: Marks) -> list[SidebarRow]:
    row, room = view.row, max(10, width - 2)
    counts = [
        row.type.noun,
        counted(row.articles, "article"),
        counted(row.mentions, "mention"),
        counted(row.quotations, "quotation"),
    ]
    if row.hidden:
        counts.append("hidden")
    if row.watched:
        counts.append("watched")
    rows = [
        SidebarRow(EMPTY),
        *(SidebarRow(line(f" {words}", Role.MUTED)) for words in wrap_text(f" {signs.dot} ".join(counts), room)),
    ]
    names = [
        f"{alias.name} ({alias.articles})" if alias.articles else str(alias.name)
        for alias in view.names
        if alias.name != row.name or alias.reason
    ]
    if names:
        rows += _labelled("Called", ", ".join(names[:12]), room)
    if view.days:
        weeks = min(_WEEKS, max(8, room - 30))
        weekly: Counter[date] = Counter()
        for day, count in view.days.items():
            weekly[now.date() - timedelta(days=(now.date() - day).days // 7)] += count
        bars = sparkline(weekly, now.date(), weeks, signs)
        which = f"by week, the last {weeks}" + ("" if view.all_days else ", of the newest articles only")
        if bars:
            rows.append(SidebarRow(Line.of((*_label("Named"), *bars, Segment(f"  {which}", (Role.FAINT,))))))
    if view.outlets:
        words = ", ".join(f"{name} ({count})" for _, name, count in view.outlets[:8])
        rows += _labelled("Outlets", words + (f" {signs.ellipsis}" if len(view.outlets) > 8 else ""), room)
    relays = Counter(str(quotation.via) for quotation in view.said if quotation.via)
    if relays:
        rows += _labelled("Relayed by", ", ".join(f"{name} ({count})" for name, count in relays.most_common(6)), room)
    kept = " and ".join(part for part in (view.outlet, view.between) if part)
    if kept:
        rows += _labelled("Only", kept, room, Role.WARNING)
    return rows


def _label(text: str) -> tuple[Segment, ...]:
    return Segment(" ", ()), Segment(text, (Role.MUTED,)), Segment(" " * (11 - len(text)), ())


def _labelled(label: str, words: str, room: int, role: Role = Role.TEXT) -> list[SidebarRow]:
    pieces = list(wrap_text(words, max(10, room - 12)))
    return [
        SidebarRow(Line.of((*_label(label if number == 0 else ""), Segment(piece, (role,)))))
        for number, piece in enumerate(pieces[:2])
    ]


def _tabs(view: EntityView, width: int, signs: Marks) -> Line:
    made: list[Segment] = []
    for tab in Tab:
        here = tab is view.tab
        made += [Segment(f" {tab} ", (Role.ACCENT, Role.STRONG) if here else (Role.MUTED,)), Segment(" ", ())]
    used = sum(cell_width(segment.text) for segment in made)
    return Line.of((*made, Segment(signs.rule * max(0, width - used - 1), (Role.BORDER,))))


def _quotation(quotation: QuotationRow, with_speaker: bool, width: int, now: datetime, signs: Marks) -> list[SidebarRow]:
    room = max(10, min(width - 6, 100))
    pieces = list(wrap_text(told(quotation.words, quotation.lead), room))
    if len(pieces) > _QUOTED_ROWS:
        pieces[_QUOTED_ROWS - 1] = fit(pieces[_QUOTED_ROWS - 1] + signs.ellipsis, room, signs.ellipsis)
    target = SaidTarget(quotation.entry_id, quotation.number)
    rows = []
    for number, piece in enumerate(pieces[:_QUOTED_ROWS]):
        bar = Segment(f"  {signs.quote_bar} ", (Role.QUOTE_BLOCK_BAR,))
        rows.append(SidebarRow(Line.of((bar, Segment(piece, (content_role(quotation.kind),)))), target if number == 0 else None))
    parts = [
        quotation.whose if with_speaker else "",
        doubt_words(quotation.speaker, quotation.source, quotation.confidence),
        manner_of(quotation.kind, quotation.strength),
        UNSURE if unsure(quotation.kind, hedged=quotation.hedged) else "",
        f"via {quotation.via}" if quotation.via else "",
        quotation.outlet,
        age(quotation.published, now),
        quotation.title,
    ]
    words = f" {signs.dot} ".join(part for part in parts if part)
    rows.append(SidebarRow(line(f"    {fit(words, max(4, width - 6), signs.ellipsis)}", Role.FAINT)))
    return rows


def _article(appearance: Appearance, width: int, now: datetime, signs: Marks) -> list[SidebarRow]:
    entry = appearance.entry
    counts = f"{appearance.mentions}" + (f" {signs.open_quote}{appearance.quotations}" if appearance.quotations else "")
    when = f"{age(entry.published, now):>6}"
    width = min(width, _ROW_MOST)
    cells = max(8, min(width // 5, _OUTLET_MOST))
    right = f"{pad(fit_name(entry.outlet, cells, signs.ellipsis), cells)}  {counts:>7}  {when} "
    title = fit(entry.title, max(4, width - 4 - cell_width(right)), signs.ellipsis)
    gap = " " * max(1, width - 3 - cell_width(title) - cell_width(right))
    role = Role.TEXT if entry.read else Role.STRONG
    made = Line.of((Segment(f"  {title}", (role,)), Segment(gap + " ", ()), Segment(right, (Role.MUTED,))))
    return [SidebarRow(made, EntryTarget(entry.id))]
