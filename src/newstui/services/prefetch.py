"""Prefetch: bring full articles into the cache ahead of an offline spell."""

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Collection

from newstui.errors import AddressRefused, Offline
from newstui.model.events import ArticleFailed, Progress
from newstui.model.numbers import counted
from newstui.network.addresses import host_of, is_loopback
from newstui.services.clock import utc_now
from newstui.services.fetch_article import ArticleFetcher
from newstui.services.fetch_pictures import PictureFetcher
from newstui.services.outcomes import ArticleOutcome
from newstui.services.ports import Emit
from newstui.services.together import all_together
from newstui.storage.database import Database

_AT_ONCE = 6
_COUNTED = 10_000  # articles that are left over, at most
_DOWN = 5
"""So many pages in a row that a host does not answer for: the others are left for the next time."""
_HOUR = 60
_SURE = 5  # articles after which the time left is told


async def prefetch(
    cache: Database,
    articles: ArticleFetcher,
    *,
    limit: int,
    max_bytes: int,
    emit: Emit,
    host_delay: float = 0.0,
    feeds: Collection[int] | None = None,
    pictures: PictureFetcher | None = None,
) -> list[ArticleOutcome]:
    """Fetch up to `limit` articles that are not in the cache: starred ones first, then unread, newest first.

    One host is left alone for `host_delay` seconds after each of its articles (this machine excepted). Begins no article after
    `max_bytes` (decompressed) were downloaded, nor when the network or its host is gone. What was fetched stays, so that the next
    call goes on where this one ended. With `pictures`, those of each article too. Gives what came of each article that was tried.
    """
    waiting = cache.entries.without_article(feeds=feeds, limit=limit, now=utc_now())
    outcomes: list[ArticleOutcome] = []
    places = asyncio.Semaphore(_AT_ONCE)
    hosts: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
    silent: Counter[str] = Counter()  # pages in a row that a host did not answer for
    size = 0
    offline = False
    began = time.monotonic()
    if waiting:
        emit(Progress("prefetch", 0, len(waiting)))

    async def one(entry_id: int) -> None:
        nonlocal size, offline
        host = _host(cache, entry_id)
        alone = host_delay and host and not is_loopback(host)
        async with hosts[host if alone else str(entry_id)]:
            async with places:
                if offline or size >= max_bytes or silent[host] >= _DOWN:
                    return
                outcome = await articles.fetch(entry_id)
                size += outcome.bytes
                offline = offline or outcome.offline
                silent[host] = silent[host] + 1 if host and outcome.passing and not outcome.bytes else 0
                if pictures is not None and outcome.stored and not offline:
                    try:
                        await pictures.fetch(entry_id)
                    except Offline:
                        offline = True
            if outcome.error:
                emit(ArticleFailed(entry_id, outcome.error, again=outcome.offline))
            outcomes.append(outcome)
            if len(outcomes) < len(waiting):
                left = _time_left(time.monotonic() - began, len(outcomes), len(waiting))
                emit(Progress("prefetch", len(outcomes), len(waiting), f"{outcome.title}{left}"))
            if outcome.bytes and alone:
                await asyncio.sleep(host_delay)

    try:
        await all_together(one(entry_id) for entry_id in waiting)
    finally:
        total = max(1, len(waiting))
        rest = len(waiting) == limit or len(outcomes) < len(waiting)
        left = cache.entries.without_article(feeds=feeds, limit=_COUNTED, now=utc_now()) if rest else []
        words = _summary(outcomes, left=len(left)) if waiting else nothing_to_download(cache, feeds)
        if waiting and (resting := _resting(cache, feeds, but=sum(bool(outcome.error) for outcome in outcomes))):
            words = f"{words} {resting[0].upper()}{resting[1:]}."
        emit(Progress("prefetch", total, total, words))
    return outcomes


def nothing_to_download(cache: Database, feeds: Collection[int] | None) -> str:
    """That every article of these feeds is in the cache, but for pages that failed lately, and when those can be had again."""
    nothing = f"There is nothing to download{'' if feeds is None else ' there'}"
    resting = _resting(cache, feeds)
    return f"{nothing}: {resting}." if resting else f"{nothing}: every article is in the cache."


def _resting(cache: Database, feeds: Collection[int] | None, *, but: int = 0) -> str:
    """That pages failed lately, and when they can be had again; "" where none but `but` did."""
    now = utc_now()
    count, until = cache.articles.all_resting(now, feeds=feeds)
    if until is None or count <= but:
        return ""
    minutes = max(1, round((until - now).total_seconds() / 60))
    when = f"{minutes} min" if minutes < _HOUR else f"{minutes / _HOUR:.0f} h"
    return f"{counted(count - but, 'page')} failed lately and can be tried again in {when}"


def _host(cache: Database, entry_id: int) -> str:
    """The host of an entry's page; "" where it has none."""
    entry = cache.entries.get(entry_id)
    try:
        return host_of(entry.url) if entry is not None and entry.url else ""
    except AddressRefused:
        return ""


def _time_left(seconds: float, done: int, total: int) -> str:
    """How long the rest will take, in words, once that is more than a guess."""
    left = seconds / done * (total - done)
    if done < _SURE or left < 60:
        return ""
    return f" (about {left / 60:.0f} min left)"


def _summary(outcomes: list[ArticleOutcome], *, left: int) -> str:
    offline = [outcome.error for outcome in outcomes if outcome.offline]
    reasons = [outcome.error for outcome in outcomes if outcome.error and not outcome.offline]
    fetched = sum(not outcome.error for outcome in outcomes)
    if offline and not fetched and not reasons:
        return f"{offline[0].rstrip('.')}: nothing was downloaded."
    words = f"{counted(fetched, 'article')} downloaded"
    words += f"; {len(reasons)} failed" if reasons else ""
    if offline:
        return f"{words}; then there was no network."
    later = f"{left} more are left for the next time." if left else ""
    if reasons and (not fetched or (len(reasons) > 1 and len(set(reasons)) == 1)):  # one server's fault, said once
        return f"{words}: {reasons[0]} {later}".rstrip()
    return f"{words}; {later}" if left else f"{words}."
