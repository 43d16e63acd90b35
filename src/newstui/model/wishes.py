"""Wishes: what the reader asks the engine for, as rows of a queue that survive a crash and wait out an offline spell."""

from datetime import datetime
from enum import StrEnum

import msgspec


class WishKind(StrEnum):
    """What can be wished for; the payload's fields stand behind each."""

    REFRESH = "refresh"
    """{} (all feeds) or {"feeds": [id, ...]}; {"due": true} for only those whose time has come."""
    FETCH = "fetch"
    """{"entry": id}, with {"again": true} to fetch what is already there."""
    SUBSCRIBE = "subscribe"
    """{"url": address}, with {"folder": id}."""
    IMPORT = "import"
    """{"path": file}: OPML or newsboat's urls."""
    ANALYSE = "analyse"
    """{"entry": id}."""
    PREFETCH = "prefetch"
    """{} or {"feeds": [id, ...]}, {"limit": articles}."""
    PICTURES = "pictures"
    """{"entry": id}: the pictures of its article; with {"again": true} those that failed, too."""
    SAMPLE = "sample"
    """{}: puts the packaged sample edition into the cache."""


class WishState(StrEnum):
    """Where a wish is."""

    WAITING = "waiting"
    RUNNING = "running"
    FAILED = "failed"


class Wish(msgspec.Struct, frozen=True):
    """A row of the queue. A wish that was done is gone from it; a failed one stays until it is retried or dropped."""

    id: int
    kind: WishKind
    payload: dict[str, object] = msgspec.field(default_factory=dict)
    created_at: datetime | None = None
    state: WishState = WishState.WAITING
    attempts: int = 0
    not_before: datetime | None = None
    """Not to be tried earlier: after a failure, or while there is no network."""
    error: str = ""
