"""Times as the reader sees them: how long ago, and full dates. Month names are English, whatever the locale."""

from datetime import datetime

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
AGE_CELLS = 8
"""The most cells that `age` takes."""


def age(moment: datetime | None, now: datetime, *, short: bool = False) -> str:
    """How long ago, short: "now", "5m", "3h", "2d"; from a week on the day ("23 Aug"), in another year the month ("Aug 2019").

    With `short`, of that year the last two digits, which nobody takes for a day ("Aug ’19").

    Both are aware; days are those of `now`'s time zone. A time to come (feeds announce them) is told as "now" within an hour,
    else by its day.
    """
    if moment is None:
        return ""
    seconds = (now - moment).total_seconds()
    if -_HOUR < seconds < _MINUTE:
        return "now"
    if 0 <= seconds < _HOUR:
        return f"{int(seconds // _MINUTE)}m"
    if 0 <= seconds < _DAY:
        return f"{int(seconds // _HOUR)}h"
    if 0 <= seconds < 7 * _DAY:
        return f"{int(seconds // _DAY)}d"
    local = moment.astimezone(now.tzinfo)
    month = MONTHS[local.month - 1][:3]
    if local.year == now.year:
        return f"{local.day} {month}"
    return f"{month} ’{local.year % 100:02}" if short else f"{month} {local.year}"


def ago(moment: datetime | None, now: datetime) -> str:
    """How long ago, in words: "just now", "5 minutes ago", "yesterday", "on 23 August 2019"; "never" where there is no time."""
    if moment is None:
        return "never"
    seconds = (now - moment).total_seconds()
    if seconds < _MINUTE:
        return "just now"
    if seconds < _HOUR:
        return _count(seconds // _MINUTE, "minute")
    if seconds < _DAY:
        return _count(seconds // _HOUR, "hour")
    if seconds < 2 * _DAY:
        return "yesterday"
    if seconds < 7 * _DAY:
        return _count(seconds // _DAY, "day")
    return f"on {date(moment.astimezone(now.tzinfo))}"


def date(moment: datetime) -> str:
    """The day in its own time zone: "23 August 2019"."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def full_date(moment: datetime, now: datetime | None = None, pattern: str = "") -> str:
    """Day and time in `now`'s time zone: "23 August 2019, 14:02", "today, 14:02"; or by the reader's own strftime pattern."""
    local = moment.astimezone(now.tzinfo if now else moment.tzinfo)
    if pattern:
        return local.strftime(pattern)
    day = "today" if now and local.date() == now.date() else date(local)
    # Many pages state a day only, which comes as midnight.
    return day if (moment.hour, moment.minute) == (0, 0) else f"{day}, {local.hour:02}:{local.minute:02}"


def _count(number: float, what: str) -> str:
    return f"{int(number)} {what}{'' if int(number) == 1 else 's'} ago"
