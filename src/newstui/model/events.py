"""Events: what the engine tells a reader, in ids and counts. Content is in the database."""

from datetime import datetime
from typing import TypeAlias

import msgspec


class Ready(msgspec.Struct, tag="ready", frozen=True):
    """The engine serves. `holder` is False while another reader's engine holds the lease."""

    holder: bool


TASKS = {
    "refresh": "Refreshing",
    "prefetch": "Downloading",
    "save": "Saving pages",
    "import": "Importing",
    "analyse": "Finding quotations",
    "index": "Indexing",
    "stories": "Finding stories",
    "retain": "Deleting old entries",
    "vacuum": "Giving room back",
}
"""What takes long, and what is said while it does."""


class Progress(msgspec.Struct, tag="progress", frozen=True):
    """How far one of TASKS is. `done` == `total` ends it."""

    task: str
    done: int
    total: int
    detail: str = ""


class FeedRefreshed(msgspec.Struct, tag="feed_refreshed", frozen=True):
    """A feed was refreshed; `new` entries came, `changed` ones were updated."""

    feed_id: int
    new: int
    changed: int


class FeedFailed(msgspec.Struct, tag="feed_failed", frozen=True):
    """A feed could not be refreshed; the words are in its row."""

    feed_id: int


class SubscriptionsChanged(msgspec.Struct, tag="subscriptions_changed", frozen=True):
    """Feeds or folders came, went or moved. `feed_id` is the one that was asked for, if it was one."""

    feed_id: int | None = None
    note: str = ""
    """What came of asking for it, where that is not what was typed: it was there already, or another address was taken."""


class ArticleStored(msgspec.Struct, tag="article_stored", frozen=True):
    """An entry's article is in the cache (or a better one)."""

    entry_id: int


class ArticleFailed(msgspec.Struct, tag="article_failed", frozen=True):
    """An entry's page gave no article; why, in words. What is in the cache stands in.

    `again` says whether the wish for it is kept: tried at `next_try`, or, without one, when the network is back.
    """

    entry_id: int
    why: str
    again: bool = False
    next_try: datetime | None = None


class PicturesStored(msgspec.Struct, tag="pictures_stored", frozen=True):
    """What can be had of the pictures of an entry's article is in the cache."""

    entry_id: int


class AnalysisStored(msgspec.Struct, tag="analysis_stored", frozen=True):
    """An article's analysis is in the cache; `first` where it had none before."""

    entry_id: int
    first: bool = False


class WishFailed(msgspec.Struct, tag="wish_failed", frozen=True):
    """A wish could not be granted, in words.

    `again` says whether it is kept: tried at `next_try`, or, without one, when the network is back. Else nothing tries it again
    by itself.
    """

    wish_id: int
    kind: str
    why: str
    again: bool = False
    next_try: datetime | None = None


class Network(msgspec.Struct, tag="network", frozen=True):
    """Whether there is a network, as the last requests showed."""

    online: bool


class Analyst(msgspec.Struct, tag="analyst", frozen=True):
    """The analyst's state: "loading", "ready", "reduced" (no language model), "failed" or "idle"; and why, in words."""

    state: str
    why: str = ""


class Trouble(msgspec.Struct, tag="trouble", frozen=True):
    """Something the user should know that belongs to no feed or entry (the disk is full, a worker died)."""

    what: str


Event: TypeAlias = (
    Ready
    | Progress
    | FeedRefreshed
    | FeedFailed
    | SubscriptionsChanged
    | ArticleStored
    | ArticleFailed
    | PicturesStored
    | AnalysisStored
    | WishFailed
    | Network
    | Analyst
    | Trouble
)
