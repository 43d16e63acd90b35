"""The engine's eye on the configuration file: what the user changes there holds without a restart."""

import logging
from pathlib import Path

from newstui.config.load import read_settings
from newstui.config.settings import Settings

logger = logging.getLogger(__name__)


class SettingsWatch:
    """Looks whether the file changed. The reader tells what is wrong in it: a wrong value leaves its default in place."""

    def __init__(self, path: Path, settings: Settings) -> None:
        self._path = path
        self._settings = settings
        self._mark = self._look()

    def __call__(self) -> Settings | None:
        """The new settings, once after each change; None where there is none."""
        mark = self._look()
        if mark == self._mark:
            return None
        self._mark = mark
        settings = read_settings(self._path).settings
        if settings == self._settings:
            return None
        self._settings = settings
        logger.info("the settings changed")
        return settings

    def _look(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size
