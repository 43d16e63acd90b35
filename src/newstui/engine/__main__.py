"""Run the engine: `python -m newstui.engine --data-dir DIR [--config FILE]`. Started by a reader, which holds its pipes."""

import argparse
import logging
import sys
from pathlib import Path

from newstui import __version__
from newstui.bootstrap import open_services
from newstui.config.load import read_settings
from newstui.config.log_file import LEVELS, log_to_file, set_level
from newstui.config.paths import find_paths
from newstui.config.settings import Settings
from newstui.engine.main import run
from newstui.engine.settings_watch import SettingsWatch


def main() -> int:
    """Read the arguments and the settings, and run. What is logged goes to the log file."""
    parser = argparse.ArgumentParser(prog="newstui.engine", description=__doc__)
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--config", type=Path)
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    paths = find_paths(data_dir=arguments.data_dir, config_file=arguments.config)
    loaded = read_settings(paths.config_file)
    log_to_file(paths.log_file, logging.DEBUG if arguments.verbose else LEVELS[loaded.settings.log.level])
    logging.getLogger("newstui.engine").info("version %s begins", __version__)
    for problem in loaded.problems:
        logging.getLogger("newstui.engine").warning("%s", problem)
    watch = SettingsWatch(paths.config_file, loaded)

    def changed() -> Settings | None:
        settings = watch()
        if settings is not None and not arguments.verbose:
            set_level(LEVELS[settings.log.level])
        return settings

    return run(lambda emit: open_services(paths, loaded.settings, emit=emit, log=sys.stderr), changed)


if __name__ == "__main__":
    sys.exit(main())
