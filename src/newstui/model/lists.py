"""What lists show: the rows of the entry list, of the feed pane and of searches, and how a list is chosen and ordered."""

from datetime import datetime
from enum import StrEnum

import msgspec

from newstui.model.analysis import EntityType, QuotationKind, Strength
from newstui.model.feeds import Enclosure
from newstui.model.safe_text import SafeText
from newstui.model.spans import Spans

NO_TITLE = "(without a title)"
"""What a row says of an entry that has none."""


class SmartFeed(StrEnum):
    """Lists over all feeds."""

    ALL = "all"
    UNREAD = "unread"
    STARRED = "starred"
    WATCHED = "watched"
    """Of articles that name somebody whom the reader watches."""
    TODAY = "today"
    """Dated in the reader's local day."""


class Sort(StrEnum):
    """How an entry list is ordered."""

    DATE = "date"
    """Newest first."""
    OUTLET = "outlet"
    """By the feed's title, then newest first."""
    UNREAD = "unread"
    """The unread ones newest first, then the read ones newest first."""
    RELEVANCE = "relevance"
    """What fits a search best first; other lists have no such order."""


class Scope(msgspec.Struct, frozen=True):
    """Which entries a list holds: exactly one field is set. A folder's list holds its subfolders' feeds too.

    Raises ValueError where none or several are set.
    """

    smart: SmartFeed | None = None
    feed_id: int | None = None
    folder_id: int | None = None
    query: str | None = None
    """What the reader searches for, as typed."""
    tag: str | None = None
    """One of the reader's own."""

    def __post_init__(self) -> None:
        if [self.smart, self.feed_id, self.folder_id, self.query, self.tag].count(None) != 4:
            raise ValueError("a scope is one of: a smart feed, a feed, a folder, a query, a tag")


class Cursor(msgspec.Struct, frozen=True):
    """A row's place in a list, in every order at once. It stays a place when its entry is marked, moved or deleted."""

    at: int
    """Unix seconds of the entry's date."""
    entry_id: int
    feed_id: int
    feed_key: str
    """The feed's title as it sorts."""
    read: bool


class EntryRow(msgspec.Struct, frozen=True):
    """A row of an entry list."""

    id: int
    feed_id: int
    outlet: SafeText
    title: SafeText
    author: SafeText | None
    url: str | None
    published: datetime
    """The feed's date (never later than when the entry came in), or else when it came in. Aware, UTC."""
    read: bool
    starred: bool
    cached: bool
    """Its article is in the cache: the page's, or the feed's own where that is all there is."""
    tags: tuple[SafeText, ...]
    snippet: SafeText
    position: int
    """The line where the reader left the article."""
    cursor: Cursor
    story: int | None = None
    """Entries of one event share it."""
    watched: bool = False
    """Its article names somebody whom the reader watches."""
    others: int = 0
    """How many other entries of its story are folded behind this row."""
    outlets: tuple[SafeText, ...] = ()
    """Whose they are: the outlets besides its own, in the order in which they told it."""
    unfolded: bool = False
    """They stand below it."""
    below: bool = False
    """It stands unfolded below the row of its story."""


class NodeKind(StrEnum):
    """What a row of the feed pane is."""

    SMART = "smart"
    FOLDER = "folder"
    FEED = "feed"


class FeedNode(msgspec.Struct, frozen=True):
    """A row of the feed pane."""

    kind: NodeKind
    title: SafeText
    id: int | None = None
    """The feed's or folder's id; None for a smart feed."""
    smart: SmartFeed | None = None
    tag: str | None = None
    """The tag that this smart feed is of."""
    query: str | None = None
    """The search that fills this smart feed, as the configuration has it."""
    depth: int = 0
    unread: int = 0
    total: int = 0
    error: str = ""
    gone: bool = False
    damaged: bool = False
    """The feed was read although its file is broken: `error` says how."""
    due_at: datetime | None = None
    checked_at: datetime | None = None
    sample: bool = False
    saved: bool = False

    @property
    def scope(self) -> Scope:
        """The entry list that this row opens."""
        if self.kind is NodeKind.SMART:
            return Scope(smart=self.smart, tag=self.tag, query=self.query)
        return Scope(folder_id=self.id) if self.kind is NodeKind.FOLDER else Scope(feed_id=self.id)


class FeedContent(msgspec.Struct, frozen=True):
    """What a feed itself gives for an entry."""

    html: str
    """Hostile: never shown before extraction made a Document of it."""
    enclosures: tuple[Enclosure, ...] = ()
    categories: tuple[SafeText, ...] = ()


class Found(msgspec.Struct, frozen=True):
    """Where the words of a search stand in an entry."""

    title: Spans
    words: SafeText
    """Words around the first place in its text; else its author, where they are in that name, or its first words."""
    matches: Spans
    """Where they stand in `words`."""


class SearchHit(msgspec.Struct, frozen=True):
    """An entry that a search found."""

    entry: EntryRow
    snippet: SafeText
    """Words around the first match."""
    matches: Spans
    """Where the searched words stand in `snippet`."""
    rank: float
    """BM25 as FTS5 counts it: the smaller, the better."""

    @property
    def entry_id(self) -> int:
        """The entry's id."""
        return self.entry.id


class QuotationRow(msgspec.Struct, frozen=True):
    """A quotation, and where it was printed."""

    id: int
    entry_id: int
    number: int
    """Its index in the article's analysis."""
    kind: QuotationKind
    strength: Strength
    hedged: bool
    denial: SafeText
    """The reporting words where the speaker does not stand for the content ("denied", "never said"), else nothing."""
    lead: SafeText
    """The reporting words where the content is not to be shown without them: "denied", "allegedly", "demanded"."""
    words: SafeText
    """The content; an ellipsis joins what the article parts."""
    source: SafeText
    """The words that name who says it; empty where the article names nobody."""
    speaker: SafeText | None
    via: SafeText | None
    published: datetime
    outlet: SafeText
    title: SafeText
    cue: SafeText = SafeText("")
    """All the reporting words."""
    confidence: float = 1.0
    """0 to 1: how sure the speaker is."""
    reason: SafeText = SafeText("")
    """Why this speaker, in words for the reader."""

    @property
    def whose(self) -> str:
        """Who says it: the name, else the article's words for them, else words for none."""
        return self.speaker or self.source or "not named"


class EntityRow(msgspec.Struct, frozen=True):
    """Someone or something named in the cache, one over all articles."""

    id: int
    name: SafeText
    type: EntityType
    articles: int
    mentions: int
    quotations: int
    """How many statements it makes."""
    hidden: bool = False
    """The reader does not want to see it in lists."""
    renamed: bool = False
    """The name is the reader's own."""
    watched: bool = False
    """The reader wants to know of new articles that name it."""

    def shown(self, name: str) -> str:
        """What to call it where an article calls it `name`."""
        return self.name if self.renamed else name
