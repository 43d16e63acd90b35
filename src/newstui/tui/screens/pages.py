"""Pages over the reader: the help, the legend, the messages, the feeds that failed."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from textual.geometry import Size
from textual.widget import Widget

from newstui.rendering.article import Highlights
from newstui.rendering.cells import cell_width, pad
from newstui.rendering.feed_health import feed_health
from newstui.rendering.legend import legend_lines
from newstui.rendering.lines import EMPTY, Line, Role, Segment
from newstui.rendering.wrapping import wrap_text
from newstui.tui.activity import Told
from newstui.tui.commands import ACTIONS, Action, Pane, by_group
from newstui.tui.desk import Desk
from newstui.tui.keymap import label
from newstui.tui.screens.dialog import Dialog, DialogList
from newstui.tui.strips import Painter

_PANES = {Pane.FEEDS: "Feeds", Pane.ENTRIES: "the list", Pane.ARTICLE: "Article", Pane.SIDEBAR: "Names"}
"""What stands over each."""
_EXPLAINED_LEAST = 24
"""Cells for what a key does, below which it stands under the key."""


class _Text(DialogList):
    """Lines without a cursor."""

    def __init__(self, painter: Painter, make: Callable[[int], Sequence[Line]]) -> None:
        super().__init__(painter)
        self._make = make
        self._made: tuple[int, Sequence[Line]] = (0, ())

    def _lines(self, width: int) -> Sequence[Line]:
        if width != self._made[0]:
            before = len(self._made[1])
            self._made = (width, self._make(width))
            if before:  # wrapped otherwise, the same words stand about as far from the end
                self.top = self.top * len(self._made[1]) // before
        return self._made[1]

    def get_content_height(self, container: object, viewport: Size, width: int) -> int:
        return self.room(len(self._lines(width)), viewport)

    @property
    def items(self) -> int:
        return len(self._made[1])

    def line(self, index: int, width: int) -> Line:
        return self._lines(width)[index]

    def move_by(self, items: int) -> bool:
        return self.scroll_top(self.top + items)

    def move_to(self, item: int) -> bool:
        return self.scroll_top(item)

    def page_by(self, pages: int) -> bool:
        return self.scroll_top(self.top + pages * max(1, self.height - 1))

    def _revealing_top(self) -> int:
        return self.top  # there is no cursor that has to be seen


class Page(Dialog[None]):
    """A text to be read and left."""

    def __init__(self, desk: Desk, title: str, make: Callable[[int], Sequence[Line]]) -> None:
        super().__init__(desk, title, "Esc")
        self._text = _Text(desk.painter, make)

    def content(self) -> list[Widget]:
        """The text."""
        return [self._text]

    def on_mount(self) -> None:
        """Say how to scroll, where there is more than the screen shows."""
        self.call_after_refresh(self._say_how)

    def _say_how(self) -> None:
        if self._text.last_top:
            keys = " ".join(self.desk.keymap.first(one) for one in ("move.down", "move.up", "move.page_down"))
            self.tell(f"{keys} scroll · Esc")

    def act(self, action: Action) -> None:
        """Scroll; what opened the page closes it too."""
        if not self._text.move(action) and action.id in ("app.help", "app.messages", "quote.legend", "feed.errors"):
            self.dismiss(None)


def help_page(desk: Desk, only: Collection[str] | None = None) -> Page:
    """Every action with its keys, from the registry; `only` those that a screen knows."""
    return Page(desk, "Keys", lambda width: help_lines(desk, width, only))


def help_lines(desk: Desk, width: int, only: Collection[str] | None = None) -> list[Line]:
    """The help in `width` cells."""
    chosen = [action for action in ACTIONS if only is None or action.id in only]
    keys = {
        action.id: "  ".join(label(key, ascii_only=desk.ascii_only) for key in desk.keymap.keys[action.id]) for action in ACTIONS
    }
    column = min(18, max(cell_width(shown) for shown in keys.values())) + 2
    stacked = width - column < _EXPLAINED_LEAST
    lines: list[Line] = []
    for group, actions in by_group(chosen).items():
        if not actions:
            continue
        lines += [EMPTY] if lines else []
        lines.append(Line.of((Segment(group.value, (Role.HEADING,)),)))
        for action in actions:
            told = action.help if only is not None or not action.panes else f"{action.help} ({_where(action)})"
            if stacked:
                lines.append(Line.of((Segment(keys[action.id] or "–", (Role.ACCENT,)),)))
                lines += [Line.of((Segment(f"  {words}"),)) for words in wrap_text(told, max(2, width - 2))]
                continue
            for i, words in enumerate(wrap_text(told, max(10, width - column))):
                shown = pad((keys[action.id] or "–") if i == 0 else "", column)
                lines.append(Line.of((Segment(shown, (Role.ACCENT,)), Segment(words))))
    if only is not None:
        return lines
    if desk.keymap.macros:
        lines += [EMPTY, Line.of((Segment("Your macros", (Role.HEADING,)),))]
        for key, stands_for in desk.keymap.macros.items():
            shown, meant = (" ".join(label(one, ascii_only=desk.ascii_only) for one in some) for some in ((key,), stands_for))
            lines.append(Line.of((Segment(pad(shown, column), (Role.ACCENT,)), Segment(f"types {meant}"))))
    return [*lines, EMPTY, *_words("A number before a key that moves, or a macro, repeats it: 5j goes five lines down.", width)]


def _where(action: Action) -> str:
    """In which panes an action's keys mean it."""
    here, elsewhere = ([_PANES[pane] for pane in Pane if (pane in action.panes) is there] for there in (True, False))
    return f"in {' and '.join(here)}" if len(here) <= len(elsewhere) else f"not in {' and '.join(elsewhere)}"


