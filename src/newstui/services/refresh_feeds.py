"""Refresh feeds: ask many servers at once, read what changed, store it feed by feed."""

import asyncio
import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from newstui.config.settings import Settings
from newstui.errors import FeedError, Gone, NetworkError, NewstuiError, Offline, StorageError
from newstui.feeds.decisions import decide
from newstui.feeds.schedule import DEFAULT_MINUTES, next_due
from newstui.model.events import FeedFailed, FeedRefreshed, Progress
from newstui.model.feeds import Feed, Validators
from newstui.model.updates import PreparedFeed
from newstui.network.bodies import MAX_FEED_BYTES
from newstui.network.fetcher import Fetched, Fetcher
from newstui.network.places import Place, Places
from newstui.services.clock import utc_now
from newstui.services.grouping import GroupedWrites
from newstui.services.outcomes import FeedOutcome, summary
from newstui.services.overrides import Overrides
from newstui.services.ports import Emit, Parser
from newstui.services.together import all_together
from newstui.storage.database import Database

logger = logging.getLogger(__name__)

ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
_AT_ONCE = 48
"""So many are asked, or wait to be read, at a time: the network is faster than the parsers."""
_PATIENCE_SECONDS = 0.5
"""Who has not answered by then is not counted."""
_FORMER = 400
"""So many of a feed's latest entries are looked at when it lists something new: it may be an old one with another identity."""
_READING_AT_ONCE = 6  # more than there are parsers, so that none waits for the database


