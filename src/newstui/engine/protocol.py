"""What travels on the pipe between a reader and its engine: wake-ups down, events up, one JSON line each.

Content and wishes go through the database; the pipe carries ids and counts only. An event that arrives late or never
does no harm: the reader watches the database too.
"""

from typing import TypeAlias

import msgspec

from newstui.model.events import (
    AnalysisStored,
    Analyst,
    ArticleFailed,
    ArticleStored,
    Event,
    FeedFailed,
    FeedRefreshed,
    Network,
    PicturesStored,
    Progress,
    Ready,
    SubscriptionsChanged,
    Trouble,
    WishFailed,
)

__all__ = [
    "AnalysisStored",
    "Analyst",
    "ArticleFailed",
    "ArticleStored",
    "Cancel",
    "Command",
    "Event",
    "FeedFailed",
    "FeedRefreshed",
    "Network",
    "PicturesStored",
    "Progress",
    "Ready",
    "Stop",
    "SubscriptionsChanged",
    "Trouble",
    "Wake",
    "WishFailed",
    "decode_command",
    "decode_event",
    "encode",
]


class Wake(msgspec.Struct, tag="wake", frozen=True):
    """Down: a wish was put into the queue."""


class Cancel(msgspec.Struct, tag="cancel", frozen=True):
    """Down: stop the running refresh or prefetch; what it has done stays."""


class Stop(msgspec.Struct, tag="stop", frozen=True):
    """Down: end within two seconds. The end of the pipe says the same."""


Command: TypeAlias = Wake | Cancel | Stop
_encoder = msgspec.json.Encoder()
_commands: msgspec.json.Decoder[Command] = msgspec.json.Decoder(Command)
_events: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


def encode(message: Command | Event) -> bytes:
    """One line, with its line feed."""
    return _encoder.encode(message) + b"\n"


def decode_command(line: bytes) -> Command:
    """Read a line from the reader. Raises msgspec.DecodeError."""
    return _commands.decode(line)


def decode_event(line: bytes) -> Event:
    """Read a line from the engine. Raises msgspec.DecodeError."""
    return _events.decode(line)
