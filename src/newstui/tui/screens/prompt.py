"""A dialog that asks for a line of text."""

from collections.abc import Callable, Sequence

from textual import events
from textual.widget import Widget
from textual.widgets import Input, Static

from newstui.tui.desk import Desk
from newstui.tui.screens.dialog import GIVE_UP, Dialog


class Prompt(Dialog[str]):
    """Ends with what was typed, blanks around it gone; with None where it was given up.

    Tab hands what was typed so far to `complete` and takes its answer. `anew` marks what stands in the field, so that typing
    replaces it; up and down go through `earlier` lines, the newest last.
    """

    AUTO_FOCUS = "Input"
    DEFAULT_CSS = """
    Prompt #box { width: 72; }
    Prompt Input { border: none; height: 1; padding: 0; background: $boost; color: $foreground; }
    Prompt Input:focus { border: none; background-tint: $foreground 0%; }
    Prompt #hint { color: $text-muted; height: auto; }
    """

    def __init__(
        self,
        desk: Desk,
        title: str,
        hint: str,
        value: str = "",
        *,
        may_be_empty: bool = False,
        anew: bool = False,
        earlier: Sequence[str] = (),
        complete: Callable[[str], str] | None = None,
    ) -> None:
        keys = [
            word for word, there in (("↑ earlier", earlier), ("Tab completes", complete), ("Enter", True), ("Esc", True)) if there
        ]
        super().__init__(desk, title, " · ".join(keys))
        self._complete = complete
        self._hint, self._value, self._may_be_empty, self._anew = hint, value, may_be_empty, anew
        self._earlier, self._at = earlier, len(earlier)

    def content(self) -> list[Widget]:
        """A field, and what to type into it."""
        field = Input(self._value, select_on_focus=self._anew)
        field.cursor_blink = False  # no bytes while nothing happens
        return [field, Static(self._hint, id="hint", markup=False)]

    def pressed(self, event: events.Key) -> None:
        """Esc or ctrl+c, and the arrows to earlier lines; everything else is text."""
        if event.key in GIVE_UP:
            event.stop()
            event.prevent_default()
            self.dismiss(None)
        elif event.key == "tab" and self._complete is not None:
            event.stop()
            event.prevent_default()
            field = self.query_one(Input)
            field.value = self._complete(field.value)
            field.cursor_position = len(field.value)
        elif event.key in ("up", "down") and self._earlier:
            event.stop()
            self._at = max(0, min(self._at + (1 if event.key == "down" else -1), len(self._earlier)))
            field = self.query_one(Input)
            field.value = self._earlier[self._at] if self._at < len(self._earlier) else ""
            field.cursor_position = len(field.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        typed = event.value.strip()
        self.dismiss(typed if typed or self._may_be_empty else None)
