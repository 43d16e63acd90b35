"""Why a search found an entry: the words around the first match, in one row below the entry's own."""

from newstui.model.lists import Found
from newstui.model.spans import TextSpan
from newstui.rendering.cells import cell_width, fit
from newstui.rendering.entry_row import SIGNS_CELLS, below_signs
from newstui.rendering.lines import Line, Role, Segment
from newstui.rendering.marks import ascii_line, marks
from newstui.rendering.painting import Paint, Runs


def found_line(found: Found, *, width: int, selected: Role | None = None, ascii: bool = False) -> Line:
    """The words in one line of exactly `width` cells, the first match in sight and every one marked.

    `selected` is what is laid over the entry's row.
    """
    signs = marks(ascii)
    room = max(width - SIGNS_CELLS - 1, 0)
    words, start = found.words, 0
    if found.matches and cell_width(words[: found.matches[0].end]) > room * 2 // 3:
        start = _beginning(words, found.matches[0], room // 3)
    lead = f"{signs.ellipsis} " if start else ""
    rest = words[start:]
    shown = fit(rest, room - cell_width(lead), signs.ellipsis)
    kept = shown if shown == rest else shown.removesuffix(signs.ellipsis)
    end = start + len(kept)
    runs = Runs.of(
        Paint(TextSpan(max(s.start, start), min(s.end, end)), 0, Role.MATCH)
        for s in found.matches
        if start < s.end and s.start < end
    )
    segments = [*below_signs(selected), Segment(lead, (Role.FAINT,))]
    segments += [Segment(words[a:b], (Role.MUTED, *over)) for a, b, over in runs.between(start, end)]
    segments.append(Segment(shown[len(kept) :], (Role.FAINT,)))
    made = Line.of(segments).padded(width, ())
    return ascii_line(made) if ascii else made


def _beginning(words: str, match: TextSpan, most: int) -> int:
    """A word's beginning at most so many cells before a match."""
    start = match.start
    while start and cell_width(words[start - 1 : match.start]) <= most:
        start -= 1
    blank = words.find(" ", start, match.start)
    return start if not start else blank + 1 if blank >= 0 else match.start
