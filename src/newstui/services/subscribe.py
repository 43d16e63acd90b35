"""Subscribe to an address: a feed's own, or that of a page that names its feed."""

from newstui.errors import FeedError, NetworkError, NotAFeed, Offline, SubscriptionError
from newstui.feeds.discovery import guesses, subscription_address
from newstui.model.events import SubscriptionsChanged
from newstui.model.feeds import Feed, ParsedFeed
from newstui.network.addresses import host_of, is_loopback, is_private
from newstui.network.fetcher import Fetched, Fetcher
from newstui.services.ports import Emit, Parser
from newstui.services.refresh_feeds import ACCEPT, MAX_FEED_BYTES
from newstui.storage.database import Database

_CANDIDATES = 12  # addresses tried after the given one


def normal_address(address: str) -> str:
    """The web address that a user means by what was typed. Raises SubscriptionError."""
    found = subscription_address(address)
    if found is None:
        raise SubscriptionError(f"{address!r} is not a web address.", hint="Give one that begins with http:// or https://.")
    if "://" not in address and is_loopback(host_of(found)):  # servers on this machine seldom have certificates
        return found.replace("https://", "http://", 1)
    return found


class Subscriber:
    """Finds a feed behind an address and subscribes to it."""

    def __init__(self, cache: Database, fetcher: Fetcher, parser: Parser, *, emit: Emit) -> None:
        self._cache = cache
        self._fetcher = fetcher
        self._parser = parser
        self._emit = emit

    async def subscribe(self, address: str, *, folder_id: int | None = None, title: str = "") -> tuple[Feed, bool]:
        """Subscribe; gives the feed, and whether it is a new one.

        Raises SubscriptionError where no feed is found, NetworkError where the server does not answer.
        """
        url = normal_address(address)
        held = self._cache.feeds.by_url(url)
        if held is not None and not self._cache.feeds.is_removed(held.id):
            self._emit(SubscriptionsChanged(held.id))
            return held, False
        feed_url, parsed = await self._find(url)
        held = self._cache.feeds.by_url(feed_url)
        new = held is None or self._cache.feeds.is_removed(held.id)
        with self._cache.write():
            feed = self._cache.feeds.add(
                feed_url, title=title, feed_title=parsed.title, site_url=parsed.site_url, folder_id=folder_id
            )
        self._emit(SubscriptionsChanged(feed.id))
        return feed, new

    async def _find(self, url: str) -> tuple[str, ParsedFeed]:
        answer = await self._get(url, allow_private=True)
        private = await is_private(host_of(answer.url))
        try:
            return self._address(url, answer), await self._parser.parse_feed(answer.body, answer.url, answer.content_type)
        except NotAFeed:
            candidates = await self._parser.find_feeds(answer.body, answer.url)
        tried = dict.fromkeys([*candidates, *guesses(answer.url)])
        for candidate in list(tried)[:_CANDIDATES]:
            try:
                found = await self._get(candidate, allow_private=private)
                parsed = await self._parser.parse_feed(found.body, found.url, found.content_type)
            except Offline:
                raise
            except (FeedError, NetworkError):
                continue
            return self._address(candidate, found), parsed
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
