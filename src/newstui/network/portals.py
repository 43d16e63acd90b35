"""Captive portals: networks that answer every question with their own login page until somebody has logged in.

Told by status 511 (RFC 6585), by a small page that speaks to programs (WISPr), or by one of another site, reached through a
passing redirect, that speaks of the network in its title. Or by this: several sites are answered with one and the same page, and
none with its own. What such a page says is not about the address that was asked. (Sites whose host has ended are answered alike,
too: so it takes more than two of them, and no login is waited for for ever.)
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable

from newstui.errors import Offline
from newstui.network.addresses import host_of, is_loopback, site_of
from newstui.network.answers import Fetched
from newstui.network.online import MEMORY_SECONDS, since_boot

_LONGEST = 200_000
_MOST = 1000
"""Pages that are remembered."""
_SITES = 3
"""So many are answered alike where the network wants a login."""
_LONGEST_SPELL = 24 * 3600.0
"""Seconds after which a page is taken for the sites' own, although none answered for itself meanwhile."""
_PROGRAMS = b"<WISPAccessGatewayParam"
_NETWORK = re.compile(
    rb"<title[^>]*>[^<]{0,200}\b(?:captive|hot-?spot|wi-?fi|wlan|guest network|internet access)\b",
    re.IGNORECASE,
)


class SamePage:
    """Remembers which page which site was answered with, as long as none was answered with what can only be its own."""

    def __init__(self, clock: Callable[[], float] = since_boot) -> None:
        self._clock = clock
        self._sites: defaultdict[str, set[str]] = defaultdict(set)
        self._sound_at: float | None = None
        self._began_at: float | None = None

    def answers(self, asked: str, answer: Fetched, *, page_wanted: bool) -> bool:
        """Whether the answer is the page that other sites were answered with, too.

        What was asked over TLS is answered by whom it was asked of; pages of two sites may be the same, feeds that are pages not.
        """
        before, after = host_of(asked), host_of(answer.url)
        if is_loopback(before):
            return False
        own = site_of(before) == site_of(after)
        page = "html" in (answer.content_type or "").lower() and not answer.not_modified
        if asked.lower().startswith("https:") or (own and not page):
            self._sound_at, self._began_at = self._clock(), None
            self._sites.clear()
            return False
        if not page or answer.permanent_url or (own and page_wanted):
            return False
        place = hashlib.blake2b(answer.body, digest_size=16).hexdigest() if own else answer.url.partition("?")[0]
        return self.seen(before, place)

    def seen(self, host: str, place: str) -> bool:
        """Note that a site leads to a place; whether others do, too."""
        now = self._clock()
        if self._sound_at is not None and now - self._sound_at < MEMORY_SECONDS:
            return False
        if len(self._sites) >= _MOST:
            self._sites.clear()
        sites = self._sites[place]
        sites.add(site_of(host))
        if len(sites) < _SITES:
            return False
        self._began_at = now if self._began_at is None else self._began_at
        return now - self._began_at < _LONGEST_SPELL


def login_wanted() -> Offline:
    """What there is to say of a network that wants a login."""
    return Offline("The network wants a login before it lets anything through.", hint="Open any page in a browser to log in.")


def is_portal(asked: str, answer: Fetched) -> bool:
    """Whether an answer looks like a portal's page in the place of what stands at `asked`."""
    if len(answer.body) <= _LONGEST and _PROGRAMS in answer.body:  # also one that answers in the site's own name
        return True
    if answer.permanent_url or "html" not in (answer.content_type or "").lower() or len(answer.body) > _LONGEST:
        return False
    before, after = host_of(asked), host_of(answer.url)
    return site_of(before) != site_of(after) and not is_loopback(after) and _NETWORK.search(answer.body) is not None
