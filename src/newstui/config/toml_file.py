"""A TOML file read with its lines, so that an error can name the one it is on. (tomllib keeps no positions.)"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from newstui.errors import ConfigError

MAX_BYTES = 1_000_000
"""No configuration that somebody wrote is longer; a device or a database named by mistake is."""

# Patterns as text: `re` compiles them when an error has to name its line.
_TOKEN = (
    r'"""(?:[^"\\]|\\[\s\S]|"(?!""))*+"{3,5}'
    r"|'''(?:[^']|'(?!''))*+'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*+"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[^\"'\#\[\]{}\n]+"
    r"|[\s\S]"
)
_NAME = r"""[ \t]*(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|([A-Za-z0-9_-]+))[ \t]*"""


class TomlFile:
    """A file's table, and where its keys stand."""

    def __init__(self, path: Path, text: str, table: dict[str, Any]) -> None:
        self.path, self.text, self.table = path, text, table

    @cached_property
    def _lines(self) -> dict[tuple[str, ...], int]:
        return _statement_lines(self.text)

    def line_of(self, key: Sequence[str]) -> int | None:
        """The line, from 1, of a key's statement; of the table around it where it stands inside a value."""
        for length in range(len(key), 0, -1):
            line = self._lines.get(tuple(key[:length]))
            if line is not None:
                return line
        return None

    def has(self, key: Sequence[str]) -> bool:
        """Whether the file has a statement for just this key."""
        return tuple(key) in self._lines

    def without(self, names: Collection[str]) -> str:
        """The text without the statements of some tables (or keys) of the outermost level; what else stands there stays."""
        kept, at = [], 0
        for statement in _statements(self.text):
            if statement.key[0] in names:
                kept.append(self.text[at : statement.start])
                at = statement.end + 1  # with its line break
        return "".join((*kept, self.text[at:]))

    def problem(self, key: Sequence[str], message: str, *, hint: str = "") -> ConfigError:
        """The error to raise or collect about a key."""
        return ConfigError(message, path=str(self.path), line=self.line_of(key), key=".".join(key), hint=hint)


def read_toml(path: Path) -> TomlFile:
    """Read a file. Raises FileNotFoundError where there is none, ConfigError where it cannot be read as TOML."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise ConfigError(f"The file cannot be read: {error.strerror or error}.", path=str(path)) from error
    if len(data) > MAX_BYTES:
        raise ConfigError("The file is too long to be a configuration.", path=str(path))
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError("The file is not in UTF-8.", path=str(path), line=line, hint="Save it in UTF-8.") from error
    return TomlFile(path, text, _parse(text, path))


def _parse(text: str, path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, line = str(error), None
        if place := re.search(r" \(at (?:line (\d+), column \d+|end of document)\)\Z", message):
            line = int(place[1]) if place[1] else text.count("\n") + 1
            message = message[: place.start()]
        raise ConfigError(f"This is not TOML: {message}.", path=str(path), line=line) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; brackets in brackets in ...
        raise ConfigError("A number is too long, or values are nested too deeply.", path=str(path)) from error


def _statement_lines(text: str) -> dict[tuple[str, ...], int]:
    """Line by key path, for text that tomllib has accepted."""
    lines: dict[tuple[str, ...], int] = {}
    line, counted = 1, 0
    for statement in _statements(text):
        line += text.count("\n", counted, statement.start)
        counted = statement.start
        for length in range(statement.above + 1, len(statement.key) + 1):
            lines.setdefault(statement.key[:length], line)
    return lines


class _Statement(NamedTuple):
    """A table's head, or a key with its value."""

    key: tuple[str, ...]
    above: int
    """How many names of the key are those of the table around it."""
    start: int
    end: int
    """Before the line break."""


def _statements(text: str) -> Iterator[_Statement]:
    """The statements of a text that tomllib has accepted."""
    table: tuple[str, ...] = ()
    at = 0
    while at < len(text):
        start = at
        character = text[at]
        if character in " \t\n":
            at += 1
        elif character == "#":
            at = _end_of(text, at)
        elif character == "[":
            table, at = _key_path(text, at + (2 if text.startswith("[[", at) else 1))
            at = _end_of(text, at)
            yield _Statement(table, len(table) - 1, start, at)
        else:
            key, at = _key_path(text, at)
            at = _end_of_value(text, at)
            yield _Statement((*table, *key), len(table), start, at)


def _end_of(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _key_path(text: str, at: int) -> tuple[tuple[str, ...], int]:
    names = []
    name = re.compile(_NAME)
    while match := name.match(text, at):
        names.append(_unescaped(match[1]) if match[1] is not None else match[2] if match[2] is not None else match[3])
        at = match.end()
        if not text.startswith(".", at):
            break
        at += 1
    return tuple(names), at


def _unescaped(name: str) -> str:
    if "\\" not in name:
        return name
    import tomllib

    return str(tomllib.loads(f'name = "{name}"')["name"])


def _end_of_value(text: str, at: int) -> int:
    """Where the statement ends: at a line feed outside all brackets and strings."""
    depth = 0
    next_token = re.compile(_TOKEN)
    while match := next_token.match(text, at):
        token = match[0]
        if token in "[{":
            depth += 1
        elif token in "]}":
            depth -= 1
        elif token == "\n" and depth <= 0:
            break
        at = match.end()
    return at
