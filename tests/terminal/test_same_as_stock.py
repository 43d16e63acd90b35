"""Every screen of the reader: what our way of sending shows is, cell by cell, what Textual's own frames show."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.driver import Driver
from textual.geometry import Size
from textual.pilot import Pilot

from newstui.config.load import LoadedSettings
from newstui.config.paths import Paths
from newstui.config.settings import Settings
from newstui.model.safe_text import SafeText
from newstui.tui.app import NewsApp, make_desk
from newstui.tui.terminal.abilities import Abilities
from newstui.tui.terminal.grid import UNKNOWN, Grid
from newstui.tui.terminal.pen import Pen
from newstui.tui.terminal.placeholders import PLACEHOLDER
from newstui.tui.terminal.wire import difference
from support.cache import add_entries, article, entry, open_cache
from support.emulator import Emulator
from support.newsroom import fill
from support.pictured import with_picture

# Nothing here whose width is disputed (what U+FE0F and U+200D change, flags): with those, Textual's own frames run over the edge.
TONGUES = (
    "漢字の見出し：東京で会議が開かれた",
    "Cafe\u0301 na\u0308ive, combining marks",
    "שלום עולם וגם مرحبا بالعالم",
    "🙂 emoji 👩 🚀 in one line",
    "ไทยและหिन्दी in a row",
)


class Both(Driver):
    """A terminal twice: one is sent Textual's frames as they are, the other what the difference to them is."""

    able = Abilities()

    def __init__(self, app: Any, *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        assert size is not None
        self.compared = 0
        self.seen: set[str] = set()
        self.wrong: list[str] = []
        self.stock_bytes = self.our_bytes = 0
        self.resized(*size)

    def resized(self, width: int, height: int) -> None:
        """Another size: two new terminals."""
        self.stock, self.ours = Emulator(width, height), Emulator(width, height)
        self.stock.feed("\x1b[?7l")
        self.ours.feed("\x1b[?7l")
        self.wanted = Grid(width, height, fill=UNKNOWN)
        self.shown: Grid | None = None
        self.pen = Pen()
        self._size = (width, height)

    def write(self, data: str) -> None:
        """A frame, or something that is none; one of another size came too late, and says nothing of this terminal."""
        late = self._app.screen.size != (self.wanted.width, self.wanted.height)
        if not late and self.wanted.read(data):
            self.stock.feed(data)
            self.stock_bytes += len(data.encode())

    def flush(self) -> None:
        """Compare."""
        if not self.wanted.whole:
            return
        sent, self.pen = difference(self.shown, self.wanted, self.pen, self.able)
        self.shown = self.wanted.copy()
        self.ours.feed(sent)
        self.our_bytes += len(sent.encode())
        self.compared += 1
        self.seen.update(cell[:1] for row in self.wanted.chars for cell in row)
        for y, (stock, ours) in enumerate(zip(self.stock.cells(), self.ours.cells(), strict=True)):
            if stock != ours:
                x = next(x for x, pair in enumerate(zip(stock, ours, strict=True)) if pair[0] != pair[1])
                self.wrong.append(f"frame {self.compared}, row {y}, column {x}: {ours[x]} for {stock[x]}\n{self.stock.text}")

    def start_application_mode(self) -> None:
        """There is no terminal."""
        assert self._size is not None
        size = Size(*self._size)
        self.send_message(events.Resize(size, size))

    def disable_input(self) -> None:
        """There is no input."""

    def stop_application_mode(self) -> None:
        """There is no terminal."""


def _words_of_the_world(folder: Path) -> None:
    with open_cache(folder) as db:
        feed = db.feeds.add("https://world.example/feed", feed_title=SafeText("世界新聞"))
        now = datetime.now(UTC)
        ids = add_entries(db, feed, [entry(100 + n, title=words, published=now) for n, words in enumerate(TONGUES)], now)
        for entry_id in ids:
            db.articles.store(article(entry_id, *TONGUES * 3, title=TONGUES[0]))


KEYS = (
    *(
        "j",
        "j",
        "k",
        "enter",
        "space",
        "j",
        "j",
        "k",
        "b",
        "right_square_bracket",
        "right_square_bracket",
        "e",
        "e",
        "z",
        "j",
        "j",
    ),
    *(
        "j",
        "space",
        "b",
        "k",
        "z",
        "v",
        "tab",
        "j",
        "tab",
        "j",
        "enter",
        "tab",
        "question_mark",
        "j",
        "space",
        "escape",
        "L",
        "escape",
    ),
    *(
        "ctrl+p",
        "t",
        "h",
        "e",
        "escape",
        "t",
        "j",
        "j",
        "escape",
        "a",
        "x",
        "escape",
        "slash",
        "h",
        "a",
        "enter",
        "escape",
        "w",
        "escape",
    ),
    *("n", "n", "n", "n", "n", "n", "n", "J", "K", "G", "g", "m", "s", "u", "5", "j"),
)
SIZES = ((80, 24), (60, 20), (40, 15), (39, 10), (160, 50), (100, 30))


@pytest.mark.parametrize(
    ("theme", "able"),
    [
        ("night-ferry", Abilities()),
        ("night-ferry", Abilities(margins=True)),
        ("terminal", Abilities()),
        ("monochrome", Abilities()),
    ],
)
async def test_every_screen_is_the_same_as_with_the_stock_driver(tmp_path: Path, theme: str, able: Abilities) -> None:
    fill(tmp_path, entries=60)
    _words_of_the_world(tmp_path)
    settings = Settings()
    settings = settings._replace(appearance=settings.appearance._replace(theme=theme, colours="true"))
    driver = await _compare(tmp_path, settings, KEYS, able)
    assert driver.compared > 60
    assert driver.our_bytes < driver.stock_bytes / 2


@pytest.mark.parametrize("way", ["blocks", "kitty", "sixel"])
async def test_pictures_are_the_same_as_with_the_stock_driver(tmp_path: Path, way: str) -> None:
    with_picture(tmp_path)
    settings = Settings()
    settings = settings._replace(
        appearance=settings.appearance._replace(colours="true"),
        terminal=settings.terminal._replace(pictures=way),  # type: ignore[arg-type]
    )
    driver = await _compare(tmp_path, settings, ("enter", "Z", "j", "j", "j", "k", "question_mark", "escape", "z", "space", "b"))
    assert (PLACEHOLDER if way == "kitty" else "▀") in driver.seen


async def _compare(folder: Path, settings: Settings, keys: tuple[str, ...], able: Abilities = Both.able) -> Both:
    """Press keys, then go through the sizes; every frame is the same both ways."""
    desk = make_desk(Paths(data_dir=folder, config_file=folder / "config.toml"), LoadedSettings(settings))
    app = NewsApp(desk)
    app.driver_class = type("Able", (Both,), {"able": able})

    drivers: list[Both] = []

    async def drive(pilot: Pilot[object]) -> None:
        driver = app._driver
        assert isinstance(driver, Both)
        drivers.append(driver)
        for key in keys:
            await pilot.press(key)
        for width, height in SIZES:
            driver.resized(width, height)
            size = Size(width, height)
            driver.send_message(events.Resize(size, size))
            await pilot.pause(0.05)
            while app.screen.size != size:  # a busy machine takes its time
                await pilot.pause(0.05)
            for key in ("j", "tab", "space", "tab"):
                await pilot.press(key)
        app.exit()

    try:
        await app.run_async(headless=False, size=(120, 40), auto_pilot=drive)
    finally:
        desk.marks.close()
        desk.library.close()
    driver = drivers[0]
    assert not driver.wrong, "\n".join(driver.wrong[:3])
    return driver
