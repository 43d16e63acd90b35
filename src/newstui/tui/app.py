"""The application: it puts the reader screen on, passes on what the engine says, and ends in good order. No logic.

`run_reader(paths, loaded)` is the way in.
"""

import asyncio
import gc
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from rich.console import Console
from textual import events
from textual.app import App

from newstui.config.configuration import configuration
from newstui.config.load import LoadedSettings
from newstui.config.paths import Paths
from newstui.config.settings import Settings
from newstui.config.themes import MONOCHROME, SIXTEEN_COLOURS, Theme, ThemeCatalogue
from newstui.errors import DamagedDatabase, NewstuiError
from newstui.reading.lists import Library
from newstui.reading.marks import Marks
from newstui.tui.desk import Desk
from newstui.tui.engine_link import EngineLink, engine_command
from newstui.tui.messages import EngineChanged, EngineSpoke, KeyTaken, TerminalLost
from newstui.tui.reader_screen import ReaderScreen
from newstui.tui.state import read_place, write_place
from newstui.tui.terminal.abilities import takes_links
from newstui.tui.terminal.colours import Colours, colour_depth
from newstui.tui.terminal.driver import TerminalDriver
from newstui.tui.terminal.placeholders import without_pictures
from newstui.tui.themes import painter, textual_theme
from newstui.tui.type_ahead import TypeAhead

if TYPE_CHECKING:
    from rich.console import RenderableType

    from newstui.model.events import Event

_ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
_PLAIN, _COERCED = ("C", "POSIX"), ("C.UTF-8", "C.utf8", "UTF-8")
_COLOUR_SYSTEMS: dict[str, Literal["truecolor", "256", "standard"]] = {"true": "truecolor", "256": "256", "16": "standard"}


