"""Dates as feeds write them, well-formed or not, to aware UTC. A date is read or it is not: no part of one is invented.

Read are RFC 822 and 2822 with their usual damage (no weekday, wrong weekday, full or foreign month names, two-digit years,
no seconds, zone names), ISO 8601 and W3CDTF down to the day, and asctime. A date without a time is midnight; without a zone
it is taken for UTC. A year or a month alone is no date.
"""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache

_ISO = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
    r"(?:[Tt ,]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]+)?)?(?:\s*([AaPp]\.?[Mm]\b\.?))?"
    r"\s*([A-Za-z]{1,5}|(?:GMT|UTC)?[+\-−][0-9]{1,2}:?(?:[0-9]{2})?)?)?"
)
# The same groups as above: none names a half of the day here.
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})T([0-9]{2})([0-9]{2})([0-9]{2})?()(Z|[+-][0-9]{4})?")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?\s*([AaPp]\.?[Mm]\b\.?)?")
_OFFSET = re.compile(r"(?:GMT|UTC)?([+\-−])([0-9]{1,2}):?([0-9]{2})?$")
_WORDS = re.compile(r"[^\W\d_]+|[0-9]+")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero gennaio janeiro januari янв января",
            "feb february februar février fév fevrier febrero febbraio fevereiro februari фев февраля",
            "mar march märz mär mrz mars marzo março maart мар марта",
            "apr april avril avr abril abr aprile апр апреля",
            "may mai mayo maggio mag maio mei мая май",
            "jun june juni juin junio giugno giu junho июн июня",
            "jul july juli juillet juil julio luglio lug julho июл июля",
            "aug august août aout agosto ago augustus авг августа",
            "sep sept september septembre septiembre settembre set setembro сен сентября",
            "oct october oktober okt octobre octubre ottobre ott outubro out окт октября",
            "nov november novembre noviembre novembro ноя ноября",
            "dec december dezember dez décembre déc decembre diciembre dic dicembre dezembro декабря дек",
        ),
        start=1,
    )
    for name in names.split()
}
_ZONES = {  # hours from UTC, as RFC 822 and common use have them
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "MET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2,
    "EET": 2, "EEST": 3, "MSK": 3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "AKST": -9, "AKDT": -8, "HST": -10, "AST": -4, "ADT": -3, "IST": 5.5, "JST": 9, "KST": 9, "SGT": 8, "HKT": 8, "AWST": 8,
    "ACST": 9.5, "ACDT": 10.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "ET": -5, "CT": -6, "MT": -7, "PT": -8,
}  # fmt: skip
_LONGEST = 100


@lru_cache(maxsize=4096)
def parse_date(text: str) -> datetime | None:
    """The moment that `text` names, aware, UTC; None where it names none."""
    text = text.strip()
    if not 8 <= len(text) <= _LONGEST:
        return None
    try:
        moment = _iso(text) or _mail(text)
    except (ValueError, OverflowError):
        return None
    return likely(moment)


def likely(moment: datetime | None) -> datetime | None:
    """The moment, unless it is what programs write that have none: the year 1, or the first second of 1970."""
    return None if moment is None or moment.year < 1900 or moment.timestamp() == 0 else moment


def iso_date(text: str) -> str | None:
    """`parse_date` as an ISO 8601 string."""
    moment = parse_date(text)
    return moment.isoformat() if moment else None


def _iso(text: str) -> datetime | None:
    match = _ISO.fullmatch(text) or _COMPACT.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, half, zone = match.groups()
    time = (_hour(int(hour or 0), half), int(minute or 0), int(second or 0))
    return _moment(int(year), int(month), int(day), time, zone)


def _hour(hour: int, half: str | None) -> int:
    """An hour of the day, from one of its halves where that is said (a.m., p.m.)."""
    return hour % 12 + (12 if half[0] in "Pp" else 0) if half else hour


def _mail(text: str) -> datetime | None:
    """A date with its month in words, in either order of day and month."""
    clock = _CLOCK.search(text)
    time, zone, rest = (0, 0, 0), None, text
    if clock:
        hour, minute, second = (int(part or 0) for part in clock.groups()[:3])
        time = (_hour(hour, clock[4]), minute, second)
        zone, rest = text[clock.end() :].strip(), text[: clock.start()]
        year_last = re.match(r"([A-Z]{1,5}\s+)?([0-9]{4})$", zone)  # asctime: the year stands behind the clock
        if year_last:
            rest, zone = f"{rest} {year_last[2]}", (year_last[1] or "").strip()
        zone = re.sub(r"\s*\([^)]*\)$", "", zone) or None
    words = [word.lower() for word in _WORDS.findall(rest)]
    months = [_MONTHS[word] for word in words if word in _MONTHS]
    numbers = [word for word in words if word.isdigit()]
    if not months or len(numbers) != 2:
        return None
    day, year = numbers if len(numbers[0]) <= 2 else numbers[::-1]
    if len(year) not in (2, 4) or len(day) > 2:
        return None
    century = 0 if len(year) == 4 else 2000 if int(year) < 70 else 1900
    return _moment(century + int(year), months[-1], int(day), time, zone)


def _moment(year: int, month: int, day: int, time: tuple[int, int, int], zone: str | None) -> datetime | None:
    hour, minute, second = time
    moment = datetime(year, month, day, hour % 24 if hour == 24 else hour, minute, min(second, 59), tzinfo=UTC)
    if hour == 24:
        moment += timedelta(days=1)
    return moment - _offset(zone)


def _offset(zone: str | None) -> timedelta:
    """How far a zone stands from UTC; a zone that nobody knows counts as UTC."""
    if not zone:
        return timedelta()
    match = _OFFSET.match(zone)
    if match is None:
        return timedelta(hours=_ZONES.get(zone.upper().split()[0], 0))
    size = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    if size > timedelta(hours=18):
        return timedelta()
    return size if match[1] == "+" else -size
