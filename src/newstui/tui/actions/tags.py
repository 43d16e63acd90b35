"""Tags, wherever they stand: called something else, or taken away."""

from concurrent.futures import Future
from typing import TYPE_CHECKING

from newstui.model.remarks import as_tags
from newstui.reading.marks import Marked
from newstui.tui.name_completion import complete_tags

if TYPE_CHECKING:
    from newstui.tui.reader_screen import ReaderScreen


def same_tag(one: str, other: str) -> bool:
    """Whether two spellings mean one tag."""
    return one.casefold() == other.casefold()


class TagActions:
    """What E and D do with a tag of the feed pane, and the palette with any."""

    def __init__(self, reader: "ReaderScreen") -> None:
        self._reader = reader

    def rename(self, tag: str) -> None:
        """Ask for another name; that of another tag makes one of the two."""
        from newstui.tui.screens.prompt import Prompt

        reader = self._reader
        others = [other for other in reader.desk.library.tags() if other != tag]

        def typed(words: str | None) -> None:
            names = as_tags(words or "")
            if len(names) > 1:
                reader.fail("A tag has no comma in its name.")
            elif names:
                reader.run_worker(self._changed(reader.desk.marks.rename_tag(tag, names[0]), tag, names[0]), group="actions")

        hint = "its name on every entry; another tag's name makes one of the two"
        reader.app.push_screen(
            Prompt(reader.desk, f"Rename the tag {tag}", hint, tag, complete=lambda words: complete_tags(words, others)), typed
        )

    async def remove(self, tag: str) -> None:
        """Take the tag from all entries."""
        await self._changed(self._reader.desk.marks.remove_tag(tag), tag)

    async def _changed(self, future: "Future[Marked]", tag: str, name: str | None = None) -> None:
        """Show what changed when it is on the disk; the list and the cursor go along with a tag that has another name."""
        reader = self._reader
        marked = await reader.finished(future)
        if marked is None:
            return
        if not marked.words:
            reader.say("The tag stays as it is.")
            return
        here = reader.feeds.node
        reader.lists.reload_tree()
        renamed = next((node.scope for node in reader.feeds.nodes if name and node.tag and same_tag(node.tag, name)), None)
        if reader.lists.leave_lost(renamed):
            reader.feeds.go_to(reader.lists.scope)
        elif renamed is not None and here is not None and here.tag == tag:
            reader.feeds.go_to(renamed)
        reader.groups.mark.show(marked.ids)
        reader.lay_out()
        reader.say(f"{marked.words}; {reader.desk.keymap.first('mark.undo')} takes it back.")
