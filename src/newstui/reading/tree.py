"""The feed pane's rows from folders, feeds and counts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from newstui.model.feeds import Feed, Folder
from newstui.model.lists import FeedNode, NodeKind, SmartFeed
from newstui.model.safe_text import SafeText

_TITLES = {
    SmartFeed.ALL: "All",
    SmartFeed.UNREAD: "Unread",
    SmartFeed.STARRED: "Starred",
    SmartFeed.WATCHED: "Watched",
    SmartFeed.TODAY: "Today",
}


def feed_tree(
    smart: Sequence[tuple[SmartFeed, int, int]],
    folders: Sequence[Folder],
    feeds: Sequence[Feed],
    counts: Mapping[int, tuple[int, int]],
    tags: Sequence[tuple[str, int, int]] = (),
) -> list[FeedNode]:
    """Smart feeds and the reader's tags (with unread and total), then folders and feeds in the order of their
    places, each folder before its contents.

    `counts` gives (unread, total) of each feed; a folder's are those of all below it.
    """
    children: defaultdict[int | None, list[Folder | Feed]] = defaultdict(list)
    ids = {folder.id for folder in folders}
    for folder in folders:
        children[folder.parent_id].append(folder)
    for feed in feeds:
        children[feed.folder_id if feed.folder_id in ids else None].append(feed)
    for siblings in children.values():
        siblings.sort(key=lambda child: child.position)  # stable: equal places stay in the order of their titles
    rows = [
        FeedNode(NodeKind.SMART, SafeText(_TITLES[kind]), smart=kind, unread=unread, total=total) for kind, unread, total in smart
    ]
    rows += [FeedNode(NodeKind.SMART, SafeText(tag), tag=tag, unread=unread, total=total) for tag, unread, total in tags]
    return rows + _below(None, 0, children, counts)[0]


def _below(
    folder_id: int | None,
    depth: int,
    children: Mapping[int | None, list[Folder | Feed]],
    counts: Mapping[int, tuple[int, int]],
) -> tuple[list[FeedNode], int, int]:
    rows: list[FeedNode] = []
    all_unread = all_total = 0
    for child in children.get(folder_id, ()):
        if isinstance(child, Feed):
            unread, total = counts.get(child.id, (0, 0))
            rows.append(_feed_node(child, depth, unread, total))
        else:
            below, unread, total = _below(child.id, depth + 1, children, counts)
            rows.append(FeedNode(NodeKind.FOLDER, child.name, child.id, depth=depth, unread=unread, total=total))
            rows += below
        all_unread += unread
        all_total += total
    return rows, all_unread, all_total


def _feed_node(feed: Feed, depth: int, unread: int, total: int) -> FeedNode:
    return FeedNode(
        kind=NodeKind.FEED,
        title=feed.title,
        id=feed.id,
        depth=depth,
        unread=unread,
        total=total,
        error=feed.error,
        gone=feed.gone,
        damaged=feed.damaged,
        due_at=feed.due_at,
        checked_at=feed.checked_at,
        sample=feed.sample,
        saved=feed.saved,
    )
