"""What the reader wrote to an entry."""

from typing import NamedTuple

from newstui.model.safe_text import SafeText


class Remarks(NamedTuple):
    """Tags and a note, for an article's header."""

    tags: tuple[SafeText, ...] = ()
    note: str = ""
    """Lines of SafeText."""


NO_REMARKS = Remarks()


def tag_words(tags: tuple[SafeText, ...], sign: str) -> str:
    """Tags as they are shown: "#budget #port strike"."""
    return " ".join(f"{sign}{tag}" for tag in tags)
