"""The cache in one hand: its tables, its transactions, and how it is opened."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from newstui.storage.connection import Connection
from newstui.storage.entry_lists import EntryLists
from newstui.storage.feeds import FeedTable
from newstui.storage.folders import FolderTable
from newstui.storage.opening import open_connection

if TYPE_CHECKING:
    from newstui.model.retention import Holding
    from newstui.storage.analyses import AnalysisTable
    from newstui.storage.articles import ArticleTable
    from newstui.storage.decisions import DecisionTable
    from newstui.storage.entities import EntityTable
    from newstui.storage.entity_decisions import EntityDecisionTable
    from newstui.storage.entries import EntryTable
    from newstui.storage.leases import LeaseTable
    from newstui.storage.pictures import PictureTable
    from newstui.storage.retention import RetentionTable
    from newstui.storage.saved_pages import SavedPages
    from newstui.storage.search import SearchIndex
    from newstui.storage.statistics import Statistics
    from newstui.storage.stories import StoryTable
    from newstui.storage.wishes import WishTable


BREATH_SECONDS = 0.012
"""Who waits for a turn to write looks for it that often at least: so long others must leave the cache alone now and then."""

_flush = getattr(os, "fdatasync", os.fsync)


class Database:
    """The cache through one connection, which several threads of a process may share.

    Other processes may have it open, too: writers wait for each other (up to half a minute), readers wait for nobody.
    What the first screen does not need is imported when it is first asked for.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.path = connection.path
        self.feeds = FeedTable(connection)
        self.folders = FolderTable(connection)
        self.lists = EntryLists(connection)

    @cached_property
    def entries(self) -> "EntryTable":
        """The entries of all feeds."""
        from newstui.storage.entries import EntryTable

        return EntryTable(self._connection)

    @cached_property
    def saved_pages(self) -> "SavedPages":
        """Pages that no feed brought, but the reader."""
        from newstui.storage.saved_pages import SavedPages

        return SavedPages(self._connection)

    @cached_property
    def articles(self) -> "ArticleTable":
        """The pages' texts."""
        from newstui.storage.articles import ArticleTable

        return ArticleTable(self._connection)

    @cached_property
    def analyses(self) -> "AnalysisTable":
        """Who said what, and who is named where."""
        from newstui.storage.analyses import AnalysisTable

        return AnalysisTable(self._connection)

    @cached_property
    def pictures(self) -> "PictureTable":
        """Articles' pictures."""
        from newstui.storage.pictures import PictureTable

        return PictureTable(self._connection)

    @cached_property
    def entities(self) -> "EntityTable":
        """Who is who over all articles."""
        from newstui.storage.entities import EntityTable

        return EntityTable(self._connection)

    @cached_property
    def entity_decisions(self) -> "EntityDecisionTable":
        """What the reader says of who is who."""
        from newstui.storage.entity_decisions import EntityDecisionTable

        return EntityDecisionTable(self._connection)

    @cached_property
    def wishes(self) -> "WishTable":
        """What the reader asked for."""
        from newstui.storage.wishes import WishTable

        return WishTable(self._connection)

    @cached_property
    def leases(self) -> "LeaseTable":
        """Which process does what alone."""
        from newstui.storage.leases import LeaseTable

        return LeaseTable(self._connection)

    @cached_property
    def search(self) -> "SearchIndex":
        """The full text index."""
        from newstui.storage.search import SearchIndex

        return SearchIndex(self._connection)

    @cached_property
    def stories(self) -> "StoryTable":
        """Which entries tell of the same event, and which quotations were printed several times."""
        from newstui.storage.stories import StoryTable

        return StoryTable(self._connection)

    @cached_property
    def decisions(self) -> "DecisionTable":
        """The reader's marks, tags and notes."""
        from newstui.storage.decisions import DecisionTable

        return DecisionTable(self._connection, self.lists)

    @cached_property
    def retention(self) -> "RetentionTable":
        """What may go, and giving its room back."""
        from newstui.storage.retention import RetentionTable

        return RetentionTable(self._connection)

    def held_by_readers(self) -> "Holding":
        """What the readers need that run now over this cache."""
        from newstui.storage.sessions import held_by_readers

        return held_by_readers(self.path)

    @cached_property
    def statistics(self) -> "Statistics":
        """Counts and sizes."""
        from newstui.storage.statistics import Statistics

        return Statistics(self._connection)

    @classmethod
    def open(cls, path: Path, *, durable: bool = False, read_only: bool = False) -> "Database":
        """Open the cache at `path`, made or migrated where that is needed.

        `durable` survives a power cut with every commit (for the reader's decisions); without it the last commits may be
        lost, never the file. `read_only` changes nothing, and needs no more than to read the file.
        Raises StorageError, NewerDatabase.
        """
        return cls(open_connection(Path(path), durable=durable, read_only=read_only))

    def leave_log(self) -> None:
        """What was written is brought into the file by a process that follows, not when this one closes it.

        After a first refresh that is a tenth of its time. See `Connection.leave_log`.
        """
        self._connection.leave_log()

    def interrupt(self) -> None:
        """End the query that runs in another thread; see `Connection.interrupt`."""
        self._connection.interrupt()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def __enter__(self) -> "Database":
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    @contextmanager
    def write(self) -> Iterator[None]:
        """One transaction around several changes; see `Connection.write`. Keep it short: no waiting inside.

        Storing ten feeds that are there anyway in one transaction takes two thirds of the time of ten transactions.
        """
        with self._connection.write():
            yield

    @contextmanager
    def read(self) -> Iterator[None]:
        """Several queries that see the same moment."""
        with self._connection.snapshot():
            yield

    def data_version(self) -> int:
        """A number that moves when another connection, here or in another process, committed a change."""
        return int(self._connection.value("PRAGMA data_version"))

    def settle(self) -> None:
        """Bring what was written onto the disk, for work in the background between two of its transactions.

        Without it the next decision of the reader's would wait for all of that, too: its commit is not done before the log is on
        the disk. It takes some milliseconds, in which others write.
        """
        began = time.monotonic()
        with suppress(OSError):  # no log (yet), or nothing that can be brought there: then there is nothing to wait for
            log = os.open(f"{self.path}-wal", os.O_RDONLY)
            try:
                _flush(log)
            finally:
                os.close(log)
        time.sleep(max(0.0, BREATH_SECONDS - (time.monotonic() - began)))

    def checkpoint(self) -> None:
        """Bring the write-ahead log into the file, as far as readers allow."""
        self._connection.rows("PRAGMA wal_checkpoint(PASSIVE)")

    def truncate_log(self) -> None:
        """Bring the whole write-ahead log into the file and give its room back, where nobody reads an older state."""
        self._connection.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def compact(self) -> None:
        """Give what is free inside the file back to the disk: writes the whole file anew, while every other writer waits.

        Needs as much room on the disk again for the time. From then on it can be given back in steps. Raises StorageError.
        """
        self._connection.rows("PRAGMA auto_vacuum = INCREMENTAL")
        self._connection.rows("VACUUM")
        self._connection.rows("PRAGMA wal_checkpoint(TRUNCATE)")
