"""What each event of the engine changes on the screen; apart from the reader screen, so that it loads after the first paint."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from newstui.config.actions import Pane
from newstui.model.events import (
    TASKS,
    AnalysisStored,
    Analyst,
    ArticleFailed,
    ArticleStored,
    Event,
    FeedFailed,
    FeedRefreshed,
    Network,
    PicturesStored,
    Progress,
    Ready,
    SubscriptionsChanged,
    Trouble,
    WishFailed,
)
from newstui.model.lists import Scope
from newstui.rendering.status import Task
from newstui.tui.activity import ELSEWHERE, Activity

if TYPE_CHECKING:
    from newstui.tui.reader_screen import ReaderScreen

_QUIET = frozenset({"analyse", "index", "stories", "vacuum"})
"""Tasks that end without a word."""


def hear(reader: "ReaderScreen", event: Event) -> None:
    """Take an event in: the open article is read anew at once, lists soon, the status line says the rest."""
    tell(reader.activity, event)
    if isinstance(event, Progress) and event.task == "refresh" and event.total and event.done >= event.total:
        refreshed(reader)
    keeper = reader.keeper
    keeper.online = reader.activity.online
    opened = keeper.row.id if keeper.row is not None else None
    if isinstance(event, AnalysisStored) and event.first:
        reader.watching.heard(event.entry_id)
    match event:
        case ArticleFailed(entry_id=entry_id, why=why, again=False) if "prefetch" in reader.activity.tasks:
            row = reader.guard(lambda: reader.desk.library.entry(entry_id))
            reader.activity.miss(entry_id, row.title if row is not None else f"Entry {entry_id}", why)
        case Ready(holder=True):
            reader.cache_watch.along.clear()  # what it waited for is this engine's now, which tells of it
            reader.activity.tasks.pop(ELSEWHERE, None)
        case Progress(task="prefetch") if event.total and event.done >= event.total:
            downloaded(reader)
        case _:
            pass
    match event:
        case ArticleStored(entry_id=entry_id):
            reader.activity.missed.pop(entry_id, None)
            reader.lists.patch(entry_id, lambda row: replace(row, cached=True), own=False)
            if entry_id == opened:
                reader.guard(keeper.reread)
                reader.show_pictures()
        case PicturesStored(entry_id=entry_id) if entry_id == opened and reader.has_shown_pictures:
            reader.pictures.heard(entry_id)
        case AnalysisStored(entry_id=entry_id) if entry_id == opened:
            reader.guard(keeper.reread)
        case ArticleFailed(entry_id=entry_id) if entry_id == opened:
            reader.guard(keeper.article_failed)
        case Analyst(state=state, why=why):
            keeper.analyst_is(state, why)
        case SubscriptionsChanged(feed_id=feed_id, note=note) if feed_id is not None:
            reader.guard(lambda: _added(reader, feed_id, note))
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


def _added(reader: "ReaderScreen", feed_id: int, note: str) -> None:
    """A feed has come, or was there already, as the note says: go to it, unless the reader went on to something else."""
    if not reader.awaiting_feed:
        feed = next((feed for feed in reader.desk.library.feeds() if feed.id == feed_id), None)
        if feed is not None:
            reader.say(note or f"Added {feed.title}.")
        reader.settle()
        return
    reader.awaiting_feed = False
    reader.lists.reload_tree()
    scope = Scope(feed_id=feed_id)
    if any(node.scope == scope for node in reader.feeds.nodes):
        reader.lists.open(scope)
        reader.feeds.go_to(scope)
        if reader.keeper.row is None:
            reader.show_empty()
        reader.set_pane(Pane.ENTRIES)
        reader.say(note or f"Added {reader.lists.title}.")
    reader.lay_out()


def tell(activity: Activity, event: Event) -> None:
    """What the status line has to say about an event."""
    match event:
        case Progress():
            _progress(activity, event)
        case FeedRefreshed():
            activity.new += event.new
            activity.asked += 1
        case FeedFailed(feed_id=feed_id):
            activity.failed.add(feed_id)
            activity.asked += 1
        case Network(online=online):
            if online and activity.online is False:
                activity.say("The network is back.")
            activity.online = online
        case Trouble(what=what):
            activity.fail(what)
        case WishFailed():
            activity.fail(_failure(event))
        case ArticleStored() if activity.message.startswith("Fetching"):
            activity.note("")
        case Analyst(state=("failed" | "reduced"), why=why) if why:
            activity.fail(why)
        case Ready(holder=False):
            activity.holder = False
            activity.note("Another newstui does the fetching; this one reads along.")
        case Ready():
            activity.holder = True
        case _:
            pass


def _failure(event: WishFailed) -> str:
    """Why a wish was not granted, and what comes next. Without a network, the reason says it."""
    if event.next_try is not None:
        return f"{event.why} Tried again at {event.next_try.astimezone():%H:%M}."
    return event.why if event.again else f"{event.why} It is not tried again by itself."


def _progress(activity: Activity, event: Progress) -> None:
    name = TASKS.get(event.task, event.task)
    if event.task == "refresh" and not event.done:  # what a feed that was added brought has been told
        activity.new, activity.asked, activity.failed = 0, 0, set()
    if event.done < event.total or not event.total:
        activity.tasks[event.task] = Task(name, event.done, event.total, event.detail)
        return
    activity.tasks.pop(event.task, None)
    if event.task != "refresh" and event.task not in _QUIET:
        activity.note(event.detail or f"{name}: done.")


def downloaded(reader: "ReaderScreen") -> None:
    """What of a download failed is told in full elsewhere: say where."""
    activity, keymap = reader.activity, reader.desk.keymap
    missed, activity.missed_now = activity.missed_now, 0
    key = keymap.first("feed.queue") or keymap.first("app.messages")
    if missed and key and activity.message:
        words = f"{activity.message.removesuffix('.')} ({key} shows {'which' if missed > 1 else 'it'}, and why)."
        activity.told.pop()  # the same with less
        activity.note(words, mixed=True)


def refreshed(reader: "ReaderScreen") -> None:
    """What a refresh brought. Its failures are counted as the page of failed feeds counts them."""
    activity = reader.activity
    new, activity.new = activity.new, 0
    asked, activity.asked = activity.asked, 0
    failed_now, activity.failed = activity.failed, set()
    if not asked:  # that there is no network is said by the wish, which waits for one
        activity.note("")
        return
    words = "Nothing new" if not new else "1 new entry" if new == 1 else f"{new} new entries"
    if failed_now:
        feeds = reader.guard(reader.desk.library.feeds) or []
        failed, damaged = sum(feed.failed for feed in feeds), sum(feed.damaged for feed in feeds)
        number = len(failed_now)
        words += f"; {'all ' if number == asked > 1 else ''}{number} {'feed' if number == 1 else 'feeds'} failed"
        reasons = {feed.error for feed in feeds if feed.id in failed_now}
        if number > 1 and len(reasons) == 1:  # one server's fault, said once
            words += f": {reasons.pop().rstrip('.')}"
        words += f", {damaged} damaged but read" if damaged and asked >= len(feeds) else ""
        shows = "shows why" if number >= failed else f"shows all {failed}"
        words += f" ({reader.desk.keymap.first('feed.errors')} {shows})"
    activity.note(f"{words}.", mixed=bool(failed_now))
