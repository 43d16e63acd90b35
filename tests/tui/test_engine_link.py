"""The link to the engine: heard, woken, missed when it dies, started again, never waited for."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from newstui.model.events import Event, Ready, Trouble
from newstui.tui.engine_link import EngineLink, engine_command

_ENGINE = """
import json, os, sys
def say(**message): print(json.dumps(message), flush=True)
say(type="ready", holder=True)
print("what the log gets", file=sys.stderr, flush=True)
for line in sys.stdin:
    kind = json.loads(line)["type"]
    if kind == "stop":
        break
    say(type="trouble", what=kind)
"""

_DEAF = """
import json, signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print(json.dumps({"type": "ready", "holder": False}), flush=True)
signal.pause()
"""


class Heard:
    """What a link told."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.changes: list[tuple[bool, str]] = []
        self._something = asyncio.Event()

    def event(self, event: Event) -> None:
        self.events.append(event)
        self._something.set()

    def change(self, running: bool, words: str) -> None:
        self.changes.append((running, words))
        self._something.set()

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(20):
            while not condition():
                self._something.clear()
                await self._something.wait()


def _link(folder: Path, script: str = _ENGINE) -> EngineLink:
    path = folder / "engine.py"
    path.write_text(script)
    return EngineLink([sys.executable, "-S", str(path)], folder / "log", first_wait=0.01)


def _is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


async def test_events_come_up_and_commands_go_down(tmp_path: Path) -> None:
    link, heard = _link(tmp_path), Heard()
    link.start(heard.event, heard.change)
    await heard.until(lambda: heard.events == [Ready(holder=True)])
    pid = link.pid
    assert pid is not None and os.getsid(pid) != os.getsid(0)
    link.wake()
    link.cancel()
    await heard.until(lambda: len(heard.events) == 3)
    assert heard.events[1:] == [Trouble("wake"), Trouble("cancel")]
    await link.stop()
    assert _is_gone(pid)
    assert heard.changes == [(True, "")]
    assert (tmp_path / "log").read_text() == "what the log gets\n"


async def test_a_killed_engine_is_missed_and_started_again(tmp_path: Path) -> None:
    link, heard = _link(tmp_path), Heard()
    link.start(heard.event, heard.change)
    await heard.until(lambda: heard.events)
    first = link.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    await heard.until(lambda: len(heard.events) == 2)
    assert [running for running, _ in heard.changes] == [True, False, True]
    assert heard.changes[1][1].startswith("The engine was killed (signal 9). It starts again in")
    assert link.pid not in (None, first)
    await link.stop()


async def test_an_engine_that_fails_at_once_is_tried_again_ever_later(tmp_path: Path) -> None:
    link, heard = _link(tmp_path, "raise SystemExit(3)"), Heard()
    link.start(heard.event, heard.change)
    await heard.until(lambda: len(heard.changes) >= 6)
    assert "exit status 3" in heard.changes[1][1]
    await link.stop()
    assert link.pid is None


async def test_a_command_that_is_not_there_is_told(tmp_path: Path) -> None:
    heard = Heard()
    link = EngineLink([str(tmp_path / "nothing")], tmp_path / "log", first_wait=60)
    link.start(heard.event, heard.change)
    await heard.until(lambda: heard.changes)
    assert "could not be started" in heard.changes[0][1]
    link.wake()
    await link.stop()


_GARBAGE = (
    "print('x' * 3_000_000)",
    "print('{}')",
    "print('[1')",
    "sys.stdout.buffer.write(bytes(range(256)) + b'\\n')",
)


@pytest.mark.parametrize("garbage", _GARBAGE)
async def test_garbage_is_passed_over(tmp_path: Path, garbage: str) -> None:
    link, heard = _link(tmp_path, f"import sys\n{garbage}\nsys.stdout.flush()\n{_ENGINE}"), Heard()
    link.start(heard.event, heard.change)
    await heard.until(lambda: heard.events)
    assert heard.events == [Ready(holder=True)]
    assert link.garbled >= 1
    await link.stop()


async def test_an_engine_that_does_not_read_blocks_nothing_and_is_killed_at_the_end(tmp_path: Path) -> None:
    link, heard = _link(tmp_path, _DEAF), Heard()
    link.start(heard.event, heard.change)
    await heard.until(lambda: heard.events)
    pid = link.pid
    for _ in range(20_000):
        link.wake()
    await link.stop()
    assert pid is not None and _is_gone(pid)


def test_the_engine_is_started_for_this_data_folder(tmp_path: Path) -> None:
    assert engine_command(tmp_path, tmp_path / "c.toml")[1:] == [
        "-m", "newstui.engine", "--data-dir", str(tmp_path), "--config", str(tmp_path / "c.toml"),
    ]  # fmt: skip
