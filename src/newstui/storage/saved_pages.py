"""Pages that the reader saved: entries of a feed of newstui's own, which is made for the first of them."""

from datetime import datetime
from typing import NamedTuple

from newstui.model.feeds import SAVED_URL, Feed
from newstui.model.likeness import page_of
from newstui.model.safe_text import SafeText, safe_text
from newstui.model.storable import storable
from newstui.model.updates import FeedUpdate, PreparedEntry
from newstui.storage.connection import Connection
from newstui.storage.entries import EntryTable
from newstui.storage.feeds import FeedTable

_TITLE = SafeText("Saved pages")


class SavedPage(NamedTuple):
    """What came of saving a page."""

    entry_id: int
    new: bool
    """False where the page was there already, as an entry of whatever feed."""


class SavedPages:
    """The feed of saved pages, and what is particular about its entries."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._feeds = FeedTable(connection)
        self._entries = EntryTable(connection)

    def find(self, url: str) -> int | None:
        """The entry that leads to a page, however it is reached: a saved one, else the latest of any feed that is there."""
        page = page_of(url)
        rows = self._db.rows(  # instr finds some in a walk over all entries, of which the comparison keeps few
            "SELECT e.id, e.url FROM entries e NOT INDEXED CROSS JOIN feeds f ON f.id = e.feed_id"
            " WHERE instr(e.url, ?) AND e.hidden = 0 ORDER BY f.url = ? DESC, e.id DESC",
            (page.partition("?")[0], SAVED_URL),
        )
        return next((int(entry_id) for entry_id, there in rows if page_of(there) == page), None)

    def save(self, url: str, at: datetime, *, inside: str = "") -> SavedPage:
        """Make an entry for a web address; until its page has come, its title is the address. Answers the one that is there.

        `inside` is the page's host, where that may be on this machine or its own network: see `Feed.inside`.
        """
        held = self.find(url)
        if held is not None:
            self._allow(self._feeds.by_url(SAVED_URL), inside)
            return SavedPage(held, new=False)
        url, page = storable(url), storable(page_of(url))
        with self._db.write():
            feed_id = self._feed(inside)
            new = not self._entries.known(feed_id, [page])  # it may have come back with its feed
            self._db.execute("DELETE FROM tombstones WHERE feed_id = ?", (feed_id,))  # saved again is wanted again
            self._entries.apply(feed_id, FeedUpdate(new=(_entry(page, url),)), at)
            return SavedPage(self._entries.known(feed_id, [page])[page].id, new)

    def name(self, entry_id: int, *, title: SafeText, author: SafeText | None, snippet: SafeText) -> None:
        """Call a saved page what it calls itself. To be done with storing its article, which has it indexed anew."""
        self._db.execute("UPDATE entries SET title = ?, author = ?, snippet = ? WHERE id = ?", (title, author, snippet, entry_id))

    def take_back(self, entry_id: int) -> None:
        """Undo a saving. The feed goes with the last page, where the reader arranged nothing about it."""
        with self._db.write():
            self._db.execute(
                "DELETE FROM wishes WHERE kind = 'fetch' AND state <> 'running' AND json_extract(payload, '$.entry') = ?",
                (entry_id,),
            )
            self._db.execute(
                "DELETE FROM entries WHERE id = ? AND feed_id = (SELECT id FROM feeds WHERE url = ?)", (entry_id, SAVED_URL)
            )
            self._db.execute(
                "DELETE FROM feeds WHERE url = ? AND own_title IS NULL AND folder_id IS NULL"
                " AND coalesce(keep_days, keep_entries, keep_bytes) IS NULL"
                " AND NOT EXISTS (SELECT 1 FROM entries e WHERE e.feed_id = feeds.id)",
                (SAVED_URL,),
            )

    def _feed(self, inside: str) -> int:
        """The feed's id. One that was removed comes back with its pages, as any feed does."""
        feed = self._feeds.by_url(SAVED_URL)
        if feed is None or self._feeds.is_removed(feed.id):
            feed = self._feeds.add(SAVED_URL, feed_title=_TITLE, local=True)
        self._allow(feed, inside)
        return feed.id

    def _allow(self, feed: Feed | None, inside: str) -> None:
        if feed is not None and inside and inside not in feed.inside:
            self._feeds.set_extra(feed.id, {**feed.extra, "inside": " ".join(sorted({*feed.inside, inside}))})


def _entry(page: str, url: str) -> PreparedEntry:
    return PreparedEntry(
        identity=page,
        fingerprint="",
        title=safe_text(url),
        url=url,
        author=None,
        published=None,
        updated=None,
        snippet=SafeText(""),
        html=b"",
        enclosures=None,
        categories=None,
    )
