"""What the terminal's window is called: how much is unread, and what is being read."""

from collections.abc import Sequence

from newstui.model.lists import FeedNode, SmartFeed
from newstui.model.safe_text import SafeText, safe_text
from newstui.rendering.cells import fit
from newstui.rendering.feed_row import short_count
from newstui.rendering.marks import to_ascii

_HEADLINE = 50  # cells
NAME = SafeText("newstui")


def window_title(nodes: Sequence[FeedNode], headline: SafeText | None, *, ascii: bool = False) -> SafeText:
    """ "(12) A headline – newstui"."""
    unread = next((node.unread for node in nodes if node.smart is SmartFeed.UNREAD), 0)
    named = f"{fit(headline, _HEADLINE)} – {NAME}" if headline else NAME
    title = safe_text(f"({short_count(unread)}) {named}" if unread else named)
    return SafeText(to_ascii(title)) if ascii else title
