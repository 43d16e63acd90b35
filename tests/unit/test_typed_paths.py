"""Tab in a field for a path."""

from pathlib import Path

import pytest

from newstui.tui.typed_paths import complete_path, typed_path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """feeds.opml, feeds.txt, sub/urls, .hidden"""
    for name in ("feeds.opml", "feeds.txt", ".hidden", "sub/urls"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("fe", "feeds."),
        ("feeds.o", "feeds.opml"),
        ("s", "sub/"),
        ("sub/", "sub/urls"),
        (".h", ".hidden"),
        ("nothing", "nothing"),
        ("no/such/", "no/such/"),
        ("", ""),
    ],
)
def test_a_path_goes_on_as_far_as_it_is_sure(folder: Path, typed: str, completed: str) -> None:
    assert complete_path(f"{folder}/{typed}") == f"{folder}/{completed}"


def test_home_stays_as_it_was_typed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(folder))
    assert complete_path("~/sub/u") == "~/sub/urls"


def test_a_home_of_nobody_is_no_mistake(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert complete_path("~nobody-of-that-name/x") == "~nobody-of-that-name/x"
    assert typed_path("~nobody-of-that-name/x") == folder / "~nobody-of-that-name" / "x"
