"""A refresh that another newstui does for this one: its end is seen in the cache, since its events go to the other reader."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from newstui.model.wishes import WishState
from newstui.rendering.status import Task
from newstui.tui.activity import ELSEWHERE
from newstui.tui.hearing import refreshed

if TYPE_CHECKING:
    from newstui.tui.reader_screen import ReaderScreen


class ReadingAlong:
    """Made before the wish, so that what comes of it can be told from what was there."""

    def __init__(self, reader: "ReaderScreen") -> None:
        self._reader = reader
        self._since = datetime.now(UTC).replace(microsecond=0)  # the cache keeps whole seconds
        self._before = reader.desk.library.feed_counts()
        self._wishes: set[int] = set()

    def follow(self, wish_id: int) -> None:
        """Wait for this wish, too."""
        self._wishes.add(wish_id)
        self._reader.activity.tasks[ELSEWHERE] = Task("Refreshing")

    def look(self) -> bool:
        """See what came of the wishes, and tell it; whether any is still to be granted. Raises StorageError."""
        activity = self._reader.activity
        activity.tasks.pop(ELSEWHERE, None)
        found = {wish.id: wish for wish in self._reader.desk.library.wishes() if wish.id in self._wishes}
        given_up = next((w for w in found.values() if w.state is WishState.FAILED or w.not_before is not None), None)
        if not self._wishes or (found and given_up is None):
            activity.tasks[ELSEWHERE] = Task("Refreshing")
            return True
        if given_up is not None:  # it waits for a network, or has failed: why is in its row
            activity.fail(given_up.error)
        else:
            self._tell()
        return False

    def _tell(self) -> None:
        library, activity = self._reader.desk.library, self._reader.activity
        feeds = [feed for feed in library.feeds() if feed.checked_at is not None and feed.checked_at >= self._since]
        now = library.feed_counts()
        there = {feed_id: total for feed_id, (_, total) in self._before.items()}
        activity.new = sum(max(0, now[feed.id][1] - there.get(feed.id, 0)) for feed in feeds if feed.id in now)
        activity.asked = len(feeds)
        activity.failed = {feed.id for feed in feeds if feed.failed}
        refreshed(self._reader)
