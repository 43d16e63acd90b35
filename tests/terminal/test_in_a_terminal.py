"""The reader in a real terminal: opened, read, resized, left, and the terminal as it was before."""

import os
import re
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from newstui.model.feeds import ParsedEntry
from newstui.model.lists import Scope, SmartFeed
from newstui.model.safe_text import safe_text
from newstui.reading.lists import Library
from support.cache import add_entries, article, open_cache
from support.newsroom import HEADLINE
from support.processes import children, state_of
from support.pty_reader import PtyReader

T = TypeVar("T")

_LEFT_ALTERNATE = b"\x1b[?1049l"
_CURSOR_SHOWN = b"\x1b[?25h"


def _open_story(term: PtyReader) -> None:
    term.until(HEADLINE[:20])
    term.type("\r")
    term.until(lambda: "“We cannot keep patching" in term.text and "declined to" in term.text, "the article")


def _settled(folder: Path) -> bool:
    """Whether nothing waits for the engine, and the story is analysed."""
    library = Library(folder / "newstui.db")
    try:
        story = next(row.id for row in library.page(_all(), limit=50) if row.title == HEADLINE)
        return not library.wishes() and library.analysis(story) is not None and not library.index_pending()
    finally:
        library.close()


def _paged(term: PtyReader) -> Callable[[], bool]:
    return lambda: "By Ada Writer" not in term.text and "published" in term.text


def _first_words(term: PtyReader) -> str:
    """The first line of the article that has words, at 100 columns."""
    return next((line[33:].strip() for line in term.text.splitlines()[1:] if line[33:].strip()), "")


def test_an_article_is_read_resized_and_left(folder: Path) -> None:
    with PtyReader(folder) as term:
        _open_story(term)
        content, plain = term.styled("“We cannot keep"), term.styled("declined to")
        source = term.styled("Lindqvist, who")
        assert (content.fg, content.italics, content.bold) != (plain.fg, plain.italics, plain.bold)
        assert (source.fg, source.bold) != (content.fg, content.bold)
        assert "Organisations" in term.text
        term.resize(80, 24)
        term.until(lambda: "Organisations" not in term.text and "“We cannot keep" in term.text, "80 columns")
        term.resize(60, 20)
        term.until(lambda: "Feeds" not in term.text and "“We cannot keep" in term.text, "60 columns")
        term.resize(120, 40)
        term.until("Organisations")
        term.type("q")
        assert term.ended() == 0
        assert term.modes == term.modes_before
        assert _LEFT_ALTERNATE in term.sent and term.sent.rindex(_CURSOR_SHOWN) > term.sent.rindex(b"\x1b[?25l")
        assert b"\x1b[?1000h" not in term.sent and b"\x1b[?1003h" not in term.sent  # no mouse modes


def test_keys_typed_at_the_very_first_start_are_not_lost(tmp_path: Path) -> None:
    with PtyReader(tmp_path) as term:
        term.type("\r")  # before anything is on the screen
        term.until(lambda: "min read" in term.text and "1/8" in term.text, "the first article")
        term.type("q")
        assert term.ended() == 0


def test_without_utf_8_everything_is_drawn_in_ascii(folder: Path) -> None:
    with PtyReader(folder, size=(80, 24), environment={"LANG": "C"}) as term:
        term.until(HEADLINE[:20])
        term.type("\r")
        term.until("cannot keep patching")
        for key, words in (("?", "Moving about"), ("w", "Nothing waits"), ("\x10", "an action, a feed"), ("L", "as they were")):
            term.type(key)
            term.until(words)
            assert term.text.isascii(), term.text
            term.type("\x1b")
            term.until(lambda words=words: words not in term.text, "the dialog to go")  # type: ignore[misc]
        term.type("e")
        term.until("Names -")
        assert term.text.isascii(), term.text


