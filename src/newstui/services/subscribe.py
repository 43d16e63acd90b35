"""Subscribe to an address: a feed's own, or that of a page that names its feed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from newstui.errors import ConfigError, FeedError, NetworkError, NotAFeed, Offline, SubscriptionError
from newstui.feeds.discovery import guesses
from newstui.model.credentials import split_address
from newstui.model.events import SubscriptionsChanged
from newstui.model.feeds import Feed
from newstui.model.updates import PreparedFeed
from newstui.network.addresses import host_of
from newstui.network.bodies import MAX_FEED_BYTES
from newstui.network.fetcher import Fetched, Fetcher
from newstui.reading.addresses import typed_address
from newstui.services.ports import Emit, Parser
from newstui.services.refresh_feeds import ACCEPT, FeedRefresher
from newstui.storage.database import Database

_CANDIDATES = 12  # addresses tried after the given one


Split = Callable[[Iterable[str]], list[str | ConfigError]]
"""Gives addresses without the user and password in them, which it keeps; for each that it cannot keep, what is wrong."""


def without_password(url: str) -> str:
    """An address without the user and password in it."""
    return split_address(url)[0]


def without_passwords(urls: Iterable[str]) -> list[str | ConfigError]:
    """A `Split` for one who has no place to keep them."""
    return [without_password(url) for url in urls]


@dataclass(frozen=True, slots=True)
class Subscription:
    """What came of subscribing."""

    feed: Feed
    new: bool
    """False where the feed was there already."""
    entries: int = 0
    """How many entries came with it."""
    note: str = ""
    """What the user should know: that the feed was there, or that it stands at another address than the one that was given."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A feed that was found, with its answer."""

    url: str
    answer: Fetched
    parsed: PreparedFeed
    note: str = ""


class Subscriber:
    """Finds a feed behind an address and subscribes to it."""

    def __init__(
        self,
        cache: Database,
        fetcher: Fetcher,
        parser: Parser,
        refresher: FeedRefresher,
        *,
        emit: Emit,
        split: Split = without_passwords,
    ) -> None:
        self._cache = cache
        self._fetcher = fetcher
        self._parser = parser
        self._refresher = refresher
        self._emit = emit
        self.split = split

    async def subscribe(self, address: str, *, folder_id: int | None = None, title: str = "") -> Subscription:
        """Subscribe, and store what the feed's answer holds: it is not asked a second time.

        Raises SubscriptionError where no feed is found, NetworkError where the server does not answer, ConfigError where its
        password cannot be kept, StorageError.
        """
        (url,) = self.split([typed_address(address)])
        if isinstance(url, ConfigError):
            raise url
        held = self._held(url)
        found = None if held else await (self._find(url) if "://" in address else self._find_either(url))
        if found is not None:
            held = self._held(found.url)
        if held is not None:
            note = f"Already subscribed, as “{held.title}”."
            self._emit(SubscriptionsChanged(held.id, note))
            return Subscription(held, new=False, note=note)
        assert found is not None
        feed = self._cache.feeds.add(
            found.url, title=title, feed_title=found.parsed.title, site_url=found.parsed.site_url, folder_id=folder_id
        )
        outcome = self._refresher.store(feed, found.answer, found.parsed)
        self._emit(SubscriptionsChanged(feed.id, found.note))
        return Subscription(self._cache.feeds.get(feed.id) or feed, new=True, entries=outcome.new, note=found.note)

    def _held(self, url: str) -> Feed | None:
        feed = self._cache.feeds.by_url(url)
        return None if feed is None or self._cache.feeds.is_removed(feed.id) else feed

    async def _find_either(self, url: str) -> _Found:
        """Over HTTPS; where the server speaks none, and nobody typed that it does, over plain HTTP. The first failure counts."""
        try:
            return await self._find(url)
        except NetworkError as error:
            if isinstance(error, Offline) or not url.startswith("https://"):
                raise
            try:
                found = await self._find(url.replace("https://", "http://", 1))
            except (FeedError, NetworkError, SubscriptionError):
                raise error from None
            return replace(found, note=found.note or f"Added over plain HTTP, since {host_of(url)} gave no answer over HTTPS.")

    async def _find(self, url: str) -> _Found:
        answer = await self._get(url, allow_private=True)
        try:
            parsed = await self._parser.parse_feed(answer.body, answer.url, answer.content_type)
            return _Found(self._address(url, answer), answer, parsed)
        except NotAFeed as error:
            what = error.message
            named = await self._parser.find_feeds(answer.body, answer.url)
        tried = dict.fromkeys([*named, *guesses(answer.url)])
        for candidate in list(tried)[:_CANDIDATES]:
            try:
                found = await self._get(candidate, allow_private=answer.private)
                parsed = await self._parser.parse_feed(found.body, found.url, found.content_type)
            except Offline:
                raise
            except (FeedError, NetworkError):
                continue
            at = self._address(candidate, found)
            whose = "The feed that it names" if candidate in named else "The site's own feed"
            return _Found(at, found, parsed, f"{what} {whose} was added: {at}")
        raise SubscriptionError(
            f"There is no feed at {url}, and the page names none that can be read.",
            hint="Look on the site for a link named RSS, Atom or Feed and add that address.",
        )

    async def _get(self, url: str, *, allow_private: bool) -> Fetched:
        """`allow_private` for what the user typed; a page from outside must not name a feed on this machine."""
        return await self._fetcher.get(url, accept=ACCEPT, max_bytes=MAX_FEED_BYTES, allow_private=allow_private)

    @staticmethod
    def _address(asked: str, answer: Fetched) -> str:
        """The address to keep: a temporary redirect is followed each time anew, a permanent one is taken over."""
        return answer.permanent_url or asked
