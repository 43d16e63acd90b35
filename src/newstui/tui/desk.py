"""What the reader screen works with: the cache, the decisions, the settings, the keys, the engine."""

from pathlib import Path

import msgspec

from newstui.config.keymap import Keymap
from newstui.config.settings import Settings
from newstui.config.themes import MONOCHROME, Theme, ThemeCatalogue
from newstui.reading.lists import Library
from newstui.reading.marks import Marks
from newstui.tui.engine_link import EngineLink
from newstui.tui.state import Place
from newstui.tui.strips import Painter
from newstui.tui.terminal.colours import Colours


class Desk(msgspec.Struct):
    """Made by the application; settings, keymap and theme change when the configuration does."""

    library: Library
    marks: Marks
    settings: Settings
    themes: ThemeCatalogue
    theme: Theme
    """The one in use."""
    chosen_theme: str
    """The one to start with next time: not one that is only looked at. It may be one that cannot be read now."""
    painter: Painter
    keymap: Keymap
    engine: EngineLink | None = None
    place: Place = msgspec.field(default_factory=Place)
    place_file: Path | None = None
    config_file: Path | None = None
    config_stamp: tuple[int, int] | None = None
    """Of the configuration as it was read."""
    problems: tuple[str, ...] = ()
    """What was wrong in the configuration, a sentence each."""
    ascii_only: bool = False
    colours: bool = True
    depth: Colours = "true"
    """How many colours are sent."""
    theme_problem: str = ""
    """Why the chosen theme could not be read at the start."""

    def unfit(self, theme: Theme) -> str:
        """Why this terminal cannot show a theme; empty where it can."""
        if not self.colours and theme.name != MONOCHROME:
            return f"Without colours there is only {MONOCHROME}."
        if self.depth == "16" and not theme.uses_terminal_palette:  # its own colours would run into each other
            return "In 16 colours only themes of the terminal's own colours can be told apart."
        return ""
