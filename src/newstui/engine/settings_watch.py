"""The engine's eye on the configuration file: what the user changes there holds without a restart."""

import logging
from pathlib import Path

from newstui.config.load import LoadedSettings, read_settings, stamp_of
from newstui.config.settings import Settings

logger = logging.getLogger(__name__)


class SettingsWatch:
    """Looks whether the file changed since its settings were `loaded`.

    Where something is wrong in it, what was in force stays, as in the reader, which says so: a proxy with a slip in it must not
    become none.
    """

    def __init__(self, path: Path, loaded: LoadedSettings) -> None:
        self._path = path
        self._settings = loaded.settings
        self._stamp = loaded.stamp

    def __call__(self) -> Settings | None:
        """The new settings, once after each change; None where there is none."""
        if stamp_of(self._path) == self._stamp:
            return None
        loaded = read_settings(self._path)
        self._stamp = loaded.stamp
        if loaded.problems:
            logger.warning("the settings stay as they are: %s", "; ".join(map(str, loaded.problems)))
            return None
        if loaded.settings == self._settings:
            return None
        self._settings = loaded.settings
        logger.info("the settings changed")
        return loaded.settings
