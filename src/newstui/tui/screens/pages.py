"""Pages over the reader: the help, the legend, the messages."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from textual import events
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Input

from newstui.config.actions import ACTIONS, BY_ID, Action, Pane, by_group
from newstui.config.keymap import label
from newstui.rendering.article import Highlights
from newstui.rendering.cells import cell_width, pad
from newstui.rendering.legend import legend_lines
from newstui.rendering.lines import EMPTY, Line, Role, Segment
from newstui.rendering.wrapping import wrap_text
from newstui.tui.activity import Told
from newstui.tui.desk import Desk
from newstui.tui.screens.dialog import GIVE_UP, Dialog, DialogList
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
        self._most = 0

    def show(self, make: Callable[[int], Sequence[Line]]) -> None:
        """Other lines, from their top; the room stays, so that the box does not jump while words are typed."""
        self._make, self._made, self.top = make, (0, ()), 0
        self._lines(self.inner_width)
        self.redraw()

    def _lines(self, width: int) -> Sequence[Line]:
        if width != self._made[0]:
            before = len(self._made[1])
            self._made = (width, self._make(width))
            if before:  # wrapped otherwise, the same words stand about as far from the end
                self.top = self.top * len(self._made[1]) // before
        return self._made[1]

    def get_content_height(self, container: object, viewport: Size, width: int) -> int:
        self._most = max(self._most, len(self._lines(width)))
        return self.room(self._most, viewport)

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
        self.name_keys((*self._scrolling(), "Esc"))

    def _scrolling(self) -> list[str]:
        keys = " ".join(self.desk.keymap.first(one) for one in ("move.down", "move.up", "move.page_down"))
        return [f"{keys} scroll"] if self._text.last_top else []

    def act(self, action: Action) -> None:
        """Scroll; what opened the page closes it too."""
        if not self._text.move(action) and action.id in ("app.help", "app.messages", "quote.legend"):
            self.dismiss(None)


class FindingPage(Page):
    """A long text: what is typed after the search key leaves of it what has these words."""

    DEFAULT_CSS = """
    FindingPage Input { border: none; height: 1; padding: 0; background: $boost; color: $foreground; display: none; }
    FindingPage Input:focus { border: none; background-tint: $foreground 0%; }
    """

    def __init__(self, desk: Desk, title: str, make: Callable[[int, str], Sequence[Line]], *, also: Sequence[str] = ()) -> None:
        super().__init__(desk, title, lambda width: make(width, ""))
        self._having, self._also = make, also
        self._field = Input(select_on_focus=False)
        self._field.cursor_blink = False  # no bytes while nothing happens

    def content(self) -> list[Widget]:
        """The field, which is seen while words are looked for, and the text."""
        return [self._field, self._text]

    def _say_how(self) -> None:
        keys = self.desk.keymap
        if self.focused is self._field:
            self.name_keys(("Enter to the text", "↑ ↓ scroll", "Esc ends the search"))
        elif self._field.display:
            self.name_keys((f"{keys.first('list.search')} other words", *self._scrolling(), "Esc ends the search"))
        else:
            find = [f"{key} finds" for key in (keys.first("list.search") or keys.first("find.words"),) if key]
            self.name_keys((*find, *self._also, *self._scrolling(), "Esc"))

    def _look(self) -> None:
        self._field.display = True
        self.set_focus(self._field)
        self._say_how()

    def _stop_looking(self) -> None:
        self.set_focus(None)
        self._field.display = False
        self._field.value = ""
        self._show("")

    def _show(self, words: str) -> None:
        self._text.show(lambda width: self._having(width, words))
        self._say_how()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Leave what has the words typed so far."""
        if self._field.display:
            self._show(event.value)

    def on_input_submitted(self) -> None:
        """Enter: the keys go to what was found."""
        self.set_focus(None)
        self._say_how()

    def pressed(self, event: events.Key) -> None:
        """While words are looked for, going back ends that, and only then the page; in the field the rest is text."""
        typing = self.focused is self._field
        if self._field.display and event.key == "escape":
            self._stop_looking()
        elif typing and event.key in ("up", "down", "pageup", "pagedown"):
            self._text.move(BY_ID[f"move.{event.key.replace('page', 'page_')}"])
        elif not typing or event.key in GIVE_UP:
            super().pressed(event)
            return
        else:
            return
        event.stop()
        event.prevent_default()

    def act(self, action: Action) -> None:
        """The search keys look for words."""
        if action.id in ("list.search", "find.words"):
            self._look()
        else:
            super().act(action)


def _has(words: str, text: str) -> bool:
    """Whether every word stands in a text."""
    return all(word in text.casefold() for word in words.casefold().split())


def help_page(desk: Desk, only: Collection[str] | None = None) -> Page:
    """Every action with its keys, from the registry; `only` those that a screen knows."""
    palette = desk.keymap.first("app.palette") if only is None else ""
    also = (f"{palette} finds and does",) if palette else ()
    return FindingPage(desk, "Keys", lambda width, words: help_lines(desk, width, only, words=words), also=also)


def help_lines(desk: Desk, width: int, only: Collection[str] | None = None, *, words: str = "") -> list[Line]:
    """The help in `width` cells; with `words`, the actions that have them all, and for one letter those of that key."""
    chosen = [
        action
        for action in ACTIONS
        if (only is None or action.id in only) and _is_about(action, desk.keymap.keys[action.id], words)
    ]
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
                lines += [Line.of((Segment(f"  {piece}"),)) for piece in wrap_text(told, max(2, width - 2))]
                continue
            for i, piece in enumerate(wrap_text(told, max(10, width - column))):
                shown = pad((keys[action.id] or "–") if i == 0 else "", column)
                lines.append(Line.of((Segment(shown, (Role.ACCENT,)), Segment(piece))))
    if words.strip():
        return lines or _words("No action has these words. Fewer letters find more.", width)
    if only is not None:
        return lines
    if desk.keymap.macros:
        lines += [EMPTY, Line.of((Segment("Your macros", (Role.HEADING,)),))]
        for key, stands_for in desk.keymap.macros.items():
            shown, meant = (" ".join(label(one, ascii_only=desk.ascii_only) for one in some) for some in ((key,), stands_for))
            lines.append(Line.of((Segment(pad(shown, column), (Role.ACCENT,)), Segment(f"types {meant}"))))
    return [*lines, EMPTY, *_words("A number before a key that moves, or a macro, repeats it: 5j goes five lines down.", width)]


def _is_about(action: Action, keys: Sequence[str], words: str) -> bool:
    """Whether an action answers what was typed: words of its help, or a key."""
    typed = words.strip()
    if len(typed) == 1:
        return typed in keys
    return _has(words, " ".join((action.title, action.help, action.group.value, *keys, *(label(key) for key in keys))))


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

    def make(width: int, words: str) -> list[Line]:
        lines: list[Line] = []
        for one in (one for one in reversed(told) if _has(words, one.words)):
            when = one.at.strftime("%H:%M:%S" if one.at.date() == today else "%d %b %H:%M")
            column = cell_width(when) + 2
            for i, piece in enumerate(wrap_text(one.words, max(10, width - column))):
                role = Role.ERROR if one.error else Role.TEXT
                lines.append(Line.of((Segment(pad(when if i == 0 else "", column), (Role.MUTED,)), Segment(piece, (role,)))))
        return lines or _words("No message has these words." if told else "Nothing was told yet.", width)

    return FindingPage(desk, "Messages", make)


def _words(text: str, width: int, role: Role = Role.MUTED) -> list[Line]:
    return [Line.of((Segment(piece, (role,)),)) for piece in wrap_text(text, max(2, width))]
