"""Export subscriptions: feeds and folders as OPML, in their order, with what other readers put there."""

from newstui.feeds.opml import write_opml
from newstui.model.feeds import Feed
from newstui.model.safe_text import SafeText
from newstui.model.subscriptions import FeedOutline, FolderOutline, SubscriptionList
from newstui.storage.database import Database


def subscription_list(cache: Database) -> SubscriptionList:
    """All subscriptions but those that nothing is asked for, as a list of nested folders."""
    folders = sorted(cache.folders.all(), key=lambda folder: folder.position)
    feeds = sorted((feed for feed in cache.feeds.all() if not feed.local), key=lambda feed: feed.position)

    def children(parent_id: int | None) -> tuple[FolderOutline | FeedOutline, ...]:
        inner: list[tuple[int, FolderOutline | FeedOutline]] = [
            (folder.position, FolderOutline(folder.name, children(folder.id), folder.extra))
            for folder in folders
            if folder.parent_id == parent_id
        ]
        inner += [(feed.position, _outline(feed)) for feed in feeds if feed.folder_id == parent_id]
        return tuple(outline for _, outline in sorted(inner, key=lambda pair: pair[0]))

    return SubscriptionList(children(None), SafeText("newstui subscriptions"))


def export_subscriptions(cache: Database) -> bytes:
    """The subscriptions as an OPML 2.0 file."""
    return write_opml(subscription_list(cache))


def _outline(feed: Feed) -> FeedOutline:
    return FeedOutline(feed.url, feed.own_title or SafeText(""), feed.feed_title, feed.site_url, feed.tags, feed.extra)
