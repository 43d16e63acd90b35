"""Dates as feeds write them."""

from datetime import UTC, datetime

import pytest

from newstui.feeds.dates import parse_date


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Mon, 02 Nov 2026 10:30:00 GMT", (2026, 11, 2, 10, 30)),
        ("Mon, 02 Nov 2026 10:30:00 +0100", (2026, 11, 2, 9, 30)),
        ("Mon, 02 Nov 2026 10:30:00 +01:00", (2026, 11, 2, 9, 30)),
        ("Mon, 02 Nov 2026 10:30:00 EST", (2026, 11, 2, 15, 30)),
        ("Mon, 02 Nov 2026 10:30 PDT", (2026, 11, 2, 17, 30)),
        ("2 Nov 26 10:30:00 Z", (2026, 11, 2, 10, 30)),
        ("2 Nov 98 10:30:00 Z", (1998, 11, 2, 10, 30)),
        ("Monday, November 2, 2026 10:30 PM", (2026, 11, 2, 22, 30)),
        ("Nov 2, 2026", (2026, 11, 2, 0, 0)),
        ("Tue, 02 Nov 2026 24:00:00 GMT", (2026, 11, 3, 0, 0)),
        ("Mon Nov  2 10:30:00 2026", (2026, 11, 2, 10, 30)),
        ("Mon Nov  2 10:30:00 EST 2026", (2026, 11, 2, 15, 30)),
        ("Mon, 02 Nov 2026 10:30:00 GMT+0200 (CEST)", (2026, 11, 2, 8, 30)),
        ("Mo, 02 Nov 2026 10:30:00 +0100", (2026, 11, 2, 9, 30)),
        ("lun., 02 mars 2026 10:30:00 +0000", (2026, 3, 2, 10, 30)),
        ("2026-11-02T10:30:00Z", (2026, 11, 2, 10, 30)),
        ("2026-11-02T10:30:00.123456789+02:00", (2026, 11, 2, 8, 30)),
        ("2026-11-02 10:30:00 UTC", (2026, 11, 2, 10, 30)),
        ("2026-11-02T10:30+0530", (2026, 11, 2, 5, 0)),
        ("2026-11-02 10:30:00 PM", (2026, 11, 2, 22, 30)),
        ("2026-11-02 12:30 a.m.", (2026, 11, 2, 0, 30)),
        ("2026-11-02 10:30:00 PM EST", (2026, 11, 3, 3, 30)),
        ("2026-11-02 10:30:00 PMST", (2026, 11, 2, 10, 30)),
        ("2026-11-02", (2026, 11, 2, 0, 0)),
        ("20261102T103000Z", (2026, 11, 2, 10, 30)),
        ("2016-12-31T23:59:60Z", (2016, 12, 31, 23, 59)),
    ],
)
def test_dates_are_read(text: str, moment: tuple[int, int, int, int, int]) -> None:
    found = parse_date(text)
    assert found is not None and found.replace(second=0, microsecond=0) == datetime(*moment, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        *["", "today", "10:30", "2026", "November 2026", "Mon, 02 Nov", "2026-13-45", "31 Feb 2026", "12", "\x1b[31m"],
        *["0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "Mon, 02 Nov 2026 99:99:99 GMT", "9999-12-31T23:59:59-05:00"],
        "x" * 5000,
    ],
)
def test_what_is_no_date_stays_unknown(text: str) -> None:
    assert parse_date(text) is None
