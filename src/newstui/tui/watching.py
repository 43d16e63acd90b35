"""What is said when new articles name somebody whom the reader watches: gathered, and never more than once a minute."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING

from newstui.model.safe_text import SafeText, safe_text
from newstui.rendering.cells import fit
from newstui.tui.terminal.between import between, passed

if TYPE_CHECKING:
    from textual.timer import Timer

    from newstui.tui.reader_screen import ReaderScreen

GATHER = 2.0
"""Seconds in which what comes together is told together."""
PAUSE = 60.0
"""Seconds between two tellings at least."""
FRESH = timedelta(days=3)
"""How old news may be: what a new feed brings of its past, or better rules find in the cache, is none."""
_MOST = 500  # entries whose names are looked up; the others are counted
_CELLS = 200  # of a notification


class WatchNews:
    """Hears which entries were analysed, and tells of those that count."""

    def __init__(self, reader: "ReaderScreen") -> None:
        self._reader = reader
        self._entries: dict[int, None] = {}
        self._timer: Timer | None = None
        self._told = -PAUSE

    def heard(self, entry_id: int) -> None:
        """An entry was analysed for the first time: tell of it soon, if it names somebody who is watched, is new and unread."""
        reader = self._reader
        row = reader.guard(lambda: reader.desk.library.entry(entry_id))
        opened = reader.keeper.row
        if row is None or not row.watched or row.read or (opened is not None and opened.id == entry_id):
            return
        if row.published < datetime.now(UTC) - FRESH:
            return
        self._entries[entry_id] = None
        if self._timer is None:
            self._timer = reader.set_timer(max(GATHER, self._told + PAUSE - monotonic()), self.tell)

    def tell(self) -> None:
        """Tell of what was gathered."""
        reader, self._timer, self._told = self._reader, None, monotonic()
        entries, self._entries = list(self._entries), {}
        names = reader.guard(lambda: reader.desk.library.watched_in(entries[-_MOST:]))
        if not names:  # nobody is watched any more
            return
        only = reader.guard(lambda: reader.desk.library.entry(entries[0])) if len(entries) == 1 else None
        words = news_words(names, len(entries), only.title if only is not None else None)
        reader.activity.note(words)
        reader.update_status()
        reader.settle()
        signal = alert(words, reader.desk.settings.terminal.watched)
        if signal:
            reader.news_app.send(signal)


def news_words(names: Sequence[SafeText], entries: int, title: SafeText | None = None) -> SafeText:
    """ "Mara Lindqvist is named in “A headline”." """
    *first, last = names if len(names) <= 3 else (*names[:2], SafeText(f"{len(names) - 2} others"))
    who = f"{', '.join(first)} and {last}" if first else last
    where = f"“{title}”" if title else "a new article" if entries == 1 else f"{entries} new articles"
    return safe_text(f"{who} {'are' if first else 'is'} named in {where}.")


def alert(words: SafeText, wanted: str) -> str:
    """What the terminal is sent besides: nothing, a bell, or a notification (OSC 9: iTerm2, kitty, WezTerm, foot)."""
    if wanted == "bell":
        return "\x07"
    if wanted == "notification":  # the name in front: a number there would be another command to some
        return passed(f"\x1b]9;newstui: {fit(words, _CELLS)}\x07", between(os.environ))
    return ""
