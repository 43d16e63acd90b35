"""Keys as they come in: counts before a key, keys that are typed into something, and else actions of the registry.

At a very first start there is nothing to read for a moment. What is typed then and needs an entry is kept, and done when the
first entries are there; what changes many entries or feeds is never kept.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.events import Key

from newstui.config.actions import Action, Group, Pane
from newstui.config.keymap import label

if TYPE_CHECKING:
    from newstui.tui.reader_screen import ReaderScreen

_LONGEST_COUNT = 9999
_MOST_MACROS = 100
"""So often a count may repeat a macro."""
_MOST_KEPT = 50
_KEPT_GROUPS = frozenset((Group.MOVE, Group.READ, Group.QUOTATIONS))
_KEPT_TOO = frozenset(("mark.star", "mark.read"))
_AT_ONCE = frozenset(("move.next_pane", "move.previous_pane", "move.back", "quote.legend", "quote.highlights"))
"""They mean something without an entry, too: they are kept only behind others, so that the order stays."""


_BLIND = frozenset(("app.quit", "app.suspend"))
"""What keys do in a terminal too small to show it."""


class MacroKey(Key):
    """A key that a macro stands for: it means what it means when it is typed, but no macro."""

    @classmethod
    def of(cls, name: str) -> "MacroKey":
        """The key of a canonical name."""
        return cls(name, " " if name == "space" else name if len(name) == 1 else None)


MacroKey.handler_name = Key.handler_name  # Textual looks for handlers by a class's own name


class KeyReader:
    """Makes of each key what it means in the pane that has the keys."""

    def __init__(self, reader: "ReaderScreen") -> None:
        self._reader = reader
        self._count = ""
        self._typing: Callable[[Key], bool] | None = None
        self.typed = ""
        """What has been typed so far, for the status line."""
        self.choices: tuple[tuple[str, str], ...] = ()
        """The keys that may come next, and what they do, where not every key may."""
        self._began = ""
        """The first keys of a sequence."""
        self._kept: list[tuple[Action, int]] = []

    def take(self, event: Key) -> bool:
        """Run what a key means here; whether it means anything."""
        reader = self._reader
        if self._typing is not None:
            if self._typing(event):
                reader.update_status()
            else:
                self.stop_typing()
            return True
        if event.key == "escape" and self._count:
            self._count = self.typed = ""
            reader.update_status()
            return True
        character = event.character if event.is_printable else None
        if character is not None and character.isdigit() and (self._count or character != "0"):
            self._count = self.typed = str(min(int(self._count + character), _LONGEST_COUNT))
            reader.update_status()
            return True
        keymap = reader.desk.keymap
        if not reader.frame.fits:
            self._take_blindly(keymap.resolve(event.key, character, reader.pane))
            return True
        key = event.key if character is None or character == " " else character
        macros = not isinstance(event, MacroKey)
        if self._began or keymap.after(key, reader.pane):
            return self._go_on(key, macros=macros)
        if macros and key in keymap.macros:
            return self._type_macro(key)
        action = keymap.resolve(event.key, character, reader.pane)
        if action is None and event.key == "ctrl+j":  # Enter, typed before the terminal was ours
            action = keymap.resolve("enter", None, reader.pane)
        count, self._count = int(self._count or 1), ""
        if self.typed:
            self.typed = ""
            reader.update_status()
        if action is not None and self._too_early(action):
            self._keep(action, count)
        elif action is not None:
            reader.groups.perform(action, count)
        elif elsewhere := keymap.elsewhere(event.key, character):
            reader.say(f"{elsewhere.title}: in the {' or '.join(sorted(elsewhere.panes))} pane.")
        elif character is not None:
            reader.say(f"{character} does nothing here; {keymap.first('app.help')} shows the keys.")
        return action is not None

    def _take_blindly(self, action: Action | None) -> None:
        self._count = self._began = self.typed = ""
        self.choices = ()
        if action is not None and action.id in _BLIND:
            self._reader.groups.perform(action)

    def _go_on(self, key: str, *, macros: bool) -> bool:
        """A key of a sequence: wait for the next one and show which there are, or do what the sequence means."""
        reader, keymap = self._reader, self._reader.desk.keymap
        begun, self._began = self._began, ""
        typed = f"{begun} {key}" if begun else key
        count = int(self._count or 1)
        if further := keymap.after(typed, reader.pane):
            self._began, self.typed, self.choices = typed, label(typed), tuple(further)
            reader.update_status()
            return True
        self.typed, self.choices = "", ()
        reader.update_status()
        if macros and typed in keymap.macros:
            return self._type_macro(typed)
        self._count = ""
        action = keymap.resolve(typed, None, reader.pane)
        if action is not None:
            reader.groups.perform(action, count)
        elif key != "escape":
            reader.say(f"{label(typed)} does nothing; {keymap.first('app.help')} shows the keys.")
        return action is not None

    def _type_macro(self, key: str) -> bool:
        """Type the keys of a macro, as often as the count says. What follows one that opens a dialog goes to the dialog."""
        reader = self._reader
        times, self._count, self.typed = min(int(self._count or 1), _MOST_MACROS), "", ""
        keys = [MacroKey.of(one) for one in reader.desk.keymap.macros[key]]
        for one in keys * times:
            if reader.app.screen is not reader:
                reader.news_app.typed.give_back(one)
            elif not self.take(one):
                reader.say(f"{label(key)} ended at {label(one.key)}, which does nothing here.")
                break
        reader.update_status()
        return True

    def _too_early(self, action: Action) -> bool:
        """Whether an action needs an entry where the first ones are still on their way."""
        reader = self._reader
        if reader.pane is Pane.FEEDS or reader.entries.items or not (action.group in _KEPT_GROUPS or action.id in _KEPT_TOO):
            return False
        return (bool(self._kept) or action.id not in _AT_ONCE) and reader.entries_coming

    def _keep(self, action: Action, count: int) -> None:
        if len(self._kept) < _MOST_KEPT:
            self._kept.append((action, count))
        names = ", ".join(kept.title for kept, _ in self._kept[-3:])
        self._reader.say(f"{names}: done as soon as the first entries are here.")

    def release(self) -> None:
        """Do what was kept, if the entries are there and no dialog is open; forget it where they do not come."""
        reader = self._reader
        if not self._kept or reader.app.screen is not reader:
            return
        if reader.entries.items:
            kept, self._kept = self._kept, []
            reader.say("")
            for action, count in kept:
                reader.groups.perform(action, count)
        elif not reader.entries_coming:
            self._kept = []
            reader.say("No entries came: what was typed for them is forgotten.")

    def type_into(self, take: "Callable[[Key], bool]", typed: str, choices: tuple[tuple[str, str], ...] = ()) -> None:
        """Send the next keys to `take`, until it answers False; `typed` is shown meanwhile, and what there is to choose from."""
        self._typing, self.typed, self.choices = take, typed, choices
        self._reader.update_status()

    def stop_typing(self) -> None:
        """Keys are actions again."""
        self._typing, self.typed, self.choices = None, "", ()
        self._reader.update_status()
