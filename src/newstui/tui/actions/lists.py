"""Searching, sorting, reading anew."""

from typing import TYPE_CHECKING

from newstui.config.actions import Pane
from newstui.model.lists import NodeKind, Scope, Sort
from newstui.model.numbers import counted
from newstui.rendering.entry_row import also_in

if TYPE_CHECKING:
    from newstui.tui.reader_screen import ReaderScreen

_REMEMBERED = 50
"""Searches that can be called back."""
_WORDS = {
    Sort.DATE: "newest first",
    Sort.OUTLET: "by outlet",
    Sort.UNREAD: "unread first",
    Sort.RELEVANCE: "best first",
}


class ListActions:
    """What the entry list shows, and in which order."""

    def __init__(self, reader: "ReaderScreen") -> None:
        self._reader = reader
        self._searched: list[str] = []

    def search(self) -> None:
        """Ask for words and list what has them."""
        self._ask("Search", self._reader.lists.scope.query or "", anew=True)

    def search_here(self) -> None:
        """As `search`, kept to the feed, folder or tag at hand, or to what was found."""
        from newstui.tui.name_completion import limit_to

        reader = self._reader
        node = reader.feeds.node if reader.pane is Pane.FEEDS else reader.lists.node
        query = reader.lists.scope.query if node is None else node.query
        if query is not None:
            self._ask("Search in what was found", f"{query} ")
        elif node is None or (node.kind is NodeKind.SMART and node.tag is None):
            self._ask("Search everything", "")
        else:
            self._ask(f"Search in {node.title}", limit_to("in" if node.tag is None else "tag", node.tag or node.title))

    def _ask(self, title: str, before: str, *, anew: bool = False) -> None:
        from newstui.tui.name_completion import complete_search
        from newstui.tui.screens.prompt import Prompt

        reader = self._reader
        names = [node.title for node in reader.feeds.nodes if node.kind is not NodeKind.SMART]
        tags = [node.tag for node in reader.feeds.nodes if node.tag is not None]

        def found(words: str | None) -> None:
            if words:
                reader.guard(lambda: self.show(words))

        def complete(typed: str) -> str:
            return complete_search(typed, names, tags, reader.desk.library.states())

        hint = 'words, begin*, "a phrase", -without, title:word, author:word, in:feed or folder, tag:name, is:noted, note:word'
        earlier = tuple(self._searched)
        reader.app.push_screen(Prompt(reader.desk, title, hint, before, anew=anew, earlier=earlier, complete=complete), found)

    def show(self, words: str) -> None:
        """List what has the words. Raises StorageError."""
        self._searched = [*(one for one in self._searched if one != words), words][-_REMEMBERED:]
        self._reader.lists.open(Scope(query=words))
        self._reader.set_pane(Pane.ENTRIES)
        number, slips = self._reader.entries.items, self._reader.desk.library.slips(words)
        if not number:
            unknown = self._reader.desk.library.unknown_names(words)
            what = f"Nothing is called so: {', '.join(unknown)}." if unknown else " ".join(slips) or "Nothing found."
            self._reader.say(f"{what} {self._reader.desk.keymap.first('move.back')} goes back.")
            return
        if slips:
            self._reader.say(f"{counted(number, 'entry', 'entries')} found. {' '.join(slips)}")
            return
        keymap, lists = self._reader.desk.keymap, self._reader.lists
        self._reader.say(
            f"{counted(number, 'entry', 'entries')} found, {_WORDS[lists.sort]}."
            f" {keymap.first('list.sort')} orders them anew, {keymap.first('move.back')} goes back."
        )

    def show_tag(self, tag: str) -> None:
        """Show what has a tag; a tag that is on nothing is said to be."""
        reader = self._reader
        node = next((node for node in reader.feeds.nodes if node.tag is not None and node.tag.casefold() == tag.casefold()), None)
        if node is not None:
            reader.go_to(node.scope)
        else:
            reader.say(f"Nothing has the tag “{tag}”.")

    def sort(self) -> None:
        """The next order."""
        order = self._reader.lists.orders
        sort = order[(order.index(self._reader.lists.sort) + 1) % len(order)]
        self._reader.lists.set_sort(sort)
        self._reader.say(f"Sorted {_WORDS[sort]}.")

    def unfold(self) -> None:
        """Show what is folded behind the entry, or fold it again."""
        reader = self._reader
        row = reader.entries.row
        if row is None or row.story is None or not (row.others or row.below):
            reader.say("Nobody else in this list tells of this event." if reader.lists.folding else "Stories are not folded.")
            return
        reader.lists.unfold(row.story, at=row)
        if reader.lists.is_unfolded(row.story):
            reader.say(f"Also in {also_in(row.outlets)}." if row.outlets else "Unfolded.")

    async def part(self) -> None:
        """Take the entry out of its story."""
        reader = self._reader
        row = reader.entries.row
        if row is None or row.story is None:
            reader.say("The entry stands alone already.")
            return
        marked = await reader.finished(reader.desk.marks.part(row.id))
        if marked is None or not marked.words:
            return
        reader.lists.reload(force=True)
        reader.say(f"{marked.words}; {reader.desk.keymap.first('mark.undo')} puts it back.")

    def fold_stories(self) -> None:
        """Fold stories, or give every entry a row."""
        reader = self._reader
        reader.lists.set_folding(not reader.lists.folding)
        reader.say("Reports of one event are one row." if reader.lists.folding else "Every entry has a row.")

    def reload(self) -> None:
        """Read the list anew and repaint everything."""
        self._reader.lists.reload_tree()
        self._reader.lists.reload(force=True)
        self._reader.keeper.reread()
        self._reader.activity.say("")
        self._reader.app.refresh(layout=True)
