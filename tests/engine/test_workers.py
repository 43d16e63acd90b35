"""Worker processes: what hangs is killed, what dies is replaced, and only the request that did it fails."""

import asyncio
import io
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from newstui.engine.messages import LENGTH, Failure, FindFeeds, ParseFeed, frame, replies
from newstui.engine.worker import PARSER_MEMORY, serve
from newstui.engine.workers import AnalystProcess, ParserProcess, Worker
from newstui.errors import ExtractionError, NotAFeed, WorkerError
from support.cache import document
from support.feed_bytes import Item, rss
from support.images import painted
from support.processes import lives
from support.waiting import wait_until

FEED = rss([Item("1", "One", "https://tidewater.example/1")])
URL = "https://tidewater.example/feed.xml"
REQUEST = ParseFeed(FEED, URL, None)


@pytest.fixture
async def worker() -> AsyncIterator[Worker]:
    opened = Worker("parser", None)
    yield opened
    await opened.close()


def pid_of(worker: Worker) -> int:
    assert worker._process is not None
    return worker._process.pid


def address_space(pid: int) -> str:
    limits = Path(f"/proc/{pid}/limits").read_text()
    return next(line for line in limits.splitlines() if line.startswith("Max address space"))


async def test_a_parser_reads_and_tells_its_errors_as_they_are() -> None:
    parser = ParserProcess()
    try:
        assert [entry.title for entry in (await parser.parse_feed(FEED, URL, None)).entries] == ["One"]
        page = b'<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>'
        with pytest.raises(NotAFeed):
            await parser.parse_feed(page, "https://tidewater.example/", "text/html")
        assert await parser.find_feeds(page, "https://tidewater.example/") == [URL]
    finally:
        await parser.close()


async def test_a_picture_is_read_where_it_can_do_no_harm() -> None:
    parser = ParserProcess()
    try:
        small = await parser.make_picture(painted(300, 200, "JPEG"))
        assert (small.width, small.height, small.columns, small.lines) == (300, 200, 120, 80)
        with pytest.raises(ExtractionError, match="damaged"):
            await parser.make_picture(painted(300, 200)[:100])
    finally:
        await parser.close()


async def test_one_that_hangs_is_killed_and_the_next_request_gets_a_new_one(worker: Worker) -> None:
    await worker.ask(REQUEST, 60)
    hanging = pid_of(worker)
    os.kill(hanging, signal.SIGSTOP)
    with pytest.raises(WorkerError, match="given up"):
        await worker.ask(REQUEST, 0.2)
    assert not lives(hanging)
    await worker.ask(REQUEST, 60)
    assert pid_of(worker) != hanging


async def test_one_that_died_in_its_sleep_is_not_noticed(worker: Worker) -> None:
    await worker.ask(REQUEST, 60)
    os.kill(pid_of(worker), signal.SIGKILL)
    await worker.ask(REQUEST, 60)


class Doomed(Worker):
    """A worker whose processes die before they answer."""

    def _start(self) -> None:
        super()._start()
        os.kill(pid_of(self), signal.SIGKILL)


async def test_one_that_dies_over_its_work_is_told() -> None:
    worker = Doomed("parser", None)
    with pytest.raises(WorkerError, match="died over it"):
        await worker.ask(REQUEST, 60)
    await worker.close()


async def test_a_cancelled_request_leaves_no_answer_for_the_next(worker: Worker) -> None:
    await worker.ask(REQUEST, 60)
    os.kill(pid_of(worker), signal.SIGSTOP)
    asked = asyncio.create_task(worker.ask(REQUEST, 60))
    await asyncio.sleep(0)
    asked.cancel()
    await asyncio.gather(asked, return_exceptions=True)
    assert bytes(await worker.ask(FindFeeds(b"<html></html>", URL), 60)) == b"\x90"  # an empty list, no feed


async def test_a_parsers_memory_is_bounded(worker: Worker) -> None:
    await worker.ask(REQUEST, 60)
    assert str(PARSER_MEMORY) in address_space(pid_of(worker))


def test_what_takes_too_much_memory_fails_in_words_and_the_process_begins_anew() -> None:
    def hungry(request: object) -> object:
        raise MemoryError

    source, sink = io.BytesIO(frame(REQUEST) * 2), io.BytesIO()
    serve(source, sink, hungry)
    (length,) = LENGTH.unpack(sink.getvalue()[: LENGTH.size])
    assert len(sink.getvalue()) == LENGTH.size + length  # one answer, then the end
    reply = replies.decode(sink.getvalue()[LENGTH.size :])
    assert isinstance(reply, Failure)
    assert isinstance(reply.raised(), WorkerError) and "memory" in str(reply.raised())


