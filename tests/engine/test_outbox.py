"""Events on their way up: a reader that does not read holds nothing up and costs little."""

import asyncio
import os
from collections.abc import Iterator

import pytest

from newstui.engine.outbox import LIMIT, Outbox
from newstui.engine.protocol import ArticleStored, Event, FeedRefreshed, Progress, decode_event
from support.waiting import wait_until


class Pipe:
    """A pipe whose far end reads when it is told to."""

    def __init__(self) -> None:
        self.far, self.near = os.pipe()
        os.set_blocking(self.far, False)
        self._bytes = b""

    def read(self) -> list[Event]:
        try:
            while part := os.read(self.far, 1 << 16):
                self._bytes += part
        except BlockingIOError:
            pass
        *lines, self._bytes = self._bytes.split(b"\n")
        return [decode_event(line) for line in lines]


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    opened = Pipe()
    yield opened
    for fd in (opened.far, opened.near):
        os.close(fd)


async def drained(pipe: Pipe, outbox: Outbox) -> list[Event]:
    found = pipe.read()
    while outbox._events or outbox._rest:
        await asyncio.sleep(0)
        found += pipe.read()
    return found + pipe.read()


async def test_events_arrive_in_order(pipe: Pipe) -> None:
    outbox = Outbox(pipe.near)
    events: list[Event] = [ArticleStored(1), Progress("refresh", 1, 2), FeedRefreshed(3, 1, 0)]
    for event in events:
        outbox.put(event)
    assert pipe.read() == events


async def test_a_reader_that_stopped_holds_nothing_up_and_gets_the_latest_of_each(pipe: Pipe) -> None:
    outbox = Outbox(pipe.near)
    for number in range(50_000):
        outbox.put(Progress("refresh", number, 50_000))
        outbox.put(FeedRefreshed(number % 7, 1, 0))
    assert len(outbox._events) <= 8
    found = await drained(pipe, outbox)
    assert [event for event in found if isinstance(event, Progress)][-1].done == 49_999
    assert sum(event.new for event in found if isinstance(event, FeedRefreshed)) == 50_000


async def test_what_waits_is_bounded(pipe: Pipe) -> None:
    outbox = Outbox(pipe.near)
    for number in range(3 * LIMIT):
        outbox.put(ArticleStored(number))
    assert len(outbox._events) == LIMIT
    found = await drained(pipe, outbox)
    assert found[-1] == ArticleStored(3 * LIMIT - 1)


def test_a_reader_that_is_gone_is_no_error() -> None:
    far, near = os.pipe()
    os.close(far)
    outbox = Outbox(near)
    outbox.put(ArticleStored(1))
    wait_until(lambda: not outbox._events)
    os.close(near)
