"""Words for a pane that has nothing to show."""

from typing import NamedTuple

from newstui.rendering.cells import cell_width, pad
from newstui.rendering.lines import EMPTY, Line, Role, Segment
from newstui.rendering.wrapping import wrap_text


class Notice(NamedTuple):
    """A title, paragraphs, keys."""

    title: str
    paragraphs: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    """Keys, and what they do."""


def notice_lines(notice: Notice, width: int) -> list[Line]:
    """The notice in the middle of `width` cells."""
    room = max(10, min(60, width - 6))
    left = Segment(" " * max(1, (width - room) // 2), ())
    lines = [EMPTY, EMPTY, Line.of((left, Segment(notice.title, (Role.TITLE,)))), EMPTY]
    for paragraph in notice.paragraphs:
        lines += [Line.of((left, Segment(text, (Role.MUTED,)))) for text in wrap_text(paragraph, room)]
        lines.append(EMPTY)
    column = max((cell_width(key) for key, _ in notice.keys), default=0) + 3
    for key, meaning in notice.keys:
        for i, text in enumerate(wrap_text(meaning, max(10, room - column))):
            shown = pad(key if i == 0 else "", column)
            lines.append(Line.of((left, Segment(shown, (Role.ACCENT,)), Segment(text))))
    return lines
