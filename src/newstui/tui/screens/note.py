"""A dialog for the reader's note to an entry. What was written is kept however it is left."""

from collections.abc import Callable

from textual import events
from textual.widget import Widget
from textual.widgets import TextArea

from newstui.model.remarks import as_note
from newstui.tui.desk import Desk
from newstui.tui.screens.dialog import Dialog

_LEAVE = "Esc or Ctrl+S saves and closes"


class NoteScreen(Dialog[None]):
    """Gives what was written to `keep`, if it was changed, when it is closed, also by the end of the program."""

    AUTO_FOCUS = "TextArea"
    DEFAULT_CSS = """
    NoteScreen #box { width: 76; }
    NoteScreen TextArea { border: none; height: 10; padding: 0; background: $boost; color: $foreground; }
    NoteScreen TextArea:focus { border: none; }
    """

    def __init__(self, desk: Desk, title: str, note: str, keep: Callable[[str], None]) -> None:
        super().__init__(desk, f"Note, saved when you leave: {title}", _LEAVE)
        self._note, self._keep = note, keep
        self._field = TextArea(note, soft_wrap=True, show_line_numbers=False, highlight_cursor_line=False)
        self._field.cursor_blink = False  # no bytes while nothing happens
        self._field.move_cursor(self._field.document.end)

    def content(self) -> list[Widget]:
        """A field of several lines."""
        return [self._field]

    def on_mount(self) -> None:
        """Say how it is left, and what that does."""
        undo = self.desk.keymap.first("mark.undo")
        back = (f"{undo} then takes it back",) if undo else ()
        self.call_after_refresh(self.name_keys, (*back, "empty: no note", _LEAVE))

    def pressed(self, event: events.Key) -> None:
        """Everything but Esc and Ctrl+S is text."""
        if event.key in ("escape", "ctrl+s"):
            event.stop()
            self.dismiss(None)

    def on_unmount(self) -> None:
        """Keep what was written."""
        text = as_note(self._field.text)
        if text != self._note:
            self._keep(text)
