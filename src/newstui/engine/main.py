"""The engine's process: its pipes, its signals and its end. The services come in from `newstui.engine.__main__`."""

import asyncio
import contextlib
import os
import select
import signal
import sys
import threading
from collections.abc import Callable

from newstui.config.settings import Settings
from newstui.engine.host import EngineHost
from newstui.engine.outbox import Outbox
from newstui.engine.protocol import Trouble
from newstui.errors import NewstuiError
from newstui.services.kit import Services
from newstui.services.ports import Emit

NICENESS = 10
END_SECONDS = 1.5
"""How long an orderly end may take; after it the process leaves as it stands."""


async def serve(open_services: Callable[[Emit], Services], changed_settings: Callable[[], Settings | None]) -> int:
    """Run the engine over standard input and output until the reader is gone; the exit status."""
    outbox = Outbox(sys.stdout.fileno())
    try:
        services = open_services(outbox.put)
    except NewstuiError as error:
        outbox.put(Trouble(str(error)))
        return 1
    _watch_reader(sys.stdin.fileno())
    host = EngineHost(services, changed_settings=changed_settings)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, host.stop)
    reader = asyncio.create_task(_read(host), name="commands")
    try:
        await host.run()
    finally:
        _leave_in_time()
        reader.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await reader
        await services.close()
    return 0


def _watch_reader(fd: int) -> None:
    """Leave in time also while the event loop is held up, as by a cache that another process is writing to."""

    def watch() -> None:
        gone = select.poll()
        gone.register(fd, 0)  # the end of the other side is told unasked
        gone.poll()
        _leave_in_time()

    threading.Thread(target=watch, name="reader watch", daemon=True).start()


def _leave_in_time() -> None:
    timer = threading.Timer(END_SECONDS, os._exit, (0,))
    timer.daemon = True
    timer.start()


async def _read(host: EngineHost) -> None:
    """Hand the reader's lines to the host; the end of the pipe is the end of the reader."""
    stream = asyncio.StreamReader()
    transport, _ = await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(stream), sys.stdin.buffer
    )
    try:
        while line := await stream.readline():
            host.receive(line)
    finally:
        host.stop()
        transport.close()


def run(open_services: Callable[[Emit], Services], changed_settings: Callable[[], Settings | None]) -> int:
    """Run the engine in this process, gently: news can wait for the reader's keys."""
    os.nice(NICENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return asyncio.run(serve(open_services, changed_settings))
