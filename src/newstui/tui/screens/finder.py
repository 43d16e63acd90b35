"""What dialogs share in which a field narrows a list: letters go to the field, arrows to the list, and Enter takes an item."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from textual import events
from textual.widget import Widget
from textual.widgets import Input

from newstui.tui.desk import Desk
from newstui.tui.screens.dialog import GIVE_UP, Dialog, DialogList
from newstui.tui.strips import Painter

T = TypeVar("T")


class FoundList(DialogList, Generic[T]):
    """What fits the field's words. Subclasses paint it."""

    ROWS = 12
    """It keeps its height, however little is found."""

    def __init__(self, painter: Painter) -> None:
        super().__init__(painter)
        self.found: Sequence[T] = ()

    @property
    def items(self) -> int:
        return len(self.found)

    @property
    def chosen(self) -> T | None:
        """What the cursor is on."""
        return self.found[self.cursor] if self.found else None

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        return self.ROWS

    def show(self, found: Sequence[T], cursor: int = 0) -> None:
        """Show what was found, from the top unless the cursor stands far down."""
        self.found, self.cursor, self.top = found, cursor, 0
        self.reveal()
        self.redraw()


class Finder(Dialog[T]):
    """Ends with the item that was chosen, None where it was given up. Subclasses say what fits."""

    AUTO_FOCUS = "Input"
    DEFAULT_CSS = """
    Finder Input { border: none; height: 1; padding: 0 1; margin-bottom: 1; background: $boost; color: $foreground; }
    Finder Input:focus { border: none; background-tint: $foreground 0%; }
    """

    def __init__(self, desk: Desk, title: str, subtitle: str, found: FoundList[T], *, asks_for: str, first: str = "") -> None:
        """The field `asks_for` something, in words that typing replaces; it begins with the `first` guess, marked."""
        super().__init__(desk, title, subtitle)
        self._found = found
        self.field = Input(first, placeholder=asks_for, select_on_focus=bool(first))
        self.field.cursor_blink = False  # no bytes while nothing happens

    def content(self) -> list[Widget]:
        """A field, and what fits it."""
        return [self.field, self._found]

    def find(self, typed: str) -> None:
        """Show what fits."""

    def on_input_changed(self, event: Input.Changed) -> None:
        """The field says so once at the start, too."""
        self.find(event.value)

    def on_input_submitted(self) -> None:
        """Enter."""
        self.dismiss(self._found.chosen)

    def pressed(self, event: events.Key) -> None:
        """What is no key of the list is text."""
        if self.takes(event.key):
            event.stop()
            event.prevent_default()

    def takes(self, key: str) -> bool:
        """Do what a key means here; whether it means anything."""
        match key:
            case "down" | "ctrl+n":
                self._found.move_by(1)
            case "up":
                self._found.move_by(-1)
            case "pagedown":
                self._found.page_by(1)
            case "pageup":
                self._found.page_by(-1)
            case _ if key in GIVE_UP:
                self.dismiss(None)
            case _:
                return False
        return True
