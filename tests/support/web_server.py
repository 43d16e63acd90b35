"""A small real web server on the loopback address, for tests of anything that fetches.

    with WebServer() as web:
        web.pages["/feed.xml"] = Answer(FEED, content_type="application/rss+xml", etag='"1"')
        web.pages["/old"] = Answer.redirect("/feed.xml", status=301)
        web.pages["/slow"] = Answer(hang=True)
        ... fetch web.url("/feed.xml") ...
        assert web.requests[0].headers["user-agent"].startswith("newstui/")

It runs in a thread of its own, so a test may be synchronous, asynchronous or start a process. It ends at once, however
many answers hang.
"""

import asyncio
import ssl
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from types import TracebackType
from typing import Self

_TLS = b"\x16"
"""What a connection with encryption begins with."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asked."""

    method: str
    path: str
    headers: dict[str, str]
    """Names in lower case."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server says at a path, and how badly."""

    body: bytes = b""
    status: int = 200
    content_type: str | None = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None
    """With it, a request that names it in If-None-Match gets a 304; the same goes for `last_modified`."""
    last_modified: str | None = None
    hang: bool = False
    """Reads the request and never answers."""
    delay: float = 0.0
    """Seconds before the answer begins."""
    chunks: Sequence[bytes] | None = None
    """In place of `body`: sent with chunked transfer encoding."""
    pause: float = 0.0
    """Seconds between two chunks."""
    repeat: bool = False
    """Sends the chunks again and again until the client goes."""
    claimed_length: int | None = None
    """A false Content-Length; the connection closes after the body."""
    raw: bytes | None = None
    """These very bytes, in place of an HTTP answer; then the connection closes."""

    @classmethod
    def redirect(cls, target: str, *, status: int = 302) -> "Answer":
        """Sends the client to `target`."""
        return cls(status=status, headers={"Location": target}, content_type=None)


class WebServer:
    """The server: `pages` says what stands at which path (with its query), `requests` what was asked so far."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        """With `tls`, it speaks https."""
        self._tls = tls
        self.pages: dict[str, Answer | Callable[[Request], Answer]] = {}
        self.requests: list[Request] = []
        self.open_now = 0
        """Requests being answered at this moment."""
        self.open_most = 0
        """The most there ever were at once."""
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._server: asyncio.Server | None = None
        self._thread = threading.Thread(target=self._run, name="web-server", daemon=True)
        self._tasks: set[asyncio.Task[None]] = set()
        self._transports: set[asyncio.WriteTransport] = set()

    def url(self, path: str = "/", *, host: str = "127.0.0.1") -> str:
        """The address of a path; `host` may also be "localhost"."""
        return f"http{'s' if self._tls else ''}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """The paths that were asked, in order."""
        return [request.path for request in self.requests]

    def connections(self) -> int:
        """How many connections are open."""
        return sum(not transport.is_closing() for transport in list(self._transports))

    def close(self) -> None:
        """Ends the server and every answer in progress; nothing listens on its port any more."""
        if self._thread.is_alive():
            asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(10)
            self._loop.close()

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._begin(), self._loop).result(10)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    async def _begin(self) -> None:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _end(self) -> None:
        assert self._server is not None
        self._server.close()
        while asyncio.all_tasks() - {asyncio.current_task()}:  # connections that are just being accepted become tasks, too
            for task in list(self._tasks):
                task.cancel()
            await asyncio.sleep(0)
        for transport in self._transports:
            transport.abort()  # closing would wait for a client that reads no more
        for _ in range(3):  # a connection that was closed lets its socket go some steps later
            await asyncio.sleep(0)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self._transports.add(writer.transport)
        try:
            while (request := await self._read(reader)) is not None and await self._serve(request, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the client went, or the test ended: both are part of the game
        finally:
            self._tasks.discard(task)
            if self._tls:
                writer.transport.abort()  # closing would wait for the client's farewell
            else:
                writer.close()

    async def _read(self, reader: asyncio.StreamReader) -> Request | None:
        try:
            begun = await reader.readexactly(1)
            if begun == _TLS:
                return None  # as servers do that speak none
            head = (begun + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        except asyncio.IncompleteReadError:
            return None
        first, *lines = head.rstrip().split("\r\n")
        method, path, _ = first.split(" ", 2)
        pairs = (line.split(":", 1) for line in lines)
        return Request(method, path, {name.strip().lower(): value.strip() for name, value in pairs})

    async def _serve(self, request: Request, writer: asyncio.StreamWriter) -> bool:
        """Answers one request; whether the connection can be used again."""
        self.requests.append(request)
        self.open_now += 1
        self.open_most = max(self.open_most, self.open_now)
        try:
            page = self.pages.get(request.path, Answer(b"nothing here", 404))
            return await self._answer(page(request) if callable(page) else page, request, writer)
        finally:
            self.open_now -= 1

    async def _answer(self, answer: Answer, request: Request, writer: asyncio.StreamWriter) -> bool:
        if answer.hang:
            await asyncio.Event().wait()
        if answer.delay:
            await asyncio.sleep(answer.delay)
        if answer.raw is not None:
            writer.write(answer.raw)
            await writer.drain()
            return False
        if _matches(answer, request):
            answer = replace(answer, status=304, body=b"", chunks=None, content_type=None)
        writer.write(_head(answer))
        if request.method != "HEAD":
            if answer.chunks is None:
                writer.write(answer.body)
            else:
                await _send_chunks(answer, writer)
        await writer.drain()
        return answer.claimed_length is None


def _matches(answer: Answer, request: Request) -> bool:
    if answer.etag is not None and "if-none-match" in request.headers:
        return request.headers["if-none-match"] == answer.etag
    return answer.last_modified is not None and request.headers.get("if-modified-since") == answer.last_modified


def _head(answer: Answer) -> bytes:
    try:
        phrase = HTTPStatus(answer.status).phrase
    except ValueError:
        phrase = "Unknown"
    lines = [f"HTTP/1.1 {answer.status} {phrase}"]
    if answer.content_type is not None:
        lines.append(f"Content-Type: {answer.content_type}")
    if answer.etag is not None:
        lines.append(f"ETag: {answer.etag}")
    if answer.last_modified is not None:
        lines.append(f"Last-Modified: {answer.last_modified}")
    lines += [f"{name}: {value}" for name, value in answer.headers.items()]
    if answer.chunks is not None:
        lines.append("Transfer-Encoding: chunked")
    elif answer.status != 304:
        lines.append(f"Content-Length: {len(answer.body) if answer.claimed_length is None else answer.claimed_length}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


async def _send_chunks(answer: Answer, writer: asyncio.StreamWriter) -> None:
    more = True
    while more:
        for chunk in answer.chunks or ():
            writer.write(b"%x\r\n%b\r\n" % (len(chunk), chunk))
            await writer.drain()
            await asyncio.sleep(answer.pause)
        more = answer.repeat
    writer.write(b"0\r\n\r\n")
