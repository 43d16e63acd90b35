"""Pages that no feed carries: read here, and kept."""

from typing import TYPE_CHECKING

from newstui.config.actions import Pane

if TYPE_CHECKING:
    from newstui.reading.addresses import PageAddress
    from newstui.tui.reader_screen import ReaderScreen


class PageActions:
    """B U, and the palette's save."""

    def __init__(self, reader: "ReaderScreen") -> None:
        self._reader = reader

    def follow(self) -> None:
        """Show letters on the links in sight, and read the chosen page here."""
        self._reader.groups.find.link_by_letters("read a link here [a]", self._read_link)

    def _read_link(self, number: int) -> None:
        from newstui.reading.addresses import linked_page, origin

        reader = self._reader
        row, layout = reader.keeper.row, reader.article.layout_
        feed = reader.desk.library.feed(row.feed_id) if row is not None else None
        if row is None or feed is None or layout is None:
            return
        page = reader.guard(lambda: linked_page(layout.links[number], origin(row.url or "", feed)))
        if page is not None:
            reader.run_worker(self._open(page, linked=True), group="actions")

    def save(self) -> None:
        """Ask for an address, and read the page there."""
        from newstui.tui.screens.prompt import Prompt

        hint = "the address of a page: it is read here, and kept in “Saved pages”"
        self._reader.app.push_screen(Prompt(self._reader.desk, "Save a page", hint), self.save_address)

    def save_address(self, typed: str | None) -> None:
        """Read the page at an address that was typed. A user and password in it are kept apart."""
        from newstui.reading.addresses import typed_page

        reader = self._reader
        found = reader.guard(lambda: typed_page(typed)) if typed else None
        url = reader.guard(lambda: reader.groups.feed.without_password(found.url)) if found is not None else None
        if found is not None and url is not None:
            reader.run_worker(self._open(found._replace(url=url)), group="actions")

    async def _open(self, found: "PageAddress", *, linked: bool = False) -> None:
        """Save a page and show what there is of it; one that is there already is only shown."""
        reader = self._reader
        marked = await reader.finished(reader.desk.marks.save_page(found.url, inside=found.inside))
        row = reader.guard(lambda: reader.desk.library.entry(marked.ids[0])) if marked is not None else None
        if marked is None or row is None:
            return
        opened = reader.keeper.row
        if opened is not None and opened.id == row.id:
            reader.set_pane(Pane.ARTICLE)
            reader.say("This is that page.")
            return
        reader.guard(lambda: reader.groups.read.open(row, linked=linked))
        key = reader.desk.keymap.first
        back = f" {key('move.back')} leads back." if linked else ""
        if not marked.words:
            reader.say(f"This page is there already.{back}")
        elif reader.activity.online is False:
            reader.say(f"Saved: it comes with the network.{back}")
        else:
            reader.say(f"Fetching the page; it is saved ({key('mark.undo')} undoes that).{back}")
        reader.settle()

    def let_go(self) -> None:
        """The open page is no longer kept: back to where its link stood, else to the list."""
        reader = self._reader
        if not reader.guard(reader.jumps.out):
            reader.guard(reader.show_empty)
            reader.set_pane(Pane.ENTRIES)