def legend_page(desk: Desk, highlights: Highlights) -> Page:
    """What the highlights mean."""
    keys = [label(key) for key in desk.keymap.keys["quote.highlights"]]
    colours = desk.theme.speaker_colours if desk.colours else 0

    def make(width: int) -> list[Line]:
        return legend_lines(width, highlights=highlights, keys=keys, colours=colours, ascii=desk.ascii_only)

    return Page(desk, "Legend", make)


def messages_page(desk: Desk, told: Sequence[Told]) -> Page:
    """What the status line told since the start, the newest first."""
    today = datetime.now().astimezone().date()

    def make(width: int) -> list[Line]:
        lines: list[Line] = []
        for one in reversed(told):
            when = one.at.strftime("%H:%M:%S" if one.at.date() == today else "%d %b %H:%M")
            column = cell_width(when) + 2
            for i, words in enumerate(wrap_text(one.words, max(10, width - column))):
                role = Role.ERROR if one.error else Role.TEXT
                lines.append(Line.of((Segment(pad(when if i == 0 else "", column), (Role.MUTED,)), Segment(words, (role,)))))
        return lines or _words("Nothing was told yet.", width)

    return Page(desk, "Messages", make)


def health_page(desk: Desk) -> Page:
    """How the feeds fare: those that failed first, then those whose file is broken, each with when it is asked again."""
    library = desk.library
    feeds = sorted((feed for feed in library.feeds() if not feed.sample), key=lambda feed: (not feed.failed, not feed.damaged))
    failed, damaged = sum(feed.failed for feed in feeds), sum(feed.damaged for feed in feeds)
    counts = library.feed_counts()
    now = datetime.now().astimezone()

    def make(width: int) -> list[Line]:
        if not feeds:
            return _words("There are no feeds yet.", width)
        lines = [] if failed else _words("No feed failed at its last refresh.", width)
        for feed in feeds:
            lines += [EMPTY] if lines else []
            unread, total = counts.get(feed.id, (0, 0))
            dates = library.feed_dates(feed.id)
            lines += feed_health(
                feed,
                unread=unread,
                total=total,
                dates=dates,
                now=now,
                width=width,
                ask_key=desk.keymap.first("feed.refresh"),
                ascii=desk.ascii_only,
            )
        return lines

    told = [f"Feeds: {len(feeds)}", f"{failed} failed" if failed else "", f"{damaged} damaged but read" if damaged else ""]
    return Page(desk, ", ".join(part for part in told if part) if failed or damaged else "Feeds", make)


def _words(text: str, width: int, role: Role = Role.MUTED) -> list[Line]:
    return [Line.of((Segment(piece, (role,)),)) for piece in wrap_text(text, max(2, width))]
