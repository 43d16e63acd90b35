"""The fetcher: the one way to the network."""

import asyncio
import re
import resource
import ssl
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urljoin

from newstui import __version__
from newstui.errors import AddressRefused, ConfigError, NetworkError, Offline, TimedOut, TooLarge, TooManyRedirects
from newstui.model.credentials import Credential, split_address
from newstui.model.feeds import Validators
from newstui.model.safe_text import safe_text
from newstui.network.addresses import host_of, is_loopback, is_private
from newstui.network.answers import Fetched, bad_status, max_age_of, validators_of
from newstui.network.clients import Clients
from newstui.network.decompression import ACCEPTED, LimitReached, Undecodable, read_body
from newstui.network.online import Connectivity, causes

__all__ = ["USER_AGENT", "Fetched", "Fetcher", "Limits"]

USER_AGENT = f"newstui/{__version__} (terminal news reader)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_CREDENTIALS = re.compile(r"//[^/?#@]*@")


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of a request."""

    silence_seconds: float = 20.0
    """How long a server may say nothing."""
    connect_seconds: float = 10.0
    deadline_seconds: float = 45.0
    """How long a request may take in all, redirects included: a server that drips does not hold it for ever."""
    per_host: int = 4
    """Requests to one host at a time; this machine is excepted."""
    at_once: int = 40
    """Requests in all at a time, apart from those that hang: see `patience_seconds`."""
    patience_seconds: float = 1.0
    """A request that takes longer leaves its place to the next one and goes on beside it."""
    open_at_once: int = 512
    """Requests in all, hanging ones too; fewer where the system allows fewer open files."""
    redirects: int = 8


class Fetcher:
    """Asks servers, politely and within bounds. Every failure is a NetworkError in words."""

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        user_agent: str = "",
        proxy: str | None = None,
        credentials: Callable[[str], Awaitable[Credential | None]] | None = None,
    ) -> None:
        """`credentials` gives what an address asks for, looked up for each address anew, also after a redirect.

        It may raise ConfigError. What it gives goes to that address only, and into no message.
        """
        self._limits = limits or Limits()
        self._credentials = credentials
        headers = {"user-agent": user_agent or USER_AGENT, "accept-encoding": ACCEPTED}
        self._clients = Clients(
            silence_seconds=self._limits.silence_seconds,
            connect_seconds=min(self._limits.connect_seconds, self._limits.silence_seconds),
            headers=headers,
            proxy=proxy,
        )
        self._hosts: dict[str, asyncio.Semaphore] = {}
        self._places = asyncio.Semaphore(self._limits.at_once)
        self._open = asyncio.Semaphore(min(self._limits.open_at_once, _open_files() // 2))
        self.connectivity = Connectivity()

    async def get(
        self,
        url: str,
        *,
        accept: str,
        max_bytes: int,
        validators: Validators | None = None,
        allow_private: bool = False,
    ) -> Fetched:
        """Ask for an address, conditionally where `validators` are given.

        `max_bytes` counts after decompression. A private address is asked only with `allow_private`, and never because a
        public one redirects to it. Raises NetworkError and its kinds.
        """
        host = host_of(url)
        if not allow_private and await is_private(host):
            raise AddressRefused(f"{_shown(url)} is on this machine or its own network and was named by a page from outside.")
        headers = {"accept": accept}
        if validators and validators.etag:
            headers["if-none-match"] = validators.etag
        if validators and validators.last_modified:
            headers["if-modified-since"] = validators.last_modified
        async with AsyncExitStack() as places:
            if not is_loopback(host):
                await places.enter_async_context(self._hosts.setdefault(host, asyncio.Semaphore(self._limits.per_host)))
            await places.enter_async_context(self._open)
            await places.enter_async_context(self._place())
            try:
                async with asyncio.timeout(self._limits.deadline_seconds):
                    return await self._follow(url, headers, max_bytes)
            except TimeoutError:
                raise TimedOut(
                    f"{_shown(url)} was not complete after {self._limits.deadline_seconds:.0f} seconds.",
                ) from None

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        """One of the few places, held until the request is done or its patience ends: what hangs holds up nobody."""
        await self._places.acquire()
        held = True

        def leave() -> None:
            nonlocal held
            if held:
                held = False
                self._places.release()

        patience = asyncio.get_running_loop().call_later(self._limits.patience_seconds, leave)
        try:
            yield
        finally:
            patience.cancel()
            leave()

    async def _follow(self, url: str, headers: dict[str, str], max_bytes: int) -> Fetched:
        asked, permanent, moved = url, True, None
        began_private: bool | None = None
        for _ in range(self._limits.redirects + 1):
            answer = await self._ask(url, headers, max_bytes, moved)
            if isinstance(answer, Fetched):
                return answer
            status, target = answer
            before, after = host_of(url), host_of(target)
            if after != before:
                if began_private is None:
                    began_private = await is_private(host_of(asked))
                if not began_private and await is_private(after):
                    raise AddressRefused(
                        f"{_shown(url)} redirects to {_shown(target)}, which is on this machine or its own network."
                    )
            permanent = permanent and status in _PERMANENT
            moved = target if permanent else moved
            url = target
        raise TooManyRedirects(f"{_shown(asked)} leads in a circle of redirects.", hint="The site has to mend that.")

    async def _ask(self, url: str, headers: dict[str, str], max_bytes: int, moved: str | None) -> Fetched | tuple[int, str]:
        """One request: the answer, or a redirect's status and target."""
        import httpx

        host = host_of(url)
        local = is_loopback(host)
        client = self._clients.pick(host, secure=url[:6].lower() == "https:", local=local)
        credential = await self._credential(url)
        asked = credential.address(url) if credential else url
        if credential:
            headers = headers | credential.headers()
        try:
            async with client.stream("GET", asked, headers=headers) as response:
                if not local:
                    self.connectivity.answered()
                head, status = response.headers, response.status_code
                if status in _REDIRECTS and head.get("location"):
                    target, _ = split_address(_target(url, head["location"]))
                    return status, credential.without(target) if credential else target
                if status == 304 and ("if-none-match" in headers or "if-modified-since" in headers):
                    await response.aread()  # empty; read, the connection can be used again
                    return Fetched(304, url, b"", None, validators_of(head), moved, max_age_of(head), not_modified=True)
                if status >= 300 or status < 200:
                    raise bad_status(_shown(url), status, head)
                body = await read_body(response.aiter_raw(), head.get("content-encoding", ""), max_bytes)
                if credential:
                    body = credential.scrub(body)
                return Fetched(status, url, body, head.get("content-type"), validators_of(head), moved, max_age_of(head))
        except LimitReached:
            raise TooLarge(f"{_shown(url)} has more than {_size(max_bytes)}.", hint="It is not read.") from None
        except Undecodable as error:
            raise NetworkError(f"{_shown(url)} cannot be decompressed: {error}.") from error
        except httpx.HTTPError as error:
            raise self._in_words(url, error) from error
        except (httpx.InvalidURL, UnicodeError, ValueError) as error:
            why = "" if credential else f" ({safe_text(str(error))[:100]})"  # its words may quote what was asked
            raise AddressRefused(f"{_shown(url)} is not an address that can be asked{why}.") from error
        except OSError as error:
            raise self._in_words(url, error) from error

    async def _credential(self, url: str) -> Credential | None:
        try:
            return await self._credentials(url) if self._credentials else None
        except ConfigError as error:
            raise NetworkError(error.message, hint=error.hint, passing=False) from error

    def _in_words(self, url: str, error: Exception) -> NetworkError:
        import httpx

        where = _shown(url)
        if isinstance(error, httpx.TimeoutException):
            connecting = isinstance(error, httpx.ConnectTimeout)
            what = "could not be reached in time" if connecting else "stayed silent for too long"
            return TimedOut(f"{where} {what}.")
        if self.connectivity.says_offline(error):
            return Offline("There is no network.")
        for cause in causes(error):
            if isinstance(cause, ssl.SSLCertVerificationError):
                return NetworkError(
                    f"The certificate of {where} is not valid: {safe_text(cause.verify_message)}.",
                    hint="Nothing is read from it until that is mended.",
                    passing=False,
                )
            if isinstance(cause, ssl.SSLError):
                return NetworkError(
                    f"{where} speaks no encryption that can be used ({safe_text(cause.reason or 'TLS failed')}).", passing=False
                )
            if isinstance(cause, ConnectionRefusedError):
                return NetworkError(f"{where} refused the connection: no server runs there.")
            if type(cause).__name__ == "gaierror":
                return NetworkError(f"The name {host_of(url)} is not known.", hint="Check the address.", passing=False)
        if isinstance(error, httpx.RemoteProtocolError):
            return NetworkError(f"{where} broke off, or does not speak HTTP.")
        return NetworkError(f"{where} could not be read ({safe_text(str(error))[:100] or type(error).__name__}).")

    async def close(self) -> None:
        """Close every connection."""
        await self._clients.close()


def _size(count: int) -> str:
    return f"{count / 1024**2:.0f} MB" if count >= 1024**2 else f"{count:,} bytes"


def _target(url: str, location: str) -> str:
    try:
        return urljoin(url, location.split("#", 1)[0])
    except ValueError:
        raise AddressRefused(f"{_shown(url)} redirects to something that is no address.") from None


def _shown(url: str) -> str:
    """An address for a message: without the password it may hold, and not too long."""
    text = safe_text(_CREDENTIALS.sub("//", url, count=1))
    return text if len(text) <= 120 else f"{text[:117]}..."


def _open_files() -> int:
    """How many files this process may have open; a soft limit is raised to 4,096 where that is allowed."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4096 if hard == resource.RLIM_INFINITY else min(4096, hard)
    if sys.platform != "darwin" and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    return max(64, soft if soft != resource.RLIM_INFINITY else 4096)
