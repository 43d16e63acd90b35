"""Words for the article pane when there is nothing to read."""

from newstui.tui.keymap import Keymap
from newstui.tui.widgets.article_view import Notice


def welcome(keymap: Keymap, *, sample: bool) -> Notice:
    """The greeting of a reader who has no feeds of their own yet; `sample` says whether the sample edition is there."""
    if sample:
        words = "There are no feeds of your own yet. The sample edition on the left can be read at once, without a network."
        first = ("move.open", "read the entry under the cursor")
    else:
        words = "There are no feeds yet; here are three ways to begin."
        first = ("feed.sample", "read the sample edition: no network needed")
    return Notice(
        "Welcome to newstui",
        ("A news reader that shows who said what.", words),
        _keys(
            keymap,
            first,
            ("feed.add", "add a feed by the address of its site"),
            ("feed.import_file", "import subscriptions: OPML, or newsboat's urls file"),
            ("app.help", "show every key"),
            ("app.quit", "quit"),
        ),
    )


def choose_an_entry(keymap: Keymap) -> Notice:
    """What stands in the article pane until an entry is opened."""
    return Notice(
        "No article is open",
        (),
        _keys(
            keymap,
            ("move.open", "read the entry under the cursor"),
            ("read.next_unread", "read the next unread one"),
            ("feed.refresh_all", "ask all feeds for news"),
            ("list.search", "search everything"),
            ("app.help", "show every key"),
        ),
    )


def _keys(keymap: Keymap, *actions: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((keymap.first(action_id), words) for action_id, words in actions if keymap.first(action_id))