def test_the_place_is_kept_and_nothing_is_sent_while_nothing_happens(folder: Path) -> None:
    with PtyReader(folder, size=(100, 30)) as term:
        _open_story(term)
        term.type("  ")
        term.until(_paged(term), "the page")
        term.until(lambda: _settled(folder), "the engine's work")
        term.fall_silent(6.0)
        here = _first_words(term)
        term.type("q")
        assert term.ended() == 0
    with PtyReader(folder, size=(100, 30)) as term:
        term.until(lambda: _first_words(term) == here, "the same place")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_signals_restore_the_terminal_and_keep_the_place(folder: Path, number: signal.Signals) -> None:
    with PtyReader(folder, size=(100, 30)) as term:
        _open_story(term)
        term.type(" ")
        term.until(_paged(term), "the page")
        term.signal(number)
        assert term.ended() == 0
        assert term.modes == term.modes_before
        assert _LEFT_ALTERNATE in term.sent
    library = Library(folder / "newstui.db")
    assert any(row.position for row in library.page(_all(), limit=50))
    library.close()


def test_a_terminal_that_goes_away_ends_the_reader(folder: Path) -> None:
    with PtyReader(folder) as term:
        _open_story(term)
        term.hang_up()
        assert term.ended() == 0


def test_it_goes_to_the_background_and_comes_back(folder: Path) -> None:
    with PtyReader(folder) as term:
        _open_story(term)
        term.type("\x1a")
        term.until(lambda: _LEFT_ALTERNATE in term.sent, "the terminal given back")
        term.until(lambda: state_of(term.process.pid) == "T", "the stop")
        assert term.modes[3] == term.modes_before[3]
        before = len(term.sent)
        term.signal(signal.SIGCONT)
        term.until(lambda: "“We cannot keep".encode() in term.sent[before:], "the repaint")
        term.type("]")
        term.until("1/3")
        term.type("q")
        assert term.ended() == 0
        assert term.modes == term.modes_before


def test_a_killed_engine_is_told_and_started_again(folder: Path) -> None:
    with PtyReader(folder) as term:
        term.until(HEADLINE[:20])
        term.until(lambda: children(term.process.pid), "the engine")
        engine = children(term.process.pid)[0]
        os.kill(engine, signal.SIGKILL)
        term.until("The engine was killed")
        term.until(lambda: any(child != engine for child in children(term.process.pid)), "another engine")
        term.until(lambda: "The engine was killed" not in term.text, "the words to go")
        _open_story(term)
        term.type("q")
        assert term.ended() == 0


_HOSTILE = (
    "\x1b]0;owned\x07\x1b[2J\x1b[31mred\x1b]52;c;ZXZpbA==\x07",
    "\x9b31mC1 \x9d0;owned\x9c",
    "\u202egnp.exe\u202c \u2066isolated\u2069",
    "[/oops] [b]markup[/b] [@click=app.quit]click[/]",
    "zero\u200bwidth and a\x00null and a bell\x07",
    "e" + "\u0301" * 40 + " pile",
)


def test_hostile_text_never_reaches_the_terminal(folder: Path) -> None:
    with open_cache(folder) as db:
        feed = db.feeds.add("https://evil.example/feed", feed_title=safe_text(_HOSTILE[0]))
        now = datetime.now(UTC)
        entries = [_hostile_entry(n, words, now) for n, words in enumerate(_HOSTILE)]
        ids = add_entries(db, feed, entries, now)
        for entry_id, words in zip(ids, _HOSTILE, strict=True):
            db.articles.store(article(entry_id, *(safe_text(words) for _ in range(3)), title=safe_text(words)))
    with PtyReader(folder) as term:
        term.until("[/oops]")
        for _ in _HOSTILE:
            term.type("n")
            term.settle()
        term.type("q")
        assert term.ended() == 0
        sent = re.sub("\x1b]2;[^\x00-\x1f\x7f-\x9f]*\x07", "", term.sent.decode())  # the window's title
        assert "owned" not in sent and "ZXZpbA" not in sent
        assert "\x1b]" not in sent
        assert not re.search("[\x80-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", sent)
        assert "\x07" not in sent and "\x00" not in sent
        assert not re.search("\u0301{7}", sent)


