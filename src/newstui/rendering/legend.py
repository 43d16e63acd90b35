"""The legend: what each highlight looks like, on a live sample, and what it and every mark means."""

from collections.abc import Sequence

from newstui.config.roles import SPEAKERS
from newstui.config.settings import HIGHLIGHTS
from newstui.rendering.attribution import MANNERS
from newstui.rendering.lines import EMPTY, Line, Role, Segment, line
from newstui.rendering.marks import Marks, ascii_line, marks
from newstui.rendering.painting import Highlights
from newstui.rendering.wrapping import wrap_text

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six")
_T, _S, _C = (Role.TEXT,), (Role.TEXT, Role.QUOTE_SOURCE), (Role.TEXT, Role.QUOTE_CUE)

_SAMPLES: tuple[tuple[tuple[Segment, ...], str], ...] = (
    ((Segment("“We will rebuild”", (Role.TEXT, Role.QUOTE_DIRECT)),), "words as they were said"),
    ((Segment("the dam will hold", (Role.TEXT, Role.QUOTE_INDIRECT)),), "what was said, in the writer’s words"),
    ((Segment("Nobody asked us.", (Role.TEXT, Role.QUOTE_BLOCK)),), "words set off as a block"),
    ((Segment("Harbour to close", (Role.TITLE, Role.QUOTE_HEADLINE)),), "what was said, in a headline"),
    (
        (
            Segment("Ada Vance", (*_S, Role.SPEAKER_1)),
            Segment(", ", _T),
            Segment("the mayor", (*_S, Role.SPEAKER_2)),
        ),
        "who says it",
    ),
    ((Segment("officials", _S),), "who says it, without a name or a colour"),
    ((Segment("told", _C), Segment(" reporters", _T)), "the words that report it"),
    ((Segment("reportedly", (Role.TEXT, Role.QUOTE_HEDGE)),), "told as unsure"),
    ((Segment("according to Reuters", (*_T, Role.QUOTE_VIA)),), "who passed it on"),
    ((Segment("plans to resign", (*_T, Role.QUOTE_STANCE)),), "what somebody believes, plans or blames"),
    ((Segment("Tom Merrow", (*_T, Role.ENTITY_PERSON, Role.ENTITY_CHOSEN)),), "the name chosen in the sidebar"),
)


def legend_lines(
    width: int,
    *,
    highlights: Highlights = Highlights.STATEMENTS,
    keys: Sequence[str] = ("v",),
    colours: int = len(SPEAKERS),
    ascii: bool = False,
) -> list[Line]:
    """The legend in `width` cells; `keys` are those that cycle the highlights, `colours` how many speakers have one."""
    signs = marks(ascii)
    sample_cells = max(sum(len(s.text) for s in sample) for sample, _ in _SAMPLES)
    side_by_side = width >= sample_cells + 24
    lines: list[Line] = []

    def explain(sample: tuple[Segment, ...], meaning: str) -> None:
        used = sum(len(s.text) for s in sample)
        if side_by_side:
            pieces = list(wrap_text(meaning, width - sample_cells - 3))
            lines.append(Line.of((*sample, Segment(" " * (sample_cells + 3 - used), _T), Segment(pieces[0], (Role.MUTED,)))))
            lines.extend(line(" " * (sample_cells + 3) + piece, Role.MUTED) for piece in pieces[1:])
        else:
            lines.append(Line.of(sample))
            lines.extend(line(f"  {piece}", Role.MUTED) for piece in wrap_text(meaning, max(2, width - 2)))

    lines.append(line("In the text", Role.HEADING))
    for sample, meaning in _SAMPLES:
        explain(sample, meaning + (_who_has_colours(colours) if Role.SPEAKER_1 in sample[0].roles else ""))
    explain((Segment(signs.picture, (Role.PICTURE,)),), "a picture stands here")
    for heading, marked in _marks(signs):
        lines += [EMPTY, line(heading, Role.HEADING)]
        for sign, role, meaning in marked:
            explain((Segment(sign, (role,)),), meaning)
    lines += [EMPTY, line("What is highlighted", Role.HEADING)]
    if keys:
        cycle = f"{' or '.join(keys)} goes from one to the next."
        lines.extend(line(piece, Role.TEXT) for piece in wrap_text(cycle, max(2, width)))
    for mode in Highlights:
        now = (Role.ACCENT, Role.STRONG) if mode is highlights else (Role.TEXT,)
        explain((Segment(signs.chosen if mode is highlights else " ", now), Segment(f" {mode}", now)), HIGHLIGHTS[mode])
    lines += [EMPTY, line("Here, and in the shell", Role.HEADING)]
    for kind, manner in MANNERS.items():
        if manner:
            explain((Segment(manner, _T),), f"“{kind}” in the shell")
    return [ascii_line(made) for made in lines] if ascii else lines


def _who_has_colours(number: int) -> str:
    if number < 2:
        return ""
    how_many = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f": the {how_many} who speak most have a colour each, here and among the names"


def _marks(signs: Marks) -> tuple[tuple[str, tuple[tuple[str, Role, str], ...]], ...]:
    """Every mark of the margin, the lists, the feeds and the status line, with its meaning."""
    return (
        (
            "In the margin",
            (
                (signs.current_bar, Role.ACCENT, "the quotation you stand on"),
                (signs.relayed, Role.MUTED, "something here was passed on"),
                (signs.hedged, Role.MUTED, "something here is told as unsure"),
                (signs.stance, Role.MUTED, "something here is a stance"),
            ),
        ),
        (
            "In the list of entries",
            (
                (signs.unread, Role.UNREAD, "unread, and here to be read without a network"),
                (signs.unread_remote, Role.UNREAD, "unread; its article is fetched when you open it"),
                (signs.cached, Role.FAINT, "read, and still here"),
                (signs.read, Role.FAINT, "(no mark) read; its article would be fetched again"),
                (signs.starred, Role.STARRED, "starred"),
                (signs.watched, Role.ACCENT, "names somebody whom you watch; among the names: whom you watch"),
                (signs.tag, Role.MUTED, "before each of your tags, there and in the feeds"),
                ("+3", Role.COUNT, "three more reports of the same event, folded behind this row"),
                (f"{signs.fewer}3", Role.COUNT, "the same, unfolded below it"),
            ),
        ),
        (
            "In the feeds",
            (
                ("12", Role.COUNT, "how many are unread; of the starred and tagged ones, how many there are"),
                (f"{signs.unfolded} {signs.folded}", Role.FAINT, "a folder, open and folded"),
                (signs.problem, Role.ERROR, "failed at the last refresh"),
                (signs.damaged, Role.WARNING, "was read, though its file is broken"),
                (signs.gone, Role.ERROR, "gone for good, as its server says"),
                (signs.sample, Role.FAINT, "never asked for news: the sample edition, saved pages"),
            ),
        ),
        (
            "In the last line",
            (
                (signs.online, Role.STATUS_OK, "there is a network"),
                (signs.offline, Role.STATUS_OFFLINE, "there is none"),
            ),
        ),
    )


def highlights_label(highlights: Highlights) -> str:
    """What is highlighted, with what that means, for a message."""
    return f"{highlights} ({HIGHLIGHTS[highlights]})"
