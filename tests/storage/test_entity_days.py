"""When somebody was named, by days of where the reader is."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from support.cache import open_cache
from support.linked import PER, Room


@pytest.fixture
def central_europe(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("central_europe")
def test_a_late_evening_is_of_its_own_day_in_summer_and_in_winter(tmp_path: Path) -> None:
    evenings = (datetime(2026, 10, 1, 23, 30), datetime(2026, 11, 10, 23, 30))  # noqa: DTZ001 - local ones
    with open_cache(tmp_path) as db:
        room = Room(db)
        for evening in evenings:
            named = room.name(("Anna Berg", PER))
            db._connection.execute("UPDATE entries SET sort_at = ? WHERE id = ?", (int(evening.timestamp()), named))
        since = datetime(2026, 9, 1, tzinfo=UTC).astimezone()
        assert db.entities.days(room.who("Anna Berg", named), since) == ({date(2026, 10, 1): 1, date(2026, 11, 10): 1}, True)