class FeedRefresher:
    """Refreshes feeds over one fetcher, parser and cache."""

    def __init__(
        self, cache: Database, fetcher: Fetcher, parser: Parser, *, settings: Callable[[], Settings], emit: Emit
    ) -> None:
        self._cache = cache
        self._fetcher = fetcher
        self._parser = parser
        self._settings = settings
        self._emit = emit
        self._reading = asyncio.Semaphore(_READING_AT_ONCE)
        self._places = Places(_AT_ONCE, _PATIENCE_SECONDS)

    async def refresh(self, feeds: Sequence[Feed], outcomes: list[FeedOutcome] | None = None) -> list[FeedOutcome]:
        """Refresh these feeds at once, local ones left out. What is done when this is cancelled stays done.

        Raises StorageError, and what was done before is in `outcomes` then; everything else that goes wrong is among them.
        """
        feeds = [feed for feed in feeds if not feed.local]
        outcomes = [] if outcomes is None else outcomes
        if not feeds:
            return outcomes
        self._emit(Progress("refresh", 0, len(feeds)))
        writes = GroupedWrites(self._cache, alone=lambda waiting: len(outcomes) + waiting == len(feeds))

        async def one(feed: Feed) -> None:
            outcomes.append(await self._refresh_one(feed, writes))
            if len(outcomes) < len(feeds):
                self._emit(Progress("refresh", len(outcomes), len(feeds), str(feed.title)))

        try:
            await all_together(one(feed) for feed in feeds)
        finally:
            writes.close()
            self._emit(Progress("refresh", len(feeds), len(feeds), summary(outcomes) if len(outcomes) == len(feeds) else ""))
        return outcomes

    async def _refresh_one(self, feed: Feed, writes: GroupedWrites) -> FeedOutcome:
        try:
            parsed = None
            async with self._places.take() as place:
                answer = await self._fetcher.get(
                    feed.url, validators=feed.validators, accept=ACCEPT, max_bytes=MAX_FEED_BYTES, allow_private=True, packed=True
                )
                if not answer.not_modified:
                    place.stay()
                    parsed = await self._read(answer, place)
            size, answer = len(answer.body), replace(answer, body=b"")  # it waits for its transaction, perhaps among many
            outcome = await writes.write(lambda: self._stored(feed, answer, parsed, size))
        except StorageError:
            raise
        except Offline as error:
            return FeedOutcome(feed.id, str(feed.title), feed.url, error=str(error), offline=True, due_at=feed.due_at)
        except NewstuiError as error:
            failure = error
        except Exception as error:  # one feed must not end the refresh of all others
            logger.exception("feed %s", feed.id)
            failure = FeedError(f"Something went wrong that nobody foresaw ({type(error).__name__}); see the log.")
        else:
            self._tell(outcome)
            return outcome
        outcome = await writes.write(lambda: self._failed(feed, failure))
        logger.info("feed %s failed: %s", feed.id, type(failure).__name__)
        self._emit(FeedFailed(feed.id))
        return outcome

    async def _read(self, answer: Fetched, place: Place) -> PreparedFeed:
        """The feed in an answer; the place is left when a parser has it.

        Where it broke off on its way and nothing came of it, that is what went wrong.
        """
        try:
            async with self._reading:
                place.leave()
                parsed = await self._parser.parse_feed(answer.body, answer.url, answer.content_type, answer.coding)
        except FeedError:
            if answer.cut:
                raise answer.cut from None
            raise
        if answer.cut and parsed.problems and not parsed.entries:
            raise answer.cut
        return parsed

    def overrides(self) -> Overrides:
        """What the user set for single feeds and folders."""
        own = self._settings().feed
        return Overrides(own, self._cache.folders.all() if own else ())

    def store(self, feed: Feed, answer: Fetched, parsed: PreparedFeed) -> FeedOutcome:
        """Store what a feed answered. Raises StorageError."""
        with self._cache.write():
            outcome = self._stored(feed, answer, parsed, len(answer.body))
        self._tell(outcome)
        return outcome

    def _tell(self, outcome: FeedOutcome) -> None:
        logger.debug("feed %s: %s new, %s changed", outcome.feed_id, outcome.new, outcome.changed)
        self._emit(FeedRefreshed(outcome.feed_id, outcome.new, outcome.changed))

    def _stored(self, feed: Feed, answer: Fetched, parsed: PreparedFeed | None, size: int) -> FeedOutcome:
        """To be called inside a transaction; `parsed` is None where the feed had nothing to say. `size` counts as it came."""
        now = utc_now()
        new = changed = 0
        update_minutes = parsed.update_minutes if parsed else feed.update_minutes
        problem = "; ".join(parsed.problems) if parsed else "" if feed.failures else feed.error
        feed_id = feed.id
        if answer.permanent_url and answer.permanent_url != feed.url:
            feed_id = self._cache.feeds.set_url(feed.id, answer.permanent_url)
        if parsed is not None:
            known = self._cache.entries.known(feed_id, [entry.identity for entry in parsed.entries])
            some_new = len(known) < len(parsed.entries)
            former = self._cache.entries.latest(feed_id, min(2 * len(parsed.entries), _FORMER)) if some_new else ()
            new, changed = self._cache.entries.apply(feed_id, decide(parsed.entries, known, former), now)
        due_at = self._next_due(feed, now, update_minutes=update_minutes, max_age=answer.max_age)
        self._cache.feeds.record_success(
            feed_id,
            at=now,
            validators=_validators(feed, answer, parsed),
            due_at=due_at,
            feed_title=parsed.title or None if parsed else None,
            site_url=parsed.site_url if parsed else None,
            update_minutes=update_minutes,
            changed=bool(new or changed),
            problem=problem,
            answer_bytes=None if answer.not_modified or answer.cut else size,
        )
        return FeedOutcome(
            feed_id,
            str(feed.title),
            answer.permanent_url or feed.url,
            new,
            changed,
            not_modified=answer.not_modified,
            problem=problem,
            due_at=due_at,
        )

    def _failed(self, feed: Feed, error: NewstuiError) -> FeedOutcome:
        """To be called inside a transaction."""
        now = utc_now()
        gone = isinstance(error, Gone)
        wish = error.retry_after if isinstance(error, NetworkError) else None
        early = feed.failures > 0 and feed.due_at is not None and now < feed.due_at
        failures = feed.failures if early else feed.failures + 1  # who asks again at once learns nothing new
        due_at = None if gone else self._next_due(feed, now, retry_after=wish, failures=failures)
        self._cache.feeds.record_failure(feed.id, at=now, error=str(error), due_at=due_at, gone=gone, failures=failures)
        return FeedOutcome(feed.id, str(feed.title), feed.url, error=str(error), gone=gone, due_at=due_at)

    def _next_due(
        self,
        feed: Feed,
        now: datetime,
        *,
        update_minutes: int | None = None,
        max_age: float | None = None,
        retry_after: float | None = None,
        failures: int = 0,
    ) -> datetime:
        due: datetime = next_due(
            now,
            update_minutes=update_minutes,
            cache_max_age=max_age,
            retry_after=retry_after,
            failures=failures,
            recent=() if failures else self._cache.feeds.recent_dates(feed.id),
            jitter=random.random(),
            base_minutes=self._settings().feeds.refresh_minutes or DEFAULT_MINUTES,
            own_minutes=self.overrides().of(feed).refresh_minutes,
        )
        return due.replace(microsecond=0)


def _validators(feed: Feed, answer: Fetched, parsed: PreparedFeed | None) -> Validators:
    """What to ask with the next time: nothing where this answer broke off, so that the rest of it comes."""
    if parsed is None:
        return feed.validators
    broken = not parsed.whole or (answer.cut is not None and parsed.problems)
    return Validators() if broken else answer.validators
