"""Keys wait their turn: each goes to whoever has the keys when all that was typed before it has been done.

Textual hands a key at once to the screen on top, where it waits in a queue of that screen's own. A key that opens a dialog is
then followed by keys that were handed to the screen below it, or to a dialog that has no field yet: words of a note would
be actions. So the next key is handed on only when a message that followed the one before has come back, through the widget
that has the focus and all that is around it; twice, because what a key sets off is a message of its own.
"""

from collections import deque
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from newstui.tui.messages import KeyTaken

if TYPE_CHECKING:
    from textual.app import App
    from textual.events import Event
    from textual.screen import Screen

_ROUNDS = 2


class TypeAhead:
    """What was typed and not yet handed on, for one application; `deliver` hands an event to whoever has the keys now."""

    def __init__(self, app: "App[None]", deliver: "Callable[[Event], Awaitable[None]]") -> None:
        self._app, self._deliver = app, deliver
        self._waiting: deque[Event] = deque()
        self._asked = 0
        self._rounds = 0

    async def take(self, event: "Event") -> None:
        """Hand a key or pasted text on: now, or when its turn has come."""
        self._waiting.append(event)
        if not self._rounds:
            await self._next()

    def screen_changed(self, _: "Screen[object]") -> None:
        """A screen was opened or closed: whatever was asked for, it is this one now that has to be ready."""
        self._begin()

    async def taken(self, message: KeyTaken) -> None:
        """A message came back: all that stood before it has been done."""
        if message.number != self._asked:  # another screen came meanwhile
            return
        self._rounds -= 1
        if self._rounds:
            self._ask()
        elif self._waiting:
            await self._next()

    async def _next(self) -> None:
        screen = self._app.screen
        if screen.AUTO_FOCUS and screen.focused is None:  # it opened while the terminal's window was not in front
            screen.focus_next(screen.AUTO_FOCUS)
        event = self._waiting.popleft()
        self._rounds = _ROUNDS
        await self._deliver(event)
        self._begin()

    def _begin(self) -> None:
        self._rounds = _ROUNDS
        self._ask()

    def _ask(self) -> None:
        self._asked += 1
        message = KeyTaken(self._asked)
        target = self._app.focused or self._app.screen
        if not target.post_message(message):  # it is closing; what comes instead of it is told of
            self._app.post_message(message)
