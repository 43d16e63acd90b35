"""Calendar days as they are typed, and the local moments at which they begin and end."""

from datetime import datetime, timedelta

YEARS = range(1900, 3000)
"""No entry's date is an earlier one; near the ends of the calendar there is no next day or other zone."""
FORM = "%Y-%m-%d"


def day_of(words: str) -> datetime:
    """The day such as 2024-05-31, without a time zone. Raises ValueError where there is none, or none in `YEARS`."""
    day = datetime.strptime(words, FORM)  # noqa: DTZ007 - days are those of here
    if day.year not in YEARS:
        raise ValueError(words)
    return day


def begins(day: datetime) -> datetime:
    """The first moment of a day, here."""
    return day.astimezone()


def ends(day: datetime) -> datetime:
    """The first moment after a day, here: 23 or 25 hours after its first where the clock is changed on it."""
    return (day + timedelta(days=1)).astimezone()
