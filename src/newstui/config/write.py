"""The commented default configuration and the settings' documentation, both made from the declaration."""

import os
import textwrap
from collections.abc import Iterable
from pathlib import Path

from newstui.config.rules import Choice, Rule, Switch, Text, quoted
from newstui.config.settings import FeedOverride, sections, settings_of
from newstui.errors import ConfigError

_WIDTH = 100
_HEAD = """\
# newstui's configuration, in TOML (https://toml.io).
#
# Every setting stands here with its default, switched off by the # before it. Take the # away to change one; what you leave
# switched off follows newstui's defaults. The reader takes changes over while it runs, or says what waits for its next start;
# an error names its line.
"""
_FEED = """\
# Settings of one feed (by its address or title) or of all feeds of a folder (by its path) stand in a section of their own:
#   [feed."News/World"]
#   refresh_minutes = 15
#   prefetch = 20
# refresh_minutes: how often it is asked, whatever pace it states itself (5 to 10080; 0: only when you ask).
# prefetch: how many of its articles the reader downloads ahead after a refresh that brought news (0 to 1000).
"""
_MACROS = """\
[macros]
# A key that stands for several keys, typed one after the other. This one would open the next unread entry and go to its first
# quotation: "ctrl+n" = "n ]"
"""
_SEARCHES = """\
[searches]
# Lists in the feed pane that a search fills: a name, and what you would type after /. This one would hold what tells of ferries
# and not of bridges: "Ferries" = "ferry -bridge". in:NAME keeps to a feed or folder, tag:NAME to a tag: "in:Coast tag:work".
"""
_KEYS = """\
[keys]
# Your own keys: an action and its key, or a list of keys; [] takes an action's keys away. Keys are written as
# "j", "J", "space", "enter", "escape", "tab", "f5", "ctrl+d", "pagedown"; "ctrl+x h" are two keys, one after the other. A key
# that two actions claim is reported.
# ? in the reader shows the actions and their keys.
"""


def default_config(actions: Iterable[tuple[str, tuple[str, ...], str]] = ()) -> str:
    """The commented file of `config --init`; `actions` are (action id, default keys, what it does)."""
    parts = [_HEAD]
    for name, section in sections().items():
        parts.append(f"\n[{name}]\n# {_first_line(section)}\n")
        for setting in settings_of(section):
            parts.append(f"\n{_commented(_explained(setting.rule))}#{setting.name} = {setting.rule.toml(setting.default)}\n")
    parts.append(f"\n{_FEED}\n{_SEARCHES}\n{_MACROS}\n{_KEYS}")
    for action, keys, meaning in actions:
        value = quoted(keys[0]) if len(keys) == 1 else f"[{', '.join(quoted(key) for key in keys)}]"
        parts.append(f"\n{_commented([meaning])}#{action} = {value}\n")
    return "".join(parts)


def write_default_config(path: Path, actions: Iterable[tuple[str, tuple[str, ...], str]] = ()) -> None:
    """Write the commented file. Raises ConfigError where there is one already, or where it cannot be written."""
    if path.exists():
        raise ConfigError("There is a configuration already; it stays as it is.", path=str(path))
    text = default_config(actions)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
        except OSError:
            path.unlink()  # half of it would be in the way of the next try
            raise
    except OSError as error:
        raise ConfigError(f"The configuration cannot be written: {error.strerror or error}.", path=str(path)) from error


def settings_reference() -> str:
    """The settings as Markdown tables, for the documentation."""
    parts = []
    for name, section in sections().items():
        parts.append(f"## [{name}]\n\n{_first_line(section)}\n\n| Setting | Default | Meaning |\n| --- | --- | --- |\n")
        for setting in settings_of(section):
            meaning = " ".join(_explained(setting.rule)).replace("|", "\\|")
            parts.append(f"| `{setting.name}` | `{setting.rule.toml(setting.default)}` | {meaning} |\n")
        parts.append("\n")
    parts.append(f'## [feed."NAME"]\n\n{_first_line(FeedOverride())} The nearest place that sets it holds.\n\n')
    parts.append("| Setting | Default | Meaning |\n| --- | --- | --- |\n")
    for setting in settings_of(FeedOverride()):
        default = "" if setting.default is None else f"`{setting.rule.toml(setting.default)}`"
        parts.append(f"| `{setting.name}` | {default} | {' '.join(_explained(setting.rule))} |\n")
    return "".join(parts).rstrip() + "\n"


def _explained(rule: Rule) -> list[str]:
    if isinstance(rule, Choice):
        return [rule.doc, *(f"{quoted(name)}: {meaning}." for name, meaning in rule.choices.items())]
    if isinstance(rule, Switch) or type(rule) is Text:
        return [rule.doc]
    return [rule.doc, f"It takes {rule.takes()}."]


def _first_line(section: object) -> str:
    return (type(section).__doc__ or "").partition("\n")[0]


def _commented(lines: Iterable[str]) -> str:
    wrapped = (piece for line in lines for piece in textwrap.wrap(line, _WIDTH, subsequent_indent="  "))
    return "".join(f"# {line}\n" for line in wrapped)
