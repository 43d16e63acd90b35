"""The engine's side of its workers: starts them on first need, bounds each request in time, kills and replaces what hangs."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

import msgspec

from newstui.engine.messages import (
    LENGTH,
    Analyse,
    Answer,
    ConvertContent,
    ExtractPage,
    FindFeeds,
    MakePicture,
    ParseFeed,
    Request,
    frame,
    replies,
)
from newstui.engine.process import Log, WorkerProcess
from newstui.errors import WorkerError
from newstui.model.analysis import Analysis
from newstui.model.articles import ExtractedArticle
from newstui.model.documents import Document
from newstui.model.pictures import SmallPicture
from newstui.model.safe_text import SafeText, safe_text
from newstui.model.updates import PreparedFeed
from newstui.network.places import Places

T = TypeVar("T")
FEED_SECONDS = 20.0
PAGE_SECONDS = 30.0
PICTURE_SECONDS = 10.0
ANALYSIS_SECONDS = 120.0
MOST_PARSERS = 4
PATIENCE_SECONDS = 1.0
"""A request that takes longer leaves its place to the next one: see WorkerPool."""
IDLE_SECONDS = 300.0
"""A worker that nobody needed for so long is ended; the next request starts a new one."""


class _Died(Exception):
    """The process ended before it answered."""


class Worker:
    """One worker process and its pipe. Not shared: one request at a time."""

    def __init__(self, role: str, log: Log, process: WorkerProcess | None = None) -> None:
        """`process` was started already."""
        self._role = role
        self._log = log
        self._process = process
        self._ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._closed = False

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.running

    async def ask(self, request: Request, seconds: float) -> msgspec.Raw:
        """Send a request and wait for its answer. Raises the error it answers with, or WorkerError when it died or hung.

        A process that was there before may have died of something else (killed to free memory): then a new one is asked.
        """
        for another_try in (self.running, False):
            try:
                return await self._try(request, seconds)
            except _Died:
                if self._closed or not another_try:
                    break
        raise WorkerError(f"The {self._role} process died over it.")

    async def _try(self, request: Request, seconds: float) -> msgspec.Raw:
        if not self.running:
            await self.stop()
            self._start()
        try:
            async with asyncio.timeout(seconds):
                reader, writer = await self._connected()
                writer.write(frame(request))
                await writer.drain()
                (length,) = LENGTH.unpack(await reader.readexactly(LENGTH.size))
                reply = replies.decode(await reader.readexactly(length))
        except TimeoutError:
            await self.stop()
            raise WorkerError(f"It took more than {seconds:.0f} seconds to read and was given up.") from None
        except (asyncio.IncompleteReadError, ConnectionError):
            await self.stop()
            raise _Died from None
        except ValueError as error:  # no answer at all: msgspec's errors, or bytes that are no text
            await self.stop()
            raise WorkerError(f"The {self._role} process answered with something else.") from error
        except asyncio.CancelledError:
            await self.stop()  # its answer would be taken for the next one's
            raise
        if isinstance(reply, Answer):
            return reply.value
        raise reply.raised()

    def _start(self) -> None:
        try:
            self._process = WorkerProcess(self._role, self._log)
        except OSError as error:
            raise WorkerError(f"The {self._role} process could not be started: {error.strerror or error}.") from error

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        process = self._process
        assert process is not None
        if self._ends is None:
            ends = await asyncio.open_connection(sock=process.pipe, limit=2**20)
            if self._process is not process:  # stopped meanwhile
                ends[1].transport.abort()
                raise ConnectionAbortedError
            self._ends = ends
        return self._ends

    async def stop(self) -> None:
        """Kill the process; it has nothing to lose."""
        process, self._process = self._process, None
        ends, self._ends = self._ends, None
        if ends is not None:
            ends[1].transport.abort()
        if process is not None:
            await asyncio.to_thread(process.kill)

    async def close(self) -> None:
        """Stop for good; a request that is under way raises WorkerError."""
        self._closed = True
        await self.stop()


class WorkerPool:
    """Workers of one role, `size` of them at work. A request that takes long leaves its place to the next one and goes on beside
    it, with up to `most` workers in all: what hangs holds up nobody.
    """

    def __init__(self, role: str, size: int, log: Log = None, *, most: int = 1, started: Sequence[WorkerProcess] = ()) -> None:
        self._size = size
        self._free = [Worker(role, log, process) for process in started]
        self._places = Places(size, PATIENCE_SECONDS)
        self._most = asyncio.Semaphore(max(size, most))
        self._role = role
        self._log = log
        self._all = set(self._free)
        self._idle: asyncio.TimerHandle | None = None
        self._ending: set[asyncio.Task[None]] = set()

    async def ask(self, request: Request, kind: type[T], seconds: float) -> T:
        """Ask a free worker, or a new one, and decode its answer as `kind`."""
        async with self._most, self._places.take():
            if self._idle is not None:
                self._idle.cancel()
                self._idle = None
            worker = self._free.pop() if self._free else Worker(self._role, self._log)
            self._all.add(worker)
            try:
                raw = await worker.ask(request, seconds)
            finally:
                if worker in self._all:
                    self._free.append(worker)
                if self._free and len(self._free) == len(self._all):
                    self._rest()
        return msgspec.msgpack.decode(raw, type=kind)

    def _rest(self) -> None:
        """Nobody asks: what stood in for those that took long ends at once, the others when nobody needed them for long."""
        spare, self._free = self._free[self._size :], self._free[: self._size]
        self._all.difference_update(spare)
        self._end(spare)
        self._idle = asyncio.get_running_loop().call_later(IDLE_SECONDS, self._drop_idle)

    def _end(self, workers: Sequence[Worker]) -> None:
        for worker in workers:
            task = asyncio.create_task(worker.close())
            self._ending.add(task)
            task.add_done_callback(self._ending.discard)

    def _drop_idle(self) -> None:
        idle, self._free = self._free, []
        self._all.difference_update(idle)
        self._end(idle)

    def pids(self) -> list[int]:
        """The process ids of the workers that run."""
        return [w._process.pid for w in self._all if w._process is not None and w.running]

    async def close(self) -> None:
        """End all workers."""
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None
        workers, self._all = self._all, set()
        self._free.clear()
        for worker in workers:
            await worker.close()
        await asyncio.gather(*self._ending)


class ParserProcess:
    """The parser port, served by killable processes: `size` of them, of which some may have been `started` ahead."""

    def __init__(self, log: Log = None, size: int = 1, started: Sequence[WorkerProcess] = ()) -> None:
        self._pool = WorkerPool("parser", size, log, most=MOST_PARSERS, started=started)

    async def parse_feed(self, data: bytes, url: str, content_type: str | None, coding: str = "") -> PreparedFeed:
        """See `services.ports.Parser`."""
        return await self._pool.ask(ParseFeed(data, url, content_type, coding), PreparedFeed, FEED_SECONDS)

    async def find_feeds(self, data: bytes, url: str) -> list[str]:
        """See `services.ports.Parser`."""
        return await self._pool.ask(FindFeeds(data, url), list[str], PAGE_SECONDS)

    async def extract_page(self, data: bytes, url: str, content_type: str | None) -> ExtractedArticle:
        """See `services.ports.Parser`."""
        return await self._pool.ask(ExtractPage(data, url, content_type), ExtractedArticle, PAGE_SECONDS)

    async def convert_content(
        self, html: str, title: SafeText, url: str, byline: SafeText | None, published: datetime | None
    ) -> ExtractedArticle:
        """See `services.ports.Parser`."""
        return await self._pool.ask(ConvertContent(html, title, url, byline, published), ExtractedArticle, PAGE_SECONDS)

    async def make_picture(self, data: bytes) -> SmallPicture:
        """See `services.ports.Parser`."""
        return await self._pool.ask(MakePicture(data), SmallPicture, PICTURE_SECONDS)

    async def close(self) -> None:
        """End the processes."""
        await self._pool.close()


class AnalystProcess:
    """The analyser port, served by one process that holds the language model; `on_state` hears "loading", "ready", ..."""

    def __init__(self, log: Log = None, on_state: Callable[[str, str], None] | None = None) -> None:
        self._pool = WorkerPool("analyst", 1, log)
        self._on_state = on_state or (lambda state, why: None)
        self._state = "idle"

    async def analyse(self, document: Document) -> Analysis:
        """See `services.ports.Analyser`."""
        if not self._pool.pids():
            self._tell("loading")
        try:
            analysis = await self._pool.ask(Analyse(document), Analysis, ANALYSIS_SECONDS)
        except WorkerError as error:
            self._tell("failed", str(safe_text(str(error))))
            raise
        if not analysis.reduced:
            self._tell("ready")
        elif analysis.language == "en":  # other languages are read without the model anyway
            self._tell("reduced", "The language model could not be loaded: quotations are found by marks and cue words only.")
        return analysis

    def _tell(self, state: str, why: str = "") -> None:
        if state != self._state:
            self._state = state
            self._on_state(state, why)

    async def close(self) -> None:
        """End the process."""
        await self._pool.close()
