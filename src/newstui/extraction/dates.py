"""Dates as pages state them."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name: i for i, name in enumerate(_MONTH_NAMES.split(), 1)}
_WORDS = (
    re.compile(r"\b(?P<month>[A-Z][a-z]{2,8})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)\b"),
    re.compile(r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<month>[A-Z][a-z]{2,8})\.?,? (?P<year>(?:19|20)\d\d)\b"),
)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])/")


def parse_date(stated: str) -> datetime | None:
    """The moment that `stated` names, in UTC; None where it names none.

    Reads ISO 8601, RFC 2822 and dates with an English month name. A time without a zone is taken as UTC, a date without a
    time as its midnight: nothing better is stated.
    """
    text = " ".join(stated.split())[:80]
    if not text or not any(c.isdigit() for c in text):
        return None
    moment = _iso(text) or _rfc(text) or _in_words(text)
    if moment is None:
        return None
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC) if moment.year >= 1900 else None
    except (OverflowError, ValueError):
        return None


def date_in_address(url: str) -> datetime | None:
    """The day that an address carries as /2015/02/26/, midnight UTC."""
    match = _IN_ADDRESS.search(url)
    try:
        return datetime(int(match[1]), int(match[2]), int(match[3]), tzinfo=UTC) if match else None
    except ValueError:
        return None


def _iso(text: str) -> datetime | None:
    if not re.match(r"\d{4}(?:-?\d\d-?\d\d)(?:\D|$)", text) and not re.match(r"\d{8}T?\d{0,6}", text):
        return None
    text = re.sub(r"^(\d{4}-\d\d-\d\d) (?:at )?", r"\1T", text)
    text = re.sub(r" ?(?:UTC|GMT|[zZ])$", "+00:00", text)
    text = re.sub(r" ([+-]\d\d:?\d\d)$", r"\1", text)
    text = re.sub(r"(\.\d{6})\d+", r"\1", text)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _rfc(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None


def _in_words(text: str) -> datetime | None:
    text = text.title() if text.isupper() else text
    for pattern in _WORDS:
        if (match := pattern.search(text)) and (month := _MONTHS.get(match["month"][:3].lower())):
            try:
                return datetime(int(match["year"]), month, int(match["day"]), tzinfo=UTC)
            except ValueError:
                return None
    return None
