"""The engine's process: its pipes, its signals and its end. The services come in from `newstui.engine.__main__`."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable

from newstui.engine.host import EngineHost
from newstui.engine.outbox import Outbox
from newstui.engine.protocol import Trouble
from newstui.errors import NewstuiError
from newstui.services.kit import Services
from newstui.services.ports import Emit

NICENESS = 10


async def serve(open_services: Callable[[Emit], Services]) -> int:
    """Run the engine over standard input and output until the reader is gone; the exit status."""
    outbox = Outbox(sys.stdout.fileno())
    try:
        services = open_services(outbox.put)
    except NewstuiError as error:
        outbox.put(Trouble(str(error)))
        return 1
    host = EngineHost(services)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, host.stop)
    reader = asyncio.create_task(_read(host), name="commands")
    try:
        await host.run()
    finally:
        reader.cancel()
        await services.close()
    return 0


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


def run(open_services: Callable[[Emit], Services]) -> int:
    """Run the engine in this process, gently: news can wait for the reader's keys."""
    os.nice(NICENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return asyncio.run(serve(open_services))
