"""Writes in groups: together where they come together, and each to its own blame."""

import asyncio
from functools import partial

import pytest

from newstui.errors import StorageError
from newstui.services import grouping
from newstui.services.grouping import GroupedWrites
from newstui.storage.database import Database
from support.service_room import ServiceRoom


def adding(cache: Database, number: int) -> int:
    return cache.feeds.add(f"https://harbour.example/{number}").id


async def test_what_comes_together_is_written_together(room: ServiceRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "MOST", 4)
    seen = Database.open(room.cache.path)
    writes = GroupedWrites(room.cache, alone=lambda waiting: False)
    before = seen.data_version()
    ids = await asyncio.gather(*(writes.write(partial(adding, room.cache, n)) for n in range(4)))
    assert len(set(ids)) == 4 and len(seen.feeds.all()) == 4
    assert seen.data_version() != before
    seen.close()


async def test_one_that_fails_takes_none_of_its_group_with_it(room: ServiceRoom) -> None:
    writes = GroupedWrites(room.cache, alone=lambda waiting: waiting == 3)

    def stumble() -> int:
        adding(room.cache, 77)
        raise KeyError("a bug")

    done = await asyncio.gather(
        writes.write(lambda: adding(room.cache, 1)),
        writes.write(stumble),
        writes.write(lambda: adding(room.cache, 2)),
        return_exceptions=True,
    )
    assert isinstance(done[1], KeyError)
    assert [feed.url[-1] for feed in room.cache.feeds.all()] == ["1", "2"]


async def test_a_full_disk_is_told_to_all_of_a_group(room: ServiceRoom) -> None:
    writes = GroupedWrites(room.cache, alone=lambda waiting: waiting == 2)
    with room.full_disk():
        big = "x" * 10_000_000
        done = await asyncio.gather(
            *(writes.write(partial(room.cache.feeds.add, f"https://a.example/{n}", feed_title=big)) for n in range(2)),
            return_exceptions=True,
        )
    assert all(isinstance(one, StorageError) for one in done)
    assert room.cache.feeds.all() == []


async def test_what_was_ready_when_its_task_was_cancelled_is_written(room: ServiceRoom) -> None:
    writes = GroupedWrites(room.cache, alone=lambda waiting: False)
    task = asyncio.create_task(writes.write(lambda: adding(room.cache, 1)))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    writes.close()
    assert len(room.cache.feeds.all()) == 1
