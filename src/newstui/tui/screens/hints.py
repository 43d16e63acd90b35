"""The keys that the status line names while it has nothing else to say: in every pane how to get news, help and out."""

from functools import lru_cache

from newstui.config.actions import Pane
from newstui.config.keymap import Keymap
from newstui.model.lists import EntryRow
from newstui.rendering.entry_row import also_in

_HINTS: dict[Pane, tuple[tuple[str, str], ...]] = {
    Pane.FEEDS: (
        ("move.open", "open"),
        ("feed.add", "add"),
        ("feed.refresh_all", "refresh all"),
        ("app.help", "help"),
        ("app.quit", "quit"),
    ),
    Pane.ENTRIES: (
        ("move.open", "read"),
        ("read.next_unread", "next unread"),
        ("feed.refresh_all", "refresh"),
        ("app.help", "help"),
        ("app.quit", "quit"),
        ("list.search", "search"),
        ("feed.add", "add feed"),
    ),
    Pane.ARTICLE: (
        ("quote.next", "next quotation"),
        ("read.next_unread", "next unread"),
        ("feed.refresh_all", "refresh"),
        ("app.help", "help"),
        ("app.quit", "quit"),
        ("view.zoom", "full width"),
    ),
    Pane.SIDEBAR: (
        ("move.open", "choose"),
        ("quote.next_mention", "mention"),
        ("entity.back", "back"),
        ("app.help", "help"),
        ("app.quit", "quit"),
        ("feed.refresh_all", "refresh"),
        ("entity.page", "all about it"),
    ),
}


@lru_cache(maxsize=16)
def _shown(pane: Pane, keys: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((key, meaning) for key, (_, meaning) in zip(keys, _HINTS[pane]) if key)


def hints(pane: Pane, keymap: Keymap) -> tuple[tuple[str, str], ...]:
    """Keys and what they do, the most useful first."""
    return _shown(pane, tuple(keymap.first(action_id) for action_id, _ in _HINTS[pane]))


def told_elsewhere(keymap: Keymap, row: EntryRow | None) -> tuple[str, str]:
    """The key that shows who else tells what a row of the entry list tells, and who does; empty where nobody does."""
    if row is None or not row.outlets or row.unfolded:
        return "", ""
    return keymap.first("list.unfold"), f"also in {also_in(row.outlets)}"
