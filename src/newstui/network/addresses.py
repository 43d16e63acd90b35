"""Addresses: which may be asked, and which belong to this machine or its own network."""

import ipaddress
import re
import socket
from urllib.parse import urlsplit

from newstui.errors import AddressRefused
from newstui.model.safe_text import safe_text

_CREDENTIALS = re.compile(r"//[^/?#@]*@")


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
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


async def is_private(host: str) -> bool:
    """Whether the host is this machine, or stands in a private or link-local network, as far as its name resolves."""
    if is_loopback(host):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        pass
    import asyncio  # the parsers, which show addresses too, run without

    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return False  # connecting will say what is wrong
    return any(not ipaddress.ip_address(str(place[4][0]).partition("%")[0]).is_global for place in found)
