"""What tests in a terminal stand on."""

from pathlib import Path

import pytest

from support.newsroom import fill
from support.quiet import quiet


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with something to read, whose reader asks no feed by itself."""
    quiet(tmp_path)
    fill(tmp_path)
    return tmp_path
