"""How a feed fares: when it answered, when it failed and why, when it is asked again, how often it publishes, how large it is."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from newstui.model.feeds import Feed
from newstui.rendering.ages import ago, full_date
from newstui.rendering.cells import cell_width
from newstui.rendering.feed_name import feed_name, fit_name
from newstui.rendering.lines import Line, Role, Segment
from newstui.rendering.wrapping import wrap_text

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def feed_health(
    feed: Feed,
    *,
    unread: int,
    total: int,
    dates: Sequence[datetime],
    now: datetime,
    width: int,
    ask_key: str = "r",
    ascii: bool = False,
) -> list[Line]:
    """A feed in some lines: what is wrong with it first.

    `dates` are those of its latest entries, newest first; `ask_key` is the key that asks a feed for news.
    """
    dot = " - " if ascii else " · "
    lines = [Line.of((Segment(fit_name(feed.title, width), (Role.STRONG,)),)).padded(width, ())]
    if feed.title != feed.url or cell_width(feed_name(feed.title)) > width:
        lines += _words(feed.url, width, Role.FAINT)
    if feed.gone:
        lines += _words("The server says that it is gone for good.", width, Role.ERROR)
    elif feed.failures:
        why = feed.error.removesuffix(" It is tried again later.")
        often = f"{why.removesuffix('.')} ({feed.failures} times in a row)." if feed.failures > 1 else why
        lines += _words(often, width, Role.ERROR)
    elif feed.error:
        lines += _words(f"Damaged, but read: {feed.error}", width, Role.WARNING)
    lines += _words(dot.join(_times(feed, now, ask_key)), width)
    entries = f"{total:,} entries, {unread:,} unread" if total > 1 else f"1 entry, {unread} unread" if total else "no entries"
    size = f"{_room(feed.answer_bytes)} an answer" if feed.answer_bytes else ""
    lines += _words(dot.join(part for part in (entries, rhythm(dates, now), size) if part), width)
    return lines


def rhythm(dates: Sequence[datetime], now: datetime) -> str:
    """How often something new comes, by the middle gap between the latest entries; empty where two dates are missing."""
    gaps = sorted((later - earlier).total_seconds() for later, earlier in pairwise(date for date in dates if date <= now))
    if not gaps:
        return ""
    middle = gaps[len(gaps) // 2]
    if middle < _MINUTE:
        return "many entries at once"
    return f"an entry every {_span(middle)}"


def _times(feed: Feed, now: datetime, ask_key: str) -> list[str]:
    words = [f"answered {ago(feed.succeeded_at, now)}" if feed.succeeded_at else "never answered yet"]
    if feed.failures or feed.gone:
        words.append(f"asked {ago(feed.checked_at, now)}")
    elif feed.failed_at is not None:
        words.append(f"last failed {ago(feed.failed_at, now)}: {feed.last_failure.rstrip('.')}")
    if feed.gone:
        words.append("not asked again by itself" + (f"; {ask_key} asks anyway" if ask_key else ""))
    else:
        words.append(f"will be asked again {full_date(feed.due_at, now) if feed.due_at else 'at the next refresh'}")
    if feed.due_at and feed.checked_at and not feed.gone and feed.due_at > feed.checked_at:
        words.append(f"every {_span((feed.due_at - feed.checked_at).total_seconds())}")
    return words


def _span(seconds: float) -> str:
    for unit, length in (("day", _DAY), ("hour", _HOUR), ("minute", _MINUTE)):
        number = round(seconds / length)
        if number >= 2 or (number == 1 and seconds >= length * 0.9):
            return f"{number} {unit}s" if number > 1 else unit
    return "minute"


def _room(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1e3))} kB"


def _words(text: str, width: int, role: Role = Role.MUTED) -> list[Line]:
    return [Line.of((Segment(piece, (role,)),)) for piece in wrap_text(text, max(2, width))]
