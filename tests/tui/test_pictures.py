"""Pictures of an article: fetched only when they are wanted, shown where they stand, and never sent where nothing shows them."""

from collections.abc import Mapping
from pathlib import Path
from threading import Event

import pytest
from msgspec.structs import replace

from newstui.config.settings import Settings
from newstui.extraction.pictures import make_small
from newstui.model.documents import BlockKind
from newstui.model.events import PicturesStored
from newstui.model.pictures import StoredPicture
from newstui.model.wishes import WishKind
from newstui.storage.database import Database
from support.cache import NOON, article, open_cache
from support.images import painted
from support.newsroom import fill
from support.reader_app import PATIENCE, Reading, reading

_LOCK, _GONE = "https://harbour.example/lock.jpg", "https://harbour.example/gone.png"


def _with_pictures(folder: Path) -> int:
    """The story's entry, with two pictures between its paragraphs."""
    room = fill(folder)
    with open_cache(folder) as db:
        stored = article(room.story, "It begins here.", "The lock in March", "It goes on.", "", "It ends.", title="Locks")
        blocks = [
            replace(block, kind=BlockKind.PICTURE, target=target) if (target := {2: _LOCK, 4: _GONE}.get(number)) else block
            for number, block in enumerate(stored.document.blocks)
        ]
        db.articles.store(replace(stored, document=replace(stored.document, blocks=tuple(blocks))))
    return room.story


def _store(db: Database, entry: int) -> None:
    db.pictures.store(entry, StoredPicture(_LOCK, make_small(painted(1200, 600, "JPEG"))), NOON)
    db.pictures.store(entry, StoredPicture(_GONE, None, "harbour.example says 404."), NOON)


def _settings(when: str = "off", how: str = "auto") -> Settings:
    settings = Settings()
    return settings._replace(
        reading=settings.reading._replace(pictures=when),  # type: ignore[arg-type]
        terminal=settings.terminal._replace(pictures=how),  # type: ignore[arg-type]
    )


def _wishes(run: Reading) -> list[dict[str, object]]:
    return [wish.payload for wish in run.wishes() if wish.kind is WishKind.PICTURES]


