"""What is kept and what may go: limits, and the entries that no decision of the reader's protects."""

from typing import NamedTuple


class KeepLimits(NamedTuple):
    """How much is kept of one feed, or of all; 0: no limit."""

    days: int = 0
    """Since the reader last decided anything about an entry, or since it came in."""
    entries: int = 0
    bytes: int = 0

    def __bool__(self) -> bool:
        return any(self)


class Candidate(NamedTuple):
    """An entry that may be deleted: neither starred, tagged, noted nor cited."""

    id: int
    feed_id: int
    at: int
    """When the reader last decided anything about it, else when it came in; Unix seconds. Never its date of publication."""
    read: bool
    bytes: int
    """Its share of the file; 0 where that was not asked for."""


class Holding(NamedTuple):
    """What running readers need: deleting it would take it from under their eyes, or from their undo."""

    since: int | None = None
    """When the oldest of them began (Unix seconds): what was touched since may be undone. None: no reader runs."""
    entries: frozenset[int] = frozenset()
    """What they show."""
