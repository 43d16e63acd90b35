"""The words that the errors of configuration files share."""

import re
from collections.abc import Sequence


def suggestion(name: str, known: list[str], above: tuple[str, ...] = ()) -> str:
    """What may have been meant, or what there is, as a sentence."""
    import difflib

    close = difflib.get_close_matches(name, known, n=1)
    if close:
        return f"Did you mean {'.'.join((*above, close[0]))}?"
    return f"There are: {', '.join(known)}."


def first_of(problems: Sequence[str]) -> str:
    """The first problem, and how many there are in all."""
    return problems[0] if len(problems) == 1 else f"{problems[0]} ({len(problems)} problems in all)"


def shown(value: object) -> str:
    """A value of a TOML file as an error shows it: without the user and password that an address may hold."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "A table"
    text = re.sub(r"\S+", lambda word: _without_login(word[0]), str(value))
    text = "".join(c if c.isprintable() else "\ufffd" for c in (f'"{text}"' if isinstance(value, str) else text))
    return text if len(text) <= 60 else f"{text[:57]}..."


def _without_login(word: str) -> str:
    login, at, rest = word.rpartition("@")
    scheme, slashes, _ = login.partition("//")
    if at and slashes:
        return f"{scheme}//{rest}"
    return rest if at and ":" in login else word