def _hostile_entry(number: int, words: str, now: datetime) -> ParsedEntry:
    shown = safe_text(words)
    return ParsedEntry(
        f"e{number}", safe_text(f"{number} {words}"), f"https://evil.example/{number}", shown, now, None, words, shown
    )


def test_no_colour_sends_none(folder: Path) -> None:
    with PtyReader(folder, environment={"NO_COLOR": "1"}) as term:
        _open_story(term)
        cells = [term.styled(words) for words in ("“We cannot keep", "Lindqvist, who", "declined to")]
        assert {cell.fg for cell in cells} == {cell.bg for cell in cells} == {"default"}
        assert len({(cell.bold, cell.italics, cell.underscore) for cell in cells}) == 3
        assert not re.search(rb"\x1b\[[0-9;]*(?<![0-9])[34]8;[25];", term.sent)


def test_a_locale_without_utf8_gets_ascii(folder: Path) -> None:
    with PtyReader(folder, environment={"LANG": "C", "LC_ALL": "C"}) as term:
        term.until(HEADLINE[:20])
        term.type("\r")
        term.until('"We cannot keep patching')
        term.type("q")
        assert term.ended() == 0
        assert term.sent.isascii()


def _all() -> Scope:
    return Scope(smart=SmartFeed.ALL)


def test_with_sixteen_colours_the_terminals_own_are_used(folder: Path) -> None:
    with PtyReader(folder, environment={"TERM": "xterm", "COLORTERM": ""}) as term:
        _open_story(term)
        assert not re.search(rb"[34]8;[25];", term.sent)
        assert term.styled("Lindqvist, who").fg == "green"  # the first speaker
        term.type("]")
        term.until("Mara Lindqvist, said")
        assert term.styled("We cannot keep").reverse


def test_a_damaged_cache_is_salvaged_when_the_user_says_so(folder: Path) -> None:
    path = folder / "newstui.db"
    data = bytearray(path.read_bytes())
    data[:4096] = b"\xee" * 4096
    path.write_bytes(data)
    with PtyReader(folder) as term:
        term.until("is damaged")
        term.until("[Y/n]")
        term.type("\r")
        term.until("Enter opens the reader")
        assert "2 feeds" in term.text and "newstui.db.damaged-" in term.text.replace("\n", "")
        term.type("\r")
        term.until(HEADLINE[:20])
        term.type("q")
        assert term.ended() == 0
    assert list(folder.glob("newstui.db.damaged-*"))


def test_words_typed_at_once_behind_the_key_that_asks_for_them_are_no_actions(folder: Path) -> None:
    words = "A m s O D x R"  # each of them is an action where no field has the keys

    def cached(about: Callable[[Library], T]) -> T:
        library = Library(folder / "newstui.db")
        try:
            return about(library)
        finally:
            library.close()

    with PtyReader(folder) as term:
        term.until(HEADLINE[:20])
        story = next(row.id for row in cached(lambda library: library.page(_all(), limit=50)) if row.title == HEADLINE)
        term.type(f"N{words}")
        term.until(lambda: words in term.text, "the note")
        term.type("\x1b")
        term.until(lambda: cached(lambda library: library.note(story)) == words, "the note on the disk")
        term.type(f"T{words}\rj")
        term.until(lambda: cached(lambda library: list(library.tags())) == [words], "the tags")
        term.type("k\x10tags\ru, v\rj")
        term.until(lambda: "v" in cached(lambda library: library.tags()), "the tags")
        term.type(f"/{words}\rag{words}")
        term.until(lambda: f"g{words}" in term.text and "Add a feed" in term.text, "the search, and the address")
        term.type("\x1b")
        assert cached(lambda library: library.unread(_all())) == 13
        assert not cached(lambda library: library.wishes())
