"""Few places for many who wait."""

import asyncio
from collections import defaultdict

import pytest

from newstui.network.places import Place, Places


async def _settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


class _Guests:
    """Tasks that take a place each, in the order of their names, and hold it until they are let go."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self.inside: dict[str, Place] = {}
        self.came: dict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self._let_go: dict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self.tasks: dict[str, asyncio.Task[None]] = {}

    async def come(self, names: str) -> None:
        for name in names:
            self.tasks[name] = asyncio.create_task(self._stay(name))
        await _settle()

    async def go(self, name: str) -> None:
        self._let_go[name].set()
        await self.tasks[name]
        await _settle()

    async def _stay(self, name: str) -> None:
        async with self._places.take() as place:
            self.inside[name] = place
            self.came[name].set()
            await self._let_go[name].wait()
        del self.inside[name]


async def test_who_comes_first_is_let_in_first() -> None:
    guests = _Guests(Places(2, patience_seconds=60))
    await guests.come("abcd")
    assert list(guests.inside) == ["a", "b"]
    await guests.go("a")
    assert list(guests.inside) == ["b", "c"]
    await guests.come("e")
    await guests.go("c")
    assert list(guests.inside) == ["b", "d"]


async def test_who_takes_long_holds_up_nobody() -> None:
    guests = _Guests(Places(1, patience_seconds=0))
    await guests.come("abc")
    await asyncio.wait_for(guests.came["c"].wait(), 10)
    assert list(guests.inside) == ["a", "b", "c"]
    for name in "abc":
        await guests.go(name)
    assert not guests.inside


async def test_a_place_that_was_left_is_taken_again_though_none_is_free() -> None:
    guests = _Guests(Places(1, patience_seconds=60))
    await guests.come("ab")
    guests.inside["a"].leave()
    await _settle()
    assert list(guests.inside) == ["a", "b"]
    guests.inside["a"].stay()
    await guests.come("c")
    await guests.go("b")
    assert list(guests.inside) == ["a"]  # one too many was inside
    guests.inside["a"].leave()
    await _settle()
    assert list(guests.inside) == ["a", "c"]


@pytest.mark.parametrize("called", [False, True])
async def test_who_gives_up_waiting_takes_no_place(called: bool) -> None:
    guests = _Guests(Places(1, patience_seconds=60))
    await guests.come("abc")
    if called:
        guests.inside["a"].leave()  # in this moment, the place is left to b
    guests.tasks["b"].cancel()
    await _settle()
    assert list(guests.inside) == (["a", "c"] if called else ["a"])
    if not called:
        await guests.go("a")
        assert list(guests.inside) == ["c"]
