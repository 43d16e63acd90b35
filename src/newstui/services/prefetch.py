"""Prefetch: bring full articles into the cache ahead of an offline spell."""

import asyncio
from collections.abc import Collection

from newstui.model.events import ArticleFailed, Progress
from newstui.services.clock import utc_now
from newstui.services.fetch_article import ArticleFetcher
from newstui.services.outcomes import ArticleOutcome
from newstui.services.ports import Emit
from newstui.services.together import all_together
from newstui.storage.database import Database

_AT_ONCE = 6


async def prefetch(
    cache: Database,
    articles: ArticleFetcher,
    *,
    limit: int,
    max_bytes: int,
    emit: Emit,
    feeds: Collection[int] | None = None,
) -> list[ArticleOutcome]:
    """Fetch up to `limit` articles that are not in the cache: starred ones first, then unread, newest first.

    Begins no article after `max_bytes` (decompressed) were downloaded, nor when the network is gone. What was fetched stays,
    so that the next call goes on where this one ended. Gives what came of each article that was tried.
    """
    waiting = cache.entries.without_article(feeds=feeds, limit=limit, now=utc_now())
    outcomes: list[ArticleOutcome] = []
    places = asyncio.Semaphore(_AT_ONCE)
    size = 0
    offline = False
    if waiting:
        emit(Progress("prefetch", 0, len(waiting)))

    async def one(entry_id: int) -> None:
        nonlocal size, offline
        async with places:
            if offline or size >= max_bytes:
                return
            outcome = await articles.fetch(entry_id)
            size += outcome.bytes
            offline = offline or outcome.offline
        if outcome.error:
            emit(ArticleFailed(entry_id, outcome.error, again=outcome.offline))
        outcomes.append(outcome)
        if len(outcomes) < len(waiting):
            emit(Progress("prefetch", len(outcomes), len(waiting), outcome.title))

    try:
        await all_together([one(entry_id) for entry_id in waiting])
    finally:
        total = max(1, len(waiting))
        emit(Progress("prefetch", total, total, _summary(outcomes, waited=len(waiting))))
    return outcomes


def _summary(outcomes: list[ArticleOutcome], *, waited: int) -> str:
    if not waited:
        return "There is nothing to download: every article is here, or failed only lately."
    failed = sum(bool(outcome.error) for outcome in outcomes)
    fetched = len(outcomes) - failed
    words = "1 article downloaded" if fetched == 1 else f"{fetched} articles downloaded"
    return f"{words}; {failed} failed." if failed else f"{words}."
