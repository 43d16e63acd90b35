"""A dialog that asks for a line of text."""

from textual import events
from textual.widget import Widget
from textual.widgets import Input, Static

from newstui.tui.desk import Desk
from newstui.tui.screens.dialog import Dialog


class Prompt(Dialog[str]):
    """Ends with what was typed, blanks around it gone; with None where it was given up."""

    AUTO_FOCUS = "Input"
    DEFAULT_CSS = """
    Prompt #box { width: 72; }
    Prompt Input { border: none; height: 1; padding: 0; background: $boost; color: $foreground; }
    Prompt Input:focus { border: none; background-tint: $foreground 0%; }
    Prompt #hint { color: $text-muted; height: auto; }
    """

    def __init__(self, desk: Desk, title: str, hint: str, value: str = "", *, may_be_empty: bool = False) -> None:
        super().__init__(desk, title, "Enter · Esc")
        self._hint, self._value, self._may_be_empty = hint, value, may_be_empty

    def content(self) -> list[Widget]:
        """A field, and what to type into it."""
        field = Input(self._value, select_on_focus=False)
        field.cursor_blink = False  # no bytes while nothing happens
        return [field, Static(self._hint, id="hint", markup=False)]

    def pressed(self, event: events.Key) -> None:
        """Only Esc is a command here: everything else is text."""
        if event.key == "escape":
            event.stop()
            self.dismiss(None)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        typed = event.value.strip()
        self.dismiss(typed if typed or self._may_be_empty else None)
