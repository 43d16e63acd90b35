"""The themes that come with newstui, and themes that somebody wrote at home."""

from itertools import combinations
from pathlib import Path

import pytest

from newstui.config.colours import contrast, distance
from newstui.config.contrast import contrasts, look_alikes
from newstui.config.roles import ROLES, SPEAKERS, Role
from newstui.config.settings import Settings
from newstui.config.themes import MONOCHROME, RoleStyle, Theme, ThemeCatalogue, packaged_themes_dir
from newstui.errors import ConfigError, ConfigProblems

FIXTURES = Path(__file__).parents[1] / "fixtures" / "config"
NAMES = tuple(ThemeCatalogue().files())
TOLD_APART = (
    Role.TEXT,
    Role.QUOTE_DIRECT,
    Role.QUOTE_INDIRECT,
    Role.QUOTE_SOURCE,
    Role.QUOTE_CUE,
    Role.QUOTE_HEDGE,
    Role.QUOTE_VIA,
)


def packaged(name: str) -> Theme:
    return ThemeCatalogue().load(name)


def at_home(folder: Path, **files: str) -> ThemeCatalogue:
    for name, text in files.items():
        (folder / f"{name.replace('_', '-')}.toml").write_text(text, encoding="utf-8")
    return ThemeCatalogue(folder)


def test_there_is_something_for_everybody() -> None:
    themes = [packaged(name) for name in NAMES]
    coloured = [theme for theme in themes if not theme.uses_terminal_palette]
    assert len(themes) >= 10
    assert sum(theme.appearance == "dark" for theme in coloured) >= 4
    assert sum(theme.appearance == "light" for theme in coloured) >= 3
    assert {theme.appearance for theme in themes if theme.contrast >= 7} == {"dark", "light"}
    assert {theme.name for theme in themes if theme.uses_terminal_palette} == {"terminal", MONOCHROME}
    assert len({theme.title for theme in themes}) == len(themes)
    assert Settings().appearance.theme in NAMES


@pytest.mark.parametrize("name", NAMES)
def test_everything_is_legible_wherever_it_is_painted(name: str) -> None:
    theme = packaged(name)
    measured = list(contrasts(theme))
    assert [str(pair) for pair in measured if not pair.enough] == []
    assert bool(measured) is not theme.uses_terminal_palette


@pytest.mark.parametrize("name", NAMES)
def test_quotations_are_told_apart_without_colour(name: str) -> None:
    styles = packaged(name).styles
    for one, other in combinations(TOLD_APART, 2):
        if {one, other} == {Role.QUOTE_DIRECT, Role.QUOTE_INDIRECT} and styles[one].fg != styles[other].fg:
            continue  # the quotation marks tell these two apart, and long underlines shout
        assert styles[one].attributes != styles[other].attributes, (one, other)
    assert styles[Role.QUOTE_BLOCK].attributes  # and the bar beside it
    assert styles[Role.LINK].underline


@pytest.mark.parametrize("name", NAMES)
def test_what_stands_side_by_side_is_told_apart(name: str) -> None:
    assert [str(pair) for pair in look_alikes(packaged(name))] == []


@pytest.mark.parametrize("name", [name for name in NAMES if name != MONOCHROME])
def test_quotations_are_told_apart_by_colour(name: str) -> None:
    styles = packaged(name).styles
    colours = {styles[role].fg for role in (Role.TEXT, Role.QUOTE_DIRECT, Role.QUOTE_SOURCE, Role.QUOTE_HEDGE, Role.QUOTE_VIA)}
    assert len(colours) == (4 if name == "terminal" else 5)  # of sixteen colours the speakers have those that can be read


@pytest.mark.parametrize(("name", "colours"), [(name, {"terminal": 5, MONOCHROME: 0}.get(name, 6)) for name in NAMES])
def test_a_theme_knows_how_many_speakers_have_a_colour(name: str, colours: int) -> None:
    theme = packaged(name)
    assert theme.speaker_colours == colours
    assert {theme.styles[role].attributes for role in SPEAKERS} == {theme.styles[Role.QUOTE_SOURCE].attributes}


