"""Days as they are typed."""

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest

from newstui.model.days import begins, day_of, ends
from newstui.tui.screens.entity_page import days_between


@pytest.fixture
def in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Where the clock is changed on 29 March and 25 October 2026."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("in_berlin")
@pytest.mark.parametrize(("words", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-11-01", 24)])
def test_a_day_lasts_as_long_as_it_does_here(words: str, hours: int) -> None:
    day = day_of(words)
    assert ends(day) - begins(day) == timedelta(hours=hours)
    assert days_between(words) == (begins(day), ends(day))


@pytest.mark.parametrize("words", ["9999-12-31", "0001-01-01", "2026-02-30", "today", "2026-11-02 2026-11-01"])
def test_what_is_no_day_that_can_be_reckoned_with_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        days_between(words)
