"""What keeps the reader's decisions where a damaged cache lost the rows that they are about.

Indexes say some of a lost row once more: a feed's address, an entry's feed and identity, its star, its tags. What no page says
any more is made up for by a feed for all entries that lost theirs.
"""

import sqlite3
from collections import defaultdict
from typing import NamedTuple

from newstui.model.numbers import counted
from newstui.storage.folding import fold
from newstui.storage.pages import Record
from newstui.storage.retention import KEPT_BY
from newstui.storage.row_kinds import may_be_pin

RESCUED_URL = "newstui:rescued"
"""In the place of an address, of the local feed for entries that lost theirs."""
_TITLE = "Rescued entries"
_FIRST_SECOND = 1_000_000_000
"""Of any cache, Unix time."""
_OTHER_WORDS = frozenset({"analyses", "quotations", "version"})
"""First columns of tables that look like an index of tags."""


class Rescued(NamedTuple):
    """What came of lost rows."""

    feeds: int = 0
    """Feeds of which only the number is left: their entries stand under a feed made for them."""
    addresses: int = 0
    """Feeds of which only the address is left."""
    entries: int = 0
    """Entries under the feed made for them."""

    @property
    def words(self) -> str:
        """It in a sentence or two; empty where no feed was lost."""
        told = ""
        if self.addresses:
            told = f" Of {counted(self.addresses, 'feed')} only the address was left: the next refresh brings the title."
        if self.feeds:
            told += f" {counted(self.feeds, 'feed is', 'feeds are')} lost."
        if self.entries:
            told += f" {counted(self.entries, 'entry', 'entries')} without a feed: see “{_TITLE}”."
        return told


class Traces:
    """What the pages of indexes say of rows."""

    def __init__(self) -> None:
        self._named: defaultdict[int, set[tuple[str, int]]] = defaultdict(set)
        """By page: a text and a row's number. The indexes of addresses, titles, tags and analysers look so."""
        self._flagged: defaultdict[int, set[tuple[int, int, int, int]]] = defaultdict(set)
        """By page: date, entry, feed, read. The indexes of starred and of watched entries look so."""
        self._identities: dict[int, tuple[int, str]] = {}
        """Entry -> feed and identity."""

    def take(self, record: Record) -> None:
        """Remember a row of an index, if it is of one that helps."""
        if record.rowid is not None:
            return
        match record.values:
            case (str(words), int(number)) if words not in _OTHER_WORDS:
                self._named[record.page].add((words, number))
            case (int(feed), str(identity), int(entry)) if feed and not may_be_pin(record):
                self._identities.setdefault(entry, (feed, identity))
            case (int(at), int(entry), int(feed), int(read), 0, 1, int(row)) if row == entry and at > _FIRST_SECOND:
                self._flagged[record.page].add((at, entry, feed, read))

    def restore(self, fresh: sqlite3.Connection, lost: set[str] | None) -> Rescued:
        """Bring back what they say of lost rows of these tables (None: of all); and keep in sight what lost its feed."""
        addresses = self._restore_feeds(fresh) if lost is None or "feeds" in lost else 0
        if lost is None or "tags" in lost:
            self._restore_tags(fresh)
        stars = self._stars(fresh) if lost is None or "entries" in lost else {}
        self._restore_entries(fresh, stars)
        return _gather(fresh)._replace(addresses=addresses)

    def _restore_feeds(self, fresh: sqlite3.Connection) -> int:
        """Feeds by their address; how many."""
        before = fresh.total_changes
        for found in self._named.values():
            if all("://" in words for words, _ in found):
                rows = [(number, address, fold(address)) for address, number in found]
                fresh.executemany("INSERT OR IGNORE INTO feeds(id, url, sort_key) VALUES (?, ?, ?)", rows)
        return fresh.total_changes - before

    def _restore_tags(self, fresh: sqlite3.Connection) -> None:
        feeds = {number for (number,) in fresh.execute("SELECT id FROM feeds UNION SELECT feed_id FROM entries")}
        titles = set(fresh.execute("SELECT sort_key, id FROM feeds"))
        analysers = {analyser for (analyser,) in fresh.execute("SELECT DISTINCT analysed FROM articles")}
        for found in self._named.values():
            numbers = {number for _, number in found}
            titled = found & titles or (len(found) == len(numbers) > 1 and numbers <= feeds)  # each feed has one
            if not titled and not any(words in analysers or "://" in words for words, _ in found):
                fresh.executemany("INSERT OR IGNORE INTO tags(tag, entry_id) VALUES (?, ?)", found)

    def _stars(self, fresh: sqlite3.Connection) -> dict[int, tuple[int, int, int]]:
        """Entry -> date, feed, read: of those on pages whose known entries have stars, or none of whose entries is known."""
        starred = dict(fresh.execute("SELECT id, starred FROM entries"))
        stars: dict[int, tuple[int, int, int]] = {}
        for found in self._flagged.values():
            if all(starred.get(entry, 1) for _, entry, _, _ in found):
                stars |= {entry: (at, feed, read) for at, entry, feed, read in found}
        return stars

    def _restore_entries(self, fresh: sqlite3.Connection, stars: dict[int, tuple[int, int, int]]) -> None:
        """A row for each lost entry that the reader decided something about; its feed's next refresh brings the rest."""
        decided = " UNION ".join(f"SELECT entry_id FROM {table}" for table in KEPT_BY)
        there = {number for (number,) in fresh.execute("SELECT id FROM entries")}
        for number in sorted(({number for (number,) in fresh.execute(decided)} | stars.keys()) - there):
            article = fresh.execute(
                "SELECT title, url, published, stored_at FROM articles WHERE entry_id = ?", (number,)
            ).fetchone()
            title, url, published, stored = article or ("", None, None, None)
            feed, identity = self._identities.get(number, (0, f"rescued:{number}"))
            at, star_feed, read = stars.get(number, (published or stored, feed, 1))
            fresh.execute(
                "INSERT OR IGNORE INTO entries(id, feed_id, identity, fingerprint, title, url, published, arrived_at, sort_at,"
                " read, starred, touched_at) SELECT ?1, ?2, ?3, '', ?4, ?5, ?6, coalesce(?7, now), coalesce(?7, now), ?8, ?9, now"
                " FROM (SELECT CAST(strftime('%s', 'now') AS INTEGER) AS now)",
                (number, star_feed, identity, title, url, published, at, read, number in stars),
            )


def _gather(fresh: sqlite3.Connection) -> Rescued:
    """Put entries without a feed under one that is made for them."""
    orphans = "feed_id NOT IN (SELECT id FROM feeds)"
    feeds, entries = fresh.execute(f"SELECT count(DISTINCT nullif(feed_id, 0)), count(*) FROM entries WHERE {orphans}").fetchone()
    if entries:
        fresh.execute(
            "INSERT OR IGNORE INTO feeds(url, own_title, sort_key, sample) VALUES (?, ?, ?, 1)",
            (RESCUED_URL, _TITLE, fold(_TITLE)),
        )
        fresh.execute(  # two feeds may have entries of one identity
            "UPDATE entries SET identity = feed_id || ' ' || identity, hidden = 0,"
            f" feed_id = (SELECT id FROM feeds WHERE url = ?) WHERE {orphans}",
            (RESCUED_URL,),
        )
    return Rescued(feeds, entries=entries)
