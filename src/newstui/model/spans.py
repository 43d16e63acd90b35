"""Half-open stretches of text, and the way back from a changed text to the original."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec


class TextSpan(NamedTuple):
    """A half-open stretch [start, end) of a text, in code points."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """How many characters it marks."""
        return self.end - self.start

    def overlaps(self, other: "TextSpan") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "TextSpan") -> bool:
        """Whether `other` lies wholly within this one."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """The words that the span marks in its text."""
        return text[self.start : self.end]


Spans = tuple[TextSpan, ...]
"""Several stretches that belong together, in order, disjoint."""


def runs_of(spans: Spans, text: str) -> list[Spans]:
    """The spans in runs: parted where more than blanks and commas lies between two."""
    runs: list[Spans] = []
    for span in spans:
        if runs and not text[runs[-1][-1].end : span.start].strip(" \n,;:—–-"):
            runs[-1] += (span,)
        else:
            runs.append((span,))
    return runs


def words_of(spans: Spans, text: str) -> str:
    """The spans' words in one line, as they stand; an ellipsis between their runs."""
    words = " … ".join(" ".join(span.of(text) for span in run) for run in runs_of(spans, text))
    return " ".join(words.split())


class Edit(NamedTuple):
    """The characters [start, end) of the original became `length` characters of the new text."""

    start: int
    end: int
    length: int


class OffsetMap(msgspec.Struct, frozen=True):
    """Leads offsets of a changed text back to the original.

    `new` and `old` are parallel, ascending: from new[i] on, up to the next entry, characters stand unchanged from old[i] on.
    Stretches that an edit replaced lie between `new_end` of the run before and the next entry.
    """

    new: tuple[int, ...]
    old: tuple[int, ...]
    new_end: tuple[int, ...]

    @classmethod
    def identity(cls, length: int) -> "OffsetMap":
        """The map of a text that did not change."""
        return cls((0,), (0,), (length,))

    @classmethod
    def from_edits(cls, edits: Iterable[Edit], original_length: int) -> "OffsetMap":
        """The map of a text changed by `edits`, which are ascending and disjoint, in offsets of the original."""
        new, old, ends = [0], [0], []
        at_new = at_old = 0
        for start, end, length in edits:
            at_new += start - at_old
            ends.append(at_new)
            at_new += length
            at_old = end
            new.append(at_new)
            old.append(at_old)
        ends.append(at_new + original_length - at_old)
        return cls(tuple(new), tuple(old), tuple(ends))

    def start(self, offset: int) -> int:
        """Where a span that starts at `offset` of the new text starts in the original."""
        i = bisect_right(self.new, offset) - 1
        if offset < self.new_end[i] or i + 1 == len(self.new):
            return self.old[i] + offset - self.new[i]
        return self.old[i] + self.new_end[i] - self.new[i]

    def end(self, offset: int) -> int:
        """Where a span that ends at `offset` (exclusive) of the new text ends in the original."""
        return self.start(offset - 1) + 1 if self._inside_run(offset - 1) else self._replaced_end(offset - 1)

    def _inside_run(self, offset: int) -> bool:
        i = bisect_right(self.new, max(offset, 0)) - 1
        return offset < self.new_end[i] or i + 1 == len(self.new)

    def _replaced_end(self, offset: int) -> int:
        i = bisect_right(self.new, offset) - 1
        return self.old[i + 1]

    def span(self, span: TextSpan) -> TextSpan:
        """The stretch of the original that `span` of the new text came from."""
        if len(self.new) == 1:  # nothing was changed
            return span
        if span.end <= span.start:
            at = self.start(span.start)
            return TextSpan(at, at)
        return TextSpan(self.start(span.start), self.end(span.end))

    def spans(self, spans: Sequence[TextSpan]) -> Spans:
        """`span` for each."""
        return tuple(self.span(s) for s in spans)
