"""Where newstui keeps its things: the cache, the log, the configuration, the user's own themes."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from newstui.errors import ConfigError

DATA_DIR_VARIABLE = "NEWSTUI_DATA_DIR"
CONFIG_VARIABLE = "NEWSTUI_CONFIG"


class Paths(NamedTuple):
    """Every place that newstui reads or writes. All are absolute; none need exist."""

    data_dir: Path
    config_file: Path

    @property
    def database(self) -> Path:
        """The cache."""
        return self.data_dir / "newstui.db"

    @property
    def log_file(self) -> Path:
        """What the engine and its workers have to tell."""
        return self.data_dir / "newstui.log"

    @property
    def secrets_file(self) -> Path:
        """The user's passwords and keys for feeds, or where they come from; beside the configuration."""
        return self.config_dir / "secrets.toml"

    @property
    def config_dir(self) -> Path:
        """The folder of the configuration file."""
        return self.config_file.parent

    @property
    def themes_dir(self) -> Path:
        """The user's own themes."""
        return self.config_dir / "themes"

    def make_data_dir(self) -> None:
        """Make the data folder, readable by its owner only: it says what somebody reads. Raises ConfigError."""
        try:
            self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror or str(error)
            raise ConfigError(
                f"The data folder {self.data_dir} cannot be made: {reason}.",
                hint=f"Name another one with --data-dir or {DATA_DIR_VARIABLE}.",
            ) from error


def find_paths(
    *, data_dir: Path | None = None, config_file: Path | None = None, environment: Mapping[str, str] | None = None
) -> Paths:
    """Paths from what was asked for, else from the environment, else the platform's own places.

    NEWSTUI_DATA_DIR and NEWSTUI_CONFIG override the platform's places; an argument overrides both. Raises ConfigError
    where "~" stands for a home that cannot be found.
    """
    variables = os.environ if environment is None else environment
    data = data_dir or _from(variables, DATA_DIR_VARIABLE) or _data_home(variables)
    config = config_file or _from(variables, CONFIG_VARIABLE) or _config_home(variables) / "config.toml"
    try:
        return Paths(data_dir=data.expanduser().absolute(), config_file=config.expanduser().absolute())
    except FileNotFoundError as error:
        raise ConfigError("The folder that this shell is in is gone.", hint="Go to another one.") from error
    except RuntimeError as error:
        raise ConfigError(
            "There is no home folder to keep the cache and the configuration in.",
            hint=f"Set HOME, or {DATA_DIR_VARIABLE} and {CONFIG_VARIABLE}.",
        ) from error


def _from(variables: Mapping[str, str], name: str) -> Path | None:
    value = variables.get(name, "").strip()
    return Path(value) if value else None


_XDG = "linux" in sys.platform
# On Linux the XDG base directories in our own words, the same as platformdirs gives (a test compares them): its import would
# take a tenth of the reader's start.


def _data_home(variables: Mapping[str, str]) -> Path:
    if _XDG:
        return (_from(variables, "XDG_DATA_HOME") or Path("~/.local/share")) / "newstui"
    import platformdirs

    return Path(platformdirs.user_data_dir("newstui", appauthor=False))


def _config_home(variables: Mapping[str, str]) -> Path:
    if _XDG:
        return (_from(variables, "XDG_CONFIG_HOME") or Path("~/.config")) / "newstui"
    import platformdirs

    return Path(platformdirs.user_config_dir("newstui", appauthor=False))
