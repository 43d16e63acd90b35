"""What happened, as messages to the application and its screens: past tense, ids and counts only."""

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from newstui.model.events import Event


class EngineSpoke(Message):
    """The engine sent an event."""

    def __init__(self, event: "Event") -> None:
        super().__init__()
        self.event = event


class EngineChanged(Message):
    """The engine started or ended; `words` is a sentence for the status line, empty if all is well."""

    def __init__(self, running: bool, words: str = "") -> None:
        super().__init__()
        self.running = running
        self.words = words


class TerminalLost(Message):
    """The terminal hung up or closed: nobody is there to read."""


class KeyTaken(Message):
    """It followed a key, and comes after all that the key did."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
