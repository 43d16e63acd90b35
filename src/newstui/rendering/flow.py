"""Rows of an article before they are painted: which stretches of the text stand where, and what is drawn beside them."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from newstui.model.spans import TextSpan
from newstui.rendering.lines import Role, Roles, Segment
from newstui.rendering.wrapping import wrap

Wrap = Callable[[str, int], list[tuple[int, int]]]


class Stretch(NamedTuple):
    """A stretch of the canonical text in a row; its own roles lie under what is painted on the text."""

    start: int
    end: int
    roles: Roles


Piece = Segment | Stretch
"""What a row is made of: something drawn, or a stretch of the text."""

Row = tuple[Piece, ...]


class Insert(NamedTuple):
    """Something drawn in the midst of the text, before the character at `offset`, such as a link's number."""

    offset: int
    text: str
    roles: Roles
    link: str = ""


class Flow:
    """A span of the text with its inserts, to be broken into rows. An insert is never parted from the word before it."""

    def __init__(self, text: str, span: TextSpan, inserts: Sequence[Insert] = ()) -> None:
        self._origin = span.start
        self._inserts: list[tuple[int, Insert]] = []  # each with where it stands in the shown text
        if not inserts:
            self.text = text[span.start : span.end]
            return
        parts = []
        at, length = span.start, 0
        for insert in sorted(inserts, key=lambda i: i.offset):
            offset = min(max(insert.offset, at), span.end)
            parts += [text[at:offset], insert.text]
            length += offset - at
            self._inserts.append((length, insert))
            length += len(insert.text)
            at = offset
        parts.append(text[at : span.end])
        self.text = "".join(parts)

    def rows(self, width: int, roles: Roles = (Role.TEXT,), wrapper: Wrap = wrap) -> list[Row]:
        """The rows, at most `width` cells each; at least one."""
        return [self.row(start, end, roles) for start, end in wrapper(self.text, width)]

    def row(self, start: int, end: int, roles: Roles = (Role.TEXT,)) -> Row:
        """The pieces of one stretch of the shown text."""
        if not self._inserts:
            return (Stretch(self._origin + start, self._origin + end, roles),)
        pieces: list[Piece] = []
        at, drawn = start, 0
        for position, insert in self._inserts:
            stop = position + len(insert.text)
            if stop <= start:
                drawn += len(insert.text)
                continue
            if position >= end:
                break
            if position > at:
                pieces.append(self._stretch(at, position, drawn, roles))
            pieces.append(Segment(insert.text[max(start - position, 0) : end - position], insert.roles, insert.link))
            drawn += len(insert.text)
            at = stop
        if at < end:
            pieces.append(self._stretch(at, end, drawn, roles))
        return tuple(pieces)

    def _stretch(self, start: int, end: int, drawn: int, roles: Roles) -> Stretch:
        """The text behind [start, end) of what is shown, `drawn` characters of inserts standing before it."""
        return Stretch(self._origin + start - drawn, self._origin + end - drawn, roles)
