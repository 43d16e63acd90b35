"""Articles of one feed or of a time, as conditions of a query."""

from datetime import datetime

from newstui.storage.connection import Value
from newstui.storage.times import to_unix


def narrowed(since: datetime | None, until: datetime | None, feed_id: int | None) -> tuple[list[str], list[Value]]:
    """Conditions on `x.at` and the entry `e`, with their values: from `since` on, before `until`, of a feed. None: all."""
    wanted = (("x.at >= ?", to_unix(since)), ("x.at < ?", to_unix(until)), ("e.feed_id = ?", feed_id))
    found = [(condition, value) for condition, value in wanted if value is not None]
    return [condition for condition, _ in found], [value for _, value in found]
