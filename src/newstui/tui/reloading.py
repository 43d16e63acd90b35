"""The configuration and the theme, taken in again when their files change while the reader runs."""

from pathlib import Path
from typing import TYPE_CHECKING

from newstui.errors import NewstuiError
from newstui.tui.keymap import build_keymap

if TYPE_CHECKING:
    from newstui.tui.app import NewsApp

_Stamp = tuple[int, int] | None


def _stamp(path: Path) -> _Stamp:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


class ConfigurationWatch:
    """Two looks at the disk a time, and nothing more while nothing changed."""

    def __init__(self, app: "NewsApp", config_file: Path) -> None:
        self._app = app
        self._config_file = config_file
        self._config_stamp = _stamp(config_file)
        self._theme_stamp = _stamp(app.desk.theme.path)
        self._theme_path = app.desk.theme.path

    def look(self) -> None:
        """Take in what changed since the last look; what is wrong in it is said, and what was in force stays."""
        stamp = _stamp(self._config_file)
        if stamp != self._config_stamp:
            self._config_stamp = stamp
            self._read_settings()
        desk = self._app.desk
        if desk.theme.path != self._theme_path:  # another theme was chosen
            self._theme_path, self._theme_stamp = desk.theme.path, _stamp(desk.theme.path)
        elif (stamp := _stamp(self._theme_path)) != self._theme_stamp:
            self._theme_stamp = stamp
            self._use_theme(desk.theme.name)

    def _read_settings(self) -> None:
        from newstui.config.load import load_settings

        desk, reader = self._app.desk, self._app.reader
        try:
            settings = load_settings(self._config_file)
        except NewstuiError as error:
            reader.fail(error)
            return
        before, desk.settings = desk.settings, settings
        desk.keymap = build_keymap(settings.keys)
        reader.article.set_look(
            reader.article.look._replace(measure=settings.reading.measure, date_format=settings.reading.date_format)
        )
        reader.say("The configuration was read again.")
        if settings.appearance.theme != before.appearance.theme:
            self._use_theme(settings.appearance.theme)
        if desk.keymap.problems:
            reader.fail(desk.keymap.problems[0])

    def _use_theme(self, name: str) -> None:
        try:
            self._app.use_theme(self._app.desk.themes.load(name))
        except NewstuiError as error:
            self._app.reader.fail(error)
        else:
            self._app.desk.chosen_theme = name
            self._app.reader.say(f"Theme {name}.")
