"""The fetcher: the one way to the network."""

import asyncio
import resource
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, aclosing
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urljoin

from newstui import __version__
from newstui.errors import AddressRefused, ConfigError, NetworkError, TimedOut, TooManyRedirects
from newstui.model.credentials import Credential, split_address
from newstui.model.feeds import Validators
from newstui.model.safe_text import safe_text
from newstui.network.addresses import PrivateAddress, host_of, is_local_name, is_loopback, is_private, is_public, shown
from newstui.network.answers import Fetched, bad_status, conditions, max_age_of, validators_of
from newstui.network.bodies import unreadable
from newstui.network.clients import Clients, load_httpx, peer_of
from newstui.network.decompression import ACCEPTED, LimitReached, Undecodable, coding_of, read_body
from newstui.network.failures import in_words
from newstui.network.online import Connectivity
from newstui.network.places import Places
from newstui.network.portals import SamePage, is_portal, login_wanted

__all__ = ["USER_AGENT", "Fetched", "Fetcher", "Limits"]

USER_AGENT = f"newstui/{__version__} (terminal news reader)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_LARGE = 1024 * 1024
"""Bytes, as they come: from there on a body has to wait for its turn to grow."""
_LARGE_AT_ONCE = 4


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
    host_patience_seconds: float = 5.0
    """A request that takes longer leaves its place at the host to another one: it hangs, and need not hang alone."""
    at_once: int = 64
    """Requests in all at a time, apart from those that hang: see `patience_seconds`."""
    patience_seconds: float = 1.0
    """A request that takes longer leaves its place to the next one and goes on beside it."""
    open_at_once: int = 512
    """Requests in all, hanging ones too; fewer where the system allows fewer open files."""
    redirects: int = 8


class _Redirect(NamedTuple):
    status: int
    target: str
    private: bool
    """Whether the server that sends us on stands on this machine or in its own network."""


