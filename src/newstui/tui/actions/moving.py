"""Moving within a pane and between panes."""

from typing import TYPE_CHECKING

from newstui.config.actions import Pane
from newstui.model.lists import NodeKind, Scope, SmartFeed
from newstui.rendering.sidebar_rows import (
    EntityTarget,
    EntryTarget,
    KnownTarget,
    QuotationTarget,
    SaidTarget,
    SpeakerTarget,
)
from newstui.tui.widgets.line_pane import CursorPane

if TYPE_CHECKING:
    from newstui.tui.reader_screen import ReaderScreen


class MoveActions:
    """j k, pages, top and end, in and out."""

    def __init__(self, reader: "ReaderScreen") -> None:
        self._reader = reader

    def down(self, count: int = 1) -> None:
        """A line down."""
        self._by(count)

    def up(self, count: int = 1) -> None:
        """A line up."""
        self._by(-count)

    def _by(self, lines: int) -> None:
        pane = self._reader.panes[self._reader.pane]
        if isinstance(pane, CursorPane):
            pane.move_by(lines)
        else:
            self._reader.article.scroll_by(lines)

    def page_down(self, count: int = 1) -> None:
        """A page down; from an article's end to the next unread one."""
        if not self._page(count) and self._reader.pane is Pane.ARTICLE and self._reader.keeper.row is not None:
            self._reader.groups.read.next_unread()

    def page_up(self, count: int = 1) -> None:
        """A page up."""
        self._page(-count)

    def _page(self, pages: int) -> bool:
        pane = self._reader.panes[self._reader.pane]
        return pane.page_by(pages) if isinstance(pane, CursorPane) else self._reader.article.page_by(pages)

    def first(self) -> None:
        """To the top."""
        pane = self._reader.panes[self._reader.pane]
        if isinstance(pane, CursorPane):
            pane.move_to(0)
        else:
            self._reader.jumps.leave()
            self._reader.article.scroll_by(-self._reader.article.total)

    def last(self) -> None:
        """To the end."""
        pane = self._reader.panes[self._reader.pane]
        if isinstance(pane, CursorPane):
            pane.move_to(pane.items - 1)
        else:
            self._reader.jumps.leave()
            self._reader.article.scroll_by(self._reader.article.total)

    def next_pane(self) -> None:
        """The pane to the right."""
        self._turn(1)

    def previous_pane(self) -> None:
        """The pane to the left."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        shown = self._reader.frame.shown
        at = shown.index(self._reader.pane) if self._reader.pane in shown else 0
        self._reader.set_pane(shown[(at + step) % len(shown)])

    def open(self) -> None:
        """Into what the cursor is on."""
        match self._reader.pane:
            case Pane.FEEDS:
                self._open_node()
            case Pane.ENTRIES:
                self._open_row()
            case Pane.ARTICLE if self._reader.keeper.row is None:
                self._open_row()
            case Pane.ARTICLE:
                self._reader.groups.quote.choose_speaker()
            case Pane.SIDEBAR:
                self._open_target()

    def _open_row(self) -> None:
        row = self._reader.entries.row
        if row is not None:
            self._reader.groups.read.open(row)

    def _open_node(self) -> None:
        node = self._reader.feeds.node
        if node is None:
            return
        self._reader.feeds.fold(False)
        if node.scope != self._reader.lists.scope:
            self._reader.lists.open(node.scope)
        self._reader.set_pane(Pane.ENTRIES)

    def _open_target(self) -> None:
        reader = self._reader
        match reader.sidebar.target:
            case SpeakerTarget(speaker):
                reader.groups.quote.walk(speaker)
            case EntityTarget(entity):
                reader.groups.quote.look_at(entity)
            case QuotationTarget(quotation):
                reader.article.go_to_quotation(quotation)
                if reader.frame.covered:
                    reader.set_pane(Pane.ARTICLE)
            case KnownTarget(entity_id):
                reader.groups.entity.visit(entity_id)
            case SaidTarget(entry_id, number):
                reader.groups.entity.open_entry(entry_id, number)
            case EntryTarget(entry_id):
                reader.groups.entity.open_entry(entry_id)

    def back(self) -> None:
        """Out of where the reader is."""
        reader = self._reader
        match reader.pane:
            case Pane.SIDEBAR:
                if reader.frame.covered or not reader.groups.quote.let_go():
                    reader.set_pane(Pane.ARTICLE)
            case Pane.ARTICLE:
                if not (self._let_go_of_words() or reader.groups.quote.let_go() or reader.jumps.out()):
                    reader.keeper.save()
                    reader.set_pane(Pane.ENTRIES)
            case Pane.ENTRIES:
                self._back_from_list()
            case Pane.FEEDS:
                node = reader.feeds.node
                if not (node is not None and node.kind is NodeKind.FOLDER and reader.feeds.fold(True)):
                    reader.feeds.go_to_parent()

    def _let_go_of_words(self) -> bool:
        """Look for no words in articles any more; whether the reader did, or had gone to any."""
        reader = self._reader
        sought, reader.keeper.sought = bool(reader.keeper.sought and reader.article.found), ""
        return reader.article.let_go_of_matches() or sought

    def _back_from_list(self) -> None:
        reader = self._reader
        if reader.lists.scope.query is None or reader.lists.node is not None:
            reader.set_pane(Pane.FEEDS)
            return
        scope = reader.lists.before_search or Scope(smart=SmartFeed.ALL)
        reader.lists.open(scope, at=reader.lists.before_search_at)
