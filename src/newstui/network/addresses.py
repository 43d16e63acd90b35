"""Addresses: which may be asked, and which belong to this machine or its own network."""

import ipaddress
import re
import socket
from urllib.parse import urlsplit

from newstui.errors import AddressRefused
from newstui.model.safe_text import safe_text

_CREDENTIALS = re.compile(r"//[^/?#]*@")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052
_LOCAL = frozenset({"localhost", "local", "lan", "internal", "home", "intranet", "localdomain"})


class PrivateAddress(Exception):
    """A name stands for this machine or one of its own network, where only public ones may be asked."""


def shown(url: str) -> str:
    """An address for a message: without the password it may hold, and not too long."""
    text = safe_text(_CREDENTIALS.sub("//", url, count=1))
    return text if len(text) <= 120 else f"{text[:117]}..."


def host_of(url: str) -> str:
    """The host of an http or https address, in lower case. Raises AddressRefused for anything else."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        parts, host, port = None, None, 0
    if parts is None or parts.scheme.lower() not in ("http", "https") or not host or port == 0:
        raise AddressRefused(f"{safe_text(url[:200])} is not a web address.", hint="Only http and https are asked.")
    return host.rstrip(".").lower()


def is_loopback(host: str) -> bool:
    """Whether the host is this very machine, by its name or number."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    address = as_number(host)
    return address is not None and address.is_loopback


def as_number(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """A host's address where it is given as a number, not as a name."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def is_public(number: str) -> bool:
    """Whether an address stands outside of this machine and its own network; also one that an IPv6 address leads to."""
    address = as_number(number)
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and (address in _NAT64 or int(address) >> 32 == 0):  # or IPv4-compatible (RFC 4291, 2.5.5.1)
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        address = inner or address
    return address is not None and address.is_global and not address.is_multicast


async def is_private(host: str) -> bool:
    """Whether the host is this machine, or stands in a private or link-local network, as far as its name resolves.

    It may resolve to something else a moment later: `newstui.network.connecting` looks at what is connected to.
    """
    if is_loopback(host):
        return True
    if as_number(host) is not None:
        return not is_public(host)
    import asyncio  # the parsers, which show addresses too, run without

    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):  # or no name at all, as with a label of more than 63 characters
        return False  # connecting will say what is wrong
    return not all(is_public(str(place[4][0])) for place in found)


def site_of(host: str) -> str:
    """A host's last two names, or its number: good enough to tell one site's hosts from another site's."""
    return host if as_number(host) is not None else ".".join(host.split(".")[-2:])


def is_local_name(host: str) -> bool:
    """Whether no server outside could bear this name: a number, or a name that is given out in one network only.

    (RFC 6761, RFC 6762, RFC 8375, and what home routers give.)
    """
    return as_number(host) is not None or "." not in host or host.rpartition(".")[2] in _LOCAL or host.endswith(".home.arpa")
