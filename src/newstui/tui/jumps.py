"""Places in articles to come back to: those left behind by a jump, and those that the reader gave a letter."""

from collections import deque
from collections.abc import MutableSequence
from typing import TYPE_CHECKING, NamedTuple

from newstui.config.actions import Pane

if TYPE_CHECKING:
    from newstui.tui.reader_screen import ReaderScreen

_REMEMBERED = 100


class ArticlePlace(NamedTuple):
    """An entry, and the text offset of the first line in sight."""

    entry_id: int
    offset: int


class Jumps:
    """Remembers places. Letters are kept for the next start, the trail is not."""

    def __init__(self, reader: "ReaderScreen", marks: dict[str, list[int]]) -> None:
        self._reader = reader
        self._trail: deque[ArticlePlace] = deque(maxlen=_REMEMBERED)
        self._ahead: list[ArticlePlace] = []
        """Where the reader went back from, the first of them last."""
        self.marks = {letter: ArticlePlace(*place) for letter, place in marks.items()}
        self._given: dict[str, ArticlePlace] = {}
        self._linked: set[int] = set()
        """Entries to which a link led, since one was opened otherwise."""

    @property
    def here(self) -> ArticlePlace | None:
        """Where the reader is in the open article."""
        row = self._reader.keeper.row
        return ArticlePlace(row.id, self._reader.article.text_offset) if row is not None else None

    def give(self, letter: str, place: ArticlePlace) -> None:
        """Give a place a letter."""
        self.marks[letter] = self._given[letter] = place

    def take_others(self, marks: dict[str, list[int]]) -> None:
        """Take over the letters that another reader over the same cache gave meanwhile; those given here stay."""
        self.marks = {letter: ArticlePlace(*place) for letter, place in marks.items()} | self._given

    def leave(self) -> None:
        """Remember the place before a jump; there is no way forward from here any more."""
        self._ahead.clear()
        here = self.here
        if here is not None and (not self._trail or self._trail[-1] != here):
            self._trail.append(here)

    def led_to(self, entry_id: int | None) -> None:
        """A link of the open article led to this entry; None: an entry is opened that no link led to."""
        if entry_id is None:
            self._linked.clear()
        else:
            self._linked.add(entry_id)

    def out(self) -> bool:
        """Go back to the article whose link led to the open one; whether one did. Raises StorageError."""
        here = self.here
        if here is None or here.entry_id not in self._linked:
            return False
        while self._trail and self._trail[-1].entry_id == here.entry_id:
            self._trail.pop()
        return self.back()

    def back(self) -> bool:
        """Go back to where the last jump began; whether there was one. Raises StorageError."""
        return self._go_along(self._trail, self._ahead)

    def forward(self) -> bool:
        """Go again to where the reader went back from; whether there was such a place. Raises StorageError."""
        return self._go_along(self._ahead, self._trail)

    def _go_along(self, places: MutableSequence[ArticlePlace], behind: MutableSequence[ArticlePlace]) -> bool:
        here = self.here
        while places:
            place = places.pop()
            if place != here and self.go(place):
                if here is not None:
                    behind.append(here)
                return True
        return False

    def go(self, place: ArticlePlace) -> bool:
        """Go to a place; whether its entry is still there. Raises StorageError."""
        reader = self._reader
        row = reader.desk.library.entry(place.entry_id)
        if row is None:
            return False
        if reader.keeper.row is None or reader.keeper.row.id != row.id:
            reader.keeper.open(row)
            reader.show_pictures()
            item = reader.entries.window.index_of(row.id) if reader.entries.window is not None else None
            if item is not None:
                reader.entries.move_to(item)
        reader.set_pane(Pane.ARTICLE)
        reader.article.go_to_offset(place.offset)
        return True