def test_what_cannot_be_seen_or_told_apart_is_named(tmp_path: Path) -> None:
    same = "\n".join(f'{name} = "#a6cf8d"' for name in ("person", "source", "stance", "told"))
    theme = at_home(tmp_path, dull=f'extends = "night-ferry"\n[colours]\nhere = "#131923"\n{same}\n').load("dull")
    assert [str(pair) for pair in contrasts(theme) if not pair.enough] == [
        "current on article: #131923 on #121822 is 1.01, needed are 1.2"
    ]
    assert {(pair.one, pair.other) for pair in look_alikes(theme)} == {
        (Role.QUOTE_INDIRECT, Role.QUOTE_STANCE),
        (Role.QUOTE_SOURCE, Role.SPEAKER_1),
        (Role.ENTITY_PERSON, Role.ENTITY_PLACE),
        (Role.ENTITY_PERSON, Role.QUOTE_SOURCE),
    }


def test_two_colours_are_as_far_apart_as_they_look() -> None:
    assert distance("#000000", "#ffffff") == pytest.approx(1, abs=0.001)
    assert distance("#3fa9f5", "#3fa9f5") == 0
    assert distance("#83d48f", "#a6cf8d") < distance("#83d48f", "#f192bd")


@pytest.mark.parametrize("name", NAMES)
def test_what_is_laid_over_something_shows(name: str) -> None:
    theme = packaged(name)
    for overlay in (Role.SELECTION, Role.SELECTION_INACTIVE, Role.MATCH, Role.CURRENT, Role.ENTITY_CHOSEN):
        for role in (Role.TEXT, Role.UNREAD, Role.QUOTE_DIRECT):
            under = theme.styles[role]
            assert theme.styles[overlay].over(under) != under


def test_the_monochrome_theme_has_no_colours() -> None:
    theme = packaged(MONOCHROME)
    assert {theme.background, theme.panel, theme.text} == {"default"}
    assert {colour for style in theme.styles.values() for colour in (style.fg, style.bg)} <= {None, "default"}
    assert not any(style.dim for style in theme.styles.values())


def test_the_terminal_theme_takes_only_the_terminals_own_colours() -> None:
    colours = {c for s in packaged("terminal").styles.values() for c in (s.fg, s.bg) if c}
    assert "ansi_cyan" in colours
    assert all(colour == "default" or colour.startswith("ansi_") for colour in colours)


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_every_role_has_a_meaning_and_a_way_down() -> None:
    assert set(ROLES) == set(Role)
    for role in Role:
        assert ROLES[role].meaning
        seen, at = set(), ROLES[role].fallback
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = ROLES[at].fallback


def test_a_role_left_out_looks_like_its_fallback(tmp_path: Path) -> None:
    theme = at_home(
        tmp_path,
        mine="""
        appearance = "light"
        [colours]
        background = "#FFFFFF"
        text = "#222222"
        ink = "#003366"
        [styles]
        quote_direct = { fg = "ink", italic = true }
        emphasis = { italic = true }
        status = { reverse = true }
        status_key = { bold = true }
        """,
    ).load("mine")
    assert theme.title == "Mine"
    assert (theme.background, theme.panel) == ("#ffffff", "#ffffff")
    assert theme.style("quote_headline") == theme.style(Role.QUOTE_DIRECT) == RoleStyle(fg="#003366", italic=True)
    assert theme.style("emphasis") == theme.style("quote_cue") == RoleStyle(fg="#222222", italic=True)
    assert theme.style("selection").reverse
    assert theme.style("status_key") == RoleStyle(fg="#222222", bold=True, reverse=True)
    with pytest.raises(KeyError):
        theme.style("no such role")


