"""What the configuration asks of the reader: its keys, its theme, and everything in it that cannot be followed."""

from typing import NamedTuple

from newstui.config.keymap import Keymap, build_keymap
from newstui.config.load import LoadedSettings
from newstui.config.themes import ThemeCatalogue
from newstui.config.wording import shown, suggestion


class Configuration(NamedTuple):
    """The keys in force, and a sentence with file, line and key for each thing that is wrong."""

    keymap: Keymap
    problems: tuple[str, ...]


def configuration(loaded: LoadedSettings, themes: ThemeCatalogue) -> Configuration:
    """Take the settings in; what only the reader can judge (keys, the theme's name) is judged here."""
    keymap = build_keymap(loaded.settings.keys, loaded.settings.macros)
    problems = [*loaded.problems, *(loaded.problem(one.key, one.message) for one in keymap.problems)]
    name = loaded.settings.appearance.theme
    if themes.find(name) is None:
        hint = suggestion(name, list(themes.files()))
        problems.append(loaded.problem(("appearance", "theme"), f"There is no theme {shown(name)}.", hint=hint))
    problems.sort(key=lambda problem: problem.line or 0)
    return Configuration(keymap, tuple(str(problem) for problem in problems))
