"""Words for the article pane when there is nothing to read."""

from typing import TYPE_CHECKING

from newstui.config.keymap import Keymap
from newstui.model.wishes import WishKind, WishState
from newstui.tui.widgets.notice import Notice

if TYPE_CHECKING:
    from newstui.tui.reader_screen import ReaderScreen

_TITLE = "Welcome to newstui"
_READ = ("move.open", "read the entry under the cursor")
_WAYS_TO_BEGIN = (
    ("feed.add", "add a feed by the address of its site"),
    ("feed.import_file", "import OPML, or newsboat's urls file"),
)
_ALWAYS = (("feed.refresh_all", "ask all feeds for news"), ("app.help", "show every key"), ("app.quit", "quit"))
_WHAT = "A news reader that shows who said what: every quotation with its speaker, who passed it on, and what is told as unsure."


def empty_notice(reader: "ReaderScreen") -> Notice:
    """What to say while no entry is open. Raises StorageError."""
    library, keymap = reader.desk.library, reader.desk.keymap
    if library.has_subscriptions():
        return choose_an_entry(keymap)
    if feeds := library.feeds():
        return sample_greeting(keymap) if any(feed.sample for feed in feeds) else choose_an_entry(keymap)
    return welcome(keymap, sample_coming=sample_coming(reader))


def sample_coming(reader: "ReaderScreen") -> bool:
    """Whether the sample edition is on its way; the engine asks for it by itself at the very first start. Raises StorageError."""
    wishes = [wish for wish in reader.desk.library.wishes() if wish.kind is WishKind.SAMPLE]
    if wishes:
        return any(wish.state is not WishState.FAILED for wish in wishes)
    return reader.first_start and reader.desk.engine is not None and not reader.activity.error


def sample_greeting(keymap: Keymap) -> Notice:
    """The greeting of a reader who has only the sample edition."""
    return Notice(
        _TITLE,
        (_WHAT, "The sample edition on the left is there to try it on; it needs no network."),
        _keys(
            keymap,
            _READ,
            ("quote.next", "in an article: who says what"),
            ("", ""),
            *_WAYS_TO_BEGIN,
            ("feed.remove", "remove the sample (in the feeds)"),
            ("", ""),
            *_ALWAYS,
        ),
    )


def welcome(keymap: Keymap, *, sample_coming: bool) -> Notice:
    """The greeting of a reader who has no feeds at all; `sample_coming` says that the sample edition is on its way."""
    rest = (("", ""), *_ALWAYS)
    if sample_coming:
        words = "A sample edition is being laid out on the left: in a moment there is something to read."
        return Notice(_TITLE, (_WHAT, words), _keys(keymap, *_WAYS_TO_BEGIN, *rest))
    words = "There are no feeds yet. The ways to begin:"
    sample = ("feed.sample", "read the sample edition, without a network")
    return Notice(_TITLE, (_WHAT, words), _keys(keymap, *_WAYS_TO_BEGIN, sample, *rest))


def choose_an_entry(keymap: Keymap) -> Notice:
    """What stands in the article pane until an entry is opened."""
    return Notice(
        "No article is open",
        (),
        _keys(
            keymap,
            _READ,
            ("read.next_unread", "read the next unread one"),
            ("list.search", "search everything"),
            *_ALWAYS,
        ),
    )


def _keys(keymap: Keymap, *actions: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """The first key of each action with its words; an action without a key is left out, ("", "") stays as a gap."""
    return tuple(
        (keymap.first(action_id) if action_id else "", words)
        for action_id, words in actions
        if not action_id or keymap.first(action_id)
    )
