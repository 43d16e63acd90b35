"""The cache as the reader sees it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from newstui.errors import DiskFull
from newstui.model.analysis import Analysis
from newstui.model.articles import Article, as_of_feed
from newstui.model.feeds import Feed, Folder
from newstui.model.lists import (
    Cursor,
    EntityRow,
    EntryRow,
    FeedNode,
    Found,
    Scope,
    SmartFeed,
    Sort,
)
from newstui.model.safe_text import SafeText
from newstui.model.spans import Spans
from newstui.model.wishes import Wish
from newstui.reading.tree import feed_tree
from newstui.storage.database import Database
from newstui.storage.failures import is_sealed

if TYPE_CHECKING:
    from concurrent.futures import Future

    from newstui.model.pictures import StoredPicture
    from newstui.model.printings import Printed
    from newstui.reading.counting import Counting
    from newstui.reading.dossiers import Dossiers
    from newstui.storage.sessions import ReaderSession


class Library:
    """Reads the cache; changes nothing. Its methods may be called from several threads; each raises StorageError.

    The cache is made where there is none yet; where it cannot be written, it is read as it is.
    """

    def __init__(self, path: Path) -> None:
        read_only = is_sealed(path)
        try:
            self._db = Database.open(path, read_only=read_only)
        except DiskFull:
            self._db = Database.open(path, read_only=True)
            self.read_only, self.passing = "The disk is full", True
        else:
            self.read_only, self.passing = "The cache is read-only" if read_only else "", False
        """Why nothing can be kept or fetched, in words, and whether that may end by itself; empty where it can."""
        self._version = self._db.data_version()
        self._session: ReaderSession | None = None
        self._counting: Counting | None = None

    def close(self) -> None:
        """Close the cache; nothing is held any more, and nothing counted."""
        if self._counting is not None:
            self._counting.close()
        if self._session is not None:
            self._session.close()
        self._db.close()

    def hold(self, entries: Iterable[int]) -> None:
        """Note what is on the screen, so that retention leaves it alone, in whatever process it runs."""
        if self._session is None:
            from newstui.storage.sessions import ReaderSession

            self._session = ReaderSession(self._db.path)
        self._session.hold(entries)

    # Lists

    def tree(self) -> list[FeedNode]:
        """The rows of the feed pane: the smart feeds, then folders and feeds in the reader's order, with their counts."""
        with self._db.read():
            lists = self._db.lists
            shown = [one for one in SmartFeed if one is not SmartFeed.WATCHED or self._db.entities.watches_any()]
            smart = [(smart, lists.unread(Scope(smart=smart)), lists.count(Scope(smart=smart))) for smart in shown]
            tags = self._db.decisions.tags()
            return feed_tree(smart, self._db.folders.all(), self._db.feeds.all(), self._db.feeds.counts(), tags)

    def watched_in(self, entry_ids: Sequence[int]) -> list[SafeText]:
        """Whom of those that the reader watches the articles of these entries name."""
        return self._db.entities.watched_in(entry_ids)

    def tags(self) -> list[str]:
        """The reader's tags, by their names."""
        return [tag for tag, _, _ in self._db.decisions.tags()]

    def count(self, scope: Scope, sort: Sort = Sort.DATE, *, folded: bool = False) -> int:
        """How many entries a list holds; how many rows it has, if it is `folded`."""
        return self._db.lists.count(scope, sort, folded=folded)

    def unread(self, scope: Scope) -> int:
        """How many of them are unread."""
        return self._db.lists.unread(scope)

    def page(
        self,
        scope: Scope,
        sort: Sort = Sort.DATE,
        *,
        after: Cursor | None = None,
        before: Cursor | None = None,
        last: bool = False,
        limit: int = 100,
        folded: bool = False,
    ) -> list[EntryRow]:
        """Up to `limit` rows: the first ones, those after or before a row's cursor, or the last ones; always in list order.

        `folded`: the reports of one event are one row, where the list's kind and order allow it.
        """
        return self._db.lists.page(scope, sort, after=after, before=before, last=last, limit=limit, folded=folded)

    def position(self, scope: Scope, sort: Sort, cursor: Cursor, *, folded: bool = False) -> int:
        """How many rows stand before a cursor."""
        return self._db.lists.position(scope, sort, cursor, folded=folded)

    def story_rows(self, scope: Scope, sort: Sort, story: int) -> list[list[EntryRow]]:
        """A story's entries in a folded list: for each row that it has there, that one and those behind it."""
        return [run for run in self._db.lists.story(scope, sort, story) if run]

    def also_told(self, entry_id: int) -> tuple[SafeText, ...]:
        """The other outlets that tell of an entry's event, the earliest first."""
        story = self._db.stories.story_of(entry_id)
        rows = self._db.stories.entries(story)[::-1] if story is not None else []
        own = next((row for row in rows if row.id == entry_id), None)
        others = [row for row in rows if own is None or own.outlet != row.outlet]
        return tuple(dict.fromkeys(row.outlet for row in others))

    def next_unread(
        self,
        scope: Scope,
        sort: Sort = Sort.DATE,
        after: Cursor | None = None,
        *,
        backwards: bool = False,
        around: bool = True,
        folded: bool = False,
        but_not: int | None = None,
    ) -> EntryRow | None:
        """The next unread row after a cursor (`backwards`: before it), `around` the end of the list; None where there is none.

        `folded`: from story to story, not to the rest of the story `but_not`; to what is behind rows when nothing else is unread.
        """
        return self._db.lists.next_unread(scope, sort, after, backwards=backwards, around=around, folded=folded, but_not=but_not)

    # One entry

    def entry(self, entry_id: int) -> EntryRow | None:
        """The entry's row; None where it is no longer in the cache."""
        return self._db.entries.get(entry_id)

    def rows(self, entry_ids: Sequence[int]) -> list[EntryRow]:
        """The rows of these entries, in this order; those that are no longer in the cache are left out."""
        return self._db.lists.rows(list(entry_ids))

    def article(self, entry_id: int) -> Article | None:
        """Its article, if it is in the cache, under its outlet's best name."""
        article = self._db.articles.get(entry_id)
        row = self._db.entries.get(entry_id) if article is not None else None
        return as_of_feed(article, self._db.feeds.get(row.feed_id)) if article is not None and row is not None else article

    def analysis(self, entry_id: int) -> Analysis | None:
        """The analysis of its article, if there is one."""
        return self._db.analyses.get(entry_id)

    def pictures(self, entry_id: int) -> "list[StoredPicture]":
        """What there is of its article's pictures."""
        return self._db.pictures.of(entry_id)

    def failure(self, entry_id: int) -> str:
        """Why its page gave no article at the last try; empty if it did not fail."""
        return self._db.articles.failure(entry_id)

    def resting(self, entry_id: int) -> datetime | None:
        """Until when its page, which failed lately, is not asked for again by itself."""
        return self._db.articles.resting(entry_id, datetime.now(UTC))

    def note(self, entry_id: int) -> str:
        """The reader's note to it."""
        return self._db.decisions.note_of(entry_id)

    def sayings(self, entry_id: int) -> frozenset[int]:
        """Which of its article's quotations were printed elsewhere, too, by their index in its analysis."""
        return frozenset(self._db.stories.sayings(entry_id))

    def printed(self, entry_id: int, number: int) -> "Printed | None":
        """Every printing of an article's quotation, the earliest first; None where it was printed only once."""
        from newstui.reading.printings import printed  # for whoever stands on such a quotation only

        return printed(self._db, entry_id, number)

    # Search and memory

    @cached_property
    def dossiers(self) -> "Dossiers":
        """Who is who over the whole cache."""
        from newstui.reading.dossiers import Dossiers

        return Dossiers(self._db)

    def found(self, row: EntryRow, text: str) -> Found:
        """Where the words of a search stand in an entry, with some words around the first place in its text."""
        return self._db.search.found(row, text)

    def count_unread(self, queries: Iterable[str]) -> "Future[dict[str, int]]":
        """How much is unread of what each search finds: counted on a thread, as it may take a tenth of a second each."""
        if self._counting is None:
            from newstui.reading.counting import Counting

            self._counting = Counting(self._db.path)
        return self._counting.unread(queries)

    def unknown_names(self, query: str) -> list[str]:
        """What a search is to be kept to (in:NAME, tag:NAME) that is called so nowhere."""
        return [f"{limit.field}:{limit.name}" for limit in self._db.search.unknown_limits(query)]

    def slips(self, query: str) -> list[str]:
        """What is wrong with a search, or has no effect, in words."""
        from newstui.storage.search_query import slips

        return slips(query)

    def states(self) -> tuple[str, ...]:
        """What is: may ask of an entry in a search."""
        from newstui.storage.search_query import STATES

        return STATES

    def places(self, text: str, query: str) -> Spans:
        """Where the words of a search stand in a text."""
        from newstui.storage.search_query import matches

        return matches(text, query)

    def entities(self, name: str | None = None, limit: int = 100) -> list[EntityRow]:
        """Who is named in the most articles; or the entities of a name."""
        return self._db.entities.named(name, limit) if name else self._db.entities.most_named(limit)

    # Subscriptions and the engine's work

    def feed(self, feed_id: int) -> Feed | None:
        """The feed."""
        return self._db.feeds.get(feed_id)

    def feeds(self) -> list[Feed]:
        """Every feed that was not removed."""
        return self._db.feeds.all()

    def folders(self) -> list[Folder]:
        """Every folder."""
        return self._db.folders.all()

    def has_subscriptions(self) -> bool:
        """Whether there is any feed, the sample edition not counted."""
        return self._db.feeds.any_subscribed()

    def feed_counts(self) -> dict[int, tuple[int, int]]:
        """How many entries of each feed are unread, and how many there are."""
        return self._db.feeds.counts()

    def feed_dates(self, feed_id: int) -> list[datetime]:
        """When a feed's newest entries were published, newest first."""
        return self._db.feeds.recent_dates(feed_id)

    def wishes(self) -> list[Wish]:
        """What was asked for and is not done, the oldest first."""
        return self._db.wishes.all()

    def without_article(self, feeds: Collection[int] | None, limit: int) -> list[int]:
        """Entries whose page a download would ask for now, the first ones first."""
        return self._db.entries.without_article(feeds=feeds, limit=limit, now=datetime.now(UTC))

    def pages_since(self, entry_ids: Collection[int], since: datetime) -> tuple[int, list[int]]:
        """Of these entries, how many pages came since then, and which failed."""
        return self._db.articles.pages_since(entry_ids, since)

    def index_pending(self) -> int:
        """How many entries are not searchable yet."""
        return self._db.search.pending()

    def changed(self) -> bool:
        """Whether someone else (the engine, the marks, another process) changed the cache since the last call."""
        version = self._db.data_version()
        moved, self._version = version != self._version, version
        return moved
