"""Addresses that the reader typed or chose: what they mean, and what may be asked for."""

from typing import NamedTuple

from newstui.errors import AddressRefused, SubscriptionError
from newstui.feeds.addresses import web_address
from newstui.feeds.discovery import subscription_address
from newstui.model.credentials import split_address
from newstui.model.feeds import Feed
from newstui.model.safe_text import safe_text
from newstui.network.addresses import host_of, is_local_name, is_loopback, shown


def typed_address(text: str) -> str:
    """The web address that a user means by what was typed. Raises SubscriptionError."""
    found = subscription_address(text)
    if found is None:
        raise SubscriptionError(
            f"{split_address(text)[0]!r} is not a web address.", hint="Give one that begins with http:// or https://."
        )
    if "://" not in text and is_loopback(host_of(found)):  # servers on this machine seldom have certificates
        return found.replace("https://", "http://", 1)
    return found


class PageAddress(NamedTuple):
    """The web address of a page to be read here."""

    url: str
    inside: str = ""
    """Its host, if that may stand on this machine or its own network; empty: it may not."""


def typed_page(text: str) -> PageAddress:
    """The page that a user means by what was typed, wherever it stands. Raises SubscriptionError."""
    url = typed_address(text)
    return PageAddress(url, host_of(url))


def linked_page(link: str, found_in: str) -> PageAddress:
    """The page that a link leads to, from something at an address that the reader knows (see `origin`).

    As with a feed's articles, only what stands inside leads there. A user and password are left out: nobody here gave them.
    Raises AddressRefused for what is no page, and for a name inside in something from outside (what others stand for is seen
    when they are asked).
    """
    url = web_address(split_address(link)[0])
    if url is None:
        raise AddressRefused(f"{safe_text(link[:100])} is no page that could be read here.")
    host, there = host_of(url), _host(found_in)
    local = bool(there) and is_local_name(there)
    if is_local_name(host) and not local:
        raise AddressRefused(f"{shown(url)} is on this machine or its own network, where nothing from outside may lead.")
    return PageAddress(url, host if local or there == host else "")


def origin(page: str, feed: Feed) -> str:
    """For links of a feed's page, the address that the reader knows: the feed's, or of a saved page that may be inside its own.

    Empty for a saved page to which something from outside led.
    """
    if not feed.saved:
        return feed.url
    return page if _host(page) in feed.inside else ""


def _host(url: str) -> str:
    try:
        return host_of(url)
    except AddressRefused:  # nothing, or the sample edition
        return ""
