"""The configuration file: what is right in it counts, what is wrong is named with its line."""

from pathlib import Path

import pytest

from newstui.config.load import load_settings, read_settings
from newstui.config.settings import Settings, sections, settings_of
from newstui.config.wording import shown
from newstui.errors import ConfigError, ConfigProblems

FIXTURES = Path(__file__).parents[2] / "fixtures" / "config"


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "config.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "none.toml") == (Settings(), (), None, None)
    assert load_settings(tmp_path / "none.toml") == Settings()


def test_a_file_asked_for_by_name_must_exist(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml: There is no such file\. newstui config --init"):
        load_settings(tmp_path / "none.toml", must_exist=True)


def test_settings_are_read_and_the_rest_keeps_its_default(tmp_path: Path) -> None:
    settings = load_settings(
        written(
            tmp_path,
            """
            appearance.theme = "foxed-page"
            [reading]
            measure = 0
            highlights = "all"
            [prefetch]
            bytes = "50 MB"
            [browser]
            command = "lynx -accept_all_cookies '{url}'"
            """,
        )
    )
    assert settings.appearance.theme == "foxed-page"
    assert settings.reading == Settings().reading._replace(measure=0, highlights="all")
    assert settings.prefetch.bytes == 50_000_000
    assert settings.browser.command == ("lynx", "-accept_all_cookies", "{url}")
    assert settings.network == Settings().network


def test_keys_come_with_their_lines(tmp_path: Path) -> None:
    loaded = read_settings(written(tmp_path, '[keys]\n"move.down" = "j"\nmove.up = [\n  "k",\n  "up",\n]\n\nquit = []\n'))
    assert loaded.problems == ()
    assert loaded.settings.keys == {"move.down": ("j",), "move.up": ("k", "up"), "quit": ()}
    lines = [loaded.problem(("keys", *action.split(".")), "Clash.").line for action in ("move.down", "move.up", "quit")]
    assert lines == [2, 3, 8]


def test_every_problem_is_named_with_file_line_and_key() -> None:
    path = FIXTURES / "everything_wrong.toml"
    with pytest.raises(ConfigProblems) as caught:
        load_settings(path)
    named = [(problem.line, problem.key) for problem in caught.value.problems]
    assert named == [
        (2, "colour"),
        (5, "reading.measure"),
        (6, "reading.mesure"),
        (7, "reading.mark_read_on_open"),
        (8, "reading.highlights"),
        (9, "reading.date_format"),
        (12, "network.timeout"),
        (13, "network.proxy"),
        (16, "prefetch.bytes"),
        (19, "keys.move.down"),
        (20, "keys.move.up"),
    ]
    messages = str(caught.value).splitlines()
    assert messages[1] == (
        f"{path}:5: reading.measure: 30 is not possible here: "
        "it takes a whole number from 60 to 100 cells, or 0 (all the width there is)."
    )
    assert messages[2].endswith("There is no such setting. Did you mean reading.measure?")
    assert messages[4].endswith('"everything" is not possible here: it takes "statements", "all", "direct" or "off".')


def test_a_reader_starts_with_what_is_right(tmp_path: Path) -> None:
    loaded = read_settings(written(tmp_path, "[reading]\nmeasure = 5\nsidebar = false\n"))
    assert loaded.settings.reading == Settings().reading._replace(sidebar=False)
    assert [problem.line for problem in loaded.problems] == [2]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[reading]\nmeasure = \n", 2, "not TOML"),
        ("[reading]\nmeasure = 70\nmeasure = 71\n", 3, "not TOML"),
        ('a = "open\n', 1, "not TOML"),
        (b"[reading]\n# caf\xe9\n", 2, "not in UTF-8"),
        ("x = " + "[" * 5000, None, "nested too deeply"),
        ("x = " + "9" * 5000, None, "too long"),
        ("#" * 1_000_001, None, "too long"),
        ("reading = 5\n", 1, "written [reading]"),
        ('keys = "j"\n', 1, "written [keys]"),
        ("[[reading]]\n", 1, "written [reading]"),
        ("[reading]\nmeasure = true\n", 2, "true is not possible"),
        ('[browser]\ncommand = "a \'b"\n', 2, "a command such as"),
        ('[feeds]\nsort = "a\\u001b[31m"\n', 2, "\ufffd[31m"),
        ('[network]\nuser_agent = "caf\u00e9"\n', 2, "plain ASCII"),
        ("[retention]\nmax_age_days = -1\n", 2, "or 0 (for ever)"),
    ],
)
def test_wrong_files(tmp_path: Path, text: str | bytes, line: int | None, words: str) -> None:
    loaded = read_settings(written(tmp_path, text))
    assert loaded.settings == Settings()
    (problem,) = loaded.problems
    assert (problem.path, problem.line) == (str(tmp_path / "config.toml"), line)
    assert words in str(problem)


def test_a_folder_is_no_configuration(tmp_path: Path) -> None:
    (problem,) = read_settings(tmp_path).problems
    assert "cannot be read" in str(problem)


def test_lines_are_found_past_everything_that_toml_allows(tmp_path: Path) -> None:
    text = (
        '\ufeff# [reading]\r\n[browser] # measure = 1\r\ncommand = [ # "]"\r\n "a]",\r\n \'b"\',\r\n]\r\n'
        '[ "network" ]\r\nuser_agent = """\\\r\n  [reading]\\\r\n  """\r\nproxy = \'\'\r\n[reading]\r\n"measure" = 1\r\n'
    )
    loaded = read_settings(written(tmp_path, text))
    assert loaded.settings.browser.command == ("a]", 'b"')
    (problem,) = loaded.problems
    assert (problem.line, problem.key) == (13, "reading.measure")


@pytest.mark.parametrize(
    "address",
    ["socks5://ada:pl4nted@proxy.example:1080", "ada:pl4nted@proxy.example:3128", "http//ada:p/pl4nted", "ada p@pl4nted@proxy:1"],
)
def test_an_error_quotes_no_password_of_a_proxy(tmp_path: Path, address: str) -> None:
    loaded = read_settings(written(tmp_path, f'[network]\nproxy = "{address}"\n'))
    (problem,) = loaded.problems
    assert "it takes an address such as" in str(problem) and "pl4nted" not in str(problem)
    assert loaded.settings.network.proxy == address  # so that nothing is asked past it


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("http://ada:pl4n@ted@news.example/a@b", '"http://b"'),
        ("ada:pl4nted@news.example, ada@news.example", '"news.example, ada@news.example"'),
        (["ctrl+@", "x:y"], "['ctrl+@', 'x:y']"),
    ],
)
def test_a_value_is_shown_without_user_and_password(value: object, said: str) -> None:
    assert shown(value) == said


def test_the_declaration_accepts_its_own_defaults() -> None:
    for section in sections().values():
        for setting in settings_of(section):
            assert setting.rule.doc
            read = setting.rule.read(list(setting.default) if isinstance(setting.default, tuple) else setting.default)
            assert read == setting.default, setting.name