def test_a_theme_may_change_only_a_few_colours_of_another(tmp_path: Path) -> None:
    theme = at_home(tmp_path, tiny='extends = "night-ferry"\n[colours]\nsaid = "#ffffff"\n').load("tiny")
    night = packaged("night-ferry")
    assert theme.style("quote_direct").fg == "#ffffff"
    assert theme.style("quote_source") == night.style("quote_source")
    assert theme.appearance == "dark"


def test_a_users_theme_goes_before_a_packaged_one_but_changes_no_other(tmp_path: Path) -> None:
    catalogue = at_home(tmp_path, night_ferry='name = "My ferry"\nappearance = "dark"\n')
    assert catalogue.load("night-ferry").title == "My ferry"
    assert catalogue.load("pine-lamp").styles == packaged("pine-lamp").styles
    assert set(catalogue.files()) == set(NAMES)
    own = at_home(tmp_path, night_ferry='extends = "night-ferry"\n[colours]\ntext = "#ffffff"\n').load("night-ferry")
    assert (own.text, own.background) == ("#ffffff", packaged("night-ferry").background)


def test_every_problem_of_a_theme_is_named_with_file_line_and_key() -> None:
    path = FIXTURES / "everything_wrong_theme.toml"
    with pytest.raises(ConfigProblems) as caught:
        ThemeCatalogue(path.parent).load_file(path)
    named = [(problem.line, problem.key) for problem in caught.value.problems]
    assert named == [
        (2, "appearance"),
        (3, "contrast"),
        (4, "font"),
        (7, "colours.background"),
        (9, "colours.ansi_red"),
        (12, "styles.titel"),
        (13, "styles.title.fg"),
        (13, "styles.title.bolt"),
        (13, "styles.title.italic"),
        (14, "styles.text"),
    ]
    assert f"{path}:13: styles.title.fg: " in str(caught.value)
    assert "Did you mean styles.title?" in str(caught.value) or "Did you mean title?" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('appearance = "dark"\nextends = "no-such"\n', "There is no other theme"),
        ('appearance = "dark"\nextends = 5\n', "There is no other theme"),
        ('appearance = "dark"\nextends = "../../secret"\n', "There is no other theme"),
        ("", "appearance"),
        ('appearance = "dark"\nstyles = 5\n', "written [styles]"),
        ('appearance = "dark"\nname = "a\\u0007b"\n', "one line of text"),
        ("appearance", "not TOML"),
    ],
)
def test_wrong_themes(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        at_home(tmp_path, wrong=text).load("wrong")
    assert words in str(caught.value)
    assert str(tmp_path / "wrong.toml") in str(caught.value)


def test_themes_that_extend_each_other_come_to_an_end(tmp_path: Path) -> None:
    catalogue = at_home(tmp_path, a='extends = "b"\n', b='extends = "a"\n')
    with pytest.raises(ConfigError, match="There is no other theme"):
        catalogue.load("a")


@pytest.mark.parametrize("name", ["nigth-ferry", "", "../night-ferry", "a\0b"])
def test_a_theme_that_is_not_there(name: str) -> None:
    with pytest.raises(ConfigError, match="There is no theme"):
        packaged(name)


def test_themes_are_found_without_a_folder_of_ones_own(tmp_path: Path) -> None:
    assert tuple(ThemeCatalogue(tmp_path / "missing").files()) == NAMES


def test_packaged_themes_are_found_in_a_wheel_and_in_a_checkout(tmp_path: Path) -> None:
    package = tmp_path / "src" / "newstui"
    package.mkdir(parents=True)
    with pytest.raises(ConfigError, match="Install newstui again"):
        packaged_themes_dir(package)
    (tmp_path / "themes").mkdir()
    assert packaged_themes_dir(package) == tmp_path / "themes"
    (package / "themes").mkdir()
    assert packaged_themes_dir(package) == package / "themes"