async def test_nothing_is_fetched_until_the_key_asks_for_it(tmp_path: Path) -> None:
    entry = _with_pictures(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("enter")
        assert "▣ The lock in March" in run.text and not _wishes(run)
        await run.press("Z")
        await run.until(lambda: _wishes(run) == [{"entry": entry}], "the wish")
        assert run.status == "Fetching 2 pictures…" and "▀" not in run.text
        with open_cache(tmp_path) as db:
            _store(db, entry)
        run.reader.hear(PicturesStored(entry))
        await run.until(lambda: "▀" in run.text, "the picture")
        assert run.status == "1 picture; 1 could not be had: harbour.example says 404."
        rows = [line for line in run.lines if "▀" in line]
        assert len(rows) > 5 and run.lines.index(rows[-1]) + 1 == next(n for n, x in enumerate(run.lines) if "▣ The lock" in x)
        await run.press("Z")
        assert "▀" not in run.text and run.status == "The pictures are hidden."
        await run.press("Z")  # what failed is tried again, what is there is shown at once
        await run.until(lambda: "▀" in run.text and {"entry": entry, "again": True} in _wishes(run), "another try")


async def test_its_colours_are_the_pictures_own(tmp_path: Path) -> None:
    entry = _with_pictures(tmp_path)
    with open_cache(tmp_path) as db:
        _store(db, entry)
    async with reading(tmp_path) as run:
        await run.press("enter", "Z")
        row = next(strip for strip in run.app.screen._compositor.render_strips() if "▀" in strip.text)
        dots = [one.style.color.get_truecolor() for one in row if one.text == "▀" and one.style and one.style.color]
        assert dots[0].red > 150 > dots[0].blue and dots[-1].blue > 150 > dots[-1].red
        await run.press("j", "j", "j")
        assert "▀" in run.text
        await run.press("J", "K")  # another article, and back: the key is what shows them
        assert "▀" not in run.text


@pytest.mark.parametrize(("when", "shown"), [("off", False), ("auto", True), ("always", True)])
async def test_they_open_by_themselves_only_where_that_is_set(tmp_path: Path, when: str, shown: bool) -> None:
    entry = _with_pictures(tmp_path)
    with open_cache(tmp_path) as db:
        db.pictures.store(entry, StoredPicture(_LOCK, make_small(painted(400, 300))), NOON)
    async with reading(tmp_path, settings=_settings(when)) as run:
        await run.press("enter")
        assert ("▀" in run.text) is shown
        await run.until(lambda: bool(_wishes(run)) is shown, "what is missing")


async def test_over_ssh_they_wait_for_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")
    entry = _with_pictures(tmp_path)
    with open_cache(tmp_path) as db:
        _store(db, entry)
    async with reading(tmp_path, settings=_settings("auto")) as run:
        await run.press("enter")
        assert "▀" not in run.text
        await run.press("Z")
        assert "▀" in run.text
    async with reading(tmp_path, settings=_settings("always")) as run:
        await run.press("enter")
        assert "▀" in run.text


async def test_on_a_slow_line_the_key_is_asked_for_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = _with_pictures(tmp_path)
    with open_cache(tmp_path) as db:
        _store(db, entry)
    monkeypatch.setattr("newstui.tui.pictures.Pictures._seconds", 0.4)
    async with reading(tmp_path, settings=_settings("auto")) as run:
        await run.press("enter")
        assert "▀" not in run.text
        await run.press("Z")
        assert (
            "▀" not in run.text and run.status == "This line is slow: a picture takes a while. Z again shows them all the same."
        )
        await run.press("Z")
        assert "▀" in run.text


async def test_tmux_is_asked_while_keys_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = _with_pictures(tmp_path)
    with open_cache(tmp_path) as db:
        _store(db, entry)
    said = Event()
    asked: list[bool] = []

    def way_through(variables: Mapping[str, str]) -> str:
        asked.append(said.wait(PATIENCE))
        return ""

    monkeypatch.setattr("newstui.tui.terminal.tmux.way_through", way_through)
    monkeypatch.setenv("TMUX", "/tmp/tmux,1,0")
    async with reading(tmp_path) as run:
        await run.press("enter", "Z")
        await run.press("J", "K")  # another article, and back
        assert "▣ The lock in March" in run.text and "▀" not in run.text
        said.set()
        await run.until(lambda: "▀" in run.text, "the picture")
        await run.press("J", "Z", "K", "J")
        assert "▀" not in run.text  # nor in an article that has none
    assert asked == [True]


@pytest.mark.parametrize("how", ["off", "no colours", "linear", "ascii"])
async def test_where_none_can_be_shown_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    entry = _with_pictures(tmp_path)
    with open_cache(tmp_path) as db:
        _store(db, entry)
    settings = _settings("always", how="off" if how == "off" else "auto")
    appearance = settings.appearance
    match how:
        case "no colours":
            appearance = appearance._replace(colours="256")
        case "linear":
            appearance = appearance._replace(linear=True)
        case "ascii":
            appearance = appearance._replace(ascii="on")
    async with reading(tmp_path, settings=settings._replace(appearance=appearance)) as run:
        await run.press("enter", "Z")
        assert run.status.startswith("No pictures here") and "▀" not in run.text and not _wishes(run)


async def test_letters_lead_to_a_picture_and_then_to_its_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")
    entry = _with_pictures(tmp_path)
    with open_cache(tmp_path) as db:
        _store(db, entry)
    async with reading(tmp_path) as run:
        await run.press("enter", "H", "a")
        assert "▀" in run.text
        await run.press("H", "a")
        assert run.app.clipboard == _LOCK


async def test_an_article_without_pictures_says_so(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("Z")
        assert run.status == "No article is open."
        await run.press("enter", "Z")
        assert run.status == "There are no pictures in this article."
