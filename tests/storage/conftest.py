"""What tests of storage stand on."""

import pytest

from newstui.storage.database import Database
from support.linked import Room


@pytest.fixture
def room(db: Database) -> Room:
    """An empty cache, into which articles come that name somebody."""
    return Room(db)
