"""The word lists of this room's rules (words.toml)."""

import tomllib
from functools import cache
from importlib import resources


@cache
def _lists() -> dict[str, str]:
    data = resources.files("newstui.entities").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(data)


def word_list(name: str) -> frozenset[str]:
    """The words of one list. Raises KeyError for a name that the file lacks."""
    return frozenset(_lists()[name].split())


@cache
def given_names() -> frozenset[str]:
    """Frequent given names, capitalised, but for those that are mostly something else (given_names.txt)."""
    return frozenset(_genders())


def gender_of(given: str) -> str:
    """Whether a given name is a man's ("m") or a woman's ("f"); empty where it is either's, or not known."""
    return _genders().get(given, "")


@cache
def _genders() -> dict[str, str]:
    text = resources.files("newstui.entities").joinpath("given_names.txt").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    gender = ""
    for line in text.splitlines():
        if line.startswith("#"):
            gender = _SECTIONS.get(line, "")
        else:
            found.update(dict.fromkeys(line.split(), gender))
    return found


_SECTIONS = {"# Men's.": "m", "# Women's.": "f"}
