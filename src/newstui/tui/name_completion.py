"""Names completed as a shell completes paths."""

from collections.abc import Iterable, Sequence
from itertools import takewhile


def completed(start: str, names: Iterable[str]) -> str:
    """`start`, as far as all names that begin so agree, whatever their case; as it is, where none begins so."""
    found = [name for name in names if name[: len(start)].casefold() == start.casefold()]
    common = takewhile(lambda letters: len({letter.casefold() for letter in letters}) == 1, zip(*found))
    return "".join(letters[0] for letters in common) or start


def complete_tags(typed: str, tags: Sequence[str]) -> str:
    """Tags with commas between them, the last one completed among those in use that do not stand there yet."""
    start = typed.rpartition(",")[2].lstrip(" #")
    before = typed[: len(typed) - len(start)]
    given = {tag.strip(" #").casefold() for tag in before.split(",")}
    return before + completed(start, [tag for tag in tags if tag.casefold() not in given])
