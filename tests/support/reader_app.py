"""The reader over a real cache, driven by Textual's pilot."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic
from unittest.mock import patch

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from newstui.config.load import LoadedSettings, read_settings
from newstui.config.paths import Paths
from newstui.config.settings import Settings
from newstui.model.wishes import Wish
from newstui.tui.app import NewsApp, make_desk
from newstui.tui.reader_screen import ReaderScreen

PATIENCE = 15.0
"""Seconds until a test stops waiting for what should happen."""


class Reading:
    """A reader that runs, and what a test asks of it."""

    def __init__(self, app: NewsApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def reader(self) -> ReaderScreen:
        """The reader screen."""
        return self.app.reader

    async def press(self, *keys: str) -> None:
        """Press keys, and let everything settle that they set off."""
        for key in keys:
            await self.pilot.press(key)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type characters."""
        await self.press(*({" ": "space"}.get(character, character) for character in text))

    async def burst(self, *keys: str) -> None:
        """Press keys faster than any of them can be answered: all at once, as a slow machine or a slow line hands them on."""
        driver = self.app._driver
        assert driver is not None
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 else key
            event = events.Key(name, key if len(key) == 1 else {"enter": "\r", "escape": "\x1b", "space": " "}.get(key))
            event.set_sender(self.app)
            driver.send_message(event)
        await self.pilot.pause()

    async def until(self, condition: Callable[[], object], what: str = "what was waited for") -> None:
        """Wait until something is so."""
        end = monotonic() + PATIENCE
        while not condition():
            assert monotonic() < end, f"{what} did not happen; the screen:\n{self.text}"
            await self.pilot.pause()

    @property
    def lines(self) -> list[str]:
        """The screen's rows."""
        return [strip.text.rstrip() for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        """The screen."""
        return "\n".join(self.lines)

    @property
    def dialog(self) -> str:
        """The words of the dialog that is open, its rows joined."""
        box = self.app.screen.query_one("#box").content_region
        rows = self.app.screen._compositor.render_strips()[box.y : box.bottom]
        return " ".join(" ".join(strip.crop(box.x, box.right).text for strip in rows).split())

    @property
    def status(self) -> str:
        """The status line's words, message and error."""
        status = self.reader.status.status
        return status.error or status.message

    def wishes(self) -> list[Wish]:
        """What was wished for."""
        return self.app.desk.library.wishes()


@asynccontextmanager
async def reading(folder: Path, *, size: tuple[int, int] = (120, 40), settings: Settings | None = None) -> AsyncIterator[Reading]:
    """A reader over the cache in a folder, without an engine; closed at the end, its place kept as in real life."""
    from newstui.tui.state import write_place

    paths = Paths(data_dir=folder, config_file=folder / "config.toml")
    with patch.dict(os.environ, {"TERM": "xterm-256color", "COLORTERM": "truecolor"}):  # wherever the tests run
        desk = make_desk(paths, LoadedSettings(settings) if settings else read_settings(paths.config_file))
    app = NewsApp(desk)
    try:
        async with app.run_test(size=size) as pilot:
            running = Reading(app, pilot)
            await pilot.pause()
            yield running
            app.reader.save()
    finally:
        desk.marks.close()
        desk.library.close()
        write_place(folder / "place.json", app.reader.place())


def with_theme(name: str) -> Settings:
    """The default settings with a theme."""
    settings = Settings()
    return settings._replace(appearance=settings.appearance._replace(theme=name))
