"""Run the engine: `python -m newstui.engine --data-dir DIR [--config FILE]`. Started by a reader, which holds its pipes."""

import argparse
import logging
import sys
from pathlib import Path

from newstui.bootstrap import open_services
from newstui.config.load import read_settings
from newstui.config.paths import find_paths
from newstui.engine.main import run


def main() -> int:
    """Read the arguments and the settings, and run. What is logged goes to standard error, which the reader sent to a file."""
    parser = argparse.ArgumentParser(prog="newstui.engine", description=__doc__)
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--config", type=Path)
    arguments = parser.parse_args()
    logging.basicConfig(format="%(asctime)s %(name)s %(levelname)s %(message)s", level=logging.INFO)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    paths = find_paths(data_dir=arguments.data_dir, config_file=arguments.config)
    loaded = read_settings(paths.config_file)
    for problem in loaded.problems:
        logging.getLogger("newstui.engine").warning("%s", problem)
    return run(lambda emit: open_services(paths, loaded.settings, emit=emit, log=sys.stderr))


if __name__ == "__main__":
    sys.exit(main())
