"""Letters for places in articles, and the way back."""

from typing import TYPE_CHECKING

from textual import events

from newstui.rendering.cells import fit

if TYPE_CHECKING:
    from newstui.tui.reader_screen import ReaderScreen

_TITLE = 24  # cells of a title among the choices


class JumpActions:
    """' ` ctrl+o >."""

    def __init__(self, reader: "ReaderScreen") -> None:
        self._reader = reader

    def mark(self) -> None:
        """Give the place a letter."""
        reader = self._reader
        here = reader.jumps.here
        if here is None:
            reader.say("No article is open.")
            return

        def take(event: events.Key) -> bool:
            letter = event.character or ""
            if letter.isalpha() and event.is_printable:
                reader.jumps.give(letter, here)
                reader.say(f"{reader.desk.keymap.first('jump.to')}{letter} comes back here.")
            elif event.key != "escape":
                reader.say("A mark is a letter.")
            return False

        taken = "".join(sorted(reader.jumps.marks))
        reader.key_reader.type_into(take, "mark", (("a–z", f"gives this place a letter{f'; taken: {taken}' if taken else ''}"),))

    def to(self) -> None:
        """Go to the place of a letter; the key itself goes back."""
        reader = self._reader
        own = reader.desk.keymap.keys["jump.to"]

        def take(event: events.Key) -> bool:
            letter = event.character or ""
            if event.key in own or letter in own:
                self.back()
            elif letter in reader.jumps.marks:
                reader.jumps.leave()
                if not reader.guard(lambda: reader.jumps.go(reader.jumps.marks[letter])):
                    reader.say(f"What had the mark {letter} is no longer in the cache.")
            elif event.key != "escape":
                reader.say(f"No place has the mark {letter}: {reader.desk.keymap.first('jump.mark')}{letter} gives it.")
            return False

        choices = [(reader.desk.keymap.first("jump.to"), "back")]
        for letter, place in sorted(reader.jumps.marks.items()):
            row = reader.desk.library.entry(place.entry_id)
            if row is not None:
                choices.append((letter, fit(row.title, _TITLE)))
        reader.key_reader.type_into(take, "go to", tuple(choices))

    def back(self) -> None:
        """Go back to where the last jump began."""
        if not self._reader.guard(self._reader.jumps.back):
            self._reader.say("There is no jump to go back from.")

    def forward(self) -> None:
        """Go again to where the reader went back from."""
        if not self._reader.guard(self._reader.jumps.forward):
            self._reader.say(f"There is nothing to go forward to: {self._reader.desk.keymap.first('jump.back')} goes back first.")
