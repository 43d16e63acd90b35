"""The wheel holds what the program needs besides its code, and finds it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content, as an installer would lay it out."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True, capture_output=True
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(installed: Path, script: str) -> str:
    return subprocess.run(
        [sys.executable, "-P", "-c", f"import sys; sys.path.insert(0, {str(installed)!r}); {script}"],
        check=True,
        capture_output=True,
        text=True,
        cwd=installed,
    ).stdout.strip()


def test_the_wheel_runs_by_itself(installed: Path) -> None:
    assert run(installed, "import newstui; print(newstui.__file__)").startswith(str(installed))


def test_every_theme_is_in_it(installed: Path) -> None:
    found = run(
        installed,
        "from newstui.config.themes import ThemeCatalogue; c = ThemeCatalogue(); print(*[c.load(n).name for n in c.files()])",
    )
    assert set(found.split()) == {path.stem for path in (ROOT / "themes").glob("*.toml")}


def test_the_sample_and_the_rules_data_are_in_it(installed: Path) -> None:
    assert run(installed, "from newstui.sample import sample_feed; print(len(sample_feed()) > 1000)") == "True"
    package = ROOT / "src" / "newstui"
    wanted = {path.relative_to(package) for path in package.rglob("*") if path.suffix in (".toml", ".txt", ".xml", ".tcss")}
    assert wanted and not [path for path in wanted if not (installed / "newstui" / path).exists()]
    assert (installed / "newstui" / "py.typed").exists()


def test_the_manual_page_goes_where_man_looks(installed: Path) -> None:
    (page,) = installed.glob("newstui-*.data/data/share/man/man1/newstui.1")
    assert page.read_text(encoding="utf-8").startswith(".TH NEWSTUI 1")


def test_a_checkout_finds_its_themes_too() -> None:
    from newstui.config.themes import packaged_themes_dir

    assert packaged_themes_dir() == ROOT / "themes"
