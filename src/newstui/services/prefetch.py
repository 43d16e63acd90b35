"""Prefetch: bring full articles into the cache ahead of an offline spell."""

import asyncio
from collections.abc import Collection

from newstui.model.events import Progress
from newstui.services.clock import utc_now
from newstui.services.fetch_article import ArticleFetcher
from newstui.services.outcomes import ArticleOutcome
from newstui.services.ports import Emit
from newstui.storage.database import Database

_AT_ONCE = 6


async def prefetch(
    cache: Database, articles: ArticleFetcher, *, limit: int, emit: Emit, feeds: Collection[int] | None = None
) -> list[ArticleOutcome]:
    """Fetch up to `limit` articles that are not in the cache: starred ones first, then unread, newest first.

    Stops early when the network is gone. What was fetched stays, so that the next call goes on where this one ended.
    """
    waiting = cache.entries.without_article(feeds=feeds, limit=limit, now=utc_now())
    outcomes: list[ArticleOutcome] = []
    places = asyncio.Semaphore(_AT_ONCE)
    offline = asyncio.Event()
    emit(Progress("prefetch", 0, len(waiting)))

    async def one(entry_id: int) -> None:
        async with places:
            if offline.is_set():
                return
            outcome = await articles.fetch(entry_id)
        if outcome.offline:
            offline.set()
        outcomes.append(outcome)
        emit(Progress("prefetch", len(outcomes), len(waiting), outcome.title))

    try:
        async with asyncio.TaskGroup() as group:
            for entry_id in waiting:
                group.create_task(one(entry_id))
    finally:
        emit(Progress("prefetch", len(waiting), len(waiting)))
    return outcomes
