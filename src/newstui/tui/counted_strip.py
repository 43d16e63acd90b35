"""A strip that is cut where our count of cells says, for texts that the library would cut elsewhere.

A dialog in front of a list has the list's rows cut at its edges. The library counts no cell for the spacing marks of Hindi or
Tamil, which `rendering.cells` does; cut by its count, such a row would push the dialog aside.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from newstui.rendering.cells import character_cells, is_narrow


class CountedStrip(Strip):
    """Half a wide character is a blank."""

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """The parts between these cells, from the first on."""
        return [self.crop(start, end) for start, end in pairwise((0, *(cut for cut in cuts if cut <= self.cell_length)))]

    def crop(self, start: int, end: int | None = None) -> Strip:
        """The part between two cells."""
        end = self.cell_length if end is None else min(end, self.cell_length)
        if start <= 0 and end == self.cell_length:
            return self
        parts: list[Segment] = []
        at = 0
        for text, style, _ in self._segments:
            kept = ""
            for character, cells in zip(text, character_cells(text)):
                inside = max(0, min(at + cells, end) - max(at, start))
                whole = inside == cells and start <= at < end + (cells == 0)
                kept += character if whole and (cells or kept) else " " * inside
                at += cells
            parts.append(Segment(kept, style))
        return CountedStrip(parts, max(0, end - start))


def counted(strip: Strip) -> Strip:
    """The strip, as one of ours where the library's count is another."""
    if all(is_narrow(segment.text) for segment in strip) or sum(cell_len(segment.text) for segment in strip) == strip.cell_length:
        return strip
    return CountedStrip(strip, strip.cell_length)
