"""The time as the services see it."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Now, aware, UTC, in whole seconds (what the cache keeps)."""
    return datetime.now(UTC).replace(microsecond=0)
