"""Captive portals: networks that answer every question with their own login page until somebody has logged in.

Told by status 511 (RFC 6585), by a small page that speaks to programs (WISPr), or by one of another site, reached through a
passing redirect, that speaks of the network in its title. What such a page says is not about the address that was asked.
"""

import re

from newstui.errors import Offline
from newstui.network.addresses import host_of, is_loopback, site_of
from newstui.network.answers import Fetched

_LONGEST = 200_000
_PROGRAMS = b"<WISPAccessGatewayParam"
_NETWORK = re.compile(
    rb"<title[^>]*>[^<]{0,200}\b(?:captive|hot-?spot|wi-?fi|wlan|guest network|internet access)\b",
    re.IGNORECASE,
)


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