class Fetcher:
    """Asks servers, politely and within bounds. Every failure is a NetworkError in words."""

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        user_agent: str = "",
        proxy: str | None = None,
        credentials: Callable[[str], Awaitable[Credential | None]] | None = None,
        refused: Callable[[str], None] | None = None,
    ) -> None:
        """`credentials` gives what an address asks for, looked up for each address anew, also after a redirect.

        It may raise ConfigError. What it gives goes to that address only, and into no message. `refused` hears of an address
        whose server did not take it.
        """
        self._credentials = credentials
        self._refused = refused
        self.connectivity = Connectivity()
        self._same_page = SamePage()
        self._retired: list[Clients] = []
        self._clients: Clients | None = None
        self.configure(limits or Limits(), user_agent=user_agent, proxy=proxy)

    def configure(self, limits: Limits, *, user_agent: str = "", proxy: str | None = None) -> None:
        """Ask like this from now on; what is under way ends as it began."""
        if self._clients is not None:
            self._retired.append(self._clients)
        self._limits = limits
        self._clients = Clients(
            silence_seconds=limits.silence_seconds,
            connect_seconds=min(limits.connect_seconds, limits.silence_seconds),
            headers={"user-agent": user_agent or USER_AGENT, "accept-encoding": ACCEPTED},
            proxy=proxy,
        )
        self._hosts: dict[str, Places] = {}
        self._large = asyncio.Semaphore(_LARGE_AT_ONCE)
        self._places = Places(limits.at_once, limits.patience_seconds)
        self._open = asyncio.Semaphore(min(limits.open_at_once, _open_files() // 2))

    async def get(
        self,
        url: str,
        *,
        accept: str,
        max_bytes: int,
        validators: Validators | None = None,
        allow_private: bool = False,
        packed: bool = False,
    ) -> Fetched:
        """Ask for an address, conditionally where `validators` are given.

        `max_bytes` counts after decompression; with `packed` the body stays compressed, if it came so, and its bytes count as
        they came: whoever decompresses it must hold to the limit. There, a body that breaks off is the answer as far as it
        came, and its `cut` says why. A private address is asked only with `allow_private`, and never because a public one
        redirects to it. Raises NetworkError and its kinds.
        """
        await self._close_retired()
        host = host_of(url)
        headers = {"accept": accept} | (conditions(validators) if validators else {})
        async with AsyncExitStack() as places:
            if not is_loopback(host):
                own = self._hosts.setdefault(host, Places(self._limits.per_host, self._limits.host_patience_seconds))
                places.callback(self._forget_unused, host, own)
                await places.enter_async_context(own.take())
            await places.enter_async_context(self._open)
            await places.enter_async_context(self._places.take())
            try:
                async with asyncio.timeout(self._limits.deadline_seconds):
                    answer = await self._follow(url, headers, max_bytes, packed=packed, guarded=not allow_private)
            except TimeoutError:
                raise TimedOut(
                    f"{shown(url)} was not complete after {self._limits.deadline_seconds:.0f} seconds.",
                ) from None
        if is_portal(url, answer) or self._same_page.answers(url, answer, page_wanted="html" in accept):
            raise login_wanted()
        if not is_loopback(host_of(answer.url)):
            self.connectivity.answered()
        return answer

    def _forget_unused(self, host: str, own: Places) -> None:
        """An engine meets hosts without number in its life."""
        if own.unused and self._hosts.get(host) is own:
            del self._hosts[host]

    async def _follow(self, url: str, headers: dict[str, str], max_bytes: int, *, packed: bool, guarded: bool) -> Fetched:
        asked, before, permanent, moved = url, "", True, None
        for _ in range(self._limits.redirects + 1):
            try:
                answer = await self._ask(url, headers, max_bytes, moved, packed=packed, guarded=guarded)
            except PrivateAddress:
                where = "is on this machine or its own network"
                if (
                    before
                    and moved != url
                    and asked[:5].lower() == "http:"
                    and self._same_page.seen(host_of(asked), host_of(url))
                ):
                    raise login_wanted() from None  # each site leads to the router
                if before:
                    raise AddressRefused(f"{shown(before)} redirects to {shown(url)}, which {where}.") from None
                raise AddressRefused(f"{shown(url)} {where} and was named by a page from outside.") from None
            if isinstance(answer, Fetched):
                return answer
            guarded = guarded or not answer.private  # who stands outside leads nowhere inside
            permanent = permanent and answer.status in _PERMANENT
            moved = answer.target if permanent else moved
            before, url = url, answer.target
        raise TooManyRedirects(f"{shown(asked)} leads in a circle of redirects.", hint="The site has to mend that.")

    async def _ask(
        self, url: str, headers: dict[str, str], max_bytes: int, moved: str | None, *, packed: bool, guarded: bool
    ) -> Fetched | _Redirect:
        """One request: the answer, or a redirect. Raises PrivateAddress, with `guarded`."""
        httpx = load_httpx()
        host = host_of(url)
        local = is_loopback(host)
        assert self._clients is not None
        proxied = not local and bool(self._clients.proxy_for(host, secure=url.lower().startswith("https:")))
        if guarded and (local or (proxied and await is_private(host))):
            raise PrivateAddress(host)
        credential = await self._credential(url)
        if credential is None:
            url, credential = split_address(url)
        asked = credential.address(url) if credential else url
        packed = packed and credential is None  # else it is looked through here
        try:
            async with self._clients.send(
                asked, headers, host=host, local=local, guarded=guarded, credential=credential
            ) as response:
                private = _stands_inside(host, "" if proxied else peer_of(response))
                head, status = response.headers, response.status_code
                validators = validators_of(head)
                if credential and (credential.stands_in(validators.etag) or credential.stands_in(validators.last_modified)):
                    validators = Validators()
                if status in _REDIRECTS and head.get("location"):
                    target, _ = split_address(_target(url, head["location"]))
                    return _Redirect(status, credential.without(target) if credential else target, private)
                if status == 304 and ("if-none-match" in headers or "if-modified-since" in headers):
                    await response.aread()  # empty; read, the connection can be used again
                    return Fetched(304, url, b"", None, validators, moved, max_age_of(head), private=private, not_modified=True)
                if status == 511:
                    raise login_wanted()
                if status >= 300 or status < 200:
                    if not local:
                        self.connectivity.answered()
                    if status == 401 and credential and self._refused:
                        self._refused(url)
                    raise bad_status(shown(url), status, head, known=credential is not None)
                coding = coding_of(head.get("content-encoding", ""))
                packed = packed and "html" not in head.get("content-type", "")  # a page is looked at here
                cut: list[Exception] = []
                async with AsyncExitStack() as large, aclosing(self._admitted(response.aiter_raw(), large)) as pieces:
                    body = await read_body(_as_it_came(pieces, cut) if packed else pieces, "" if packed else coding, max_bytes)
                if credential:
                    body = credential.scrub(body)
                kept = coding if packed else ""
                broken = in_words(url, cut[0], self.connectivity, proxied=proxied) if cut else None
                return Fetched(
                    status,
                    url,
                    body,
                    head.get("content-type"),
                    validators,
                    moved,
                    max_age_of(head),
                    kept,
                    private,
                    broken,
                )
        except (LimitReached, Undecodable) as error:
            raise unreadable(error, url, max_bytes) from None
        except httpx.HTTPError as error:
            raise in_words(url, error, self.connectivity, proxied=proxied) from error
        except (httpx.InvalidURL, ValueError) as error:
            why = "" if credential else f" ({safe_text(str(error))[:100]})"  # its words may quote what was asked
            raise AddressRefused(f"{shown(url)} is not an address that can be asked{why}.") from error
        except OSError as error:
            raise in_words(url, error, self.connectivity, proxied=proxied) from error

    async def _admitted(self, pieces: AsyncIterator[bytes], large: AsyncExitStack) -> AsyncGenerator[bytes, None]:
        """The pieces of a body. Few may grow large at a time: many together would take all memory."""
        size = 0
        async for piece in pieces:
            if size <= _LARGE < size + len(piece):
                await large.enter_async_context(self._large)
            size += len(piece)
            yield piece

    async def _credential(self, url: str) -> Credential | None:
        try:
            return await self._credentials(url) if self._credentials else None
        except ConfigError as error:
            raise NetworkError(error.message, hint=error.hint, passing=False) from error

    async def _close_retired(self) -> None:
        """Close the connections of former settings over which nothing is asked any more."""
        while idle := next((clients for clients in self._retired if clients.idle), None):
            self._retired.remove(idle)
            await idle.close()

    async def close(self) -> None:
        """Close every connection."""
        for clients in [*self._retired, self._clients]:
            if clients is not None:
                await clients.close()


async def _as_it_came(pieces: AsyncIterator[bytes], cut: list[Exception]) -> AsyncIterator[bytes]:
    """The pieces, up to where the connection breaks; why it does goes into `cut`."""
    httpx = load_httpx()
    size = 0
    try:
        async for piece in pieces:
            size += len(piece)
            yield piece
    except (httpx.RemoteProtocolError, httpx.ReadError) as error:
        if not size:
            raise
        cut.append(error)


def _stands_inside(host: str, peer: str) -> bool:
    """Whether who answered is on this machine or its own network: by the other end's address; behind a proxy, by the name."""
    return (bool(peer) or is_local_name(host)) and not is_public(peer or host)


def _target(url: str, location: str) -> str:
    try:
        return urljoin(url, location.split("#", 1)[0])
    except ValueError:
        raise AddressRefused(f"{shown(url)} redirects to something that is no address.") from None


def _open_files() -> int:
    """How many files this process may have open; a soft limit is raised to 4,096 where that is allowed."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4096 if hard == resource.RLIM_INFINITY else min(4096, hard)
    if sys.platform != "darwin" and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    return max(64, soft if soft != resource.RLIM_INFINITY else 4096)