class NewsApp(App[None]):
    """The reader."""

    TITLE = "newstui"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = []
    _themed = False

    def __init__(self, desk: Desk) -> None:
        super().__init__(driver_class=TerminalDriver, ansi_color=desk.theme.uses_terminal_palette or not desk.colours)
        self.desk = desk
        self.animation_level = "basic" if desk.settings.appearance.animations else "none"
        # The status line says what there is to say: no screen needs Textual's layers for toasts and tooltips, nor their styles.
        self._disable_notifications = self._disable_tooltips = True
        self._choose_colours()
        self.register_theme(textual_theme(desk.theme))
        self.set_reactive(App.theme, desk.theme.name)
        self._themed = True
        self.stylesheet.set_variables(self.get_css_variables())
        self.reader = ReaderScreen(desk)
        self.typed = TypeAhead(self, super().on_event)
        self._left = False
        self.damage: DamagedDatabase | None = None
        """Why nothing can be shown."""

    def get_css_variables(self) -> dict[str, str]:
        """The theme's. Textual asks for them before there is a theme, too, and does nothing with the answer."""
        return super().get_css_variables() if self._themed else {}

    def get_default_screen(self) -> ReaderScreen:
        """The reader screen."""
        return self.reader

    def _choose_colours(self) -> None:
        if self.desk.depth == "none":
            return
        self.console = Console(
            color_system=_COLOUR_SYSTEMS[self.desk.depth],
            file=self.console.file,
            markup=False,
            highlight=False,
            emoji=False,
            legacy_windows=False,
            force_terminal=True,
            safe_box=False,
        )

    # Beginning.

    def on_mount(self) -> None:
        """Take signals over; the engine starts when the first screen is painted."""
        loop = asyncio.get_running_loop()
        if not self.is_headless:
            for number in _ENDING:
                loop.add_signal_handler(number, self.leave)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
        self.app_resume_signal.subscribe(self, self._resumed)
        self.screen_change_signal.subscribe(self, self.typed.screen_changed)
        self.call_after_refresh(self._after_first_paint)

    def _after_first_paint(self) -> None:
        if isinstance(self._driver, TerminalDriver) and self.desk.settings.appearance.linear:
            self._driver.show_cursor()
        if not gc.isenabled():  # the entry put it off
            gc.freeze()
            gc.enable()
        if self.desk.config_file is not None:
            from newstui.tui.reloading import ConfigurationWatch

            self.reader.cache_watch.configuration = ConfigurationWatch(self, self.desk.config_file)
        if self.desk.settings.searches:
            self.reader.search_counts.stale()
        library = self.desk.library
        if library.read_only:
            self.reader.fail(f"{library.read_only}: everything can be read, but nothing is kept or fetched.")
        if self.desk.engine is not None and (not library.read_only or library.passing):
            self.desk.engine.start(self._engine_spoke, self._engine_changed)

    def _engine_spoke(self, event: "Event") -> None:
        self.post_message(EngineSpoke(event))

    def _engine_changed(self, running: bool, words: str) -> None:
        self.post_message(EngineChanged(running, words))

    def _resumed(self, _: object) -> None:
        self.refresh(layout=True)

    # What happens.

    async def on_event(self, event: events.Event) -> None:
        """Hand events on; keys and pasted text one after the other."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self.typed.take(event)
        else:
            await super().on_event(event)

    async def on_key_taken(self, message: KeyTaken) -> None:
        """What was typed before it has been done."""
        await self.typed.taken(message)

    def on_engine_spoke(self, message: EngineSpoke) -> None:
        """The engine sent an event."""
        self.reader.hear(message.event)

    def on_engine_changed(self, message: EngineChanged) -> None:
        """The engine started or ended."""
        self.reader.engine_changed(message.running, message.words)

    def on_terminal_lost(self, _: TerminalLost) -> None:
        """Nobody is there any more."""
        self.leave()

    # Themes.

    def use_theme(self, theme: Theme) -> None:
        """Paint everything in another theme."""
        self.desk.theme = theme
        self.desk.painter = painter(
            theme, colours=self.desk.colours, ascii_only=self.desk.ascii_only, links=links_wanted(self.desk.settings)
        )
        self.register_theme(textual_theme(theme))
        self.ansi_color = theme.uses_terminal_palette or not self.desk.colours
        self.theme = theme.name
        self.reader.set_painter(self.desk.painter)

    def use_theme_named(self, name: str) -> None:
        """Load a theme and use it; one that cannot be read, or shown here, says why."""
        try:
            theme = self.desk.themes.load(name)
        except NewstuiError as error:
            self.reader.fail(error)
            return
        if why := self.desk.unfit(theme):
            self.reader.say(why)
            return
        self.use_theme(theme)
        self.desk.chosen_theme = name

    # The terminal.

    def copy_to_clipboard(self, text: str) -> None:
        """Copy what was marked in a field."""
        try:
            self.copy(text)
        except NewstuiError as error:
            self.reader.fail(error)

    def copy(self, text: str) -> None:
        """Copy a text. Raises NewstuiError, which says why it was not copied."""
        from newstui.tui.terminal.clipboard import copy  # what copies first needs it

        copy(text, self.desk.settings.terminal, os.environ, self.send)
        self._clipboard = text

    def send(self, sequence: str) -> None:
        """Send the terminal something that is no part of the screen."""
        if self._driver is not None:
            self._driver.write(sequence)

    def show_title(self, title: str) -> None:
        """Call the terminal's window so; "": as it was called before."""
        if isinstance(self._driver, TerminalDriver):
            self._driver.set_title(title)

    # End.

    def exit(self, result: None = None, return_code: int = 0, message: "RenderableType | None" = None) -> None:
        """End, and keep the screen for the next start."""
        self._keep_screen()
        super().exit(result, return_code, message)

    def _keep_screen(self) -> None:
        driver, place_file = self._driver, self.desk.place_file
        if not isinstance(driver, TerminalDriver) or place_file is None:
            return
        from newstui import snapshot

        folder, config = str(place_file.parent), self.desk.config_file
        screen = without_pictures(driver.screen)
        if self.screen is self.reader and screen.whole:
            painted = driver.painted(screen)
            snapshot.save(folder, str(config) if config else None, screen.width, screen.height, painted, screen.frame())
        else:
            snapshot.discard(folder)

    def give_up(self, damage: DamagedDatabase) -> None:
        """End without having shown anything: the way in offers to save what can be read."""
        self.damage = damage
        self.exit()

    def leave(self) -> None:
        """Save and end: asked to by a signal, or because the terminal is gone."""
        if not self._left:
            self._left = True
            self.reader.save()
            self.exit()


