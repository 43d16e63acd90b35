"""A dialog for the reader's note to an entry. What was written is kept however it is left."""

from collections.abc import Callable

from textual import events
from textual.widget import Widget
from textual.widgets import TextArea

from newstui.model.remarks import as_note
from newstui.tui.desk import Desk
from newstui.tui.screens.dialog import Dialog


class NoteScreen(Dialog[None]):
    """Gives what was written to `keep`, if it was changed, when it is closed, also by the end of the program."""

    AUTO_FOCUS = "TextArea"
    DEFAULT_CSS = """
    NoteScreen #box { width: 76; }
    NoteScreen TextArea { border: none; height: 10; padding: 0; background: $boost; color: $foreground; }
    NoteScreen TextArea:focus { border: none; }
    """

    def __init__(self, desk: Desk, title: str, note: str, keep: Callable[[str], None]) -> None:
        undo = desk.keymap.first("mark.undo")
        super().__init__(desk, f"Note: {title}", f"Esc keeps it and closes ({undo} then takes it back) · empty: no note")
        self._note, self._keep = note, keep
        self._field = TextArea(note, soft_wrap=True, show_line_numbers=False, highlight_cursor_line=False)
        self._field.cursor_blink = False  # no bytes while nothing happens
        self._field.move_cursor(self._field.document.end)

    def content(self) -> list[Widget]:
        """A field of several lines."""
        return [self._field]

    def pressed(self, event: events.Key) -> None:
        """Everything but Esc is text."""
        if event.key == "escape":
            event.stop()
            self.dismiss(None)

    def on_unmount(self) -> None:
        """Keep what was written."""
        text = as_note(self._field.text)
        if text != self._note:
            self._keep(text)
