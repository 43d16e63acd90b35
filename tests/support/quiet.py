"""A configuration with which no feed is asked unless somebody says so: what happens is what the test does."""

from pathlib import Path

QUIET = "[feeds]\nrefresh_on_start = false\nrefresh_minutes = 0\n"


def quiet(folder: Path, more: str = "") -> None:
    """Write the data folder's configuration, with `more` below it."""
    (folder / "config.toml").write_text(QUIET + more)
