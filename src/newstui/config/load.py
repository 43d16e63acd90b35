"""The configuration file, read into settings."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from newstui.config.rules import ProxyAddress
from newstui.config.settings import OWN_NAMES, FeedOverride, Settings, sections, settings_of
from newstui.config.toml_file import TomlFile, read_toml
from newstui.config.wording import shown, suggestion
from newstui.errors import ConfigError, ConfigProblems


class LoadedSettings(NamedTuple):
    """Settings, and what in the file could not be used: a wrong value leaves its default in place (a proxy's: itself)."""

    settings: Settings
    problems: tuple[ConfigError, ...] = ()
    file: TomlFile | None = None
    """The file as it was read; None where there is none, or none that can be read."""
    stamp: tuple[int, int] | None = None
    """See `stamp_of`; taken before the file was read."""

    def problem(self, key: Sequence[str], message: str, *, hint: str = "") -> ConfigError:
        """An error that shows only where a setting is used (a theme that is not there, a key given twice), with its line.

        An action in [keys] may be written with its dots (`mark.star`) or as one name (`"mark.star"`): `key` may be either.
        """
        if self.file is None:
            return ConfigError(message, key=".".join(key), hint=hint)
        joined = (key[0], ".".join(key[1:]))
        return self.file.problem(joined if self.file.has(joined) else key, message, hint=hint)


def read_settings(path: Path) -> LoadedSettings:
    """Settings for a reader that has to start whatever the file says. No file means the defaults; never raises."""
    stamp = stamp_of(path)
    try:
        file = read_toml(path)
    except FileNotFoundError:
        return LoadedSettings(Settings(), stamp=stamp)
    except ConfigError as problem:
        return LoadedSettings(Settings(), (problem,), stamp=stamp)
    return _settings_from(file)._replace(stamp=stamp)


def stamp_of(path: Path) -> tuple[int, int] | None:
    """By which it is seen that a file was written anew: its time and its size; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def no_such_file(path: Path) -> ConfigError:
    """What is said where a configuration was named that is not there."""
    return ConfigError("There is no such file.", path=str(path), hint=f"newstui config --init --config {path} writes one.")


def load_settings(path: Path, *, must_exist: bool = False) -> Settings:
    """Settings for a command that should fail on a wrong file.

    Raises ConfigError, or ConfigProblems where several things are wrong; `must_exist` is for a file that was asked for
    by name.
    """
    if must_exist and not path.exists():
        raise no_such_file(path)
    loaded = read_settings(path)
    if len(loaded.problems) > 1:
        raise ConfigProblems(loaded.problems)
    if loaded.problems:
        raise loaded.problems[0]
    return loaded.settings


def _settings_from(file: TomlFile) -> LoadedSettings:
    problems: list[ConfigError] = []
    changed: dict[str, Any] = {}
    known = sections()
    for name, table in file.table.items():
        if name not in known and name not in OWN_NAMES:
            problems.append(_unknown(file, (name,), "section", [*known, *OWN_NAMES]))
        elif not isinstance(table, dict):
            problems.append(file.problem((name,), f"This is a section: it is written [{name}], with its settings below it."))
        elif name in known:
            changed[name] = _section_from(file, (name,), known[name], table, problems)
        else:
            changed[name] = _OWN[name](file, table, problems)
    problems.sort(key=lambda problem: problem.line or 0)
    return LoadedSettings(Settings(**changed), tuple(problems), file)


def _overrides(file: TomlFile, table: Mapping[str, object], problems: list[ConfigError]) -> dict[str, FeedOverride]:
    """What holds for single feeds and folders."""
    found: dict[str, FeedOverride] = {}
    for name, own in table.items():
        if isinstance(own, dict):
            found[name] = _section_from(file, ("feed", name), FeedOverride(), own, problems)
        else:
            problems.append(file.problem(("feed", name), 'This is written below [feed."ADDRESS, TITLE OR FOLDER"].'))
    return found


def _section_from(
    file: TomlFile, name: tuple[str, ...], section: Any, table: Mapping[str, object], problems: list[ConfigError]
) -> Any:
    rules = {setting.name: setting.rule for setting in settings_of(section)}
    changed = {}
    for key, value in table.items():
        rule = rules.get(key)
        if rule is None:
            problems.append(_unknown(file, (*name, key), "setting", list(rules)))
            continue
        try:
            changed[key] = rule.read(value)
        except ValueError as error:
            what = shown(value)
            if isinstance(rule, ProxyAddress):
                what = "This address"  # it may hold a password anywhere
                changed[key] = str(value)  # which the network refuses: what was to go by a proxy does not go without one
            problems.append(file.problem((*name, key), f"{what} is not possible here: it takes {error}."))
    return section._replace(**changed)


def _keys(file: TomlFile, table: Mapping[str, object], problems: list[ConfigError]) -> dict[str, tuple[str, ...]]:
    """Each action and its keys."""
    return {".".join(path): keys for path, keys in _bindings(file, table, problems)}


def _bindings(
    file: TomlFile, table: Mapping[str, object], problems: list[ConfigError], above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The path of each action and its keys."""
    for name, value in table.items():
        path = (*above, name)
        if isinstance(value, dict):
            yield from _bindings(file, value, problems, path)
        elif isinstance(value, str) and value:
            yield path, (value,)
        elif isinstance(value, list) and all(isinstance(key, str) and key for key in value):
            yield path, tuple(dict.fromkeys(value))
        else:
            message = f'{shown(value)} is not possible here: it takes a key such as "ctrl+d", or a list such as ["j", "down"].'
            problems.append(file.problem(("keys", *path), message))


def _macros(file: TomlFile, table: Mapping[str, object], problems: list[ConfigError]) -> dict[str, tuple[str, ...]]:
    """Each key and the keys that it stands for."""
    macros: dict[str, tuple[str, ...]] = {}
    for key, value in table.items():
        if isinstance(value, str) and value.split():
            macros[key] = tuple(value.split())
        else:
            message = f'{shown(value)} is not possible here: it takes keys with blanks between them, such as "G n ]".'
            problems.append(file.problem(("macros", key), message))
    return macros


def _searches(file: TomlFile, table: Mapping[str, object], problems: list[ConfigError]) -> dict[str, str]:
    """Each name and what is searched for."""
    searches: dict[str, str] = {}
    for name, value in table.items():
        if isinstance(value, str) and value.strip() and name.strip():
            searches[name.strip()] = value.strip()
        else:
            message = f'{shown(value)} is not possible here: it takes what you would type after /, such as "ferry -bridge".'
            problems.append(file.problem(("searches", name), message))
    return searches


_OWN: Mapping[str, Callable[[TomlFile, Mapping[str, object], list[ConfigError]], Mapping[str, object]]] = {
    "feed": _overrides,
    "keys": _keys,
    "macros": _macros,
    "searches": _searches,
}
"""What reads the sections of OWN_NAMES."""


def _unknown(file: TomlFile, path: tuple[str, ...], what: str, known: list[str]) -> ConfigError:
    return file.problem(path, f"There is no such {what}.", hint=suggestion(path[-1], known, path[:-1]))
