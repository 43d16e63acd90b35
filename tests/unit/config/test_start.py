"""The reader's start: the configuration brings in nothing heavy."""

import subprocess
import sys


def test_config_imports_only_the_light_part_of_the_standard_library() -> None:
    code = (
        "import sys; from pathlib import Path; from newstui.config.paths import find_paths;"
        "from newstui.config.load import read_settings; from newstui.config.themes import ThemeCatalogue;"
        "find_paths(); read_settings(Path('/nonexistent')); ThemeCatalogue().load('night-ferry');"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"dataclasses", "inspect", "importlib.resources", "platformdirs", "difflib", "textwrap", "shlex", "datetime.UTC"}
    assert heavy.isdisjoint(done.stdout.split())
