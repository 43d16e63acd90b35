"""Screens are sent no faster than the terminal answers, and the newest one wins."""

import os
import pty
import select
from collections.abc import Iterator

import pytest

from newstui.tui.terminal.abilities import Abilities
from newstui.tui.terminal.answers import Answers
from newstui.tui.terminal.grid import Grid
from newstui.tui.terminal.output import ANSWER, QUESTION, Output
from support.emulator import Emulator

SIZE = (60, 12)
PATIENCE = 60.0


class Far:
    """The far end of a terminal: reads when it is told to, and answers when it is told to."""

    def __init__(self) -> None:
        self.end, self.near = pty.openpty()
        self.emulator = Emulator(*SIZE)
        self.sent = ""
        self.lost = 0
        self.failed: list[Exception] = []
        self.output = Output(self.near, Abilities(), self._lose, self.failed.append)
        self.output.start()

    def _lose(self) -> None:
        self.lost += 1

    def read(self, end: str = QUESTION) -> str:
        """What comes, up to what ends it: a screen is followed by a question."""
        came = ""
        while not came.endswith(end):
            assert select.select([self.end], [], [], PATIENCE)[0], f"{end!r} did not come, only {came!r}"
            came += os.read(self.end, 4096).decode()
        self.emulator.feed(came)
        self.sent += came
        return came

    def is_silent(self, seconds: float = 0.05) -> bool:
        """Whether nothing comes for a while."""
        return not select.select([self.end], [], [], seconds)[0]


@pytest.fixture
def far() -> Iterator[Far]:
    made = Far()
    yield made
    made.output.finish("", PATIENCE)
    os.close(made.end)
    os.close(made.near)


def screen(word: str) -> Grid:
    """A screen full of a word: more bytes than may be under way."""
    grid = Grid(*SIZE)
    grid.read("".join(f"\x1b[{y + 1};1H{(word + ' ') * 9}" for y in range(SIZE[1])))
    return grid


def test_while_the_terminal_has_not_answered_nothing_is_painted_and_then_the_newest(far: Far) -> None:
    far.output.ask()
    assert far.read() == QUESTION
    far.output.answered()
    far.output.show(screen("one"))
    assert "one" in far.read() and far.sent.endswith(QUESTION)
    for word in ("two", "three", "four"):
        far.output.show(screen(word))
        assert far.is_silent()
    far.output.answered()
    came = far.read()
    assert "four" in came and "two" not in came and "three" not in came
    assert far.emulator.text.count("four") == 9 * SIZE[1]


def test_it_knows_how_long_the_terminal_takes_at_best(far: Far, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("newstui.tui.terminal.output.time.monotonic", lambda: now)
    assert far.output.answer_seconds == 0
    for took in (0.5, 0.2, 3.0, 2.0, 1.0):
        far.output.ask()
        now += took
        far.output.answered()
    assert far.output.answer_seconds == pytest.approx(1.0)  # of the last three


def test_a_terminal_that_never_answered_is_not_waited_for(far: Far) -> None:
    far.output.ask()
    for word in ("one", "two", "three"):
        far.output.show(screen(word))
        far.read()
        assert word in far.emulator.text


def test_what_is_no_screen_is_sent_all_the_same(far: Far) -> None:
    far.output.ask()
    far.output.answered()
    far.output.show(screen("one"))
    far.read()
    far.output.control("\x07")
    assert far.read("\x07") == "\x07"


def test_the_end_comes_also_while_a_screen_waits(far: Far) -> None:
    far.output.ask()
    far.output.answered()
    far.output.show(screen("one"))
    far.read()
    far.output.show(screen("two"))
    far.output.finish("\x1b[?1049l", PATIENCE)
    assert far.read("\x1b[?1049l") == "\x1b[?1049l"
    assert not far.output.is_alive()


def test_nothing_is_asked_whose_answer_nobody_reads(far: Far) -> None:
    far.output.ask()
    far.output.answered()
    far.output.show(screen("one"))
    far.read()
    far.output.answered()
    far.output.settle(PATIENCE)
    far.output.ask()
    far.output.show(screen("two"))
    assert far.is_silent(0.3)
    far.output.finish("\x1b[?1049l", PATIENCE)
    assert far.read("\x1b[?1049l") == "\x1b[?1049l"


def test_a_failure_is_told_and_the_terminal_is_given_back(far: Far, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newstui.tui.terminal.output.difference", lambda *_: 1 / 0)
    far.output.show(screen("one"))
    far.output.join(PATIENCE)
    assert isinstance(far.failed[0], ZeroDivisionError)
    far.output.finish("\x1b[?1049l", PATIENCE)
    assert far.read("\x1b[?1049l") == "\x1b[?1049l"


def test_a_terminal_that_went_away_is_told_once() -> None:
    end, near = os.pipe()
    os.close(end)
    lost: list[int] = []
    output = Output(near, Abilities(), lambda: lost.append(1), lambda error: None)
    output.start()
    output.control("one")
    output.control("two")
    output.finish("three", PATIENCE)
    os.close(near)
    assert lost == [1] and output.lost and not output.is_alive()


def test_answers_are_parted_from_keys_also_where_one_comes_in_two_parts() -> None:
    answers = Answers()
    assert answers.take(f"a{ANSWER}b{ANSWER}", 0.0, True) == ("ab", 2)
    assert answers.take("j\x1b[", 1.0, True) == ("j", 0)
    assert answers.given_up(1.05) == ""
    assert answers.take("0nk", 1.06, True) == ("k", 1)
    assert answers.take("\x1b", 2.0, True) == ("", 0)  # the Esc key, or the beginning of an answer
    assert answers.given_up(2.2) == "\x1b"
    assert answers.take("\x1b", 3.0, False) == ("\x1b", 0)  # nothing was asked: the Esc key
    assert answers.take("\x1b[A", 4.0, True) == ("\x1b[A", 0)


@pytest.mark.parametrize(("state", "has"), [(0, False), (1, True), (2, True), (4, False)])
def test_a_terminal_says_whether_it_has_margins(state: int, has: bool) -> None:
    answers = Answers()
    assert answers.take(f"j\x1b[?2026;2$y\x1b[?69;{state}$y{ANSWER}k", 0.0, True) == ("j\x1b[?2026;2$yk", 1)
    assert answers.margins is has
