"""The start, as a terminal at the end of a slow line sees it."""

from pathlib import Path

import pytest
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from newstui.tui.terminal.driver import TerminalDriver
from support.newsroom import HEADLINE, fill
from support.pty_reader import PtyReader

FIRST, PART, OTHER = "the first screen " * 10, "a part of it " * 10, "another screen " * 10


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What drivers hand on to the terminal."""
    out: list[str] = []
    monkeypatch.setattr(LinuxDriver, "write", lambda _, data: out.append(data))
    monkeypatch.setattr(LinuxDriver, "flush", lambda _: None)
    return out


def test_the_first_screen_is_sent_once(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[feeds]\nrefresh_on_start = false\nrefresh_minutes = 0\n")
    fill(tmp_path)
    with PtyReader(tmp_path) as term:
        term.until(HEADLINE[:20])
        while term.pump(1.0):  # until it is quiet
            pass
        assert term.sent.count(b"Feeds") == 1
        term.type("j")
        term.until("2/13")


async def test_screens_that_come_to_the_same_are_dropped(sent: list[str]) -> None:
    driver = TerminalDriver(App(), size=(80, 24))
    for data in (FIRST, PART, FIRST):
        driver.write(data)
    assert sent == [FIRST]
    driver.opened()
    assert sent == [FIRST]


async def test_what_changed_while_the_first_screen_was_painted_is_sent(sent: list[str]) -> None:
    driver = TerminalDriver(App(), size=(80, 24))
    for data in (FIRST, FIRST, PART):
        driver.write(data)
    driver.opened()
    assert sent == [FIRST, FIRST, PART]


async def test_later_the_same_screen_is_sent_again(sent: list[str]) -> None:
    driver = TerminalDriver(App(), size=(80, 24))
    driver.write(FIRST)
    driver.opened()
    driver.write(FIRST)  # the reader asked for it: another program has written over it
    driver.write(OTHER)
    assert sent == [FIRST, FIRST, OTHER]
