"""The commented default file and the documentation, made from the settings' declaration."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from newstui.config.load import load_settings
from newstui.config.settings import Settings, sections, settings_of
from newstui.config.write import default_config, settings_reference, write_default_config
from newstui.errors import ConfigError

ACTIONS = [
    ("move.down", ("j", "down"), "Go one line down."),
    ("app.quit", ("q",), "Leave newstui."),
    ("odd", ('"', "\\"), "Odd."),
]


def test_the_default_file_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    write_default_config(path, ACTIONS)
    assert load_settings(path) == Settings()
    assert path.stat().st_mode & 0o077 == 0


def test_the_default_file_with_everything_switched_on_says_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(re.sub(r"^#(?! |$)", "", default_config(ACTIONS), flags=re.MULTILINE), encoding="utf-8")
    keys = {action: keys for action, keys, _ in ACTIONS}
    assert load_settings(path) == Settings(keys=keys)
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    for name, section in sections().items():
        assert set(table[name]) == {setting.name for setting in settings_of(section)}


def test_lines_are_short_enough_to_read() -> None:
    assert max(len(line) for line in default_config(ACTIONS).splitlines()) <= 130


def test_a_configuration_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("# mine\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="There is a configuration already"):
        write_default_config(path)
    assert path.read_text(encoding="utf-8") == "# mine\n"


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match="cannot be written"):
        write_default_config(tmp_path / "file" / "config.toml")


def test_a_disk_without_room_leaves_no_half_of_one(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    script = (
        "import resource, sys; from pathlib import Path; from newstui.config.write import write_default_config\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)); write_default_config(Path(sys.argv[1]))"
    )
    done = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, timeout=60, check=False)
    assert "ConfigError" in done.stderr and "cannot be written" in done.stderr and not path.exists()


def test_the_reference_has_every_setting() -> None:
    reference = settings_reference()
    for name, section in sections().items():
        assert f"## [{name}]" in reference
        for setting in settings_of(section):
            assert f"| `{setting.name}` |" in reference


def test_the_example_of_a_command_is_one_that_would_work() -> None:
    reference = {line.split("`")[1]: line for line in settings_reference().splitlines() if line.startswith("| `")}
    assert "firefox --new-tab {url}" in reference["command"]
    assert "xclip -selection clipboard" in reference["copy_command"] and "{url}" not in reference["copy_command"]
