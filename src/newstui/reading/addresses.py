"""Addresses that the reader typed or chose: what they mean, and what may be asked for."""

from newstui.errors import AddressRefused, SubscriptionError
from newstui.feeds.addresses import web_address
from newstui.feeds.discovery import subscription_address
from newstui.model.credentials import split_address
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


def linked_address(link: str, found_at: str) -> str:
    """The web address of a link that stands in something from `found_at` (a feed's address, or a saved page's).

    A user and password in it are left out: nobody here gave them. Raises AddressRefused for what is no page, and where something
    from outside leads to a host that no server outside could be (what other names stand for is seen when they are asked).
    """
    url = web_address(split_address(link)[0])
    if url is None:
        raise AddressRefused(f"{safe_text(link[:100])} is no page that could be read here.")
    if is_local_name(host_of(url)) and not _is_local(found_at):
        raise AddressRefused(f"{shown(url)} is on this machine or its own network, where nothing from outside may lead.")
    return url


def _is_local(url: str) -> bool:
    try:
        return is_local_name(host_of(url))
    except AddressRefused:  # the sample edition
        return False
