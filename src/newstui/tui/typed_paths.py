"""Paths as they are typed: ~ for a home, completed as a shell does it."""

import os
from itertools import takewhile
from pathlib import Path


def typed_path(typed: str) -> Path:
    """The absolute path that is meant; a ~ of nobody's stays as it is."""
    return Path(os.path.expanduser(typed)).absolute()  # noqa: PTH111 - Path.expanduser raises where there is no such user


def complete_path(typed: str) -> str:
    """What was typed, as far as all files and folders that begin so agree; a folder that stands alone ends in a slash."""
    head, _, start = typed.rpartition("/")
    folder = typed_path(f"{head}/" if head or typed.startswith("/") else ".")
    try:
        found = [path for path in folder.iterdir() if path.name.startswith(start) and start[:1] in (path.name[:1], "")]
    except OSError:  # there is no such folder, or it cannot be read: nothing to complete
        return typed
    shown = [path for path in found if start or not path.name.startswith(".")]
    if not shown:
        return typed
    common = "".join(letters[0] for letters in takewhile(lambda at: len(set(at)) == 1, zip(*(path.name for path in shown))))
    end = "/" if len(shown) == 1 and shown[0].is_dir() else ""
    return f"{typed[: len(typed) - len(start)]}{common}{end}"
