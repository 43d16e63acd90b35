"""A row of the feed pane: a smart feed, a folder or a feed, with how much is unread and whether something is wrong."""

from newstui.model.lists import FeedNode, NodeKind, SmartFeed
from newstui.rendering.cells import cell_width
from newstui.rendering.feed_name import fit_name
from newstui.rendering.lines import Line, Role, Segment
from newstui.rendering.marks import ascii_line, marks


def feed_line(
    node: FeedNode,
    *,
    width: int,
    selected: Role | None = None,
    open_here: bool = False,
    folded: bool | None = None,
    ascii: bool = False,
) -> Line:
    """The node in one row of exactly `width` cells.

    `folded` is None for what cannot be folded; `open_here` says that the entry list shows it. The count stands
    flush right and is never cut: what is unread, of the starred and tagged ones all.
    """
    signs = marks(ascii)
    fold = " " if folded is None else signs.folded if folded else signs.unfolded
    indent = " " * (1 + 2 * min(max(node.depth, 0), max(0, (width - 16) // 2), 6))
    if node.gone:
        sign = Segment(f" {signs.gone}", (Role.ERROR,))
    elif node.damaged:
        sign = Segment(f" {signs.damaged}", (Role.WARNING,))
    elif node.error:
        sign = Segment(f" {signs.problem}", (Role.ERROR,))
    elif node.sample or node.saved:
        sign = Segment(f" {signs.sample}", (Role.FAINT,))
    else:
        sign = Segment("", ())
    number = node.total if node.smart is SmartFeed.STARRED or node.tag is not None else node.unread
    count = f" {short_count(number)}" if number else ""
    head = Segment(f"{indent}{fold} ", (Role.ACCENT,) if open_here else (Role.FAINT,))
    room = width - cell_width(head.text) - cell_width(sign.text) - len(count) - 1
    before = signs.tag if node.tag is not None else "/" if node.query is not None else ""
    title = fit_name(f"{before}{node.title}", max(room, 1), signs.ellipsis)
    role = Role.UNREAD if node.unread else Role.READ
    if node.kind is NodeKind.SMART and not node.unread:
        role = Role.TEXT
    roles = (role, Role.ACCENT) if open_here else (role,)
    gap = " " * max(0, room - cell_width(title))
    segments = (head, Segment(title, roles), sign, Segment(gap, ()), Segment(count, (Role.COUNT,)), Segment(" ", ()))
    made = Line.of(segments).padded(width, ())
    if selected is not None:
        made = made.with_role(selected)
    return ascii_line(made) if ascii else made


def short_count(number: int) -> str:
    """A count in at most four cells: 999, 9.9k, 99k, 999k, 1.2M."""
    if number < 1000:
        return str(number)
    for size, letter in ((1_000_000, "M"), (1000, "k")):
        if number >= size:
            value = number / size
            return f"{int(value * 10) / 10:.1f}{letter}" if value < 10 else f"{int(value)}{letter}"
    return str(number)
