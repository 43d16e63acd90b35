"""Names completed as a shell completes paths."""

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

_LAST_LIMIT = re.compile(r'(?<![^\s-])(in|tag|is):(?:"([^"]*)|([^\s"]*))$')
"""A limit of a search that is being typed."""


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


def complete_search(typed: str, places: Iterable[str], tags: Iterable[str], states: Iterable[str] = ()) -> str:
    """A search whose last words are in:NAME, tag:NAME or is:STATE, the name completed; any other as it is."""
    last = _LAST_LIMIT.search(typed)
    if last is None:
        return typed
    field, phrase, word = last.groups()
    start = word if phrase is None else phrase
    known = {"in": places, "tag": tags, "is": states}[field]
    names = [name.replace('"', "") for name in known]
    whole = completed(start, names)
    begin_so = {name for name in names if name[: len(whole)].casefold() == whole.casefold()}
    if begin_so == {whole}:
        return typed[: last.start()] + limit_to(field, whole)
    mark = '"' if phrase is not None or " " in whole else ""
    return f"{typed[: last.start()]}{field}:{mark}{whole}"


def limit_to(field: str, name: str) -> str:
    """A name as a search is kept to it, and a blank for the words to come."""
    plain = name.replace('"', "")
    return f'{field}:"{plain}" ' if " " in plain else f"{field}:{plain} "
