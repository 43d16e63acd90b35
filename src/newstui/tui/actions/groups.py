"""The actions of the registry, group by group. A group is imported with its first use: a start needs none."""

from collections.abc import Awaitable
from functools import cached_property
from inspect import isawaitable
from typing import TYPE_CHECKING

from newstui.config.actions import Action
from newstui.errors import NewstuiError

if TYPE_CHECKING:
    from newstui.tui.actions.application import ApplicationActions
    from newstui.tui.actions.entities import EntityActions
    from newstui.tui.actions.feeds import FeedActions
    from newstui.tui.actions.finding import FindActions
    from newstui.tui.actions.jumping import JumpActions
    from newstui.tui.actions.lists import ListActions
    from newstui.tui.actions.marking import MarkActions
    from newstui.tui.actions.moving import MoveActions
    from newstui.tui.actions.pages import PageActions
    from newstui.tui.actions.quotations import QuotationActions
    from newstui.tui.actions.reading import ReadActions
    from newstui.tui.actions.tags import TagActions
    from newstui.tui.actions.view import ViewActions
    from newstui.tui.reader_screen import ReaderScreen

_READ_ON = frozenset({"move", "read", "quote", "find", "page"})
"""Groups whose actions say that the reader has seen what the status line told."""


class ActionGroups:
    """What the reader screen can do. An action's id names its group and its method: "read.open"."""

    def __init__(self, reader: "ReaderScreen") -> None:
        self._reader = reader

    def __getitem__(self, name: str) -> object:
        return getattr(self, name)

    def perform(self, action: Action, count: int = 1) -> None:
        """Do what an action of the registry says; an error becomes words in the status line."""
        reader = self._reader
        reader.awaiting_feed = False
        group, name = action.id.split(".")
        method = getattr(self[group], name)
        if group in _READ_ON:
            reader.activity.message = ""  # what was said has been read
        if group != "quote" and "quote" in vars(self):
            self.quote.awaited = None
        try:
            result = method(count) if action.repeats else method()
        except NewstuiError as error:
            reader.fail(error)
            return
        if isawaitable(result):
            reader.run_worker(self._finish(result), group="actions")
        reader.update_status()

    async def _finish(self, result: Awaitable[object]) -> None:
        try:
            await result
        except NewstuiError as error:
            self._reader.fail(error)
        self._reader.update_status()

    def analysed(self) -> None:
        """The open article was: somebody may wait for its quotations."""
        if "quote" in vars(self):
            self.quote.analysed()

    @cached_property
    def move(self) -> "MoveActions":
        """Moving about, opening, going back."""
        from newstui.tui.actions.moving import MoveActions

        return MoveActions(self._reader)

    @cached_property
    def read(self) -> "ReadActions":
        """Reading on."""
        from newstui.tui.actions.reading import ReadActions

        return ReadActions(self._reader)

    @cached_property
    def quote(self) -> "QuotationActions":
        """Quotations and names."""
        from newstui.tui.actions.quotations import QuotationActions

        return QuotationActions(self._reader)

    @cached_property
    def entity(self) -> "EntityActions":
        """Names over the whole cache."""
        from newstui.tui.actions.entities import EntityActions

        return EntityActions(self._reader)

    @cached_property
    def jump(self) -> "JumpActions":
        """Places to come back to."""
        from newstui.tui.actions.jumping import JumpActions

        return JumpActions(self._reader)

    @cached_property
    def find(self) -> "FindActions":
        """Finding in the open article."""
        from newstui.tui.actions.finding import FindActions

        return FindActions(self._reader)

    @cached_property
    def page(self) -> "PageActions":
        """Pages that no feed carries."""
        from newstui.tui.actions.pages import PageActions

        return PageActions(self._reader)

    @cached_property
    def mark(self) -> "MarkActions":
        """Marking entries."""
        from newstui.tui.actions.marking import MarkActions

        return MarkActions(self._reader)

    @cached_property
    def list(self) -> "ListActions":
        """Search and order."""
        from newstui.tui.actions.lists import ListActions

        return ListActions(self._reader)

    @cached_property
    def feed(self) -> "FeedActions":
        """Feeds and folders."""
        from newstui.tui.actions.feeds import FeedActions

        return FeedActions(self._reader)

    @cached_property
    def tag(self) -> "TagActions":
        """Tags as such."""
        from newstui.tui.actions.tags import TagActions

        return TagActions(self._reader)

    @cached_property
    def view(self) -> "ViewActions":
        """Panes."""
        from newstui.tui.actions.view import ViewActions

        return ViewActions(self._reader)

    @cached_property
    def app(self) -> "ApplicationActions":
        """The application."""
        from newstui.tui.actions.application import ApplicationActions

        return ApplicationActions(self._reader)