async def test_closing_ends_the_processes_and_whoever_waits_for_them() -> None:
    parser = ParserProcess(size=1)
    await parser.parse_feed(FEED, URL, None)
    (pid,) = parser._pool.pids()
    os.kill(pid, signal.SIGSTOP)
    asked = asyncio.create_task(parser.parse_feed(FEED, URL, None))
    await asyncio.sleep(0)
    await parser.close()
    with pytest.raises(WorkerError):
        await asked
    wait_until(lambda: not lives(pid))
    assert parser._pool.pids() == []


@pytest.mark.parametrize("size", [1, 2])
async def test_one_stuck_worker_holds_up_no_other(size: int) -> None:
    parser = ParserProcess(size=size)
    try:
        await parser.parse_feed(FEED, URL, None)
        (stuck,) = parser._pool.pids()
        os.kill(stuck, signal.SIGSTOP)
        waiting = asyncio.create_task(parser.parse_feed(FEED, URL, None))
        await asyncio.sleep(0)
        for _ in range(3):
            assert (await parser.parse_feed(FEED, URL, None)).title == "Tidewater Gazette"
        assert len(parser._pool.pids()) == 2
        os.kill(stuck, signal.SIGCONT)
        await waiting
        assert len(parser._pool.pids()) == size  # what stood in for it is not needed any more
    finally:
        await parser.close()


async def test_the_analyst_tells_its_state_and_another_language_is_no_lack_of_a_model() -> None:
    states: list[tuple[str, str]] = []
    analyst = AnalystProcess(None, lambda state, why: states.append((state, why)))
    sentence = "Der Rat der Stadt hat am Montag beschlossen, dass die Brücke nicht gebaut wird, weil das Geld dafür fehlt. "
    german = sentence * 6
    try:
        analysis = await analyst.analyse(document(german))
        assert analysis.reduced and analysis.language != "en"
        assert states == [("loading", "")]
        english = "“We cannot build it,” said Mayor Ilse Marant on Monday, and the council of the town agreed with her."
        assert not (await analyst.analyse(document(english))).reduced
        assert [state for state, _ in states] == ["loading", "ready"]
    finally:
        await analyst.close()


@pytest.mark.skipif(sys.platform != "linux", reason="Processes are copied on Linux only.")
def test_a_copied_parser_reads_holds_nothing_of_ours_and_is_replaced_when_it_dies(tmp_path: Path) -> None:
    script = """
import asyncio, os, signal, sys
from newstui.engine.process import ForkedParser, can_fork
assert can_fork()
ours = open(sys.argv[1])
started = [ForkedParser(None), ForkedParser(None)]
from newstui.engine.workers import ParserProcess

def files(pid):
    paths = [os.path.realpath(f"/proc/{pid}/fd/{number}") for number in os.listdir(f"/proc/{pid}/fd")]
    return [path for path in paths if ".so" not in path]  # newer libraries keep their own file open

async def main():
    parser = ParserProcess(None, 2, started)
    # until it has closed what is ours, and reads no module just now
    while sys.argv[1] in (held := files(started[0].pid)) or len(held) > 6:
        await asyncio.sleep(0.01)
    feed = open(sys.argv[1], "rb").read()
    print([str(entry.title) for entry in (await parser.parse_feed(feed, "https://tidewater.example/feed.xml", None)).entries])
    for process in started:
        os.kill(process.pid, signal.SIGKILL)
    print([str(entry.title) for entry in (await parser.parse_feed(feed, "https://tidewater.example/feed.xml", None)).entries])
    print([process.running for process in started])
    await parser.close()

asyncio.run(main())
"""
    feed = tmp_path / "feed.xml"
    feed.write_bytes(FEED)
    done = subprocess.run([sys.executable, "-c", script, feed], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.splitlines() == ["['One']", "['One']", "[False, False]"], done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="Processes are copied on Linux only.")
def test_a_copied_parser_that_cannot_begin_says_why() -> None:
    script = """
import sys
from newstui.engine import process, worker

def broken():
    raise RuntimeError

worker.serve_feeds = broken
print(process.ForkedParser(sys.stderr)._process.wait())
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "1\n" and "RuntimeError" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="Processes are copied on Linux only.")
def test_a_copied_parser_ends_with_its_parent() -> None:
    script = """
import sys, time
from newstui.engine.process import ForkedParser
parser = ForkedParser(None)
print(parser.pid, flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert lives(pid)
        parent.kill()
    wait_until(lambda: not lives(pid))
