"""Where the reader was, kept beside the cache for the next start: the list, its order, the entry, the theme, the highlights.

It is a convenience: a file that cannot be read or written costs the place, not the start.
"""

import contextlib
import os
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

from newstui.model.lists import Sort
from newstui.rendering.painting import Highlights

T = TypeVar("T")
_KINDS = {"sort": Sort, "highlights": Highlights}


class Place(NamedTuple):
    """Where the reader was; None where nothing is known."""

    smart: str | None = None
    feed_id: int | None = None
    folder_id: int | None = None
    tag: str | None = None
    query: str | None = None
    """Of a list that the configuration fills by a search."""
    entry_id: int | None = None
    sort: str | None = None
    pane: str | None = None
    highlights: str | None = None
    theme: str | None = None
    sidebar: bool | None = None
    """Whether the names are shown."""
    sort_over: str | None = None
    """What was configured when the order was as above; so with the three below. See `chosen`."""
    highlights_over: str | None = None
    theme_over: str | None = None
    sidebar_over: bool | None = None
    marks: dict[str, list[int]] | None = None
    """Letters of places: the entry's id and the text offset."""
    unread_found: dict[str, int] | None = None
    """How much was unread of each of the configuration's searches: shown until it is counted again."""

    def chosen(self, name: str, configured: T) -> T:
        """How the reader left `name` (sort, highlights, theme, sidebar), unless something else is configured since then."""
        value, over = getattr(self, name), getattr(self, f"{name}_over")
        return configured if value is None or over not in (None, configured) else value


def read_place(path: Path) -> Place:
    """The place of the last time; an empty one where there is none that can be read."""
    try:
        stored: Any = msgspec.json.decode(path.read_bytes())
    except (OSError, ValueError, msgspec.DecodeError):
        return Place()
    if not isinstance(stored, dict):
        return Place()
    values: dict[str, Any] = {}
    for name in Place._fields:
        value = stored.get(name)
        if name == "marks":
            values[name] = _marks(value) or None
        elif name == "unread_found":
            values[name] = _counts(value) or None
        elif name in _KINDS and value not in list(_KINDS[name]):
            continue  # of another version
        elif isinstance(value, bool if name in ("sidebar", "sidebar_over") else int if name.endswith("_id") else str):
            values[name] = value
    return Place(**values)


def _marks(stored: Any) -> dict[str, list[int]]:
    """The letters that have a place of two whole numbers."""
    return {
        letter: place
        for letter, place in (stored.items() if isinstance(stored, dict) else ())
        if len(letter) == 1 and isinstance(place, list) and len(place) == 2 and all(type(number) is int for number in place)
    }


def _counts(stored: Any) -> dict[str, int]:
    """The searches that have a number."""
    found = stored.items() if isinstance(stored, dict) else ()
    return {query: number for query, number in found if type(number) is int and number >= 0}


def write_place(path: Path, place: Place) -> None:
    """Keep the place, whole or not at all."""
    data = msgspec.json.encode({name: value for name, value in place._asdict().items() if value is not None})
    new = path.with_suffix(f".{os.getpid()}.new")
    try:
        new.write_bytes(data)
        new.replace(path)
    except OSError:  # a full disk or a folder that cannot be written: the next start begins at the top
        with contextlib.suppress(OSError):
            new.unlink()
