"""What each event of the engine changes on the screen; apart from the reader screen, so that it loads after the first paint."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from newstui.model.events import (
    AnalysisStored,
    Analyst,
    ArticleFailed,
    ArticleStored,
    Event,
    FeedFailed,
    FeedRefreshed,
    Network,
    Progress,
    Ready,
    SubscriptionsChanged,
    Trouble,
    WishFailed,
)
from newstui.rendering.status import Task
from newstui.tui.activity import Activity

if TYPE_CHECKING:
    from newstui.tui.screens.reader import ReaderScreen

_TASKS = {
    "refresh": "Refreshing",
    "prefetch": "Downloading",
    "import": "Importing",
    "analyse": "Finding quotations",
    "index": "Indexing",
    "retain": "Deleting old entries",
    "vacuum": "Giving room back",
}
_QUIET = frozenset({"analyse", "index", "vacuum"})
"""Tasks that end without a word."""


def hear(reader: "ReaderScreen", event: Event) -> None:
    """Take an event in: the open article is read anew at once, lists soon, the status line says the rest."""
    tell(reader.activity, event)
    keeper = reader.keeper
    keeper.online = reader.activity.online
    opened = keeper.row.id if keeper.row is not None else None
    match event:
        case ArticleStored(entry_id=entry_id):
            reader.lists.patch(entry_id, lambda row: replace(row, cached=True), own=False)
            if entry_id == opened:
                reader.guard(keeper.reread)
        case AnalysisStored(entry_id=entry_id) if entry_id == opened:
            reader.guard(keeper.reread)
        case ArticleFailed(entry_id=entry_id) if entry_id == opened:
            reader.guard(keeper.article_failed)
        case Analyst(state=state, why=why):
            keeper.analyst_is(state, why)
        case SubscriptionsChanged(feed_id=feed_id) if feed_id is not None and reader.awaiting_feed:
            reader.awaiting_feed = False
            reader.guard(lambda: reader.show_new_feed(feed_id))
        case FeedRefreshed(new=0, changed=0):
            pass
        case FeedRefreshed() | FeedFailed() | SubscriptionsChanged():
            reader.settle()
        case WishFailed() | Network():
            reader.guard(keeper.reread)
            reader.settle()
        case _:
            pass
    reader.update_status()


def tell(activity: Activity, event: Event) -> None:
    """What the status line has to say about an event."""
    match event:
        case Progress():
            _progress(activity, event)
        case FeedRefreshed():
            activity.new += event.new
        case FeedFailed():
            activity.failed += 1
        case Network(online=online):
            if online and activity.online is False:
                activity.say("The network is back.")
            activity.online = online
        case Trouble(what=what):
            activity.fail(what)
        case WishFailed(why=why, again=False):
            activity.fail(why)
        case Analyst(state=("failed" | "reduced"), why=why) if why:
            activity.fail(why)
        case Ready(holder=False):
            activity.note("Another newstui does the fetching; this one reads along.")
        case _:
            pass


def _progress(activity: Activity, event: Progress) -> None:
    name = _TASKS.get(event.task, event.task)
    if event.done < event.total or not event.total:
        activity.tasks[event.task] = Task(name, event.done, event.total, event.detail)
        return
    activity.tasks.pop(event.task, None)
    if event.task == "refresh":
        new = "Nothing new" if not activity.new else "1 new entry" if activity.new == 1 else f"{activity.new} new entries"
        feeds = "1 feed" if activity.failed == 1 else f"{activity.failed} feeds"
        failed = f"; {feeds} failed (X shows why)" if activity.failed else ""
        activity.note(f"{new}{failed}.")
        activity.new = activity.failed = 0
    elif event.task not in _QUIET:
        activity.note(event.detail or f"{name}: done.")
