"""An entry as a row of the list: whether it is unread, starred, in the cache; its title, its outlet, its age."""

from collections.abc import Sequence
from datetime import datetime

from newstui.model.lists import NO_TITLE, EntryRow
from newstui.model.spans import TextSpan
from newstui.rendering.ages import AGE_CELLS, age
from newstui.rendering.cells import cell_width, fit, pad
from newstui.rendering.feed_name import fit_name
from newstui.rendering.lines import Line, Role, Roles, Segment
from newstui.rendering.marks import Marks, ascii_line, marks
from newstui.rendering.painting import Paint, Runs
from newstui.rendering.remarks import tag_words
from newstui.rendering.wrapping import wrap

SIGNS_CELLS = 4
"""Cells before an entry's title."""
_TITLE_LEAST = 24  # cells for the title below which outlet, then age, make room
_OUTLET_SHARE = 5  # the outlet takes at most one fifth of the row
_OUTLET_MOST = 20
_LEAST_TO_WRAP = 16  # cells below which a title stays on one row
_OUTLET_BESIDE, _OUTLET_LEAST = 10, 5  # cells of the outlet beside a title's second row, and below which it is not shown
_LEAST_FOR_YEAR = 36  # cells of a title below which the year of a date has two digits


def entry_line(
    entry: EntryRow,
    *,
    width: int,
    now: datetime,
    selected: Role | None = None,
    show_outlet: bool = True,
    matched: Sequence[TextSpan] = (),
    ascii: bool = False,
) -> Line:
    """The entry in one row of exactly `width` cells.

    `selected` (SELECTION or SELECTION_INACTIVE) is laid over all of it; `matched` are stretches of the title that a search
    found. Outlet and age give way, in this order, where the title would get too little.
    """
    signs = marks(ascii)
    when = age(entry.published, now)
    outlet_cells = min(_OUTLET_MOST, width // _OUTLET_SHARE) if show_outlet and entry.outlet else 0
    left, right = SIGNS_CELLS, 1
    title_cells = width - left - right - AGE_CELLS - 1 - (outlet_cells + 2 if outlet_cells else 0)
    if title_cells < _TITLE_LEAST and outlet_cells:
        title_cells += outlet_cells + 2
        outlet_cells = 0
    age_cells = AGE_CELLS
    if not outlet_cells:
        age_cells = len(when) if width - left - right - 1 - len(when) >= _TITLE_LEAST or (len(when) <= 3 and width >= 20) else 0
        title_cells = width - left - right - (age_cells + 1 if age_cells else 0)
    title_cells = max(title_cells, 0)
    story = _extra(entry, signs, title_cells // 2)
    if story and title_cells > cell_width(story) + 1:
        made = title_segments(entry, title_cells - cell_width(story) - 1, matched, signs.ellipsis, _lead(entry, signs))
        made += [Segment(" ", ()), Segment(story, (Role.COUNT,))]
    else:
        made = title_segments(entry, title_cells, matched, signs.ellipsis, _lead(entry, signs))
    segments = [*_signs(entry, ascii), *made]
    if outlet_cells:
        outlet = pad(fit_name(entry.outlet, outlet_cells, signs.ellipsis), outlet_cells)
        segments += [Segment("  ", ()), Segment(outlet, (Role.OUTLET,) if not entry.read else (Role.MUTED,))]
    if age_cells:
        segments += [Segment(" ", ()), Segment(pad(when, age_cells, right=True), (Role.DATE,))]
    segments.append(Segment(" ", ()))
    return _finished(segments, width, selected, ascii)


def entry_lines(
    entry: EntryRow,
    *,
    width: int,
    now: datetime,
    selected: Role | None = None,
    show_outlet: bool = True,
    matched: Sequence[TextSpan] = (),
    ascii: bool = False,
) -> tuple[Line, Line]:
    """The entry in two rows of `width` cells, for narrow lists: its title goes on in the second one, before outlet and age.

    A long title leaves the outlet some ten cells. Where there is no outlet to name (it is the same in all of a feed's list), a
    short title has the author below it, else the feed's first words.
    """
    signs = marks(ascii)
    cells = max(width - 5, 0)
    when = age(entry.published, now, short=cells < _LEAST_FOR_YEAR)
    room = max(cells - len(when) - 1, 0)
    title = entry.title or NO_TITLE
    story = _extra(entry, signs, room // 2)
    story = f" {story}" if story and room > cell_width(story) + 4 else ""
    room -= cell_width(story)
    if cell_width(title) <= cells or cells < _LEAST_TO_WRAP:
        first = [*_signs(entry, ascii), *title_segments(entry, cells, matched, signs.ellipsis, _lead(entry, signs))]
        below = (
            fit_name(entry.outlet, room, signs.ellipsis)
            if show_outlet
            else fit(entry.author or entry.snippet, room, signs.ellipsis)
        )
        second = [
            Segment(below, (Role.OUTLET,) if show_outlet and not entry.read else (Role.MUTED,)),
            Segment(story, (Role.COUNT,)),
        ]
        right: list[Segment] = []
    else:
        lead = _lead(entry, signs)
        (start, end), (rest, _) = wrap(title, cells - cell_width(lead))[:2]
        first = [*_signs(entry, ascii), Segment(lead, (Role.FAINT,)), *_marked(entry, title[start:end], start, matched)]
        outlet = _outlet_beside(entry.outlet, title[rest:], room, signs.ellipsis) if show_outlet else ""
        words = fit(title[rest:], room - (cell_width(outlet) + 2 if outlet else 0), signs.ellipsis)
        kept = words if title[rest:] == words else words.removesuffix(signs.ellipsis)
        second = [*_marked(entry, kept, rest, matched), Segment(words[len(kept) :], (_title_role(entry),))]
        right = [Segment(outlet, (Role.OUTLET,) if not entry.read else (Role.MUTED,)), Segment(story, (Role.COUNT,))]
    used = sum(cell_width(segment.text) for segment in (*second, *right))
    gap = Segment(" " * max(0, cells - used - len(when) - (1 if right and when else 0)), ())
    close = Segment(" " if right and when else "", ())
    # Of the second row the selection takes the beginning: with all of it, a step of the cursor would cost twice as many bytes.
    second = [*below_signs(selected), *second, gap, *right, close, Segment(when, (Role.DATE,))]
    return _finished(first, width, selected, ascii), _finished(second, width, None, ascii)


def below_signs(selected: Role | None) -> list[Segment]:
    """What stands below the signs in an entry's further rows: where it is selected, this shows that they are one."""
    return [Segment(" ", (selected,) if selected is not None else ()), Segment(" " * (SIGNS_CELLS - 1), ())]


def _outlet_beside(outlet: str, words: str, room: int, ellipsis: str) -> str:
    """The outlet in what a title's rest leaves of a row, or at least in its share; empty where that would be of no use."""
    cells = max(room - cell_width(words) - 2, min(_OUTLET_BESIDE, room // 3))
    return fit_name(outlet, cells, ellipsis) if cells >= _OUTLET_LEAST else ""


def _extra(entry: EntryRow, signs: Marks, most: int) -> str:
    """The reader's tags in at most so many cells, and how many reports stand behind the row."""
    tags = fit(tag_words(entry.tags, signs.tag), most, signs.ellipsis) if entry.tags and most > 3 else ""
    return " ".join(part for part in (tags, _story(entry, signs)) if part)


def _story(entry: EntryRow, signs: Marks) -> str:
    """How many other reports of its event are folded behind the row, or unfolded below it."""
    return f"{signs.fewer if entry.unfolded else '+'}{entry.others}" if entry.others else ""


def also_in(outlets: Sequence[str], most: int = 3) -> str:
    """The first of these outlets, and how many more there are ("Harbour Post, Coast Daily and 2 more")."""
    if len(outlets) <= most:
        return ", ".join(outlets)
    return f"{', '.join(outlets[: most - 1])} and {len(outlets) - most + 1} more"


def _lead(entry: EntryRow, signs: Marks) -> str:
    """What stands before the title of an entry that is unfolded below another one."""
    return f"{signs.branch} " if entry.below else ""


def title_segments(
    entry: EntryRow, cells: int, matched: Sequence[TextSpan] = (), ellipsis: str = "…", lead: str = ""
) -> list[Segment]:
    """The title in exactly `cells`, after a `lead` if there is room for both, what a search found marked."""
    if lead and cells > len(lead) + _LEAST_TO_WRAP:
        return [Segment(lead, (Role.FAINT,)), *title_segments(entry, cells - len(lead), matched, ellipsis)]
    title = entry.title or NO_TITLE
    shown = fit(title, cells, ellipsis)
    kept = len(shown) if shown == title else max(len(shown) - len(ellipsis), 0)
    role = _title_role(entry)
    return [
        *_marked(entry, shown[:kept], 0, matched),
        Segment(shown[kept:], (role,)),
        Segment(" " * (cells - cell_width(shown)), (role,)),
    ]


def _marked(entry: EntryRow, words: str, at: int, matched: Sequence[TextSpan]) -> list[Segment]:
    """Words of the title that stand at `at` in it, what a search found marked."""
    role, end = _title_role(entry), at + len(words)
    runs = Runs.of(Paint(TextSpan(max(s.start, at), min(s.end, end)), 0, Role.MATCH) for s in matched if s.start < end)
    return [Segment(words[start - at : stop - at], (role, *over)) for start, stop, over in runs.between(at, end)]


def _title_role(entry: EntryRow) -> Role:
    return Role.READ if entry.read else Role.UNREAD


def _signs(entry: EntryRow, ascii: bool) -> list[Segment]:
    """The signs before the title: who is watched is named, unread or cached, starred, a blank."""
    signs = marks(ascii)
    if entry.read:
        first = Segment(signs.cached if entry.cached else signs.read, (Role.READ,))
    else:
        first = Segment(signs.unread if entry.cached else signs.unread_remote, (Role.UNREAD,))
    star: Roles = (Role.STARRED,) if entry.starred else ()
    watched = Segment(signs.watched, (Role.ACCENT,)) if entry.watched else Segment(" ", ())
    return [watched, first, Segment(signs.starred if entry.starred else " ", star), Segment(" ", ())]


def _finished(segments: list[Segment], width: int, selected: Role | None, ascii: bool) -> Line:
    made = Line.of(segments).padded(width, ())
    if selected is not None:
        made = made.with_role(selected)
    return ascii_line(made) if ascii else made
