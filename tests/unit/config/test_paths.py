"""Where things are kept."""

from pathlib import Path

import platformdirs
import pytest

from newstui.config.paths import find_paths
from newstui.errors import ConfigError


def test_the_platform_places_are_the_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for xdg in ({}, {"XDG_DATA_HOME": str(tmp_path / "d"), "XDG_CONFIG_HOME": str(tmp_path / "c")}):
        for name in ("NEWSTUI_DATA_DIR", "NEWSTUI_CONFIG", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            monkeypatch.delenv(name, raising=False)
        for name, value in xdg.items():
            monkeypatch.setenv(name, value)
        paths = find_paths()
        assert paths.data_dir == Path(platformdirs.user_data_dir("newstui", appauthor=False))
        assert paths.config_dir == Path(platformdirs.user_config_dir("newstui", appauthor=False))
        assert paths.config_file.name == "config.toml"


def test_the_environment_goes_before_the_platform_and_an_argument_before_both(tmp_path: Path) -> None:
    environment = {"NEWSTUI_DATA_DIR": str(tmp_path / "data"), "NEWSTUI_CONFIG": str(tmp_path / "conf" / "my.toml")}
    paths = find_paths(environment=environment)
    assert paths.database == tmp_path / "data" / "newstui.db"
    assert paths.log_file.parent == tmp_path / "data"
    assert paths.themes_dir == tmp_path / "conf" / "themes"
    paths = find_paths(data_dir=Path("here"), config_file=tmp_path / "other.toml", environment=environment)
    assert paths == (Path.cwd() / "here", tmp_path / "other.toml")


def test_without_a_home_it_says_what_to_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def homeless(self: Path) -> Path:
        raise RuntimeError("no home")

    monkeypatch.setattr(Path, "expanduser", homeless)
    with pytest.raises(ConfigError, match="Set HOME, or NEWSTUI_DATA_DIR"):
        find_paths(environment={})


def test_the_data_folder_is_private(tmp_path: Path) -> None:
    paths = find_paths(data_dir=tmp_path / "a" / "b", environment={})
    paths.make_data_dir()
    paths.make_data_dir()
    assert paths.data_dir.stat().st_mode & 0o777 == 0o700


def test_a_data_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match="cannot be made"):
        find_paths(data_dir=tmp_path / "file" / "data", environment={}).make_data_dir()
