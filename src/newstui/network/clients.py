"""Several small connection pools in the place of a large one, and httpx without what a news reader has no use for.

A pool looks through all its connections at each request: 200 answers of 304, forty at a time, took 0.40 s over 8 of them and
0.29 s over 40 (httpx 0.28, loopback). httpx's transports are used without its client, which would add cookies, authentication
and redirects of its own to each request, at a fifth of the time: none of it is wanted here.
"""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zlib import crc32

from newstui.errors import NetworkError
from newstui.model.credentials import Credential
from newstui.network.logins import Logins

if TYPE_CHECKING:
    import ssl

    from httpx import AsyncHTTPTransport, Response

SPREAD = 40
PROXY_HINT = "Look at proxy in [network] of the configuration, or HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY."


def load_httpx() -> ModuleType:
    """httpx without its command line, which would import rich and pygments with it.

    httpcore looks for sniffio at each step of a request, and asks the file system each time where it is not installed: a fifth of
    a refresh. Then it is told once and for all.
    """
    if "httpx" not in sys.modules:
        if find_spec("sniffio") is None:
            sys.modules["sniffio"] = None  # type: ignore[assignment]  # what importing it finds: nothing
        sys.modules["httpx._main"] = None  # type: ignore[assignment]  # as without httpx[cli]
        try:
            import httpx
        finally:
            del sys.modules["httpx._main"]
    import httpx

    return httpx


def peer_of(response: "Response") -> str:
    """The address of the server that answers; empty where nothing says it."""
    stream = response.extensions.get("network_stream")
    place = stream.get_extra_info("server_addr") if stream is not None else None
    return str(place[0]) if place else ""


class Clients:
    """Sends requests over pools that are made on first need."""

    def __init__(self, *, silence_seconds: float, connect_seconds: float, headers: dict[str, str], proxy: str | None) -> None:
        self._timeout = {"connect": connect_seconds, "read": silence_seconds, "write": silence_seconds, "pool": None}
        self._headers = headers
        self._proxy = proxy
        self._proxies: dict[str, str] | None = None
        self._made: dict[tuple[bool, bool, str, int], AsyncHTTPTransport] = {}
        self._tls: ssl.SSLContext | None = None
        self._no_tls: ssl.SSLContext | None = None
        """For plain HTTP: it knows no certificates. Each pool would make one of its own otherwise, in two milliseconds."""
        self._turn = 0
        self._busy = 0
        self._logins = Logins()

    @asynccontextmanager
    async def send(
        self,
        url: str,
        headers: dict[str, str],
        *,
        host: str,
        local: bool,
        guarded: bool = False,
        credential: Credential | None = None,
    ) -> "AsyncIterator[Response]":
        """Ask for `url`; the answer's body is read by the caller. This machine is never asked through a proxy.

        A `credential` is sent in the way that the server asks for. With `guarded`, only a public address is connected to; what a
        proxy connects to, only the proxy knows.
        Raises httpx.HTTPError, httpx.InvalidURL, PrivateAddress, NetworkError.
        """
        self._busy += 1
        try:
            response = await self._answer(url, headers, host, local, guarded, credential)
            try:
                yield response
            finally:
                await response.aclose()
        finally:
            self._busy -= 1

    @property
    def idle(self) -> bool:
        """Whether nothing is being asked."""
        return not self._busy

    async def _answer(
        self, url: str, headers: dict[str, str], host: str, local: bool, guarded: bool, credential: Credential | None
    ) -> "Response":
        httpx = load_httpx()
        request = httpx.Request("GET", url, headers=self._headers | headers, extensions={"timeout": self._timeout})
        if credential is not None:
            self._logins.sign(request, credential)
        secure = request.url.scheme == "https"
        proxy = "" if local else self.proxy_for(host, secure=secure)
        pool = self._pool(host, secure=secure, local=local, proxy=proxy, guarded=guarded)
        response = await pool.handle_async_request(request)
        response.request = request
        if response.status_code == 401 and credential is not None and self._logins.answer(request, response, credential):
            await response.aclose()
            response = await pool.handle_async_request(request)
        return response

    def proxy_for(self, host: str, *, secure: bool) -> str:
        """The proxy for a host: the one that was set; else the environment's, unless NO_PROXY names the host.

        Raises NetworkError for one that cannot be used, so that nothing goes past it.
        """
        if self._proxy:
            return _usable(self._proxy)
        if self._proxies is None:
            from urllib.request import getproxies

            self._proxies = getproxies()
        if not self._proxies:
            return ""
        from urllib.request import proxy_bypass

        found = self._proxies.get("https" if secure else "http") or self._proxies.get("all") or ""
        if not found or proxy_bypass(host):
            return ""
        return _usable(found if "://" in found else f"http://{found}")

    def _pool(self, host: str, *, secure: bool, local: bool, proxy: str, guarded: bool) -> "AsyncHTTPTransport":
        """The pool for a host: always the same for one host, so that connections are used again; this machine's in turn.

        Those that were made without a look at their address are not used again where it matters.
        """
        self._turn += 1
        number = self._turn % SPREAD if local else crc32(host.encode()) % SPREAD
        key = (secure, guarded, proxy, -1 - number if local else number)
        pool = self._made.get(key)
        if pool is None:
            pool = self._made[key] = self._make(secure=secure, proxy=proxy, guarded=guarded)
        return pool

    def _make(self, *, secure: bool, proxy: str, guarded: bool) -> "AsyncHTTPTransport":
        httpx = load_httpx()
        if secure and self._tls is None:
            self._tls = httpx.create_ssl_context()
        if self._no_tls is None:
            from ssl import PROTOCOL_TLS_CLIENT, SSLContext

            self._no_tls = SSLContext(PROTOCOL_TLS_CLIENT)
        pool: AsyncHTTPTransport = httpx.AsyncHTTPTransport(
            verify=self._tls if secure and self._tls else self._no_tls,
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=16, keepalive_expiry=15),
            trust_env=False,
            proxy=proxy or None,
        )
        if not proxy:
            from newstui.network.connecting import CheckedBackend

            pool._pool._network_backend = CheckedBackend(guarded=guarded)  # httpx has no word for it
        return pool

    async def close(self) -> None:
        """Close every connection."""
        made, self._made = list(self._made.values()), {}
        for pool in made:
            await pool.aclose()


def _usable(proxy: str) -> str:
    """The proxy's address, if it is one of a kind that is spoken here: SOCKS is not. Raises NetworkError."""
    try:
        parts = urlsplit(proxy)
        usable = parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:  # not quoted: it may hold a password anywhere
        raise NetworkError(
            "The proxy cannot be used: it takes an address such as http://proxy.example:3128.", hint=PROXY_HINT, passing=False
        )
    return proxy
