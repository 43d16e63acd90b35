"""What an article's header says besides the article: the reader's own words, and who else tells of the same event."""

from typing import NamedTuple

from newstui.model.safe_text import SafeText


class Remarks(NamedTuple):
    """Tags and a note of the reader's, and other outlets."""

    tags: tuple[SafeText, ...] = ()
    note: str = ""
    """Lines of SafeText."""
    also_told: tuple[SafeText, ...] = ()
    """The other outlets that tell of the event, the earliest first."""


NO_REMARKS = Remarks()


def tag_words(tags: tuple[SafeText, ...], sign: str) -> str:
    """Tags as they are shown: "#budget #port strike"."""
    return " ".join(f"{sign}{tag}" for tag in tags)