def make_desk(paths: Paths, loaded: LoadedSettings, *, engine: EngineLink | None = None) -> Desk:
    """Open the cache and load what the reader works with. Raises StorageError, ConfigError."""
    settings = loaded.settings
    place_file = paths.data_dir / "place.json"
    place = read_place(place_file)
    depth = _depth(settings.appearance.colours)
    colours = depth != "none"
    themes = ThemeCatalogue(paths.themes_dir)
    keymap, problems = configuration(loaded, themes)
    chosen = place.chosen("theme", settings.appearance.theme)
    theme, theme_problem = _theme(themes, settings, chosen, colours)
    if depth == "16" and not theme.uses_terminal_palette:  # there a theme's own colours would run into each other
        theme = themes.load(SIXTEEN_COLOURS)
    ascii_only = settings.appearance.ascii == "on" or (settings.appearance.ascii == "auto" and not _speaks_utf8())
    return Desk(
        library=Library(paths.database),
        marks=Marks(paths.database),
        settings=settings,
        themes=themes,
        theme=theme,
        chosen_theme=chosen,
        theme_problem=theme_problem,
        painter=painter(theme, colours=colours, ascii_only=ascii_only, links=links_wanted(settings)),
        keymap=keymap,
        engine=engine,
        place=place,
        place_file=place_file,
        config_file=paths.config_file,
        config_stamp=loaded.stamp,
        problems=problems,
        ascii_only=ascii_only,
        colours=colours,
        depth=depth,
    )


def links_wanted(settings: Settings) -> bool:
    """Whether links are to be clickable in this terminal."""
    return settings.terminal.links == "on" or (settings.terminal.links == "auto" and takes_links(os.environ))


def _theme(themes: ThemeCatalogue, settings: Settings, chosen: str, colours: bool) -> tuple[Theme, str]:
    """The theme that was chosen last, else the configured one, else the default; and why it is not the first of them."""
    if not colours:
        return themes.load(MONOCHROME), ""
    problem = ""
    for name in dict.fromkeys((chosen, settings.appearance.theme)):
        try:
            return themes.load(name), problem
        except NewstuiError as error:
            if themes.find(name) is not None or name != settings.appearance.theme:  # a name for nothing is told with its line
                problem = problem or str(error)
    return themes.load(Settings().appearance.theme), problem


def _depth(setting: str) -> Colours:
    """How many colours are sent; without a terminal, to the tests, all."""
    if setting == "auto" and not (sys.__stderr__ and sys.__stderr__.isatty()):
        return "none" if os.environ.get("NO_COLOR") else "true"
    return colour_depth(os.environ, setting)


def _speaks_utf8() -> bool:
    encoding = (getattr(sys.__stdout__, "encoding", "") or "").lower().replace("-", "")
    every, characters, language = (os.environ.get(name) or "" for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    if characters in _COERCED and language in _PLAIN and not _was_set("LC_CTYPE"):
        characters = ""  # Python set it, not the user: PEP 538
    return encoding == "utf8" and (every or characters or language) not in _PLAIN


def _was_set(name: str) -> bool:
    """Whether a variable stood in the environment that this process began with, as far as Linux tells it."""
    try:
        return f"\0{name}=".encode() in b"\0" + Path("/proc/self/environ").read_bytes()
    except OSError:
        return False


def run_reader(paths: Paths, loaded: LoadedSettings, *, verbose: bool = False) -> int:
    """Run the reader in this terminal until it ends; the exit status.

    What is wrong in the configuration is shown in the status line. Raises NewstuiError where the cache cannot be
    opened.
    """
    paths.make_data_dir()
    engine = EngineLink(engine_command(paths.data_dir, paths.config_file, verbose=verbose), paths.log_file)
    desk = make_desk(paths, loaded, engine=engine)
    # A signal that comes while the terminal is taken over waits until it can be given back.
    signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        return asyncio.run(_run(desk, engine))
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
        desk.marks.close()
        desk.library.close()


async def _run(desk: Desk, engine: EngineLink) -> int:
    app = NewsApp(desk)
    try:
        await app.run_async(mouse=desk.settings.appearance.mouse)
    finally:
        await engine.stop()
        if desk.place_file is not None and app.damage is None:
            write_place(desk.place_file, app.reader.place())
    if app.damage is not None:
        raise app.damage
    return app.return_code or 0
