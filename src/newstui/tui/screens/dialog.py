"""What all dialogs share: a quiet box over the reader, keys from the same registry, closed by what goes back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Region, Size
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget

from newstui.config.actions import Action, Pane
from newstui.config.roles import Ground
from newstui.rendering.cells import cell_width
from newstui.rendering.lines import Line
from newstui.rendering.marks import to_ascii
from newstui.tui.counted_strip import counted
from newstui.tui.desk import Desk
from newstui.tui.strips import Painter
from newstui.tui.widgets.behind import Behind
from newstui.tui.widgets.line_pane import CursorPane

if TYPE_CHECKING:
    from textual.content import Content

T = TypeVar("T")


GIVE_UP = ("escape", "ctrl+c")
"""Keys that close every dialog; what is typed in a field is left alone."""
_AROUND = 4
"""Rows of a dialog around its list: the border, and a line above or below."""


class Dialog(ModalScreen[T]):
    """A box in the middle of the screen. Subclasses say what is in it and what keys do."""

    AUTO_FOCUS = ""
    ALLOW_SELECT = False
    PANE = Pane.FEEDS
    """Whose keys mean here what they mean there."""
    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background 0%; }
    Dialog #box {
        width: 84; max-width: 100%; height: auto; max-height: 90%;
        border: round $border; background: $surface; color: $foreground; padding: 0 1;
        border-title-color: $accent; border-title-style: bold; border-subtitle-color: $text-muted;
    }
    Dialog #box.-ascii { border: ascii $border; }
    """

    def __init__(self, desk: Desk, title: str, subtitle: str = "") -> None:
        super().__init__()
        self.desk = desk
        self._heading, self._foot = title, subtitle

    def content(self) -> list[Widget]:
        """What is in the box."""
        return []

    def render(self) -> Any:
        """What is behind the box."""
        stack = self.app.screen_stack
        return Behind(stack[stack.index(self) - 1]) if self in stack[1:] else super().render()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows, so that the box cuts them where they are to be cut."""
        return [counted(strip) for strip in super().render_lines(crop)]

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(id="box") as box:
            box.set_class(self.desk.ascii_only, "-ascii")
            box.border_title = self._plain(self._heading)
            box.border_subtitle = self._plain(self._foot)
            yield from self.content()

    def tell(self, words: str) -> None:
        """Say something below the box, in place of its keys."""
        self.query_one("#box").border_subtitle = self._plain(words)

    def entitle(self, words: str) -> None:
        """Call the box otherwise."""
        self.query_one("#box").border_title = self._plain(words)

    def name_keys(self, parts: Sequence[str]) -> None:
        """Name keys below the box: where they do not fit, those before the last one go, which tells how to leave."""
        *ways, leave = parts
        while ways and cell_width(" · ".join((*ways, leave))) > self.query_one("#box").size.width - 2:
            ways.pop()
        self.tell(" · ".join((*ways, leave)))

    def _plain(self, words: str) -> "Content":
        """Text for the border: a feed's title may look like markup."""
        from textual.content import Content

        return Content(to_ascii(words) if self.desk.ascii_only else words)

    def on_key(self, event: events.Key) -> None:
        """Textual calls this for every class of a screen; `pressed` is there to be overridden."""
        self.pressed(event)

    def pressed(self, event: events.Key) -> None:
        """Run what the key means in a dialog."""
        event.stop()
        event.prevent_default()
        character = event.character if event.is_printable else None
        action = self.desk.keymap.resolve(event.key, character, self.PANE)
        if event.key in GIVE_UP or (action is not None and action.id in ("move.back", "app.quit")):
            self.dismiss(None)
        elif action is not None:
            self.act(action)

    def act(self, action: Action) -> None:
        """Do what an action of the registry means here."""


class DialogList(CursorPane):
    """A pane for the inside of a dialog: no head, its lines as high as they need."""

    GROUND = Ground.DIALOG
    HEAD = 0
    DEFAULT_CSS = "DialogList { height: auto; }"

    def __init__(self, painter: Painter) -> None:
        super().__init__(painter)
        self.active = True

    def get_content_height(self, container: object, viewport: Size, width: int) -> int:
        """As many rows as there are lines."""
        return self.room(max(1, self.total), viewport)

    @staticmethod
    def room(lines: int, viewport: Size) -> int:
        """As many rows as the lines need, or as a dialog has left of the screen: what is more is scrolled to."""
        return max(1, min(lines, viewport.height * 9 // 10 - _AROUND))

    def marked(self, item: int, line: Line, width: int) -> Line:
        """An item's line, as wide as the list, and marked where the cursor is."""
        selected = self.selection(item)
        return line.padded(width, ()).with_role(selected) if selected else line.padded(width, ())

    def move(self, action: Action) -> bool:
        """Do what a moving action means; whether it is one."""
        match action.id:
            case "move.down":
                self.move_by(1)
            case "move.up":
                self.move_by(-1)
            case "move.page_down":
                self.page_by(1)
            case "move.page_up":
                self.page_by(-1)
            case "move.first":
                self.move_to(0)
            case "move.last":
                self.move_to(self.items - 1)
            case _:
                return False
        return True
