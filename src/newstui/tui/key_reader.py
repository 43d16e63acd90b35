"""Keys as they come in: counts before a key, keys that are typed into something, and else actions of the registry."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual import events

    from newstui.tui.screens.reader import ReaderScreen

_LONGEST_COUNT = 9999


class KeyReader:
    """Makes of each key what it means in the pane that has the keys."""

    def __init__(self, reader: "ReaderScreen") -> None:
        self._reader = reader
        self._count = ""
        self._typing: Callable[[events.Key], bool] | None = None
        self.typed = ""
        """What has been typed so far, for the status line."""

    def take(self, event: "events.Key") -> None:
        """Run what a key means here."""
        reader = self._reader
        if self._typing is not None:
            if self._typing(event):
                reader.update_status()
            else:
                self.stop_typing()
            return
        character = event.character if event.is_printable else None
        if character is not None and character.isdigit() and (self._count or character != "0"):
            self._count = self.typed = str(min(int(self._count + character), _LONGEST_COUNT))
            reader.update_status()
            return
        keymap = reader.desk.keymap
        action = keymap.resolve(event.key, character, reader.pane)
        count, self._count = int(self._count or 1), ""
        if self.typed:
            self.typed = ""
            reader.update_status()
        if action is not None:
            reader.perform(action, count)
        elif elsewhere := keymap.elsewhere(event.key, character):
            reader.say(f"{elsewhere.title}: in the {' or '.join(sorted(elsewhere.panes))} pane.")
        elif character is not None:
            reader.say(f"{character} does nothing here; {keymap.first('app.help')} shows the keys.")

    def type_into(self, take: "Callable[[events.Key], bool]", typed: str) -> None:
        """Send the next keys to `take`, until it answers False; `typed` is shown meanwhile."""
        self._typing, self.typed = take, typed
        self._reader.update_status()

    def stop_typing(self) -> None:
        """Keys are actions again."""
        self._typing, self.typed = None, ""
        self._reader.update_status()
