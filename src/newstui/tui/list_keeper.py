"""Which list is shown, and keeping it right while the cache changes under it."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from msgspec.structs import replace

from newstui.errors import StorageError
from newstui.model.lists import Cursor, EntryRow, FeedNode, Found, NodeKind, Scope, SmartFeed, Sort
from newstui.model.safe_text import safe_text
from newstui.reading.lists import Library
from newstui.tui.entry_window import PAGE, EntryWindow
from newstui.tui.story_rows import ListRows
from newstui.tui.widgets.entry_list import EntryList
from newstui.tui.widgets.feed_tree import FeedTree

_EMPTY = {
    SmartFeed.ALL: "Nothing has come in yet. {refresh} asks all feeds for news.",
    SmartFeed.UNREAD: "Everything is read. {refresh} asks all feeds for news.",
    SmartFeed.STARRED: "No entry has a star yet: {star} gives one.",
    SmartFeed.WATCHED: "No article in the cache names anybody whom you watch.",
    SmartFeed.TODAY: "Nothing from today yet. {refresh} asks all feeds for news.",
}
_ORDERED = {Sort.DATE: "", Sort.OUTLET: ", by outlet", Sort.UNREAD: ", unread first", Sort.RELEVANCE: ", best first"}


class ListKeeper:
    """Shows a scope in the entry list and its node in the feed pane.

    A list that holds only unread or starred entries would lose a row as soon as it is read. So after the reader's own
    marks such a list stays as it is until it is opened again; that there is more is said in its head.
    """

    def __init__(
        self,
        library: Library,
        tree: FeedTree,
        entries: EntryList,
        sort: Sort,
        *,
        key: Callable[[str], str] = lambda action: "",
        folding: bool = True,
        searches: Mapping[str, str] = MappingProxyType({}),
        unread_found: Mapping[str, int] = MappingProxyType({}),
        sample_coming: Callable[[], bool] = lambda: False,
    ) -> None:
        self._library = library
        self._key = key
        self._tree = tree
        self._entries = entries
        self._sample_coming = sample_coming
        self.searches = searches
        self.unread_found = dict(unread_found)
        """How much is unread of what each search finds, as it was counted last."""
        self.list_sort = sort
        """The order of all lists but a search's."""
        self.search_sort = Sort.DATE
        self.scope = Scope(smart=SmartFeed.ALL)
        self.before_search: Scope | None = None
        self.before_search_at: Cursor | None = None
        """Where the cursor was in that list."""
        self.folding = folding
        """Whether the reports of one event are one row, where the list allows it."""
        self._unfolded: set[int] = set()
        self._touched = False
        self._lost: tuple[Scope, Cursor | None] | None = None
        """The list that was shown when it was removed, and where the cursor was in it; until another one is opened."""

    # The lists.

    @property
    def sort(self) -> Sort:
        """The order of the list that is shown."""
        return self.list_sort if self.scope.query is None else self.search_sort

    @property
    def orders(self) -> list[Sort]:
        """The orders that the list can have."""
        orders = [Sort.DATE, Sort.OUTLET, Sort.UNREAD]
        return orders if self.scope.query is None else [Sort.DATE, Sort.RELEVANCE, *orders[1:]]

    def open(self, scope: Scope, *, at: Cursor | None = None) -> None:
        """Show a list, from a place on or from its beginning."""
        if scope.query is not None and scope != self.scope and (self.scope.query is None or self.node is not None):
            self.before_search = self.scope
            self.before_search_at = row.cursor if (row := self._entries.head_row) is not None else None
        if scope != self.scope:
            self._unfolded.clear()
            self._lost = None
        self.scope = scope
        self._touched = False
        source = self._source()
        window, cursor = EntryWindow.around(source, at) if at is not None else (EntryWindow(source), 0)
        if at is not None and (shown := window.get(cursor)) is not None and shown.id != at.entry_id:
            row = self._library.entry(at.entry_id)  # it may be folded behind another one
            cursor = window.place_of(row, cursor) if row is not None else cursor
        query = scope.query
        self._entries.show(
            window,
            self.head,
            cursor=cursor,
            empty=self.empty_words(),
            outlets=self._outlets,
            find=(lambda row: self._found(row, query)) if query is not None else None,
        )
        self._tree.set_open(scope)

    def leave_lost(self, other: Scope | None = None) -> bool:
        """Show the first list, if this one is no longer there, or the `other` one that it has become; whether it was so."""
        if self.scope.query is not None or self.node is not None:
            return False
        at = row.cursor if (row := self._entries.head_row) is not None else None
        lost = self.scope, at
        self.open(other or self._tree.nodes[0].scope, at=at if other is not None else None)
        self._lost = lost
        return True

    def bring_back(self) -> bool:
        """Show the list again that was lost, if it is there now and nothing else was opened since; whether it was so."""
        if self._lost is None or all(node.scope != self._lost[0] for node in self._tree.nodes):
            return False
        scope, at = self._lost
        self.open(scope, at=at)
        return True

    def _found(self, row: EntryRow, query: str) -> Found:
        """Where a search's words stand in an entry."""
        try:
            return self._library.found(row, query)
        except StorageError:  # painting goes on; whatever is read next says what is wrong
            return Found((), row.snippet, ())

    def set_sort(self, sort: Sort) -> None:
        """Order the list in another way; the cursor stays on its entry."""
        row = self._entries.head_row
        if self.scope.query is None:
            self.list_sort = sort
        else:
            self.search_sort = sort
        self.open(self.scope, at=row.cursor if row else None)

    def set_list_sort(self, sort: Sort) -> None:
        """Order lists in another way; what is found by a search stays in its own."""
        if self.scope.query is None:
            self.set_sort(sort)
        else:
            self.list_sort = sort

    def reload_tree(self) -> None:
        """Read feeds and counts anew."""
        nodes = self._library.tree()
        if self.searches:
            after = sum(node.kind is NodeKind.SMART for node in nodes)
            nodes[after:after] = (
                FeedNode(NodeKind.SMART, safe_text(name), query=query, unread=self.unread_found.get(query, 0))
                for name, query in self.searches.items()
            )
        self._tree.show(nodes)

    def set_searches(self, searches: Mapping[str, str]) -> None:
        """Have these searches as lists in the feed pane."""
        if searches != self.searches:
            self.searches = searches
            self.reload_tree()

    def set_unread_found(self, query: str, unread: int) -> None:
        """How much is unread of what a search finds."""
        if unread != self.unread_found.get(query):
            self.unread_found[query] = unread
            self._tree.show([replace(node, unread=unread) if node.query == query else node for node in self._tree.nodes])

    def reload(self, *, force: bool = False) -> None:
        """Read the list anew; the cursor stays on its entry. Does so later where that would take away rows just marked."""
        if self._touched and self._volatile and not force:
            self._show_as_now()
            more = self._source().count() - sum(not self._left(row) for row in (self._entries.window or _NO_WINDOW).rows)
            if self._entries.items <= PAGE:
                self._entries.set_more(max(0, more), self._key("list.reload"))
            return
        self._touched = False
        row, head = self._entries.row, self._entries.head_row
        source = self._source()
        window, cursor = (
            EntryWindow.around(source, head.cursor) if head is not None and self._entries.cursor else (EntryWindow(source), 0)
        )
        if row is not None:  # new entries come above it, and reports are folded behind others; the cursor stays with its entry
            cursor = window.place_of(row, cursor)
        self._entries.replace(window, cursor, empty=self.empty_words(), outlets=self._outlets)

    def _source(self) -> ListRows:
        return ListRows(self._library, self.scope, self.sort, folding=self.folding, unfolded=self._unfolded)

    @property
    def _outlets(self) -> bool:
        """Whether the list's entries come from several feeds, so that each row must say from which."""
        if (node := self.node) is not None and node.saved:
            return True
        return self.scope.feed_id is None and sum(node.kind is NodeKind.FEED for node in self._tree.nodes) > 1

    @property
    def _volatile(self) -> bool:
        kept_back = self.scope.smart in (SmartFeed.UNREAD, SmartFeed.STARRED) or self.scope.tag is not None
        return kept_back or self.sort is Sort.UNREAD

    def _left(self, row: EntryRow) -> bool:
        """Whether a row that is still shown is no longer of this list."""
        if self.scope.tag is not None:
            return self.scope.tag not in row.tags
        return (self.scope.smart is SmartFeed.UNREAD and row.read) or (self.scope.smart is SmartFeed.STARRED and not row.starred)

    # Rows.

    def patch(self, entry_id: int, change: Callable[[EntryRow], EntryRow], *, own: bool = True) -> None:
        """Change a row that is shown; `own` marks are the reader's."""
        if self._entries.patch(entry_id, change) and own:
            self._touched = True

    def patch_where(self, condition: Callable[[EntryRow], bool], change: Callable[[EntryRow], EntryRow]) -> None:
        """Change all rows in memory that a condition holds for."""
        self._touched = True
        self._entries.patch_all(lambda row: change(row) if condition(row) else row)

    def reread(self, entry_ids: tuple[int, ...]) -> None:
        """Show these entries as they are in the cache."""
        for entry_id in entry_ids if len(entry_ids) <= PAGE else ():
            row = self._library.entry(entry_id)
            if row is not None:
                self.patch(entry_id, partial(_in_place_of, row=row))
        if len(entry_ids) > PAGE:
            self.reload(force=True)

    def _show_as_now(self) -> None:
        """Show the rows as they are in the cache, where they stand."""
        now = {row.id: row for row in self._library.rows([row.id for row in (self._entries.window or _NO_WINDOW).rows])}
        self._entries.patch_all(lambda shown: _in_place_of(shown, now[shown.id]) if shown.id in now else shown)

    def select(self, row: EntryRow) -> None:
        """Put the cursor on an entry of this list, wherever it stands."""
        window = self._entries.window
        index = window.index_of(row.id) if window else None
        if index is None:
            self.open(self.scope, at=row.cursor)
            if row.story is not None and (shown := self._entries.row) is not None and shown.id != row.id:
                self.unfold(row.story, at=row)
        else:
            self._entries.move_to(index)

    # Stories.

    def unfold(self, story: int, *, at: EntryRow) -> None:
        """Show a story's entries below its row, the cursor on one of them; or fold them again, the cursor on the row."""
        head = next(
            (run[0] for run in self._library.story_rows(self.scope, self.sort, story) if at.id in {r.id for r in run}), at
        )
        if (story in self._unfolded and at.id == head.id) or at.below:
            self._unfolded.discard(story)
            at = head
        else:
            self._unfolded.add(story)
        self._touched = False
        window, cursor = EntryWindow.around(self._source(), head.cursor)
        self._entries.replace(window, window.place_of(at, cursor), empty=self.empty_words(), outlets=self._outlets)

    def is_unfolded(self, story: int) -> bool:
        """Whether a story's entries stand below its row."""
        return story in self._unfolded

    def set_folding(self, folding: bool) -> None:
        """Fold stories, or give every entry a row; the cursor stays on its entry."""
        self.folding = folding
        self._unfolded.clear()
        self.reload(force=True)

    # Words.

    @property
    def node(self) -> FeedNode | None:
        """The feed pane's node of this list."""
        return next((node for node in self._tree.nodes if node.scope == self.scope), None)

    @property
    def title(self) -> str:
        """The list's name."""
        if self.scope.query is not None:
            return self.node.title if self.node else f"“{self.scope.query}”"
        if self.scope.tag is not None:
            return f"#{self.scope.tag}"
        return self.node.title if self.node else "Entries"

    @property
    def head(self) -> str:
        """The list's name, and how it is ordered where that is not by date."""
        return f"{self.title}{_ORDERED[self.sort]}"

    def empty_words(self) -> str:
        """Why there is nothing in the list."""
        if self.scope.query is not None:
            pending = self._library.index_pending()
            if pending:
                return f"Nothing found. {pending} entries are not searchable yet: they will be in a moment."
            return f"Nothing found. {self._key('move.back')} goes back."
        if self.scope.smart is not None:
            if any(node.kind is NodeKind.FEED for node in self._tree.nodes):
                return _EMPTY[self.scope.smart].format(refresh=self._key("feed.refresh_all"), star=self._key("mark.star"))
            return "The sample edition is being laid out…" if self._sample_coming() else "No feeds yet."
        if self.scope.tag is not None:
            return "Nothing has this tag any more."
        node = self.node
        if node is not None and node.error:
            return f"Nothing has come in: {node.error}"
        if self.scope.folder_id is not None:
            return "This folder is empty."
        if node is not None and node.saved:
            return f"No page is saved. {self._key('page.save')} saves one."
        return f"Nothing has come in yet. {self._key('feed.refresh')} asks this feed for news."


def _in_place_of(shown: EntryRow, row: EntryRow) -> EntryRow:
    """An entry as it is now, where another state of it is shown."""
    return replace(
        row, cursor=shown.cursor, others=shown.others, outlets=shown.outlets, unfolded=shown.unfolded, below=shown.below
    )


class _NoWindow:
    rows: tuple[EntryRow, ...] = ()


_NO_WINDOW = _NoWindow()
