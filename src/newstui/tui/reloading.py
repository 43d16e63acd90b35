"""The configuration and the theme, taken in again when their files change while the reader runs."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from newstui.config.configuration import configuration
from newstui.config.load import stamp_of
from newstui.config.wording import first_of
from newstui.errors import NewstuiError
from newstui.model.lists import Sort
from newstui.rendering.painting import Highlights

if TYPE_CHECKING:
    from newstui.tui.app import NewsApp

_AT_THE_START = ("mouse", "colours", "ascii", "linear")
"""Settings of the appearance that a running reader does not take over."""


def _stamps(folder: Path | None) -> dict[str, tuple[int, int] | None]:
    """The theme files of a folder: a theme may build on another one of them."""
    try:
        found = list(folder.iterdir()) if folder is not None else []
    except OSError:  # no folder of the user's own
        return {}
    return {path.name: stamp_of(path) for path in found if path.suffix == ".toml"}


class ConfigurationWatch:
    """Two looks at the disk a time, and nothing more while nothing changed.

    What is wrong is said, and what was in force stays; when it is right again, that is said too.
    """

    def __init__(self, app: "NewsApp", config_file: Path) -> None:
        self._app = app
        self._file = config_file
        self._config_stamp = app.desk.config_stamp
        self._theme_stamps = _stamps(app.desk.themes.user_dir)
        self._problems: tuple[str, ...] = app.desk.problems
        self._theme_problem = app.desk.theme_problem

    def look(self) -> None:
        """Take in what changed since the last look."""
        stamp, stamps = stamp_of(self._file), _stamps(self._app.desk.themes.user_dir)
        config, themes = stamp != self._config_stamp, stamps != self._theme_stamps
        if not config and not themes:
            return
        self._config_stamp, self._theme_stamps = stamp, stamps
        before = (*self._problems, self._theme_problem)
        words = self._read_settings() if config else []
        if themes:
            words += self._use_theme(self._app.desk.chosen_theme)
        self._tell(before, words)

    def _tell(self, before: Sequence[str], words: Sequence[str]) -> None:
        reader = self._app.reader
        wrong = [problem for problem in (*self._problems, self._theme_problem) if problem]
        if wrong:
            reader.fail(first_of(wrong))
            for problem in wrong if len(wrong) > 1 else ():
                reader.activity.remember(problem, error=True)
        elif any(before):
            reader.say(" ".join(("It is mended: what was wrong in the configuration is right now.", *words)))
        elif words:
            reader.say(" ".join(words))

    def _read_settings(self) -> list[str]:
        from newstui.config.load import read_settings

        desk, reader = self._app.desk, self._app.reader
        loaded = read_settings(self._file)
        keymap, self._problems = configuration(loaded, desk.themes)
        if loaded.problems:
            return []
        before, look = desk.settings, loaded.settings.appearance
        started = {name: getattr(before.appearance, name) for name in _AT_THE_START}
        later = [name for name, value in started.items() if getattr(look, name) != value]
        desk.settings = loaded.settings._replace(appearance=look._replace(**started))
        desk.keymap = keymap
        reading = loaded.settings.reading
        reader.article.set_look(reader.article.look._replace(measure=reading.measure, date_format=reading.date_format))
        reader.entries.set_rows(look.list_rows)
        reader.panes.take_settings()
        if loaded.settings.feeds.fold_stories != before.feeds.fold_stories:
            reader.lists.set_folding(loaded.settings.feeds.fold_stories)
        if loaded.settings.terminal != before.terminal:
            self._app.use_theme(desk.theme)  # links are painted with it
        if loaded.settings.feeds.sort != before.feeds.sort:
            reader.lists.set_list_sort(Sort(loaded.settings.feeds.sort))
        reader.lists.set_searches(loaded.settings.searches)
        reader.search_counts.stale()
        if reading.highlights != before.reading.highlights:
            reader.keeper.set_highlights(Highlights(reading.highlights))
        if reading.sidebar != before.reading.sidebar:
            reader.sidebar_wanted = reading.sidebar
            reader.lay_out()
        words = ["The configuration was read again."]
        self._app.animation_level = "basic" if look.animations else "none"
        if later:
            words.append(f"From the next start on: {', '.join(later)}.")
        if look.theme != before.appearance.theme and desk.themes.find(look.theme) is not None:
            words += self._use_theme(look.theme)
        return words

    def _use_theme(self, name: str) -> list[str]:
        """Load a theme and use it, if it looks otherwise now; what there is to say about it."""
        desk = self._app.desk
        desk.chosen_theme = name
        self._theme_problem = ""
        try:
            theme = desk.themes.load(name)
        except NewstuiError as error:
            self._theme_problem = str(error)
            return []
        if theme == desk.theme or desk.unfit(theme):
            return []
        self._app.use_theme(theme)
        return [f"Theme {theme.title}."]
