"""What the actions of the registry do, one file a thought. A method's name is the part of an action's id after the dot."""

from typing import TYPE_CHECKING

from newstui.tui.actions.application import ApplicationActions
from newstui.tui.actions.feeds import FeedActions
from newstui.tui.actions.lists import ListActions
from newstui.tui.actions.marking import MarkActions
from newstui.tui.actions.moving import MoveActions
from newstui.tui.actions.quotations import QuotationActions
from newstui.tui.actions.reading import ReadActions
from newstui.tui.actions.view import ViewActions

if TYPE_CHECKING:
    from newstui.tui.screens.reader import ReaderScreen

ActionGroup = (
    MoveActions | ReadActions | QuotationActions | MarkActions | ListActions | FeedActions | ViewActions | ApplicationActions
)


def make_groups(reader: "ReaderScreen") -> dict[str, ActionGroup]:
    """The groups by the first part of their actions' ids."""
    return {
        "move": MoveActions(reader),
        "read": ReadActions(reader),
        "quote": QuotationActions(reader),
        "mark": MarkActions(reader),
        "list": ListActions(reader),
        "feed": FeedActions(reader),
        "view": ViewActions(reader),
        "app": ApplicationActions(reader),
    }
