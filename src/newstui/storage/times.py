"""Times as the cache keeps them: whole Unix seconds, handed out as aware datetimes in UTC."""

from datetime import UTC, datetime, timedelta
from typing import overload

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@overload
def to_unix(moment: datetime) -> int: ...
@overload
def to_unix(moment: None) -> None: ...
def to_unix(moment: datetime | None) -> int | None:
    """Whole seconds since 1970, rounded down; a datetime without a zone is taken for UTC."""
    if moment is None:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return (moment - _EPOCH) // timedelta(seconds=1)


@overload
def from_unix(seconds: int) -> datetime: ...
@overload
def from_unix(seconds: None) -> None: ...
def from_unix(seconds: int | None) -> datetime | None:
    """The aware datetime, UTC."""
    return None if seconds is None else _EPOCH + timedelta(seconds=seconds)
