"""What happened, as messages to the reader screen: past tense, ids and counts only."""

from textual.message import Message

from newstui.engine.protocol import Event


class EngineSpoke(Message):
    """The engine sent an event."""

    def __init__(self, event: Event) -> None:
        super().__init__()
        self.event = event


class EngineChanged(Message):
    """The engine started, ended or could not be started; `what` is a sentence for the status line, empty if all is well."""

    def __init__(self, running: bool, what: str = "") -> None:
        super().__init__()
        self.running = running
        self.what = what


class TerminalLost(Message):
    """The terminal hung up or closed: nobody is there to read."""
