"""Connections to addresses that were looked at: a name is looked up once, and what was checked is what is connected to.

So a server whose name means another address each time it is looked up (DNS rebinding) cannot pass a check with one of them and
be asked at the other. Several addresses of a name are tried a little apart (RFC 8305, section 5).
"""

import asyncio
import socket
from collections.abc import Iterable, Sequence
from typing import Any

from httpcore import AnyIOBackend, AsyncNetworkBackend, AsyncNetworkStream, ConnectError, ConnectTimeout

from newstui.network.addresses import PrivateAddress, as_number, is_public
from newstui.network.online import causes, no_network

APART_SECONDS = 0.25
"""How long the next address of a name waits for the one before it."""


class CheckedBackend(AsyncNetworkBackend):
    """Makes httpcore's connections; with `guarded`, to public addresses only."""

    def __init__(self, *, guarded: bool) -> None:
        self._guarded = guarded
        self._plain = AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore names it so
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> AsyncNetworkStream:
        """Connect to one of a host's addresses. Raises PrivateAddress, httpcore.ConnectError, httpcore.ConnectTimeout."""
        try:
            async with asyncio.timeout(timeout):
                places = await _places(host, port)
                if self._guarded and not all(map(is_public, places)):
                    raise PrivateAddress(host)
                return await self._first(places, port, socket_options)
        except TimeoutError as error:
            raise ConnectTimeout(error) from error
        except OSError as error:
            raise ConnectError(error) from error

    async def _first(self, places: Sequence[str], port: int, options: Iterable[Any] | None) -> AsyncNetworkStream:
        """The first connection that stands; where none does, the failure that says most."""
        if len(places) == 1:
            return await self._plain.connect_tcp(places[0], port, socket_options=options)
        waiting = list(places)
        trying: set[asyncio.Task[AsyncNetworkStream]] = set()
        failures: list[BaseException] = []
        try:
            while waiting or trying:
                if waiting:
                    trying.add(asyncio.create_task(self._plain.connect_tcp(waiting.pop(0), port, socket_options=options)))
                done, trying = await asyncio.wait(
                    trying, timeout=APART_SECONDS if waiting else None, return_when=asyncio.FIRST_COMPLETED
                )
                for task in done:
                    failure = task.exception()
                    if failure is None:
                        trying |= done - {task}
                        return task.result()
                    failures.append(failure)
        finally:
            for task in trying:
                task.cancel()
            for late in await asyncio.gather(*trying, return_exceptions=True):
                if isinstance(late, AsyncNetworkStream):
                    await late.aclose()
        raise min(failures, key=lambda failure: any(map(no_network, causes(failure))))

    async def sleep(self, seconds: float) -> None:
        """Let some time pass before another try."""
        await asyncio.sleep(seconds)


async def _places(host: str, port: int) -> Sequence[str]:
    """A host's addresses, the best first, as the system sorts them (RFC 6724). Raises OSError."""
    if as_number(host) is not None:
        return [host]
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[4][0]) for place in found))
