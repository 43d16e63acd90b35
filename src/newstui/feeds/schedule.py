"""When a feed is due again. Pure.

A healthy feed is asked at the user's pace, stretched for feeds that publish rarely (a quarter of their usual gap between
entries) and for what feed and server ask for (ttl, sy:updatePeriod, max-age, Retry-After). A failing feed is asked at twice the
distance each time. Nothing is asked less than once a day, unless the user or its server says so.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

DEFAULT_MINUTES = 60
_DAY = 24 * 60
_LONGEST_WISH = 7 * _DAY
"""Minutes that a server can send us away for."""
_QUIET_STRETCH = 6
"""How many times the user's pace a quiet feed is stretched to, at most."""
_SPREAD = 0.1
_NEVER = timedelta(days=3650)


def next_due(
    now: datetime,
    *,
    update_minutes: int | None = None,
    cache_max_age: float | None = None,
    retry_after: float | None = None,
    failures: int = 0,
    recent: Sequence[datetime] = (),
    jitter: float = 0.0,
    base_minutes: int = DEFAULT_MINUTES,
    own_minutes: int | None = None,
) -> datetime:
    """The next time to ask.

    `update_minutes` is the feed's own pace, `cache_max_age` and `retry_after` are the server's seconds, `failures` counts
    failed refreshes in a row, `recent` are the dates of the feed's latest entries, in any order; `jitter` (0 to 1, drawn
    by the caller) spreads feeds over a tenth of the interval, so that they do not all come at once; `base_minutes` is
    the user's pace. `own_minutes` is what the user set for this very feed: it holds whatever feed and server wish, but not
    against failures and Retry-After; 0 means that it is asked by hand only (in years, as far as this function goes).
    """
    if own_minutes == 0:
        return now + _NEVER
    base = float(max(1, own_minutes or base_minutes))
    if failures > 0:
        minutes = min(base * 2 ** min(failures - 1, 10), max(base, _DAY))
    elif own_minutes:
        minutes = base
    else:
        minutes = max(base, min(_pace(now, recent, base), _DAY))
        minutes = max(minutes, min(float(update_minutes or 0), _DAY), min((cache_max_age or 0.0) / 60, _DAY))
    minutes += minutes * _SPREAD * min(max(jitter, 0.0), 1.0)
    minutes = max(minutes, min((retry_after or 0.0) / 60, _LONGEST_WISH))
    return now + timedelta(minutes=minutes)


def _pace(now: datetime, recent: Sequence[datetime], base: float) -> float:
    """Minutes: a quarter of the middle gap between entries, or of the silence since the last where that is longer."""
    moments = sorted((moment for moment in recent if moment <= now), reverse=True)[:20]
    if not moments:
        return base
    gaps = sorted((later - earlier).total_seconds() / 60 for later, earlier in pairwise(moments))
    middle = gaps[len(gaps) // 2] if gaps else 0.0
    silence = (now - moments[0]).total_seconds() / 60
    return min(max(middle, silence) / 4, base * _QUIET_STRETCH)
