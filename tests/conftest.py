"""What holds for all tests, and the real parts that many of them stand on."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from support.command_line import CommandLine
from support.web_server import WebServer

if TYPE_CHECKING:
    from newstui.storage.database import Database
    from support.service_room import ServiceRoom

# Property tests try the same examples in every run, so that a red run is the change's own doing; `make fuzz` looks for new ones.
settings.register_profile("check", derandomize=True, database=None)
settings.register_profile("explore", print_blob=True)
settings.load_profile("check")


@pytest.fixture
def web() -> Iterator[WebServer]:
    """A server on the loopback device, without a page."""
    with WebServer() as server:
        yield server


@pytest.fixture
def newstui(tmp_path: Path) -> CommandLine:
    """The command line over a data folder without a cache."""
    return CommandLine(tmp_path / "data")


@pytest.fixture
def db(tmp_path: Path) -> "Iterator[Database]":
    """An empty cache."""
    from support.cache import open_cache

    with open_cache(tmp_path) as db:
        yield db


@pytest.fixture
async def room(tmp_path: Path) -> "AsyncIterator[ServiceRoom]":
    """All services over an empty cache."""
    from support.service_room import ServiceRoom

    opened = ServiceRoom(tmp_path)
    yield opened
    await opened.close()
