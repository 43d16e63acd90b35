"""What another newstui does for this one: its end is seen in the cache, since its events go to the other reader."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from newstui.model.numbers import counted
from newstui.model.wishes import WishKind, WishState
from newstui.tui.hearing import downloaded, refreshed

if TYPE_CHECKING:
    from newstui.tui.reader_screen import ReaderScreen


class ReadingAlong:
    """Waits for wishes of one kind. What comes of them is told from what was there before."""

    task = ""
    """What is said while it lasts."""

    def __init__(self, reader: "ReaderScreen") -> None:
        self._reader = reader
        self._since = datetime.now(UTC).replace(microsecond=0)  # the cache keeps whole seconds
        self._wishes: set[int] = set()

    def before(self, payload: Mapping[str, object]) -> None:
        """Such a wish is about to be made. Raises StorageError."""

    def follow(self, wish_id: int) -> None:
        """Wait for this wish, too."""
        self._wishes.add(wish_id)

    def look(self) -> bool:
        """See what came of the wishes, and tell it; whether any is still to be granted. Raises StorageError."""
        found = {wish.id: wish for wish in self._reader.desk.library.wishes() if wish.id in self._wishes}
        given_up = next((w for w in found.values() if w.state is WishState.FAILED or w.not_before is not None), None)
        if not self._wishes or (found and given_up is None):
            return True
        if given_up is not None:  # it waits for a network, or has failed: why is in its row
            self._reader.activity.fail(given_up.error)
        else:
            self._tell()
        return False

    def _tell(self) -> None:
        """Tell what came of it."""
        raise NotImplementedError


class RefreshElsewhere(ReadingAlong):
    """A refresh."""

    task = "Refreshing"

    def __init__(self, reader: "ReaderScreen") -> None:
        super().__init__(reader)
        self._before = reader.desk.library.feed_counts()

    def _tell(self) -> None:
        library, activity = self._reader.desk.library, self._reader.activity
        feeds = [feed for feed in library.feeds() if feed.checked_at is not None and feed.checked_at >= self._since]
        now = library.feed_counts()
        there = {feed_id: total for feed_id, (_, total) in self._before.items()}
        activity.new = sum(max(0, now[feed.id][1] - there.get(feed.id, 0)) for feed in feeds if feed.id in now)
        activity.asked = len(feeds)
        activity.failed = {feed.id for feed in feeds if feed.failed}
        refreshed(self._reader)


class DownloadElsewhere(ReadingAlong):
    """A download of what is not in the cache yet."""

    task = "Downloading"

    def __init__(self, reader: "ReaderScreen") -> None:
        super().__init__(reader)
        self._entries: set[int] = set()

    def before(self, payload: Mapping[str, object]) -> None:
        feeds = payload.get("feeds")
        among = feeds if isinstance(feeds, Collection) else None
        self._entries |= set(self._reader.desk.library.without_article(among, self._reader.desk.settings.prefetch.items))

    def _tell(self) -> None:
        library, activity = self._reader.desk.library, self._reader.activity
        if not self._entries:
            activity.note("There is nothing to download.")
            return
        came, failed = library.pages_since(self._entries, self._since)
        for row in library.rows(failed):
            activity.miss(row.id, row.title, library.failure(row.id))
        activity.note(f"{counted(came, 'article')} downloaded{f'; {len(failed)} failed' if failed else ''}.")
        downloaded(self._reader)


ELSEWHERE_DONE: Mapping[WishKind, type[ReadingAlong]] = {
    WishKind.REFRESH: RefreshElsewhere,
    WishKind.PREFETCH: DownloadElsewhere,
}
