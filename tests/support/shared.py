"""Where the project's shared material (feeds, pages, tools) is, on machines that have it."""

from pathlib import Path

import pytest


def shared_folder() -> Path | None:
    """The folder beside the checkout that holds shared material; None where it is not there."""
    folder = Path(__file__).resolve().parents[3] / "shared"
    return folder if folder.is_dir() else None


def shared_path(relative: str) -> Path:
    """A file or folder of the shared material; skips the test where it is not there."""
    folder = shared_folder()
    if folder is None or not (folder / relative).exists():
        pytest.skip(f"needs ../shared/{relative}, which is not on this machine")
    return folder / relative
