"""Keys that come faster than they are answered mean what they would have meant one by one."""

from asyncio import wrap_future
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace
from textual import events

from newstui.model.documents import Inline, InlineKind
from newstui.model.lists import Scope, SmartFeed
from newstui.model.spans import TextSpan
from newstui.model.wishes import WishKind
from support.cache import NOON, article, open_cache
from support.linked import LOC, ORG, PER, Room
from support.newsroom import fill
from support.reader_app import Reading, reading

_DANGEROUS = "A m s O D x R q u"
"""Words of which each letter is an action where no field has the keys."""


def _unread(run: Reading) -> int:
    return run.app.desk.library.unread(Scope(smart=SmartFeed.ALL))


def _index(folder: Path) -> None:
    with open_cache(folder) as db:
        while db.search.index_batch():
            pass


def _untouched(run: Reading) -> None:
    """Nothing was marked, removed or asked for."""
    assert _unread(run) == 13
    assert not run.app.desk.library.unread(Scope(smart=SmartFeed.STARRED))
    assert not [wish for wish in run.wishes() if wish.kind is not WishKind.SUBSCRIBE]


async def test_what_is_typed_at_once_after_the_note_key_is_the_note(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.burst("N", *_DANGEROUS, "escape", "j")
        await run.until(lambda: run.app.desk.library.note(room.story) == _DANGEROUS, "the note")
        await run.until(lambda: run.reader.entries.cursor == 1, "the key after it")
        _untouched(run)


async def test_tags_and_the_keys_behind_them(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.burst("T", *"A, m, D", "enter", "j", "j", "k")
        await run.until(lambda: run.app.desk.library.tags() == ["A", "D", "m"], "the tags")
        await run.until(lambda: run.reader.entries.cursor == 1, "the keys after it")
        _untouched(run)


async def test_pasted_words_are_the_notes_too(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path) as run:
        driver = run.app._driver
        assert driver is not None
        for event in (events.Key("N", "N"), events.Paste(_DANGEROUS), events.Key("escape", "\x1b"), events.Key("j", "j")):
            event.set_sender(run.app)
            driver.send_message(event)
        await run.until(lambda: run.app.desk.library.note(room.story) == _DANGEROUS, "the note")
        await run.until(lambda: run.reader.entries.cursor == 1, "the key after it")
        _untouched(run)


async def test_words_to_search_and_then_moves_in_what_was_found(tmp_path: Path) -> None:
    fill(tmp_path)
    _index(tmp_path)
    async with reading(tmp_path) as run:
        await run.burst("/", *"Valley", "enter", "j", "j")
        await run.until(lambda: run.reader.lists.scope.query == "Valley", "the search")
        await run.until(lambda: run.reader.entries.cursor == 2, "the keys after it")
        _untouched(run)


async def test_an_address_that_is_added(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.burst("a", *"RADqs.example", "enter")
        await run.until(lambda: [w.payload["url"] for w in run.wishes()] == ["RADqs.example"], "the wish")
        _untouched(run)


@pytest.mark.parametrize("key", ["ctrl+p", ":"])
async def test_the_palette_and_what_it_opens(tmp_path: Path, key: str) -> None:
    room = fill(tmp_path)
    _index(tmp_path)
    async with reading(tmp_path) as run:
        await run.burst(key, *"note", "enter", *_DANGEROUS, "escape", "j")
        await run.until(lambda: run.app.desk.library.note(room.story) == _DANGEROUS, "the note")
        await run.until(lambda: run.reader.entries.cursor == 1, "the key after it")
        await run.burst(key, *"search Valley", "enter", "j")
        await run.until(lambda: run.reader.lists.scope.query == "Valley" and run.reader.entries.cursor == 1, "the search")
        _untouched(run)


async def test_keys_meant_for_a_list_in_a_dialog(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        before = run.app.desk.theme.name
        names = list(run.app.desk.themes.files())
        await run.burst("t", "j", "enter", "j")
        await run.until(lambda: run.app.screen is run.reader and run.reader.entries.cursor == 1, "the choice")
        assert run.app.desk.theme.name == names[names.index(before) + 1]
        _untouched(run)


async def test_from_one_dialog_to_the_next_and_through_a_page(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        room = Room(db)
        room.name(("Harbour Board", ORG), ("Halden", LOC))
        room.name(("Tom Merrow", PER), ("Harbour Board", ORG))
    async with reading(tmp_path) as run:
        await run.burst("@", *"harbour board", "enter", "Y", *"2026-11-01", "enter", "escape", "j")
        await run.until(lambda: run.app.screen is run.reader and run.reader.entries.cursor == 1, "the way back")
        assert run.app.desk.library.unread(Scope(smart=SmartFeed.ALL)) == 2


async def test_the_number_of_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")
    room = fill(tmp_path)
    with open_cache(tmp_path) as db:
        stored = article(room.story, "See the plan.", *["More of it."] * 60, title="Plans")
        blocks = list(stored.document.blocks)
        start = blocks[1].span.start + len("See ")
        link = Inline(InlineKind.LINK, TextSpan(start, start + len("the plan")), "https://link.example/plan")
        blocks[1] = replace(blocks[1], inlines=(link,))
        db.articles.store(replace(stored, document=replace(stored.document, blocks=tuple(blocks))))
    async with reading(tmp_path) as run:
        await run.burst("enter", "f", "1", "j", "j")
        await run.until(lambda: run.app.clipboard == "https://link.example/plan", "the link")
        await run.until(lambda: run.reader.article.top == 2, "the keys after it")


_POOL = (
    *("j", "k", "G", "g", "enter", "h", "tab", "space", "b", "e", "z", "v", "]", "}", "J", "K"),
    *("/", "N", "T", "a", "@", "?", "L", "t", "ctrl+f", "H", "f", "i", "S", "&", "X", "w", "!"),
    *("escape", "escape", "escape", "a", "o", "1", "2", "backspace", "down", "up", "left"),
)
"""Keys that open screens, keys that close them, and words: none that writes, sends or ends anything by itself."""


@pytest.mark.parametrize("seed", range(4))
async def test_a_burst_of_any_keys_ends_where_the_same_keys_end_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")
    keys = Random(seed).choices(_POOL, k=40)
    ends = []
    for way in ("one by one", "burst"):
        folder = tmp_path / way
        folder.mkdir()
        fill(folder, now=lambda: NOON)
        async with reading(folder) as run:
            if way == "burst":
                await run.burst(*keys)
                await run.until(lambda: not run.app.typed.waiting, "the last key")
            else:
                for key in keys:
                    await run.press(key)
            marks = run.app.desk.marks
            await wrap_future(marks.set_read([], True))  # behind all that is being written
            run.reader.lists.reload_tree()
            await run.pilot.pause(0.1)
            open_screens = [type(screen).__name__ for screen in run.app.screen_stack]
            ends.append((open_screens, run.reader.pane, run.reader.lists.scope, run.lines[:-1]))
    assert ends[0] == ends[1], f"{keys}\n" + "\n".join(map(str, (ends[0][:3], ends[1][:3])))
