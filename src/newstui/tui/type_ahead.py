"""Keys wait their turn: each goes to whoever has the keys when all that was typed before it has been done.

Textual hands a key at once to the screen on top, where it waits in a queue of that screen's own. A key that opens a dialog is
then followed by keys that were handed to the screen below it, or to a dialog that has no field yet: words of a note would
be actions. So:

- The screen at the bottom, which is never closed, gives back what reaches it too late. When another screen opens, a message
  goes through the bottom one, behind all that it was handed, and then through the new one; until it has come back, keys wait.
- Anywhere else one key is handed on at a time: the next when a message that followed it has come back; from a field several
  times, through all that is around it, because what a key sets off there is a message of its own, and sets off others.
"""

from collections import deque
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual import events

from newstui.tui.messages import KeyTaken

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

_OPENING, _FIELD, _LIST = 4, 3, 1
"""How often a message has to come back: when a screen was opened or closed (first from the bottom), from a field, from a list."""


class TypeAhead:
    """What was typed and not yet handed on, for one application; `deliver` hands an event to whoever has the keys now."""

    def __init__(self, app: "App[None]", deliver: Callable[[events.Event], Awaitable[None]]) -> None:
        self._app, self._deliver = app, deliver
        self._waiting: deque[events.Event] = deque()
        self._late = 0
        self._asked = 0
        self._rounds = 0

    @property
    def waiting(self) -> bool:
        """Whether anything was typed that nobody was handed yet."""
        return bool(self._waiting or self._rounds)

    async def take(self, event: events.Event) -> None:
        """Hand a key or pasted text on: now, or when its turn has come."""
        self._waiting.append(event)
        await self._hand_on()

    def give_back(self, event: events.Key | events.Paste) -> None:
        """The screen at the bottom was handed something that another one is to have, just opened, as is all that waits."""
        again = events.Paste(event.text) if isinstance(event, events.Paste) else type(event)(event.key, event.character)
        again.set_sender(self._app)
        self._waiting.insert(self._late, again)  # typed before all that waits
        self._late += 1

    def screen_changed(self, _: "Screen[object]") -> None:
        """A screen was opened or closed: whatever was asked for, it is this one now that has to be ready."""
        self._ask(_OPENING)

    async def taken(self, message: KeyTaken) -> None:
        """A message came back: all that stood before it has been done."""
        if message.number != self._asked:  # another screen came meanwhile
            return
        if self._rounds == _OPENING:
            self._late = 0
        self._rounds -= 1
        if self._rounds:
            self._ask(self._rounds)
        await self._hand_on()

    async def _hand_on(self) -> None:
        while self._waiting and not self._rounds:
            screen, asked = self._app.screen, self._asked
            if screen.AUTO_FOCUS and screen.focused is None:  # it opened while the terminal's window was not in front
                screen.focus_next(screen.AUTO_FOCUS)
            await self._deliver(self._waiting.popleft())
            if screen is not self._bottom and asked == self._asked:  # else another screen came meanwhile, and is asked already
                self._ask(_LIST if screen.focused is None else _FIELD)

    @property
    def _bottom(self) -> "Screen[object]":
        return self._app.screen_stack[0]

    def _ask(self, rounds: int) -> None:
        self._rounds = rounds
        self._asked += 1
        message = KeyTaken(self._asked)
        target = self._bottom if rounds == _OPENING else self._app.focused or self._app.screen
        if not target.post_message(message):  # it is closing; what comes instead of it is told of
            self._app.post_message(message)
