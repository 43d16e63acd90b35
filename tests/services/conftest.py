"""A server and a room of services for each test."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from support.service_room import ServiceRoom
from support.web_server import WebServer


@pytest.fixture
def web() -> Iterator[WebServer]:
    with WebServer() as server:
        yield server


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[ServiceRoom]:
    opened = ServiceRoom(tmp_path)
    yield opened
    await opened.close()
