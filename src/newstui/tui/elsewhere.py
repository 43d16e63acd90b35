"""Where the open article's quotations were printed, too: asked for once, when the reader first stands on one."""

from typing import TYPE_CHECKING

from newstui.model.analysis import Analysis, Quotation
from newstui.reading.lists import Library

if TYPE_CHECKING:
    from newstui.model.printings import Printed


class Elsewhere:
    """Remembers what the library said, until it is told to `forget`."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._entry_id = -1
        self._numbers: frozenset[int] = frozenset()
        self._found: dict[int, Printed | None] = {}

    def forget(self) -> None:
        """The cache changed."""
        self._entry_id = -1

    def printed(self, entry_id: int, analysis: Analysis, quotation: Quotation) -> "Printed | None":
        """Every printing of one of an article's quotations; None where there is no other."""
        if entry_id != self._entry_id:
            self._entry_id, self._numbers, self._found = entry_id, self._library.sayings(entry_id), {}
        if not self._numbers:
            return None
        number = next((n for n, other in enumerate(analysis.quotations) if other == quotation), -1)
        if number not in self._numbers:
            return None
        if number not in self._found:
            self._found[number] = self._library.printed(entry_id, number)
        return self._found[number]
